#ifndef SPARKD_WEB_HERE_GATE_H
#define SPARKD_WEB_HERE_GATE_H

#include "register_code.h"
#include "viewer.h"

/* Whose code somebody read on a screen, and what it makes of them; the same for pages and the API.
 */

struct here {
    struct register_place place;
    struct event event;
};

/* By the code itself, now. ERR_INVALID field code: no screen shows it now. */
enum err here_gate_code(struct ctx *ctx, struct str code, struct here *ret) MUST_USE;
/* By a code that was read in time (register_seen_read), now or when they were not signed in yet. */
enum err here_gate_seen(struct ctx *ctx, struct str seen, const char *whose,
                        struct here *ret) MUST_USE;
/* Marks the actor. */
enum err here_gate_arrive(struct ctx *ctx, const struct here *here, bool *ret_before) MUST_USE;

#endif
