#ifndef SPARKD_EVENT_EVENT_KIND_H
#define SPARKD_EVENT_EVENT_KIND_H

#include "policy_list.h"
#include "str.h"

/*
 * How the engine treats an event; which of the policy's activities it is, is
 * its type (L10). Here is what kinds differ in, as one table, and which of them
 * fits an activity of the catalogue.
 */
enum event_kind {
    EVENT_COURSE,
    EVENT_TWILIGHT,
    EVENT_INSET,
    EVENT_SPARK,
    EVENT_CONFERENCE,
    EVENT_GROUP, /* a teaching and learning group */
    EVENT_MEETING,
    EVENT_OBSERVATION,
    EVENT_VISIT,
    EVENT_PROTECTED_TIME, /* TW-12 */
    EVENT_READING,        /* something to read, and confirm, by a day */
    EVENT_KINDS
};
/* Toward what its hours count (practice P3). */
enum event_counts { EVENT_COUNTS_NOTHING, EVENT_COUNTS_INSET, EVENT_COUNTS_DIRECTED, EVENT_COUNTS };
enum attendance { ATTENDANCE_REQUIRED, ATTENDANCE_INVITED, ATTENDANCE_VOLUNTARY, ATTENDANCE_COUNT };

/* "twilight": as in the database and the API. */
const char *event_kind_name(enum event_kind kind);
enum err event_kind_parse(struct str s, enum event_kind *ret) MUST_USE;

/* What a new one of that kind usually is: a form begins with it, an organiser changes it. */
struct event_kind_usual {
    int start_min, length_min; /* wall time after midnight; minutes */
    enum attendance attendance;
    enum event_counts counts;
    bool credited;   /* its length counts as hours of development */
    bool has_places; /* people book it; else nobody asks how many places there are */
    int capacity;    /* 0: nothing is usual */
    bool explained;  /* AC-34 asks what it is for */
    bool bought;     /* often with a provider, a cost and a day until which to book */
};
const struct event_kind_usual *event_kind_usual(enum event_kind kind);

/* ---- the policy's activities ---- */

/* One that is planned and booked here, and is not one of the past. */
bool event_kind_offers(const struct policy_item *activity);
/* The kind that fits it best. */
enum event_kind event_kind_of(const struct policy_item *activity);

#endif
