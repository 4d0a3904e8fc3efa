/* DESIGN: what a school's year may hold, in words: what is refused, and what is only odd. */
#include "school_year.h"

enum { NEAR_A_TERM_DAYS = 7 };
enum { HALF_TERM_DAYS_MAX = 21, INSET_DAYS_MAX = 7, TERM_DAYS_ODD = 140, YEAR_DAYS = 366 };

struct judging {
    const struct school_year *year;
    int focus;
    struct refusal *why;
};

static const char *const NOUNS[] = {[SPAN_TERM] = "term",
                                    [SPAN_HALF_TERM] = "half-term",
                                    [SPAN_INSET] = "INSET day",
                                    [SPAN_CLOSURE] = "closure"};

static const struct span *at(const struct judging *j, int index)
{
    return &j->year->spans[index].span;
}

static const char *field_of(const struct judging *j, int index, const char *name)
{
    return index == j->focus ? name : arena_printf(j->why->arena, "spans[%d].%s", index, name);
}

/* The refusal holds no more than this; the rest is said when these are mended. */
static bool is_full(const struct judging *j)
{
    return j->why->field_count >= REFUSAL_FIELDS_MAX;
}

static bool overlap(const struct span *a, const struct span *b)
{
    return a->from.v <= b->to.v && b->from.v <= a->to.v;
}

static bool lies_in(const struct span *inner, const struct span *outer)
{
    return inner->from.v >= outer->from.v && inner->to.v <= outer->to.v;
}

static const char *range(const struct judging *j, const struct span *span)
{
    struct arena *arena = j->why->arena;
    if (span->from.v == span->to.v)
        return school_year_date(arena, span->from);
    return arena_printf(arena, "%s to %s", school_year_date(arena, span->from),
                        school_year_date(arena, span->to));
}

/* "Autumn term", or what it is if it has no name. */
static const char *called(const struct span *span)
{
    return span->name && span->name[0] ? span->name : NOUNS[span->kind];
}

/* ---- one stretch ---- */

static void check_name(const struct judging *j, int i)
{
    struct str name = str_of(at(j, i)->name);
    if (!str_trim(name).n)
        refuse_field(j->why, field_of(j, i, "name"), "Enter a name, like Autumn term.");
    else if (name.n > SPAN_NAME_BYTES_MAX)
        refuse_field(j->why, field_of(j, i, "name"), "Shorten the name to at most %d characters.",
                     SPAN_NAME_BYTES_MAX);
    else if (!str_is_utf8(name) || str_has_controls(name, false))
        refuse_field(j->why, field_of(j, i, "name"), "Write the name on one line, in plain text.");
}

static void check_length(const struct judging *j, int i)
{
    const struct span *span = at(j, i);
    int days = span->to.v - span->from.v + 1;
    if (span->kind == SPAN_HALF_TERM && days > HALF_TERM_DAYS_MAX)
        refuse_field(j->why, field_of(j, i, "to"),
                     "A half-term of %d days is too long. Check the dates, or call it a closure.",
                     days);
    else if (span->kind == SPAN_INSET && days > INSET_DAYS_MAX)
        refuse_field(j->why, field_of(j, i, "to"),
                     "INSET of %d days is too long. Enter each INSET day on its own.", days);
    else if (days > YEAR_DAYS)
        refuse_field(j->why, field_of(j, i, "to"), "This is longer than a year. Check the dates.");
}

static void check_dates(const struct judging *j, int i)
{
    const struct span *span = at(j, i);
    const char *name = school_year_name(j->why->arena, j->year->year);
    struct day last = calendar_year_last(j->year->year);
    if (span->to.v < span->from.v)
        refuse_field(j->why, field_of(j, i, "to"),
                     "%s ends before it begins. Enter a last day on or after %s.", called(span),
                     school_year_date(j->why->arena, span->from));
    else if (calendar_year(span->from) != j->year->year)
        refuse_field(j->why, field_of(j, i, "from"),
                     "%s does not lie in %s, which runs from 1 August to 31 July.", range(j, span),
                     name);
    else if (span->to.v > last.v && span->kind != SPAN_CLOSURE)
        refuse_field(j->why, field_of(j, i, "to"),
                     "%s runs past 31 July, into the next school year. Check the last day.",
                     called(span));
    else
        check_length(j, i);
}

/* ---- stretches beside others ---- */

static bool lies_in_a_term(const struct judging *j, const struct span *span)
{
    for (int i = 0; i < j->year->count; i++)
        if (at(j, i)->kind == SPAN_TERM && lies_in(span, at(j, i)))
            return true;
    return false;
}

/* A half-term that lies partly in the term under the reader's hands is that term's fault. */
static void check_half_term(const struct judging *j, int i)
{
    const struct span *span = at(j, i);
    if (span->kind != SPAN_HALF_TERM || span->to.v < span->from.v || lies_in_a_term(j, span))
        return;
    bool of_term = j->focus >= 0 && j->focus != i && at(j, j->focus)->kind == SPAN_TERM;
    if (of_term)
        refuse_field(j->why, "to",
                     "%s (%s) would then lie outside every term. Change that first, or these "
                     "dates.",
                     called(span), range(j, span));
    else
        refuse_field(j->why, field_of(j, i, "from"),
                     "%s (%s) does not lie inside a term. Add the term first, correct the dates, "
                     "or call it a closure.",
                     called(span), range(j, span));
}

/* Two of the same kind at once say one thing twice, or two things that cannot both be. */
static void check_pair(const struct judging *j, int a, int b)
{
    const struct span *x = at(j, a), *y = at(j, b);
    if (x->kind != y->kind || x->kind == SPAN_CLOSURE || !overlap(x, y))
        return;
    int to_mend = a == j->focus ? a : b;
    const struct span *other = to_mend == a ? y : x;
    refuse_field(j->why, field_of(j, to_mend, "from"),
                 "%s (%s) and %s (%s) overlap. Correct the dates of one of them.",
                 called(at(j, to_mend)), range(j, at(j, to_mend)), called(other), range(j, other));
}

static void check_whole(const struct judging *j)
{
    for (int i = 0; i < j->year->count && !is_full(j); i++)
        check_name(j, i);
    for (int i = 0; i < j->year->count && !is_full(j); i++)
        check_dates(j, i);
    for (int i = 0; i < j->year->count && !j->why->field_count; i++)
        for (int k = i + 1; k < j->year->count && !is_full(j); k++)
            check_pair(j, i, k);
    for (int i = 0; i < j->year->count && !j->why->field_count; i++)
        check_half_term(j, i);
}

/* Faults that were there before are not the fault of who mends another one. */
static void check_focus(const struct judging *j)
{
    check_name(j, j->focus);
    check_dates(j, j->focus);
    for (int i = 0; i < j->year->count && !j->why->field_count; i++)
        if (i != j->focus)
            check_pair(j, j->focus, i);
    bool is_term = at(j, j->focus)->kind == SPAN_TERM;
    for (int i = 0; i < j->year->count && !j->why->field_count; i++)
        if (is_term || i == j->focus)
            check_half_term(j, i);
}

enum err school_year_check(const struct school_year *year, int focus, struct refusal *why)
{
    const struct judging j = {year, focus, why};
    if (focus == CHECK_WHOLE)
        check_whole(&j);
    else if (focus >= 0)
        check_focus(&j);
    return refusal_check(why);
}

enum err school_year_check_removal(const struct school_year *year, int index, struct refusal *why)
{
    const struct judging j = {year, index, why};
    const struct span *term = at(&j, index);
    for (int i = 0; term->kind == SPAN_TERM && i < year->count; i++)
        if (at(&j, i)->kind == SPAN_HALF_TERM && lies_in(at(&j, i), term))
            return refuse(why, ERR_CONFLICT, "half-term-inside",
                          "%s (%s) lies in %s. Remove or change the half-term first.",
                          called(at(&j, i)), range(&j, at(&j, i)), called(term));
    return OK;
}

/* ---- what is odd ---- */

static const char *weekend_name(struct day day)
{
    static const char *const names[] = {[SATURDAY] = "Saturday", [SUNDAY] = "Sunday"};
    return day_weekday(day) >= SATURDAY ? names[day_weekday(day)] : NULL;
}

/* what: "", or "Its first day, " before the date */
static const char *doubt_day(struct day day, const char *what, const struct bank_holiday *holidays,
                             int holiday_count, struct arena *arena)
{
    const char *weekend = weekend_name(day);
    if (weekend)
        return arena_printf(arena, "%s%s is a %s.", what, school_year_date(arena, day), weekend);
    for (int i = 0; i < holiday_count; i++)
        if (holidays[i].on.v == day.v)
            return arena_printf(arena, "%s%s is a bank holiday: %s.", what,
                                school_year_date(arena, day), holidays[i].name);
    return NULL;
}

/* Training in the days before pupils come, or after they have gone, is as usual as it gets. */
static bool is_near_a_term(const struct judging *j, const struct span *span)
{
    for (int i = 0; i < j->year->count; i++) {
        const struct span *term = at(j, i);
        if (term->kind == SPAN_TERM && span->to.v >= term->from.v - NEAR_A_TERM_DAYS &&
            span->from.v <= term->to.v + NEAR_A_TERM_DAYS)
            return true;
    }
    return false;
}

static const char *doubt_inset(const struct judging *j, const struct span *span)
{
    for (int i = 0; i < j->year->count; i++) {
        const struct span *other = at(j, i);
        bool away = other->kind == SPAN_HALF_TERM || other->kind == SPAN_CLOSURE;
        if (away && overlap(span, other))
            return arena_printf(j->why->arena,
                                "It lies in %s. It counts as a school day for staff all the same.",
                                called(other));
    }
    if (!is_near_a_term(j, span))
        return "It lies outside every term. It counts as a school day for staff all the same.";
    return NULL;
}

static const char *doubt_length(const struct span *span, struct arena *arena)
{
    int days = span->to.v - span->from.v + 1;
    if (span->kind == SPAN_TERM && days > TERM_DAYS_ODD)
        return arena_printf(arena, "A term of %d weeks is long.", days / 7);
    if (span->kind == SPAN_TERM && days < 7)
        return "A term of less than a week is short.";
    return NULL;
}

const char *school_year_doubt(const struct school_year *year, int index,
                              const struct bank_holiday *holidays, int holiday_count,
                              struct arena *arena)
{
    const struct span *span = &year->spans[index].span;
    struct refusal words;
    refusal_init(&words, arena);
    const struct judging j = {year, -1, &words};
    const char *doubt = NULL;
    if (span->kind == SPAN_TERM || span->kind == SPAN_INSET)
        doubt = doubt_day(span->from, span->kind == SPAN_TERM ? "The first day, " : "", holidays,
                          holiday_count, arena);
    if (!doubt && span->kind == SPAN_TERM)
        doubt = doubt_day(span->to, "The last day, ", holidays, holiday_count, arena);
    if (!doubt && span->kind == SPAN_INSET)
        doubt = doubt_inset(&j, span);
    return doubt ? doubt : doubt_length(span, arena);
}
