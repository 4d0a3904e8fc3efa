/* DESIGN: events of every kind, with what SPARK adds: its blocks, and talks that follow a change.
 */
#include "spark_event.h"

#include "busy.h"
#include "event_rules.h"
#include "spark_rules.h"
#include "talk_scene.h"

struct spark_fields spark_event_defaults(void)
{
    return (struct spark_fields){.changeover_s = SPARK_UNSET,
                                 .fixed_minutes = SPARK_UNSET,
                                 .room_count = 1,
                                 .seats = SPARK_UNSET,
                                 .talks_a_person = SPARK_UNSET};
}

enum err spark_event_find(struct store *store, struct event_id id, struct arena *arena,
                          struct spark_settings *ret)
{
    return talk_store_settings(store, id, arena, ret);
}

/* ---- create ---- */

enum err spark_event_create(struct store *store, struct instant now, struct person_id actor,
                            const struct event_fields *fields, const struct spark_fields *spark,
                            struct refusal *why, struct event_id *ret)
{
    const struct spark_fields defaults = spark_event_defaults();
    const struct spark_draft draft = {fields, spark ? spark : &defaults, NULL, NULL};
    struct spark_settings settings;
    struct event_id id;
    bool is_spark = fields->kind == EVENT_SPARK;
    if (is_spark) /* what it refuses makes event_create refuse too, with all fields */
        spark_rules_plan(&draft, why, &settings);
    enum err err = event_create(store, now, actor, fields, why, &id);
    if (err == OK && is_spark) {
        settings.event = id;
        err = talk_store_insert_settings(store, &settings);
    }
    if (err == OK)
        *ret = id;
    return err;
}

/* ---- change ---- */

static enum err refuse_missing(const struct spark_change *change, int minutes, struct refusal *why)
{
    bool by_fixed = change->spark && change->spark->fixed_minutes != SPARK_UNSET;
    bool by_blocks = change->spark && change->spark->block_count;
    const char *field = by_blocks ? "blocks" : by_fixed ? "fixed_minutes" : "ends_at";
    const char *unit = minutes == 1 ? "minute is" : "minutes are";
    refuse(why, ERR_CONFLICT, "does-not-fit",
           "The talks that have a slot do not fit into this window: %d %s missing. Give talks more "
           "time; a slot is never taken back.",
           minutes, unit);
    refuse_field(why, field, "%d %s missing for the talks that have a slot.", minutes, unit);
    return ERR_CONFLICT;
}

static enum err plan_change(const struct spark_change *change, const struct talk_scene *scene,
                            struct refusal *why, struct spark_settings *ret)
{
    const struct spark_fields defaults = spark_event_defaults();
    const struct spark_draft draft = {&change->fields, change->spark ? change->spark : &defaults,
                                      &scene->settings, &scene->event.fields};
    enum err err = event_check_stale(&scene->event, change->version, &change->fields, why);
    if (err != OK)
        return err;
    spark_rules_plan(&draft, why, ret);
    ret->event = change->event;
    if (why->field_count || ret->pack.block_count == 0)
        return OK; /* event_update refuses it, with the event's own fields */
    if (!pack_rules_fits(&ret->pack, &scene->confirmed))
        return refuse_missing(change, pack_rules_missing(&ret->pack, &scene->confirmed), why);
    return OK;
}

static enum err follow_presenter(struct store *store, struct instant now,
                                 const struct talk_scene *scene, const struct talk *talk,
                                 const struct talk_presenter *presenter, bool announced)
{
    const struct event_fields *when = &scene->event.fields;
    const struct busy busy = {presenter->person, when->starts_at, when->ends_at,
                              BUSY_TALK,         talk->id.v,      talk->event.v};
    const struct talk_news news = {.kind = NOTICE_EVENT_CHANGED, .had_place = true};
    enum err err = busy_put(store, &busy);
    if (err != OK || !announced)
        return err;
    return talk_notice_one(store, now, &scene->event, talk, presenter, &news);
}

/* Talks rise with their event; presenters with a slot are told once. */
static enum err follow(struct store *store, struct instant now, const struct talk_scene *scene,
                       bool announced, struct arena *arena)
{
    struct talk_rows talks;
    enum err err = talk_store_raise_all(store, now, scene->event.id);
    if (err == OK)
        err = talk_store_live(store, scene->event.id, arena, &talks);
    for (int i = 0; err == OK && i < talks.count; i++) {
        const struct talk *talk = &talks.items[i];
        for (int p = 0; err == OK && talk->status == TALK_CONFIRMED && p < talk->presenter_count;
             p++)
            err = follow_presenter(store, now, scene, talk, &talk->presenters[p], announced);
    }
    return err;
}

static enum err update_talks(struct store *store, struct instant now,
                             const struct spark_settings *settings,
                             const struct event_fields *before, struct refusal *why)
{
    struct talk_scene scene;
    enum err err = talk_store_update_settings(store, settings);
    if (err == OK)
        err = talk_scene_find(store, settings->event, true, why, &scene);
    if (err != OK)
        return err;
    const struct event_fields *after = &scene.event.fields;
    if (scene.event.status == EVENT_PUBLISHED && event_rules_is_rendered(before, after))
        err = follow(store, now, &scene, event_rules_is_announced(before, after), why->arena);
    return err == OK ? talk_scene_promote(store, now, &scene, why->arena) : err;
}

static bool is_no_spark(enum err found)
{
    return found == ERR_NOT_FOUND;
}

enum err spark_event_update(struct store *store, struct instant now,
                            const struct spark_change *change, struct refusal *why)
{
    struct talk_scene scene;
    struct spark_settings settings;
    struct refusal unused;
    refusal_init(&unused, why->arena);
    enum err err = talk_scene_find(store, change->event, true, &unused, &scene);
    if (is_no_spark(err))
        return event_update(store, now, change->event, change->version, &change->fields, why);
    if (err == OK)
        err = plan_change(change, &scene, why, &settings);
    if (err == OK)
        err = event_update(store, now, change->event, change->version, &change->fields, why);
    return err == OK ? update_talks(store, now, &settings, &scene.event.fields, why) : err;
}

/* ---- cancel ---- */

static enum err call_off_talk(struct store *store, struct instant now,
                              const struct talk_scene *scene, struct talk *talk,
                              struct arena *arena)
{
    bool had_slot = talk->status == TALK_CONFIRMED;
    const struct talk_news news = {.kind = NOTICE_EVENT_CANCELLED, .had_place = had_slot};
    enum err err = talk_store_withdraw(store, now, talk);
    if (err == OK)
        err = talk_notice_all(store, now, &scene->event, talk, &news);
    for (int i = 0; err == OK && had_slot && i < talk->presenter_count; i++)
        err = talk_scene_unseat(store, now, talk, &talk->presenters[i], arena);
    return err;
}

static enum err call_off_talks(struct store *store, struct instant now,
                               const struct talk_scene *scene, struct arena *arena)
{
    struct talk_rows talks;
    enum err err = talk_store_live(store, scene->event.id, arena, &talks);
    for (int i = 0; err == OK && i < talks.count; i++)
        err = call_off_talk(store, now, scene, &talks.items[i], arena);
    return err == OK ? talk_store_recount(store, scene->event.id) : err;
}

enum err spark_event_cancel(struct store *store, struct instant now, struct event_id id,
                            int version, struct refusal *why)
{
    struct talk_scene scene;
    struct refusal unused;
    refusal_init(&unused, why->arena);
    enum err found = talk_scene_find(store, id, true, &unused, &scene);
    if (found != OK && !is_no_spark(found))
        return found;
    enum err err = event_cancel(store, now, id, version, why);
    if (err != OK || is_no_spark(found) || scene.event.status == EVENT_CANCELLED)
        return err;
    return call_off_talks(store, now, &scene, why->arena);
}
