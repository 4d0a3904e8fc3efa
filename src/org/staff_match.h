#ifndef SPARKD_ORG_STAFF_MATCH_H
#define SPARKD_ORG_STAFF_MATCH_H

#include "staff_plan.h"

/* A plan in the making: lines read and told whose they are, before anything is compared. */
struct staff_making {
    struct arena *arena;
    const struct staff_records *records;
    const struct staff_present *present;
    const struct staff_options *options;
    struct staff_plan plan;
    int school_room;
    struct staff_index schools;      /* names to plan.schools */
    struct staff_index lines_by_ref; /* school and reference to a row */
    struct staff_index rows_by_email;
    struct staff_index rows_by_person; /* school and member to a row */
    bool *is_seen;                     /* of a job: a line speaks of it */
    bool *is_told;                     /* of a member: a line has told what is of the person */
    bool *is_named;                    /* of a school: the file has lines of it */
};

/* One more item of that kind. */
struct staff_item *staff_making_add(struct staff_making *making, enum staff_kind kind);
/* A cell that cannot be taken: the field is left as it is. */
void staff_making_blame(struct staff_making *making, const struct staff_row *row,
                        enum staff_field field, const char *why);

/* The whole line cannot be taken; whom it speaks of has not left. Returns false. */
bool staff_making_reject(struct staff_making *making, const struct staff_row *row,
                         enum staff_field field, const char *why);

/* Reads the records into rows; then says of each whose it is. */
void staff_match_read(struct staff_making *making);
void staff_match_people(struct staff_making *making);

#endif
