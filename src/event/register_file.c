/* DESIGN: attendance files on their way into a register: kept, taken over, forgotten. */
#include "register_file.h"

#include "audit.h"
#include "register_attend.h"
#include "register_store.h"
#include "tz.h"

enum { CLEAR, INSERT, FIND, APPLIED, DROP, SWEEP };
static const char *const SQL[] = {
    [CLEAR] = "DELETE FROM register_file WHERE session_id = $1 AND uploaded_by = $2"
              " AND applied_at IS NULL",
    [INSERT] = "INSERT INTO register_file (session_id, name, bytes, uploaded_by, uploaded_at)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [FIND] = "SELECT f.id, s.event_id, f.session_id, f.name, f.uploaded_by, f.uploaded_at,"
             " coalesce(f.applied_at, 0), coalesce(f.bytes, '') FROM register_file f"
             " JOIN event_session s ON s.id = f.session_id WHERE f.id = $1",
    [APPLIED] = "UPDATE register_file SET applied_at = $2, bytes = NULL WHERE id = $1",
    [DROP] = "DELETE FROM register_file WHERE id = $1",
    [SWEEP] = "DELETE FROM register_file WHERE uploaded_at < $1",
};

/* ---- keeping ---- */

/* Does the event have a register? */
static enum err check_event(struct store *store, const struct register_file_new *file,
                            struct refusal *why)
{
    struct register_scene scene;
    enum err err =
        register_store_scene(store, file->event, file->state->session, why->arena, &scene);
    return err == OK ? register_attend_check(&scene, why) : err;
}

static enum err check_state(const struct register_state *state, struct instant now,
                            struct refusal *why)
{
    if (state->closed_at.v)
        return refuse(why, ERR_CONFLICT, "register-closed",
                      "This register is closed. Open it again, then bring the file.");
    if (!register_may_take(state, now))
        return refuse(why, ERR_CONFLICT, "too-early",
                      "The register can be taken from %d minutes before the start.",
                      REGISTER_OPEN_MIN);
    return OK;
}

static enum err refuse_fault(const struct csv_fault *fault, struct refusal *why)
{
    if (!fault->line)
        return refuse_field(why, "file", "The file cannot be read: %s.", fault->what);
    if (!fault->column)
        return refuse_field(why, "file", "Line %d: %s. Correct it, or download the file again.",
                            fault->line, fault->what);
    return refuse_field(why, "file",
                        "Line %d, column %d: %s. Correct it, or download the file again.",
                        fault->line, fault->column, fault->what);
}

static const char *day_words(struct day day, struct arena *arena)
{
    struct civil c = day_civil(day);
    return arena_printf(arena, "%d/%d/%d", c.day, c.month, c.year);
}

/* Somebody of it was at the session; a file without times could be of any. */
static enum err check_when(const struct attendance_file *file, const struct register_state *state,
                           struct refusal *why)
{
    if (!file->first_at.v ||
        (file->first_at.v < state->ends_at.v && file->last_at.v > state->starts_at.v))
        return OK;
    struct local first = tz_local(file->first_at), last = tz_local(file->last_at);
    return refuse_field(why, "file",
                        "Nobody in this file was there at that time: it begins on %s at %02d:%02d "
                        "and ends on %s at %02d:%02d. Choose another file, or another session.",
                        day_words(first.day, why->arena), first.hour, first.minute,
                        day_words(last.day, why->arena), last.hour, last.minute);
}

static enum err check_bytes(const struct register_file_new *file, struct refusal *why)
{
    struct attendance_file read;
    struct csv_fault fault = {0, 0, NULL};
    if (attendance_file_read(file->bytes, file->state->starts_at, file->state->ends_at, why->arena,
                             &read, &fault) != OK)
        return refuse_fault(&fault, why);
    return check_when(&read, file->state, why);
}

enum err register_file_put(struct store *store, struct instant now,
                           const struct register_file_new *file, struct refusal *why,
                           int64_t *ret_id)
{
    struct str name = str_first(file->name, REGISTER_FILE_NAME_BYTES_MAX);
    int64_t session = file->state->session;
    enum err err = check_event(store, file, why);
    if (err == OK)
        err = check_state(file->state, now, why);
    if (err == OK)
        err = check_bytes(file, why);
    if (err == OK)
        err = store_exec(store, SQL[CLEAR], PARAMS(p_int(session), p_int(file->by.v)));
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_int(session), p_str(name.n ? name : STR("a file")),
                                             p_blob(file->bytes.p, file->bytes.n),
                                             p_int(file->by.v), p_instant(now)),
                                      ret_id)
                     : err;
}

enum err register_file_find(struct store *store, int64_t id, struct arena *arena,
                            struct register_file *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct register_file file = {
        .id = rows_int(&rows, 0),
        .event = {rows_int(&rows, 1)},
        .session = rows_int(&rows, 2),
        .name = rows_text(&rows, 3, arena),
        .by = {rows_int(&rows, 4)},
        .uploaded_at = rows_instant(&rows, 5),
        .applied_at = rows_instant(&rows, 6),
        .bytes = arena_str(arena, rows_str(&rows, 7)),
    };
    err = rows_end(&rows);
    if (err == OK)
        *ret = file;
    return err;
}

enum err register_file_drop(struct store *store, int64_t id)
{
    return store_exec(store, SQL[DROP], PARAMS(p_int(id)));
}

enum err register_file_sweep(struct store *store, struct instant now)
{
    return store_exec(store, SQL[SWEEP], PARAMS(p_int(now.v - REGISTER_FILE_LIFE_S)));
}

/* ---- taking over ---- */

static enum err mark_line(struct store *store, struct instant now,
                          const struct register_file_ask *ask,
                          const struct register_file_line *line, struct refusal *why)
{
    struct register_marked marked;
    const struct register_mark mark = {.event = ask->file->event,
                                       .session = ask->file->session,
                                       .person = line->person,
                                       .mark = REGISTER_HERE,
                                       .late_min = line->late_min,
                                       .early_min = line->early_min,
                                       .away_min = line->away_min,
                                       .how = REGISTER_FILE,
                                       .by = ask->by,
                                       .at = now};
    enum err err = line->kind == REGISTER_FILE_ADD
                       ? register_walk_in(store, now, &mark, why, &marked)
                       : register_mark(store, now, &mark, why, &marked);
    if (err == ERR_INVALID)
        return refuse_field(why, "people", "%s could not be marked.", line->name);
    return err;
}

static enum err mark_lines(struct store *store, struct instant now,
                           const struct register_file_ask *ask,
                           const struct register_file_plan *plan, struct refusal *why,
                           struct register_file_done *done)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < plan->count; i++) {
        const struct register_file_line *line = &plan->lines[i];
        if (line->kind != REGISTER_FILE_MARK && line->kind != REGISTER_FILE_ADD)
            continue;
        err = mark_line(store, now, ask, line, why);
        done->marked++;
        done->added += line->kind == REGISTER_FILE_ADD;
    }
    return err;
}

static enum err note(struct store *store, struct instant now, const struct register_file_ask *ask,
                     const struct register_file_done *done, struct arena *arena)
{
    enum err err = store_exec(store, SQL[APPLIED], PARAMS(p_int(ask->file->id), p_instant(now)));
    if (err != OK || !done->marked)
        return err;
    return audit_add(store, now, ask->by, "register-file", ask->file->event.v,
                     arena_printf(arena, "%d marked, %d of them added", done->marked, done->added));
}

enum err register_file_apply(struct store *store, struct instant now,
                             const struct register_file_ask *ask, struct refusal *why,
                             struct register_file_done *ret)
{
    struct register_file_plan plan;
    struct register_file_done done = {0, 0};
    if (ask->file->applied_at.v) {
        *ret = done;
        return OK;
    }
    enum err err = check_state(ask->state, now, why);
    if (err == OK)
        err = register_file_plan(store, now, ask, why, &plan);
    if (err == OK)
        err = mark_lines(store, now, ask, &plan, why, &done);
    if (err == OK)
        err = note(store, now, ask, &done, why->arena);
    if (err == OK)
        *ret = done;
    return err;
}
