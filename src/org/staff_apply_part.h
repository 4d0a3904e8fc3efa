#ifndef SPARKD_ORG_STAFF_APPLY_PART_H
#define SPARKD_ORG_STAFF_APPLY_PART_H

#include "staff_apply.h"
#include "staff_log.h"

/* A plan on its way into the database: what staff_apply and its second file share. */
struct applying {
    struct store *store;
    const struct staff_plan *plan;
    const struct staff_apply *how;
    struct arena *arena;
    struct day today;
    struct staff_log log;
    int64_t *newcomers; /* ids of new people by the row that first tells of them */
    struct school_id *schools;
};

/* Whose a row is, new or known. */
int64_t applying_person(const struct applying *a, const struct staff_row *row);

/* The role of staff at a school, from the first day on, unless it is there. */
enum err applying_grant(struct applying *a, int64_t person, struct school_id school,
                        struct day from) MUST_USE;
/* Roles at a school end with the employment; `before` was its end until now. */
enum err applying_end_grants(struct applying *a, int64_t person, struct school_id school,
                             struct day before, struct day ends) MUST_USE;
/* A change that has a table of its own: departments, mentor, line manager, induction. */
enum err applying_extra(struct applying *a, const struct staff_row *row,
                        const struct staff_change *change) MUST_USE;

#endif
