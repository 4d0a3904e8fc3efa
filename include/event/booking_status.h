#ifndef SPARKD_EVENT_BOOKING_STATUS_H
#define SPARKD_EVENT_BOOKING_STATUS_H

#include "err.h"
#include "str.h"

/* From the wish for a place to having been there. */
enum booking_status {
    BOOKING_CONFIRMED,
    BOOKING_REQUESTED, /* holds a place until it is approved or declined (AP-11) */
    BOOKING_WAITING,
    BOOKING_OFFERED, /* holds a place until its offer runs out */
    BOOKING_DECLINED,
    BOOKING_WITHDRAWN, /* by the person, or for them */
    BOOKING_CANCELLED, /* the event was called off */
    BOOKING_ATTENDED,
    BOOKING_ABSENT,
    BOOKING_STATUSES
};

/* "confirmed": as in the database and the API. */
const char *booking_status_name(enum booking_status status);
enum err booking_status_parse(struct str s, enum booking_status *ret) MUST_USE;
/* Not ended: at most one a person and event. */
bool booking_status_is_live(enum booking_status status);
/* One of the event's places is theirs. */
bool booking_status_has_place(enum booking_status status);

/* Which part somebody takes (AC-27); only attendees take a place. */
enum booking_part { PART_ATTENDEE, PART_LEADER, PART_CO_LEADER, PART_ASSISTANT, BOOKING_PARTS };
const char *booking_part_name(enum booking_part part);
enum err booking_part_parse(struct str s, enum booking_part *ret) MUST_USE;

#endif
