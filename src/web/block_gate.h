#ifndef SPARKD_WEB_BLOCK_GATE_H
#define SPARKD_WEB_BLOCK_GATE_H

#include "choice.h"
#include "viewer.h"

/* Who may change a day's blocks and workshops, the same for pages and the API: whoever may edit
 * the day. ERR_NOT_FOUND also for those who may not know of it. */
enum err block_gate_block(struct ctx *ctx, int64_t id, struct block *ret,
                          struct event *ret_day) MUST_USE;
/* id: of the workshop's event. */
enum err block_gate_workshop(struct ctx *ctx, int64_t id, struct event *ret_workshop,
                             struct event *ret_day) MUST_USE;
/* Who comes to what: whoever may see who comes to the day. */
enum err block_gate_choices(struct ctx *ctx, int64_t day, struct event *ret) MUST_USE;
/* Whose choice it is: one's own (person 0), or for whoever may edit the day anybody's.
 * *ret_other: it is somebody else. */
enum err block_gate_person(struct ctx *ctx, const struct event *day, int64_t person,
                           struct person *ret, bool *ret_other) MUST_USE;

#endif
