#ifndef SPARKD_EVENT_BOOKING_NEED_H
#define SPARKD_EVENT_BOOKING_NEED_H

#include "booking.h"

/* What somebody who is booked needs to take part: told by them, seen by them and by the event's
 * organisers, erased some time after the event (access/retention). */
struct booking_need {
    const char *access, *diet; /* "": nothing */
};

enum { BOOKING_NEED_CHARS_MAX = 500 };

/* "" and "" if nothing was said. */
enum err booking_need_find(struct store *store, struct booking_id id, struct arena *arena,
                           struct booking_need *ret) MUST_USE;
/* Empty texts take it back. ERR_CONFLICT `too-late` once the event is over, `ended` for a booking
 * that is; ERR_INVALID fields access, diet. */
enum err booking_need_put(struct store *store, struct instant now, const struct booking *booking,
                          const struct booking_need *need, struct refusal *why) MUST_USE;

struct booking_need_line {
    const char *name, *access, *diet;
};
struct booking_need_list {
    struct booking_need_line *items;
    int count;
};
/* Of those whose booking is live, by name. */
enum err booking_need_list(struct store *store, struct event_id event, struct arena *arena,
                           struct booking_need_list *ret) MUST_USE;

#endif
