/* DESIGN: the programme for reading: talks with rooms and times, and who waits and why. */
#include "programme.h"

#include <stdlib.h>
#include <string.h>

#include "talk_scene.h"

static bool is_in_line(const struct talk *talk)
{
    return talk->status == TALK_WAITING || talk->wanted_minutes;
}

static int by_position(const void *left, const void *right)
{
    const struct talk *a = left, *b = right;
    return a->position - b->position;
}

static int by_coming(const void *left, const void *right)
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

/* All that wait, by precedence; if explained, each with its sentence. */
static enum err fill_line(struct store *store, const struct talk_scene *scene, bool explained,
                          struct arena *arena, struct programme *programme)
{
    const struct talk_rows *talks = &scene->talks;
    struct talk_queue queue;
    programme->waiting = ARENA_ARRAY(arena, struct talk, (size_t)talks->count + 1);
    enum err err = talk_queue_find(store, scene->event.id, arena, &queue);
    for (int i = 0; err == OK && i < talks->count; i++) {
        struct talk *talk = &programme->waiting[programme->waiting_count];
        if (!is_in_line(&talks->items[i]))
            continue;
        *talk = talks->items[i];
        programme->waiting_count++;
        if (explained)
            err = talk_scene_explain_in(store, scene, &queue, arena, talk);
        else
            talk->position = talk_queue_place(&queue, talk->id, arena).position;
    }
    if (programme->waiting_count)
        qsort(programme->waiting, (size_t)programme->waiting_count, sizeof(struct talk),
              by_position);
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
    qsort(programme->requested, (size_t)programme->requested_count, sizeof(struct talk), by_coming);
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

/* Times that mean something: what was announced; before that a plan that keeps every rule, unless
 * the order is drawn by lot. For whoever makes the programme in any case. */
static bool find_slots(const struct talk_scene *scene, bool drafted, struct arena *arena,
                       struct programme_slots *ret)
{
    if (scene->settings.published) {
        *ret = scene->slots;
        return true;
    }
    if (!drafted && scene->settings.order != SPARK_ARRANGED)
        return false;
    return talk_scene_plan(scene, arena, ret) || drafted;
}

static void fill_items(const struct talk_scene *scene, bool drafted, struct arena *arena,
                       struct programme *programme)
{
    const struct talk_rows *talks = &scene->talks;
    struct programme_slots slots;
    programme->items = ARENA_ARRAY(arena, struct programme_item, (size_t)talks->count + 1);
    if (find_slots(scene, drafted, arena, &slots))
        take_slots(&slots, talks, programme);
    for (int i = 0; i < programme->count; i++) {
        struct programme_item *item = &programme->items[i];
        item->ends_at = instant_add(item->starts_at, (int64_t)item->talk.minutes * 60);
    }
    if (programme->count)
        qsort(programme->items, (size_t)programme->count, sizeof(struct programme_item), by_start);
}

static struct programme frame_of(const struct talk_scene *scene, struct arena *arena)
{
    struct spark_settings *settings = ARENA_NEW(arena, struct spark_settings);
    *settings = scene->settings;
    return (struct programme){
        .event = scene->event.id,
        .scene = scene,
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

struct reading {
    bool explained; /* with the sentences of those in line */
    bool drafted;   /* with times that nobody is told */
};

static enum err read_programme(struct store *store, struct event_id event,
                               const struct reading *how, struct arena *arena,
                               struct programme *ret)
{
    struct talk_scene *scene = ARENA_NEW(arena, struct talk_scene);
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = talk_scene_find(store, event, true, &unused, scene);
    if (err != OK)
        return err;
    struct programme programme = frame_of(scene, arena);
    err = fill_line(store, scene, how->explained, arena, &programme);
    if (err != OK)
        return err;
    fill_items(scene, how->drafted, arena, &programme);
    for (int i = 0; err == OK && how->explained && i < programme.count; i++)
        err = talk_scene_mark(store, scene, &programme.items[i].talk);
    fill_unplaced(&scene->talks, arena, &programme);
    fill_requested(&scene->talks, arena, &programme);
    if (err == OK)
        *ret = programme;
    return err;
}

enum err programme_find(struct store *store, struct event_id event, struct arena *arena,
                        struct programme *ret)
{
    return read_programme(store, event, &(struct reading){.explained = true}, arena, ret);
}

enum err programme_find_plain(struct store *store, struct event_id event, struct arena *arena,
                              struct programme *ret)
{
    return read_programme(store, event, &(struct reading){.explained = false}, arena, ret);
}

enum err programme_find_drafted(struct store *store, struct event_id event, struct arena *arena,
                                struct programme *ret)
{
    return read_programme(store, event, &(struct reading){.drafted = true}, arena, ret);
}

bool programme_fits(const struct programme *programme, const struct talk *talk, int minutes,
                    struct arena *arena)
{
    static const struct talk nobody = {.status = TALK_WAITING, .kit = ""};
    return talk_scene_fits(programme->scene, talk ? talk : &nobody, minutes, arena);
}
