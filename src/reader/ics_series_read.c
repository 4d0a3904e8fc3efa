/* DESIGN: an entry of a calendar and all its repeats as stretches of time; libical counts the days,
 * the clocks are ours. */
#include "ics_series_read.h"

#include <stdlib.h>

enum { DAY_S = 86400 };

/* What an entry leaves out: moments, and whole days of its clock. */
struct left {
    int64_t *items;
    int count, room;
};

struct series {
    const struct ics_entry *entry;
    const struct ics_change *changes;
    int change_count;
    struct ics_zones *zones;
    struct ics_taken *taken;
    struct left moments, days;
};

/* ---- what is left out ---- */

static void leave(struct series *series, struct left *left, int64_t value)
{
    if (left->count == left->room)
        left->items =
            arena_grow(series->taken->arena, left->items, sizeof *left->items, 16, &left->room);
    left->items[left->count++] = value;
}

/* A date leaves out whatever is on that day, be the entry of a time or of days. */
static void leave_time(struct series *series, const struct ics_time *time)
{
    if (time->is_date)
        leave(series, &series->days, ics_time_day(time));
    else
        leave(series, &series->moments, time->at.v);
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void sort(struct left *left)
{
    if (left->count)
        qsort(left->items, (size_t)left->count, sizeof *left->items, by_value);
}

static bool is_in(const struct left *left, int64_t value)
{
    return left->count &&
           bsearch(&value, left->items, (size_t)left->count, sizeof *left->items, by_value) != NULL;
}

/* ---- one occurrence ---- */

/* The latest change that stands for this occurrence and those after it; NULL if none does. */
static const struct ics_change *find_following(const struct series *series, struct instant at)
{
    const struct ics_change *found = NULL;
    for (int i = 0; i < series->change_count; i++) {
        const struct ics_change *c = &series->changes[i];
        if (c->following && c->of.at.v <= at.v && (!found || c->of.at.v > found->of.at.v))
            found = c;
    }
    return found;
}

static void take(struct series *series, const struct ics_time *start,
                 const struct ics_length *length)
{
    if (is_in(&series->moments, start->at.v) || is_in(&series->days, ics_time_day(start)))
        return;
    const struct ics_change *change = find_following(series, start->at);
    if (!change) {
        if (series->entry->busy)
            ics_taken_add(series->taken, start->at, ics_length_end(length, start));
        return;
    }
    /* Moved by as much of wall time as the change moved its own. */
    struct ics_time moved = *start;
    moved.wall_s = ics_zone_wall(&change->entry.start.clock, start->at) +
                   change->entry.start.wall_s -
                   ics_zone_wall(&change->entry.start.clock, change->of.at);
    moved.clock = change->entry.start.clock;
    moved.at = ics_zone_instant(&moved.clock, moved.wall_s);
    if (change->entry.busy)
        ics_taken_add(series->taken, moved.at, ics_length_end(&change->entry.length, &moved));
}

/* ---- rules ---- */

/* UNTIL is inclusive: a date, a moment, or a time of the clock. */
static bool is_past(struct icaltimetype until, const struct ics_time *time)
{
    struct ics_time last;
    if (icaltime_is_null_time(until) || until.year > 2199) /* some write the year 9999 */
        return false;
    struct ics_time like = *time;
    if (icaltime_is_utc(until))
        like.clock = (struct ics_clock){ICS_CLOCK_UTC, NULL};
    if (!ics_time_like(&like, until, &last))
        return true;
    if (until.is_date)
        return ics_time_day(time) > ics_time_day(&last);
    return time->at.v > last.at.v;
}

/* Over long before the window, whatever the clock: not worth converting. */
static bool is_long_over(const struct series *series, struct icaltimetype value)
{
    const struct ics_length *length = &series->entry->length;
    if (series->change_count || !civil_is_valid(value.year, value.month, value.day))
        return false;
    int64_t day = day_of(value.year, value.month, value.day).v;
    return (day + length->days + 3) * DAY_S + length->seconds < series->taken->from.v;
}

/* Where to begin counting: shortly before the window, for what has no number of times. */
static void skip_past(const struct series *series, int times, icalrecur_iterator *iterator)
{
    const struct ics_length *length = &series->entry->length;
    int64_t wall_s = series->taken->from.v - length->days * INT64_C(86400) - length->seconds;
    struct civil c = day_civil((struct day){(int32_t)(wall_s / DAY_S) - 3});
    struct icaltimetype t = series->entry->first;
    if (times || series->change_count || series->entry->start.wall_s >= wall_s - 3 * DAY_S)
        return;
    t.zone = NULL;
    t.year = c.year;
    t.month = c.month;
    t.day = c.day;
    icalrecur_iterator_set_start(iterator, t);
}

static void walk_rule(struct series *series, struct icaltimetype until,
                      icalrecur_iterator *iterator, bool leaves)
{
    const struct ics_time *start = &series->entry->start;
    struct icaltimetype value;
    struct ics_time time;
    while (ics_taken_step(series->taken) &&
           !icaltime_is_null_time(value = icalrecur_iterator_next(iterator))) {
        if (is_long_over(series, value))
            continue;
        if (!ics_time_like(start, value, &time) || is_past(until, &time) ||
            time.at.v >= series->taken->to.v + 2 * DAY_S)
            return;
        if (leaves)
            leave_time(series, &time);
        else
            take(series, &time, &series->entry->length);
    }
}

static void expand_rule(struct series *series, struct icalrecurrencetype rule, bool leaves)
{
    struct icaltimetype until = rule.until, first = series->entry->first;
    if (!icaltime_is_null_time(until) && is_long_over(series, until))
        return;
    rule.until = icaltime_null_time(); /* judged here: libical's would go by no clock */
    first.zone = NULL;
    icalrecur_iterator *iterator = icalrecur_iterator_new(rule, first);
    if (!iterator) {
        series->taken->left_out++;
        return;
    }
    skip_past(series, rule.count, iterator);
    walk_rule(series, until, iterator, leaves);
    icalrecur_iterator_free(iterator);
}

static void expand_rules(struct series *series, icalproperty_kind kind)
{
    icalcomponent *event = series->entry->event;
    for (icalproperty *p = icalcomponent_get_first_property(event, kind); p;
         p = icalcomponent_get_next_property(event, kind)) {
        bool leaves = kind == ICAL_EXRULE_PROPERTY;
        expand_rule(series, leaves ? icalproperty_get_exrule(p) : icalproperty_get_rrule(p),
                    leaves);
    }
}

/* ---- dates ---- */

static void read_exdates(struct series *series)
{
    icalcomponent *event = series->entry->event;
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        struct ics_time time;
        if (ics_time_read(series->zones, p, icalproperty_get_exdate(p), &time))
            leave_time(series, &time);
        else
            series->taken->left_out++;
    }
}

static bool read_rdate(struct series *series, icalproperty *p)
{
    struct icaldatetimeperiodtype value = icalproperty_get_rdate(p);
    struct ics_length length = series->entry->length;
    struct ics_time start, end;
    bool is_period = icaltime_is_null_time(value.time);
    if (!ics_time_read(series->zones, p, is_period ? value.period.start : value.time, &start))
        return false;
    if (is_period && !icaltime_is_null_time(value.period.end)) {
        if (!ics_time_read(series->zones, p, value.period.end, &end) || end.at.v < start.at.v)
            return false;
        length = (struct ics_length){0, end.at.v - start.at.v};
    } else if (is_period && !ics_length_of_duration(value.period.duration, &length)) {
        return false;
    }
    take(series, &start, &length);
    return true;
}

static void read_rdates(struct series *series)
{
    icalcomponent *event = series->entry->event;
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_RDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_RDATE_PROPERTY))
        if (!read_rdate(series, p))
            series->taken->left_out++;
}

void ics_series_expand(const struct ics_entry *entry, const struct ics_change *changes, int count,
                       struct ics_zones *zones, struct ics_taken *taken)
{
    struct series series = {
        .entry = entry, .changes = changes, .change_count = count, .zones = zones, .taken = taken};
    read_exdates(&series);
    expand_rules(&series, ICAL_EXRULE_PROPERTY);
    for (int i = 0; i < count; i++)
        leave_time(&series, &changes[i].of);
    sort(&series.moments);
    sort(&series.days);
    take(&series, &entry->start, &entry->length);
    expand_rules(&series, ICAL_RRULE_PROPERTY);
    read_rdates(&series);
}
