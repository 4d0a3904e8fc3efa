#ifndef SPARKD_WEB_PERSON_GATE_H
#define SPARKD_WEB_PERSON_GATE_H

#include "person_record.h"
#include "request.h"

/*
 * People as whoever asks may find them (http specification, section 11). Who
 * may not even know that somebody works here gets ERR_NOT_FOUND; who may know
 * but not act ERR_DENIED, in words.
 */
struct person_seen {
    struct person_record record;
    struct object object; /* for may() */
};

/* Anybody whose name the actor may read, themselves included. */
enum err person_gate_find(struct ctx *ctx, int64_t id, struct person_seen *ret) MUST_USE;
/* The same, and the actor may do `action` on them. A record that was merged into another is not
 * found here. */
enum err person_gate_may(struct ctx *ctx, int64_t id, enum action action,
                         struct person_seen *ret) MUST_USE;
/* May the actor do it at each school that the person is at? */
bool person_gate_everywhere(const struct ctx *ctx, enum action action,
                            const struct person_seen *seen);
/* ERR_DENIED unless the actor may do it for the trust, a school or, with `own`, themselves. */
enum err person_gate_somewhere(struct ctx *ctx, enum action action, bool own) MUST_USE;

#endif
