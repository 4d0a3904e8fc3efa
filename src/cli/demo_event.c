/* DESIGN: enters a planned event of the demo, through the same use cases as the pages. */
#include "demo_event.h"

#include <string.h>

#include "assigned_reading.h"
#include "audience.h"
#include "check.h"
#include "demo_about.h"
#include "event_people.h"
#include "event_place.h"
#include "event_session.h"
#include "spark_event.h"
#include "training_day.h"
#include "tz.h"

enum {
    EACH_MAX = 12, /* schools: a larger demo is about numbers of people */
    STAGGER_DAYS = 2,
    OFFER_MIN = 2 * 24 * 60,
    QUOTA = 3,
    SPARE_PLACES = 5,
};

static const struct event_viewer EVERYTHING = {.all_drafts = true};

/* Who enters one plan, at which school and when. */
struct entry {
    struct demo *demo;
    struct arena *arena;
    const struct demo_plan *plan;
    int host;
    struct day on;
    struct instant now;
    struct person_id actor;
    struct refusal *why;
    struct event_id event;
};

/* ---- fields ---- */

static struct room_id room_of(const struct entry *e, const char **ret_words)
{
    static const char *const NAMES[DEMO_ROOMS] = {"hall", "library", "training", "meeting"};
    const struct demo_school *host = &e->demo->schools[e->host];
    *ret_words = "";
    for (int i = 0; i < DEMO_ROOMS; i++)
        if (strcmp(e->plan->room, NAMES[i]) == 0)
            return host->rooms[i];
    if (strcmp(e->plan->room, "centre") == 0)
        return e->demo->centre;
    *ret_words = e->plan->room;
    return (struct room_id){0};
}

/* As many as planned, or all it is for and a few to spare, in tens. */
static int places_of(const struct entry *e)
{
    const struct demo *demo = e->demo;
    bool trust = e->plan->whom == DEMO_FOR_TRUST;
    bool each = e->plan->whom == DEMO_FOR_LEADERS || e->plan->whom == DEMO_FOR_HEADS;
    int people = trust ? demo->people_count : demo->schools[e->host].staff;
    if (each && e->plan->places < demo->school_count)
        return demo->school_count;
    if (e->plan->places != DEMO_ALL)
        return e->plan->places;
    return (people + SPARE_PLACES + 9) / 10 * 10;
}

static enum attendance attendance_of(const struct demo_plan *plan)
{
    return demo_plan_says(plan, DEMO_INVITED)     ? ATTENDANCE_INVITED
           : demo_plan_says(plan, DEMO_VOLUNTARY) ? ATTENDANCE_VOLUNTARY
           : plan->kind == EVENT_OBSERVATION      ? ATTENDANCE_VOLUNTARY
           : plan->kind == EVENT_GROUP            ? ATTENDANCE_VOLUNTARY
                                                  : event_kind_usual(plan->kind)->attendance;
}

static int credit_of(const struct demo_plan *plan)
{
    int sessions = plan->numbers[DEMO_SESSIONS] ? plan->numbers[DEMO_SESSIONS] : 1;
    if (demo_plan_says(plan, DEMO_CREDIT))
        return plan->numbers[DEMO_CREDIT];
    const struct event_kind_usual *usual = event_kind_usual(plan->kind);
    bool counts = usual->credited || usual->counts != EVENT_COUNTS_NOTHING;
    return counts || plan->kind == EVENT_READING ? plan->minutes * sessions : 0;
}

/* A SPARK event takes talks from the Monday five weeks before to the evening before, or from when
 * it calls for them; what is bought closes as many days before as its provider asks. */
static void fill_window(const struct demo_plan *plan, struct day on, struct event_fields *fields)
{
    if (plan->kind == EVENT_SPARK) {
        fields->booking_opens_at = demo_talks_from(plan, on);
        fields->booking_closes_at = tz_at(day_add(on, -1), 17, 0);
    } else if (demo_plan_says(plan, DEMO_CLOSES)) {
        fields->booking_closes_at = tz_at(day_add(on, -plan->numbers[DEMO_CLOSES]), 17, 0);
    }
}

static struct event_fields fields_of(const struct entry *e, const struct event_about *about)
{
    const struct demo_plan *plan = e->plan;
    struct event_fields fields = {
        .kind = plan->kind,
        .type = plan->type,
        .title = plan->title,
        .purpose = plan->purpose,
        .school = e->demo->schools[e->host].id,
        .in = room_of(e, &fields.room),
        .starts_at = tz_at(e->on, plan->at_min / 60, plan->at_min % 60),
        .capacity = places_of(e),
        .attendance = attendance_of(plan),
        .hours_min = credit_of(plan),
        .counts = event_kind_usual(plan->kind)->counts,
        .waiting_list = true,
        .approval = demo_plan_says(plan, DEMO_APPROVAL),
        .offer_min = demo_plan_says(plan, DEMO_OFFER) ? OFFER_MIN : 0,
        .fresh_first = demo_plan_says(plan, DEMO_QUOTA),
        .about = about,
    };
    fields.ends_at = instant_add(fields.starts_at, plan->minutes * INT64_C(60));
    fill_window(plan, e->on, &fields);
    return fields;
}

static struct spark_fields spark_fields_of(const struct entry *e)
{
    struct spark_fields spark = spark_event_defaults();
    if (!demo_plan_says(e->plan, DEMO_CALL))
        return spark;
    spark.intake = SPARK_CALL;
    spark.rooms[0] = (struct talk_room){e->plan->room, e->plan->places, "screen, piano"};
    spark.rooms[1] = (struct talk_room){"Library", e->plan->places / 2, "screen"};
    spark.room_count = 2;
    return spark;
}

/* In a trust of few schools two plans may want one room: the second finds another later. */
static enum err create(struct entry *e)
{
    const struct event_about about = demo_about(e->demo, e->plan);
    const char *words;
    struct event_fields fields = fields_of(e, &about);
    room_of(e, &words);
    fields.room = words;
    const struct spark_fields spark = spark_fields_of(e);
    enum err err =
        spark_event_create(e->demo->store, e->now, e->actor, &fields, &spark, e->why, &e->event);
    if (err != ERR_CONFLICT)
        return err;
    fields.in = (struct room_id){0};
    return spark_event_create(e->demo->store, e->now, e->actor, &fields, &spark,
                              demo_fresh(e->arena, e->why), &e->event);
}

/* ---- when, where, by whom ---- */

static enum err put_sessions(const struct entry *e)
{
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    const struct demo_plan *plan = e->plan;
    int count = plan->numbers[DEMO_SESSIONS];
    int apart = plan->numbers[DEMO_APART] ? plan->numbers[DEMO_APART] : 7;
    if (count < 2)
        return OK;
    for (int i = 0; i < count; i++) {
        struct instant starts =
            tz_at(day_add(e->on, i * apart), plan->at_min / 60, plan->at_min % 60);
        items[i] = (struct event_session_fields){
            0, starts, instant_add(starts, plan->minutes * INT64_C(60)), ""};
    }
    return event_set_sessions(e->demo->store, e->now, e->event, 0, items, count, e->why);
}

static enum err put_place(const struct entry *e)
{
    bool food = demo_plan_says(e->plan, DEMO_CATERING);
    bool online = demo_plan_says(e->plan, DEMO_ONLINE);
    const struct event_place place = {
        .online_link = online ? "https://meet.demo.example/larkfield" : "",
        .getting_in =
            food ? "The main door is open from half past eight; sign in at reception." : "",
        .catering = food ? "Coffee on arrival and a cold lunch; tell us what you cannot eat." : "",
        .equipment = food ? "Projector, two microphones, name badges." : "",
        .needs = "",
    };
    return food || online ? event_place_put(e->demo->store, e->now, e->event, 0, &place, e->why)
                          : OK;
}

static enum err put_leader(const struct entry *e)
{
    struct event_leading leading = {.event = e->event, .part = PART_LEADER, .by = e->actor};
    int provider = e->plan->numbers[DEMO_PROVIDER];
    if (demo_plan_says(e->plan, DEMO_PROVIDER))
        leading.facilitator = e->demo->facilitators[provider - 1];
    else if (demo_plan_says(e->plan, DEMO_LEAD))
        leading.person = demo_colleague(e->demo, e->host);
    if (!leading.person.v && !leading.facilitator.v)
        return OK;
    enum err err = event_leader_put(e->demo->store, e->now, &leading, e->why);
    if (err == OK && e->demo->schools[e->host].leader.v != e->actor.v)
        err = event_organiser_add(e->demo->store, e->now, e->event,
                                  e->demo->schools[e->host].leader, e->why);
    return err == ERR_CONFLICT ? OK : err; /* they lead something else then */
}

/* ---- for whom ---- */

static enum err add_line(const struct entry *e, enum audience_kind kind, int64_t object,
                         const char *word)
{
    const struct audience_line line = {.kind = kind, .object = object, .word = word};
    return audience_add(e->demo->store, e->now, e->event, &line, e->why);
}

static enum err add_line_of_school(const struct entry *e, const struct demo_school *school)
{
    switch (e->plan->whom) {
    case DEMO_FOR_TRUST:
        return add_line(e, AUDIENCE_SCHOOL, school->id.v, "");
    case DEMO_FOR_LEADERS:
        return add_line(e, AUDIENCE_PERSON, school->leader.v, "");
    case DEMO_FOR_HEADS:
        return school->head.v ? add_line(e, AUDIENCE_PERSON, school->head.v, "") : OK;
    default:
        return OK;
    }
}

static enum err put_audience(const struct entry *e)
{
    struct demo *demo = e->demo;
    enum err err = OK;
    if (e->plan->whom == DEMO_FOR_GOVERNORS)
        err = add_line(e, AUDIENCE_GOVERNORS, 0, "");
    if (e->plan->whom == DEMO_FOR_SUPPORT)
        err = add_line(e, AUDIENCE_STAFF_GROUP, 0, "classroom support");
    for (int i = 0; err == OK && i < demo->school_count; i++) {
        err = add_line_of_school(e, &demo->schools[i]);
        if (err == OK && demo_plan_says(e->plan, DEMO_QUOTA))
            err = audience_set_quota(demo->store, e->event, demo->schools[i].id, QUOTA, e->why);
    }
    return err;
}

/* ---- published, repeated ---- */

/* A training day is agreed to by the head first; the drafts of every second school wait for it. */
static enum err agree(const struct entry *e)
{
    struct event event;
    struct person_id head = e->demo->schools[e->host].head;
    if (e->plan->kind != EVENT_INSET || (demo_plan_says(e->plan, DEMO_DRAFT) && e->host % 2))
        return OK;
    enum err err = event_find(e->demo->store, &EVERYTHING, e->event, e->arena, &event);
    if (err == OK)
        err = training_day_agree(e->demo->store, e->now, &event,
                                 head.v ? head : e->demo->coordinator, e->why);
    return err == OK ? training_day_check(e->demo->store, &event, e->why) : err;
}

static enum err repeat(const struct entry *e, struct series_id *ret)
{
    struct series_rule rule = e->plan->rule;
    rule.weekday = day_weekday(e->on);
    rule.start_min = e->plan->at_min;
    rule.length_min = e->plan->minutes;
    rule.from = e->on;
    rule.until = DAY_NONE;
    enum err err = series_create(e->demo->store, e->now, e->actor, e->event, &rule, e->why, ret);
    return err == OK ? series_publish(e->demo->store, e->now, *ret, e->why) : err;
}

static enum err publish(const struct entry *e)
{
    enum err err = agree(e);
    if (err == OK && e->plan->kind == EVENT_READING)
        err = assigned_reading_set_address(e->demo->store, e->event,
                                           "https://larkfield.example/policies", e->why);
    return err == OK && !demo_plan_says(e->plan, DEMO_DRAFT)
               ? event_publish(e->demo->store, e->now, e->event, 0, e->why)
               : err;
}

/* ---- one of them ---- */

static enum err enter(struct entry *e, struct demo_made *made)
{
    enum err err = create(e);
    if (err == OK)
        err = put_sessions(e);
    if (err == OK)
        err = put_place(e);
    if (err == OK)
        err = put_audience(e);
    if (err == OK)
        err = publish(e);
    if (err == OK && e->plan->repeats)
        err = repeat(e, &made->series);
    if (err == OK)
        err = put_leader(e);
    return err;
}

static struct demo_made *append(struct demo_made_list *all, struct arena *arena)
{
    if (all->count == all->room)
        all->items = arena_grow(arena, all->items, sizeof *all->items, 256, &all->room);
    struct demo_made *made = &all->items[all->count++];
    *made = (struct demo_made){0};
    return made;
}

static enum err enter_at(struct demo *demo, struct arena *scratch, const struct demo_plan *plan,
                         int host, struct demo_made_list *all)
{
    struct refusal why;
    struct entry entry = {.demo = demo,
                          .arena = scratch,
                          .plan = plan,
                          .host = host,
                          .on = plan->on,
                          .now = demo_at(demo, 9, 1, 9, 0),
                          .actor = plan->host == DEMO_EACH ? demo->schools[host].leader
                                                           : demo->coordinator,
                          .why = demo_fresh(scratch, &why)};
    if (demo_plan_says(plan, DEMO_STAGGER) && host % 2)
        entry.on = day_add(entry.on, STAGGER_DAYS);
    const struct instant starts = tz_at(entry.on, plan->at_min / 60, plan->at_min % 60);
    if (starts.v <= entry.now.v)
        entry.now = instant_add(starts, -86400);
    struct demo_made made = {.plan = plan, .host = host, .starts_at = starts};
    enum err err = enter(&entry, &made);
    made.event = entry.event;
    made.closes_at = demo_plan_says(plan, DEMO_CLOSES)
                         ? tz_at(day_add(entry.on, -plan->numbers[DEMO_CLOSES]), 17, 0)
                         : starts;
    if (err == OK)
        *append(all, demo->arena) = made;
    return err;
}

enum err demo_event_enter(struct demo *demo, struct arena *scratch, const struct demo_plan *plan,
                          struct demo_made_list *all)
{
    enum err err = OK;
    if (plan->host != DEMO_EACH)
        return enter_at(demo, scratch, plan, plan->host % demo->school_count, all);
    for (int i = 0; err == OK && i < demo->school_count && i < EACH_MAX; i++)
        err = enter_at(demo, scratch, plan, i, all);
    return err;
}
