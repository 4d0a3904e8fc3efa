/* DESIGN: accounts that wait for an administrator, for programs. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "identity.h"
#include "link_view.h"
#include "tz.h"

static json_t *request_json(struct ctx *ctx, const struct identity_request *r)
{
    char asked_at[INSTANT_TEXT_MAX];
    instant_format(r->asked_at, asked_at);
    return json_pack("{s:I, s:s, s:s, s:s, s:{s:I, s:s, s:s}, s:s, s:s, s:s}", "id",
                     (json_int_t)r->id, "provider", link_view_provider(ctx, r->issuer), "email",
                     r->email, "name", r->account_name, "person", "id", (json_int_t)r->person.v,
                     "name", r->person_name, "email", r->person_email, "reason",
                     r->another ? "another" : "unproved", "state",
                     r->refused ? "refused" : "waiting", "asked_at", asked_at);
}

enum err api_link_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct identity_request *requests;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = link_view_gate(ctx);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = identity_request_list(ctx->store, tz_day(ctx->now), ctx->arena, &requests, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, request_json(ctx, &requests[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

static enum err gate(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = link_view_gate(ctx);
    return err == OK ? api_gate_query(ctx, request, response) : err;
}

static enum err answer(const struct request *request, const char *state, struct response *response)
{
    return response_json(response, 200,
                         json_pack("{s:I, s:s}", "id", (json_int_t)request->id, "state", state));
}

enum err api_link_accept(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = gate(ctx, request, response);
    if (err == OK)
        err = identity_accept(ctx->store, request->id, ctx->actor.person, ctx->now);
    return err == OK ? answer(request, "accepted", response) : err;
}

enum err api_link_refuse(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = gate(ctx, request, response);
    if (err == OK)
        err = identity_refuse(ctx->store, request->id, ctx->actor.person, ctx->now);
    return err == OK ? answer(request, "refused", response) : err;
}
