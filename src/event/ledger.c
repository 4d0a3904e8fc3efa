/* DESIGN: somebody's hours in a year, brought together; what more would ask of them. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

#include "hours_store.h"

/* Everything of a scope; each list has the people in the same order. */
struct gathered {
    struct hours_people people;
    struct hours_jobs jobs;
    struct hours_events events;
    struct hours_adjustments adjustments;
};

static enum err gather(struct store *store, const struct hours_scope *scope, struct arena *arena,
                       struct gathered *ret)
{
    enum err err = hours_store_people(store, scope, arena, &ret->people);
    if (err == OK)
        err = hours_store_jobs(store, scope, arena, &ret->jobs);
    if (err == OK)
        err = hours_store_events(store, scope, arena, &ret->events);
    return err == OK ? hours_store_adjustments(store, scope, arena, &ret->adjustments) : err;
}

static enum err count_days(struct store *store, int year, const struct hours_rules *rules,
                           struct hours_jobs *jobs, struct arena *arena)
{
    struct calendar_cache *cache = calendar_cache_new(arena);
    enum err err = OK;
    for (int i = 0; err == OK && i < jobs->count; i++) {
        struct ledger_job *job = &jobs->items[i];
        struct calendar calendar;
        err = calendar_cache_find(cache, store, job->school, WORKING_DAYS_ALL, &calendar);
        if (err != OK)
            break;
        hours_count_days(calendar, year, job->from, job->to, &job->job);
        job->inset_min = hours_job_inset(rules, &job->job);
        job->directed_min = hours_job_directed(rules, &job->job);
    }
    return err;
}

/* Which of a person's events count, in their order. */
static int keep_counting(const struct hours_rules *rules, struct ledger_event *events, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        struct ledger_event event = events[i];
        event.counts = hours_entry_counts(rules, &event.entry);
        event.minutes = event.entry.state == HOURS_TO_COME ? event.entry.event_min
                                                           : hours_entry_credit(&event.entry);
        if (event.counts != HOURS_COUNT_NOTHING)
            events[kept++] = event;
    }
    return kept;
}

static struct hours_totals add_up(const struct hours_rules *rules, const struct ledger *l,
                                  int64_t leave_out, struct arena *arena)
{
    struct hours_job *jobs = ARENA_ARRAY(arena, struct hours_job, (size_t)l->job_count + 1);
    struct hours_entry *entries =
        ARENA_ARRAY(arena, struct hours_entry, (size_t)l->event_count + 1);
    struct hours_adjusted *adjusted =
        ARENA_ARRAY(arena, struct hours_adjusted, (size_t)l->adjustment_count + 1);
    int count = 0;
    for (int i = 0; i < l->job_count; i++)
        jobs[i] = l->jobs[i].job;
    for (int i = 0; i < l->event_count; i++)
        if (!leave_out || l->events[i].entry.event != leave_out)
            entries[count++] = l->events[i].entry;
    for (int i = 0; i < l->adjustment_count; i++)
        adjusted[i] =
            (struct hours_adjusted){l->adjustments[i].what.counts, l->adjustments[i].what.minutes};
    const struct hours_sheet sheet = {jobs,  l->job_count, entries,
                                      count, adjusted,     l->adjustment_count};
    return hours_compute(rules, &sheet);
}

/* Where each list stands while people are gone through. */
struct place {
    int job, event, adjustment;
};

static void take(const struct gathered *all, const struct hours_person *person, struct place *at,
                 struct ledger *ledger)
{
    struct place from = *at;
    while (at->job < all->jobs.count && all->jobs.of[at->job].v == person->id.v)
        at->job++;
    while (at->event < all->events.count && all->events.of[at->event].v == person->id.v)
        at->event++;
    while (at->adjustment < all->adjustments.count &&
           all->adjustments.items[at->adjustment].what.person.v == person->id.v)
        at->adjustment++;
    ledger->person = person->id;
    ledger->name = person->name;
    ledger->jobs = all->jobs.items + from.job;
    ledger->job_count = at->job - from.job;
    ledger->events = all->events.items + from.event;
    ledger->event_count = at->event - from.event;
    ledger->adjustments = all->adjustments.items + from.adjustment;
    ledger->adjustment_count = at->adjustment - from.adjustment;
}

/* A ledger for everybody of the scope; `leave_out` as struct ledger_asking has it. */
static enum err reckon(struct store *store, const struct hours_scope *scope, int64_t leave_out,
                       struct arena *arena, struct ledger_list *ret)
{
    struct hours_setting setting;
    struct gathered all;
    struct place at = {0, 0, 0};
    enum err err = hours_setting_find(store, scope->year, &setting);
    if (err == OK)
        err = gather(store, scope, arena, &all);
    if (err == OK)
        err = count_days(store, scope->year, &setting.rules, &all.jobs, arena);
    if (err != OK)
        return err;
    struct ledger_list list = {setting.kept, NULL, all.people.count};
    list.items = ARENA_ARRAY(arena, struct ledger, (size_t)list.count + 1);
    for (int i = 0; i < list.count; i++) {
        struct ledger *ledger = &list.items[i];
        take(&all, &all.people.items[i], &at, ledger);
        ledger->kept = setting.kept;
        ledger->year = scope->year;
        ledger->event_count = keep_counting(&setting.rules, ledger->events, ledger->event_count);
        ledger->totals = add_up(&setting.rules, ledger, leave_out, arena);
    }
    *ret = list;
    return OK;
}

/* ---- looking ---- */

static struct ledger not_kept(const struct ledger *ledger)
{
    return (struct ledger){
        .kept = false, .year = ledger->year, .person = ledger->person, .name = ledger->name};
}

enum err ledger_find(struct store *store, struct person_id person, int year, struct arena *arena,
                     struct ledger *ret)
{
    const struct hours_scope scope = {.person = person, .year = year};
    struct ledger_list list;
    if (!person.v)
        return ERR_NOT_FOUND;
    enum err err = reckon(store, &scope, 0, arena, &list);
    if (err == OK && list.count == 0)
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = list.kept ? list.items[0] : not_kept(&list.items[0]);
    return err;
}

static int by_name(const void *a, const void *b)
{
    const struct ledger *left = a, *right = b;
    int order = strcasecmp(left->name, right->name);
    return order ? order : (left->person.v > right->person.v) - (left->person.v < right->person.v);
}

static enum err reckon_school(struct store *store, struct school_id school, int year,
                              int64_t leave_out, struct arena *arena, struct ledger_list *ret)
{
    const struct hours_scope scope = {.school = school, .year = year};
    struct hours_setting setting;
    struct ledger_list list = {false, NULL, 0};
    enum err err = hours_setting_find(store, year, &setting);
    if (err == OK && setting.kept)
        err = reckon(store, &scope, leave_out, arena, &list);
    if (err != OK)
        return err;
    if (list.count)
        qsort(list.items, (size_t)list.count, sizeof *list.items, by_name);
    *ret = list;
    return OK;
}

enum err ledger_list(struct store *store, struct school_id school, int year, struct arena *arena,
                     struct ledger_list *ret)
{
    return reckon_school(store, school, year, 0, arena, ret);
}

bool ledger_is_in_group(const struct ledger *ledger, struct school_id school,
                        enum hours_group group)
{
    for (int i = 0; i < ledger->job_count; i++)
        if (ledger->jobs[i].school.v == school.v && ledger->jobs[i].job.group == group)
            return true;
    return false;
}

/* ---- the moment of requiring ---- */

enum err ledger_would_ask(struct store *store, struct person_id person,
                          const struct ledger_asking *asking, struct arena *arena,
                          struct hours_ask *ret)
{
    const struct hours_scope scope = {.person = person, .year = asking->year};
    struct ledger_list list;
    if (!person.v)
        return ERR_NOT_FOUND;
    enum err err = reckon(store, &scope, asking->leave_out, arena, &list);
    if (err == OK && list.count == 0)
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = list.kept ? hours_would_ask(&list.items[0].totals, asking->counts, asking->minutes)
                         : (struct hours_ask){.kept = false};
    return err;
}

enum err ledger_list_over(struct store *store, struct school_id school,
                          const struct ledger_asking *asking, struct arena *arena,
                          struct ledger_over_list *ret)
{
    struct ledger_list all;
    enum err err = reckon_school(store, school, asking->year, asking->leave_out, arena, &all);
    if (err != OK)
        return err;
    struct ledger_over_list list = {ARENA_ARRAY(arena, struct ledger_over, (size_t)all.count + 1),
                                    0};
    for (int i = 0; i < all.count; i++) {
        const struct ledger *l = &all.items[i];
        struct hours_ask ask = hours_would_ask(&l->totals, asking->counts, asking->minutes);
        if (ask.over_inset || ask.over_directed)
            list.items[list.count++] = (struct ledger_over){l->person, l->name, ask};
    }
    *ret = list;
    return OK;
}
