/* DESIGN: who decided on a training day (TW-03). */
#include "training_day.h"

enum { FIND, AGREE, LIST };
enum { DRAFTS_MAX = 200 };
static const char *const SQL[] = {
    [FIND] = "SELECT coalesce(e.agreed_by, 0), coalesce(p.name, ''), e.agreed_at FROM event e"
             " LEFT JOIN person p ON p.id = e.agreed_by WHERE e.id = $1",
    [AGREE] = "UPDATE event SET agreed_by = $2, agreed_at = $3"
              " WHERE id = $1 AND agreed_by IS NULL",
    [LIST] = "SELECT e.id, e.title, s.name, s.id, e.starts_at FROM event e"
             " JOIN school s ON s.id = e.host_school_id WHERE e.kind = 'inset'"
             " AND e.status = 'draft' AND e.agreed_by IS NULL AND e.parent_id IS NULL"
             " AND e.starts_at > $1 ORDER BY e.starts_at, e.id LIMIT 200",
};

enum err training_day_find(struct store *store, struct event_id event, struct arena *arena,
                           struct training_day *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err;
    const struct training_day day = {
        .agreed_by = {rows_int(&rows, 0)},
        .agreed_name = rows_text(&rows, 1, arena),
        .agreed_at = rows_instant(&rows, 2),
    };
    err = rows_end(&rows);
    if (err == OK)
        *ret = day;
    return err;
}

enum err training_day_agree(struct store *store, struct instant now, const struct event *event,
                            struct person_id actor, struct refusal *why)
{
    if (event->fields.kind != EVENT_INSET)
        return refuse(why, ERR_CONFLICT, "not-a-training-day",
                      "Only an INSET day needs the agreement of the senior leaders.");
    return store_exec(store, SQL[AGREE],
                      PARAMS(p_int(event->id.v), p_int(actor.v), p_instant(now)));
}

enum err training_day_check(struct store *store, const struct event *event, struct refusal *why)
{
    struct training_day day;
    if (event->fields.kind != EVENT_INSET)
        return OK;
    enum err err = training_day_find(store, event->id, why->arena, &day);
    if (err != OK || day.agreed_by.v)
        return err;
    return refuse(why, ERR_CONFLICT, "not-agreed",
                  "An INSET day is the senior leaders' to decide. Ask the head, or somebody of the "
                  "senior leadership team, to agree to it; then publish it.");
}

enum err training_day_list(struct store *store, struct instant now, struct arena *arena,
                           struct training_days *ret)
{
    struct training_days list = {ARENA_ARRAY(arena, struct training_draft, DRAFTS_MAX), 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_instant(now)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct training_draft){
            .event = {rows_int(&rows, 0)},
            .title = rows_text(&rows, 1, arena),
            .school_name = rows_text(&rows, 2, arena),
            .school = {rows_int(&rows, 3)},
            .starts_at = rows_instant(&rows, 4),
        };
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
