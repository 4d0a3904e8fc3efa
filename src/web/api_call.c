/* DESIGN: what an event calls for, in the API. */
#include "api.h"
#include "api_gate.h"
#include "call_view.h"
#include "json_input.h"
#include "json_view.h"

static json_t *day_or_null(struct day day)
{
    return day_is_none(day) ? json_null() : json_view_day(day);
}

static enum err answer(struct ctx *ctx, struct event_id event, struct response *response)
{
    struct call call;
    struct call_left left;
    enum err err = call_find(ctx->store, event, ctx->arena, &call);
    if (err == OK)
        err = call_left(ctx->store, event, &left);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, call.version);
    json_t *view =
        json_pack("{s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:s}", "words", call.words, "closes_on",
                  day_or_null(call.closes_on), "categories", call.categories, "lengths",
                  call.lengths, "themes", call.themes, "phases", call.phases, "subjects",
                  call.subjects, "focuses", call.focuses);
    json_object_update_new(
        view, json_pack("{s:b, s:i, s:i, s:o, s:i, s:i}", "closed", call_is_over(&call, ctx->now),
                        "first_timers", call.first_timers, "short_places", call.short_places,
                        "short_until", day_or_null(call.short_until), "first_timers_left",
                        left.first_timers, "short_places_left", left.short_places));
    return response_json(response, 200, view);
}

enum err api_call(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    return err == OK ? answer(ctx, event.id, response) : err;
}

/* The whole of it: what is left out is empty. */
static struct call read_call(const struct json_input *in, struct event_id event)
{
    struct call call = {.event = event,
                        .words = "",
                        .closes_on = DAY_NONE,
                        .categories = "",
                        .lengths = "",
                        .themes = "",
                        .phases = "",
                        .subjects = "",
                        .focuses = "",
                        .short_until = DAY_NONE};
    json_input_require(in, "words");
    json_input_text(in, "words", &call.words);
    json_input_day_or_null(in, "closes_on", &call.closes_on);
    json_input_text(in, "categories", &call.categories);
    json_input_text(in, "lengths", &call.lengths);
    json_input_text(in, "themes", &call.themes);
    json_input_text(in, "phases", &call.phases);
    json_input_text(in, "subjects", &call.subjects);
    json_input_text(in, "focuses", &call.focuses);
    json_input_int(in, "first_timers", &call.first_timers);
    json_input_int(in, "short_places", &call.short_places);
    json_input_day_or_null(in, "short_until", &call.short_until);
    return call;
}

enum err api_call_put(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct event event;
    struct call now;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = call_find(ctx->store, event.id, ctx->arena, &now);
    if (err != OK)
        return err;
    struct call call = read_call(&in, event.id);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = api_gate_match(ctx, request, response, now.version, &call.version);
    if (err == OK)
        err = call_view_save(ctx, &call);
    return err == OK ? answer(ctx, event.id, response) : err;
}
