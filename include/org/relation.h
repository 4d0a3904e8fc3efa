#ifndef SPARKD_ORG_RELATION_H
#define SPARKD_ORG_RELATION_H

#include "person.h"
#include "refusal.h"

/*
 * What one person is to another, from when to when (PR-06, PR-07, PR-19,
 * PR-22, PR-29). Never a bare "mentor": a professional-development mentor, an
 * early career teacher's and a trainee's are three relations (practice P2).
 */
enum relation_kind {
    RELATION_PD_MENTOR,
    RELATION_ECT_MENTOR,
    RELATION_ITT_MENTOR,
    RELATION_COACH, /* partners: a row each way */
    RELATION_LINE_MANAGER,
    RELATION_PERFORMANCE_MANAGER,
    RELATION_SUPPORTER, /* whom the owner named (EQ-09) */
    RELATION_COUNT
};

/* A set of relations: bit 1 << kind. */
#define RELATION_BIT(kind) (1U << (kind))

/* "pd_mentor"; as in the database and the API. */
const char *relation_name(enum relation_kind kind);
enum err relation_parse(struct str s, enum relation_kind *ret) MUST_USE;

/* What `other` is to `person` on that day: a set of RELATION_BIT. */
enum err relation_between(struct store *store, struct person_id person, struct person_id other,
                          struct day on, unsigned *ret) MUST_USE;

/* ---- as things that begin and end ---- */

struct relation_id {
    int64_t v;
};

struct relation {
    struct relation_id id;
    enum relation_kind kind;
    struct person_id person, other;
    const char *person_name, *other_name;
    struct day from, to; /* to DAY_NONE: open; both inclusive */
};
struct relation_list {
    struct relation *items;
    int count;
};
enum { RELATIONS_MAX = 300 };

struct relation_new {
    enum relation_kind kind;
    struct person_id person, other;
    struct day from, to; /* to DAY_NONE: open; a PD mentor's then ends on 31 August (PR-06) */
};
/*
 * From that day. Of a kind that somebody has one of at a time, the one of before ends the day
 * before, and stays in the record (PR-06, PR-19); coaching partners get a row
 * each way (PR-29). ERR_INVALID fields other, from, to; ERR_CONFLICT
 * `already-related`, `in-induction` (an early career teacher mentors nobody).
 */
enum err relation_begin(struct store *store, const struct relation_new *relation, struct day today,
                        struct refusal *why, struct relation_id *ret) MUST_USE;
/* Its last day; DAY_NONE: it ends now, before today. Partners' both rows. ERR_CONFLICT `ended`. */
enum err relation_end(struct store *store, struct relation_id id, struct day last_day,
                      struct day today, struct refusal *why) MUST_USE;
/* Ends all that somebody has part in and that would last longer, at leaving. */
enum err relation_end_all(struct store *store, struct person_id person,
                          struct day last_day) MUST_USE;

enum err relation_find(struct store *store, struct relation_id id, struct arena *arena,
                       struct relation *ret) MUST_USE;
/* All that others are, and were, to somebody: those of today first, then the latest. */
enum err relation_list(struct store *store, struct person_id person, struct arena *arena,
                       struct relation_list *ret) MUST_USE;
/* What somebody is to others on that day or will be, by kind and name; coaches stand in the other
 * list. */
enum err relation_list_of_other(struct store *store, struct person_id other, struct day today,
                                struct arena *arena, struct relation_list *ret) MUST_USE;

/* ---- reports, of a school or with v 0 of the trust ---- */

/*
 * Staff of that day without a PD mentor (PR-06), by name; without the exempt,
 * who need none. At most RELATIONS_MAX; *ret_total counts all.
 */
enum err relation_list_without_mentor(struct store *store, struct school_id school, struct day on,
                                      struct arena *arena, struct person **ret, int *ret_count,
                                      int *ret_total) MUST_USE;
/* How many staff there are and how many have a coaching partner (PR-29). */
struct coaching_coverage {
    int staff, in_partnership;
};
enum err relation_coaching_coverage(struct store *store, struct school_id school, struct day on,
                                    struct coaching_coverage *ret) MUST_USE;
/*
 * "Keep last year's mentors": staff of a school whose PD mentor of the year before ended on 31
 * August and who have none yet get the same until the next. Not those where either has left or
 * is exempt. *ret_kept: how many.
 */
enum err relation_keep_mentors(struct store *store, struct school_id school, struct day today,
                               int *ret_kept) MUST_USE;
/* The 31 August on or after that day: the last of a mentor's year (PR-06). */
struct day relation_year_end(struct day day);

#endif
