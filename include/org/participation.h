#ifndef SPARKD_ORG_PARTICIPATION_H
#define SPARKD_ORG_PARTICIPATION_H

#include "grant.h"

/*
 * Who takes part without being employed (PR-20 to PR-22, PR-28): governors,
 * trustees, trainees, ITT students, parents and carers, volunteers, guests and
 * visitors. The role that goes with it begins and ends on the same days.
 */
enum participation_kind {
    PART_GOVERNOR,
    PART_TRUSTEE,
    PART_TRAINEE,
    PART_ITT_STUDENT,
    PART_PARENT,
    PART_VOLUNTEER,
    PART_GUEST,
    PART_VISITOR, /* from another trust; a guest as far as roles go */
    PART_KINDS
};
/* "parent or carer"; as in the database and the API. */
const char *participation_kind_name(enum participation_kind kind);
enum err participation_kind_parse(struct str s, enum participation_kind *ret) MUST_USE;
/* Its role is the whole trust's, whichever school is named with it. */
bool participation_is_of_trust(enum participation_kind kind);

struct participation_id {
    int64_t v;
};
enum { PARTICIPATIONS_MAX = 50, PARTNER_CHARS_MAX = 120 };

struct participation {
    struct participation_id id;
    struct person_id person;
    enum participation_kind kind;
    struct school_id school; /* v 0: of the whole trust */
    const char *school_name; /* "" if none */
    const char *partner;     /* who sends an ITT student, "" if nobody */
    int64_t event_id;        /* the one event that is open to them; 0: none */
    struct day from, to;     /* DAY_NONE: no bound; both inclusive */
};
struct participation_list {
    struct participation *items;
    int count;
};

/*
 * ERR_INVALID fields kind, school (a governor, trainee, ITT student or volunteer needs one),
 * partner (an ITT student's), event (a guest's, a visitor's, a parent's), from, to.
 */
enum err participation_begin(struct store *store, const struct participation *part,
                             struct day today, struct refusal *why,
                             struct participation_id *ret) MUST_USE;
/* Its last day; DAY_NONE: it ends now, before today. ERR_CONFLICT `ended`. */
enum err participation_end(struct store *store, struct participation_id id, struct day last_day,
                           struct day today, struct refusal *why) MUST_USE;
/* Ends all of somebody's that would last longer, at leaving. */
enum err participation_end_all(struct store *store, struct person_id person,
                               struct day last_day) MUST_USE;
enum err participation_find(struct store *store, struct participation_id id, struct arena *arena,
                            struct participation *ret) MUST_USE;
/* All of somebody's, the latest first. */
enum err participation_list(struct store *store, struct person_id person, struct arena *arena,
                            struct participation_list *ret) MUST_USE;

/*
 * The events that are opened to somebody on that day (PR-21): a guest, visitor
 * or parent knows of these and no others.
 */
enum { OPENED_EVENTS_MAX = 50 };
struct opened_events {
    int64_t ids[OPENED_EVENTS_MAX];
    int count;
};
enum err participation_opened(struct store *store, struct person_id person, struct day on,
                              struct opened_events *ret) MUST_USE;

#endif
