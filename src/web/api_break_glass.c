/* DESIGN: emergency readings in the API: asked for, agreed to, ended, listed. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "break_glass_view.h"
#include "json_input.h"
#include "json_view.h"

static json_t *view_of(const struct break_glass *glass)
{
    return json_pack(
        "{s:I, s:I, s:s, s:s, s:i, s:o, s:I, s:o, s:o, s:o, s:o}", "id", (json_int_t)glass->id,
        "person_id", (json_int_t)glass->person.v, "state", break_glass_state_name(glass->state),
        "reason", glass->reason, "hours", glass->hours, "asked_at",
        json_view_instant(glass->asked_at), "asked_by", (json_int_t)glass->asked_by.v,
        "approved_by", json_view_id(glass->approved_by.v), "ends_at",
        json_view_instant(glass->ends_at), "ended_at", json_view_instant(glass->ended_at),
        "ended_by", json_view_id(glass->ended_by.v));
}

static enum err answer(struct ctx *ctx, struct response *response, int64_t id)
{
    struct break_glass glass;
    enum err err = break_glass_find(ctx->store, id, ctx->now, ctx->arena, &glass);
    return err == OK ? response_json(response, 200, view_of(&glass)) : err;
}

static enum err read_ask(struct ctx *ctx, const struct request *request, struct response *response,
                         const char **ret_reason, int *ret_hours)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "reason");
    json_input_text(&in, "reason", ret_reason);
    json_input_int(&in, "hours", ret_hours);
    return json_input_end(&reader, response);
}

enum err api_break_glass_create(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct person_id id = {request->id};
    struct person person;
    struct break_glass glass;
    const char *reason = "";
    int hours = BREAK_GLASS_HOURS;
    int64_t made = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = break_glass_gate(ctx, id);
    if (err == OK)
        err = person_find(ctx->store, id, ctx->arena, &person);
    if (err == OK)
        err = read_ask(ctx, request, response, &reason, &hours);
    if (err == OK)
        err = break_glass_ask(ctx->store, &ctx->actor, id, str_of(reason), hours, ctx->now,
                              &ctx->why, &made);
    if (err == OK)
        err = break_glass_find(ctx->store, made, ctx->now, ctx->arena, &glass);
    return err == OK ? api_gate_created(ctx, response, view_of(&glass), "break-glass", made) : err;
}

enum err api_break_glass_list(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct api_list list;
    struct break_glass_list found;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = break_glass_list_judged(ctx, &found);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < found.count; i++)
        json_array_append_new(items, view_of(&found.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_break_glass_approve(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct break_glass glass;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = break_glass_find_judged(ctx, request->id, &glass);
    if (err == OK)
        err = break_glass_approve(ctx->store, &ctx->actor, glass.id, ctx->now, &ctx->why);
    return err == OK ? answer(ctx, response, glass.id) : err;
}

enum err api_break_glass_end(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct break_glass glass;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = break_glass_find_judged(ctx, request->id, &glass);
    if (err == OK)
        err = break_glass_end(ctx->store, &ctx->actor, glass.id, ctx->now, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}
