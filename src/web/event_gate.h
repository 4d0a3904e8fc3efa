#ifndef SPARKD_WEB_EVENT_GATE_H
#define SPARKD_WEB_EVENT_GATE_H

#include "booking_need.h"
#include "event_people.h"
#include "event_place.h"
#include "viewer.h"

/* Who may see and change what goes with an event, the same for pages and the API. What is called
 * off or over is not changed (ERR_CONFLICT). */

/* Whoever may edit it, to say where it is and who leads it. */
enum err event_gate_arrange(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
/* Whoever may edit it by their role: an organiser does not hand on what they were given. */
enum err event_gate_appoint(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;
bool event_gate_may_appoint(const struct ctx *ctx, const struct event *event);
/* What those who come need. */
enum err event_gate_needs(struct ctx *ctx, int64_t id, struct event *ret) MUST_USE;

#endif
