#ifndef SPARKD_EVENT_SERIES_MEMBER_H
#define SPARKD_EVENT_SERIES_MEMBER_H

#include "series.h"

/* Who is in the group: a booking at every occurrence to come, at those added later too. */
struct series_member {
    int64_t id;
    struct series_id series;
    struct person_id person;
    const char *name, *school_name;
    struct instant joined_at;
};

struct series_members {
    struct series_member *items; /* by name */
    int count;
};
enum { SERIES_MEMBERS_MAX = 1000 };

/* Those who are in it now. */
enum err series_member_list(struct store *store, struct series_id series, struct arena *arena,
                            struct series_members *ret) MUST_USE;
/* ERR_NOT_FOUND for whoever left. */
enum err series_member_find(struct store *store, int64_t id, struct arena *arena,
                            struct series_member *ret) MUST_USE;
/* A person's place in the group; ERR_NOT_FOUND without. */
enum err series_member_of(struct store *store, struct series_id series, struct person_id person,
                          struct arena *arena, struct series_member *ret) MUST_USE;

/* What joining gave. */
struct series_joined {
    int64_t member;
    int booked, waiting;
    struct series_missed {
        struct event_id event;
        struct instant starts_at, ends_at;
        const char *why; /* a sentence */
    } * missed;          /* where there is no place for them */
    int missed_count;
};

/*
 * Books every published occurrence that is to come, or waits for it; one mail
 * tells of them all. ERR_CONFLICT: `already-booked`, or `no-dates` while none
 * is to come.
 */
enum err series_member_join(struct store *store, struct instant now, struct series_id series,
                            struct person_id person, struct person_id by, struct refusal *why,
                            struct series_joined *ret) MUST_USE;
/* Ends it and the bookings that are to come, save those that can no longer be given up. */
enum err series_member_leave(struct store *store, struct instant now, int64_t member,
                             struct person_id by, struct refusal *why) MUST_USE;

/* An occurrence was published or restored: each member who can be is booked on it. Nothing for an
 * event of no series. */
enum err series_member_book_all(struct store *store, struct instant now, const struct event *event,
                                struct arena *arena) MUST_USE;

#endif
