/* DESIGN: one order for an instance's lists, so that the same event is the same bytes and plan. */
#include "arrange_order.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static const struct {
    const char *name;
    size_t offset;
    int points;
} POINTS[ARRANGE_POINTS_COUNT] = {
    {"clash", offsetof(struct arrange_points, clash), 1},
    {"school", offsetof(struct arrange_points, school), 20},
    {"theme", offsetof(struct arrange_points, theme), 5},
    {"pace", offsetof(struct arrange_points, pace), 6},
    {"seats", offsetof(struct arrange_points, seats), 1},
    {"dead_air", offsetof(struct arrange_points, dead_air), 8},
    {"changed_room", offsetof(struct arrange_points, changed_room), 15},
    {"changed_start", offsetof(struct arrange_points, changed_start), 10},
    {"changed_step", offsetof(struct arrange_points, changed_step), 1},
};

const char *arrange_points_name(int i)
{
    return POINTS[i].name;
}

int *arrange_points_at(struct arrange_points *points, int i)
{
    return (int *)((char *)points + POINTS[i].offset);
}

struct arrange_points arrange_points_default(void)
{
    struct arrange_points points;
    for (int i = 0; i < ARRANGE_POINTS_COUNT; i++)
        *arrange_points_at(&points, i) = POINTS[i].points;
    return points;
}

/* ---- comparing ---- */

static int compare_ids(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_block(const void *a, const void *b)
{
    return compare_ids(((const struct arrange_block *)a)->id,
                       ((const struct arrange_block *)b)->id);
}

static int by_room(const void *a, const void *b)
{
    return compare_ids(((const struct arrange_room *)a)->id, ((const struct arrange_room *)b)->id);
}

static int by_talk(const void *a, const void *b)
{
    return compare_ids(((const struct arrange_talk *)a)->id, ((const struct arrange_talk *)b)->id);
}

static int by_id(const void *a, const void *b)
{
    return compare_ids(*(const int64_t *)a, *(const int64_t *)b);
}

static int by_index(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static int by_pair(const void *a, const void *b)
{
    const struct arrange_pair *p = a, *q = b;
    return p->first != q->first ? p->first - q->first : p->second - q->second;
}

static int by_choices(const void *a, const void *b)
{
    const struct arrange_attendee *p = a, *q = b;
    for (int i = 0; i < p->count && i < q->count; i++)
        if (p->talks[i] != q->talks[i])
            return p->talks[i] - q->talks[i];
    return p->count - q->count;
}

/* ---- ordering ---- */

static void sort(void *items, int count, size_t size, int (*compare)(const void *, const void *))
{
    if (count > 1)
        qsort(items, (size_t)count, size, compare);
}

/* The new index of each id's old one. */
static int *new_places(const int64_t *old_ids, const int64_t *new_ids, int count,
                       struct arena *arena)
{
    int *places = ARENA_ARRAY(arena, int, (size_t)(count ? count : 1));
    for (int i = 0; i < count; i++) {
        const int64_t *found = bsearch(&old_ids[i], new_ids, (size_t)count, sizeof *new_ids, by_id);
        places[i] = (int)(found - new_ids);
    }
    return places;
}

static uint32_t moved_bits(uint32_t bits, const int *places, int count)
{
    uint32_t moved = 0;
    for (int i = 0; i < count; i++)
        if (bits & UINT32_C(1) << i)
            moved |= UINT32_C(1) << places[i];
    return moved;
}

static void order_kit(struct arrange_instance *instance)
{
    const char *old[ARRANGE_KIT_MAX];
    int places[ARRANGE_KIT_MAX], count = instance->kit_count;
    memcpy(old, instance->kit, sizeof old);
    sort(instance->kit, count, sizeof *instance->kit, by_name);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++)
            if (strcmp(old[i], instance->kit[k]) == 0)
                places[i] = k;
    for (int i = 0; i < instance->room_count; i++)
        instance->rooms[i].kit = moved_bits(instance->rooms[i].kit, places, count);
    for (int i = 0; i < instance->talk_count; i++)
        instance->talks[i].kit = moved_bits(instance->talks[i].kit, places, count);
}

static void move_slot(struct arrange_slot *slot, const int *places)
{
    if (slot->room >= 0)
        slot->room = places[slot->room];
}

static void order_rooms(struct arrange_instance *instance, struct arena *arena)
{
    int count = instance->room_count;
    int64_t old[ARRANGE_ROOMS_MAX], now[ARRANGE_ROOMS_MAX];
    for (int i = 0; i < count; i++)
        old[i] = instance->rooms[i].id;
    sort(instance->rooms, count, sizeof *instance->rooms, by_room);
    for (int i = 0; i < count; i++)
        now[i] = instance->rooms[i].id;
    const int *places = new_places(old, now, count, arena);
    for (int i = 0; i < instance->talk_count; i++) {
        move_slot(&instance->talks[i].pin, places);
        move_slot(&instance->talks[i].announced, places);
    }
}

static void move_pairs(struct arrange_pair *pairs, int count, const int *places)
{
    for (int i = 0; i < count; i++)
        pairs[i] = (struct arrange_pair){places[pairs[i].first], places[pairs[i].second]};
    sort(pairs, count, sizeof *pairs, by_pair);
}

static void order_talks(struct arrange_instance *instance, struct arena *arena)
{
    int count = instance->talk_count;
    int64_t old[ARRANGE_TALKS_MAX], now[ARRANGE_TALKS_MAX];
    for (int i = 0; i < count; i++)
        old[i] = instance->talks[i].id;
    sort(instance->talks, count, sizeof *instance->talks, by_talk);
    for (int i = 0; i < count; i++)
        now[i] = instance->talks[i].id;
    const int *places = new_places(old, now, count, arena);
    move_pairs(instance->before, instance->before_count, places);
    move_pairs(instance->not_after, instance->not_after_count, places);
    for (int i = 0; i < instance->attendee_count; i++) {
        struct arrange_attendee *attendee = &instance->attendees[i];
        for (int k = 0; k < attendee->count; k++)
            attendee->talks[k] = places[attendee->talks[k]];
        sort(attendee->talks, attendee->count, sizeof *attendee->talks, by_index);
    }
    sort(instance->attendees, instance->attendee_count, sizeof *instance->attendees, by_choices);
}

void arrange_instance_order(struct arrange_instance *instance, struct arena *arena)
{
    CHECK(instance->talk_count <= ARRANGE_TALKS_MAX && instance->room_count <= ARRANGE_ROOMS_MAX);
    order_kit(instance);
    sort(instance->blocks, instance->block_count, sizeof *instance->blocks, by_block);
    order_rooms(instance, arena);
    order_talks(instance, arena);
    for (int i = 0; i < instance->talk_count; i++) {
        struct arrange_talk *talk = &instance->talks[i];
        sort(talk->presenters, talk->presenter_count, sizeof *talk->presenters, by_id);
    }
}

/* ---- what an ordered one shows ---- */

static enum err refuse_twice(struct refusal *why, const char *list, int64_t id)
{
    return refuse_field(why, list, "two have the id %lld", (long long)id);
}

static enum err check_ids(const struct arrange_instance *instance, struct refusal *why)
{
    for (int i = 1; i < instance->block_count; i++)
        if (instance->blocks[i].id == instance->blocks[i - 1].id)
            return refuse_twice(why, "blocks", instance->blocks[i].id);
    for (int i = 1; i < instance->room_count; i++)
        if (instance->rooms[i].id == instance->rooms[i - 1].id)
            return refuse_twice(why, "rooms", instance->rooms[i].id);
    for (int i = 1; i < instance->talk_count; i++)
        if (instance->talks[i].id == instance->talks[i - 1].id)
            return refuse_twice(why, "talks", instance->talks[i].id);
    return OK;
}

static enum err check_blocks(const struct arrange_instance *instance, struct refusal *why)
{
    const struct arrange_block *blocks = instance->blocks;
    for (int i = 0; i < instance->block_count; i++)
        for (int k = 0; k < i; k++)
            if (blocks[i].start_s < blocks[k].end_s && blocks[k].start_s < blocks[i].end_s)
                return refuse_field(why, "blocks", "%lld and %lld overlap", (long long)blocks[k].id,
                                    (long long)blocks[i].id);
    return OK;
}

static enum err check_pairs(const struct arrange_instance *instance,
                            const struct arrange_pair *pairs, int count, const char *list,
                            struct refusal *why)
{
    for (int i = 1; i < count; i++)
        if (by_pair(&pairs[i - 1], &pairs[i]) == 0)
            return refuse_field(why, list, "%lld and %lld stand there twice",
                                (long long)instance->talks[pairs[i].first].id,
                                (long long)instance->talks[pairs[i].second].id);
    return OK;
}

enum err arrange_instance_check(const struct arrange_instance *instance, struct refusal *why)
{
    enum err err = check_ids(instance, why);
    if (err == OK)
        err = check_blocks(instance, why);
    if (err == OK)
        err = check_pairs(instance, instance->before, instance->before_count, "before", why);
    if (err == OK)
        err =
            check_pairs(instance, instance->not_after, instance->not_after_count, "not_after", why);
    return err;
}
