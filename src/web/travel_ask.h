#ifndef SPARKD_WEB_TRAVEL_ASK_H
#define SPARKD_WEB_TRAVEL_ASK_H

#include "request.h"
#include "travel.h"

/* Minutes between two schools are said by whoever may change one of them; the same for pages and
 * the API. Whoever calls asked before whether they may change anything at all. */
bool travel_ask_may(const struct ctx *ctx, struct school_id a, struct school_id b);
/* minutes -1: no longer said. ERR_DENIED: they may change neither. */
enum err travel_ask_put(struct ctx *ctx, struct school_id a, struct school_id b,
                        int minutes) MUST_USE;

#endif
