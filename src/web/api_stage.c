/* DESIGN: an evening's stage in the API: how it stands, and acts on it. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "stage_gate.h"
#include "stage_view.h"

static enum err answer(struct ctx *ctx, struct response *response, int status,
                       struct event_id event)
{
    struct stage stage;
    enum err err = stage_find(ctx->store, ctx->now, event, ctx->arena, &stage);
    return err == OK ? response_json(response, status, stage_json(&stage)) : err;
}

enum err api_stage(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = stage_gate_watch(ctx, request->id, &event);
    return err == OK ? answer(ctx, response, 200, event.id) : err;
}

static enum err read_act(struct ctx *ctx, const struct request *request, struct response *response,
                         struct stage_request *act)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *name = "";
    json_input_require(&in, "act");
    json_input_text(&in, "act", &name);
    json_input_int(&in, "room", &act->room);
    json_input_int(&in, "version", &act->version);
    json_input_id(&in, "talk_id", &act->talk.v);
    enum err err = json_input_end(&reader, response);
    if (err == OK && stage_kind_parse(str_of(name), &act->kind) != OK)
        return refuse_field(
            &ctx->why, "act",
            "Use start, stop, extend, skip, no-show, swap, break, resume, undo or keynote.");
    return err;
}

enum err api_stage_do(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct stage_done done;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = stage_gate_run(ctx, request->id, &event);
    if (err != OK)
        return err;
    struct stage_request act = {.event = event.id, .room = 1, .by = ctx->actor.person};
    err = read_act(ctx, request, response, &act);
    if (err == OK)
        err = stage_act(ctx->store, ctx->now, &act, &ctx->why, &done);
    return err == OK ? answer(ctx, response, done.before ? 200 : 201, event.id) : err;
}
