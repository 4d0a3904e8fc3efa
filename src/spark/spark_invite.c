/* DESIGN: one kind mail to give a talk, after the last conversation of somebody's year. */
#include "spark_invite.h"

#include "digest.h"
#include "notice.h"
#include "tz.h"

enum { DAY_S = 86400, DUE_MAX = 50 };

enum { EVENT, DUE, INVITED };
static const char *const SQL[] = {
    [EVENT] = "SELECT id FROM event WHERE kind = 'spark' AND status = 'published'"
              " AND attendance = 'voluntary' AND starts_at >= $2"
              " AND coalesce(booking_opens_at, 0) <= $1"
              " AND coalesce(booking_closes_at, starts_at) > $1 AND NOT EXISTS (SELECT 1"
              " FROM spark_call c WHERE c.event_id = event.id AND c.closes_on < $3)"
              " ORDER BY starts_at, id LIMIT 1",
    [DUE] = "SELECT d.id, p.id, p.name, p.email FROM deadline d"
            " JOIN cycle_item i ON i.id = d.item_id AND i.kind = 'conversation' AND i.key = 'final'"
            " JOIN conversation c ON c.deadline_id = d.id JOIN person p ON p.id = d.person_id"
            " WHERE c.held_on IS NOT NULL AND d.done_at <= $1 AND d.done_at > $2"
            " AND p.email <> '' AND p.merged_into IS NULL AND coalesce(p.left_on, $3) >= $3"
            " AND EXISTS (SELECT 1 FROM employment w WHERE w.person_id = p.id"
            " AND coalesce(w.starts_on, $3) <= $3 AND coalesce(w.ends_on, $3) >= $3)"
            " AND NOT EXISTS (SELECT 1 FROM talk_invite n WHERE n.deadline_id = d.id)"
            " AND NOT EXISTS (SELECT 1 FROM digest g WHERE g.person_id = p.id"
            " AND g.off_at IS NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM talk_presenter m JOIN talk t ON t.id = m.talk_id"
            " AND t.status NOT IN ('withdrawn', 'declined') JOIN event e ON e.id = t.event_id"
            " WHERE m.person_id = p.id AND e.ends_at > $4) ORDER BY d.id LIMIT $5",
    [INVITED] = "INSERT INTO talk_invite (deadline_id, event_id, sent_at) VALUES ($1, $2, $3)",
};

struct due {
    int64_t deadline;
    struct person_id person;
    const char *name, *email;
};

/* The next that takes talks; ERR_NOT_FOUND: there is none. */
static enum err find_event(struct store *store, struct instant now, struct arena *arena,
                           struct event *ret)
{
    const struct event_viewer viewer = {.person = {0}};
    struct instant from = instant_add(now, (int64_t)SPARK_INVITE_AHEAD_DAYS * DAY_S);
    struct event_id id;
    enum err err = store_find_int(
        store, SQL[EVENT], PARAMS(p_instant(now), p_instant(from), p_day(tz_day(now))), &id.v);
    return err == OK ? event_find(store, &viewer, id, arena, ret) : err;
}

static enum err list_due(struct store *store, struct instant now, int limit, struct arena *arena,
                         struct due ret[static DUE_MAX], int *ret_count)
{
    struct instant until = instant_add(now, -SPARK_INVITE_AFTER_S);
    struct instant from = instant_add(now, -(int64_t)SPARK_INVITE_DAYS * DAY_S);
    int count = 0;
    struct rows rows = store_query(store, SQL[DUE],
                                   PARAMS(p_instant(until), p_instant(from), p_day(tz_day(now)),
                                          p_instant(now), p_int(limit)));
    while (rows_next(&rows))
        ret[count++] = (struct due){rows_int(&rows, 0),
                                    {rows_int(&rows, 1)},
                                    rows_text(&rows, 2, arena),
                                    rows_text(&rows, 3, arena)};
    *ret_count = count;
    return rows_end(&rows);
}

static enum err invite(struct store *store, struct instant now, const struct due *due,
                       const struct event *event, struct arena *arena)
{
    struct notice notice = {
        .kind = NOTICE_SHARE,
        .to = due->person,
        .to_name = due->name,
        .to_email = due->email,
        .object_id = due->deadline,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = event->place,
        .starts_at = event->fields.starts_at,
        .ends_at = event->fields.ends_at,
    };
    enum err err = digest_token(store, due->person, arena, &notice.detail);
    if (err == OK)
        err = notice_queue(store, now, &notice);
    return err == OK ? store_exec(store, SQL[INVITED],
                                  PARAMS(p_int(due->deadline), p_int(event->id.v), p_instant(now)))
                     : err;
}

enum err spark_invite_due(struct store *store, struct instant now, int limit, struct arena *arena,
                          bool *ret_more)
{
    struct due due[DUE_MAX];
    struct event event;
    int count = 0, at_once = limit < DUE_MAX ? limit : DUE_MAX - 1;
    *ret_more = false;
    enum err err = find_event(store, now, arena, &event);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    err = list_due(store, now, at_once + 1, arena, due, &count);
    *ret_more = count > at_once;
    for (int i = 0; err == OK && i < count && i < at_once; i++)
        err = invite(store, now, &due[i], &event, arena);
    return err;
}
