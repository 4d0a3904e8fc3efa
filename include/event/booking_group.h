#ifndef SPARKD_EVENT_BOOKING_GROUP_H
#define SPARKD_EVENT_BOOKING_GROUP_H

#include "booking.h"

/* Several people booked at once by a coordinator, in the order they are named. */
enum { BOOKING_GROUP_MAX = 50 };

struct booking_group {
    struct event_id event;
    const struct person_id *people;
    int count; /* 1-50 */
    struct person_id by;
    bool sees_drafts;
    bool online; /* each of them takes part online */
    bool all;    /* a place for each of them, or for nobody; else whoever fits */
};

/* What one of them got. */
struct booking_group_item {
    struct person_id person;
    const char *name;
    struct booking_placed placed; /* id v 0: nothing, see slug */
    const char *slug, *detail;    /* why not; NULL */
};

struct booking_group_result {
    struct booking_group_item items[BOOKING_GROUP_MAX];
    int count, placed, waiting;
    bool done; /* false: all or nothing, and it was nothing */
};

/*
 * Books them one after another, each with one mail. With `all` nobody is
 * booked unless everybody gets a place (not a wait): *ret says who stood in the
 * way, and done is false. ERR_NOT_FOUND as booking_book; ERR_INVALID field
 * person_ids: nobody, too many, or one of them twice.
 */
enum err booking_group_book(struct store *store, struct instant now,
                            const struct booking_group *group, struct refusal *why,
                            struct booking_group_result *ret) MUST_USE;

#endif
