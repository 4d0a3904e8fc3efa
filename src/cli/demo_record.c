/* DESIGN: what some people of the demo trust did elsewhere and wrote down. */
#include "activity.h"
#include "check.h"
#include "demo.h"
#include "policy_pack.h"

struct entry {
    int whose; /* of the demo's people; OWN: the member of staff whom visitors play */
    const char *type, *title, *provider;
    int month, day, days, minutes;
    enum activity_part part;
    int standard;
    bool verified;
};

enum { OWN = -1 };
static const struct entry ENTRIES[] = {
    {12, "school_visit", "Reading across the school", "Elm Tree School", 10, 6, 1, 180,
     ACTIVITY_ATTENDEE, 2, true},
    {12, "distance", "A book on retrieval practice", "", 9, 20, 20, 360, ACTIVITY_ATTENDEE, 10,
     false},
    {13, "standardisation", "Moderating Key Stage 2 writing", "Local authority", 10, 14, 1, 240,
     ACTIVITY_ATTENDEE, 5, false},
    {14, "documentation", "A scheme of work for fractions", "", 9, 14, 12, 0, ACTIVITY_LEADER, 4,
     false},
    {OWN, "subscription_course", "Safeguarding in early years", "National College", 9, 17, 1, 90,
     ACTIVITY_ATTENDEE, 2, true},
    {OWN, "school_visit", "Phonics at Ash Grove", "Ash Grove School", 10, 8, 1, 150,
     ACTIVITY_ATTENDEE, 5, false},
};

static enum err add(struct demo *demo, const struct policy_pack *pack, struct person_id person,
                    const struct entry *entry)
{
    const struct day from = demo_day(demo, entry->month, entry->day);
    const struct instant now = demo_at(demo, 10, 30, 16, 0);
    const struct activity_fields fields = {
        .type = entry->type,
        .title = entry->title,
        .provider = entry->provider,
        .from = from,
        .to = day_add(from, entry->days - 1),
        .minutes = entry->minutes,
        .part = entry->part,
        .level = "",
        .theme = "",
        .standard = entry->standard,
        .award = {"", "", 0, AWARD_NONE, DAY_NONE},
    };
    struct refusal why;
    struct activity_id id = {0};
    refusal_init(&why, demo->arena);
    enum err err = activity_create(demo->store, now, person, pack, &fields, &why, &id);
    return err == OK && entry->verified
               ? activity_verify(demo->store, now, id, demo->coordinator, &why)
               : err;
}

enum err demo_record(struct demo *demo)
{
    struct policy_pack pack;
    enum err err = policy_pack_find_whole(demo->store, 0, demo->arena, &pack);
    for (size_t i = 0; err == OK && i < COUNT_OF(ENTRIES); i++) {
        int whose = ENTRIES[i].whose;
        if (whose < demo->count)
            err = add(demo, &pack, whose == OWN ? demo->staff : demo->people[whose], &ENTRIES[i]);
    }
    return err;
}
