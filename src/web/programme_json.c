/* DESIGN: the programme as JSON, one builder for pages and API. */
#include "programme_json.h"

#include "keynote_gate.h"
#include "spark_view.h"
#include "tz.h"
#include "viewer.h"

static json_t *presenters_json(const struct talk *talk)
{
    json_t *list = json_array();
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        if (p->asked) /* nobody is named who did not say yes */
            continue;
        json_array_append_new(list,
                              json_pack("{s:I, s:s, s:s}", "person_id", (json_int_t)p->person.v,
                                        "name", p->name, "school", p->school_name));
    }
    return list;
}

json_t *programme_talk_json(const struct talk *talk, int minutes)
{
    return json_pack("{s:I, s:s, s:i, s:s, s:o}", "talk_id", (json_int_t)talk->id.v, "title",
                     talk->title, "minutes", minutes, "category", talk->category, "presenters",
                     presenters_json(talk));
}

static json_t *item_json(const struct programme *programme, const struct programme_item *item)
{
    char from[INSTANT_TEXT_MAX], to[INSTANT_TEXT_MAX];
    json_t *json = programme_talk_json(&item->talk, item->talk.minutes);
    tz_format(item->starts_at, from);
    tz_format(item->ends_at, to);
    json_object_set_new(json, "room", json_string(programme->rooms[item->room].name));
    json_object_set_new(json, "starts_at", json_string(from));
    json_object_set_new(json, "ends_at", json_string(to));
    return json;
}

/* minutes: what is waited for; a confirmed talk in line keeps its slot in items. */
static json_t *waiting_json(const struct talk *talk)
{
    json_t *json =
        programme_talk_json(talk, talk->wanted_minutes ? talk->wanted_minutes : talk->minutes);
    json_object_set_new(json, "position", json_integer(talk->position));
    json_object_set_new(json, "has_slot", json_boolean(talk->status == TALK_CONFIRMED));
    if (talk->why)
        json_object_set_new(json, "why", json_string(talk->why));
    return json;
}

json_t *programme_rooms_json(const struct talk_room *rooms, int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:i, s:s*}", "name", rooms[i].name, "seats",
                                              rooms[i].seats, "kit",
                                              *rooms[i].kit ? rooms[i].kit : NULL));
    return list;
}

enum err programme_json(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct programme programme;
    enum err err = programme_find(ctx->store, event->id, ctx->arena, &programme);
    if (err != OK)
        return err;
    bool sees_all = event_may(ctx, ACTION_EVENT_ATTENDEES, event);
    json_t *items = json_array(), *waiting = json_array(), *without = json_array();
    for (int i = 0; i < programme.count; i++)
        json_array_append_new(items, item_json(&programme, &programme.items[i]));
    for (int i = 0; !programme.announced && i < programme.unplaced_count; i++)
        json_array_append_new(
            without, programme_talk_json(&programme.unplaced[i], programme.unplaced[i].minutes));
    for (int i = 0; i < programme.waiting_count; i++)
        if (sees_all || talk_presenter_of(&programme.waiting[i], ctx->actor.person))
            json_array_append_new(waiting, waiting_json(&programme.waiting[i]));
    *ret =
        json_pack("{s:i, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "version", programme.version,
                  "published", event_status_is_on(event->status), "announced", programme.announced,
                  "rooms", programme_rooms_json(programme.rooms, programme.room_count), "keynotes",
                  keynote_json_list(programme.settings), "items", items, "without_time", without,
                  "waiting", waiting);
    return OK;
}
