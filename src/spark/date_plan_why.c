/* DESIGN: reasons for dates: every possibility is held against every rule, and counted. */
#include "date_plan_why.h"

#include <stdlib.h>

#include "buf.h"

enum { WORDS_MAX = 2000, MASKS = 1 << DATE_RULES };

/* ---- why there is none ---- */

/* A day nobody would think of is not looked at: no school that takes part is in term. */
static bool is_thinkable(const struct date_instance *instance, const struct date_event *event,
                         int day)
{
    for (int s = 0; s < instance->school_count; s++)
        if ((event->takes_part[s] || s == event->host) &&
            instance->state[s * instance->day_count + day] != DATE_DAY_OUT)
            return true;
    return false;
}

static void look_at(struct date_why_not *why, unsigned forbid, bool *seen)
{
    why->looked++;
    seen[forbid] = true;
    for (int r = 0; r < DATE_RULES; r++)
        why->counts[r] += (int)(forbid >> r & 1);
}

static int count_bits(unsigned bits)
{
    int count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

/* Of all sets of rules that forbid some possibility, those of one rule, else the smallest. */
static void find_ways_out(const bool *seen, struct date_why_not *why)
{
    int fewest = DATE_RULES + 1;
    for (unsigned mask = 1; mask < MASKS; mask++) {
        int count = count_bits(mask);
        if (!seen[mask])
            continue;
        if (count == 1)
            why->any_of |= mask;
        if (count < fewest) {
            fewest = count;
            why->together = mask;
        }
    }
    if (why->any_of)
        why->together = 0;
}

void date_plan_why_not(const struct date_instance *instance, const struct date_slot *slots,
                       int event, struct date_why_not *ret)
{
    const struct date_event *e = &instance->events[event];
    struct date_why_not why = {0};
    bool seen[MASKS] = {false};
    for (int d = 0; d < instance->day_count; d++)
        for (int s = 0; is_thinkable(instance, e, d) && s < instance->school_count; s++)
            for (int k = 0; k < date_plan_rules_starts(e); k++) {
                struct date_slot at = {d, e->earliest_min + k * DATE_PLAN_START_STEP_MIN, s};
                look_at(&why, date_plan_rules_forbid(instance, slots, event, at), seen);
            }
    find_ways_out(seen, &why);
    *ret = why;
}

static void add_rule(const struct date_instance *instance, int rule, struct buf *out)
{
    static const char *const WORDS[DATE_RULES] = {
        [DATE_TERM] = "a day in term for every school that takes part",
        [DATE_CLOSED] = "no school that takes part is closed",
        [DATE_INSET] = "an INSET day of every school that takes part",
        [DATE_BETWEEN] = "between the dates wished, from tomorrow on",
        [DATE_WEEKDAY] = "on the weekdays wished",
        [DATE_HOST] = "at the school wished, or one that takes part",
        [DATE_ROOM] = "a room that is large enough",
        [DATE_HOST_FREE] = "nothing else at the host then",
        [DATE_LEADER] = "whoever leads it leads nothing else then",
    };
    if (rule == DATE_GAP)
        buf_printf(out, "at least %d days between two events at one school", instance->gap_days);
    else
        buf_add_c(out, WORDS[rule]);
}

static void add_rules(const struct date_instance *instance, unsigned rules, struct buf *out)
{
    bool first = true;
    for (int r = 0; r < DATE_RULES; r++) {
        if (!(rules >> r & 1))
            continue;
        if (!first)
            buf_add_c(out, "; ");
        add_rule(instance, r, out);
        first = false;
    }
}

static const char *take(struct buf *out, struct arena *arena)
{
    const char *words = arena_str_c(arena, buf_str(out));
    buf_done(out);
    return words;
}

const char *date_plan_why_not_words(const struct date_instance *instance,
                                    const struct date_why_not *why, struct arena *arena)
{
    struct buf out;
    bool first = true;
    if (!why->looked)
        return "Its schools have no days in this year's calendar. Enter the terms first, or choose "
               "other schools.";
    buf_init(&out, WORDS_MAX);
    buf_printf(&out, "%d dates and places were looked at. So many are forbidden by: ", why->looked);
    for (int r = 0; r < DATE_RULES; r++) {
        if (!why->counts[r])
            continue;
        buf_add_c(&out, first ? "" : "; ");
        add_rule(instance, r, &out);
        buf_printf(&out, " (%d)", why->counts[r]);
        first = false;
    }
    if (why->any_of) {
        buf_add_c(&out, count_bits(why->any_of) == 1
                            ? ". Give this up and there is a date: "
                            : ". Give up any one of these and there is a date: ");
        add_rules(instance, why->any_of, &out);
    } else {
        buf_add_c(&out, ". It takes giving up all of these together: ");
        add_rules(instance, why->together, &out);
    }
    buf_add_c(&out, ".");
    return take(&out, arena);
}

/* ---- why here ---- */

static void look_for_other(const struct date_instance *instance, const struct date_slot *slots,
                           int event, int day, struct date_why_here *why)
{
    const struct date_event *e = &instance->events[event];
    const int term = instance->term[day];
    for (int k = 0; k < date_plan_rules_starts(e); k++) {
        struct date_slot at = {day, e->earliest_min + k * DATE_PLAN_START_STEP_MIN,
                               slots[event].host};
        int terms[DATE_TERMS] = {0};
        if (date_plan_rules_forbid(instance, slots, event, at))
            continue;
        int points = date_plan_rules_points(instance, slots, event, at, terms);
        if (term >= 0 && term != instance->term[slots[event].day] &&
            (why->of_term[term].day < 0 || points < why->of_term_points[term])) {
            why->of_term[term] = at;
            why->of_term_points[term] = points;
        }
        if (why->other.day >= 0 && points >= why->other_points)
            continue;
        why->other = at;
        why->other_points = points;
        for (int t = 0; t < DATE_TERMS; t++)
            why->other_terms[t] = terms[t];
    }
}

void date_plan_why_here(const struct date_instance *instance, const struct date_slot *slots,
                        int event, struct date_why_here *ret)
{
    const struct date_event *e = &instance->events[event];
    struct date_why_here why = {.other = {-1, 0, 0}};
    for (int t = 0; t < DATE_PLAN_TERMS_MAX; t++)
        why.of_term[t].day = -1;
    why.points = date_plan_rules_points(instance, slots, event, slots[event], why.terms);
    why.broken = date_plan_rules_forbid(instance, slots, event, slots[event]);
    for (int d = 0; d < instance->day_count; d++)
        if (d != slots[event].day && !date_plan_rules_day(instance, e, d, slots[event].host))
            look_for_other(instance, slots, event, d, &why);
    *ret = why;
}

/* The others that count against it there. */
struct others {
    int hosted, of_kind, that_day, that_week;
    int near_days; /* to the nearest of its wish that is too near; 0: none is */
};

static struct others count_others(const struct date_instance *instance,
                                  const struct date_slot *slots, int event)
{
    struct others others = {0};
    for (int i = 0; i < instance->event_count; i++) {
        int terms[DATE_TERMS] = {0};
        if (i == event)
            continue;
        date_plan_rules_two(instance, event, slots[event], i, slots[i], terms);
        others.hosted += terms[DATE_TURN] > 0;
        others.of_kind += terms[DATE_SPREAD] > 0;
        int days = abs(slots[i].day - slots[event].day);
        if (terms[DATE_NEAR] && (!others.near_days || days < others.near_days))
            others.near_days = days;
        if (terms[DATE_SHARED] && slots[i].day == slots[event].day)
            others.that_day++;
        else if (terms[DATE_SHARED])
            others.that_week++;
    }
    return others;
}

static const char *events_words(struct arena *arena, int count)
{
    return arena_printf(arena, "%d other %s", count, count == 1 ? "event" : "events");
}

static const char *shared_words(struct arena *arena, const struct others *others)
{
    const char *day = events_words(arena, others->that_day);
    const char *week = events_words(arena, others->that_week);
    if (!others->that_day)
        return arena_printf(arena, "The same people are asked to %s that week.", week);
    if (!others->that_week)
        return arena_printf(arena, "The same people are asked to %s that day.", day);
    return arena_printf(arena, "The same people are asked to %s that day and %s that week.", day,
                        week);
}

static const char *spread_words(struct arena *arena, enum event_kind kind, int of_kind)
{
    const char *kinds = kind == EVENT_SPARK   ? "SPARK events"
                        : kind == EVENT_INSET ? "INSET days"
                                              : "twilights";
    return arena_printf(arena, "It is one of %d %s in that term.", of_kind + 1, kinds);
}

static const char *near_words(struct arena *arena, int days)
{
    if (days == 0)
        return "Another of what is wished is on that day.";
    return arena_printf(arena, "Another of what is wished is %d %s away.", days,
                        days == 1 ? "day" : "days");
}

static const char *popular_words(const struct date_instance *instance,
                                 const struct date_event *event, struct date_slot at,
                                 struct arena *arena)
{
    enum weekday weekday = day_weekday(day_add(instance->first, at.day));
    int late_min = at.start_min - event->earliest_min;
    bool ends_week = event->kind != EVENT_INSET && (weekday == FRIDAY || weekday == MONDAY);
    const char *day = weekday == FRIDAY ? "It is on a Friday." : "It is on a Monday.";
    if (late_min <= 0)
        return day;
    return arena_printf(arena, "%s%sIt begins %d minutes later than it could.",
                        ends_week ? day : "", ends_week ? " " : "", late_min);
}

/* A sentence for each term that has points. */
static void say(const struct date_instance *instance, const struct date_slot *slots, int event,
                struct arena *arena, const char **ret)
{
    const struct date_event *e = &instance->events[event];
    const struct date_slot at = slots[event];
    const struct others others = count_others(instance, slots, event);
    int terms[DATE_TERMS] = {0};
    date_plan_rules_own(instance, event, at, terms);
    ret[DATE_SHARED] = shared_words(arena, &others);
    ret[DATE_SPREAD] = spread_words(arena, e->kind, others.of_kind);
    ret[DATE_NEAR] = near_words(arena, others.near_days);
    ret[DATE_TURN] = arena_printf(arena, "%s hosts %s that year.", instance->schools[at.host].name,
                                  events_words(arena, others.hosted));
    ret[DATE_TRAVEL] = arena_printf(arena, "The way there takes about %d minutes.",
                                    terms[DATE_TRAVEL] * DATE_POINTS_TRAVEL_MIN);
    ret[DATE_POPULAR] = popular_words(instance, e, at, arena);
    ret[DATE_KEPT] = e->was.day == at.day ? "It was proposed for another school before."
                                          : "It was proposed for another day before.";
}

const char *date_plan_why_here_words(const struct date_instance *instance,
                                     const struct date_slot *slots, int event, struct arena *arena)
{
    const char *sentences[DATE_TERMS], *words = "";
    int terms[DATE_TERMS] = {0};
    if (!date_plan_rules_points(instance, slots, event, slots[event], terms))
        return "Nothing speaks against it.";
    say(instance, slots, event, arena, sentences);
    for (;;) {
        int worst = 0;
        for (int t = 1; t < DATE_TERMS; t++)
            worst = terms[t] > terms[worst] ? t : worst;
        if (!terms[worst])
            return words;
        words = arena_printf(arena, "%s%s%s", words, *words ? " " : "", sentences[worst]);
        terms[worst] = 0;
    }
}

const char *date_plan_why_broken_words(const struct date_instance *instance, unsigned broken,
                                       struct arena *arena)
{
    struct buf out;
    if (!broken)
        return "";
    buf_init(&out, WORDS_MAX);
    buf_add_c(&out, "It breaks what was asked: ");
    add_rules(instance, broken, &out);
    buf_add_c(&out, ".");
    return take(&out, arena);
}
