/* DESIGN: imports from upload to undo: what waits, what was done, who said yes. */
#include "staff_import.h"

#include <string.h>

#include "check.h"
#include "staff_import_store.h"
#include "token.h"

static const char *const STATES[IMPORT_STATE_COUNT] = {"columns", "ready", "applied", "undone",
                                                       "dropped"};

const char *staff_import_state_name(enum staff_import_state state)
{
    return STATES[state];
}

/* ---- reading ---- */

static void layout_key(const struct staff_sample *sample, struct arena *arena,
                       char ret[static SHA256_HEX_MAX])
{
    token_sha256_hex(str_of(staff_sample_layout(sample, arena)), ret);
}

/* The columns somebody chose for a file with these headings before; ERR_NOT_FOUND. */
static enum err remembered(struct store *store, const struct staff_import_new *new,
                           struct arena *arena, struct staff_map *ret, struct refusal *why)
{
    char layout[SHA256_HEX_MAX];
    struct staff_sample *sample = ARENA_NEW(arena, struct staff_sample);
    if (new->file_count != 1 || new->preset == STAFF_PRESET_ONEROSTER)
        return ERR_NOT_FOUND;
    enum err err = staff_file_sample(&new->files[0], arena, sample, why);
    if (err != OK)
        return err;
    layout_key(sample, arena, layout);
    return staff_import_store_layout(store, layout, arena, ret);
}

enum err staff_import_read(struct store *store, const struct staff_import_new *new,
                           struct arena *arena, struct staff_records *ret, struct refusal *why)
{
    struct staff_map map;
    struct staff_source source = {.files = new->files,
                                  .file_count = new->file_count,
                                  .preset = new->preset,
                                  .has_school = new->school.v != 0};
    enum err err = remembered(store, new, arena, &map, why);
    if (err == OK && !staff_map_lacks(&map, source.has_school, NULL))
        source.map = &map;
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    return staff_file_read(&source, arena, ret, NULL, why);
}

static enum err create_waiting(struct store *store, const struct staff_import_new *new,
                               struct instant now, struct arena *arena, struct refusal *why,
                               int64_t *ret_id)
{
    struct staff_sample *sample = ARENA_NEW(arena, struct staff_sample);
    if (new->file_count != 1)
        return refuse_field(why, "file", "Choose one file.");
    enum err err = staff_file_sample(&new->files[0], arena, sample, why);
    if (err != OK)
        return err;
    return staff_import_store_insert(store, new, new->files[0].bytes, (struct str){NULL, 0}, now,
                                     ret_id);
}

enum err staff_import_create_read(struct store *store, const struct staff_import_new *new,
                                  struct str records, struct instant now, int64_t *ret_id)
{
    return staff_import_store_insert(store, new, (struct str){NULL, 0}, records, now, ret_id);
}

static enum err keep_records(struct store *store, const struct staff_import_new *new,
                             const struct staff_records *records, struct instant now,
                             int64_t *ret_id)
{
    struct buf buf;
    buf_init(&buf, 4 * (size_t)STAFF_FILE_BYTES_MAX);
    staff_records_format(records, &buf);
    enum err err = staff_import_create_read(store, new, buf_str(&buf), now, ret_id);
    buf_done(&buf);
    return err;
}

enum err staff_import_create(struct store *store, const struct staff_import_new *new,
                             struct instant now, struct arena *arena, struct refusal *why,
                             int64_t *ret_id)
{
    struct staff_records records;
    if (new->chooses_columns)
        return create_waiting(store, new, now, arena, why, ret_id);
    enum err err = staff_import_read(store, new, arena, &records, why);
    if (err == ERR_NOT_FOUND)
        return create_waiting(store, new, now, arena, why, ret_id);
    return err == OK ? keep_records(store, new, &records, now, ret_id) : err;
}

/* ---- columns ---- */

static enum err find_in(struct store *store, int64_t id, enum staff_import_state state,
                        struct arena *arena, struct staff_import *ret, struct refusal *why)
{
    enum err err = staff_import_find(store, id, arena, ret);
    if (err != OK || ret->state == state)
        return err;
    static const char *const words[IMPORT_STATE_COUNT] = {
        [IMPORT_COLUMNS] = "Choose first which column of the file holds what.",
        [IMPORT_READY] = "Its columns are chosen already. To choose again, upload the file again.",
        [IMPORT_APPLIED] = "This import was applied already. Upload the file again to see what is "
                           "different now.",
        [IMPORT_UNDONE] = "This import was undone. Upload the file again.",
        [IMPORT_DROPPED] = "This upload is gone: it was dropped, or it waited longer than a day. "
                           "Upload the file again.",
    };
    return refuse(why, ERR_CONFLICT, STATES[ret->state], "%s", words[ret->state]);
}

enum err staff_import_sample(struct store *store, int64_t id, struct arena *arena,
                             struct staff_sample *ret, struct staff_map *ret_guess,
                             struct refusal *why)
{
    struct staff_import import;
    struct staff_file file = {.name = STR("")};
    enum err err = find_in(store, id, IMPORT_COLUMNS, arena, &import, why);
    if (err == OK)
        err = staff_import_store_file(store, id, arena, &file.bytes);
    if (err != OK)
        return err;
    file.name = str_of(import.file_name);
    err = staff_file_sample(&file, arena, ret, why);
    if (err == OK)
        staff_map_guess(&ret->headings, import.preset, ret_guess);
    return err;
}

static enum err remember(struct store *store, const struct staff_file *file,
                         const struct staff_map *map, struct instant now, struct arena *arena,
                         struct refusal *why)
{
    char layout[SHA256_HEX_MAX];
    struct staff_sample *sample = ARENA_NEW(arena, struct staff_sample);
    enum err err = staff_file_sample(file, arena, sample, why);
    if (err != OK)
        return err;
    layout_key(sample, arena, layout);
    return staff_import_store_keep_layout(store, layout, staff_map_format(map, arena), now);
}

enum err staff_import_choose_columns(struct store *store, int64_t id, const struct staff_map *map,
                                     struct instant now, struct arena *arena, struct refusal *why)
{
    struct staff_import import;
    struct staff_records records;
    struct staff_file file = {.name = STR("")};
    struct staff_source source = {.files = &file, .file_count = 1, .map = map};
    enum err err = find_in(store, id, IMPORT_COLUMNS, arena, &import, why);
    if (err != OK)
        return err;
    source.has_school = import.school.v != 0;
    enum staff_field field;
    const char *lacks = staff_map_lacks(map, source.has_school, &field);
    if (lacks)
        return refuse_field(why, staff_field_info(field)->key, "%s", lacks);
    file.name = str_of(import.file_name);
    err = staff_import_store_file(store, id, arena, &file.bytes);
    if (err == OK)
        err = staff_file_read(&source, arena, &records, NULL, why);
    if (err == OK)
        err = remember(store, &file, map, now, arena, why);
    if (err != OK)
        return err;
    struct buf buf;
    buf_init(&buf, 4 * (size_t)STAFF_FILE_BYTES_MAX);
    staff_records_format(&records, &buf);
    err = staff_import_store_ready(store, id, buf_str(&buf));
    buf_done(&buf);
    return err;
}

/* ---- the difference ---- */

/* "12=5 13=-1": line and person. */
static int parse_choices(struct str text, struct arena *arena, struct staff_choice **ret)
{
    struct staff_choice *items = NULL;
    int count = 0, room = 0;
    struct str rest = text, part;
    while (str_split(&rest, ' ', &part)) {
        int64_t line, person;
        long at = str_find(part, '=');
        struct str after = str_from(part, (size_t)(at + 1));
        bool negative = after.n && after.p[0] == '-';
        if (at <= 0 || str_parse_int(str_first(part, (size_t)at), &line) != OK ||
            str_parse_int(str_from(after, negative), &person) != OK)
            continue;
        if (count == room)
            items = arena_grow(arena, items, sizeof items[0], 8, &room);
        items[count++] = (struct staff_choice){(int)line, negative ? -person : person};
    }
    *ret = items;
    return count;
}

static enum err plan_of(struct store *store, const struct staff_records *records,
                        struct staff_options options, struct day today, struct arena *arena,
                        struct staff_plan *ret)
{
    struct staff_present *present = ARENA_NEW(arena, struct staff_present);
    enum err err = staff_import_share(store, &options.leave_percent);
    if (err == OK)
        err = staff_present_load(store, today, arena, present);
    if (err == OK)
        staff_plan_compute(records, present, &options, arena, ret);
    return err;
}

enum err staff_import_plan_read(struct store *store, const struct staff_import_new *new,
                                const struct staff_records *records, struct day today,
                                struct arena *arena, struct staff_plan *ret)
{
    struct staff_options options = {.school = new->school.v, .adds_schools = new->adds_schools};
    return plan_of(store, records, options, today, arena, ret);
}

enum err staff_import_plan(struct store *store, int64_t id, struct day today, struct arena *arena,
                           struct staff_plan *ret, struct refusal *why)
{
    struct staff_import import;
    struct staff_records *records = ARENA_NEW(arena, struct staff_records);
    struct staff_choice *choices;
    struct str text, chosen;
    enum err err = find_in(store, id, IMPORT_READY, arena, &import, why);
    if (err == OK)
        err = staff_import_store_records(store, id, arena, &text, &chosen);
    if (err == OK && staff_records_parse(text, arena, records) != OK)
        err = ERR_BUG;
    if (err != OK)
        return err;
    int count = parse_choices(chosen, arena, &choices);
    struct staff_options options = {.school = import.school.v,
                                    .adds_schools = import.adds_schools,
                                    .choices = choices,
                                    .choice_count = count};
    return plan_of(store, records, options, today, arena, ret);
}

enum err staff_import_choose_person(struct store *store, int64_t id, int line, int64_t person,
                                    struct arena *arena, struct refusal *why)
{
    struct staff_import import;
    struct staff_choice *choices;
    struct str text, chosen;
    enum err err = find_in(store, id, IMPORT_READY, arena, &import, why);
    if (err == OK)
        err = staff_import_store_records(store, id, arena, &text, &chosen);
    if (err != OK)
        return err;
    int count = parse_choices(chosen, arena, &choices);
    const char *kept = arena_printf(arena, "%d=%lld", line, (long long)person);
    for (int i = 0; i < count; i++)
        if (choices[i].line != line)
            kept = arena_printf(arena, "%s %d=%lld", kept, choices[i].line,
                                (long long)choices[i].person);
    return staff_import_store_choices(store, id, kept);
}

/* ---- whose address it changed ---- */

/* A person's image begins with the name and the address (staff_log). */
static const char SQL_READDRESSED[] =
    "SELECT p.id FROM staff_import_change c JOIN person p ON p.id = c.row_id"
    " WHERE c.import_id = $1 AND c.noun = 'person' AND c.before IS NOT NULL"
    " AND substr(c.before, instr(c.before, char(31)) + 1, length(coalesce(p.email, '')) + 1)"
    " <> coalesce(p.email, '') || char(31) COLLATE NOCASE"
    " AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role <> 'staff')"
    " ORDER BY p.id LIMIT $2";

enum err staff_import_readdressed(struct store *store, int64_t id, struct arena *arena,
                                  struct person_id **ret, int *ret_count)
{
    struct person_id *items = NULL;
    int count = 0, room = 0;
    struct rows rows =
        store_query(store, SQL_READDRESSED, PARAMS(p_int(id), p_int(STAFF_RECORDS_MAX)));
    while (rows_next(&rows)) {
        if (count == room)
            items = arena_grow(arena, items, sizeof items[0], 16, &room);
        items[count++].v = rows_int(&rows, 0);
    }
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = items;
        *ret_count = count;
    }
    return err;
}

/* ---- yes, and back ---- */

static enum err check_yes(const struct staff_plan *plan, const struct staff_import_yes *yes,
                          struct refusal *why)
{
    if (yes->digest.p && !str_eq_c(yes->digest, plan->digest))
        return refuse(why, ERR_STALE, "stale",
                      "People were changed since you looked. Look at the differences again, then "
                      "decide.");
    if (yes->leave && !yes->leave_many && plan->needs_second_yes)
        return refuse_field(why, "leave",
                            "More people than usual would leave. Confirm that they have left, or "
                            "keep them.");
    return OK;
}

enum err staff_import_apply(struct store *store, const struct staff_import_yes *yes,
                            struct instant now, struct day today, struct arena *arena,
                            struct refusal *why, struct staff_import *ret)
{
    struct staff_plan *plan = ARENA_NEW(arena, struct staff_plan);
    struct staff_apply how = {.import_id = yes->id, .now = now, .leave = yes->leave};
    enum err err = staff_import_plan(store, yes->id, today, arena, plan, why);
    if (err == OK)
        err = check_yes(plan, yes, why);
    if (err == OK)
        err = staff_apply(store, plan, &how, arena);
    if (err == OK)
        err = staff_import_store_applied(store, yes, plan, now);
    return err == OK ? staff_import_find(store, yes->id, arena, ret) : err;
}

enum err staff_import_undo(struct store *store, int64_t id, struct person_id by, struct instant now,
                           struct arena *arena, struct refusal *why)
{
    struct staff_import import;
    enum err err = staff_import_find(store, id, arena, &import);
    if (err != OK)
        return err;
    if (import.state != IMPORT_APPLIED || !import.is_last)
        return refuse(why, ERR_CONFLICT, "not-the-last",
                      import.state == IMPORT_APPLIED
                          ? "Only the last import can be undone, and another one came after this."
                          : "There is nothing to undo: this import is not in force.");
    if (now.v - import.applied_at.v > STAFF_UNDO_DAYS * 86400LL)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "An import can be undone for 30 days. Import a corrected file instead.");
    err = staff_undo(store, id, arena, why);
    return err == OK ? staff_import_store_undone(store, id, by, now) : err;
}
