/* DESIGN: a public programme in the API: whether it is open, and a presenter's own yes. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "public_gate.h"
#include "talk_input.h"

/* ---- open or closed ---- */

static enum err answer(struct ctx *ctx, struct response *response, const struct event *event)
{
    struct instant opened_at;
    enum err err = public_programme_find(ctx->store, event->id, &opened_at);
    if (err != OK)
        return err;
    json_t *url = opened_at.v ? json_string(public_gate_address(ctx, event, opened_at)) : NULL;
    return response_json(
        response, 200,
        json_pack("{s:b, s:o}", "open", opened_at.v != 0, "url", url ? url : json_null()));
}

enum err api_public(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_public_put(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct event event;
    bool open = false;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "open");
    json_input_bool(&in, "open", &open);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = public_programme_open(ctx->store, ctx->now, event.id, ctx->actor.person, open);
    return err == OK ? answer(ctx, response, &event) : err;
}

/* ---- a presenter's yes ---- */

static enum err answer_talk(struct ctx *ctx, struct response *response, const struct talk *talk)
{
    bool agrees = false;
    enum err err = public_programme_agrees(ctx->store, talk->id, ctx->actor.person, &agrees);
    return err == OK ? response_json(response, 200,
                                     json_pack("{s:I, s:b}", "talk_id", (json_int_t)talk->id.v,
                                               "agrees", agrees))
                     : err;
}

enum err api_talk_public(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    return err == OK ? answer_talk(ctx, response, &talk) : err;
}

enum err api_talk_public_put(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk talk;
    struct public_consent consent = {.talk = &talk, .by = ctx->actor.person};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err != OK)
        return err;
    json_input_require(&in, "agrees");
    json_input_bool(&in, "agrees", &consent.agrees);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = public_programme_agree(ctx->store, ctx->now, &consent, &ctx->why);
    return err == OK ? answer_talk(ctx, response, &talk) : err;
}
