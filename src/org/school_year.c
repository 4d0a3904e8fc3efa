/* DESIGN: a school's year as it is to be: put together, compared, moved to another year. */
#include "school_year.h"

#include <stdlib.h>
#include <string.h>

static const char *const MONTHS[] = {"",        "January",  "February", "March",  "April",
                                     "May",     "June",     "July",     "August", "September",
                                     "October", "November", "December"};

const char *school_year_date(struct arena *arena, struct day day)
{
    struct civil c = day_civil(day);
    return arena_printf(arena, "%d %s %d", c.day, MONTHS[c.month], c.year);
}

const char *school_year_name(struct arena *arena, int year)
{
    return arena_printf(arena, "%d/%02d", year, (year + 1) % 100);
}

struct school_year school_year_new(struct school_id school, int year, struct arena *arena)
{
    return (struct school_year){school, year,
                                ARENA_ARRAY(arena, struct school_span, YEAR_SPANS_MAX + 1), 0};
}

struct school_year school_year_copy(const struct school_year *year, struct arena *arena)
{
    struct school_year copy = school_year_new(year->school, year->year, arena);
    for (int i = 0; i < year->count; i++)
        copy.spans[copy.count++] = year->spans[i];
    return copy;
}

/* By first day; of one day the longer first, then as the kinds are listed. */
static int compare(const void *a, const void *b)
{
    const struct span *x = &((const struct school_span *)a)->span;
    const struct span *y = &((const struct school_span *)b)->span;
    if (x->from.v != y->from.v)
        return x->from.v < y->from.v ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->to.v != y->to.v)
        return x->to.v > y->to.v ? -1 : 1;
    return strcmp(x->name, y->name);
}

void school_year_sort(struct school_year *year)
{
    qsort(year->spans, (size_t)year->count, sizeof *year->spans, compare);
}

enum err school_year_add(struct school_year *year, const struct span *span, struct refusal *why)
{
    if (year->count == YEAR_SPANS_MAX)
        return refuse(why, ERR_LIMIT, "too-many",
                      "A year holds at most %d dates. Leave some out, or remove some first.",
                      YEAR_SPANS_MAX);
    year->spans[year->count++] = (struct school_span){.span = *span};
    return OK;
}

static struct school_span *find_same(struct school_year *year, const struct span *span)
{
    for (int i = 0; i < year->count; i++) {
        const struct span *have = &year->spans[i].span;
        if (have->kind == span->kind && have->from.v == span->from.v && have->to.v == span->to.v)
            return &year->spans[i];
    }
    return NULL;
}

enum err school_year_merge(struct school_year *year, const struct span *spans, int count,
                           struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        struct school_span *same = find_same(year, &spans[i]);
        if (same)
            same->span.name = spans[i].name;
        else
            err = school_year_add(year, &spans[i], why);
    }
    return err;
}

void school_year_remove(struct school_year *year, int index)
{
    year->count--;
    memmove(&year->spans[index], &year->spans[index + 1],
            (size_t)(year->count - index) * sizeof *year->spans);
}

struct span *school_year_spans(const struct school_year *year, struct arena *arena)
{
    struct span *spans = ARENA_ARRAY(arena, struct span, (size_t)year->count + 1);
    for (int i = 0; i < year->count; i++)
        spans[i] = year->spans[i].span;
    return spans;
}

static bool is_same(const struct span *a, const struct span *b)
{
    return a->kind == b->kind && a->from.v == b->from.v && a->to.v == b->to.v &&
           strcmp(a->name, b->name) == 0;
}

bool school_year_is_same(const struct school_year *a, const struct school_year *b)
{
    if (a->count != b->count)
        return false;
    struct school_year x = *a, y = *b;
    struct school_span left[YEAR_SPANS_MAX + 1], right[YEAR_SPANS_MAX + 1];
    memcpy(left, a->spans, (size_t)a->count * sizeof *left);
    memcpy(right, b->spans, (size_t)b->count * sizeof *right);
    x.spans = left;
    y.spans = right;
    school_year_sort(&x);
    school_year_sort(&y);
    for (int i = 0; i < x.count; i++)
        if (!is_same(&x.spans[i].span, &y.spans[i].span))
            return false;
    return true;
}

struct school_year school_year_shift(const struct school_year *from, int year, struct arena *arena)
{
    struct school_year to = school_year_new(from->school, year, arena);
    struct span *spans = school_year_spans(from, arena);
    calendar_shift_year(spans, from->count, from->year, year);
    for (int i = 0; i < from->count; i++)
        to.spans[to.count++] = (struct school_span){.span = spans[i]};
    return to;
}

static bool is_inset(const struct school_year *year, struct day day)
{
    for (int i = 0; i < year->count; i++) {
        const struct span *span = &year->spans[i].span;
        if (span->kind == SPAN_INSET && span->from.v <= day.v && day.v <= span->to.v)
            return true;
    }
    return false;
}

void school_year_days(const struct school_year *year, const struct bank_holiday *holidays,
                      int holiday_count, struct arena *arena, int *ret_pupils, int *ret_inset)
{
    struct day *days = ARENA_ARRAY(arena, struct day, (size_t)holiday_count + 1);
    int inset = 0;
    for (int i = 0; i < holiday_count; i++)
        days[i] = holidays[i].on;
    struct calendar calendar =
        calendar_compute(school_year_spans(year, arena), year->count, days, holiday_count, arena);
    for (int i = 0; i < calendar.count; i++)
        inset += is_inset(year, calendar.days[i]);
    *ret_inset = inset;
    *ret_pupils = calendar.count - inset;
}
