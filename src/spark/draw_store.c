/* DESIGN: the SQL of draws: rounds and their secrets, what was chosen, and pins. */
#include "draw_store.h"

#include "talk_spoken_sql.h"

#define ROUND_SELECT                                                                               \
    "SELECT id, round, commitment, committed_at, closed_at, drawn_at, ended_at, record, secret,"   \
    " doors_at, version_id FROM draw_round "

enum { ROUNDS_MAX = 1000, NEEDS_MAX = 400 };

enum {
    LATEST,
    ROUNDS,
    HAS_RECORD,
    COMMIT,
    SAVE,
    WEIGHT,
    SET_ORDER,
    SET_WEIGHT,
    COPY_WEIGHT,
    DROP_PINS,
    PUT_PIN,
    NEEDS,
    SHIFT_PINS,
};
static const char *const SQL[] = {
    [LATEST] = ROUND_SELECT "WHERE event_id = $1 ORDER BY round DESC LIMIT 1",
    [ROUNDS] = ROUND_SELECT "WHERE event_id = $1 ORDER BY round LIMIT $2",
    [HAS_RECORD] = "SELECT 1 FROM draw_round WHERE event_id = $1 AND ended_at IS NOT NULL LIMIT 1",
    [COMMIT] = "INSERT INTO draw_round (event_id, round, secret, commitment, committed_at)"
               " VALUES ($1, $2, $3, $4, $5)",
    [SAVE] = "UPDATE draw_round SET record = $2, doors_at = $3, drawn_at = $4, version_id = $5,"
             " ended_at = $6, closed_at = coalesce(closed_at, $4),"
             " closed_by = coalesce(closed_by, $7) WHERE id = $1",
    [WEIGHT] = "SELECT first_timer_weight FROM draw_setting WHERE event_id = $1",
    [SET_ORDER] =
        "UPDATE spark_event SET order_mode = $2, version = version + 1 WHERE event_id = $1",
    [SET_WEIGHT] = "INSERT INTO draw_setting (event_id, first_timer_weight) VALUES ($1, $2)"
                   " ON CONFLICT (event_id) DO UPDATE SET first_timer_weight = $2",
    [COPY_WEIGHT] = "INSERT INTO draw_setting (event_id, first_timer_weight)"
                    " SELECT $2, first_timer_weight FROM draw_setting WHERE event_id = $1",
    [DROP_PINS] = "DELETE FROM draw_pin WHERE talk_id IN (SELECT id FROM talk WHERE event_id = $1)",
    [PUT_PIN] = "INSERT INTO draw_pin (talk_id, first, leave_at, room)"
                " SELECT id, $3, $4, $5 FROM talk WHERE id = $2 AND event_id = $1"
                " AND status IN ('confirmed', 'offered')",
    [SHIFT_PINS] = "UPDATE draw_pin SET leave_at = leave_at + $2 WHERE talk_id IN"
                   " (SELECT id FROM talk WHERE event_id = $1)",
    [NEEDS] =
        "SELECT t.id, coalesce(p.first, 0), p.leave_at, p.room, " TALK_IS_FIRST
        " FROM talk t JOIN event e ON e.id = t.event_id LEFT JOIN draw_pin p ON p.talk_id = t.id"
        " WHERE t.event_id = $1 AND t.status IN ('confirmed', 'offered') ORDER BY t.id LIMIT $2",
};

/* ---- rounds ---- */

static struct draw_row read_row(const struct rows *rows, struct arena *arena)
{
    return (struct draw_row){
        .id = rows_int(rows, 0),
        .round =
            {
                .round = (int)rows_int(rows, 1),
                .commitment = rows_text(rows, 2, arena),
                .committed_at = rows_instant(rows, 3),
                .closed_at = rows_instant(rows, 4),
                .drawn_at = rows_instant(rows, 5),
                .ended_at = rows_instant(rows, 6),
                .record = rows_text(rows, 7, arena),
                .secret = rows_text(rows, 8, arena),
            },
        .doors_at = rows_instant(rows, 9),
        .version = rows_int(rows, 10),
    };
}

enum err draw_store_latest(struct store *store, struct event_id event, struct arena *arena,
                           struct draw_row *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[LATEST], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err;
    struct draw_row row = read_row(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = row;
    return err;
}

enum err draw_store_rounds(struct store *store, struct event_id event, struct arena *arena,
                           struct draw_rounds *ret)
{
    struct draw_rounds list = {.count = 0};
    int room = 0;
    struct rows rows = store_query(store, SQL[ROUNDS], PARAMS(p_int(event.v), p_int(ROUNDS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 4, &room);
        list.items[list.count++] = read_row(&rows, arena).round;
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err draw_store_has_record(struct store *store, struct event_id event, bool *ret)
{
    int64_t found = 0;
    enum err err = store_find_int(store, SQL[HAS_RECORD], PARAMS(p_int(event.v)), &found);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

enum err draw_store_commit(struct store *store, struct instant now, struct event_id event,
                           int round)
{
    char secret[SHA256_HEX_MAX], commitment[SHA256_HEX_MAX];
    draw_record_secret(secret);
    draw_record_commit(secret, commitment);
    return store_exec(
        store, SQL[COMMIT],
        PARAMS(p_int(event.v), p_int(round), p_text(secret), p_text(commitment), p_instant(now)));
}

enum err draw_store_save(struct store *store, struct instant now, struct person_id by,
                         const struct draw_row *row)
{
    struct instant ended = row->round.ended_at;
    return store_exec(store, SQL[SAVE],
                      PARAMS(p_int(row->id), p_text(row->round.record), p_instant(row->doors_at),
                             p_instant(now), p_id_or_null(row->version), p_id_or_null(ended.v),
                             p_id_or_null(by.v)));
}

/* ---- what was chosen ---- */

enum err draw_store_copy_weight(struct store *store, struct event_id from, struct event_id to)
{
    return store_exec(store, SQL[COPY_WEIGHT], PARAMS(p_int(from.v), p_int(to.v)));
}

enum err draw_store_weight(struct store *store, struct event_id event, int *ret)
{
    int64_t weight = 1;
    enum err err = store_find_int(store, SQL[WEIGHT], PARAMS(p_int(event.v)), &weight);
    if (err == OK || err == ERR_NOT_FOUND)
        *ret = (int)weight;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err put_pin(struct store *store, struct event_id event, const struct draw_pin *pin)
{
    enum err err = store_exec(store, SQL[PUT_PIN],
                              PARAMS(p_int(event.v), p_int(pin->talk.v), p_int(pin->first),
                                     p_id_or_null(pin->leave_at.v), p_id_or_null(pin->room)));
    return err == OK && store_changes(store) == 0 ? ERR_NOT_FOUND : err;
}

enum err draw_store_set(struct store *store, const struct draw_choice *choice)
{
    int64_t event = choice->event.v;
    enum err err = store_exec(store, SQL[SET_ORDER],
                              PARAMS(p_int(event), p_text(spark_order_name(choice->order))));
    if (err == OK)
        err = store_exec(store, SQL[SET_WEIGHT],
                         PARAMS(p_int(event), p_int(choice->first_timer_weight)));
    if (err == OK)
        err = store_exec(store, SQL[DROP_PINS], PARAMS(p_int(event)));
    for (int i = 0; err == OK && i < choice->pin_count; i++)
        err = put_pin(store, choice->event, &choice->pins[i]);
    return err;
}

enum err draw_store_needs(struct store *store, struct event_id event, struct arena *arena,
                          struct draw_needs *ret)
{
    struct draw_needs list = {.items = ARENA_ARRAY(arena, struct draw_need, NEEDS_MAX)};
    struct rows rows = store_query(store, SQL[NEEDS], PARAMS(p_int(event.v), p_int(NEEDS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct draw_need){
            .pin = {.talk = {rows_int(&rows, 0)},
                    .first = rows_int(&rows, 1) != 0,
                    .leave_at = rows_instant(&rows, 2),
                    .room = (int)rows_int(&rows, 3)},
            .first_timer = rows_int(&rows, 4) != 0,
        };
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err draw_store_shift_pins(struct store *store, struct event_id event, int64_t later_s)
{
    return store_exec(store, SQL[SHIFT_PINS], PARAMS(p_int(event.v), p_int(later_s)));
}
