/* DESIGN: the programme for reading: talks with rooms and times, and who waits and why. */
#include "programme.h"

#include <stdlib.h>
#include <string.h>

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
    if (a->starts_at.v != b->starts_at.v)
        return a->starts_at.v < b->starts_at.v ? -1 : 1;
    return a->room - b->room;
}

static void fill_line(const struct talk_rows *talks, struct arena *arena,
                      struct programme *programme)
{
    programme->waiting = ARENA_ARRAY(arena, struct talk, (size_t)talks->count + 1);
    for (int i = 0; i < talks->count; i++) {
        if (is_in_line(&talks->items[i]))
            programme->waiting[programme->waiting_count++] = talks->items[i];
    }
    qsort(programme->waiting, (size_t)programme->waiting_count, sizeof(struct talk),
          by_place_in_line);
}

/* All that wait, each with its place in line and its sentence. */
static enum err explain_line(struct store *store, const struct talk_scene *scene,
                             struct arena *arena, struct programme *programme)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < programme->waiting_count; i++)
        err = talk_scene_explain(store, scene, arena, &programme->waiting[i]);
    return err;
}

static void fill_requested(const struct talk_rows *talks, struct arena *arena,
                           struct programme *programme)
{
    programme->requested = ARENA_ARRAY(arena, struct talk, (size_t)talks->count + 1);
    for (int i = 0; i < talks->count; i++) {
        if (talks->items[i].status == TALK_REQUESTED)
            programme->requested[programme->requested_count++] = talks->items[i];
    }
    qsort(programme->requested, (size_t)programme->requested_count, sizeof(struct talk),
          by_place_in_line);
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

/* Nothing is announced: packed in the order of booking. */
static void pack_items(const struct talk_scene *scene, const struct talk_rows *talks,
                       struct arena *arena, struct programme *programme)
{
    size_t room = (size_t)talks->count + 1;
    int *minutes = ARENA_ARRAY(arena, int, room);
    struct pack_place *places = ARENA_ARRAY(arena, struct pack_place, room);
    for (int i = 0; i < talks->count; i++) {
        if (!talk_status_has_slot(talks->items[i].status))
            continue;
        minutes[programme->count] = talks->items[i].minutes;
        add_item(programme, &talks->items[i]);
    }
    pack_rules_place(&scene->settings.pack, minutes, programme->count, places);
    for (int i = 0; i < programme->count; i++) {
        programme->items[i].room = places[i].room;
        programme->items[i].starts_at.v = places[i].start_s;
    }
}

static const struct talk *find_talk(const struct talk_rows *talks, struct talk_id id)
{
    for (int i = 0; i < talks->count; i++) {
        if (talks->items[i].id.v == id.v)
            return &talks->items[i];
    }
    return NULL;
}

static void take_slots(const struct programme_slots *slots, const struct talk_rows *talks,
                       struct programme *programme)
{
    for (int i = 0; i < slots->count; i++) {
        const struct programme_slot *slot = &slots->items[i];
        const struct talk *talk = find_talk(talks, slot->talk);
        if (!talk || slot->room > programme->room_count)
            continue;
        add_item(programme, talk);
        struct programme_item *item = &programme->items[programme->count - 1];
        item->room = slot->room - 1;
        item->starts_at = slot->starts_at;
        item->pinned = slot->pinned;
    }
}

/* Who has a slot by right, and no time in what was announced. */
static void fill_unplaced(const struct talk_rows *talks, struct arena *arena,
                          struct programme *programme)
{
    programme->unplaced = ARENA_ARRAY(arena, struct talk, (size_t)talks->count + 1);
    for (int i = 0; i < talks->count; i++) {
        bool placed = !talk_status_has_slot(talks->items[i].status);
        for (int k = 0; !placed && k < programme->count; k++)
            placed = programme->items[k].talk.id.v == talks->items[i].id.v;
        if (!placed)
            programme->unplaced[programme->unplaced_count++] = talks->items[i];
    }
}

static void fill_items(const struct talk_scene *scene, const struct talk_rows *talks,
                       struct arena *arena, struct programme *programme)
{
    programme->items = ARENA_ARRAY(arena, struct programme_item, (size_t)talks->count + 1);
    if (programme->announced)
        take_slots(&scene->slots, talks, programme);
    else
        pack_items(scene, talks, arena, programme);
    for (int i = 0; i < programme->count; i++) {
        struct programme_item *item = &programme->items[i];
        item->ends_at = instant_add(item->starts_at, (int64_t)item->talk.minutes * 60);
    }
    qsort(programme->items, (size_t)programme->count, sizeof(struct programme_item), by_start);
}

static enum err read_scene(struct store *store, struct event_id event, struct arena *arena,
                           struct talk_scene *scene, struct talk_rows *talks)
{
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = talk_scene_find(store, event, true, &unused, scene);
    if (err != OK || !scene->settings.published)
        return err == OK ? talk_store_live(store, event, arena, talks) : err;
    *talks = scene->talks; /* read with what is announced */
    return OK;
}

static struct programme frame_of(const struct talk_scene *scene, struct arena *arena)
{
    struct spark_settings *settings = ARENA_NEW(arena, struct spark_settings);
    *settings = scene->settings;
    return (struct programme){
        .event = scene->event.id,
        .settings = settings,
        .ends_at = scene->event.fields.ends_at,
        .version = settings->version,
        .rooms = settings->rooms,
        .announced = settings->published != 0,
        .drawing = settings->drawing,
        .room_count = settings->pack.room_count,
        .seconds_left = settings->room_s - settings->used_s,
    };
}

static enum err read_programme(struct store *store, struct event_id event, bool explained,
                               struct arena *arena, struct programme *ret)
{
    struct talk_scene scene;
    struct talk_rows talks;
    enum err err = read_scene(store, event, arena, &scene, &talks);
    if (err != OK)
        return err;
    struct programme programme = frame_of(&scene, arena);
    fill_line(&talks, arena, &programme);
    if (explained)
        err = explain_line(store, &scene, arena, &programme);
    if (err != OK)
        return err;
    fill_items(&scene, &talks, arena, &programme);
    fill_unplaced(&talks, arena, &programme);
    fill_requested(&talks, arena, &programme);
    *ret = programme;
    return OK;
}

enum err programme_find(struct store *store, struct event_id event, struct arena *arena,
                        struct programme *ret)
{
    return read_programme(store, event, true, arena, ret);
}

enum err programme_find_plain(struct store *store, struct event_id event, struct arena *arena,
                              struct programme *ret)
{
    return read_programme(store, event, false, arena, ret);
}
