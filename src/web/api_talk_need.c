/* DESIGN: what a presenter needs to be able to speak, in the API. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "talk_input.h"
#include "talk_need.h"

static enum err answer(struct ctx *ctx, struct response *response, struct talk_id talk)
{
    const char *access;
    enum err err = talk_need_find(ctx->store, talk, ctx->actor.person, ctx->arena, &access);
    return err == OK ? response_json(response, 200, json_pack("{s:s}", "access", access)) : err;
}

enum err api_talk_needs(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    return err == OK ? answer(ctx, response, talk.id) : err;
}

enum err api_talk_needs_put(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *access = "";
    struct talk talk;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err != OK)
        return err;
    json_input_require(&in, "access");
    json_input_text(&in, "access", &access);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_need_put(ctx->store, ctx->now, &talk, ctx->actor.person, access, &ctx->why);
    return err == OK ? answer(ctx, response, talk.id) : err;
}
