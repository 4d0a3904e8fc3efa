/* DESIGN: the blocks and workshops of the demo's training day, and who chose what. */
#include "demo_workshops.h"

#include "check.h"
#include "choice.h"
#include "event_people.h"
#include "token.h"
#include "tz.h"

enum { BLOCKS = 2, OPENS_DAYS = 53, CLOSES_DAYS = 7, ROOM_FOR_ONE_IN = 3 };

static const struct {
    const char *name;
    int from_min, to_min; /* of the day, wall time */
} PLAN_OF_DAY[BLOCKS] = {
    {"Before lunch", 10 * 60 + 45, 12 * 60 + 15},
    {"After lunch", 13 * 60 + 15, 14 * 60 + 45},
};

static const struct {
    int block;
    const char *title, *purpose, *room;
    bool led; /* by a colleague */
} WORKSHOPS[] = {
    {0, "Marking together: one piece, four readers", "Bring an unmarked piece.", "Seminar room 1",
     true},
    {0, "Questions that tell you something", "Hinge questions, written in pairs.", "Seminar room 2",
     true},
    {0, "Assessing the youngest without a clipboard", "For the early years.", "Seminar room 3",
     true},
    {0, "Reading a report of results", "What three numbers can and cannot say.", "Seminar room 4",
     false},
    {0, "Small steps that count", "Assessment where progress is small and hard won.",
     "Seminar room 5", true},
    {1, "Moderation by phase: writing", "Agree what secure looks like.", "Seminar room 1", true},
    {1, "Moderation by phase: mathematics", "The same, with working out.", "Seminar room 2", true},
    {1, "Feedback pupils act on", "Five minutes at the start of the next lesson.", "Seminar room 3",
     false},
    {1, "Mock examinations and sleep", "Timetables, nerves and what helps.", "Seminar room 4",
     true},
    {1, "Teaching assistants and assessment", "What you see that the teacher does not.",
     "Seminar room 5", false},
};

struct training {
    struct demo *demo;
    struct arena *arena;
    const struct demo_made *made;
    struct block_id blocks[BLOCKS];
    struct event_id workshops[COUNT_OF(WORKSHOPS)];
};

static struct instant made_at(const struct demo *demo)
{
    return demo_at(demo, 9, 1, 10, 0);
}

static enum err open_choosing(const struct training *day)
{
    struct refusal why;
    const struct choosing_fields fields = {
        .opens_at = instant_add(day->made->starts_at, -OPENS_DAYS * 86400),
        .closes_at = instant_add(day->made->starts_at, -CLOSES_DAYS * 86400)};
    return choosing_update(day->demo->store, made_at(day->demo), day->made->event, &fields,
                           demo_fresh(day->arena, &why));
}

static enum err add_blocks(struct training *day)
{
    struct refusal why;
    enum err err = OK;
    for (int i = 0; err == OK && i < BLOCKS; i++) {
        const struct block_fields fields = {
            .name = PLAN_OF_DAY[i].name,
            .starts_at = tz_at(tz_day(day->made->starts_at), PLAN_OF_DAY[i].from_min / 60,
                               PLAN_OF_DAY[i].from_min % 60),
            .ends_at = tz_at(tz_day(day->made->starts_at), PLAN_OF_DAY[i].to_min / 60,
                             PLAN_OF_DAY[i].to_min % 60),
            .must_choose = true};
        err = block_create(day->demo->store, made_at(day->demo), day->made->event, &fields,
                           demo_fresh(day->arena, &why), &day->blocks[i]);
    }
    return err;
}

static enum err lead(const struct training *day, int i)
{
    struct refusal why;
    struct demo *demo = day->demo;
    const struct event_leading leading = {.event = day->workshops[i],
                                          .person = demo_colleague(demo, i % demo->school_count),
                                          .part = PART_LEADER,
                                          .by = demo->coordinator};
    if (!WORKSHOPS[i].led || !leading.person.v)
        return OK;
    enum err err =
        event_leader_put(demo->store, made_at(demo), &leading, demo_fresh(day->arena, &why));
    return err == ERR_CONFLICT ? OK : err;
}

static enum err add_workshops(struct training *day)
{
    struct refusal why;
    struct demo *demo = day->demo;
    enum err err = OK;
    for (int i = 0; err == OK && i < (int)COUNT_OF(WORKSHOPS); i++) {
        const struct workshop_fields fields = {.block = day->blocks[WORKSHOPS[i].block],
                                               .title = WORKSHOPS[i].title,
                                               .purpose = WORKSHOPS[i].purpose,
                                               .room = WORKSHOPS[i].room,
                                               .capacity = demo->count / ROOM_FOR_ONE_IN};
        err = workshop_create(demo->store, made_at(demo), demo->coordinator, day->made->event,
                              &fields, demo_fresh(day->arena, &why), &day->workshops[i]);
        if (err == OK)
            err = lead(day, i);
    }
    return err;
}

/* About half of those who come, one of each block; the others have until it closes. */
static enum err choose(const struct training *day)
{
    struct demo *demo = day->demo;
    struct instant at = instant_add(day->made->starts_at, -OPENS_DAYS * 86400 + 60);
    enum { EACH = COUNT_OF(WORKSHOPS) / BLOCKS };
    for (int i = DEMO_PERSONAS; i < demo->count; i++) {
        struct refusal why;
        struct event_id chosen[BLOCKS];
        for (int b = 0; b < BLOCKS; b++)
            chosen[b] = day->workshops[b * EACH + (int)token_below(EACH)];
        if (token_below(2))
            continue;
        const struct choice_made choice = {.day = day->made->event,
                                           .person = demo->people[i],
                                           .by = demo->people[i],
                                           .workshops = chosen,
                                           .count = BLOCKS};
        at = instant_add(at, 7);
        enum err err = choice_make(demo->store, at, &choice, demo_fresh(day->arena, &why));
        /* full, or they lead one then, or have no place that day */
        if (err != OK && err != ERR_CONFLICT && err != ERR_INVALID)
            return err;
    }
    return OK;
}

enum err demo_workshops(struct demo *demo, struct arena *scratch, const struct demo_made *made)
{
    struct training day = {.demo = demo, .arena = scratch, .made = made};
    if (!demo_plan_says(made->plan, DEMO_WORKSHOPS))
        return OK;
    enum err err = open_choosing(&day);
    if (err == OK)
        err = add_blocks(&day);
    if (err == OK)
        err = add_workshops(&day);
    return err == OK ? choose(&day) : err;
}
