/* DESIGN: codes of a register in the API: the one a screen shows now, and saying that one is here.
 */
#include "api.h"
#include "api_gate.h"
#include "here_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "register_gate.h"

enum err api_register_code(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct register_view scene;
    char code[REGISTER_CODE_CHARS + 1];
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_write(ctx); /* a code marks people */
    if (err == OK)
        err = register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = register_code_check(&scene.event, scene.state, ctx->now, &ctx->why);
    if (err != OK)
        return err;
    register_code(ctx->site->sealed_key, scene.state->session, register_code_window(ctx->now),
                  code);
    struct instant next = register_code_next(ctx->now);
    return response_json(
        response, 200,
        json_pack("{s:i, s:s, s:s, s:o, s:o}", "session", scene.state->position, "code", code,
                  "address", arena_printf(ctx->arena, "%s/here/%s", ctx->site->base_url, code),
                  "next_at", json_view_instant(next), "counts_until",
                  json_view_instant(instant_add(next, REGISTER_CODE_S))));
}

enum err api_here(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct here here;
    struct json_reader reader = {.why = &ctx->why};
    const char *code = "";
    bool before = false;
    enum err err = api_gate_write(ctx);
    if (err != OK)
        return err;
    struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "code");
    json_input_text(&in, "code", &code);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = here_gate_code(ctx, str_of(code), &here);
    if (err == OK)
        err = here_gate_arrive(ctx, &here, &before);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:I, s:i, s:s, s:b}", "event_id", (json_int_t)here.event.id.v,
                                   "session", here.place.state.position, "title",
                                   here.event.fields.title, "before", before));
}
