/* DESIGN: what a booking is at the moment, and which part in the event it stands for. */
#include "booking_status.h"

static const struct {
    const char *name;
    bool live, has_place;
} STATUSES[BOOKING_STATUSES] = {
    [BOOKING_CONFIRMED] = {"confirmed", true, true},
    [BOOKING_REQUESTED] = {"requested", true, true},
    [BOOKING_WAITING] = {"waiting", true, false},
    [BOOKING_OFFERED] = {"offered", true, true},
    [BOOKING_DECLINED] = {"declined", false, false},
    [BOOKING_WITHDRAWN] = {"withdrawn", false, false},
    [BOOKING_CANCELLED] = {"cancelled", false, false},
    [BOOKING_ATTENDED] = {"attended", true, true},
    [BOOKING_ABSENT] = {"absent", true, true},
};

static const char *const PARTS[BOOKING_PARTS] = {"attendee", "leader", "co-leader", "assistant"};

const char *booking_status_name(enum booking_status status)
{
    return STATUSES[status].name;
}

enum err booking_status_parse(struct str s, enum booking_status *ret)
{
    for (int i = 0; i < BOOKING_STATUSES; i++) {
        if (str_eq_c(s, STATUSES[i].name)) {
            *ret = (enum booking_status)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

bool booking_status_is_live(enum booking_status status)
{
    return STATUSES[status].live;
}

bool booking_status_has_place(enum booking_status status)
{
    return STATUSES[status].has_place;
}

const char *booking_part_name(enum booking_part part)
{
    return PARTS[part];
}

enum err booking_part_parse(struct str s, enum booking_part *ret)
{
    for (int i = 0; i < BOOKING_PARTS; i++) {
        if (str_eq_c(s, PARTS[i])) {
            *ret = (enum booking_part)i;
            return OK;
        }
    }
    return ERR_INVALID;
}
