/* DESIGN: mails about several dates of one series become one. */
#include "series_notice.h"

#include <stdlib.h>

#include "check.h"

enum { NOT_TOLD = NOTICE_KINDS };

/* What a mail about one date becomes as one of several. */
static int told_as(enum notice_kind kind)
{
    switch (kind) {
    case NOTICE_BOOKING_CONFIRMED:
    case NOTICE_BOOKING_WAITING:
        return NOTICE_SERIES_BOOKED;
    case NOTICE_EVENT_CHANGED:
        return NOTICE_SERIES_CHANGED;
    case NOTICE_EVENT_CANCELLED:
    case NOTICE_BOOKING_CANCELLED:
        return NOTICE_SERIES_CANCELLED;
    default:
        return NOT_TOLD;
    }
}

struct merging {
    struct store *store;
    struct instant now;
    struct series_id series;
    const char *by;
    struct event_list events;
    struct arena *arena;
    struct notice_queued *items;
    int count;
};

static bool is_ours(const struct merging *m, const struct notice *notice)
{
    for (int i = 0; i < m->events.count; i++)
        if (m->events.items[i].id.v == notice->event_id)
            return true;
    return false;
}

static int by_start(const void *a, const void *b)
{
    const struct notice_date *x = a, *y = b;
    return (x->starts_at.v > y->starts_at.v) - (x->starts_at.v < y->starts_at.v);
}

static struct notice_date date_of(const struct notice *notice, int as)
{
    return (struct notice_date){
        .starts_at = notice->starts_at,
        .ends_at = notice->ends_at,
        .place = notice->place,
        .uid = notice->uid,
        .seq = notice->seq,
        .waits = as == NOTICE_SERIES_CANCELLED ? !notice->had_place : notice->position > 0,
        .ended = as == NOTICE_SERIES_CANCELLED,
    };
}

static enum err tell(const struct merging *m, const struct notice *like, enum notice_kind as,
                     struct notice_date *dates, int count)
{
    qsort(dates, (size_t)count, sizeof *dates, by_start);
    const struct notice notice = {
        .kind = as,
        .to = like->to,
        .to_name = like->to_name,
        .to_email = like->to_email,
        .object_id = m->series.v,
        .event_id = like->event_id,
        .event_title = like->event_title,
        .event_kind = like->event_kind,
        .place = like->place,
        .by = m->by,
        .dates = dates,
        .date_count = count,
    };
    return notice_queue(m->store, m->now, &notice);
}

/* One person's, from `first` up to `end`. */
static enum err merge_person(const struct merging *m, int first, int end, enum notice_kind as)
{
    struct notice_date *dates = ARENA_ARRAY(m->arena, struct notice_date, NOTICE_DATES_MAX);
    const struct notice_queued **taken =
        ARENA_ARRAY(m->arena, const struct notice_queued *, NOTICE_DATES_MAX);
    int count = 0;
    enum err err = OK;
    for (int i = first; i < end && count < NOTICE_DATES_MAX; i++) {
        const struct notice *notice = &m->items[i].notice;
        if (told_as(notice->kind) != (int)as || !is_ours(m, notice))
            continue;
        taken[count] = &m->items[i];
        dates[count++] = date_of(notice, as);
    }
    if (count < 2)
        return OK;
    for (int i = 0; err == OK && i < count; i++)
        err = notice_take_back(m->store, taken[i]->id);
    return err == OK ? tell(m, &taken[0]->notice, as, dates, count) : err;
}

static int end_of_person(const struct merging *m, int first)
{
    int end = first;
    while (end < m->count && m->items[end].notice.to.v == m->items[first].notice.to.v)
        end++;
    return end;
}

enum err series_notice_merge(struct store *store, struct instant now, int64_t mark,
                             struct series_id series, const char *by, struct arena *arena)
{
    struct merging m = {store, now, series, by, .arena = arena};
    enum err err = notice_list_since(store, mark, arena, &m.items, &m.count);
    if (err != OK || m.count < 2)
        return err;
    err = series_list(store, series, (struct person_id){0}, arena, &m.events);
    for (int first = 0, end; err == OK && first < m.count; first = end) {
        end = end_of_person(&m, first);
        for (int as = NOTICE_SERIES_BOOKED; err == OK && as <= NOTICE_SERIES_CANCELLED; as++)
            err = merge_person(&m, first, end, (enum notice_kind)as);
    }
    return err;
}
