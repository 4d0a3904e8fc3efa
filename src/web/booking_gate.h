#ifndef SPARKD_WEB_BOOKING_GATE_H
#define SPARKD_WEB_BOOKING_GATE_H

#include "booking_ask.h"
#include "event.h"
#include "response.h"

/* Whose booking it is, and who may do something about it; the same for pages and the API. */

/* One's own; ERR_NOT_FOUND for anybody else's. */
enum err booking_gate_own(struct ctx *ctx, int64_t id, struct booking *ret) MUST_USE;
/* Of oneself; of others for whoever may see who comes or books for them, else nobody knows of it.
 */
enum err booking_gate_seen(struct ctx *ctx, int64_t id, struct booking *ret) MUST_USE;
/* One's own, or one the actor may give on (booking_gate_arranged): else ERR_DENIED, or
 * ERR_NOT_FOUND. */
enum err booking_gate_ended_by(struct ctx *ctx, int64_t id, struct booking *ret) MUST_USE;
/* Of an event the actor organises, or of somebody they book for. */
enum err booking_gate_arranged(struct ctx *ctx, int64_t id, struct booking *ret) MUST_USE;
/* May the actor book that person there? Whoever edits the event anybody, who leads development at a
 * school its people: else ERR_DENIED, in words. */
enum err booking_gate_for(struct ctx *ctx, const struct event *event,
                          struct person_id person) MUST_USE;
/* May the actor give that place to `to`? Says whether they organise the event. */
enum err booking_gate_hand(struct ctx *ctx, const struct booking *booking,
                           struct booking_handing *handing) MUST_USE;
/* An event that somebody may name for a swap: ERR_INVALID field event_id. */
enum err booking_gate_wanted(struct ctx *ctx, int64_t event) MUST_USE;
/* What the actor was asked, or asked themselves; ERR_NOT_FOUND else. */
enum err booking_gate_asked(struct ctx *ctx, int64_t id, bool by_them,
                            struct booking_ask *ret) MUST_USE;

#endif
