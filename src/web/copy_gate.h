#ifndef SPARKD_WEB_COPY_GATE_H
#define SPARKD_WEB_COPY_GATE_H

#include "viewer.h"
#include "year_copy.h"

/* Who may copy: whoever may make events at the host, not an organiser of the one event. */
enum err copy_gate_event(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* Who may make events anywhere; ERR_DENIED else. */
enum err copy_gate_year(struct ctx *ctx) MUST_USE;
/* The events of that year at the schools where the actor may make events. ERR_INVALID field year:
 * neither this school year nor the one before. */
enum err copy_gate_plan(struct ctx *ctx, int64_t year, struct year_copy *ret) MUST_USE;

#endif
