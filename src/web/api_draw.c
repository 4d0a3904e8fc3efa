/* DESIGN: drawing lots in the API: how it stands, what is chosen, each step, the record. */
#include <stdio.h>

#include "api.h"
#include "api_gate.h"
#include "draw_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_view.h"

/* ---- how it stands ---- */

static json_t *entry_json(const struct draw_entry *entry)
{
    static const char *const PLACES[] = {[DRAW_IN_HAT] = "in_hat",
                                         [DRAW_SPOKEN] = "drawn",
                                         [DRAW_RESERVE] = "reserve",
                                         [DRAW_GONE] = "withdrawn",
                                         [DRAW_FIXED] = "fixed"};
    return json_pack("{s:I, s:s, s:s, s:o, s:o, s:o, s:b, s:b, s:b, s:o, s:o}", "talk_id",
                     (json_int_t)entry->talk.id.v, "title", entry->talk.title, "place",
                     PLACES[entry->place], "nth",
                     entry->nth ? json_integer(entry->nth) : json_null(), "starts_at",
                     json_view_instant(entry->starts_at), "room",
                     entry->room ? json_string(entry->room) : json_null(), "was_absent",
                     entry->was_absent, "first_timer", entry->first_timer, "first",
                     entry->pin.first, "leave_at", json_view_instant(entry->pin.leave_at),
                     "pin_room", entry->pin.room ? json_integer(entry->pin.room) : json_null());
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static const char LOST[] = "What was drawn so far cannot be computed any more. End this draw.";

/* Pins and who is in the hat are for those who draw. */
static json_t *night_json(const struct draw_night *night, bool edits)
{
    const struct draw_round *round = &night->round;
    json_t *entries = edits ? json_array() : json_null();
    for (int i = 0; edits && i < night->count; i++)
        json_array_append_new(entries, entry_json(&night->entries[i]));
    const struct draw_entry *last = night->last < 0 ? NULL : &night->entries[night->last];
    return json_pack(
        "{s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:i, s:b, s:o, s:o, s:o}", "order",
        spark_order_name(night->order), "first_timer_weight", night->first_timer_weight, "round",
        round->round ? json_integer(round->round) : json_null(), "commitment",
        text_or_null(round->commitment), "committed_at", json_view_instant(round->committed_at),
        "closed_at", json_view_instant(round->closed_at), "ended_at",
        json_view_instant(round->ended_at), "steps", night->steps, "over", night->over,
        "speaker_talk_id", json_view_id(last ? last->talk.id.v : 0), "trouble",
        edits ? text_or_null(night->lost ? LOST : night->trouble) : json_null(), "entries",
        entries);
}

static enum err answer(struct ctx *ctx, const struct event *event, struct response *response)
{
    struct draw_night night;
    enum err err = draw_find(ctx->store, event->id, ctx->arena, &night);
    bool edits = event_may(ctx, ACTION_EVENT_EDIT, event);
    return err == OK ? response_json(response, 200, night_json(&night, edits)) : err;
}

enum err api_draw_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    return err == OK ? answer(ctx, &event, response) : err;
}

/* ---- what is chosen ---- */

static void read_order(const struct json_input *in, enum spark_order *ret)
{
    const char *text;
    if (json_input_text(in, "order", &text) && spark_order_parse(str_of(text), ret) != OK)
        json_input_refuse(in, "order", "Choose arranged, shuffled or drawn.");
}

static void read_pins(struct ctx *ctx, const struct json_input *in, struct draw_choice *choice)
{
    struct json_input *items;
    if (!json_input_objects(in, "pins", "talk_id first leave_at room", DRAW_TALKS_MAX, &items,
                            &choice->pin_count))
        return;
    struct draw_pin *pins = ARENA_ARRAY(ctx->arena, struct draw_pin, (size_t)choice->pin_count + 1);
    for (int i = 0; i < choice->pin_count; i++) {
        json_input_require(&items[i], "talk_id");
        json_input_id(&items[i], "talk_id", &pins[i].talk.v);
        json_input_bool(&items[i], "first", &pins[i].first);
        json_input_instant_or_null(&items[i], "leave_at", &pins[i].leave_at);
        json_input_int(&items[i], "room", &pins[i].room);
        for (int k = 0; k < i; k++) {
            if (pins[k].talk.v == pins[i].talk.v)
                json_input_refuse(&items[i], "talk_id", "Name each talk once.");
        }
    }
    choice->pins = pins;
}

enum err api_draw_choose(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct draw_choice choice = {.event = {request->id}, .first_timer_weight = 1};
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "order");
    read_order(&in, &choice.order);
    json_input_int(&in, "first_timer_weight", &choice.first_timer_weight);
    read_pins(ctx, &in, &choice);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = draw_gate_choose(ctx, &choice);
    return err == OK ? answer(ctx, &event, response) : err;
}

/* ---- steps ---- */

enum err api_draw_step(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct draw_deed deed = {.event = {request->id}, .by = ctx->actor.person, .seen = -1};
    const char *act;
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "act");
    if (json_input_text(&in, "act", &act) && draw_act_parse(str_of(act), &deed.act) != OK)
        json_input_refuse(&in, "act", "Choose order, next, no_show, withdrawn, end or again.");
    json_input_id(&in, "talk_id", &deed.talk.v);
    json_input_int(&in, "seen", &deed.seen);
    if (deed.act == DRAW_ACT_WITHDRAWN)
        json_input_require(&in, "talk_id");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = draw_do(ctx->store, ctx->now, &deed, &ctx->why);
    return err == OK ? answer(ctx, &event, response) : err;
}

/* ---- the record ---- */

/* Byte for byte as it is checked. */
enum err api_draw_record(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct draw_round round;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err =
            draw_gate_record(ctx, request->id, (int)form_int(&request->query, "round", 0), &round);
    if (err != OK)
        return err;
    response->body = str_of(round.record);
    response->content_type = "application/json";
    return OK;
}
