/* DESIGN: what is left of a SPARK event's time, for open pages and their stream. */
#include "spark_room.h"

#include "call_scene.h"
#include "spark_store.h"
#include "talk_rules.h"
#include "talk_store.h"

enum err spark_room_left(struct store *store, struct event_id event,
                         const struct talk_lengths *lengths, struct spark_room *ret)
{
    struct arena *arena = arena_new();
    struct spark_settings settings;
    struct pack_talks confirmed;
    struct call_kept kept;
    struct spark_room room = {0};
    enum err err = spark_store_find(store, event, arena, &settings);
    if (err == OK)
        err = talk_store_count(store, event, &confirmed);
    if (err == OK)
        err = call_kept_find(store, event, &kept);
    if (err == OK)
        err = talk_store_line_length(store, event, &room.waiting);
    arena_free(arena);
    if (err != OK)
        return err;
    room.seconds_left = settings.room_s - settings.used_s;
    room.version = settings.version;
    for (int i = 0; i < lengths->count; i++)
        room.more[i] = call_rules_more(&settings.pack, &confirmed, &kept, lengths->minutes[i]);
    *ret = room;
    return OK;
}
