/* DESIGN: the programme as versions: added, listed, announced, and changed by one slot. */
#include "programme_version.h"

#include "check.h"
#include "spark_store.h"

#define VERSION_SELECT                                                                             \
    "SELECT v.id, v.number, v.why, v.made_at, v.published_at, v.made_by, p.name,"                  \
    " coalesce(v.same_as, -1)"                                                                     \
    " FROM programme_version v LEFT JOIN person p ON p.id = v.made_by WHERE v.event_id = $1 "

/* `v` is the announced twin of a step that the draft took too. */
#define IS_TWIN                                                                                    \
    "(v.published_at IS v.made_at AND EXISTS (SELECT 1 FROM programme_version w"                   \
    " WHERE w.event_id = v.event_id AND w.number = v.number + 1 AND w.made_at = v.made_at"         \
    " AND w.why = v.why AND w.why IN ('booked', 'drawn', 'withdrawn', 'promoted', 'swapped')))"

enum {
    LATEST,
    FIND,
    STANDS_FOR,
    BEFORE,
    AFTER,
    LIST,
    SLOTS,
    ADD,
    ADD_SLOT,
    SET_SAME,
    SET_PUBLISHED,
    SWEEP,
    SHIFT,
    ANNOUNCED,
    PLACE
};
static const char *const SQL[] = {
    [LATEST] = VERSION_SELECT "ORDER BY v.number DESC LIMIT 1",
    [FIND] = VERSION_SELECT "AND v.number = $2",
    [STANDS_FOR] = "SELECT coalesce(same_as, number) FROM programme_version"
                   " WHERE event_id = $1 AND number = $2",
    [BEFORE] = "SELECT coalesce(v.same_as, v.number) FROM programme_version v"
               " WHERE v.event_id = $1 AND v.number < $2 AND NOT " IS_TWIN
               " ORDER BY v.number DESC LIMIT 1",
    /* The last of the steps that were made from there. */
    [AFTER] = "SELECT coalesce(max(a.number), 0) FROM programme_version a WHERE a.event_id = $1"
              " AND a.number > $2 AND a.same_as IS NULL AND $2 = coalesce((SELECT"
              " coalesce(v.same_as, v.number) FROM programme_version v WHERE v.event_id = $1"
              " AND v.number < a.number AND NOT " IS_TWIN " ORDER BY v.number DESC LIMIT 1), 0)",
    [LIST] = VERSION_SELECT "ORDER BY v.number DESC LIMIT $2",
    [SLOTS] = "SELECT s.talk_id, s.room, s.starts_at, s.pinned FROM programme_slot s"
              " JOIN talk t ON t.id = s.talk_id AND t.status IN ('confirmed', 'offered')"
              " WHERE s.version_id = $1 ORDER BY s.starts_at, s.room, s.talk_id LIMIT $2",
    [ADD] = "INSERT INTO programme_version (event_id, number, why, made_at, made_by)"
            " SELECT $1, 1 + coalesce(max(number), 0), $2, $3, $4 FROM programme_version"
            " WHERE event_id = $1 RETURNING id",
    [ADD_SLOT] = "INSERT INTO programme_slot (version_id, talk_id, room, starts_at, pinned)"
                 " VALUES ($1, $2, $3, $4, $5)",
    [SET_SAME] = "UPDATE programme_version SET same_as = $2 WHERE id = $1",
    [SET_PUBLISHED] = "UPDATE programme_version SET published_at = $2 WHERE id = $1",
    /* Slots of talks that have none any more are in nobody's way. */
    [SWEEP] = "DELETE FROM programme_slot WHERE version_id = $1 AND talk_id IN"
              " (SELECT id FROM talk WHERE status NOT IN ('confirmed', 'offered'))",
    [SHIFT] = "UPDATE programme_slot SET starts_at = starts_at + $2 WHERE version_id IN"
              " (SELECT id FROM programme_version WHERE event_id = $1)",
    [PLACE] = "SELECT r.name, s.starts_at, s.starts_at + t.minutes * 60 FROM talk t"
              " JOIN spark_event e ON e.event_id = t.event_id JOIN programme_slot s"
              " ON s.version_id = e.published_id AND s.talk_id = t.id JOIN talk_room r"
              " ON r.event_id = t.event_id AND r.position = s.room WHERE t.id = $1",
    [ANNOUNCED] = "SELECT coalesce(published_id, 0) FROM spark_event WHERE event_id = $1",
};

static const char *const WHYS[] = {"booked", "arranged",  "moved",    "pinned", "taken back",
                                   "drawn",  "withdrawn", "promoted", "swapped"};

const char *programme_why_name(enum programme_why why)
{
    return WHYS[why];
}

static enum programme_why parse_why(struct str s)
{
    int why = 0;
    while (why < PROGRAMME_WHYS && !str_eq_c(s, WHYS[why]))
        why++;
    CHECK(why < PROGRAMME_WHYS);
    return (enum programme_why)why;
}

/* ---- reading ---- */

static struct programme_version read_version(const struct rows *rows, struct arena *arena)
{
    return (struct programme_version){
        .id = rows_int(rows, 0),
        .number = (int)rows_int(rows, 1),
        .why = parse_why(rows_str(rows, 2)),
        .made_at = rows_instant(rows, 3),
        .published_at = rows_instant(rows, 4),
        .made_by = {rows_int(rows, 5)},
        .made_by_name = rows_is_null(rows, 6) ? NULL : rows_text(rows, 6, arena),
        .same_as = (int)rows_int(rows, 7),
    };
}

static enum err find_version(struct store *store, const char *sql, const struct param *params,
                             struct arena *arena, struct programme_version *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    struct programme_version version = read_version(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = version;
    return err;
}

enum err programme_version_latest(struct store *store, struct event_id event, struct arena *arena,
                                  struct programme_version *ret)
{
    return find_version(store, SQL[LATEST], PARAMS(p_int(event.v)), arena, ret);
}

enum err programme_version_find(struct store *store, struct event_id event, int number,
                                struct arena *arena, struct programme_version *ret)
{
    return find_version(store, SQL[FIND], PARAMS(p_int(event.v), p_int(number)), arena, ret);
}

/* 0 if there is none. */
static enum err find_number(struct store *store, const char *sql, struct event_id event,
                            int64_t number, int64_t *ret)
{
    int64_t found = 0;
    enum err err = store_find_int(store, sql, PARAMS(p_int(event.v), p_int(number)), &found);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = found;
    return OK;
}

enum err programme_version_walk(struct store *store, struct event_id event, int number,
                                int *ret_undo, int *ret_redo)
{
    int64_t at = 0, before = 0, after = 0;
    enum err err = find_number(store, SQL[STANDS_FOR], event, number, &at);
    if (err == OK)
        err = find_number(store, SQL[BEFORE], event, at, &before);
    if (err == OK)
        err = find_number(store, SQL[AFTER], event, at, &after);
    if (err == OK) {
        *ret_undo = (int)before;
        *ret_redo = (int)after;
    }
    return err;
}

enum err programme_version_same(struct store *store, int64_t version, int number)
{
    return store_exec(store, SQL[SET_SAME], PARAMS(p_int(version), p_int(number)));
}

enum err programme_version_list(struct store *store, struct event_id event, struct arena *arena,
                                struct programme_versions *ret)
{
    struct programme_versions list = {
        ARENA_ARRAY(arena, struct programme_version, PROGRAMME_VERSIONS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(PROGRAMME_VERSIONS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_version(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err programme_version_slots(struct store *store, int64_t version, struct arena *arena,
                                 struct programme_slots *ret)
{
    struct programme_slots slots = {0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[SLOTS], PARAMS(p_int(version), p_int(PROGRAMME_SLOTS_MAX)));
    while (rows_next(&rows)) {
        if (slots.count == room)
            slots.items = arena_grow(arena, slots.items, sizeof *slots.items, 32, &room);
        slots.items[slots.count++] = (struct programme_slot){{rows_int(&rows, 0)},
                                                             (int)rows_int(&rows, 1),
                                                             rows_instant(&rows, 2),
                                                             rows_int(&rows, 3) != 0};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = slots;
    return err;
}

enum err programme_version_place(struct store *store, struct talk_id talk, struct arena *arena,
                                 struct programme_place *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[PLACE], PARAMS(p_int(talk.v)), &rows);
    if (err != OK)
        return err;
    const struct programme_place place = {rows_text(&rows, 0, arena), rows_instant(&rows, 1),
                                          rows_instant(&rows, 2)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = place;
    return err;
}

/* ---- changes ---- */

static enum err add_slot(struct store *store, int64_t version, const struct programme_slot *slot)
{
    return store_exec(store, SQL[ADD_SLOT],
                      PARAMS(p_int(version), p_int(slot->talk.v), p_int(slot->room),
                             p_instant(slot->starts_at), p_int(slot->pinned)));
}

enum err programme_version_add(struct store *store, struct instant now,
                               const struct programme_draft *draft, int64_t *ret)
{
    int64_t id = 0;
    enum err err = store_find_int(store, SQL[ADD],
                                  PARAMS(p_int(draft->event.v), p_text(WHYS[draft->why]),
                                         p_instant(now), p_id_or_null(draft->by.v)),
                                  &id);
    for (int i = 0; err == OK && i < draft->slots->count; i++)
        err = add_slot(store, id, &draft->slots->items[i]);
    if (err == OK)
        *ret = id;
    return err;
}

enum err programme_version_publish(struct store *store, struct instant now, struct event_id event,
                                   int64_t version)
{
    enum err err = store_exec(store, SQL[SET_PUBLISHED], PARAMS(p_int(version), p_instant(now)));
    if (err == OK)
        err = store_exec(store, SQL[SWEEP], PARAMS(p_int(version)));
    return err == OK ? spark_store_publish(store, event, version) : err;
}

enum err programme_version_shift(struct store *store, struct event_id event, int64_t later_s)
{
    return store_exec(store, SQL[SHIFT], PARAMS(p_int(event.v), p_int(later_s)));
}

/* ---- one step ---- */

/* Some talks lose the slots they have, and get those of `put`. */
struct shift {
    struct programme_draft put;
    struct talk_id gone; /* v 0: none but those that are put */
};

static bool leaves(const struct shift *shift, struct talk_id talk)
{
    for (int i = 0; i < shift->put.slots->count; i++) {
        if (shift->put.slots->items[i].talk.v == talk.v)
            return true;
    }
    return shift->gone.v == talk.v;
}

/* What that version becomes by it, as the next version. */
static enum err shift_from(struct store *store, struct instant now, const struct shift *shift,
                           int64_t version, struct arena *arena, int64_t *ret)
{
    const struct programme_slots *put = shift->put.slots;
    struct programme_slots old;
    enum err err = programme_version_slots(store, version, arena, &old);
    if (err != OK)
        return err;
    struct programme_slots slots = {
        ARENA_ARRAY(arena, struct programme_slot, (size_t)(old.count + put->count) + 1), 0};
    for (int i = 0; i < old.count; i++) {
        if (!leaves(shift, old.items[i].talk))
            slots.items[slots.count++] = old.items[i];
    }
    for (int i = 0; i < put->count; i++)
        slots.items[slots.count++] = put->items[i];
    struct programme_draft draft = shift->put;
    draft.slots = &slots;
    return programme_version_add(store, now, &draft, ret);
}

static enum err shift_both(struct store *store, struct instant now, const struct shift *shift,
                           struct arena *arena)
{
    int64_t announced = 0, shifted = 0, id = 0;
    struct event_id event = shift->put.event;
    struct programme_version latest;
    enum err err = store_find_int(store, SQL[ANNOUNCED], PARAMS(p_int(event.v)), &announced);
    if (err != OK || announced == 0)
        return err;
    err = programme_version_latest(store, event, arena, &latest);
    if (err == OK)
        err = shift_from(store, now, shift, announced, arena, &shifted);
    if (err == OK)
        err = programme_version_publish(store, now, event, shifted);
    if (err != OK || latest.id == announced)
        return err;
    return shift_from(store, now, shift, latest.id, arena, &id);
}

enum err programme_version_step(struct store *store, struct instant now,
                                const struct programme_step *step, struct arena *arena)
{
    struct programme_slot slot = {.room = 0};
    struct programme_slots slots = {&slot, 0};
    if (step->put)
        slots.items[slots.count++] = *step->put;
    const struct shift shift = {{step->event, step->why, step->by, &slots}, step->talk};
    return shift_both(store, now, &shift, arena);
}

enum err programme_version_exchange(struct store *store, struct instant now,
                                    const struct programme_draft *draft, struct arena *arena)
{
    const struct shift shift = {*draft, {0}};
    return shift_both(store, now, &shift, arena);
}
