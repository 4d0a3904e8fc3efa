#ifndef SPARKD_WEB_STAGE_GATE_H
#define SPARKD_WEB_STAGE_GATE_H

#include "stage.h"
#include "stage_screen.h"
#include "viewer.h"

/* Who may see an evening's stage and who may run it, the same for pages and the API. */

/* Whoever may see the event. */
enum err stage_gate_watch(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* Organisers, who leads it, the trust's coordinators and the host's CPD leader. */
enum err stage_gate_run(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
bool stage_gate_may_run(const struct ctx *ctx, const struct event *event);

/*
 * The address of a screen in the room and of phones that scan it, without
 * signing in: the event and a keyed hash of its screen's key (stage_screen.h),
 * so that nobody finds it by counting, nor who reads the database. It works from
 * two days before the event until twelve hours after, while it is open; titles
 * and names are all that it shows.
 */
enum { STAGE_SCREEN_OPENS_S = 2 * 86400, STAGE_SCREEN_CLOSES_S = 12 * 3600 };
/* "/screen/7-0a1b…", whatever the time; "": none is open. */
enum err stage_gate_screen(struct ctx *ctx, const struct event *event, const char **ret) MUST_USE;
struct instant stage_gate_opens_at(const struct event *event);
struct instant stage_gate_closes_at(const struct event *event);
/* Between those two times, at an event that is on. */
bool stage_gate_is_time(const struct event *event, struct instant now);

struct stage_watch {
    struct event event;
    const char *screen; /* the key by which it came */
};
/* name: as in the address. ERR_NOT_FOUND: no such address, not any more, or not now. */
enum err stage_gate_open(struct ctx *ctx, struct str name, struct stage_watch *ret) MUST_USE;

#endif
