#ifndef SPARKD_EVENT_BOOKING_ONLINE_H
#define SPARKD_EVENT_BOOKING_ONLINE_H

#include "booking.h"

/*
 * An audience in the room and online (SP-02: one host venue, optional online
 * joining). The event's places and its waiting list are those of the room;
 * online there is room for everybody, whoever may be booked at all.
 */
struct booking_online {
    bool offered; /* one may choose: it says "here, or online", or has a link beside its room */
    bool mine;    /* the viewer is booked, online */
    int count;    /* who is booked online */
};
/* ERR_NOT_FOUND: no such event. person v 0: nobody's. A workshop and a day of workshops are
 * attended in person: there are rooms to choose. */
enum err booking_online_find(struct store *store, struct event_id event, struct person_id person,
                             struct booking_online *ret) MUST_USE;

/* By what an event may be attended online; a day with a block is not, whatever it says. */
enum { ONLINE_BY_LINK = 1, ONLINE_BY_MODE = 2, ONLINE_BY_ANY = 3 };
/*
 * Who is booked online and has no way to be there once what is `lost` of that
 * is gone; lost 0: as it stands. *ret: "3 people take part online"; NULL if
 * there is nobody, or the event is over.
 */
enum err booking_online_left_out(struct store *store, struct instant now, struct event_id event,
                                 unsigned lost, struct arena *arena, const char **ret) MUST_USE;

struct booking_switch {
    struct booking_id id;
    struct person_id by;
    bool online; /* else to the room */
};
/*
 * Online instead of in the room, or the other way round: one mail. A place in
 * the room that comes free so goes to the first in line; a wait or an offer
 * becomes a booking online. No change if it is so already. ERR_NOT_FOUND;
 * ERR_CONFLICT `ended`, `no-place` (they lead it), `not-online` (it is in the
 * room alone), `full` (every place in the room is taken: they stay online),
 * and, of one that waited, what booking_book says of them.
 */
enum err booking_online_switch(struct store *store, struct instant now,
                               const struct booking_switch *to, struct refusal *why) MUST_USE;

#endif
