/* DESIGN: whoever has not read something yet is reminded before its day. */
#include "reading_reminder.h"

#include "audience.h"
#include "event_store.h"
#include "notice.h"

enum { DAY_S = 86400, DUE_MAX = 50 };
enum { DUE, SENT };
static const char *const SQL[] = {
    [DUE] = "SELECT e.id FROM event e WHERE e.kind = 'reading' AND e.status = 'published'"
            " AND e.ends_at > $1 AND e.ends_at <= $2 AND e.published_at < $4 AND NOT EXISTS"
            " (SELECT 1 FROM reading_reminder r WHERE r.event_id = e.id)"
            " ORDER BY e.ends_at, e.id LIMIT $3",
    [SENT] = "INSERT INTO reading_reminder (event_id, sent_at) VALUES ($1, $2)",
};

static enum err list_due(struct store *store, struct instant now, int limit,
                         struct event_id ret[static DUE_MAX], int *ret_count)
{
    struct instant until = instant_add(now, (int64_t)READING_REMINDER_DAYS * DAY_S);
    int count = 0;
    struct rows rows = store_query(store, SQL[DUE],
                                   PARAMS(p_instant(now), p_instant(until), p_int(limit),
                                          p_instant(instant_add(now, -DAY_S))));
    while (rows_next(&rows))
        ret[count++].v = rows_int(&rows, 0);
    *ret_count = count;
    return rows_end(&rows);
}

static enum err remind(struct store *store, struct instant now, const struct event *event,
                       const struct audience_person *person)
{
    const struct notice notice = {
        .kind = NOTICE_READING_DUE,
        .to = person->person,
        .to_name = person->name,
        .to_email = person->email,
        .object_id = event->id.v,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .ends_at = event->fields.ends_at,
    };
    struct instant read_at;
    enum err err = assigned_reading_read_at(store, event->id, person->person, &read_at);
    return err == OK && !read_at.v ? notice_queue(store, now, &notice) : err;
}

static enum err remind_all(struct store *store, struct instant now, struct event_id id,
                           struct arena *arena)
{
    struct event event;
    struct audience_people people;
    enum err err = event_store_find(store, (struct person_id){0}, id, arena, &event);
    if (err == OK)
        err = audience_list(store, &event, arena, &people);
    for (int i = 0; err == OK && i < people.count; i++)
        if (!people.items[i].declined)
            err = remind(store, now, &event, &people.items[i]);
    return err == OK ? store_exec(store, SQL[SENT], PARAMS(p_int(id.v), p_instant(now))) : err;
}

enum err reading_remind_due(struct store *store, struct instant now, int limit, struct arena *arena,
                            bool *ret_more)
{
    struct event_id due[DUE_MAX];
    int count = 0, at_once = limit < DUE_MAX ? limit : DUE_MAX - 1;
    enum err err = list_due(store, now, at_once + 1, due, &count);
    *ret_more = count > at_once;
    for (int i = 0; err == OK && i < count && i < at_once; i++)
        err = remind_all(store, now, due[i], arena);
    return err;
}
