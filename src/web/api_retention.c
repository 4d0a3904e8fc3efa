/* DESIGN: how long things are kept, in the API. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "retention_view.h"

static json_t *state_view(const struct retention_state *state)
{
    bool ever = state->days == RETENTION_FOR_EVER;
    return json_pack("{s:s, s:s, s:s, s:o, s:I}", "class", state->class->key, "what",
                     state->class->what, "purpose", state->class->purpose, "days",
                     ever ? json_null() : json_integer(state->days), "due", (json_int_t)state->due);
}

static enum err answer(struct ctx *ctx, struct response *response)
{
    struct retention_state states[RETENTION_CLASSES_MAX];
    int count = 0;
    enum err err = retention_list(ctx->store, ctx->now, states, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, state_view(&states[i]));
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

enum err api_retention_list(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = retention_view_gate(ctx);
    return err == OK ? answer(ctx, response) : err;
}

enum err api_retention_set(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const char *key = "";
    int days = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = retention_view_gate(ctx);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "class days");
    json_input_text(&in, "class", &key);
    json_input_int(&in, "days", &days);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = retention_set(ctx->store, ctx->actor.person, key, days, ctx->now, &ctx->why);
    if (err == ERR_NOT_FOUND)
        err = refuse_field(&ctx->why, "class", "There is no such class of data.");
    return err == OK ? answer(ctx, response) : err;
}

enum err api_retention_run(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    int64_t rows = 0;
    (void)request;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = retention_view_gate(ctx);
    if (err == OK)
        err = retention_run_some(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &rows);
    return err == OK ? response_json(response, 200, json_pack("{s:I}", "erased", (json_int_t)rows))
                     : err;
}
