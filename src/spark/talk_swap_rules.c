/* DESIGN: pure judgement on slots that are exchanged: who stands where, and whether it holds. */
#include "talk_swap_rules.h"

#include "check.h"

const struct programme_slot *talk_swap_rules_slot(const struct programme_slots *slots,
                                                  struct talk_id talk)
{
    for (int i = 0; i < slots->count; i++) {
        if (slots->items[i].talk.v == talk.v)
            return &slots->items[i];
    }
    return NULL;
}

/* The place of that talk among those that change; -1: it stays. */
static int place_of(const struct talk_id *talks, int count, struct talk_id talk)
{
    for (int i = 0; i < count; i++) {
        if (talks[i].v == talk.v)
            return i;
    }
    return -1;
}

struct programme_slots talk_swap_rules_turn(const struct programme_slots *slots,
                                            const struct talk_id *talks, int count,
                                            struct arena *arena)
{
    struct programme_slots turned = {
        ARENA_ARRAY(arena, struct programme_slot, (size_t)slots->count + 1), slots->count};
    for (int i = 0; i < slots->count; i++) {
        turned.items[i] = slots->items[i];
        int place = place_of(talks, count, slots->items[i].talk);
        if (place < 0)
            continue;
        const struct programme_slot *next = talk_swap_rules_slot(slots, talks[(place + 1) % count]);
        CHECK(next);
        turned.items[i].room = next->room;
        turned.items[i].starts_at = next->starts_at;
    }
    return turned;
}

static const struct talk *talk_of(const struct talk_rows *talks, struct talk_id id)
{
    for (int i = 0; i < talks->count; i++) {
        if (talks->items[i].id.v == id.v)
            return &talks->items[i];
    }
    return NULL;
}

enum slot_bar talk_swap_rules_bar(const struct slot_scene *scene, const struct talk_id *talks,
                                  int count, struct arena *arena, int *ret_talk)
{
    const struct programme_slots turned = talk_swap_rules_turn(scene->slots, talks, count, arena);
    struct slot_scene then = *scene;
    then.slots = &turned;
    for (int i = 0; i < count; i++) {
        const struct talk *talk = talk_of(scene->talks, talks[i]);
        CHECK(talk);
        enum slot_bar bar =
            slot_rules_bar(&then, talk, talk_swap_rules_slot(&turned, talks[i]), arena);
        *ret_talk = i;
        if (bar != SLOT_HOLDS)
            return bar;
    }
    return SLOT_HOLDS;
}
