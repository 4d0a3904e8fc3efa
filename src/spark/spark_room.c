/* DESIGN: what is left of a SPARK event's time, for open pages and their stream. */
#include "spark_room.h"

#include "talk_scene.h"

enum err spark_room_left(struct store *store, struct event_id event,
                         const struct talk_lengths *lengths, struct spark_room *ret)
{
    struct arena *arena = arena_new();
    struct talk_scene scene;
    struct refusal unused;
    struct spark_room room = {0};
    refusal_init(&unused, arena);
    enum err err = talk_scene_find(store, event, true, &unused, &scene);
    if (err == OK)
        err = talk_store_line_length(store, event, &room.waiting);
    if (err == OK) {
        room.seconds_left = scene.settings.room_s - scene.settings.used_s;
        room.version = scene.settings.version;
        for (int i = 0; i < lengths->count; i++)
            room.more[i] = talk_scene_more(&scene, lengths->minutes[i]);
        *ret = room;
    }
    arena_free(arena);
    return err;
}
