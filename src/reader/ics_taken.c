/* DESIGN: stretches of time as they are found, and then in order and apart. */
#include "ics_taken.h"

#include <stdlib.h>

enum { FOUND_MAX = 50000, STEPS_MAX = 200000 };

void ics_taken_add(struct ics_taken *taken, struct instant from, struct instant to)
{
    from = from.v < taken->from.v ? taken->from : from;
    to = to.v > taken->to.v ? taken->to : to;
    if (to.v <= from.v || taken->fault)
        return;
    if (taken->count == FOUND_MAX) {
        taken->fault = "many";
        return;
    }
    if (taken->count == taken->room)
        taken->items =
            arena_grow(taken->arena, taken->items, sizeof *taken->items, 256, &taken->room);
    taken->items[taken->count++] = (struct own_calendar_span){from, to};
}

bool ics_taken_step(struct ics_taken *taken)
{
    if (++taken->steps > STEPS_MAX)
        taken->fault = "many";
    return !taken->fault;
}

static int by_start(const void *a, const void *b)
{
    const struct own_calendar_span *x = a, *y = b;
    return (x->from.v > y->from.v) - (x->from.v < y->from.v);
}

static int join(struct own_calendar_span *items, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (kept && items[i].from.v <= items[kept - 1].to.v) {
            if (items[i].to.v > items[kept - 1].to.v)
                items[kept - 1].to = items[i].to;
        } else {
            items[kept++] = items[i];
        }
    }
    return kept;
}

static void part(struct ics_taken *taken, const struct own_calendar_span *whole, int count)
{
    taken->items = NULL;
    taken->count = taken->room = 0;
    for (int i = 0; i < count; i++) {
        struct instant from = whole[i].from;
        while (whole[i].to.v - from.v > OWN_CALENDAR_SPAN_S) {
            ics_taken_add(taken, from, instant_add(from, OWN_CALENDAR_SPAN_S));
            from = instant_add(from, OWN_CALENDAR_SPAN_S);
        }
        ics_taken_add(taken, from, whole[i].to);
    }
}

void ics_taken_finish(struct ics_taken *taken)
{
    if (!taken->count)
        return;
    qsort(taken->items, (size_t)taken->count, sizeof *taken->items, by_start);
    part(taken, taken->items, join(taken->items, taken->count));
    if (taken->count > OWN_CALENDAR_SPANS_MAX)
        taken->fault = "many";
}
