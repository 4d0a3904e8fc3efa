/* DESIGN: the policy pack itself in the API: taken away, and put into force. */
#include <stdlib.h>

#include "api.h"
#include "api_gate.h"
#include "cycle_change.h"
#include "json_input.h"
#include "json_view.h"

static enum err check_edits(struct ctx *ctx)
{
    enum err err = api_gate_may(ctx, ACTION_POLICY_VIEW);
    return err == OK ? api_gate_may(ctx, ACTION_POLICY_EDIT) : err;
}

enum err api_policy_pack_show(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct policy_pack pack;
    struct str text;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = check_edits(ctx);
    if (err == OK)
        err = policy_pack_find(ctx->store, ctx->arena, &pack);
    if (err == OK)
        err = policy_pack_text(ctx->store, pack.id, ctx->arena, &text);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, pack.version);
    return response_json(response, 200, json_loadb(text.p, text.n, 0, NULL));
}

static enum err read_pack(struct ctx *ctx, const struct request *request, struct response *response,
                          struct str *ret_text, bool *ret_dry_run)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const json_t *pack = json_object_get(request->json, "pack");
    json_input_require(&in, "pack");
    json_input_bool(&in, "dry_run", ret_dry_run);
    if (pack && !json_is_object(pack))
        json_input_refuse(&in, "pack", "A pack is an object, like those of conf/policies.");
    enum err err = json_input_end(&reader, response);
    if (err != OK)
        return err;
    char *flat = json_dumps(pack, JSON_COMPACT);
    err = flat ? policy_layout_json(str_of(flat), ctx->arena, ret_text) : ERR_INVALID;
    free(flat);
    return err;
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

static json_t *changes_view(const struct cycle_change *change, bool in_force)
{
    json_t *changes = json_array();
    for (int i = 0; i < change->changes.count; i++) {
        const struct policy_change *c = &change->changes.items[i];
        json_array_append_new(changes, json_pack("{s:s, s:o, s:o, s:i}", "what", c->what, "from",
                                                 text_or_null(c->from), "to", text_or_null(c->to),
                                                 "people", c->people));
    }
    return json_pack("{s:o, s:i, s:b}", "changes", changes, "deadlines_moved", change->people,
                     "in_force", in_force);
}

/* A pack's fault is one of the field "pack", and a sentence. */
static enum err as_field(struct ctx *ctx, enum err err)
{
    const char *detail = ctx->why.detail;
    if ((err != ERR_INVALID && err != ERR_CONFLICT) || !detail || ctx->why.field_count)
        return err;
    if (err == ERR_CONFLICT)
        return refuse(&ctx->why, err, ctx->why.slug, "It cannot be loaded: %s.", detail);
    refusal_init(&ctx->why, ctx->arena);
    return refuse_field(&ctx->why, "pack", "It cannot be taken: %s.", detail);
}

static enum err put_into_force(struct ctx *ctx, struct str text, const struct cycle_change *change)
{
    struct policy_pack pack;
    return cycle_change_load(ctx->store, "pack", text, change->pack_id, ctx->actor.person, ctx->now,
                             &pack, &ctx->why);
}

enum err api_policy_pack_load(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct policy_pack now;
    struct cycle_change change;
    struct str text;
    bool dry_run = false;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = check_edits(ctx);
    if (err == OK)
        err = policy_pack_find(ctx->store, ctx->arena, &now);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, now.version);
    if (err == OK)
        err = read_pack(ctx, request, response, &text, &dry_run);
    if (err == OK)
        err = as_field(ctx, cycle_change_find(ctx->store, "pack", text, ctx->now, ctx->arena,
                                              &change, &ctx->why));
    if (err == OK && !dry_run)
        err = as_field(ctx, put_into_force(ctx, text, &change));
    if (err == OK)
        err = response_json(response, 200, changes_view(&change, !dry_run));
    response->wakes = err == OK && !dry_run;
    return err;
}
