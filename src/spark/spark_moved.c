/* DESIGN: an evening that moves is told to those who wait for it or proposed a talk. */
#include "spark_moved.h"

#include "event_rules.h"

enum { WAITERS_MAX = 10000 };

enum { WAITERS };
static const char *const SQL[] = {
    [WAITERS] = "SELECT b.id, b.seq, p.id, p.name, p.email FROM booking b JOIN person p"
                " ON p.id = b.person_id WHERE b.event_id = $1 AND b.ended_at IS NULL"
                " AND b.status = 'waiting' ORDER BY b.id LIMIT $2",
};

/* Whom this act has told of the event, so far. */
struct told {
    struct person_id *people;
    int count, room;
    struct arena *arena;
};

static bool is_told(const struct told *told, struct person_id person)
{
    for (int i = 0; i < told->count; i++)
        if (told->people[i].v == person.v)
            return true;
    return false;
}

static void add_told(struct told *told, struct person_id person)
{
    if (told->count == told->room)
        told->people = arena_grow(told->arena, told->people, sizeof *told->people, 64, &told->room);
    told->people[told->count++] = person;
}

static enum err find_told(struct store *store, const struct spark_moved *moved, struct told *told)
{
    struct notice_queued *items;
    int count = 0;
    enum err err = notice_list_since(store, moved->mark, told->arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++)
        if (items[i].notice.event_id == moved->before.id.v)
            add_told(told, items[i].notice.to);
    return err;
}

/* ---- who waits for a place ---- */

struct waiter {
    struct person_id person;
    const char *name, *email;
    int64_t booking;
    int seq;
};

static enum err list_waiters(struct store *store, struct event_id event, struct arena *arena,
                             struct waiter **ret, int *ret_count)
{
    int room = 0, count = 0;
    struct waiter *items = NULL;
    struct rows rows = store_query(store, SQL[WAITERS], PARAMS(p_int(event.v), p_int(WAITERS_MAX)));
    while (rows_next(&rows)) {
        if (count == room)
            items = arena_grow(arena, items, sizeof *items, 32, &room);
        items[count++] = (struct waiter){{rows_int(&rows, 2)},
                                         rows_text(&rows, 3, arena),
                                         rows_is_null(&rows, 4) ? NULL : rows_text(&rows, 4, arena),
                                         rows_int(&rows, 0),
                                         (int)rows_int(&rows, 1)};
    }
    *ret = items;
    *ret_count = count;
    return rows_end(&rows);
}

static enum err tell_waiter(struct store *store, struct instant now, const struct event *event,
                            const struct waiter *waiter)
{
    const struct notice notice = {
        .kind = NOTICE_EVENT_MOVED,
        .to = waiter->person,
        .to_name = waiter->name,
        .to_email = waiter->email,
        .object_id = waiter->booking,
        .seq = waiter->seq,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = event->place,
        .starts_at = event->fields.starts_at,
        .ends_at = event->fields.ends_at,
    };
    return notice_queue(store, now, &notice);
}

static enum err tell_waiters(struct store *store, struct instant now, const struct event *event,
                             struct told *told)
{
    struct waiter *items;
    int count = 0;
    enum err err = list_waiters(store, event->id, told->arena, &items, &count);
    for (int i = 0; err == OK && i < count; i++) {
        if (is_told(told, items[i].person))
            continue;
        add_told(told, items[i].person);
        err = tell_waiter(store, now, event, &items[i]);
    }
    return err;
}

/* ---- whose talk has no slot ---- */

static enum err tell_presenters(struct store *store, struct instant now, const struct event *event,
                                const struct talk *talk, struct told *told)
{
    const struct talk_news news = {.kind = NOTICE_EVENT_MOVED, .detail = ""};
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        if (is_told(told, presenter->person))
            continue;
        add_told(told, presenter->person);
        err = talk_notice_one(store, now, event, talk, presenter, &news);
    }
    return err;
}

static enum err tell_talks(struct store *store, struct instant now, const struct event *event,
                           struct told *told)
{
    struct talk_rows talks;
    enum err err = talk_store_live(store, event->id, told->arena, &talks);
    for (int i = 0; err == OK && i < talks.count; i++)
        if (!talk_status_has_slot(talks.items[i].status))
            err = tell_presenters(store, now, event, &talks.items[i], told);
    return err;
}

/* ---- together ---- */

enum err spark_moved_begin(struct store *store, const struct event *before, struct spark_moved *ret)
{
    struct spark_moved moved = {.before = *before};
    enum err err = notice_mark(store, &moved.mark);
    if (err == OK)
        *ret = moved;
    return err;
}

/* Another title alone is no news to whoever has no place. */
static bool is_moved(const struct event_fields *before, const struct event_fields *after)
{
    struct event_fields then = *before;
    then.title = after->title;
    return event_rules_is_announced(&then, after);
}

enum err spark_moved_tell(struct store *store, struct instant now, const struct spark_moved *moved,
                          struct arena *arena)
{
    const struct event_viewer everybody = {.all_drafts = true};
    struct told told = {.arena = arena};
    struct event event;
    enum err err = event_find(store, &everybody, moved->before.id, arena, &event);
    if (err != OK || !event_status_is_on(event.status) ||
        !is_moved(&moved->before.fields, &event.fields))
        return err;
    err = find_told(store, moved, &told);
    if (err == OK)
        err = tell_waiters(store, now, &event, &told);
    return err == OK ? tell_talks(store, now, &event, &told) : err;
}
