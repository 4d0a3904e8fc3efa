#ifndef SPARKD_WEB_TRAINING_GATE_H
#define SPARKD_WEB_TRAINING_GATE_H

#include "event.h"
#include "response.h"

/* Who decides on training days and gives the year's programme out: the same for pages and the API.
 * ERR_DENIED with a sentence. */
enum err training_gate_agree(struct ctx *ctx, const struct event *event) MUST_USE;
/* The event, for whoever may see it; the draft of a training day also for whoever decides on it. */
enum err training_gate_find(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
enum err training_gate_programme(struct ctx *ctx) MUST_USE;
/* school v 0: the whole trust's; below 0: none was named. */
enum err training_gate_publish(struct ctx *ctx, struct school_id school) MUST_USE;

/* Before an event is published: a senior leader who does it agrees by it, anybody else needs that
 * somebody did (TW-03). */
enum err training_gate_event(struct ctx *ctx, const struct event *event) MUST_USE;

#endif
