#ifndef SPARKD_CLI_ARRANGE_EXPLAIN_H
#define SPARKD_CLI_ARRANGE_EXPLAIN_H

#include "arrange.h"

/* What `sparkd arrange` says beside a plan. */
struct arrange_explain_options {
    bool line;         /* decide who waits first */
    int64_t why;       /* the id of a talk; -1: nobody asks */
    const char *turns; /* filled by arrange_explain_line: members of the plan's JSON; NULL: none */
};

/* If asked for: who gets a slot, into ret->given. */
void arrange_explain_line(const struct arrange_instance *instance,
                          struct arrange_explain_options *options, struct arena *arena,
                          struct arrange_options *ret);
/* The plan with what was asked for. A plan that breaks rules is followed by why: "conflicts" in
 * the JSON, sentences on standard error, and EXIT_ANSWER_NO. */
int arrange_explain_print(const struct arrange_instance *instance,
                          const struct arrange_explain_options *options,
                          const struct arrange_plan *plan, const bool *given, struct arena *arena);

#endif
