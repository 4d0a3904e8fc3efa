/* DESIGN: one event's talks as a whole: who fits, who waits and why, and the line moving up. */
#include "talk_scene.h"
#include "talk_offer_store.h"

#include <string.h>

#include "busy.h"
#include "check.h"
#include "clash.h"
#include "event_rules.h"
#include "spark_store.h"
#include "stage_talk.h"

enum { RULES_MAX = 1000 };

enum { RULES };
static const char *const SQL[] = {
    [RULES] = "SELECT kind = 'before', first_id, second_id FROM talk_rule WHERE event_id = $1"
              " ORDER BY kind, first_id, second_id LIMIT $2",
};

enum err talk_scene_rules(struct store *store, struct event_id event, struct arena *arena,
                          struct talk_rules_list *ret)
{
    struct talk_rules_list list = {0};
    int room = 0;
    struct rows rows = store_query(store, SQL[RULES], PARAMS(p_int(event.v), p_int(RULES_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] =
            (struct talk_rule){rows_int(&rows, 0) != 0, {rows_int(&rows, 1)}, {rows_int(&rows, 2)}};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* Its talks, and where they were announced. */
static enum err read_talks(struct store *store, struct talk_scene *scene, struct arena *arena)
{
    enum err err = talk_store_live(store, scene->event.id, arena, &scene->talks);
    if (err == OK && scene->settings.published)
        err = programme_version_slots(store, scene->settings.published, arena, &scene->slots);
    return err == OK ? talk_scene_rules(store, scene->event.id, arena, &scene->rules) : err;
}

enum err talk_scene_find(struct store *store, struct event_id id, bool sees_drafts,
                         struct refusal *why, struct talk_scene *ret)
{
    const struct event_viewer viewer = {.all_drafts = sees_drafts};
    struct talk_scene scene = {0};
    enum err err = event_find(store, &viewer, id, why->arena, &scene.event);
    if (err == OK)
        err = spark_store_find(store, id, why->arena, &scene.settings);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such SPARK event. Look under Events for what is on.");
    if (err == OK)
        err = talk_store_count(store, id, &scene.confirmed);
    if (err == OK)
        err = call_kept_find(store, id, &scene.kept);
    if (err == OK)
        err = talk_offer_setting_find(store, id, &scene.asks);
    if (err == OK)
        err = read_talks(store, &scene, why->arena);
    if (err == OK)
        *ret = scene;
    return err;
}

/* ---- a slot ---- */

enum err talk_scene_place(struct store *store, struct instant now, struct talk_scene *scene,
                          const struct talk *talk, enum programme_why made_by, struct arena *arena)
{
    struct programme_slot slot;
    if (!scene->settings.published)
        return read_talks(store, scene, arena);
    CHECK(talk_scene_gap(scene, talk, talk->minutes, arena, &slot));
    const struct programme_step step = {scene->event.id, made_by, {0}, talk->id, &slot};
    enum err err = programme_version_step(store, now, &step, arena);
    if (err == OK)
        err = spark_store_find(store, scene->event.id, arena, &scene->settings);
    return err == OK ? read_talks(store, scene, arena) : err;
}

enum err talk_scene_displace(struct store *store, struct instant now,
                             const struct talk_scene *scene, const struct talk *talk,
                             struct person_id by, struct arena *arena)
{
    const struct programme_step step = {scene->event.id, PROGRAMME_WITHDRAWN, by, talk->id, NULL};
    return programme_version_step(store, now, &step, arena);
}

/* ---- what its slot has to meet ---- */

/* What a room lacks of it, if it is the room that lacks least; NULL: some room has all. */
static const char *missing_kit(const struct talk_scene *scene, const char *kit, struct arena *arena)
{
    const char *missing = NULL;
    for (int i = 0; i < scene->settings.pack.room_count; i++) {
        missing = slot_rules_missing_kit(arena, kit, scene->settings.rooms[i].kit);
        if (!missing)
            return NULL;
    }
    return missing;
}

static void check_times(const struct event_fields *event, const struct talk *talk,
                        struct refusal *why)
{
    int64_t from = talk->arrive_at.v ? talk->arrive_at.v : event->starts_at.v;
    int64_t to = talk->leave_at.v ? talk->leave_at.v : event->ends_at.v;
    if (talk->arrive_at.v && (from < event->starts_at.v || from >= event->ends_at.v))
        refuse_field(why, "available_from", "Enter a time while the event is on.");
    else if (talk->leave_at.v && (to <= event->starts_at.v || to > event->ends_at.v))
        refuse_field(why, "available_to", "Enter a time while the event is on.");
    else if (to - from < (int64_t)talk->minutes * 60)
        refuse_field(why, talk->leave_at.v ? "available_to" : "available_from",
                     "The talk takes %d minutes. Leave at least that much time for it.",
                     talk->minutes);
}

void talk_scene_check_needs(const struct talk_scene *scene, const struct talk *talk,
                            struct refusal *why)
{
    static const struct text_rule kit_rule = {"kit", "The kit", SPARK_KIT_CHARS_MAX, false, false};
    static const struct text_rule theme_rule = {"theme", "The theme", TALK_THEME_CHARS_MAX, false,
                                                false};
    const char *kit = talk->kit ? talk->kit : "";
    check_times(&scene->event.fields, talk, why);
    text_rule_check(&kit_rule, kit, why);
    text_rule_check(&theme_rule, talk->theme ? talk->theme : "", why);
    const char *missing = missing_kit(scene, kit, why->arena);
    const char *there = talk_kit_there(why->arena, &scene->settings);
    if (missing && *there)
        refuse_field(why, "kit",
                     "No room of this event has “%s”%s. There is: %s. Ask the organiser, or leave "
                     "it out.",
                     missing, strchr(kit, ',') ? " beside what else the talk needs" : "", there);
    else if (missing)
        refuse_field(why, "kit",
                     "Nothing is said to be in the rooms of this event, not even “%s”. Ask the "
                     "organiser, or leave it out.",
                     missing);
}

enum err talk_scene_taken(struct store *store, const struct talk_scene *scene,
                          const struct talk *talk, struct arena *arena,
                          const struct talk_presenter **ret, struct clash *ret_clash)
{
    for (int i = 0; !scene->event.fields.clash_warns && i < talk->presenter_count; i++) {
        enum err err =
            clash_find_event(store, &scene->event, talk->presenters[i].person, arena, ret_clash);
        *ret = &talk->presenters[i];
        if (err != ERR_NOT_FOUND)
            return err;
    }
    return ERR_NOT_FOUND;
}

/* Who keeps a talk waiting though it fits, and where they are. */
static enum err find_hindrance(struct store *store, const struct talk_scene *scene,
                               const struct talk *talk, struct arena *arena,
                               struct talk_hindrance *hindrance)
{
    const struct talk_presenter *presenter;
    struct clash clash;
    enum err err = talk_scene_taken(store, scene, talk, arena, &presenter, &clash);
    if (err == OK) {
        hindrance->name = presenter->name;
        hindrance->event_title = clash.title;
    }
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err talk_scene_explain_in(struct store *store, const struct talk_scene *scene,
                               const struct talk_queue *queue, struct arena *arena,
                               struct talk *talk)
{
    const struct talk_place place = talk_queue_place(queue, talk->id, arena);
    struct talk_hindrance hindrance = {.drawing = scene->settings.drawing, .ahead = place.ahead};
    bool waits = talk->status == TALK_WAITING;
    enum err err = talk_scene_mark(store, scene, talk);
    talk->position = place.position;
    if (err != OK)
        return err;
    hindrance.kept_for =
        talk_scene_kept_for(scene, talk, waits ? talk->minutes : talk->wanted_minutes, arena);
    if (!hindrance.drawing)
        hindrance.wait =
            talk_scene_wait(scene, talk, waits ? talk->minutes : talk->wanted_minutes, arena);
    if (waits && !hindrance.drawing && hindrance.wait == WAIT_NOT)
        err = find_hindrance(store, scene, talk, arena, &hindrance);
    if (err == OK)
        talk->why = talk_rules_why(arena, talk, &hindrance);
    return err;
}

enum err talk_scene_explain(struct store *store, const struct talk_scene *scene,
                            struct arena *arena, struct talk *talk)
{
    struct talk_queue queue;
    talk->position = 0;
    talk->why = NULL;
    if (talk->status != TALK_WAITING && !talk->wanted_minutes)
        return OK;
    enum err err = talk_queue_find(store, talk->event, arena, &queue);
    return err == OK ? talk_scene_explain_in(store, scene, &queue, arena, talk) : err;
}

enum err talk_scene_seat(struct store *store, struct instant now, const struct talk_scene *scene,
                         const struct talk *talk, const struct talk_presenter *presenter,
                         struct arena *arena)
{
    const struct event_fields *when = &scene->event.fields;
    const struct busy busy = {.person = presenter->person,
                              .from = when->starts_at,
                              .to = when->ends_at,
                              .source = BUSY_TALK,
                              .source_id = talk->id.v,
                              .event_id = talk->event.v,
                              .school = when->school};
    enum err err = busy_put(store, &busy);
    if (err != OK || presenter->asked)
        return err;
    return booking_withdraw_at(
        store, now, talk->event, presenter->person,
        "You present a talk there now, so your place in the audience went to "
        "somebody else.",
        arena);
}

enum err talk_scene_unseat(struct store *store, const struct talk *talk,
                           const struct talk_presenter *presenter)
{
    return busy_delete(store, BUSY_TALK, talk->id.v, presenter->person);
}

/* ---- the line moves up ---- */

static bool fits(const struct talk_scene *scene, const struct talk *talk, struct arena *arena)
{
    int minutes = talk->status == TALK_CONFIRMED ? talk->wanted_minutes : talk->minutes;
    return talk_scene_fits(scene, talk, minutes, arena);
}

static enum err give_longer(struct store *store, struct instant now, struct talk_scene *scene,
                            struct talk *talk)
{
    talk_scene_count(scene, talk, talk->minutes, -1);
    talk_scene_count(scene, talk, talk->wanted_minutes, 1);
    talk->minutes = talk->wanted_minutes;
    talk->wanted_minutes = 0;
    return talk_store_update(store, now, talk);
}

static enum err give_slot(struct store *store, struct instant now, struct talk_scene *scene,
                          struct arena *arena, struct talk *talk)
{
    talk_scene_count(scene, talk, talk->minutes, 1);
    talk->status = TALK_CONFIRMED;
    enum err err = talk_store_update(store, now, talk);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_seat(store, now, scene, talk, &talk->presenters[i], arena);
    return err;
}

static enum err promote_one(struct store *store, struct instant now, struct talk_scene *scene,
                            const struct talk_news *news, struct arena *arena, struct talk *talk)
{
    struct instant until = {0};
    if (talk->status == TALK_WAITING && news->kind == NOTICE_TALK_PROMOTED)
        until = talk_offer_rules_until(&scene->asks, now, scene->event.fields.starts_at);
    if (until.v)
        return talk_offer_make(store, now, scene, until, arena, talk);
    enum err err = talk->status == TALK_CONFIRMED ? give_longer(store, now, scene, talk)
                                                  : give_slot(store, now, scene, arena, talk);
    if (err == OK)
        err = talk_scene_place(store, now, scene, talk, PROGRAMME_PROMOTED, arena);
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, news) : err;
}

enum err talk_scene_try(struct store *store, struct instant now, struct talk_scene *scene,
                        const struct talk_news *news, struct arena *arena, struct talk *talk,
                        bool *ret)
{
    const struct talk_presenter *taken;
    struct clash clash;
    *ret = false;
    enum err err = talk_store_presenters(store, arena, talk);
    if (err == OK)
        err = talk_scene_mark(store, scene, talk);
    if (err != OK || !fits(scene, talk, arena))
        return err;
    if (talk->status == TALK_WAITING) {
        err = talk_scene_taken(store, scene, talk, arena, &taken, &clash);
        if (err == OK)
            return OK;
        if (err == ERR_NOT_FOUND)
            err = OK;
    }
    if (err != OK)
        return err;
    *ret = true;
    return promote_one(store, now, scene, news, arena, talk);
}

/* But not whoever was asked already about what is free, or whom the chair has called. */
static enum err try_unasked(struct store *store, struct instant now, struct talk_scene *scene,
                            const struct talk_news *news, struct arena *arena, struct talk *talk,
                            bool *ret)
{
    bool over = false, called = false;
    enum err err = scene->asks.answer_h ? talk_offer_store_is_over(store, talk->id, &over) : OK;
    if (err == OK)
        err = stage_talk_called(store, talk->id, &called);
    *ret = false;
    return err == OK && !over && !called ? talk_scene_try(store, now, scene, news, arena, talk, ret)
                                         : err;
}

/* One in line after the other, as their turns come; who was given theirs moves their school's other
 * talks behind. */
static enum err promote_all(struct store *store, struct instant now, struct talk_scene *scene,
                            struct talk_queue *queue, struct arena *arena, bool *ret_changed)
{
    const struct talk_news news = {.kind = NOTICE_TALK_PROMOTED, .had_place = true};
    struct talk talk;
    bool promoted = false;
    enum err err = OK;
    for (struct talk_id id; err == OK && (id = talk_queue_next(queue)).v;) {
        err = talk_store_find(store, id, arena, &talk);
        if (err == OK)
            err = try_unasked(store, now, scene, &news, arena, &talk, &promoted);
        if (err == OK && promoted)
            talk_queue_give(queue, id);
        *ret_changed = *ret_changed || promoted;
    }
    return err;
}

enum err talk_scene_promote(struct store *store, struct instant now, struct talk_scene *scene,
                            struct arena *arena)
{
    struct talk_queue queue;
    bool changed = false;
    const struct event *event = &scene->event;
    /* closed by hand: nobody new, but who waits already goes on waiting */
    bool open = event->status == EVENT_PUBLISHED || event->status == EVENT_CLOSED;
    if (!open || now.v >= event->fields.starts_at.v)
        return OK;
    enum err err = talk_queue_find(store, event->id, arena, &queue);
    if (err == OK)
        err = promote_all(store, now, scene, &queue, arena, &changed);
    return err == OK && changed ? spark_store_recount(store, event->id) : err;
}
