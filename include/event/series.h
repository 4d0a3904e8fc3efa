#ifndef SPARKD_EVENT_SERIES_H
#define SPARKD_EVENT_SERIES_H

#include "booking.h"
#include "event.h"
#include "series_rules.h"

/*
 * Events that repeat (TW-15): a rule and the events that came of it. Each
 * occurrence is an event of its own, with its id, its entry in calendars and
 * its bookings; the day that named it stays when it moves. Every use case runs
 * inside the caller's transaction; the caller asks may() on the host first.
 */
struct series_id {
    int64_t v;
};

struct series {
    struct series_id id;
    struct school_id school; /* the host */
    struct series_rule rule;
    int version;
};

/* ERR_NOT_FOUND. */
enum err series_find(struct store *store, struct series_id id, struct series *ret) MUST_USE;
/* All occurrences, drafts and cancelled ones too, by the day that named them; as `viewer` sees
 * them (v 0: nobody). */
enum err series_list(struct store *store, struct series_id id, struct person_id viewer,
                     struct arena *arena, struct event_list *ret) MUST_USE;

/* ---- the calendar ---- */

/* The host's, of every academic year that [from, to] touches. */
enum err series_load_calendar(struct store *store, struct school_id school, struct day from,
                              struct day to, struct arena *arena,
                              struct series_calendar *ret) MUST_USE;

/* What an event's own day and time give a rule: weekday, start, length, from. */
struct series_rule series_rule_of(const struct event *event);
/*
 * The days of a series that begins with this event: its own day first, whatever
 * the rule says of it. ERR_INVALID with the rule's bad fields; ERR_CONFLICT
 * `cannot-repeat` for what cannot.
 */
enum err series_plan(struct store *store, const struct event *event, const struct series_rule *rule,
                     struct refusal *why, struct series_dates *ret) MUST_USE;
/* The further days up to `until` of one that stands. */
enum err series_plan_more(struct store *store, const struct series *series, struct day until,
                          struct refusal *why, struct series_dates *ret) MUST_USE;

/* ---- making it ---- */

/* The event becomes the first occurrence; the others are drafts, like it in all but the day. */
enum err series_create(struct store *store, struct instant now, struct person_id actor,
                       struct event_id event, const struct series_rule *rule, struct refusal *why,
                       struct series_id *ret) MUST_USE;
/* More of the same, like the last one that stands; published if that one is. */
enum err series_extend(struct store *store, struct instant now, struct person_id actor,
                       struct series_id id, int version, struct day until, struct refusal *why,
                       int *ret_added) MUST_USE;
/* Every draft that is to come. */
enum err series_publish(struct store *store, struct instant now, struct series_id id,
                        struct refusal *why) MUST_USE;
/* A cancelled occurrence takes place after all: members have their bookings again, others book
 * anew. ERR_CONFLICT: it is past, or of no series. */
enum err series_restore(struct store *store, struct instant now, struct event_id event,
                        struct refusal *why) MUST_USE;

/* ---- changing it ---- */

enum {
    SERIES_SET_TITLE = 1,
    SERIES_SET_PURPOSE = 2,
    SERIES_SET_ROOM = 4,
    SERIES_SET_TIME = 8, /* of the day; the day itself is moved one by one */
    SERIES_SET_CAPACITY = 16,
    SERIES_SET_HOURS = 32,
};

/* Only what is set changes: an occurrence that was changed by hand keeps the rest. */
struct series_change {
    struct series_id series;
    int version;          /* 0: whatever it is now */
    struct event_id from; /* this one and what follows; v 0: all that are to come */
    unsigned set;         /* of SERIES_SET_… */
    const char *title, *purpose, *room;
    int start_min, length_min, capacity, hours_min;
    bool sure; /* whom it would harm was shown, and it is wanted all the same */
};

/* A booking that a change would end or bring into a clash. */
struct series_strand {
    struct event_id event;
    struct instant starts_at, ends_at; /* of the occurrence, as it stands */
    int bookings;                      /* that would end; 0: a clash */
    const char *person;                /* of the clash */
    const char *other;                 /* what they have then, "" for what is nobody's business */
};
enum { SERIES_STRANDS_MAX = 200 };
struct series_strands {
    struct series_strand *items;
    int count;
    int bookings; /* that would end or clash, all of them */
};

/* Whom the change would harm; nothing is written. */
enum err series_change_strands(struct store *store, struct instant now,
                               const struct series_change *change, struct arena *arena,
                               struct series_strands *ret) MUST_USE;
/*
 * ERR_CONFLICT `would-strand` if it would harm anybody and is not sure. A
 * capacity below what is taken is refused with the days. Whoever is booked is
 * told once, however many of their dates changed.
 */
enum err series_change(struct store *store, struct instant now, const struct series_change *change,
                       struct refusal *why) MUST_USE;

/* The same for calling off this occurrence and all that follow it; v 0: all that are to come. */
enum err series_end_strands(struct store *store, struct instant now, struct series_id id,
                            struct event_id from, struct arena *arena,
                            struct series_strands *ret) MUST_USE;
struct series_ending {
    struct series_id series;
    int version;
    struct event_id from;
    bool sure;
};
enum err series_end(struct store *store, struct instant now, const struct series_ending *ending,
                    struct refusal *why) MUST_USE;

#endif
