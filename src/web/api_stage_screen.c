/* DESIGN: the address of screens that nobody signs in at, in the API: open, another one, closed. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "stage_gate.h"

static enum err answer(struct ctx *ctx, struct response *response, int status,
                       const struct event *event)
{
    const char *path;
    enum err err = stage_gate_screen(ctx, event, &path);
    if (err != OK)
        return err;
    json_t *url = *path ? json_string(arena_printf(ctx->arena, "%s%s", ctx->site->base_url, path))
                        : json_null();
    return response_json(response, status,
                         json_pack("{s:b, s:o}", "open", *path != '\0', "url", url));
}

enum err api_stage_screen(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = stage_gate_run(ctx, request->id, &event);
    return err == OK ? answer(ctx, response, 200, &event) : err;
}

enum err api_stage_screen_put(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct event event;
    bool open = false;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = stage_gate_run(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "open");
    json_input_bool(&in, "open", &open);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = stage_screen_open(ctx->store, ctx->now, event.id, ctx->actor.person, open);
    return err == OK ? answer(ctx, response, 200, &event) : err;
}

enum err api_stage_screen_renew(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = stage_gate_run(ctx, request->id, &event);
    if (err == OK)
        err = stage_screen_renew(ctx->store, ctx->now, event.id, ctx->actor.person, &ctx->why);
    return err == OK ? answer(ctx, response, 201, &event) : err;
}
