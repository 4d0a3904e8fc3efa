#ifndef SPARKD_WEB_CLOSURE_GATE_H
#define SPARKD_WEB_CLOSURE_GATE_H

#include "closure.h"
#include "request.h"

/* Who closes a school for a day and says what becomes of its events: whoever changes its calendar
 * and either makes events there or decides on its training days, which is to say who leads it. */
bool closure_gate_may(const struct ctx *ctx, struct school_id school);
/* ERR_NOT_FOUND, ERR_DENIED with words. */
enum err closure_gate_open(struct ctx *ctx, int64_t id, struct school *ret) MUST_USE;

#endif
