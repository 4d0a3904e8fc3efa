/* DESIGN: which events a feed shows, and in what order. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "ics.h"
#include "tz.h"

#define CANCELLED_DAYS 30
#define ENDED_DAYS 7

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static struct day first_day(const struct ics_event *event)
{
    return event->all_day ? event->day_from : tz_day(event->starts_at);
}

static struct day last_day(const struct ics_event *event)
{
    return event->all_day ? event->day_to : tz_day(ics_event_end(event));
}

/* How far from today, in days; of equally far ones the coming before the past. */
struct ranked {
    const struct ics_event *event;
    int rank;
};

static int rank_of(const struct ics_event *event, struct day today)
{
    int ahead = first_day(event).v - today.v, behind = today.v - last_day(event).v;
    return ahead > 0 ? 2 * ahead - 1 : behind > 0 ? 2 * behind : 0;
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int by_rank = order(a->rank, b->rank);
    return by_rank ? by_rank : ics_event_compare(a->event, b->event);
}

static int compare_events(const void *left, const void *right)
{
    const struct ics_event *a = left, *b = right;
    return ics_event_compare(a, b);
}

static bool touches_window(const struct ics_event *event, struct day today)
{
    return last_day(event).v >= today.v - ICS_WINDOW_BACK_DAYS &&
           first_day(event).v <= today.v + ICS_WINDOW_AHEAD_DAYS;
}

/* Keeps the nearest ICS_EVENTS_MAX of count. */
static void keep_nearest(struct ics_event *events, size_t count, struct day today)
{
    struct ranked *ranked = check_calloc(count, sizeof *ranked);
    struct ics_event *kept = check_calloc(ICS_EVENTS_MAX, sizeof *kept);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){&events[i], rank_of(&events[i], today)};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < ICS_EVENTS_MAX; i++)
        kept[i] = *ranked[i].event;
    memcpy(events, kept, ICS_EVENTS_MAX * sizeof *kept);
    free(kept);
    free(ranked);
}

static bool is_sorted(const struct ics_event *events, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (ics_event_compare(&events[i - 1], &events[i]) > 0)
            return false;
    return true;
}

size_t ics_select(struct ics_event *events, size_t count, struct day today, size_t *ret_capped)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (touches_window(&events[i], today))
            events[kept++] = events[i];
    *ret_capped = kept > ICS_EVENTS_MAX ? kept - ICS_EVENTS_MAX : 0;
    if (*ret_capped) {
        keep_nearest(events, kept, today);
        kept = ICS_EVENTS_MAX;
    }
    /* Rows mostly come in order from the database. */
    if (!is_sorted(events, kept))
        qsort(events, kept, sizeof *events, compare_events);
    return kept;
}

bool ics_cancelled_stays(struct day cancelled, struct day last, struct day today)
{
    int until = cancelled.v + CANCELLED_DAYS;
    if (until < last.v + ENDED_DAYS)
        until = last.v + ENDED_DAYS;
    return today.v <= until;
}
