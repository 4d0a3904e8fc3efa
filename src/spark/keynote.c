/* DESIGN: keynotes are added, changed and removed; talks keep what they have, or it is refused. */
#include "keynote.h"

#include "audit.h"
#include "keynote_rules.h"
#include "keynote_store.h"
#include "programme_publish.h"
#include "spark_store.h"
#include "talk_scene.h"

enum { MINUTE_S = 60 };

struct instant keynote_ends_at(const struct keynote *keynote)
{
    return instant_add(keynote->starts_at, (int64_t)keynote->minutes * MINUTE_S);
}

const struct keynote *keynote_of(const struct keynotes *keynotes, struct keynote_id id)
{
    for (int i = 0; i < keynotes->count; i++) {
        if (keynotes->items[i].id.v == id.v)
            return &keynotes->items[i];
    }
    return NULL;
}

/* ---- what it would make of the evening ---- */

static void take_out(struct keynotes *list, struct keynote_id id)
{
    int kept = 0;
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].id.v != id.v)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static void put_in(struct keynotes *list, const struct keynote *keynote)
{
    int at = list->count++;
    for (; at > 0 && list->items[at - 1].starts_at.v > keynote->starts_at.v; at--)
        list->items[at] = list->items[at - 1];
    list->items[at] = *keynote;
}

static const char *field_of(const struct programme_frames *frames, enum arrange_hard rule)
{
    (void)frames;
    (void)rule;
    return "starts_at";
}

static enum err check_talks(struct store *store, const struct talk_scene *scene,
                            const struct spark_settings *after, struct refusal *why)
{
    const struct event_fields *event = &scene->event.fields;
    const struct programme_frames frames = {
        .before = {scene->event.id, event->starts_at, event->ends_at, &scene->settings, 0},
        .after = {scene->event.id, event->starts_at, event->ends_at, after, 0},
        .field_of = field_of,
    };
    if (!pack_rules_fits(&after->pack, &scene->confirmed)) {
        refuse_field(why, "minutes", "The talks that have a slot do not fit beside it.");
        return refuse(why, ERR_CONFLICT, "does-not-fit",
                      "The talks that have a slot do not fit beside this keynote. Let the event "
                      "last longer, or the keynote be shorter; a slot is never taken back.");
    }
    return after->published ? programme_publish_keeps(store, &frames, why) : OK;
}

/* Refuses the fields that are wrong, else fills after. */
static enum err plan(const struct talk_scene *scene, const struct keynote *keynote,
                     struct refusal *why, struct spark_settings *after)
{
    const struct event_fields *event = &scene->event.fields;
    const struct keynote_frame frame = {event->starts_at, event->ends_at,
                                        scene->settings.pack.room_count,
                                        scene->settings.pack.changeover_s, &after->keynotes};
    take_out(&after->keynotes, keynote->id);
    if (after->keynotes.count == KEYNOTES_MAX)
        return refuse(why, ERR_CONFLICT, "full", "An event has at most %d keynotes.", KEYNOTES_MAX);
    keynote_rules_check(&frame, keynote, why);
    enum err err = refusal_check(why);
    if (err != OK)
        return err;
    put_in(&after->keynotes, keynote);
    if (!keynote_rules_cut(after->spans, after->span_count, &after->keynotes, &after->pack))
        refuse_field(why, "starts_at", "It would cut the evening into more than %d pieces.",
                     PACK_BLOCKS_MAX);
    if (!after->pack.block_count)
        refuse_field(why, "minutes", "It would leave no time for talks.");
    return refusal_check(why);
}

/* ---- while it may be ---- */

static enum err check_when(const struct talk_scene *scene, struct instant now, struct refusal *why)
{
    if (scene->event.status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event is cancelled.");
    if (now.v >= scene->event.fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The evening has begun, so its keynotes stand.");
    if (scene->settings.drawing)
        return refuse(why, ERR_CONFLICT, "drawn",
                      "Speakers are being drawn into the time that there is. Change keynotes "
                      "before or after that.");
    return OK;
}

static enum err find(struct store *store, struct instant now, const struct keynote_edit *edit,
                     struct refusal *why, struct talk_scene *scene)
{
    const struct keynote *keynote = &edit->keynote;
    enum err err = talk_scene_find(store, edit->event, true, why, scene);
    if (err == OK)
        err = check_when(scene, now, why);
    if (err != OK || !keynote->id.v)
        return err;
    const struct keynote *now_is = keynote_of(&scene->settings.keynotes, keynote->id);
    if (!now_is)
        return refuse(why, ERR_NOT_FOUND, "not-found", "There is no such keynote any more.");
    return refusal_check_version(why, keynote->version, now_is->version);
}

/* The evening with its new blocks; waiting talks get what is free. */
static enum err keep(struct store *store, struct instant now, const struct spark_settings *after,
                     struct person_id by, struct arena *arena)
{
    enum err err = spark_store_update(store, after);
    if (err == OK)
        err = audit_add(store, now, by, "keynotes", after->event.v, "");
    return err == OK ? talk_room_changed(store, now, after->event, arena) : err;
}

enum err keynote_save(struct store *store, struct instant now, const struct keynote_edit *edit,
                      struct refusal *why, struct keynote_id *ret)
{
    const struct keynote *keynote = &edit->keynote;
    struct talk_scene scene;
    struct keynote_id id = keynote->id;
    enum err err = find(store, now, edit, why, &scene);
    if (err != OK)
        return err;
    struct spark_settings after = scene.settings;
    err = plan(&scene, keynote, why, &after);
    if (err == OK)
        err = check_talks(store, &scene, &after, why);
    if (err == OK)
        err = id.v ? keynote_store_update(store, keynote)
                   : keynote_store_insert(store, edit->event, keynote, &id);
    if (err == OK)
        err = keep(store, now, &after, edit->by, why->arena);
    if (err == OK)
        *ret = id;
    return err;
}

enum err keynote_remove(struct store *store, struct instant now, const struct keynote_edit *edit,
                        struct refusal *why)
{
    struct talk_scene scene;
    bool begun = false;
    enum err err = find(store, now, edit, why, &scene);
    if (err == OK)
        err = keynote_store_begun(store, edit->keynote.id, &begun);
    if (err == OK && begun)
        return refuse(why, ERR_CONFLICT, "begun",
                      "This keynote was begun on the stage, so it stands.");
    if (err != OK)
        return err;
    struct spark_settings after = scene.settings;
    take_out(&after.keynotes, edit->keynote.id);
    keynote_rules_cut(after.spans, after.span_count, &after.keynotes, &after.pack);
    err = keynote_store_delete(store, edit->keynote.id);
    return err == OK ? keep(store, now, &after, edit->by, why->arena) : err;
}
