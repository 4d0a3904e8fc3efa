/* DESIGN: events of every kind, with what SPARK adds: its blocks, and talks that follow a change.
 */
#include "spark_event.h"

#include <string.h>

#include "call_scene.h"
#include "draw.h"
#include "draw_store.h"
#include "event_life.h"
#include "event_news.h"
#include "event_rules.h"
#include "keynote_store.h"
#include "policy_pack.h"
#include "programme_publish.h"
#include "register.h"
#include "slides.h"
#include "spark_moved.h"
#include "spark_rules.h"
#include "spark_store.h"
#include "stage.h"
#include "talk_offer_store.h"
#include "talk_scene.h"
#include "tz.h"

struct spark_fields spark_event_defaults(void)
{
    return (struct spark_fields){.changeover_s = SPARK_UNSET,
                                 .fixed_minutes = SPARK_UNSET,
                                 .talks_a_person = SPARK_UNSET,
                                 .intake = SPARK_UNSET,
                                 .order = SPARK_UNSET,
                                 .themes = SPARK_UNSET};
}

static const char *const INTAKES[] = {"instant", "call"};
static const char *const ORDERS[] = {"arranged", "shuffled", "drawn"};
static const char *const THEMES[] = {"spread", "cluster"};

const char *spark_intake_name(enum spark_intake intake)
{
    return INTAKES[intake];
}

const char *spark_order_name(enum spark_order order)
{
    return ORDERS[order];
}

const char *spark_themes_name(enum spark_themes themes)
{
    return THEMES[themes];
}

static enum err parse(struct str s, const char *const *names, int count, int *ret)
{
    for (int i = 0; i < count; i++) {
        if (str_eq_c(s, names[i])) {
            *ret = i;
            return OK;
        }
    }
    return ERR_INVALID;
}

enum err spark_intake_parse(struct str s, enum spark_intake *ret)
{
    int i = 0;
    enum err err = parse(s, INTAKES, SPARK_INTAKES, &i);
    if (err == OK)
        *ret = (enum spark_intake)i;
    return err;
}

enum err spark_order_parse(struct str s, enum spark_order *ret)
{
    int i = 0;
    enum err err = parse(s, ORDERS, SPARK_ORDERS, &i);
    if (err == OK)
        *ret = (enum spark_order)i;
    return err;
}

enum err spark_themes_parse(struct str s, enum spark_themes *ret)
{
    int i = 0;
    enum err err = parse(s, THEMES, SPARK_THEMES, &i);
    if (err == OK)
        *ret = (enum spark_themes)i;
    return err;
}

enum err spark_event_find(struct store *store, struct event_id id, struct arena *arena,
                          struct spark_settings *ret)
{
    return spark_store_find(store, id, arena, ret);
}

/* ---- create ---- */

enum err spark_event_usual_order(struct store *store, struct arena *arena, enum spark_order *ret)
{
    struct policy_pack pack;
    enum spark_order order = SPARK_ARRANGED;
    enum err err = policy_pack_find(store, arena, &pack);
    if (err == OK)
        err = spark_order_parse(str_of(pack.talk_order), &order);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = order;
    return OK;
}

static enum err inherit_order(struct store *store, struct arena *arena, struct spark_fields *spark)
{
    enum spark_order order = SPARK_ARRANGED;
    if (spark->order != SPARK_UNSET)
        return OK;
    enum err err = spark_event_usual_order(store, arena, &order);
    spark->order = (int)order;
    return err;
}

enum err spark_event_create(struct store *store, struct instant now, struct person_id actor,
                            const struct event_fields *fields, const struct spark_fields *spark,
                            struct refusal *why, struct event_id *ret)
{
    struct spark_fields chosen = spark ? *spark : spark_event_defaults();
    const struct spark_draft draft = {fields, &chosen, NULL, NULL};
    struct spark_settings settings;
    struct event_id id;
    bool is_spark = fields->kind == EVENT_SPARK;
    enum err err = is_spark ? inherit_order(store, why->arena, &chosen) : OK;
    if (err != OK)
        return err;
    if (is_spark) /* what it refuses makes event_create refuse too, with all fields */
        spark_rules_plan(&draft, why, &settings);
    err = event_create(store, now, actor, fields, why, &id);
    if (err == OK && is_spark) {
        settings.event = id;
        err = spark_store_insert(store, &settings);
        if (err == OK)
            err = draw_follow(store, now, id, settings.order);
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

static enum err refuse_room(const struct spark_settings *settings, int room, struct refusal *why)
{
    refuse_field(why, "rooms", "Talks are announced for %s. Move them to other rooms first.",
                 settings->rooms[room].name);
    return refusal_check(why);
}

static int64_t length_of(const struct board_frame *frame)
{
    return frame->ends_at.v - frame->starts_at.v;
}

/* What has to be changed otherwise for that rule to hold. */
static const char *field_of(const struct programme_frames *frames, enum arrange_hard rule)
{
    const struct board_frame *before = &frames->before, *after = &frames->after;
    if (rule == HARD_KIT)
        return "rooms";
    if (after->settings->pack.changeover_s > before->settings->pack.changeover_s)
        return "changeover_s";
    return length_of(after) == length_of(before) ? "blocks" : "ends_at";
}

/* What is announced has to hold under the new settings too. */
static enum err check_announced(struct store *store, const struct spark_change *change,
                                const struct talk_scene *scene,
                                const struct spark_settings *settings, struct refusal *why)
{
    const struct event_fields *now = &scene->event.fields, *then = &change->fields;
    const struct programme_frames frames = {
        .before = {change->event, now->starts_at, now->ends_at, &scene->settings, 0},
        .after = {change->event, then->starts_at, then->ends_at, settings,
                  then->starts_at.v - now->starts_at.v},
        .field_of = field_of,
    };
    return settings->published ? programme_publish_keeps(store, &frames, why) : OK;
}

/* Nobody would decide on what was proposed to a call that is none any more. */
static enum err check_decided(struct store *store, struct event_id event, struct refusal *why)
{
    struct talk_rows talks;
    int open = 0;
    enum err err = talk_store_live(store, event, why->arena, &talks);
    if (err != OK)
        return err;
    for (int i = 0; i < talks.count; i++)
        open += talks.items[i].status == TALK_REQUESTED;
    if (!open)
        return OK;
    refuse(why, ERR_CONFLICT, "undecided",
           "%d %s for a decision. Accept or decline what was proposed, then let talks be booked at "
           "once.",
           open, open == 1 ? "proposal waits" : "proposals wait");
    refuse_field(why, "intake", "%d %s for a decision: accept or decline first.", open,
                 open == 1 ? "proposal waits" : "proposals wait");
    return ERR_CONFLICT;
}

/* Do talks have another time or place to be put into? */
static bool moves_plan(const struct talk_scene *scene, const struct spark_change *change,
                       const struct spark_settings *after)
{
    const struct pack *was = &scene->settings.pack, *is = &after->pack;
    bool same = was->room_count == is->room_count && was->changeover_s == is->changeover_s &&
                was->block_count == is->block_count &&
                scene->event.fields.starts_at.v == change->fields.starts_at.v &&
                scene->event.fields.ends_at.v == change->fields.ends_at.v;
    for (int i = 0; same && i < is->block_count; i++)
        same = was->blocks[i].start_s == is->blocks[i].start_s &&
               was->blocks[i].end_s == is->blocks[i].end_s;
    return !same;
}

/* As many rooms, and in each what stood there. */
static bool same_kit(const struct talk_scene *scene, const struct spark_settings *after)
{
    for (int i = 0; i < after->pack.room_count; i++)
        if (strcmp(scene->settings.rooms[i].kit, after->rooms[i].kit) != 0)
            return false;
    return true;
}

/* Rooms, kit, times and blocks that leave somebody with a slot none that their needs allow. */
static enum err check_needs(const struct spark_change *change, const struct talk_scene *scene,
                            const struct spark_settings *settings, struct refusal *why)
{
    const struct event_fields *now = &scene->event.fields, *then = &change->fields;
    if (settings->published || (!moves_plan(scene, change, settings) && same_kit(scene, settings)))
        return OK;
    const struct talk *talk = talk_scene_loses(scene, then, settings, why->arena);
    bool moved = then->starts_at.v != now->starts_at.v || then->ends_at.v != now->ends_at.v;
    if (!talk)
        return OK;
    refuse(
        why, ERR_CONFLICT, "does-not-fit",
        "“%s” of %s has a slot and could not be placed any more, for what it needs and the other "
        "talks. Leave room for it, or change what it needs; a slot is never taken back.",
        talk->title, talk->presenters[0].name);
    refuse_field(why, moved ? "ends_at" : "rooms", "“%s” could not be placed any more.",
                 talk->title);
    return ERR_CONFLICT;
}

static enum err plan_change(struct store *store, const struct spark_change *change,
                            const struct talk_scene *scene, struct refusal *why,
                            struct spark_settings *ret)
{
    const struct spark_fields defaults = spark_event_defaults();
    const struct spark_draft draft = {&change->fields, change->spark ? change->spark : &defaults,
                                      &scene->settings, &scene->event.fields};
    enum err err = event_check_stale(store, &scene->event, change->version, &change->fields, why);
    if (err != OK)
        return err;
    spark_rules_plan(&draft, why, ret);
    ret->event = change->event;
    if (why->field_count || ret->pack.block_count == 0)
        return OK; /* event_update refuses it, with the event's own fields */
    for (int i = 0; i < scene->slots.count; i++) {
        if (scene->slots.items[i].room > ret->pack.room_count)
            return refuse_room(&scene->settings, scene->slots.items[i].room - 1, why);
    }
    err = draw_check_order(&scene->settings, ret->order, why);
    if (err == OK && moves_plan(scene, change, ret))
        err = draw_check_still(&scene->settings, why);
    if (err == OK && scene->settings.intake == SPARK_CALL && ret->intake == SPARK_INSTANT)
        err = check_decided(store, change->event, why);
    if (err != OK)
        return err;
    if (!pack_rules_fits(&ret->pack, &scene->confirmed))
        return refuse_missing(change, pack_rules_missing(&ret->pack, &scene->confirmed), why);
    err = check_needs(change, scene, ret, why);
    return err == OK ? check_announced(store, change, scene, ret, why) : err;
}

/* Its presenters, after all of them have moved or are free. */
static enum err promote_presenters(struct store *store, struct instant now,
                                   const struct talk_rows *talks, struct arena *arena)
{
    enum err err = talk_promote(store, now, arena);
    for (int i = 0; err == OK && i < talks->count; i++) {
        const struct talk *talk = &talks->items[i];
        for (int p = 0; err == OK && p < talk->presenter_count; p++)
            err = booking_promote_person(store, now, talk->presenters[p].person, arena);
    }
    return err;
}

/* Talks rise with their event, and presenters with a slot are told once; event_update moved when
 * they are taken. */
static enum err follow(struct store *store, struct instant now, const struct talk_scene *scene,
                       bool announced, struct talk_rows *talks, struct arena *arena)
{
    struct talk_news news = {.kind = NOTICE_EVENT_CHANGED};
    enum err err = talk_store_raise_all(store, now, scene->event.id);
    if (err == OK)
        err = talk_store_live(store, scene->event.id, arena, talks);
    for (int i = 0; err == OK && announced && i < talks->count; i++) {
        news.had_place = talks->items[i].status == TALK_CONFIRMED;
        if (talk_status_has_slot(talks->items[i].status))
            err = talk_notice_all(store, now, &scene->event, &talks->items[i], &news);
    }
    return err;
}

/* Slots move with their event. When people arrive and leave is theirs: it stays as it was said for
 * that day, and goes along to another. What was done on a stage too early does not. */
static enum err shift(struct store *store, struct instant now, struct event_id event,
                      struct instant before, struct instant after)
{
    const struct event_shift by = event_shift_between(before, after);
    int64_t later_s = after.v - before.v;
    enum err err = later_s ? programme_version_shift(store, event, later_s) : OK;
    if (err == OK && later_s)
        err = slides_cutoff_shift(store, event, by);
    if (err == OK && later_s)
        err = keynote_store_shift(store, event, later_s);
    if (err != OK || by.days == 0)
        return err;
    err = call_shift(store, event, by.days);
    if (err == OK)
        err = talk_store_shift_needs(store, event, later_s);
    if (err == OK)
        err = draw_store_shift_pins(store, event, later_s);
    return err == OK && after.v > now.v ? stage_clear(store, event) : err;
}

static enum err update_talks(struct store *store, struct instant now,
                             const struct spark_settings *settings,
                             const struct event_fields *before, struct refusal *why)
{
    struct talk_scene scene;
    struct talk_rows talks = {.count = 0};
    enum err err = spark_store_update(store, settings);
    if (err == OK) /* there may be more room, or other */
        err = talk_offer_store_renew(store, settings->event);
    if (err == OK)
        err = draw_follow(store, now, settings->event, settings->order);
    if (err == OK)
        err = talk_scene_find(store, settings->event, true, why, &scene);
    if (err != OK)
        return err;
    const struct event_fields *after = &scene.event.fields;
    err = shift(store, now, settings->event, before->starts_at, after->starts_at);
    if (err != OK)
        return err;
    if (event_status_is_on(scene.event.status) && event_rules_is_rendered(before, after))
        err =
            follow(store, now, &scene, event_rules_is_announced(before, after), &talks, why->arena);
    return err == OK ? promote_presenters(store, now, &talks, why->arena) : err;
}

/* Who had come to the door on one day has not come on another that is still ahead. */
static enum err clear_register(struct store *store, struct instant now,
                               const struct spark_change *change, const struct event_fields *before)
{
    struct instant starts_at = change->fields.starts_at;
    if (!change->by.v || starts_at.v <= now.v || tz_day(before->starts_at).v == tz_day(starts_at).v)
        return OK;
    return register_take_back(store, now, change->event, 0, change->by);
}

static enum err update_plain(struct store *store, struct instant now,
                             const struct spark_change *change, struct refusal *why)
{
    const struct event_viewer everybody = {.all_drafts = true};
    struct event before;
    enum err err = event_find(store, &everybody, change->event, why->arena, &before);
    if (err == OK)
        err = event_update(store, now, change->event, change->version, &change->fields, why);
    if (err == OK)
        err = clear_register(store, now, change, &before.fields);
    return err == OK ? talk_promote(store, now, why->arena) : err;
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
    struct spark_moved moved;
    struct refusal unused;
    refusal_init(&unused, why->arena);
    enum err err = talk_scene_find(store, change->event, true, &unused, &scene);
    if (is_no_spark(err))
        return update_plain(store, now, change, why);
    if (err == OK)
        err = plan_change(store, change, &scene, why, &settings);
    if (err == OK)
        err = spark_moved_begin(store, &scene.event, &moved);
    if (err == OK)
        err = event_update(store, now, change->event, change->version, &change->fields, why);
    if (err == OK)
        err = clear_register(store, now, change, &scene.event.fields);
    if (err == OK)
        err = update_talks(store, now, &settings, &scene.event.fields, why);
    return err == OK ? spark_moved_tell(store, now, &moved, why->arena) : err;
}

/* ---- cancel ---- */

static enum err call_off_talk(struct store *store, struct instant now,
                              const struct talk_scene *scene, struct talk *talk)
{
    bool had_slot = talk->status == TALK_CONFIRMED;
    const struct talk_news news = {.kind = NOTICE_EVENT_CANCELLED, .had_place = had_slot};
    enum err err = talk_store_withdraw(store, now, talk);
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, &news) : err;
}

static enum err call_off_talks(struct store *store, struct instant now,
                               const struct talk_scene *scene, struct arena *arena)
{
    struct talk_rows talks;
    enum err err = talk_store_live(store, scene->event.id, arena, &talks);
    for (int i = 0; err == OK && i < talks.count; i++)
        err = call_off_talk(store, now, scene, &talks.items[i]);
    if (err == OK)
        err = spark_store_recount(store, scene->event.id);
    return err == OK ? promote_presenters(store, now, &talks, arena) : err;
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
    if (err != OK)
        return err;
    if (is_no_spark(found) || scene.event.status == EVENT_CANCELLED)
        return talk_promote(store, now, why->arena);
    return call_off_talks(store, now, &scene, why->arena);
}

enum err spark_event_call_off_workshops(struct store *store, struct instant now,
                                        const struct spark_ending *ending,
                                        const struct spark_span *during, struct refusal *why)
{
    struct event_list workshops;
    enum err err = event_list_workshops(store, ending->event, why->arena, &workshops);
    for (int i = 0; err == OK && i < workshops.count; i++) {
        const struct event *shop = &workshops.items[i];
        if (!event_life_may_cancel(shop, now)) /* it took place this morning */
            continue;
        if (during && (shop->fields.starts_at.v < during->starts_at.v ||
                       shop->fields.starts_at.v >= during->ends_at.v))
            continue;
        err = spark_event_cancel(store, now, shop->id, 0, why);
        if (err == OK)
            err = event_set_cancel_reason(store, shop->id, ending->reason);
    }
    return err;
}

enum err spark_event_call_off(struct store *store, struct instant now,
                              const struct spark_ending *ending, struct refusal *why)
{
    struct event_news news;
    event_news_check(ending->reason, false, why);
    enum err err = refusal_check(why);
    if (err == OK)
        err = event_news_begin(store, ending->reason, &news);
    if (err == OK)
        err = spark_event_cancel(store, now, ending->event, ending->version, why);
    if (err == OK)
        err = spark_event_call_off_workshops(store, now, ending, NULL, why);
    if (err == OK && ending->reason && *ending->reason)
        err = event_set_cancel_reason(store, ending->event, ending->reason);
    return err == OK ? event_news_tell(store, now, &news, why->arena) : err;
}
