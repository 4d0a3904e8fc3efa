/* DESIGN: every line of talks moves up, whatever made room or somebody free. */
#include "talk_offer_store.h"
#include "talk_scene.h"

static enum err promote_line(struct store *store, struct instant now, struct event_id event,
                             struct arena *arena)
{
    struct talk_scene scene;
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = talk_scene_find(store, event, true, &unused, &scene);
    return err == OK ? talk_scene_promote(store, now, &scene, arena) : err;
}

/* Once each is enough: a slot that is given takes room and people, and frees neither. */
enum err talk_promote(struct store *store, struct instant now, struct arena *arena)
{
    struct talk_line line = {.starts_at = now, .event = {INT64_MAX}};
    for (;;) {
        enum err err = talk_store_next_line(store, &line, &line);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = promote_line(store, now, line.event, arena);
        if (err != OK)
            return err;
    }
}

enum err talk_room_changed(struct store *store, struct instant now, struct event_id event,
                           struct arena *arena)
{
    enum err err = talk_offer_store_renew(store, event);
    return err == OK ? talk_promote(store, now, arena) : err;
}

enum err talk_promote_freed(struct store *store, struct instant now,
                            const struct talk_presenter *freed, int count, struct arena *arena)
{
    enum err err = talk_promote(store, now, arena);
    for (int i = 0; err == OK && i < count; i++)
        err = booking_promote_person(store, now, freed[i].person, arena);
    return err;
}
