/* DESIGN: development conversations in the API: a time is agreed, it is held, the other confirms.
 */
#include "api.h"
#include "api_gate.h"
#include "conversation.h"
#include "cycle_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "reading.h"
#include "spark_conversation.h"

/* Only the two know of it. */
static enum err find(struct ctx *ctx, const struct request *request, struct conversation *ret)
{
    return cycle_gate_conversation(ctx, request->id, ACTION_DEADLINE_VIEW, ret);
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct conversation *ret)
{
    enum err err = api_gate_write(ctx);
    return err == OK ? cycle_gate_conversation(ctx, request->id, ACTION_CONVERSATION_RECORD, ret)
                     : err;
}

static enum err answer(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct conversation conversation;
    enum err err = find(ctx, request, &conversation);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, conversation.version);
    return response_json(response, 200, json_view_conversation(&conversation));
}

/* Somebody else, in an emergency. */
static enum err answer_reader(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct conversation_id id = {request->id};
    struct conversation conversation;
    enum err err = conversation_show(ctx->store, id, ctx->now, ctx->arena, &conversation);
    if (err == OK)
        err = reading_gate(ctx, conversation.person, "read-conversation", id.v);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, conversation.version);
    return response_json(response, 200, json_view_conversation(&conversation));
}

enum err api_conversation_show(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = answer(ctx, request, response);
    return err == ERR_NOT_FOUND ? answer_reader(ctx, request, response) : err;
}

/* ---- a time ---- */

static enum err read_time(struct ctx *ctx, const struct request *request, struct response *response,
                          struct conversation_time *time)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *room = "";
    json_input_require(&in, "starts_at");
    json_input_instant(&in, "starts_at", &time->starts_at);
    json_input_instant_or_null(&in, "ends_at", &time->ends_at);
    json_input_text(&in, "room", &room);
    time->room = str_of(room);
    return json_input_end(&reader, response);
}

enum err api_conversation_schedule(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct conversation conversation;
    struct conversation_time time = {.version = 0};
    enum err err = find_to_change(ctx, request, &conversation);
    if (err == OK)
        err = api_gate_match(ctx, request, response, conversation.version, &time.version);
    if (err == OK)
        err = read_time(ctx, request, response, &time);
    if (err == OK)
        err = spark_conversation_schedule(ctx->store, ctx->actor.person, conversation.id, &time,
                                          ctx->now, &ctx->why);
    return err == OK ? answer(ctx, request, response) : err;
}

/* ---- held ---- */

static enum err read_held(struct ctx *ctx, const struct request *request, struct response *response,
                          struct day *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "held_on");
    json_input_day(&in, "held_on", ret);
    return json_input_end(&reader, response);
}

enum err api_conversation_hold(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct conversation conversation;
    struct day held_on = DAY_NONE;
    int version;
    enum err err = find_to_change(ctx, request, &conversation);
    if (err == OK)
        err = api_gate_match(ctx, request, response, conversation.version, &version);
    if (err == OK)
        err = read_held(ctx, request, response, &held_on);
    if (err == OK)
        err = spark_conversation_hold(ctx->store, ctx->actor.person, conversation.id, version,
                                      held_on, ctx->now, &ctx->why);
    return err == OK ? answer(ctx, request, response) : err;
}

enum err api_conversation_undo(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct conversation conversation;
    enum err err = find_to_change(ctx, request, &conversation);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, conversation.version);
    if (err == OK)
        err =
            conversation_undo(ctx->store, ctx->actor.person, conversation.id, ctx->now, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}

enum err api_conversation_confirm(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct conversation conversation;
    enum err err = find_to_change(ctx, request, &conversation);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, conversation.version);
    if (err == OK)
        err = conversation_confirm(ctx->store, ctx->actor.person, conversation.id, ctx->now,
                                   &ctx->why);
    return err == OK ? answer(ctx, request, response) : err;
}
