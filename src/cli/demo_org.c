/* DESIGN: the demo's groups, governing body, rooms, provider, ledger of hours: a little of each. */
#include "body_meeting.h"
#include "demo.h"
#include "facilitator.h"
#include "ledger.h"
#include "org_group.h"
#include "room.h"

static enum err add_member(struct demo *demo, struct refusal *why, enum membership_of of,
                           int64_t whole, struct person_id person, enum duty duty)
{
    const struct membership_new member = {of, whole, person, duty, demo_day(demo, 9, 1)};
    struct membership_id id;
    return membership_add(demo->store, &member, why, &id);
}

static enum err add_groups(struct demo *demo, struct refusal *why)
{
    const struct org_group_fields english = {ORG_GROUP_DEPARTMENT, demo->schools[0].id, "English"};
    const struct org_group_fields reading = {
        ORG_GROUP_WORKING_PARTY, {0}, "Reading across the curriculum"};
    struct org_group_id department, party;
    enum err err = org_group_create(demo->store, &english, why, &department);
    if (err == OK)
        err = add_member(demo, why, MEMBERSHIP_OF_GROUP, department.v, demo->mentor, DUTY_LEADER);
    if (err == OK)
        err = add_member(demo, why, MEMBERSHIP_OF_GROUP, department.v, demo->staff, DUTY_MEMBER);
    if (err == OK)
        err = org_group_create(demo->store, &reading, why, &party);
    if (err == OK)
        err = add_member(demo, why, MEMBERSHIP_OF_GROUP, party.v, demo->coordinator, DUTY_LEADER);
    if (err == OK)
        err = add_member(demo, why, MEMBERSHIP_OF_GROUP, party.v, demo->mentor, DUTY_MEMBER);
    return err;
}

static enum err add_meeting(struct demo *demo, struct governing_body_id body, struct instant at,
                            struct refusal *why, struct body_meeting_id *ret)
{
    const struct body_meeting_fields fields = {at, "The library"};
    return body_meeting_create(demo->store, body, &fields, why, ret);
}

/* One meeting held in October that received the report, and one in February. */
static enum err add_body(struct demo *demo, struct refusal *why)
{
    struct governing_body_id body;
    struct body_meeting_id held, coming;
    struct instant october = demo_at(demo, 10, 8, 18, 0);
    enum err err = governing_body_create(
        demo->store, demo->schools[0].id,
        arena_printf(demo->arena, "Governors of %s", demo->schools[0].name), why, &body);
    if (err == OK)
        err = add_member(demo, why, MEMBERSHIP_OF_BODY, body.v, demo->governor, DUTY_CHAIR);
    if (err == OK)
        err = add_meeting(demo, body, october, why, &held);
    if (err == OK)
        err = body_meeting_receive(demo->store, instant_add(october, 3600), held, 0,
                                   "The report on professional development of last year", why);
    return err == OK ? add_meeting(demo, body, demo_at(demo, 2, 4, 18, 0), why, &coming) : err;
}

/* Who is asked from outside, what was found of them, and one person of each (PR-23, PR-24). */
static const struct {
    struct provider_fields fields;
    enum provider_quality quality;
    const char *note, *person, *expertise;
} PROVIDERS[DEMO_PROVIDERS] = {
    {{"Larkfield Teaching School Hub", "teaching school", "Ada Long", "hub@demo.example", "", ""},
     PROVIDER_APPROVED,
     "Well led, and used in lessons since.",
     "Ada Long",
     "Phonics, early reading"},
    {{"Safe Hands Training", "commercial", "Bookings", "safe@demo.example", "", ""},
     PROVIDER_APPROVED,
     "Up to date, with cases people recognised.",
     "Hugh Mallow",
     "Safeguarding, safer recruitment"},
    {{"Mended: first aid and calm", "commercial", "Tilly Bright", "mended@demo.example", "", ""},
     PROVIDER_APPROVED,
     "Practical. Book the second trainer.",
     "Tilly Bright",
     "First aid, de-escalation"},
    {{"Northfield specialist teachers", "local authority or partnership", "Bea Sand",
      "north@demo.example", "", ""},
     PROVIDER_NOT_LOOKED_AT,
     "",
     "Bea Sand",
     "Autism, dyslexia"},
};

static enum err add_provider(struct demo *demo, int i, struct refusal *why)
{
    const struct provider_judgement judgement = {.quality = PROVIDERS[i].quality,
                                                 .note = PROVIDERS[i].note,
                                                 .by = demo->coordinator,
                                                 .on = demo_day(demo, 9, 14)};
    enum err err = provider_create(demo->store, &PROVIDERS[i].fields, why, &demo->providers[i]);
    if (err == OK && judgement.quality != PROVIDER_NOT_LOOKED_AT)
        err = provider_judge(demo->store, demo->providers[i], 0, &judgement, why);
    const struct facilitator_fields fields = {.name = PROVIDERS[i].person,
                                              .provider = demo->providers[i],
                                              .email = "",
                                              .expertise = PROVIDERS[i].expertise};
    return err == OK ? facilitator_create(demo->store, &fields, why, &demo->facilitators[i]) : err;
}

/* What each school has, and one venue for what no school can hold. */
static enum err add_rooms_of(struct demo *demo, struct demo_school *school, struct refusal *why)
{
    const unsigned common = ROOM_HAS(ROOM_SCREEN) | ROOM_HAS(ROOM_WIFI) | ROOM_HAS(ROOM_PARKING);
    const unsigned access = ROOM_HAS(ROOM_STEP_FREE) | ROOM_HAS(ROOM_ACCESSIBLE_TOILET) |
                            ROOM_HAS(ROOM_ACCESSIBLE_PARKING);
    const struct room_fields rooms[DEMO_ROOMS] = {
        [DEMO_HALL] = {school->id, "Main hall", "", 180, common | access, true, "",
                       "Reception is by the car park."},
        [DEMO_LIBRARY] = {school->id, "Library", "", 32, common, true, "", ""},
        [DEMO_TRAINING_ROOM] = {school->id, "Training room", "", 24, common | access, true,
                                "Flip charts, a visualiser.", ""},
        [DEMO_MEETING_ROOM] = {school->id, "Meeting room", "", 14, common, false, "", ""},
    };
    enum err err = OK;
    for (int i = 0; err == OK && i < DEMO_ROOMS; i++)
        err = room_create(demo->store, demo_day(demo, 9, 7), &rooms[i], why, &school->rooms[i]);
    return err;
}

static enum err add_rooms(struct demo *demo, struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < demo->school_count; i++)
        err = add_rooms_of(demo, &demo->schools[i], why);
    const struct room_fields outside = {
        {0}, "Larkfield Conference Centre", "1 Station Road, Larkfield", 400, 0, false, "", ""};
    return err == OK ? room_create(demo->store, demo_day(demo, 9, 7), &outside, why, &demo->centre)
                     : err;
}

/* This trust keeps a ledger, by the rules one begins with; one hour and a half is agreed by hand.
 */
static enum err add_hours(struct demo *demo, struct refusal *why)
{
    const struct hours_choice choice = {.from_year = demo->year,
                                        .this_year = demo->year,
                                        .kept = true,
                                        .rules = hours_setting_default()};
    const struct hours_agreement agreed = {.person = demo->staff,
                                           .year = demo->year,
                                           .counts = HOURS_COUNT_INSET,
                                           .minutes = 90,
                                           .reason = "Twilight at her other school in September"};
    struct instant september = demo_at(demo, 9, 21, 16, 0);
    struct hours_adjustment_id id;
    enum err err = hours_setting_change(demo->store, &choice, demo->coordinator, september, why);
    return err == OK ? hours_adjustment_make(demo->store, &agreed, demo->schools[0].leader,
                                             september, why, &id)
                     : err;
}

enum err demo_org(struct demo *demo)
{
    struct refusal why;
    refusal_init(&why, demo->arena);
    enum err err = add_groups(demo, &why);
    if (err == OK)
        err = add_body(demo, &why);
    if (err == OK)
        err = add_rooms(demo, &why);
    for (int i = 0; err == OK && i < DEMO_PROVIDERS; i++)
        err = add_provider(demo, i, &why);
    return err == OK ? add_hours(demo, &why) : err;
}
