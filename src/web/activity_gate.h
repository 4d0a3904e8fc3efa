#ifndef SPARKD_WEB_ACTIVITY_GATE_H
#define SPARKD_WEB_ACTIVITY_GATE_H

#include "activity.h"
#include "request.h"

/*
 * Who may see and change what somebody did elsewhere: they themselves, and who
 * leads professional development for them. Unknown to all others.
 */

/* ERR_NOT_FOUND for whoever may not see it, ERR_DENIED in words for whoever may see it and not do
 * that. */
enum err activity_gate_find(struct ctx *ctx, int64_t id, enum action action,
                            struct activity *ret) MUST_USE;
/* ERR_DENIED for whoever has none of their own. */
enum err activity_gate_own(struct ctx *ctx) MUST_USE;
/* Whose activities the actor verifies; ERR_DENIED for whoever verifies nobody's. */
enum err activity_gate_watch(struct ctx *ctx, struct activity_watch *ret) MUST_USE;
bool activity_gate_is_own(const struct ctx *ctx, const struct activity *activity);

#endif
