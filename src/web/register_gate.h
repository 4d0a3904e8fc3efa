#ifndef SPARKD_WEB_REGISTER_GATE_H
#define SPARKD_WEB_REGISTER_GATE_H

#include "register.h"
#include "viewer.h"

/* An event's register as whoever asks may see or take it, the same for pages and the API. */
struct register_view {
    struct event event;
    struct register_states states;
    const struct register_state *state; /* the session that is shown */
    bool takes;                         /* the actor may take it, not only look */
};
/*
 * position: the number of a session, 0 whichever it is time for. ERR_NOT_FOUND
 * for what is not known to the actor, has no register (something to read) or no
 * such session; ERR_DENIED for whoever may know of the event alone.
 */
enum err register_gate_view(struct ctx *ctx, int64_t event, int64_t position,
                            struct register_view *ret) MUST_USE;
/* The same for whoever may take it. */
enum err register_gate_take(struct ctx *ctx, int64_t event, int64_t position,
                            struct register_view *ret) MUST_USE;

#endif
