#ifndef SPARKD_SPARK_ARRANGE_MODEL_H
#define SPARKD_SPARK_ARRANGE_MODEL_H

#include "arrange_proof.h"
#include "sat.h"

/*
 * An instance as clauses (programme specification, section 7, step 2), with one
 * selector a rule that a person can see. Only talks of a GIVEN rule stand in
 * it. That each is in one room at one start, and no two share a room, always
 * holds; a rule binds only in questions that name it.
 */
struct arrange_model;

/* NULL if it would be too large (starts that fall on very fine units), or there is not so much work
 * left. `arena` keeps it; the solver goes with arrange_model_free. */
struct arrange_model *arrange_model_new(const struct arrange_instance *instance,
                                        const struct arrange_rules *rules, struct work *work,
                                        struct arena *arena);
/* As if there were a room with all kit for every talk: small, and what cannot go together in it
 * cannot in any rooms. It has no slots to read. */
struct arrange_model *arrange_model_new_times(const struct arrange_instance *instance,
                                              const struct arrange_rules *rules, struct work *work,
                                              struct arena *arena);
void arrange_model_free(struct arrange_model *model);

/* Do the rules that are held (one a rule) go together? */
enum sat_answer arrange_model_solve(struct arrange_model *model, const bool *held, int conflicts,
                                    struct work *work);
/* After SAT_NO: did this rule take part? */
bool arrange_model_is_needed(struct arrange_model *model, int rule);
/* After SAT_YES: a slot for every talk that a held GIVEN rule names, room -1 for the others. */
void arrange_model_slots(struct arrange_model *model, const bool *held, struct arrange_slot *ret);

/* Seconds of which every start is a multiple (section 2.1). */
int arrange_model_unit_s(const struct arrange_instance *instance);

#endif
