#ifndef SPARKD_WEB_HOURS_GATE_H
#define SPARKD_WEB_HOURS_GATE_H

#include "ledger.h"
#include "person_gate.h"

/* Who may see, agree and set hours; the same for pages and the API. */

/* Whom the actor may know of, and whose hours they may do `action` on; ERR_DENIED in words. */
enum err hours_gate_person(struct ctx *ctx, int64_t id, enum action action,
                           struct person_seen *ret) MUST_USE;
/* Something agreed, by its id, with whose it is. */
enum err hours_gate_agreed(struct ctx *ctx, int64_t id, struct hours_adjustment *ret,
                           struct person_seen *ret_person) MUST_USE;
/* Those whose hours the actor sees by name; v 0: of any school at all. */
enum err hours_gate_school(struct ctx *ctx, struct school_id school) MUST_USE;
enum err hours_gate_set(struct ctx *ctx) MUST_USE;

/* The academic year it is. */
int hours_gate_this_year(const struct ctx *ctx);
/* The query's "year", the one it is where there is none. ERR_INVALID field year. */
enum err hours_gate_year(struct ctx *ctx, const struct request *request, int *ret) MUST_USE;

#endif
