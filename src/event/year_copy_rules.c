/* DESIGN: which day of the next school year answers to a day of this one. */
#include "year_copy_rules.h"

#include "check.h"

enum { HALVES_MAX = 40, WEEK = 7 };

/* A stretch of weeks with school: a term, or a part of it between half-terms. */
struct half {
    struct day from, to;
    int term, nth; /* which term of the year, and which part of it, from 0 */
};

struct halves {
    struct half items[HALVES_MAX];
    int count;
};

static struct day monday_of(struct day day)
{
    return day_add(day, -(int)day_weekday(day));
}

/* ---- a year's halves ---- */

/* The stretch of that kind that begins first on or after `from`, within `to`; NULL: none. */
static const struct span *next_span(const struct series_calendar *calendar, enum span_kind kind,
                                    struct day from, struct day to)
{
    const struct span *found = NULL;
    for (int i = 0; i < calendar->span_count; i++) {
        const struct span *span = &calendar->spans[i];
        if (span->kind == kind && span->from.v >= from.v && span->from.v <= to.v &&
            (!found || span->from.v < found->from.v))
            found = span;
    }
    return found;
}

static void add_half(struct halves *halves, struct day from, struct day to, int term, int nth)
{
    if (halves->count < HALVES_MAX && from.v <= to.v)
        halves->items[halves->count++] = (struct half){from, to, term, nth};
}

static void split_term(const struct series_calendar *calendar, const struct span *term, int index,
                       struct halves *halves)
{
    struct day from = term->from;
    int nth = 0;
    const struct span *gap;
    while ((gap = next_span(calendar, SPAN_HALF_TERM, from, term->to))) {
        add_half(halves, from, day_add(gap->from, -1), index, nth++);
        from = day_add(gap->to, 1);
    }
    add_half(halves, from, term->to, index, nth);
}

static struct halves halves_of(const struct series_calendar *calendar, int year)
{
    struct halves halves = {.count = 0};
    struct day from = calendar_year_first(year), to = calendar_year_last(year);
    const struct span *term;
    for (int i = 0; (term = next_span(calendar, SPAN_TERM, from, to)); i++) {
        split_term(calendar, term, i, &halves);
        from = day_add(term->from, 1);
    }
    return halves;
}

/* The last weekend belongs to it too. */
static bool lies_in(const struct half *half, struct day day)
{
    struct day end =
        day_weekday(day) < SATURDAY ? half->to : day_add(monday_of(half->to), WEEK - 1);
    return day.v >= half->from.v && day.v <= end.v;
}

/* The half in whose weeks the day lies; NULL: in none. */
static const struct half *half_with(const struct halves *halves, struct day day)
{
    for (int i = 0; i < halves->count; i++)
        if (lies_in(&halves->items[i], day))
            return &halves->items[i];
    return NULL;
}

static const struct half *half_like(const struct halves *halves, const struct half *like)
{
    for (int i = 0; i < halves->count; i++)
        if (halves->items[i].term == like->term && halves->items[i].nth == like->nth)
            return &halves->items[i];
    return NULL;
}

/* ---- INSET days ---- */

static bool is_inset(const struct series_calendar *calendar, struct day day)
{
    bool found = false;
    for (int i = 0; i < calendar->span_count; i++) {
        const struct span *span = &calendar->spans[i];
        found = found || (span->kind == SPAN_INSET && span->from.v <= day.v && day.v <= span->to.v);
    }
    return found && day_weekday(day) < SATURDAY;
}

/* Which INSET day of its year it is, from 1; 0: none. */
static int count_inset(const struct series_calendar *calendar, struct day day)
{
    int count = 0;
    if (!is_inset(calendar, day))
        return 0;
    for (struct day d = calendar_year_first(calendar_year(day)); d.v <= day.v; d = day_add(d, 1))
        count += is_inset(calendar, d);
    return count;
}

static struct day nth_inset(const struct series_calendar *calendar, int year, int nth)
{
    struct day last = calendar_year_last(year);
    for (struct day d = calendar_year_first(year); d.v <= last.v; d = day_add(d, 1))
        if (is_inset(calendar, d) && --nth == 0)
            return d;
    return DAY_NONE;
}

/* ---- the answer ---- */

static struct year_copy_day not_found(enum year_copy_why why)
{
    return (struct year_copy_day){.on = DAY_NONE, .why = why};
}

static struct year_copy_day judge(const struct series_calendar *calendar, struct day day,
                                  bool inset)
{
    struct year_copy_day found = {.on = day, .why = YEAR_COPY_FOUND, .closed = {.on = day}};
    if (day_weekday(day) >= SATURDAY)
        return found;
    found.closed.why = series_rules_day(calendar, day, inset, &found.closed.name);
    if (found.closed.why != SERIES_MEETS)
        found.why = YEAR_COPY_CLOSED;
    return found;
}

struct year_copy_day year_copy_rules_day(const struct series_calendar *calendar, struct day day,
                                         bool inset)
{
    int year = calendar_year(day), nth = inset ? count_inset(calendar, day) : 0;
    if (nth) {
        struct day on = nth_inset(calendar, year + 1, nth);
        return day_is_none(on) ? not_found(YEAR_COPY_NO_INSET)
                               : (struct year_copy_day){.on = on, .why = YEAR_COPY_FOUND};
    }
    const struct halves here = halves_of(calendar, year), there = halves_of(calendar, year + 1);
    const struct half *from = half_with(&here, day);
    if (!from)
        return not_found(YEAR_COPY_NOT_IN_TERM);
    const struct half *to = half_like(&there, from);
    if (!to)
        return not_found(YEAR_COPY_NO_TERM);
    struct day on = day_add(monday_of(to->from), day.v - monday_of(from->from).v);
    if (!lies_in(to, on))
        return not_found(YEAR_COPY_NO_WEEK);
    return judge(calendar, on, inset);
}

const char *year_copy_rules_words(const struct year_copy_day *day, struct arena *arena)
{
    switch (day->why) {
    case YEAR_COPY_NOT_IN_TERM:
        return "it was not in term";
    case YEAR_COPY_NO_TERM:
        return "the next year has no such half of a term yet";
    case YEAR_COPY_NO_WEEK:
        return "that half of the term is shorter in the next year";
    case YEAR_COPY_NO_INSET:
        return "the next year has fewer INSET days";
    case YEAR_COPY_CLOSED:
        return series_why_words(&day->closed, arena);
    case YEAR_COPY_FOUND:
        break;
    }
    return "";
}
