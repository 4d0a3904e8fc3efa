#ifndef SPARKD_SPARK_CALL_H
#define SPARKD_SPARK_CALL_H

#include "talk.h"

/*
 * What a SPARK event calls for (SP-03, SP-06): in the organiser's words, which
 * categories, lengths, phases, subjects, areas of focus and themes, until which
 * day, and the places it keeps for first-timers and for its shortest talks.
 * Lists are words apart by commas; "" is everything. A kept place is as long as
 * the shortest talk it invites.
 */
enum {
    CALL_WORDS_CHARS_MAX = 500,
    CALL_LIST_CHARS_MAX = 400,
    CALL_LIST_MAX = 12,
    CALL_PLACES_MAX = 50,
};

struct call {
    struct event_id event;
    const char *words;
    struct day closes_on; /* the last day; DAY_NONE: as the event's booking */
    const char *categories, *lengths, *phases, *subjects, *focuses, *themes;
    int first_timers, short_places;
    struct day short_until; /* the last day; DAY_NONE: none are kept */
    bool short_open;        /* that day is over */
    int version;            /* 0: nothing was said yet */
};

/* An event of which nothing was said invites everything. */
enum err call_find(struct store *store, struct event_id event, struct arena *arena,
                   struct call *ret) MUST_USE;

struct call_change {
    struct call call; /* version: of what the form was made of; 0: whatever it is */
    const struct talk_lengths *lengths; /* that the trust has */
};
/* Also moves the line up, as places may be open now. ERR_INVALID fields words, closes_on,
 * categories, lengths, phases, subjects, focuses, themes, first_timers, short_places, short_until;
 * ERR_STALE. */
enum err call_save(struct store *store, struct instant now, const struct call_change *change,
                   struct refusal *why) MUST_USE;

/* Opens kept places whose day is over to all, at most `limit` events. */
enum err call_open_due(struct store *store, struct instant now, int limit, struct arena *arena,
                       bool *ret_more) MUST_USE;

/* The lengths of the trust that it invites, rising. */
struct talk_lengths call_lengths(const struct call *call, const struct talk_lengths *trust);
/* Is it one of a list? Always, of "". */
bool call_invites(const char *list, const char *word);
/* Does its last day come before the moment at which booking closes? */
bool call_closes_first(const struct call *call, const struct event *event);
/* The call has closed: nothing more is offered or proposed. */
bool call_is_over(const struct call *call, struct instant now);

/* How many kept places nobody holds yet. */
struct call_left {
    int first_timers, short_places;
};
enum err call_left(struct store *store, struct event_id event, struct call_left *ret) MUST_USE;

#endif
