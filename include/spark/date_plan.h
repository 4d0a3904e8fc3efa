#ifndef SPARKD_SPARK_DATE_PLAN_H
#define SPARKD_SPARK_DATE_PLAN_H

#include "date_plan_rules.h"
#include "event.h"
#include "org_group.h"

/*
 * The year of a trust, planned (issue 5; programme specification, section 10):
 * a coordinator says which SPARK events, twilights and training days are
 * wished; dates are proposed, with reasons, changed and fixed by hand, and
 * made into drafts. It never decides: nothing is published.
 * Every use case runs inside the caller's transaction; the caller asks may().
 */
enum {
    DATE_WISHES_MAX = 60,
    DATE_WISH_TIMES_MAX = 12,
    DATE_WISH_TITLE_CHARS_MAX = 80,
    DATE_PLAN_GAP_MAX = 60,
    DATE_PLAN_GAP_DEFAULT = 7,
};

struct date_wish_id {
    int64_t v;
};

struct date_wish_fields {
    enum event_kind kind; /* spark, twilight or inset */
    const char *title;
    int times;                             /* so many events alike */
    int minutes, earliest_min, latest_min; /* begins from, ends by: minutes after midnight */
    unsigned weekdays;                     /* bit 0: Monday */
    struct day from, to;
    struct school_id host;           /* v 0: any that takes part */
    int seats;                       /* a room of so many; 0: any */
    struct org_group_id group;       /* v 0: all staff of the schools */
    struct person_id leader;         /* v 0: not known yet */
    const struct school_id *schools; /* that take part */
    int school_count;                /* 0: all */
};

struct date_wish {
    struct date_wish_id id;
    struct date_wish_fields fields;
    const char *leader; /* their name, "" if there is none */
    int version;        /* one more with each change */
};

struct date_pick {
    int wish;      /* index into wishes */
    int nth;       /* 1 … times */
    struct day on; /* DAY_NONE: none */
    int start_min;
    struct school_id host;
    bool fixed;
    struct event_id event; /* the draft made of it; v 0: none yet, or it is called off */
    const char *missed;    /* why no draft could be made of it; "" */
    bool sought;           /* has no date, and a search of what is wished now found none */
    int version;           /* one more with each change */
};

struct date_plan {
    int year;
    int gap_days;
    struct instant proposed_at; /* v 0: not yet */
    struct date_wish *wishes;   /* by id */
    int wish_count;
    struct date_pick *picks; /* by wish, then nth; every one of each wish */
    int pick_count;
};

/* Of a year nobody planned yet: an empty one. */
enum err date_plan_load(struct store *store, int year, struct arena *arena,
                        struct date_plan *ret) MUST_USE;

/* The year a wish is of. ERR_NOT_FOUND. */
enum err date_plan_find_year(struct store *store, struct date_wish_id id, int *ret) MUST_USE;

/* ERR_INVALID: kind, title, times, minutes, earliest, latest, weekdays, from, to, host, seats,
 * group, schools, leader; ERR_CONFLICT `too-many`: no more than DATE_WISHES_MAX and
 * DATE_PLAN_EVENTS_MAX events a year. */
enum err date_plan_wish_add(struct store *store, struct instant now, struct person_id actor,
                            int year, const struct date_wish_fields *fields, struct refusal *why,
                            struct date_wish_id *ret) MUST_USE;
/* Its dates stay where they are. Of fewer, those go that have no date, then the last of those that
 * are not fixed; drafts stay. The refusals of date_plan_wish_add, besides ERR_INVALID times: fewer
 * than are drafts; ERR_STALE: changed since (version 0: any); ERR_NOT_FOUND. */
enum err date_plan_wish_change(struct store *store, struct instant now,
                               const struct date_wish *changed, struct refusal *why) MUST_USE;
/* With its dates; drafts that were made of them stay. ERR_NOT_FOUND. */
enum err date_plan_wish_remove(struct store *store, struct date_wish_id id) MUST_USE;

/* The same as the rules see it, nothing proposed before tomorrow: events in the order of picks,
 * then what stands; slots where they are. */
struct date_problem {
    struct date_instance instance;
    struct date_slot *slots;
    const char *terms[DATE_PLAN_TERMS_MAX]; /* their names */
};
enum err date_plan_problem(struct store *store, const struct date_plan *plan, struct day today,
                           struct arena *arena, struct date_problem *ret) MUST_USE;

/* Dates for all that is not fixed and has no draft: read in a moment, searched as long as the moves
 * take, without the store (programme specification, section 3.4). */
struct date_proposal {
    struct date_plan plan;
    struct date_problem problem; /* its slots are the proposal */
    int64_t moves_done;
    int undated, points;
};
enum err date_plan_begin(struct store *store, struct day today, int year, int gap_days,
                         struct arena *arena, struct date_proposal *ret) MUST_USE;
/* progress NULL: nobody looks. Cancelled, it is the best until then. */
void date_plan_search(struct date_proposal *proposal, struct arrange_progress *progress,
                      struct arena *arena);
/* Keeps it; what was changed, drafted or removed meanwhile stays as it is. */
enum err date_plan_keep(struct store *store, struct instant now,
                        const struct date_proposal *proposal) MUST_USE;

/* A date by hand. on DAY_NONE: none, and not fixed. ERR_INVALID: on, start, host; ERR_CONFLICT
 * `has-draft`; ERR_STALE: changed since; ERR_NOT_FOUND: no such event of the wish. */
struct date_pick_fields {
    struct date_wish_id wish;
    int nth;
    struct day on;
    int start_min;
    struct school_id host;
    bool fixed;
    int version; /* of the date that was seen; 0: any */
};
enum err date_plan_pick_set(struct store *store, const struct date_pick_fields *fields,
                            struct refusal *why) MUST_USE;

/* Drafts of all that have a date and no draft, organised by the actor and led by who is to lead
 * them: they alone are told. One
 * that cannot be made is left out, with the reason; who cannot lead one is left out of it. */
struct date_plan_drafts {
    int made;
    struct {
        const char *title, *why;
    } missed[DATE_PLAN_EVENTS_MAX];
    int missed_count;
};
enum err date_plan_draft(struct store *store, struct instant now, struct person_id actor, int year,
                         struct refusal *why, struct date_plan_drafts *ret) MUST_USE;

#endif
