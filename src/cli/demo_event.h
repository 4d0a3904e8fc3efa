#ifndef SPARKD_CLI_DEMO_EVENT_H
#define SPARKD_CLI_DEMO_EVENT_H

#include "demo_plan.h"
#include "series.h"

/* A planned event as it stands at one school. */
struct demo_made {
    const struct demo_plan *plan;
    int host; /* of demo->schools */
    struct event_id event;
    struct series_id series; /* v 0: none; else `event` is its first */
    struct instant starts_at, closes_at;
};

struct demo_made_list {
    struct demo_made *items;
    int count, room;
};

/* Enters the plan as an organiser does, at its host or at each school: the event, its sessions,
 * place, audience and leader, whether it repeats; published unless it is a draft. Appends to *all.
 * `scratch` is free for words. */
enum err demo_event_enter(struct demo *demo, struct arena *scratch, const struct demo_plan *plan,
                          struct demo_made_list *all) MUST_USE;

#endif
