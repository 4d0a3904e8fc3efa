/* DESIGN: what somebody owes, has done and is asked for in a year, in minutes: pure. */
#include "hours_rules.h"

#include "employment.h"

static const char *const GROUPS[HOURS_GROUPS] = {
    "teaching", "leadership", "classroom support", "administration", "other support", "governance"};

const char *hours_group_name(enum hours_group group)
{
    return GROUPS[group];
}

enum err hours_group_parse(struct str name, enum hours_group *ret)
{
    for (int i = 0; i < HOURS_GROUPS; i++)
        if (str_eq_c(name, GROUPS[i])) {
            *ret = (enum hours_group)i;
            return OK;
        }
    return ERR_INVALID;
}

enum hours_group hours_group_of(struct str staff_group, bool leadership)
{
    enum hours_group group = HOURS_GOVERNANCE;
    if (leadership)
        return HOURS_LEADERSHIP;
    return hours_group_parse(staff_group, &group) == OK ? group : HOURS_GOVERNANCE;
}

const char *hours_counts_name(enum hours_counts counts)
{
    static const char *const NAMES[HOURS_COUNTS] = {"nothing", "inset", "directed"};
    return NAMES[counts];
}

enum err hours_counts_parse(struct str name, enum hours_counts *ret)
{
    for (int i = 0; i < HOURS_COUNTS; i++)
        if (str_eq_c(name, hours_counts_name((enum hours_counts)i))) {
            *ret = (enum hours_counts)i;
            return OK;
        }
    return ERR_INVALID;
}

/* ---- owed ---- */

static bool is_within(struct day day, struct day from, struct day to)
{
    return (day_is_none(from) || day.v >= from.v) && (day_is_none(to) || day.v <= to.v);
}

static void count_weekdays(int year, struct day from, struct day to, struct hours_job *ret)
{
    struct day last = calendar_year_last(year);
    for (struct day day = day_of(year, 9, 1); day.v <= last.v; day = day_add(day, 1)) {
        if (day_weekday(day) >= SATURDAY)
            continue;
        ret->year_days++;
        ret->days += is_within(day, from, to);
    }
}

void hours_count_days(struct calendar calendar, int year, struct day from, struct day to,
                      struct hours_job *ret)
{
    const struct calendar days = calendar_of_year(calendar, year);
    ret->days = 0;
    ret->year_days = days.count;
    if (days.count == 0)
        count_weekdays(year, from, to, ret);
    for (int i = 0; i < days.count; i++)
        ret->days += is_within(days.days[i], from, to);
}

/* To the nearest minute, a half up. */
static int part_of(int64_t minutes, const struct hours_job *job)
{
    int64_t whole = (int64_t)FTE_FULL * job->year_days;
    return whole ? (int)((2 * minutes * job->fte_milli * job->days + whole) / (2 * whole)) : 0;
}

int hours_job_inset(const struct hours_rules *rules, const struct hours_job *job)
{
    const struct hours_rule *rule = &rules->of[job->group];
    return part_of((int64_t)rule->inset_days * rule->day_min, job);
}

int hours_job_directed(const struct hours_rules *rules, const struct hours_job *job)
{
    return part_of(rules->of[job->group].directed_min, job);
}

/* ---- done ---- */

enum hours_counts hours_entry_counts(const struct hours_rules *rules,
                                     const struct hours_entry *entry)
{
    if (entry->spark)
        return rules->spark ? HOURS_COUNT_INSET : HOURS_COUNT_NOTHING;
    return entry->counts;
}

int hours_entry_credit(const struct hours_entry *entry)
{
    if (entry->state != HOURS_ATTENDED)
        return 0;
    return entry->credit_min >= 0 && entry->credit_min < entry->event_min ? entry->credit_min
                                                                          : entry->event_min;
}

static int booked(const struct hours_entry *entry)
{
    return entry->state == HOURS_TO_COME ? entry->event_min : 0;
}

static int asked(const struct hours_entry *entry)
{
    return hours_entry_credit(entry) + (entry->required ? booked(entry) : 0);
}

/* The entries that count toward `counts`, a day with its workshops once. */
static int add_up(const struct hours_rules *rules, const struct hours_sheet *sheet,
                  enum hours_counts counts, int (*value)(const struct hours_entry *))
{
    int total = 0;
    for (int i = 0; i < sheet->entry_count; i++) {
        int day = 0, workshops = 0;
        bool seen = false;
        for (int k = 0; k < sheet->entry_count; k++) {
            const struct hours_entry *entry = &sheet->entries[k];
            if (entry->day != sheet->entries[i].day || hours_entry_counts(rules, entry) != counts)
                continue;
            seen = seen || k < i;
            *(entry->event == entry->day ? &day : &workshops) += value(entry);
        }
        if (!seen && hours_entry_counts(rules, &sheet->entries[i]) == counts)
            total += day > workshops ? day : workshops;
    }
    return total;
}

static int adjusted(const struct hours_sheet *sheet, enum hours_counts counts)
{
    int total = 0;
    for (int i = 0; i < sheet->adjusted_count; i++)
        if (sheet->adjusted[i].counts == counts)
            total += sheet->adjusted[i].minutes;
    return total;
}

static int at_least_none(int minutes)
{
    return minutes > 0 ? minutes : 0;
}

static void compute_inset(const struct hours_rules *rules, const struct hours_sheet *sheet,
                          struct hours_totals *t)
{
    int by_hand = adjusted(sheet, HOURS_COUNT_INSET);
    for (int i = 0; i < sheet->job_count; i++)
        t->inset_required += hours_job_inset(rules, &sheet->jobs[i]);
    t->inset_done =
        at_least_none(add_up(rules, sheet, HOURS_COUNT_INSET, hours_entry_credit) + by_hand);
    t->inset_booked = add_up(rules, sheet, HOURS_COUNT_INSET, booked);
    t->inset_asked = at_least_none(add_up(rules, sheet, HOURS_COUNT_INSET, asked) + by_hand);
    t->inset_owed = at_least_none(t->inset_required - t->inset_done);
}

/* On top of what counts as INSET. */
static void compute_directed(const struct hours_rules *rules, const struct hours_sheet *sheet,
                             struct hours_totals *t)
{
    int by_hand = adjusted(sheet, HOURS_COUNT_DIRECTED);
    for (int i = 0; i < sheet->job_count; i++)
        t->directed_limit += hours_job_directed(rules, &sheet->jobs[i]);
    if (t->directed_limit == 0)
        return;
    t->directed_used = at_least_none(
        t->inset_done + add_up(rules, sheet, HOURS_COUNT_DIRECTED, hours_entry_credit) + by_hand);
    t->directed_asked =
        at_least_none(t->inset_asked + add_up(rules, sheet, HOURS_COUNT_DIRECTED, asked) + by_hand);
}

struct hours_totals hours_compute(const struct hours_rules *rules, const struct hours_sheet *sheet)
{
    struct hours_totals totals = {0};
    compute_inset(rules, sheet, &totals);
    compute_directed(rules, sheet, &totals);
    return totals;
}

/* ---- asked ---- */

struct hours_ask hours_would_ask(const struct hours_totals *totals, enum hours_counts counts,
                                 int minutes)
{
    int inset = counts == HOURS_COUNT_INSET ? minutes : 0;
    int directed = counts != HOURS_COUNT_NOTHING && totals->directed_limit ? minutes : 0;
    struct hours_ask ask = {
        .kept = true,
        .inset_asked = totals->inset_asked + inset,
        .inset_required = totals->inset_required,
        .directed_asked = totals->directed_asked + directed,
        .directed_limit = totals->directed_limit,
    };
    ask.over_inset = inset > 0 && ask.inset_required && ask.inset_asked > ask.inset_required;
    ask.over_directed = directed > 0 && ask.directed_asked > ask.directed_limit;
    return ask;
}
