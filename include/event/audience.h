#ifndef SPARKD_EVENT_AUDIENCE_H
#define SPARKD_EVENT_AUDIENCE_H

#include "event.h"
#include "org_group.h"

/*
 * For whom an event is (TW-13): lines that each say one thing. Somebody belongs
 * to it who fits one line of each kind there is, in one of their jobs; people
 * named and governors belong to it besides. Without a line an event is for
 * everybody; one that is required or by invitation then means the host's staff.
 * SPARK is never required (requirements C2).
 */
enum audience_kind {
    AUDIENCE_SCHOOL,
    AUDIENCE_ROLE,        /* a role category: "main scale" (PR-08) */
    AUDIENCE_STAFF_GROUP, /* "classroom support" (PR-27) */
    AUDIENCE_GROUP,       /* a department, team, phase or working party (PR-25) */
    AUDIENCE_PERSON,
    AUDIENCE_GOVERNORS, /* of a school, or all with the trustees (PR-20) */
    AUDIENCE_KINDS
};
/* "staff group": as in the database and the API. */
const char *audience_kind_name(enum audience_kind kind);
enum err audience_kind_parse(struct str s, enum audience_kind *ret) MUST_USE;

struct audience_line {
    int64_t id;
    enum audience_kind kind;
    int64_t object;   /* school, group or person; 0 where there is none */
    const char *word; /* of role and staff group, else "" */
    const char *text; /* "Oak Primary School", "Classroom support": for people */
};

enum { AUDIENCE_LINES_MAX = 200, AUDIENCE_PEOPLE_MAX = 20000 };
struct audience_lines {
    struct audience_line *items;
    int count;
};
/* All of an event's, by kind and name. */
enum err audience_lines(struct store *store, struct event_id event, struct arena *arena,
                        struct audience_lines *ret) MUST_USE;

/* ERR_INVALID under the kind's name ("school", "role", "staff_group", "group", "person"): there is
 * no such one, or there are too many lines. The same line again changes nothing. */
enum err audience_add(struct store *store, struct instant now, struct event_id event,
                      const struct audience_line *line, struct refusal *why) MUST_USE;
/* The event of a line; ERR_NOT_FOUND. */
enum err audience_find_line(struct store *store, int64_t line, struct event_id *ret) MUST_USE;
/* No change if it is not there. */
enum err audience_remove(struct store *store, struct event_id event, int64_t line) MUST_USE;

/* ---- who that is ---- */

/* Why somebody it is for does not have to come to a required event. */
enum audience_excuse {
    EXCUSE_NONE,
    EXCUSE_NOT_WORKING, /* a half-day on which they do not work (practice P3) */
    EXCUSE_NO_SCHOOL,   /* their school is closed then */
    EXCUSE_AWAY,        /* a long absence */
};

struct audience_person {
    struct person_id person;
    const char *name, *email, *school_name;
    enum audience_excuse excuse;
    enum booking_status status; /* of their booking, if they have one */
    bool booked, required;      /* a live booking; one they may not give up */
    bool declined;              /* an invitation */
    bool asked;
};
struct audience_people {
    struct audience_person *items;
    int count;
    int required; /* those without an excuse */
};
/* At a required event: not excused by their work, nor by the organiser. */
bool audience_has_to_come(const struct audience_person *person);
/* All it is for on the day it begins, by name; an event for everybody has nobody here. */
enum err audience_list(struct store *store, const struct event *event, struct arena *arena,
                       struct audience_people *ret) MUST_USE;

/* By id, whoever its lines name on that day; without a line, the staff of `school` (v 0: nobody).
 */
enum err audience_ids(struct store *store, struct event_id event, struct school_id school,
                      struct day day, struct arena *arena, int64_t **ret, int *ret_count) MUST_USE;

/* May this person book it by themselves? True for an event for everybody. */
enum err audience_admits(struct store *store, const struct event *event, struct person_id person,
                         bool *ret) MUST_USE;

/* ---- asking them ---- */

/*
 * What publishing asks of a required event: enough places for all who have to
 * come (ERR_INVALID `capacity` with how many), somebody at all (`attendance`),
 * and a reason once the year's programme was given out (`emerging`, TW-09).
 */
enum err audience_check(struct store *store, const struct event *event,
                        struct refusal *why) MUST_USE;

/*
 * Brings bookings and invitations of a published event in line with whom it is
 * for now: who has to come is booked and told, who is invited is told, who no
 * longer belongs to it is freed and told. Nobody is told twice of one thing.
 * Nothing for a voluntary event, a draft, or one that has begun.
 */
enum err audience_ask(struct store *store, struct instant now, const struct event *event,
                      struct arena *arena) MUST_USE;
/* The event has another day: who was invited, and neither booked nor said no, is told it anew. */
enum err audience_tell_again(struct store *store, struct instant now, const struct event *event,
                             struct arena *arena) MUST_USE;
/* The same for the events that begin between now and `until`, at most `limit` of them from `after`
 * on; *ret_after is 0 at the end. For people who joined, left or changed their days. */
enum err audience_ask_all(struct store *store, struct instant now, struct instant until,
                          struct event_id after, int limit, struct event_id *ret_after) MUST_USE;

/* What somebody was asked. ERR_NOT_FOUND: they were not. */
struct invitation {
    bool required, declined;
    const char *reason;
};
enum err audience_find_invitation(struct store *store, struct event_id event,
                                  struct person_id person, struct arena *arena,
                                  struct invitation *ret) MUST_USE;

/* An invitation is declined, with a reason or ""; a booking they had is given up by the caller
 * first. ERR_CONFLICT `required`: only the organiser can excuse; ERR_NOT_FOUND without one. */
enum err audience_decline(struct store *store, struct instant now, struct event_id event,
                          struct person_id person, const char *reason,
                          struct refusal *why) MUST_USE;

/* An organiser excuses somebody who would have to come, with a reason: their place is free and they
 * are told. ERR_NOT_FOUND: they do not have to. ERR_INVALID `reason`. */
enum err audience_excuse(struct store *store, struct instant now, const struct event *event,
                         struct person_id person, const char *reason, struct refusal *why) MUST_USE;

/* Why it comes after the year's programme was given out (TW-09); "" if nobody said. */
enum err audience_find_late(struct store *store, struct event_id event, struct arena *arena,
                            const char **ret) MUST_USE;
/* ERR_INVALID `reason`. */
enum err audience_set_late(struct store *store, struct event_id event, const char *reason,
                           struct refusal *why) MUST_USE;

/* ---- a quota of places a school ---- */

struct event_quota {
    struct school_id school;
    const char *school_name;
    int places, taken;
};
enum { EVENT_QUOTAS_MAX = 200 };
struct event_quotas {
    struct event_quota *items;
    int count;
};
enum err audience_quotas(struct store *store, struct event_id event, struct arena *arena,
                         struct event_quotas *ret) MUST_USE;
/* places -1: no limit. ERR_INVALID `school`, `places`. */
enum err audience_set_quota(struct store *store, struct event_id event, struct school_id school,
                            int places, struct refusal *why) MUST_USE;
/* Have all schools of this person that have a quota used it up? */
enum err audience_quota_is_full(struct store *store, struct event_id event, struct person_id person,
                                bool *ret) MUST_USE;

#endif
