/* DESIGN: a school closed for some days, with what becomes of its events, in the API. */
#include "api.h"
#include "api_gate.h"
#include "closure_gate.h"
#include "json_input.h"
#include "json_view.h"

struct asked {
    struct closure closure;
    struct closure_fate *fates;
    int count;
    bool dry;
};

static void read_fates(struct ctx *ctx, const struct json_input *in, struct asked *asked)
{
    struct json_input *items;
    int count = 0;
    if (!json_input_has(in, "events") || !json_input_objects(in, "events", "event_id session_id to",
                                                             CLOSURE_HITS_MAX, &items, &count))
        return;
    asked->fates = ARENA_ARRAY(ctx->arena, struct closure_fate, (size_t)count + 1);
    asked->count = count;
    for (int i = 0; i < count; i++) {
        struct closure_fate *fate = &asked->fates[i];
        json_input_require(&items[i], "event_id");
        json_input_id(&items[i], "event_id", &fate->event.v);
        if (json_input_has(&items[i], "session_id"))
            json_input_id(&items[i], "session_id", &fate->session);
        json_input_instant_or_null(&items[i], "to", &fate->to);
    }
}

static enum err read_asked(struct ctx *ctx, const struct request *request,
                           struct response *response, struct asked *asked)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    asked->closure.from = DAY_NONE;
    json_input_require(&in, "from reason");
    json_input_day(&in, "from", &asked->closure.from);
    asked->closure.to = asked->closure.from;
    json_input_day(&in, "to", &asked->closure.to);
    json_input_text(&in, "reason", &asked->closure.reason);
    json_input_bool(&in, "dry_run", &asked->dry);
    read_fates(ctx, &in, asked);
    return json_input_end(&reader, response);
}

static json_t *plan_json(const struct closure_plan *plan)
{
    json_t *events = json_array();
    for (int i = 0; i < plan->count; i++) {
        const struct closure_hit *hit = &plan->items[i];
        json_array_append_new(
            events,
            json_pack("{s:I, s:o, s:s, s:o, s:i, s:o}", "event_id", (json_int_t)hit->event.v,
                      "session_id", hit->session ? json_integer(hit->session) : json_null(),
                      "title", hit->title, "starts_at", json_view_instant(hit->starts_at), "told",
                      hit->told, "proposed", json_view_instant(hit->proposed)));
    }
    return json_pack("{s:o, s:i}", "events", events, "deadlines", plan->deadlines);
}

enum err api_closure(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    struct closure_plan plan;
    struct closure_made made = {0};
    struct asked asked = {
        .closure = {.school = {request->id}, .reason = "", .by = ctx->actor.person}};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = closure_gate_open(ctx, request->id, &school);
    if (err == OK)
        err = read_asked(ctx, request, response, &asked);
    if (err != OK)
        return err;
    if (asked.dry) {
        err = closure_plan(ctx->store, ctx->now, &asked.closure, &ctx->why, &plan);
        return err == OK ? response_json(response, 200, plan_json(&plan)) : err;
    }
    err = closure_make(ctx->store, ctx->now, &asked.closure, asked.fates, asked.count, &ctx->why,
                       &made);
    return err == OK ? response_json(response, 200,
                                     json_pack("{s:i, s:i, s:i}", "moved", made.moved, "called_off",
                                               made.called_off, "deadlines", made.deadlines))
                     : err;
}
