/* DESIGN: the programme for reading: confirmed talks with their times, and who waits and why. */
#include "programme.h"

#include <stdlib.h>

#include "talk_scene.h"

static bool is_in_line(const struct talk *talk)
{
    return talk->status == TALK_WAITING || talk->wanted_minutes;
}

static int by_place_in_line(const void *left, const void *right)
{
    const struct talk *a = left, *b = right;
    if (a->queued_at.v != b->queued_at.v)
        return a->queued_at.v < b->queued_at.v ? -1 : 1;
    return a->id.v < b->id.v ? -1 : a->id.v > b->id.v;
}

static int by_start(const void *left, const void *right)
{
    const struct programme_item *a = left, *b = right;
    return a->starts_at.v < b->starts_at.v ? -1 : a->starts_at.v > b->starts_at.v;
}

/* All that wait, in line, each with its sentence. */
static enum err fill_line(struct store *store, const struct talk_scene *scene,
                          const struct talk_rows *talks, struct arena *arena,
                          struct programme *programme)
{
    enum err err = OK;
    programme->waiting = ARENA_ARRAY(arena, struct talk, (size_t)talks->count + 1);
    for (int i = 0; i < talks->count; i++) {
        if (is_in_line(&talks->items[i]))
            programme->waiting[programme->waiting_count++] = talks->items[i];
    }
    qsort(programme->waiting, (size_t)programme->waiting_count, sizeof(struct talk),
          by_place_in_line);
    for (int i = 0; err == OK && i < programme->waiting_count; i++)
        err = talk_scene_explain(store, scene, arena, &programme->waiting[i]);
    return err;
}

static const struct talk *find_waiting(const struct programme *programme, struct talk_id id)
{
    for (int i = 0; i < programme->waiting_count; i++) {
        if (programme->waiting[i].id.v == id.v)
            return &programme->waiting[i];
    }
    return NULL;
}

static void add_item(struct programme *programme, const struct talk *talk)
{
    const struct talk *waiting = is_in_line(talk) ? find_waiting(programme, talk->id) : NULL;
    programme->items[programme->count++].talk = waiting ? *waiting : *talk;
}

static void fill_items(const struct talk_scene *scene, const struct talk_rows *talks,
                       struct arena *arena, struct programme *programme)
{
    size_t room = (size_t)talks->count + 1;
    int *minutes = ARENA_ARRAY(arena, int, room);
    int64_t *starts = ARENA_ARRAY(arena, int64_t, room);
    programme->items = ARENA_ARRAY(arena, struct programme_item, room);
    for (int i = 0; i < talks->count; i++) {
        if (talks->items[i].status != TALK_CONFIRMED)
            continue;
        minutes[programme->count] = talks->items[i].minutes;
        add_item(programme, &talks->items[i]);
    }
    pack_rules_place(&scene->settings.pack, minutes, programme->count, starts);
    for (int i = 0; i < programme->count; i++) {
        struct programme_item *item = &programme->items[i];
        item->starts_at.v = starts[i];
        item->ends_at = instant_add(item->starts_at, (int64_t)minutes[i] * 60);
    }
    qsort(programme->items, (size_t)programme->count, sizeof(struct programme_item), by_start);
}

enum err programme_find(struct store *store, struct event_id event, struct arena *arena,
                        struct programme *ret)
{
    struct talk_scene scene;
    struct talk_rows talks;
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = talk_scene_find(store, event, true, &unused, &scene);
    if (err != OK)
        return err;
    struct programme programme = {
        .event = event,
        .version = scene.settings.version,
        .room = scene.settings.room,
        .seconds_left = scene.settings.room_s - scene.settings.used_s,
    };
    err = talk_store_live(store, event, arena, &talks);
    if (err == OK)
        err = fill_line(store, &scene, &talks, arena, &programme);
    if (err != OK)
        return err;
    fill_items(&scene, &talks, arena, &programme);
    *ret = programme;
    return OK;
}
