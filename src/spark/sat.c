/* DESIGN: the one room that knows CaDiCaL: satisfiability behind a few verbs. */
#include "sat.h"

#include <ccadical.h>
#include <stdlib.h>

#include "check.h"

struct sat {
    CCaDiCaL *solver;
    int variable_count;
};

struct sat *sat_new(void)
{
    struct sat *sat = malloc(sizeof *sat);
    CHECK(sat);
    *sat = (struct sat){.solver = ccadical_init()};
    /* Nobody reads its messages, and no clause is added that its own reports should doubt. */
    ccadical_set_option(sat->solver, "quiet", 1);
    return sat;
}

void sat_free(struct sat *sat)
{
    if (!sat)
        return;
    ccadical_release(sat->solver);
    free(sat);
}

int sat_variables(struct sat *sat, int count)
{
    int first = sat->variable_count + 1;
    sat->variable_count += count;
    return first;
}

int sat_variable_count(const struct sat *sat)
{
    return sat->variable_count;
}

void sat_literal(struct sat *sat, int literal)
{
    CHECK(literal != 0);
    ccadical_add(sat->solver, literal);
}

void sat_end(struct sat *sat)
{
    ccadical_add(sat->solver, 0);
}

void sat_two(struct sat *sat, int a, int b)
{
    sat_literal(sat, a);
    sat_literal(sat, b);
    sat_end(sat);
}

void sat_three(struct sat *sat, int a, int b, int c)
{
    sat_literal(sat, a);
    sat_two(sat, b, c);
}

void sat_assume(struct sat *sat, int literal)
{
    ccadical_assume(sat->solver, literal);
}

/* Asked by the solver every few decisions. */
static int has_to_end(void *data)
{
    enum { STEPS = 25 };
    struct work *work = data;
    return !work_take(work, STEPS) || work_is_cancelled(work);
}

enum sat_answer sat_solve(struct sat *sat, int conflicts, struct work *work)
{
    enum { YES = 10, NO = 20 }; /* as every solver of this interface says it */
    ccadical_set_terminate(sat->solver, work, has_to_end);
    ccadical_limit(sat->solver, "conflicts", conflicts);
    int answer = ccadical_solve(sat->solver);
    return answer == YES ? SAT_YES : answer == NO ? SAT_NO : SAT_NOT_KNOWN;
}

bool sat_is_true(struct sat *sat, int variable)
{
    return ccadical_val(sat->solver, variable) > 0;
}

bool sat_is_needed(struct sat *sat, int assumption)
{
    return ccadical_failed(sat->solver, assumption);
}
