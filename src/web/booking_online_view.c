/* DESIGN: in the room or online, as an event's page asks and says it. */
#include "booking_online_view.h"

#include "booking_online.h"
#include "viewer.h"
#include "words.h"

static enum err find(struct ctx *ctx, const struct event *event, struct booking_online *ret)
{
    return booking_online_find(ctx->store, event->id, ctx->actor.person, ret);
}

/* ---- to book ---- */

static json_t *way(const char *id, const char *value, const char *text, const char *hint)
{
    json_t *item = json_pack("{s:s, s:s, s:s}", "id", id, "value", value, "text", text);
    if (hint)
        json_object_set_new(item, "hint", json_string(hint));
    if (*value == 'n')
        json_object_set_new(item, "checked", json_true());
    return item;
}

static void add_ways(const struct event *event, json_t *open)
{
    bool full = event->places_left <= 0;
    json_t *ways = json_array();
    json_array_append_new(
        ways, way("online", "no", full ? "Wait for a place in the room" : "In the room",
                  full ? "You can still change to online at any time before it starts." : NULL));
    json_array_append_new(ways,
                          way("online-yes", "yes", "Online",
                              full ? "There is room for everybody, so you need not wait."
                                   : "The link is shown to you here as soon as you have booked."));
    view_list(open, "ways", ways);
    if (full) {
        json_object_set_new(open, "heading", json_string("The room is full"));
        json_object_set_new(open, "button", json_string("Book"));
    }
}

static json_t *online_only(const struct event *event)
{
    return json_pack("{s:{s:s, s:o, s:s, s:s, s:b, s:b}}", "open", "heading", "The room is full",
                     "tag", view_tag("Online only", "wait"), "text",
                     "You can take part online: there is room for everybody.", "button",
                     "Take part online", "second", event->fields.kind == EVENT_SPARK, "online_only",
                     1);
}

enum err booking_online_view_open(struct ctx *ctx, const struct event *event, json_t **places)
{
    struct booking_online online;
    json_t *open = json_object_get(*places, "open");
    enum err err = find(ctx, event, &online);
    if (err != OK || !online.offered)
        return err;
    if (open) {
        add_ways(event, open);
        return OK;
    }
    json_decref(*places);
    *places = online_only(event);
    return OK;
}

/* ---- booked ---- */

static json_t *press(const struct event *event, const char *to, const char *button)
{
    return json_pack("{s:I, s:s, s:s}", "booking_id", (json_int_t)event->my_booking, "to", to,
                     "button", button);
}

enum err booking_online_view_mine(struct ctx *ctx, const struct event *event, json_t *places)
{
    static const char *const STATES[] = {"booked", "offered", "requested", "waiting"};
    struct booking_online online;
    enum err err = event->my_part == PART_ATTENDEE ? find(ctx, event, &online) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND || (err == OK && !online.offered && !online.mine))
        return OK;
    for (size_t i = 0; err == OK && i < sizeof STATES / sizeof *STATES; i++) {
        json_t *state = json_object_get(places, STATES[i]);
        if (!state)
            continue;
        json_object_set_new(state, "way",
                            json_string(online.mine         ? "You take part online."
                                        : *STATES[i] == 'w' ? "You can take part online "
                                                              "instead, without waiting."
                                                            : "You come to the room."));
        if (!online.mine)
            json_object_set_new(state, "change",
                                press(event, "online", "Take part online instead"));
        else if (event->places_left > 0)
            json_object_set_new(state, "change", press(event, "room", "Come to the room instead"));
        else
            json_object_set_new(state, "way",
                                json_string("You take part online. The room is full: if a place "
                                            "comes free, you can change here."));
    }
    return err;
}

enum err booking_online_view_count(struct ctx *ctx, const struct event *event, const char **ret)
{
    struct booking_online online;
    enum err err = find(ctx, event, &online);
    if (err == OK)
        *ret = online.count ? arena_printf(ctx->arena, ", %d more online", online.count) : "";
    return err;
}
