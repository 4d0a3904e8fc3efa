#ifndef SPARKD_ORG_STAFF_PRESENT_H
#define SPARKD_ORG_STAFF_PRESENT_H

#include "school.h"
#include "staff_field.h"
#include "staff_index.h"
#include "store.h"

/*
 * Everybody the trust knows, as a staff file would have them: what an import
 * is compared with, and what an export writes.
 */
struct staff_member {
    int64_t id;
    const char *name;
    struct day left_on;
    const char *values[STAFF_FIELD_COUNT]; /* those of the person; never NULL */
    int mentor, manager;                   /* members, -1: none */
};

/* An employment that has not ended. */
struct staff_job {
    int64_t id;
    int member, school;
    const char *values[STAFF_FIELD_COUNT]; /* those of the employment; never NULL */
    struct day starts_on, ends_on;
    bool is_imported;
    int next_of_name; /* the next of the same name at that school, -1: none */
};

struct staff_present {
    struct day today;
    struct school *schools;
    int school_count;
    struct staff_member *members; /* by id */
    int member_count;
    struct staff_job *jobs;
    int job_count;
    struct staff_index schools_by_name, members_by_email;
    struct staff_index jobs_by_ref, jobs_by_member, jobs_by_name;
};

enum { STAFF_MEMBERS_MAX = 100000, STAFF_JOBS_MAX = 120000 };

enum err staff_present_load(struct store *store, struct day today, struct arena *arena,
                            struct staff_present *ret) MUST_USE;
/* Keys of the tables above: of a school and a text or a number. */
const char *staff_key(struct arena *arena, int school, const char *text);
const char *staff_key_number(struct arena *arena, int school, int64_t number);
/* -1: nobody. */
int staff_present_member(const struct staff_present *present, int64_t id);
int staff_present_school(const struct staff_present *present, int64_t id);

#endif
