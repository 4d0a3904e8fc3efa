#ifndef SPARKD_GROWTH_CYCLE_ADDITION_H
#define SPARKD_GROWTH_CYCLE_ADDITION_H

#include "person.h"
#include "policy_school.h"

/* What a school adds to its trust's policy (PR-02), saved and in force in one act: its people's
 * deadlines follow, and the audit has it. */
struct cycle_addition {
    struct person_id actor;
    struct school_id school;
    int version;     /* in place of which, as policy_school_save takes it */
    struct str text; /* all that the school adds */
    const struct policy_pack *pack;
    const char *words; /* for the audit: "New in Providers", never the item's text */
};

/* How many deadlines would get another date; refuses what cycle_addition_save would. Tries it and
 * takes it back, so on the writer. */
enum err cycle_addition_count(struct store *store, const struct cycle_addition *addition,
                              struct instant now, int *ret_moved, struct refusal *why) MUST_USE;
/* Errors as policy_school_save; *ret_moved deadlines have another date now. */
enum err cycle_addition_save(struct store *store, const struct cycle_addition *addition,
                             struct instant now, int *ret_moved, struct refusal *why) MUST_USE;

#endif
