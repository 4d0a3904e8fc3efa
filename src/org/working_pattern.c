/* DESIGN: whether a time lies in somebody's working pattern, and in words why not. */
#include "working_pattern.h"

#include "employment.h"
#include "school_year.h"

enum { MORNING = 1, AFTERNOON = 2 };

static const char *const WEEKDAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

/* Which halves of its first day it takes. */
static int halves_of(struct local from, struct local to)
{
    bool morning = from.hour * 60 + from.minute < PATTERN_NOON_MIN;
    bool afternoon = to.day.v > from.day.v || to.hour * 60 + to.minute > PATTERN_NOON_MIN;
    return (morning ? MORNING : 0) | (afternoon ? AFTERNOON : 0);
}

/* The halves of that day on which they work; none at weekends. */
static int worked_halves(int working_days, struct day day)
{
    int weekday = (int)day_weekday(day);
    return weekday <= FRIDAY ? working_days >> 2 * weekday & (MORNING | AFTERNOON) : 0;
}

bool working_pattern_covers(int working_days, struct local from, struct local to)
{
    int worked = worked_halves(working_days, from.day);
    return worked && !(halves_of(from, to) & ~worked);
}

/* A job that is theirs on that day, and its school open or its days not known. */
static bool is_held(const struct pattern_job *job, struct day day)
{
    return (day_is_none(job->starts_on) || job->starts_on.v <= day.v) &&
           (day_is_none(job->ends_on) || job->ends_on.v >= day.v);
}

static bool is_open(const struct pattern_job *job, struct day day)
{
    return calendar_is_school_day(job->calendar, day) ||
           !calendar_of_year(job->calendar, calendar_year(day)).count;
}

enum pattern_fault working_pattern_judge(const struct working_pattern *pattern, struct instant from,
                                         struct instant to)
{
    struct local start = tz_local(from), end = tz_local(to);
    int held = 0, open = 0, halves = 0;
    for (int i = 0; i < pattern->count; i++) {
        const struct pattern_job *job = &pattern->jobs[i];
        if (!is_held(job, start.day))
            continue;
        held++;
        if (!is_open(job, start.day))
            continue;
        open++;
        halves |= worked_halves(job->working_days, start.day);
    }
    if (!held)
        return PATTERN_FITS;
    if (!open)
        return PATTERN_CLOSED;
    if (halves_of(start, end) & ~halves)
        return PATTERN_NOT_DAY;
    if (start.hour < PATTERN_FROM_H)
        return PATTERN_EARLY;
    bool late = end.day.v > start.day.v || end.hour * 60 + end.minute > PATTERN_TO_H * 60;
    return late ? PATTERN_LATE : PATTERN_FITS;
}

/* ---- the store ---- */

enum err working_pattern_load(struct store *store, struct person_id person, struct arena *arena,
                              struct working_pattern *ret)
{
    struct employment_list list;
    enum err err = employment_list(store, person, arena, &list);
    if (err != OK)
        return err;
    struct working_pattern pattern = {
        .jobs = ARENA_ARRAY(arena, struct pattern_job, (size_t)list.count + 1)};
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct employment_terms *terms = &list.items[i].terms;
        struct pattern_job *job = &pattern.jobs[pattern.count++];
        job->working_days = terms->working_days;
        job->starts_on = terms->starts_on;
        job->ends_on = terms->ends_on;
        err = calendar_load(store, terms->school, arena, &job->calendar);
    }
    if (err == OK)
        *ret = pattern;
    return err;
}

/* ---- words ---- */

static const char *half_words(struct local from, struct local to)
{
    static const char *const WORDS[] = {"s", " mornings", " afternoons", "s"};
    return WORDS[halves_of(from, to)];
}

static const char *reason(struct arena *arena, enum pattern_fault fault, bool you,
                          struct local from, struct local to)
{
    const char *weekday = WEEKDAYS[day_weekday(from.day)];
    switch (fault) {
    case PATTERN_CLOSED:
        return arena_printf(arena, "%s %s is no working day at %s school", weekday,
                            school_year_date(arena, from.day), you ? "your" : "their");
    case PATTERN_NOT_DAY:
        return arena_printf(arena, "%s do not work on %s%s", you ? "you" : "they", weekday,
                            half_words(from, to));
    case PATTERN_EARLY:
        return arena_printf(arena, "it begins before %02d:00", PATTERN_FROM_H);
    case PATTERN_LATE:
        return arena_printf(arena, "it ends after %02d:00", PATTERN_TO_H);
    case PATTERN_FITS:
        break;
    }
    return NULL;
}

const char *working_pattern_words(struct arena *arena, const struct working_pattern *pattern,
                                  const char *name, struct instant from, struct instant to)
{
    enum pattern_fault fault = working_pattern_judge(pattern, from, to);
    const char *why = reason(arena, fault, !name, tz_local(from), tz_local(to));
    const char *whose = name ? arena_printf(arena, "%s’s", name) : "your";
    return why ? arena_printf(arena, "This lies outside %s working pattern: %s.", whose, why)
               : NULL;
}
