/* DESIGN: when a series meets: from a rule and a school's calendar to dated occurrences. */
#include "series_rules.h"

#include "check.h"
#include "tz.h"

enum { DAY_MIN = 24 * 60, LENGTH_MAX_MIN = DAY_MIN };

static const char *const REPEATS[SERIES_REPEATS] = {
    [SERIES_WEEKLY] = "weekly",   [SERIES_FORTNIGHTLY] = "fortnightly",
    [SERIES_MONTHLY] = "monthly", [SERIES_HALF_TERMLY] = "half-termly",
    [SERIES_TERMLY] = "termly",
};

const char *series_repeat_name(enum series_repeat repeat)
{
    return REPEATS[repeat];
}

enum err series_repeat_parse(struct str s, enum series_repeat *ret)
{
    for (int i = 0; i < SERIES_REPEATS; i++)
        if (str_eq_c(s, REPEATS[i])) {
            *ret = (enum series_repeat)i;
            return OK;
        }
    return ERR_INVALID;
}

bool series_repeat_is_counted(enum series_repeat repeat)
{
    return repeat >= SERIES_MONTHLY;
}

/* ---- the rule ---- */

static void check_pattern(const struct series_rule *rule, struct refusal *why)
{
    bool nth = rule->nth == SERIES_LAST || (rule->nth >= 1 && rule->nth <= SERIES_NTH_MAX);
    if ((unsigned)rule->repeat >= SERIES_REPEATS)
        refuse_field(why, "repeats", "Choose how often it repeats.");
    else if (series_repeat_is_counted(rule->repeat) ? !nth : rule->nth != 0)
        refuse_field(why, "nth", "Choose the first to the fifth, or the last.");
    if ((unsigned)rule->weekday > FRIDAY)
        refuse_field(why, "weekday",
                     "A series meets on school days. Choose a day from Monday to Friday.");
    if (rule->start_min < 0 || rule->start_min >= DAY_MIN)
        refuse_field(why, "starts_at", "Enter a time of day for the start, like 16:00.");
    if (rule->length_min < 1 || rule->length_min > LENGTH_MAX_MIN)
        refuse_field(why, "ends_at", "The end must be after the start, within 24 hours.");
}

static void check_reach(const struct series_rule *rule, struct refusal *why)
{
    if (day_is_none(rule->from)) {
        refuse_field(why, "from", "Enter the first day.");
        return;
    }
    if (day_is_none(rule->until)) {
        if (rule->times < 2 || rule->times > SERIES_TIMES_MAX)
            refuse_field(why, "times", "Enter how many times it meets, from 2 to %d.",
                         SERIES_TIMES_MAX);
    } else if (rule->times != 0)
        refuse_field(why, "times", "Say either the last day or how many times, not both.");
    else if (rule->until.v < rule->from.v)
        refuse_field(why, "until", "The last day must not be before the first.");
    else if (rule->until.v - rule->from.v > SERIES_DAYS_MAX)
        refuse_field(why, "until", "A series can run for two years at most. Enter an earlier day.");
}

void series_rules_check(const struct series_rule *rule, struct refusal *why)
{
    check_pattern(rule, why);
    check_reach(rule, why);
}

/* ---- one day ---- */

static const struct span *find_span(const struct series_calendar *calendar, enum span_kind kind,
                                    struct day day)
{
    for (int i = 0; i < calendar->span_count; i++) {
        const struct span *span = &calendar->spans[i];
        if (span->kind == kind && span->from.v <= day.v && day.v <= span->to.v)
            return span;
    }
    return NULL;
}

static bool has_terms(const struct series_calendar *calendar, int year)
{
    for (int i = 0; i < calendar->span_count; i++)
        if (calendar->spans[i].kind == SPAN_TERM && calendar_year(calendar->spans[i].from) == year)
            return true;
    return false;
}

static const char *find_holiday(const struct series_calendar *calendar, struct day day)
{
    for (int i = 0; i < calendar->holiday_count; i++)
        if (calendar->holidays[i].on.v == day.v)
            return calendar->holidays[i].name;
    return NULL;
}

/* What closes a day of a term to pupils, or that it is none; as org/calendar judges it. */
static enum series_why judge_pupils(const struct series_calendar *calendar, struct day day,
                                    const struct span **ret)
{
    static const struct {
        enum span_kind kind;
        enum series_why why;
    } CLOSES[] = {{SPAN_CLOSURE, SERIES_CLOSURE}, {SPAN_HALF_TERM, SERIES_HALF_TERM}};
    if (!find_span(calendar, SPAN_TERM, day))
        return has_terms(calendar, calendar_year(day)) ? SERIES_OUT_OF_TERM : SERIES_NO_CALENDAR;
    for (size_t i = 0; i < COUNT_OF(CLOSES); i++) {
        *ret = find_span(calendar, CLOSES[i].kind, day);
        if (*ret)
            return CLOSES[i].why;
    }
    return SERIES_MEETS;
}

enum series_why series_rules_day(const struct series_calendar *calendar, struct day day, bool inset,
                                 const char **ret_name)
{
    const struct span *span = NULL;
    const char *holiday = find_holiday(calendar, day);
    enum series_why why = SERIES_MEETS;
    if (day_weekday(day) >= SATURDAY)
        why = SERIES_WEEKEND;
    else if (holiday)
        why = SERIES_BANK_HOLIDAY;
    else if ((span = find_span(calendar, SPAN_INSET, day)))
        why = inset ? SERIES_MEETS : SERIES_INSET_DAY;
    else
        why = judge_pupils(calendar, day, &span);
    const char *name = why == SERIES_BANK_HOLIDAY ? holiday : span ? span->name : NULL;
    *ret_name = name ? name : "";
    return why;
}

enum err series_rules_at(struct day day, int start_min, int length_min, struct instant *ret_starts,
                         struct instant *ret_ends)
{
    struct instant starts, ends;
    int end_min = start_min + length_min;
    struct local from = {day, start_min / 60, start_min % 60, 0};
    struct local to = {day_add(day, end_min / DAY_MIN), end_min % DAY_MIN / 60, end_min % 60, 0};
    if (tz_instant(from, &starts) != OK || tz_instant(to, &ends) != OK)
        return ERR_INVALID;
    *ret_starts = starts;
    *ret_ends = ends;
    return OK;
}

/* ---- expand ---- */

enum { DATES_MAX = SERIES_DAYS_MAX / 7 + 40 };

struct expanding {
    const struct series_rule *rule;
    const struct series_calendar *calendar;
    struct day until;
    int times;
    struct series_dates dates;
};

static bool is_full(const struct expanding *e)
{
    return e->dates.meets >= e->times || e->dates.count >= DATES_MAX;
}

static void add_skipped(struct expanding *e, struct day day, enum series_why why, const char *name)
{
    struct series_dates *dates = &e->dates;
    bool again = why == SERIES_NO_CALENDAR && dates->count > 0 &&
                 dates->items[dates->count - 1].why == SERIES_NO_CALENDAR;
    if (!again)
        dates->items[dates->count++] = (struct series_date){.on = day, .why = why, .name = name};
}

/* A day the rule names: it meets, or says why not. */
static void add_day(struct expanding *e, struct day day)
{
    const struct series_rule *rule = e->rule;
    struct series_date date = {.on = day};
    if (day.v < rule->from.v || day.v > e->until.v || is_full(e))
        return;
    date.why = series_rules_day(e->calendar, day, rule->inset, &date.name);
    if (date.why == SERIES_MEETS && series_rules_at(day, rule->start_min, rule->length_min,
                                                    &date.starts_at, &date.ends_at) != OK)
        date.why = SERIES_CLOCK;
    if (date.why != SERIES_MEETS) {
        add_skipped(e, day, date.why, date.name);
        return;
    }
    e->dates.items[e->dates.count++] = date;
    e->dates.meets++;
}

static struct day weekday_on_or_after(struct day day, enum weekday weekday)
{
    return day_add(day, ((int)weekday - (int)day_weekday(day) + 7) % 7);
}

static void expand_weeks(struct expanding *e, int step)
{
    struct day day = weekday_on_or_after(e->rule->from, e->rule->weekday);
    for (; day.v <= e->until.v && !is_full(e); day = day_add(day, step))
        add_day(e, day);
}

/* The nth such weekday of the month that begins on `first`; DAY_NONE if it has none. */
static struct day nth_of_month(const struct series_rule *rule, struct day first, struct day next)
{
    struct day day = weekday_on_or_after(first, rule->weekday);
    if (rule->nth == SERIES_LAST)
        return day_add(day, (next.v - 1 - day.v) / 7 * 7);
    day = day_add(day, 7 * (rule->nth - 1));
    return day.v < next.v ? day : DAY_NONE;
}

static void expand_months(struct expanding *e)
{
    struct civil civil = day_civil(e->rule->from);
    struct day first = day_of(civil.year, civil.month, 1);
    while (first.v <= e->until.v && !is_full(e)) {
        civil = day_civil(first);
        struct day next = civil.month == 12 ? day_of(civil.year + 1, 1, 1)
                                            : day_of(civil.year, civil.month + 1, 1);
        struct day day = nth_of_month(e->rule, first, next);
        if (!day_is_none(day)) /* a month without a fifth Thursday is no surprise */
            add_day(e, day);
        first = next;
    }
}

/* The nth of those weekdays in [from, to] on which it could meet; DAY_NONE if there are fewer. */
static struct day nth_of_part(const struct expanding *e, struct day from, struct day to)
{
    const char *name;
    struct day last = DAY_NONE;
    int seen = 0;
    for (struct day day = weekday_on_or_after(from, e->rule->weekday); day.v <= to.v;
         day = day_add(day, 7)) {
        if (series_rules_day(e->calendar, day, e->rule->inset, &name) != SERIES_MEETS)
            continue;
        last = day;
        if (++seen == e->rule->nth)
            return day;
    }
    return e->rule->nth == SERIES_LAST ? last : DAY_NONE;
}

/* A term, or one half of it. */
static void add_part(struct expanding *e, struct day from, struct day to, const char *name)
{
    if (to.v < from.v || to.v < e->rule->from.v || from.v > e->until.v || is_full(e))
        return;
    struct day day = nth_of_part(e, from, to);
    if (!day_is_none(day))
        add_day(e, day);
    else if (from.v >= e->rule->from.v && to.v <= e->until.v)
        add_skipped(e, from, SERIES_TOO_SHORT, name ? name : "");
}

/* The first stretch of that kind that begins in [from, to], NULL if none does. */
static const struct span *next_span(const struct series_calendar *calendar, enum span_kind kind,
                                    struct day from, struct day to)
{
    const struct span *first = NULL;
    for (int i = 0; i < calendar->span_count; i++) {
        const struct span *span = &calendar->spans[i];
        if (span->kind == kind && span->from.v >= from.v && span->from.v <= to.v &&
            (!first || span->from.v < first->from.v))
            first = span;
    }
    return first;
}

static void add_term(struct expanding *e, const struct span *term)
{
    struct day from = term->from;
    const struct span *half = NULL;
    if (e->rule->repeat == SERIES_TERMLY) {
        add_part(e, term->from, term->to, term->name);
        return;
    }
    while ((half = next_span(e->calendar, SPAN_HALF_TERM, from, term->to))) {
        add_part(e, from, day_add(half->from, -1), term->name);
        from = day_add(half->to, 1);
    }
    add_part(e, from, term->to, term->name);
}

/* Terms in order, and a word where an academic year has none. */
static void expand_terms(struct expanding *e)
{
    int last_year = calendar_year(e->until);
    for (int year = calendar_year(e->rule->from); year <= last_year && !is_full(e); year++) {
        struct day from = calendar_year_first(year);
        const struct span *term = NULL;
        if (!has_terms(e->calendar, year)) {
            struct day first = from.v < e->rule->from.v ? e->rule->from : from;
            add_skipped(e, first, SERIES_NO_CALENDAR, "");
            continue;
        }
        while ((term = next_span(e->calendar, SPAN_TERM, from, calendar_year_last(year)))) {
            add_term(e, term);
            from = day_add(term->from, 1);
        }
    }
}

struct series_dates series_rules_expand(const struct series_rule *rule,
                                        const struct series_calendar *calendar, struct arena *arena)
{
    bool counted = day_is_none(rule->until);
    struct expanding e = {
        .rule = rule,
        .calendar = calendar,
        .until = counted ? day_add(rule->from, SERIES_DAYS_MAX) : rule->until,
        .times = counted ? rule->times : SERIES_TIMES_MAX,
        .dates = {ARENA_ARRAY(arena, struct series_date, DATES_MAX), 0, 0},
    };
    switch (rule->repeat) {
    case SERIES_WEEKLY:
        expand_weeks(&e, 7);
        break;
    case SERIES_FORTNIGHTLY:
        expand_weeks(&e, 14);
        break;
    case SERIES_MONTHLY:
        expand_months(&e);
        break;
    case SERIES_HALF_TERMLY:
    case SERIES_TERMLY:
        expand_terms(&e);
        break;
    case SERIES_REPEATS:
        break;
    }
    return e.dates;
}

/* ---- words ---- */

static const char *nth_words(int nth)
{
    static const char *const NTHS[] = {"last", "first", "second", "third", "fourth", "fifth"};
    return NTHS[nth == SERIES_LAST ? 0 : nth];
}

const char *series_rules_words(const struct series_rule *rule, struct arena *arena)
{
    static const char *const WEEKDAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static const char *const OF[SERIES_REPEATS] = {
        [SERIES_MONTHLY] = "of each month in term",
        [SERIES_HALF_TERMLY] = "of each half-term",
        [SERIES_TERMLY] = "of each term",
    };
    const char *weekday = WEEKDAYS[rule->weekday], *pattern;
    if (series_repeat_is_counted(rule->repeat))
        pattern =
            arena_printf(arena, "on the %s %s %s", nth_words(rule->nth), weekday, OF[rule->repeat]);
    else
        pattern = arena_printf(arena, "every %s%s in term",
                               rule->repeat == SERIES_FORTNIGHTLY ? "second " : "", weekday);
    return arena_printf(arena, "%s%s at %02d:%02d", pattern, rule->inset ? ", INSET days too," : "",
                        rule->start_min / 60 % 24, rule->start_min % 60);
}

const char *series_why_words(const struct series_date *date, struct arena *arena)
{
    static const char *const WHYS[] = {
        [SERIES_MEETS] = "",
        [SERIES_WEEKEND] = "a weekend",
        [SERIES_BANK_HOLIDAY] = "bank holiday",
        [SERIES_INSET_DAY] = "INSET day",
        [SERIES_CLOSURE] = "the school is closed",
        [SERIES_HALF_TERM] = "half-term",
        [SERIES_OUT_OF_TERM] = "not in term",
        [SERIES_NO_CALENDAR] = "no term dates are entered from here on",
        [SERIES_TOO_SHORT] = "too few such days in this part of the term",
        [SERIES_CLOCK] = "the clocks change in that hour",
    };
    bool named = date->name && *date->name && date->why != SERIES_MEETS;
    return named ? arena_printf(arena, "%s: %s", WHYS[date->why], date->name) : WHYS[date->why];
}
