/* DESIGN: a trust's year planned: what is wished, what is proposed, fixed by hand and made into
 * drafts. */
#include "date_plan.h"

#include "calendar.h"
#include "date_plan_search.h"
#include "date_plan_store.h"
#include "event_people.h"
#include "spark_event.h"
#include "text_rule.h"
#include "tz.h"

enum { MINUTES_MIN = 15, MINUTES_MAX = 720, DAY_MIN = 1440 };

enum err date_plan_load(struct store *store, int year, struct arena *arena, struct date_plan *ret)
{
    struct date_plan plan;
    enum err err = date_plan_store_find(store, year, &plan);
    if (err == OK)
        err = date_plan_store_wishes(store, arena, &plan);
    if (err == OK)
        err = date_plan_store_picks(store, arena, &plan);
    if (err == OK)
        *ret = plan;
    return err;
}

enum err date_plan_find_year(struct store *store, struct date_wish_id id, int *ret)
{
    return date_plan_store_year_of(store, id, ret);
}

/* ---- wishes ---- */

static void check_hours(const struct date_wish_fields *f, struct refusal *why)
{
    if (f->minutes < MINUTES_MIN || f->minutes > MINUTES_MAX)
        refuse_field(why, "minutes", "Enter how long it is: 15 minutes to 12 hours.");
    if (f->earliest_min < 0 || f->earliest_min >= DAY_MIN)
        refuse_field(why, "earliest", "Enter when it may begin at the earliest, like 16:00.");
    else if (f->latest_min > DAY_MIN || f->latest_min < f->earliest_min + f->minutes)
        refuse_field(why, "latest",
                     "Enter when it has to end by: late enough for its length after it begins.");
}

static void check_days(const struct date_wish_fields *f, int year, struct refusal *why)
{
    struct day first = calendar_year_first(year), last = calendar_year_last(year);
    if (!(f->weekdays & 31) || f->weekdays > 31)
        refuse_field(why, "weekdays", "Tick at least one weekday.");
    if (day_is_none(f->from) || f->from.v < first.v || f->from.v > last.v)
        refuse_field(why, "from", "Enter a first day in the school year %d/%02d.", year,
                     (year + 1) % 100);
    if (day_is_none(f->to) || f->to.v > last.v || f->to.v < f->from.v)
        refuse_field(why, "to", "Enter a last day in the school year, not before the first.");
}

static enum err check_school(struct store *store, struct school_id id, const char *field,
                             struct refusal *why)
{
    struct school school;
    enum err err = school_find(store, id, why->arena, &school);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(school.ended_on))) {
        refuse_field(why, field, "Choose a school of the trust.");
        return OK;
    }
    return err;
}

static enum err check_group(struct store *store, struct org_group_id id, struct day today,
                            struct refusal *why)
{
    struct org_group group;
    enum err err = org_group_find(store, id, today, why->arena, &group);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(group.ended_on))) {
        refuse_field(why, "group", "Choose a group, or nobody in particular.");
        return OK;
    }
    return err;
}

static enum err check_leader(struct store *store, struct person_id id, struct refusal *why)
{
    struct person person;
    enum err err = person_find(store, id, why->arena, &person);
    if (err == ERR_NOT_FOUND) {
        refuse_field(why, "leader", "Name somebody of the trust, or nobody.");
        return OK;
    }
    return err;
}

static enum err check_who(struct store *store, const struct date_wish_fields *f, struct day today,
                          struct refusal *why)
{
    enum err err = f->host.v ? check_school(store, f->host, "host", why) : OK;
    for (int i = 0; err == OK && i < f->school_count; i++)
        err = check_school(store, f->schools[i], "schools", why);
    if (err == OK && f->group.v)
        err = check_group(store, f->group, today, why);
    return err == OK && f->leader.v ? check_leader(store, f->leader, why) : err;
}

static enum err check_wish(struct store *store, const struct date_wish_fields *f, int year,
                           struct day today, struct refusal *why)
{
    static const struct text_rule title = {"title", "The title", DATE_WISH_TITLE_CHARS_MAX, true,
                                           false};
    if (f->kind != EVENT_SPARK && f->kind != EVENT_TWILIGHT && f->kind != EVENT_INSET)
        refuse_field(why, "kind", "Choose a SPARK event, a twilight or an INSET day.");
    text_rule_check(&title, f->title, why);
    if (f->times < 1 || f->times > DATE_WISH_TIMES_MAX)
        refuse_field(why, "times", "Enter how many there are to be: 1 to %d.", DATE_WISH_TIMES_MAX);
    if (f->seats < 0 || f->seats > ROOM_SEATS_MAX)
        refuse_field(why, "seats", "Enter how many seats are needed, or 0.");
    check_hours(f, why);
    check_days(f, year, why);
    enum err err = check_who(store, f, today, why);
    return err == OK ? refusal_check(why) : err;
}

/* `others` events are of other wishes. */
static enum err check_room(int wishes, int others, int times, struct refusal *why)
{
    if (wishes <= DATE_WISHES_MAX && others + times <= DATE_PLAN_EVENTS_MAX)
        return OK;
    return refuse(why, ERR_CONFLICT, "too-many",
                  "A year is planned with at most %d wishes and %d events. Remove one first.",
                  DATE_WISHES_MAX, DATE_PLAN_EVENTS_MAX);
}

enum err date_plan_wish_add(struct store *store, struct instant now, struct person_id actor,
                            int year, const struct date_wish_fields *fields, struct refusal *why,
                            struct date_wish_id *ret)
{
    struct date_plan plan;
    enum err err = check_wish(store, fields, year, tz_day(now), why);
    if (err == OK)
        err = date_plan_load(store, year, why->arena, &plan);
    if (err != OK)
        return err;
    err = check_room(plan.wish_count + 1, plan.pick_count, fields->times, why);
    if (err == OK)
        err = date_plan_store_put(store, &plan);
    return err == OK ? date_plan_store_insert(store, now, actor, year, fields, ret) : err;
}

/* Of one wish: all its events, and those that are drafts. */
struct tally {
    int events, drafts;
};

static struct tally count_events(const struct date_plan *plan, int wish)
{
    struct tally tally = {0};
    for (int i = 0; i < plan->pick_count; i++) {
        tally.events += plan->picks[i].wish == wish;
        tally.drafts += plan->picks[i].wish == wish && plan->picks[i].event.v;
    }
    return tally;
}

static enum err check_change(struct store *store, struct instant now, const struct date_plan *plan,
                             const struct date_wish *changed, struct refusal *why)
{
    int at = 0;
    while (at < plan->wish_count && plan->wishes[at].id.v != changed->id.v)
        at++;
    if (at == plan->wish_count)
        return ERR_NOT_FOUND;
    const struct tally tally = count_events(plan, at);
    enum err err = refusal_check_version(why, changed->version, plan->wishes[at].version);
    if (err != OK)
        return err;
    if (changed->fields.times > 0 && changed->fields.times < tally.drafts)
        refuse_field(why, "times",
                     "%d of them are made into events already, and those stay: enter %d or more. "
                     "To have fewer, cancel one of these events first.",
                     tally.drafts, tally.drafts);
    err = check_wish(store, &changed->fields, plan->year, tz_day(now), why);
    return err == OK ? check_room(plan->wish_count, plan->pick_count - tally.events,
                                  changed->fields.times, why)
                     : err;
}

enum err date_plan_wish_change(struct store *store, struct instant now,
                               const struct date_wish *changed, struct refusal *why)
{
    struct date_plan plan;
    int year = 0;
    enum err err = date_plan_store_year_of(store, changed->id, &year);
    if (err == OK)
        err = date_plan_load(store, year, why->arena, &plan);
    if (err == OK)
        err = check_change(store, now, &plan, changed, why);
    return err == OK ? date_plan_store_update(store, &plan, changed) : err;
}

enum err date_plan_wish_remove(struct store *store, struct date_wish_id id)
{
    int year;
    enum err err = date_plan_store_year_of(store, id, &year);
    return err == OK ? date_plan_store_delete(store, id) : err;
}

/* ---- proposing ---- */

enum err date_plan_begin(struct store *store, struct day today, int year, int gap_days,
                         struct arena *arena, struct date_proposal *ret)
{
    struct date_proposal p = {.undated = 0};
    enum err err = date_plan_load(store, year, arena, &p.plan);
    p.plan.gap_days = gap_days;
    if (err == OK)
        err = date_plan_problem(store, &p.plan, today, arena, &p.problem);
    if (err == OK)
        *ret = p;
    return err;
}

void date_plan_search(struct date_proposal *p, struct arrange_progress *progress,
                      struct arena *arena)
{
    const struct date_search_options options = {
        .seed = (uint64_t)p->plan.year, .moves = DATE_PLAN_MOVES, .progress = progress};
    struct date_report report;
    p->problem.slots = date_plan_search_run(&p->problem.instance, &options, arena);
    date_plan_rules_judge(&p->problem.instance, p->problem.slots, &report);
    p->moves_done = progress ? atomic_load(&progress->moves_done) : DATE_PLAN_MOVES;
    p->undated = report.undated;
    p->points = report.points;
}

enum err date_plan_keep(struct store *store, struct instant now, const struct date_proposal *p)
{
    struct date_plan plan = p->plan;
    plan.proposed_at = now;
    enum err err = date_plan_store_put(store, &plan);
    for (int i = 0; err == OK && i < plan.pick_count; i++) {
        const int version = plan.picks[i].version;
        const struct date_slot *slot = &p->problem.slots[i];
        if (plan.picks[i].fixed || plan.picks[i].event.v)
            continue;
        const struct date_pick_fields pick = {
            .wish = plan.wishes[plan.picks[i].wish].id,
            .nth = plan.picks[i].nth,
            .on = slot->day < 0 ? DAY_NONE : day_add(p->problem.instance.first, slot->day),
            .start_min = slot->start_min,
            .host =
                slot->day < 0 ? (struct school_id){0} : p->problem.instance.schools[slot->host].id,
        };
        err = date_plan_store_set(store, &pick, version);
        if (err == OK && slot->day < 0)
            err = date_plan_store_sought(store, pick.wish, pick.nth, version + 1);
    }
    return err;
}

/* ---- by hand ---- */

static const struct date_pick *find_pick(const struct date_plan *plan, struct date_wish_id wish,
                                         int nth)
{
    for (int i = 0; i < plan->pick_count; i++)
        if (plan->wishes[plan->picks[i].wish].id.v == wish.v && plan->picks[i].nth == nth)
            return &plan->picks[i];
    return NULL;
}

static enum err check_pick(struct store *store, const struct date_pick_fields *f, int year,
                           int minutes, struct refusal *why)
{
    if (day_is_none(f->on))
        return OK;
    if (f->on.v < calendar_year_first(year).v || f->on.v > calendar_year_last(year).v)
        refuse_field(why, "on", "Enter a day in the school year %d/%02d.", year, (year + 1) % 100);
    if (f->start_min < 0 || f->start_min + minutes > DAY_MIN)
        refuse_field(why, "start", "Enter when it begins, like 16:00.");
    enum err err = check_school(store, f->host, "host", why);
    return err == OK ? refusal_check(why) : err;
}

enum err date_plan_pick_set(struct store *store, const struct date_pick_fields *f,
                            struct refusal *why)
{
    struct date_plan plan;
    int year = 0;
    enum err err = date_plan_store_year_of(store, f->wish, &year);
    if (err == OK)
        err = date_plan_load(store, year, why->arena, &plan);
    if (err != OK)
        return err;
    const struct date_pick *pick = find_pick(&plan, f->wish, f->nth);
    if (!pick)
        return ERR_NOT_FOUND;
    if (pick->event.v) {
        why->other_id = pick->event.v;
        return refuse(why, ERR_CONFLICT, "has-draft",
                      "There is an event for it already. Change the event itself.");
    }
    err = refusal_check_version(why, f->version, pick->version);
    if (err == OK)
        err = check_pick(store, f, year, plan.wishes[pick->wish].fields.minutes, why);
    return err == OK ? date_plan_store_set(store, f, pick->version) : err;
}

/* ---- drafts ---- */

static struct event_fields draft_fields(const struct date_wish_fields *f,
                                        const struct date_pick *pick)
{
    const struct event_kind_usual *usual = event_kind_usual(f->kind);
    struct instant starts_at = tz_at(pick->on, pick->start_min / 60, pick->start_min % 60);
    return (struct event_fields){
        .kind = f->kind,
        .type = "",
        .title = f->title,
        .purpose = "",
        .school = pick->host,
        .room = "",
        .starts_at = starts_at,
        .ends_at = instant_add(starts_at, f->minutes * 60),
        .capacity = f->seats ? f->seats : usual->capacity,
        .attendance = usual->attendance,
        .hours_min = usual->credited ? f->minutes : 0,
        .counts = usual->counts,
        .waiting_list = true,
    };
}

/* The first sentence of a refusal. */
static const char *reason_of(const struct refusal *why)
{
    return why->field_count ? why->fields[0].message
           : why->detail    ? why->detail
                            : "It could not be made.";
}

static bool is_refused(enum err err)
{
    return err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_LIMIT;
}

/* A draft that nobody can lead is a draft all the same: who was to, and why not, is said. */
static enum err lead(struct store *store, struct instant now, const struct date_wish *wish,
                     const struct date_pick *pick, const struct event_leading *leading,
                     struct refusal *why)
{
    struct refusal own;
    refusal_init(&own, why->arena);
    enum err err = event_leader_put(store, now, leading, &own);
    if (!is_refused(err))
        return err;
    return date_plan_store_missed(
        store, wish->id, pick->nth,
        arena_printf(why->arena, "%s does not lead it: %s", wish->leader, reason_of(&own)));
}

static enum err draft_one(struct store *store, struct instant now, struct person_id actor,
                          const struct date_plan *plan, const struct date_pick *pick,
                          struct refusal *why)
{
    const struct date_wish *wish = &plan->wishes[pick->wish];
    const struct event_fields fields = draft_fields(&wish->fields, pick);
    struct event_leading leading = {
        .person = wish->fields.leader, .part = PART_LEADER, .by = actor};
    enum err err = spark_event_create(store, now, actor, &fields, NULL, why, &leading.event);
    if (err == OK)
        err = event_organiser_add(store, now, leading.event, actor, why);
    if (err == OK)
        err = date_plan_store_drafted(store, wish->id, pick->nth, leading.event);
    return err == OK && leading.person.v ? lead(store, now, wish, pick, &leading, why) : err;
}

/* What cannot be made leaves nothing but the reason. */
static enum err try_draft(struct store *store, struct instant now, struct person_id actor,
                          const struct date_plan *plan, const struct date_pick *pick,
                          struct arena *arena, struct date_plan_drafts *drafts)
{
    struct refusal own;
    refusal_init(&own, arena);
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = draft_one(store, now, actor, plan, pick, &own);
    if (err == OK) {
        drafts->made++;
        return store_release(store);
    }
    store_rollback_savepoint(store);
    if (!is_refused(err))
        return err;
    const struct date_wish *wish = &plan->wishes[pick->wish];
    drafts->missed[drafts->missed_count].title = wish->fields.title;
    drafts->missed[drafts->missed_count++].why = reason_of(&own);
    return date_plan_store_missed(store, wish->id, pick->nth, reason_of(&own));
}

enum err date_plan_draft(struct store *store, struct instant now, struct person_id actor, int year,
                         struct refusal *why, struct date_plan_drafts *ret)
{
    struct date_plan plan;
    enum err err = date_plan_load(store, year, why->arena, &plan);
    *ret = (struct date_plan_drafts){.made = 0};
    for (int i = 0; err == OK && i < plan.pick_count; i++)
        if (!day_is_none(plan.picks[i].on) && !plan.picks[i].event.v)
            err = try_draft(store, now, actor, &plan, &plan.picks[i], why->arena, ret);
    return err;
}
