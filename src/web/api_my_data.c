/* DESIGN: everything held on the caller, in the API: asked for, which is written down, then read.
 */
#include "api.h"
#include "api_gate.h"
#include "held_data_view.h"
#include "json_view.h"

enum err api_my_data_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = held_data_view_gate(ctx);
    if (err == OK)
        err = held_data_ask(ctx->store, ctx->actor.person, ctx->now);
    if (err != OK)
        return err;
    return response_json(
        response, 200,
        json_pack("{s:o}", "until", json_view_instant(instant_add(ctx->now, HELD_ASKED_S))));
}

enum err api_my_data_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct held_data data;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = held_data_view_find(ctx, &data);
    return err == OK ? response_json(response, 200, held_data_view_json(ctx, &data)) : err;
}
