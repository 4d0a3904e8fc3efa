#ifndef SPARKD_WEB_PLACES_GATE_H
#define SPARKD_WEB_PLACES_GATE_H

#include "booking_group.h"
#include "school.h"
#include "viewer.h"

/* Whose places at an event somebody arranges: everybody's who may edit the event; their own
 * school's who leads development there (AP-01). The same for pages and the API. */
struct places_seen {
    struct event event;
    bool edits;             /* of every school, and a draft too */
    struct school *schools; /* whose people they book, by name */
    int school_count;
};

/* Does the actor arrange anybody's places there? For what only some are shown. */
bool places_gate_may(const struct ctx *ctx, const struct event *event);
/* ERR_NOT_FOUND, or ERR_DENIED in words for whoever may know of the event. */
enum err places_gate_find(struct ctx *ctx, int64_t id, struct places_seen *ret) MUST_USE;
/* ERR_DENIED, in words, unless the actor books for each of them; ERR_INVALID field person_ids: one
 * is nobody they know of. */
enum err places_gate_people(struct ctx *ctx, const struct places_seen *seen,
                            const struct booking_group *group) MUST_USE;

#endif
