#ifndef SPARKD_SPARK_SAT_H
#define SPARKD_SPARK_SAT_H

#include <stdint.h>

#include "str.h"
#include "work.h"

/*
 * Propositional satisfiability (programme specification, section 7): clauses
 * are added once, questions asked many times, each under assumptions. A literal
 * is a variable from sat_variable(), or that negated. Deterministic: the effort
 * is counted in conflicts met, never in time.
 */
struct sat;

enum sat_answer {
    SAT_NOT_KNOWN, /* the effort or the work was used up, or somebody cancelled */
    SAT_YES,
    SAT_NO,
};

struct sat *sat_new(void);
void sat_free(struct sat *sat);

/* Variables [first, first + count), all new. */
int sat_variables(struct sat *sat, int count);
int sat_variable_count(const struct sat *sat);

/* One clause, literal by literal, then its end. */
void sat_literal(struct sat *sat, int literal);
void sat_end(struct sat *sat);
/* Clauses of two and three. */
void sat_two(struct sat *sat, int a, int b);
void sat_three(struct sat *sat, int a, int b, int c);

/* Holds for the next question alone. */
void sat_assume(struct sat *sat, int literal);
/* `conflicts` -1: until it is known. Takes its steps from `work`, and looks at whether it was
 * cancelled. */
enum sat_answer sat_solve(struct sat *sat, int conflicts, struct work *work);

/* After SAT_YES: is the variable true? After SAT_NO: was the assumption needed for it? */
bool sat_is_true(struct sat *sat, int variable);
bool sat_is_needed(struct sat *sat, int assumption);

#endif
