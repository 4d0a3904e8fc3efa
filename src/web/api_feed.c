/* DESIGN: calendar addresses in the API: made, shown once, listed, ended. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "feed.h"
#include "json_input.h"
#include "json_view.h"

static enum err read_scope(struct ctx *ctx, const struct request *request,
                           struct response *response, enum feed_scope *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *scope;
    json_input_require(&in, "scope");
    if (json_input_text(&in, "scope", &scope) && feed_scope_parse(str_of(scope), ret) != OK)
        json_input_refuse(&in, "scope", "Choose me, school, trust or spark.");
    return json_input_end(&reader, response);
}

enum err api_feed_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum feed_scope scope = FEED_ME;
    char token[TOKEN_TEXT_MAX];
    int64_t id = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = api_gate_member(ctx);
    if (err == OK)
        err = read_scope(ctx, request, response, &scope);
    if (err == OK)
        err = feed_create(ctx->store, ctx->actor.person, scope, ctx->now, &ctx->why, &id, token);
    if (err != OK)
        return err;
    const char *url = arena_printf(ctx->arena, "%s/cal/%s.ics", ctx->site->base_url, token);
    response->has_secret = true;
    return api_gate_created(ctx, response,
                            json_pack("{s:I, s:s}", "id", (json_int_t)id, "url", url), "feeds", id);
}

enum err api_feed_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct feed *feeds;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = feed_list(ctx->store, ctx->actor.person, ctx->arena, &feeds, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, json_view_feed(&feeds[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_feed_revoke(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = feed_revoke(ctx->store, ctx->actor.person, request->id, ctx->now);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "feed-ended", request->id, "");
    return err == OK ? response_json(response, 204, NULL) : err;
}
