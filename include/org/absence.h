#ifndef SPARKD_ORG_ABSENCE_H
#define SPARKD_ORG_ABSENCE_H

#include "person.h"
#include "refusal.h"

/*
 * Out of the development cycle for a time, without a reason (PR-05, practice
 * P2): away on exactly these days, in induction, or not in the cycle until the
 * September after. Whatever the reason is, it is kept nowhere. It ends by itself.
 */
enum absence_kind { ABSENCE_AWAY, ABSENCE_INDUCTION, ABSENCE_NEUTRAL, ABSENCE_KINDS };
/* "away", "induction", "not in the cycle" */
const char *absence_kind_name(enum absence_kind kind);

struct absence_id {
    int64_t v;
};
struct absence {
    struct absence_id id;
    struct person_id person;
    enum absence_kind kind;
    struct day from, until; /* both inclusive; until DAY_NONE: open */
};
enum { ABSENCES_MAX = 50 };
struct absence_list {
    struct absence items[ABSENCES_MAX];
    int count;
};

/* ERR_INVALID fields from, until. Induction is recorded by induction_set. */
enum err absence_begin(struct store *store, const struct absence *absence, struct refusal *why,
                       struct absence_id *ret) MUST_USE;
/* Other dates. ERR_NOT_FOUND; ERR_CONFLICT `induction`: change that where it is recorded. */
enum err absence_change(struct store *store, struct absence_id id, struct day from,
                        struct day until, struct refusal *why) MUST_USE;
/* It was recorded in error: as if it had never been. */
enum err absence_remove(struct store *store, struct absence_id id, struct refusal *why) MUST_USE;
enum err absence_find(struct store *store, struct absence_id id, struct absence *ret) MUST_USE;
/* Those that are not over on that day, or DAY_NONE: all; the earliest first. */
enum err absence_list(struct store *store, struct person_id person, struct day today,
                      struct absence_list *ret) MUST_USE;
/* Away on that day, for a time that was recorded? */
enum err absence_is_away(struct store *store, struct person_id person, struct day on,
                         bool *ret) MUST_USE;

/* ---- induction of an early career teacher (PR-05, practice P2) ---- */

struct induction {
    struct person_id person;
    struct day starts_on, ends_on;
    bool opted_in; /* takes part in the cycle all the same */
};
/* Two school years; longer for part of full time, to the month. */
struct day induction_default_end(struct day starts_on, int fte_milli);
/*
 * Records or changes it; the exemption follows: in induction, and so not in the cycle until the
 * September after, unless they opted in. ERR_INVALID fields starts_on, ends_on.
 */
enum err induction_set(struct store *store, const struct induction *induction,
                       struct refusal *why) MUST_USE;
/* It was recorded in error, or they never were. */
enum err induction_remove(struct store *store, struct person_id person) MUST_USE;
/* ERR_NOT_FOUND: they never were. */
enum err induction_find(struct store *store, struct person_id person,
                        struct induction *ret) MUST_USE;

#endif
