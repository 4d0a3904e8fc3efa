/* DESIGN: the small language in which deadlines are written, and what it means on a calendar. */
#include "deadline_rule.h"

#include <stdio.h>

#include "check.h"

static const struct {
    const char *words;
    bool has_date;
} forms[] = {
    [RULE_FIRST_OF_YEAR] = {"first school day of the year", false},
    [RULE_LAST_OF_YEAR] = {"last school day of the year", false},
    [RULE_ON_OR_BEFORE] = {"last school day on or before", true},
    [RULE_ON_OR_AFTER] = {"first school day on or after", true},
};

static const char fault_form[] =
    "not a rule; write \"first school day of the year\", \"last school day of the year\", "
    "\"last school day on or before MM-DD\" or \"first school day on or after MM-DD\"";
static const char fault_date[] = "not a date; write the month and the day as MM-DD, like 09-25";

static enum err parse_date(struct str s, struct deadline_rule *rule)
{
    int64_t month, day;
    if (s.n != 5 || s.p[2] != '-' || str_parse_int(str_first(s, 2), &month) != OK ||
        str_parse_int(str_from(s, 3), &day) != OK)
        return ERR_INVALID;
    enum { LEAP_YEAR = 2028 };
    if (!civil_is_valid(LEAP_YEAR, (int)month, (int)day))
        return ERR_INVALID;
    rule->month = (int)month;
    rule->day = (int)day;
    return OK;
}

static enum err parse_dated(struct str text, struct deadline_rule *ret, const char **ret_fault)
{
    for (int i = 0; i < (int)COUNT_OF(forms); i++) {
        struct str words = str_of(forms[i].words);
        if (!forms[i].has_date || !str_starts(text, words))
            continue;
        struct deadline_rule rule = {.kind = (enum deadline_rule_kind)i};
        struct str rest = str_from(text, words.n);
        if (!str_starts(rest, STR(" ")) || parse_date(str_from(rest, 1), &rule) != OK) {
            *ret_fault = fault_date;
            return ERR_INVALID;
        }
        *ret = rule;
        return OK;
    }
    *ret_fault = fault_form;
    return ERR_INVALID;
}

enum err deadline_rule_parse(struct str text, struct deadline_rule *ret, const char **ret_fault)
{
    if (str_eq_c(text, "first school day"))
        text = str_of(forms[RULE_FIRST_OF_YEAR].words);
    for (int i = 0; i < (int)COUNT_OF(forms); i++)
        if (!forms[i].has_date && str_eq_c(text, forms[i].words)) {
            *ret = (struct deadline_rule){.kind = (enum deadline_rule_kind)i};
            return OK;
        }
    return parse_dated(text, ret, ret_fault);
}

static struct day date_of(struct deadline_rule rule, int year)
{
    int in = rule.month >= 8 ? year : year + 1;
    int day = civil_is_valid(in, rule.month, rule.day) ? rule.day : rule.day - 1;
    return day_of(in, rule.month, day);
}

struct day deadline_rule_resolve(struct deadline_rule rule, int year, struct calendar calendar)
{
    struct calendar days = calendar_of_year(calendar, year);
    switch (rule.kind) {
    case RULE_FIRST_OF_YEAR:
        return calendar_on_or_after(days, calendar_year_first(year));
    case RULE_LAST_OF_YEAR:
        return calendar_on_or_before(days, calendar_year_last(year));
    case RULE_ON_OR_BEFORE:
        return calendar_on_or_before(days, date_of(rule, year));
    case RULE_ON_OR_AFTER:
        return calendar_on_or_after(days, date_of(rule, year));
    }
    return DAY_NONE;
}

void deadline_rule_format(struct deadline_rule rule, char ret[static DEADLINE_RULE_TEXT_MAX])
{
    if (forms[rule.kind].has_date)
        snprintf(ret, DEADLINE_RULE_TEXT_MAX, "%s %02d-%02d", forms[rule.kind].words,
                 rule.month % 100, rule.day % 100);
    else
        snprintf(ret, DEADLINE_RULE_TEXT_MAX, "%s", forms[rule.kind].words);
}

void deadline_rule_words(struct deadline_rule rule, char ret[static DEADLINE_RULE_TEXT_MAX])
{
    static const char *const months[] = {"",        "January",  "February", "March",  "April",
                                         "May",     "June",     "July",     "August", "September",
                                         "October", "November", "December"};
    if (forms[rule.kind].has_date)
        snprintf(ret, DEADLINE_RULE_TEXT_MAX, "%s %d %s", forms[rule.kind].words, rule.day % 100,
                 months[rule.month]);
    else
        snprintf(ret, DEADLINE_RULE_TEXT_MAX, "%s", forms[rule.kind].words);
}
