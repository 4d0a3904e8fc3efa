/* DESIGN: the demo's school year: events with bookings and talks, and what was done of the cycle.
 */
#include "calendar.h"
#include "check.h"
#include "conversation.h"
#include "deadline.h"
#include "demo.h"
#include "event_about.h"
#include "talk.h"
#include "token.h"
#include "tz.h"

struct plan {
    enum event_kind kind;
    const char *title, *purpose;
    int month, day;
    enum weekday weekday;
    int from_h, from_m, to_h, to_m;
    int school, capacity;
    const char *room;
    int hours_min;
    bool draft;
};

static const struct plan PLANS[] = {
    {EVENT_INSET, "INSET day: safeguarding and the year ahead",
     "For everybody who works at the trust.", 9, 1, TUESDAY, 8, 45, 15, 15, 0, 400, "Hall", 360,
     false},
    {EVENT_TWILIGHT, "Retrieval practice that sticks", "Five routines to try the next morning.", 9,
     29, TUESDAY, 15, 45, 17, 0, 1, 30, "Room 4", 75, false},
    {EVENT_COURSE, "Coaching conversations: first steps",
     "For new professional development mentors.", 10, 14, WEDNESDAY, 13, 30, 16, 0, 2, 16,
     "Library", 150, false},
    {EVENT_INSET, "INSET day: curriculum review", "In phase teams.", 10, 23, FRIDAY, 8, 45, 15, 15,
     2, 400, "Hall", 360, false},
    {EVENT_SPARK, "SPARK: autumn",
     "Staff from every school share what works: 2 minutes or 7, no slides needed.", 11, 12,
     THURSDAY, 15, 45, 17, 15, 0, 60, "Main hall", 90, false},
    {EVENT_TWILIGHT, "Questioning that makes everyone think",
     "Cold call, think-pair-share, mini whiteboards.", 11, 17, TUESDAY, 15, 45, 17, 0, 1, 24,
     "Room 4", 75, false},
    {EVENT_TWILIGHT, "Reading aloud in every subject", "Bring a page you will teach this month.",
     11, 25, WEDNESDAY, 15, 45, 16, 45, 3, 4, "Library", 60, false},
    {EVENT_INSET, "INSET day: assessment", "In the morning together, in the afternoon by phase.",
     12, 4, FRIDAY, 8, 45, 15, 15, 4, 400, "Hall", 360, false},
    {EVENT_COURSE, "Dyslexia-friendly classrooms", "A morning with the specialist teacher team.", 1,
     20, WEDNESDAY, 9, 0, 12, 0, 0, 20, "Training room", 180, false},
    {EVENT_TWILIGHT, "Feedback without the pile of books", "Whole-class feedback and live marking.",
     2, 3, WEDNESDAY, 15, 45, 17, 0, 4, 30, "Room 12", 75, false},
    {EVENT_SPARK, "SPARK: spring", "Staff from every school share what works: 2 minutes or 7.", 3,
     11, THURSDAY, 15, 45, 17, 15, 2, 60, "Theatre", 90, false},
    {EVENT_SPARK, "SPARK: summer", "What a year of professional development changed.", 6, 24,
     THURSDAY, 15, 45, 17, 15, 1, 60, "Hall", 90, true},
};

struct demo_talk {
    const char *title, *abstract, *category;
    int minutes;
};

static const struct demo_talk TALKS[] = {
    {"Mini whiteboards, every lesson", "How three routines got every hand up.", "good practice", 7},
    {"The two-minute conference", "A quick way to hear every reader once a week.", "good practice",
     2},
    {"What I learned from being filmed", "I did not want to watch. I am glad I did.",
     "personal insight", 7},
    {"A calmer start after lunch", "Music, a timer and one sentence on the board.",
     "practical innovation", 2},
    {"Vocabulary that comes back", "Spaced words, five a week.", "good practice", 2},
    {"Peer observation without the fear", "Two questions that changed our talks.",
     "personal insight", 7},
};

static const struct event_about ABOUT_INSET = {
    .methods = "Talk at the beginning, then work in teams on what you teach next.",
    .objectives = "Say what changes in your classroom this term, and how you will see whether it "
                  "works.",
    .expectations = "Bring the scheme of work of your next unit.",
    .audience = "Everybody who teaches or supports teaching.",
    .level = "school",
    .theme = "",
    .phase = "",
    .subject = "",
    .evaluation = "",
    .emerging = "",
};
static const struct event_about ABOUT_TWILIGHT = {
    .methods = "A short talk, then you try it out on each other.",
    .objectives = "Use one of the routines the next morning.",
    .expectations = "Bring one lesson that you teach this week.",
    .audience = "Anyone who teaches.",
    .level = "individual",
    .theme = "",
    .phase = "",
    .subject = "",
    .standard = 1 << 0 | 1 << 2,
    .evaluation = "",
    .emerging = "",
};

static void fill_fields(const struct demo *demo, const struct plan *plan, struct event_fields *ret)
{
    struct day day = demo_weekday(demo_day(demo, plan->month, plan->day), plan->weekday);
    int school = plan->school < demo->school_count ? plan->school : 0;
    bool spark = plan->kind == EVENT_SPARK;
    *ret = (struct event_fields){
        .kind = plan->kind,
        .title = plan->title,
        .purpose = plan->purpose,
        .school = demo->schools[school].id,
        .room = plan->room,
        .starts_at = tz_at(day, plan->from_h, plan->from_m),
        .ends_at = tz_at(day, plan->to_h, plan->to_m),
        .capacity = plan->kind == EVENT_INSET ? 2000 : plan->capacity,
        .attendance = plan->kind == EVENT_INSET ? ATTENDANCE_REQUIRED : ATTENDANCE_VOLUNTARY,
        .hours_min = plan->hours_min,
        .counts = plan->kind == EVENT_INSET ? EVENT_COUNTS_INSET : EVENT_COUNTS_NOTHING,
        .waiting_list = true,
        /* A SPARK event takes talks from the Monday five weeks before to the evening before. */
        .booking_opens_at = spark ? tz_at(day_add(day, -38), 8, 0) : (struct instant){0},
        .booking_closes_at = spark ? tz_at(day_add(day, -1), 17, 0) : (struct instant){0},
        .about = plan->kind == EVENT_INSET ? &ABOUT_INSET
                 : spark                   ? NULL
                                           : &ABOUT_TWILIGHT,
    };
}

static enum err add_talks(struct demo *demo, struct event_id event, struct instant opens_at)
{
    static const struct talk_lengths lengths = {{2, 7}, 2};
    enum err err = OK;
    for (size_t i = 0; err == OK && i < COUNT_OF(TALKS); i++) {
        /* Persons past the nine that visitors play. */
        int who = 8 + (int)i * 3;
        struct refusal why;
        struct talk_placed placed;
        refusal_init(&why, demo->arena);
        if (who >= demo->count)
            break;
        struct talk_request request = {
            .event = event,
            .person = demo->people[who],
            .by = demo->people[who],
            .title = TALKS[i].title,
            .abstract = TALKS[i].abstract,
            .category = TALKS[i].category,
            .minutes = TALKS[i].minutes,
            .lengths = &lengths,
        };
        err = talk_book(demo->store, instant_add(opens_at, (int64_t)(i + 1) * 5400), &request, &why,
                        &placed);
    }
    return err;
}

/* Some of the staff book a place; a clash or a full event is their bad luck. */
static enum err add_bookings(struct demo *demo, struct event_id event, struct instant from,
                             int some)
{
    for (int i = 0; i < some && 8 + i < demo->count; i++) {
        struct refusal why;
        struct booking_placed placed;
        struct booking_request request = {
            .event = event,
            .person = demo->people[8 + (i * 7 + (int)token_below(3)) % (demo->count - 8)],
        };
        request.by = request.person;
        refusal_init(&why, demo->arena);
        enum err err = booking_book(demo->store, instant_add(from, i * INT64_C(3600)), &request,
                                    &why, &placed);
        if (err != OK && err != ERR_CONFLICT)
            return err;
    }
    return OK;
}

static enum err add_event(struct demo *demo, const struct plan *plan)
{
    struct event_fields fields;
    struct refusal why;
    struct event_id event;
    struct instant made = demo_at(demo, 9, 1, 9, 0);
    refusal_init(&why, demo->arena);
    fill_fields(demo, plan, &fields);
    if (fields.starts_at.v < made.v)
        made = instant_add(fields.starts_at, -86400);
    enum err err =
        spark_event_create(demo->store, made, demo->coordinator, &fields, NULL, &why, &event);
    if (err != OK || plan->draft)
        return err;
    err = event_publish(demo->store, made, event, 0, &why);
    if (err == OK && plan->kind == EVENT_TWILIGHT && plan->month == 11 && plan->day == 25)
        err = demo_guest(demo, event.v);
    bool open_now = plan->kind == EVENT_SPARK && plan->month == 11;
    struct instant from = fields.booking_opens_at.v ? fields.booking_opens_at : made;
    if (err == OK && open_now)
        err = add_talks(demo, event, from);
    if (err == OK && plan->kind != EVENT_INSET && (plan->kind != EVENT_SPARK || open_now))
        err = add_bookings(demo, event, from, plan->capacity < 10 ? plan->capacity + 2 : 14);
    return err;
}

/* By 2 November most have done what was due; every seventh is late with something. */
static enum err do_what_was_due(struct demo *demo, struct person_id person, bool late)
{
    struct instant now = demo_at(demo, 10, 9, 16, 0);
    struct deadline_list list;
    struct refusal why;
    refusal_init(&why, demo->arena);
    enum err err = deadline_list(demo->store, person, now, demo->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct deadline *d = &list.items[i];
        if (day_is_none(d->due_on) || d->due_on.v > demo_day(demo, 10, 25).v ||
            d->status == DEADLINE_EXEMPT || (late && d->kind == DEADLINE_CONVERSATION))
            continue;
        struct instant done = tz_at(day_add(d->due_on, -2), 16, 0);
        err = d->kind == DEADLINE_STAGE
                  ? deadline_complete(demo->store, person, d->id, done, &why)
                  : conversation_hold(demo->store, person,
                                      (struct conversation_id){d->conversation_id}, 0, tz_day(done),
                                      done, &why);
    }
    return err;
}

static enum err do_cycle(struct demo *demo)
{
    enum err err =
        deadline_sync(demo->store, (struct person_id){0}, demo->cycle, demo_at(demo, 9, 1, 9, 0));
    for (int i = 0; err == OK && i < demo->count; i++)
        err = do_what_was_due(demo, demo->people[i], i > 8 && i % 7 == 0);
    return err;
}

enum err demo_year(struct demo *demo)
{
    enum err err = do_cycle(demo);
    for (size_t i = 0; err == OK && i < COUNT_OF(PLANS); i++)
        err = add_event(demo, &PLANS[i]);
    return err;
}
