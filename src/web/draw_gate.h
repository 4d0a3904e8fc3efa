#ifndef SPARKD_WEB_DRAW_GATE_H
#define SPARKD_WEB_DRAW_GATE_H

#include "draw.h"
#include "viewer.h"

/* Who may see and do a draw, the same for pages and the API. */

/* A round whose record is given out; round 0: the latest such. ERR_NOT_FOUND: none. */
enum err draw_gate_record(struct ctx *ctx, int64_t id, int round, struct draw_round *ret) MUST_USE;
/* Does it, and the record of what was done says so. */
enum err draw_gate_choose(struct ctx *ctx, const struct draw_choice *choice) MUST_USE;

#endif
