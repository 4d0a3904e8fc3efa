/* DESIGN: when an event was put off, who was asked whether they can come then, and what they said.
 */
#include "postponement.h"

#include "booking_store.h"
#include "person_school_sql.h"

#define POSTPONEMENT_SELECT                                                                        \
    "SELECT o.id, o.event_id, o.from_starts_at, o.from_ends_at, o.to_starts_at, o.to_ends_at,"     \
    " o.reason, p.name, o.moved_at"

enum { INSERT, INSERT_ASKED, LIST, ASKED, QUESTION, ANSWER };
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO postponement (event_id, from_starts_at, from_ends_at, to_starts_at,"
               " to_ends_at, reason, moved_by, moved_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
               " RETURNING id",
    /* who has a place at its day is asked there: $4 is the day, 0 for none */
    [INSERT_ASKED] = "INSERT INTO postponement_answer (postponement_id, booking_id, clash)"
                     " SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM booking d JOIN booking b"
                     " ON b.person_id = d.person_id WHERE d.event_id = $4 AND b.id = $2"
                     " AND d.ended_at IS NULL AND " BOOKING_HAS_PLACE("d") ")",
    [LIST] = POSTPONEMENT_SELECT " FROM postponement o JOIN person p ON p.id = o.moved_by"
                                 " WHERE o.event_id = $1 ORDER BY o.id DESC LIMIT $2",
    [ASKED] = "SELECT b.id, b.person_id, p.name, " PERSON_SCHOOL_NAME ","
              " a.clash <> '', b.required, a.answer, a.answered_at FROM postponement_answer a"
              " JOIN booking b ON b.id = a.booking_id JOIN person p ON p.id = b.person_id"
              " WHERE a.postponement_id = $1 ORDER BY p.name COLLATE NOCASE, b.id LIMIT $2",
    [QUESTION] = POSTPONEMENT_SELECT ", a.answer FROM postponement_answer a JOIN postponement o"
                                     " ON o.id = a.postponement_id JOIN person p"
                                     " ON p.id = o.moved_by WHERE a.booking_id = $1"
                                     " ORDER BY o.id DESC LIMIT 1",
    [ANSWER] = "UPDATE postponement_answer SET answer = $3, answered_at = $4"
               " WHERE postponement_id = $1 AND booking_id = $2",
};

static const char *const ANSWERS[] = {"", "yes", "no"};

const char *postponement_answer_name(enum postponement_answer answer)
{
    return ANSWERS[answer];
}

static enum postponement_answer answer_of(struct str s)
{
    return str_eq_c(s, "yes")  ? POSTPONEMENT_YES
           : str_eq_c(s, "no") ? POSTPONEMENT_NO
                               : POSTPONEMENT_SILENT;
}

/* ---- asking ---- */

static enum err ask(struct store *store, int64_t id, const struct event *event,
                    const struct booking_row *row, struct arena *arena)
{
    struct clash clash;
    enum err err = clash_find_event(store, event, row->person, arena, &clash);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    return store_exec(store, SQL[INSERT_ASKED],
                      PARAMS(p_int(id), p_int(row->id.v), p_text(err == OK ? "busy then" : ""),
                             p_int(event->parent.v)));
}

enum err postponement_record(struct store *store, struct instant now,
                             const struct postponement_new *what, struct arena *arena)
{
    const struct event *event = what->event;
    struct booking_rows rows;
    int64_t id = 0;
    enum err err = store_find_int(
        store, SQL[INSERT],
        PARAMS(p_int(event->id.v), p_instant(what->from_starts_at), p_instant(what->from_ends_at),
               p_instant(event->fields.starts_at), p_instant(event->fields.ends_at),
               p_text(what->reason ? what->reason : ""), p_int(what->by.v), p_instant(now)),
        &id);
    if (err == OK)
        err = booking_store_live(store, event->id, arena, &rows);
    for (int i = 0; err == OK && i < rows.count; i++) {
        if (booking_status_has_place(rows.items[i].status))
            err = ask(store, id, event, &rows.items[i], arena);
    }
    return err;
}

/* ---- looking ---- */

static struct postponement read_one(const struct rows *rows, struct arena *arena)
{
    return (struct postponement){
        .id = rows_int(rows, 0),
        .event = {rows_int(rows, 1)},
        .from_starts_at = rows_instant(rows, 2),
        .from_ends_at = rows_instant(rows, 3),
        .to_starts_at = rows_instant(rows, 4),
        .to_ends_at = rows_instant(rows, 5),
        .reason = rows_text(rows, 6, arena),
        .by = rows_text(rows, 7, arena),
        .at = rows_instant(rows, 8),
    };
}

enum err postponement_list(struct store *store, struct event_id event, struct arena *arena,
                           struct postponements *ret)
{
    struct postponements list = {ARENA_ARRAY(arena, struct postponement, POSTPONEMENTS_MAX), 0};
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(POSTPONEMENTS_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_one(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err postponement_asked(struct store *store, int64_t id, struct arena *arena,
                            struct postponement_asked_list *ret)
{
    struct postponement_asked_list list = {.count = 0};
    int room = 0;
    struct rows rows =
        store_query(store, SQL[ASKED], PARAMS(p_int(id), p_int(BOOKING_ATTENDEES_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        struct postponement_asked *a = &list.items[list.count++];
        *a = (struct postponement_asked){.booking = {rows_int(&rows, 0)},
                                         .person = {rows_int(&rows, 1)},
                                         .name = rows_text(&rows, 2, arena),
                                         .school_name = rows_text(&rows, 3, arena),
                                         .busy = rows_int(&rows, 4) != 0,
                                         .required = rows_int(&rows, 5) != 0,
                                         .answer = answer_of(rows_str(&rows, 6)),
                                         .answered_at = rows_instant(&rows, 7)};
        list.yes += a->answer == POSTPONEMENT_YES;
        list.no += a->answer == POSTPONEMENT_NO;
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err postponement_question(struct store *store, struct booking_id booking, struct arena *arena,
                               struct postponement_question *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[QUESTION], PARAMS(p_int(booking.v)), &rows);
    if (err != OK)
        return err;
    struct postponement_question question = {read_one(&rows, arena), answer_of(rows_str(&rows, 9))};
    err = rows_end(&rows);
    if (err == OK)
        *ret = question;
    return err;
}

enum err postponement_answer_put(struct store *store, struct instant now, int64_t id,
                                 struct booking_id booking, enum postponement_answer answer)
{
    return store_exec(store, SQL[ANSWER],
                      PARAMS(p_int(id), p_int(booking.v), p_text(ANSWERS[answer]),
                             answer == POSTPONEMENT_SILENT ? p_null() : p_instant(now)));
}
