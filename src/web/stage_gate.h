#ifndef SPARKD_WEB_STAGE_GATE_H
#define SPARKD_WEB_STAGE_GATE_H

#include "stage.h"
#include "viewer.h"

/* Who may see an evening's stage and who may run it, the same for pages and the API. */

/* Whoever may see the event. */
enum err stage_gate_watch(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* Organisers, who leads it, the trust's coordinators and the host's CPD leader. */
enum err stage_gate_run(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
bool stage_gate_may_run(const struct ctx *ctx, const struct event *event);

/*
 * The address of a screen in the room and of phones that scan it, without
 * signing in: the event and a keyed hash of it, so that nobody finds it by
 * counting. Nothing is stored. It opens two days before the event and closes
 * twelve hours after; titles and names are all that it shows.
 */
const char *stage_gate_key(struct ctx *ctx, const struct event *event);
/* Between those two times, at an event that is on. */
bool stage_gate_key_works(const struct ctx *ctx, const struct event *event);
/* ERR_NOT_FOUND: no such key, or not now. */
enum err stage_gate_open(struct ctx *ctx, struct str key, struct event *ret) MUST_USE;

#endif
