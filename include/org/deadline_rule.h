#ifndef SPARKD_ORG_DEADLINE_RULE_H
#define SPARKD_ORG_DEADLINE_RULE_H

#include "calendar.h"

/*
 * When something is due, as a rule that each school's calendar resolves
 * (practice P4 and T1: month-ends fail). A rule is one of
 *
 *     first school day of the year
 *     last school day of the year
 *     last school day on or before MM-DD
 *     first school day on or after MM-DD
 *
 * where August to December lie in the academic year's first calendar year and
 * January to July in its second. "first school day" alone is read as the first
 * form.
 */
enum deadline_rule_kind {
    RULE_FIRST_OF_YEAR,
    RULE_LAST_OF_YEAR,
    RULE_ON_OR_BEFORE,
    RULE_ON_OR_AFTER
};

struct deadline_rule {
    enum deadline_rule_kind kind;
    int month, day; /* of the two forms with a date */
};

/* Single spaces, lower case. *ret_fault is then what is wrong and what to write, a constant text.
 */
enum err deadline_rule_parse(struct str text, struct deadline_rule *ret,
                             const char **ret_fault) MUST_USE;

/* The day in academic year `year`; DAY_NONE if the calendar has none there. 02-29 is 28 February in
 * a common year. */
struct day deadline_rule_resolve(struct deadline_rule rule, int year, struct calendar calendar);

#define DEADLINE_RULE_TEXT_MAX 64
/* As it is parsed. */
void deadline_rule_format(struct deadline_rule rule, char ret[static DEADLINE_RULE_TEXT_MAX]);
/* For people: "last school day on or before 25 September". */
void deadline_rule_words(struct deadline_rule rule, char ret[static DEADLINE_RULE_TEXT_MAX]);

#endif
