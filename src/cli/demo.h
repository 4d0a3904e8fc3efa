#ifndef SPARKD_CLI_DEMO_H
#define SPARKD_CLI_DEMO_H

#include "facilitator.h"
#include "found.h"
#include "grant.h"
#include "room.h"

/*
 * The demo trust (contract, section 1): made-up schools and people, a school year of events, a
 * SPARK event in its booking window. The same seed gives the same bytes.
 */
enum { DEMO_SCHOOLS_MAX = 100, DEMO_PEOPLE_MAX = 20000 };

/* The rooms each school has. */
enum demo_room { DEMO_HALL, DEMO_LIBRARY, DEMO_TRAINING_ROOM, DEMO_MEETING_ROOM, DEMO_ROOMS };

struct demo_school {
    struct school_id id;
    const char *name;
    struct person_id leader, head;
    struct room_id rooms[DEMO_ROOMS];
    int staff; /* who work there */
};

enum { DEMO_PROVIDERS = 4 };
/* In `people`: those whom visitors play stand first, and tests move them about. */
enum { DEMO_PERSONAS = 8 };

struct demo {
    struct store *store;
    struct arena *arena;
    int year, school_count, people_count;
    struct cycle_id cycle;
    struct demo_school schools[DEMO_SCHOOLS_MAX];
    struct person_id *people; /* staff who book things, the personas first */
    struct school_id *people_schools;
    int count;
    struct person_id governors[DEMO_SCHOOLS_MAX];
    int governor_count;
    struct person_id coordinator, staff, mentor, governor, ect, parent;
    struct room_id centre; /* for what no school can hold */
    struct provider_id providers[DEMO_PROVIDERS];
    struct facilitator_id facilitators[DEMO_PROVIDERS]; /* one of each */
};

/* demo_people.c: schools with their calendar, the nine people every demo has, and the others. */
enum err demo_people(struct demo *demo) MUST_USE;
/* demo_org.c: groups, a governing body with its meetings, rooms, a provider, the ledger of hours.
 */
enum err demo_org(struct demo *demo) MUST_USE;
/* demo_variety.c: who else there is in a trust. The early career teacher's induction; a part-timer
 * at two schools, somebody away, a kitchen assistant without a mailbox, an ITT
 * student; and a parent, to whom one event is open once there are events. */
enum { DEMO_NOT_STAFF = 3 }; /* of these, who are no staff that books things */
enum err demo_induction(struct demo *demo) MUST_USE;
enum err demo_variety(struct demo *demo) MUST_USE;
enum err demo_guest(struct demo *demo, int64_t event_id) MUST_USE;
/* demo_cycle.c: what was done of the cycle so far. */
enum err demo_cycle(struct demo *demo) MUST_USE;
/* demo_year.c: the year's events and who comes to them. */
enum err demo_year(struct demo *demo) MUST_USE;
/* demo_talks.c: a guest speaks to everybody at a SPARK event, from then on. */
enum err demo_keynote(struct demo *demo, int64_t event_id, struct instant opens_at,
                      struct instant starts_at) MUST_USE;
/* Some offer talks at a SPARK event once it takes them. */
enum err demo_talks(struct demo *demo, int64_t event_id, struct instant opens_at) MUST_USE;
/* The same of an event in the past; a day later what is kept of most of them is shared. */
enum err demo_given(struct demo *demo, int64_t event_id, struct instant opens_at,
                    struct instant starts_at) MUST_USE;
/* The same of an event that calls for talks: proposals, one accepted, one declined. */
enum err demo_proposals(struct demo *demo, int64_t event_id, struct instant opens_at) MUST_USE;

/* demo_record.c: what some of them did elsewhere. */
enum err demo_record(struct demo *demo) MUST_USE;

/* A day of the demo year: month 9-12 lies in the first calendar year. */
struct day demo_day(const struct demo *demo, int month, int day);
/* A day at a local time. */
struct instant demo_at(const struct demo *demo, int month, int day, int hour, int minute);
/* A day of 2026/27 in the demo's year, by whole weeks as its school calendar is. */
struct day demo_moved(const struct demo *demo, struct day day);
/* When the autumn's SPARK event is. */
struct day demo_spark_day(const struct demo *demo);
/* The moment at which a demo is looked at first: what is before it has happened. */
struct instant demo_present(const struct demo *demo);
/* Somebody who works at that school, other than those whom visitors play; v 0: nobody was met. */
struct person_id demo_colleague(const struct demo *demo, int school);
/* An empty refusal in that arena. */
struct refusal *demo_fresh(struct arena *arena, struct refusal *why);

#endif
