/* DESIGN: what forbids an event a date and a host, and what it costs there: each rule and term by
 * its definition. */
#include "date_plan_rules.h"

#include <stdlib.h>
#include <string.h>

static const char *const TERM_NAMES[DATE_TERMS] = {
    [DATE_SHARED] = "shared", [DATE_SPREAD] = "spread", [DATE_NEAR] = "near",
    [DATE_TURN] = "turn",     [DATE_TRAVEL] = "travel", [DATE_POPULAR] = "popular",
    [DATE_KEPT] = "kept",
};

const char *date_plan_rules_term_name(enum date_term term)
{
    return TERM_NAMES[term];
}

/* ---- hard ---- */

static enum date_state state_of(const struct date_instance *instance, int school, int day)
{
    return (enum date_state)instance->state[school * instance->day_count + day];
}

static unsigned school_forbids(enum date_state state, bool inset)
{
    if (state == DATE_DAY_OUT)
        return date_plan_rules_bit(DATE_TERM);
    if (state == DATE_DAY_CLOSED)
        return date_plan_rules_bit(DATE_CLOSED);
    return inset && state != DATE_DAY_INSET ? date_plan_rules_bit(DATE_INSET) : 0;
}

unsigned date_plan_rules_day(const struct date_instance *instance, const struct date_event *event,
                             int day, int host)
{
    unsigned bits = 0;
    bool inset = event->kind == EVENT_INSET;
    enum weekday weekday = day_weekday(day_add(instance->first, day));
    if (day < event->from || day > event->to)
        bits |= date_plan_rules_bit(DATE_BETWEEN);
    if (!(event->weekdays >> weekday & 1))
        bits |= date_plan_rules_bit(DATE_WEEKDAY);
    for (int s = 0; s < instance->school_count; s++)
        if (s == host || event->takes_part[s])
            bits |= school_forbids(state_of(instance, s, day), inset);
    return bits;
}

unsigned date_plan_rules_host(const struct date_instance *instance, const struct date_event *event,
                              int host)
{
    unsigned bits = 0;
    if (event->host >= 0 ? host != event->host : !event->takes_part[host])
        bits |= date_plan_rules_bit(DATE_HOST);
    if (event->seats > instance->schools[host].seats)
        bits |= date_plan_rules_bit(DATE_ROOM);
    return bits;
}

/* Both ascending. */
static bool shares_leader(const struct date_event *x, const struct date_event *y)
{
    int i = 0, k = 0;
    while (i < x->leader_count && k < y->leader_count) {
        if (x->leaders[i] == y->leaders[k])
            return true;
        if (x->leaders[i] < y->leaders[k])
            i++;
        else
            k++;
    }
    return false;
}

/* On one day, with less than so many minutes between them? */
static bool meets(const struct date_event *x, struct date_slot at_x, const struct date_event *y,
                  struct date_slot at_y, int between_min)
{
    return at_x.day == at_y.day && at_x.start_min < at_y.start_min + y->minutes + between_min &&
           at_y.start_min < at_x.start_min + x->minutes + between_min;
}

unsigned date_plan_rules_pair(const struct date_instance *instance, int a, struct date_slot at_a,
                              int b, struct date_slot at_b)
{
    const struct date_event *x = &instance->events[a], *y = &instance->events[b];
    unsigned bits = 0;
    if (at_a.day < 0 || at_b.day < 0)
        return 0;
    int way_min = instance->travel_min[at_a.host * instance->school_count + at_b.host];
    if (meets(x, at_a, y, at_b, way_min) && shares_leader(x, y))
        bits |= date_plan_rules_bit(DATE_LEADER);
    if (at_a.host != at_b.host)
        return bits;
    if (meets(x, at_a, y, at_b, 0))
        bits |= date_plan_rules_bit(DATE_HOST_FREE);
    if (x->in_turn && y->in_turn && !(x->kind == EVENT_INSET && y->kind == EVENT_INSET) &&
        abs(at_a.day - at_b.day) < instance->gap_days)
        bits |= date_plan_rules_bit(DATE_GAP);
    return bits;
}

unsigned date_plan_rules_forbid(const struct date_instance *instance, const struct date_slot *slots,
                                int event, struct date_slot at)
{
    const struct date_event *e = &instance->events[event];
    unsigned bits = date_plan_rules_day(instance, e, at.day, at.host) |
                    date_plan_rules_host(instance, e, at.host);
    for (int i = 0; i < instance->event_count; i++)
        if (i != event)
            bits |= date_plan_rules_pair(instance, event, at, i, slots[i]);
    return bits;
}

/* ---- soft ---- */

static int add(int *terms, enum date_term term, int points)
{
    if (terms)
        terms[term] += points;
    return points;
}

static int travel_points(const struct date_instance *instance, const struct date_event *event,
                         int host)
{
    int minutes = 0, schools = 0;
    for (int s = 0; s < instance->school_count; s++)
        if (event->takes_part[s]) {
            minutes += instance->travel_min[s * instance->school_count + host];
            schools++;
        }
    return schools ? minutes / schools / DATE_POINTS_TRAVEL_MIN : 0;
}

static int popular_points(const struct date_instance *instance, const struct date_event *event,
                          struct date_slot at)
{
    enum weekday weekday = day_weekday(day_add(instance->first, at.day));
    int late = (at.start_min - event->earliest_min) / DATE_PLAN_START_STEP_MIN;
    int points = late > 0 ? late * DATE_POINTS_LATE : 0;
    if (event->kind == EVENT_INSET)
        return points;
    return points + (weekday == FRIDAY   ? DATE_POINTS_FRIDAY
                     : weekday == MONDAY ? DATE_POINTS_MONDAY
                                         : 0);
}

static int kept_points(const struct date_event *event, struct date_slot at)
{
    if (event->was.day < 0)
        return 0;
    if (event->was.day != at.day)
        return DATE_POINTS_DATE;
    return event->was.host != at.host ? DATE_POINTS_HOST : 0;
}

int date_plan_rules_own(const struct date_instance *instance, int event, struct date_slot at,
                        int *terms)
{
    const struct date_event *e = &instance->events[event];
    if (at.day < 0 || e->wish < 0)
        return 0;
    return add(terms, DATE_TRAVEL, travel_points(instance, e, at.host)) +
           add(terms, DATE_POPULAR, popular_points(instance, e, at)) +
           add(terms, DATE_KEPT, kept_points(e, at));
}

static int week_of(const struct date_instance *instance, int day)
{
    return (day + (int)day_weekday(instance->first)) / 7;
}

static int shared_points(const struct date_instance *instance, int a, int day_a, int b, int day_b)
{
    int share = instance->share[a * instance->event_count + b];
    if (day_a == day_b)
        return DATE_POINTS_DAY * share / 100;
    return week_of(instance, day_a) == week_of(instance, day_b) ? DATE_POINTS_WEEK * share / 100
                                                                : 0;
}

static int spread_points(const struct date_instance *instance, const struct date_event *x,
                         int day_x, const struct date_event *y, int day_y)
{
    int term = instance->term[day_x];
    if (x->kind != y->kind || term < 0 || term != instance->term[day_y])
        return 0;
    return DATE_POINTS_KIND + (x->wish >= 0 && x->wish == y->wish ? DATE_POINTS_WISH : 0);
}

/* INSET days are where the schools have them. */
static int near_points(const struct date_event *x, int day_x, const struct date_event *y, int day_y)
{
    int weeks = abs(day_x - day_y) / 7;
    if (x->wish < 0 || x->wish != y->wish || x->kind == EVENT_INSET || weeks >= DATE_NEAR_WEEKS)
        return 0;
    return (DATE_NEAR_WEEKS - weeks) * DATE_POINTS_NEAR;
}

int date_plan_rules_two(const struct date_instance *instance, int a, struct date_slot at_a, int b,
                        struct date_slot at_b, int *terms)
{
    const struct date_event *x = &instance->events[a], *y = &instance->events[b];
    if (at_a.day < 0 || at_b.day < 0 || (x->wish < 0 && y->wish < 0))
        return 0;
    int points = add(terms, DATE_SHARED, shared_points(instance, a, at_a.day, b, at_b.day));
    if (!x->in_turn || !y->in_turn)
        return points;
    points += add(terms, DATE_SPREAD, spread_points(instance, x, at_a.day, y, at_b.day));
    points += add(terms, DATE_NEAR, near_points(x, at_a.day, y, at_b.day));
    if (at_a.host == at_b.host && (x->host < 0 || y->host < 0))
        points += add(terms, DATE_TURN, DATE_POINTS_TURN);
    return points;
}

int date_plan_rules_points(const struct date_instance *instance, const struct date_slot *slots,
                           int event, struct date_slot at, int *terms)
{
    int points = date_plan_rules_own(instance, event, at, terms);
    for (int i = 0; i < instance->event_count; i++)
        if (i != event)
            points += date_plan_rules_two(instance, event, at, i, slots[i], terms);
    return points;
}

int date_plan_rules_starts(const struct date_event *event)
{
    int room = event->latest_min - event->earliest_min - event->minutes;
    return room < 0 ? 0 : room / DATE_PLAN_START_STEP_MIN + 1;
}

/* ---- a whole plan ---- */

void date_plan_rules_judge(const struct date_instance *instance, const struct date_slot *slots,
                           struct date_report *ret)
{
    struct date_report report = {0};
    for (int i = 0; i < instance->event_count; i++) {
        const struct date_event *e = &instance->events[i];
        if (slots[i].day < 0) {
            report.undated++;
            continue;
        }
        if (e->wish >= 0 && (date_plan_rules_day(instance, e, slots[i].day, slots[i].host) ||
                             date_plan_rules_host(instance, e, slots[i].host)))
            report.broken++;
        report.points += date_plan_rules_own(instance, i, slots[i], report.terms);
        for (int k = 0; k < i; k++) {
            report.points += date_plan_rules_two(instance, i, slots[i], k, slots[k], report.terms);
            if ((e->wish >= 0 || instance->events[k].wish >= 0) &&
                date_plan_rules_pair(instance, i, slots[i], k, slots[k]))
                report.broken++;
        }
    }
    *ret = report;
}
