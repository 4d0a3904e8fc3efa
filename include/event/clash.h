#ifndef SPARKD_EVENT_CLASH_H
#define SPARKD_EVENT_CLASH_H

#include "busy.h"
#include "event.h"

/*
 * The one judgement on whether somebody can be there (issue 4): over all they
 * have in `busy` (places, talks, conversations, required events, their own
 * calendar), with the way between two schools (org/travel). What is online or
 * has no school is nowhere in particular. An event does not clash with itself,
 * nor with the day of which it is a workshop.
 */
struct clash {
    struct busy other;     /* what stands in the way */
    const char *title;     /* of the other event; NULL: it is none */
    struct instant at;     /* the start of one's own that meets it */
    bool before;           /* the other is over, or begins, before it */
    int travel_min;        /* the way is too long; 0: they are at one time */
    const char *from, *to; /* the schools of that way */
};

enum { CLASHES_MAX = 8 };
struct clash_list {
    struct clash items[CLASHES_MAX];
    int count;
};

/* What somebody has at the time of any of an event's sessions, by session, each thing once; at
 * most CLASHES_MAX. */
enum err clash_list_event(struct store *store, const struct event *event, struct person_id person,
                          struct arena *arena, struct clash_list *ret) MUST_USE;
/* The first of them; ERR_NOT_FOUND if they are free. */
enum err clash_find_event(struct store *store, const struct event *event, struct person_id person,
                          struct arena *arena, struct clash *ret) MUST_USE;
/* What somebody would do: a conversation, or an event at another time than it has. */
struct clash_time {
    struct person_id person;
    struct instant from, to;
    struct event_id event, parent; /* v 0: none */
    struct school_id school;       /* v 0: nowhere in particular */
};
/* The same for that. */
enum err clash_find_time(struct store *store, const struct clash_time *time, struct arena *arena,
                         struct clash *ret) MUST_USE;

/* "You are already booked on “Reading” on Thursday 12 November 2026, 16:00 to 17:00": what stands
 * in the way, without a full stop. name: of the person, NULL for "you". */
const char *clash_words(struct arena *arena, const struct clash *clash, const char *name);
/* The place to begin: "Cancel that first", and for what cannot be cancelled here "Look at your own
 * calendar". */
const char *clash_remedy(const struct clash *clash);

/* The first of an event's sessions that lies outside somebody's working pattern, as a sentence
 * (org/working_pattern); NULL: none does. */
enum err clash_pattern(struct store *store, const struct event *event, struct person_id person,
                       const char *name, struct arena *arena, const char **ret) MUST_USE;

#endif
