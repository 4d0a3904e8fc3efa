/* DESIGN: the policy pack itself in the API: taken away, and put into force. */
#include "api.h"
#include "api_gate.h"
#include "cycle_change.h"
#include "json_view.h"
#include "policy_fault.h"
#include "policy_input.h"

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
        err =
            policy_input_read(ctx, request, response, "pack",
                              "A pack is an object, like those of conf/policies.", &text, &dry_run);
    if (err == OK)
        err = policy_fault_field(
            ctx,
            cycle_change_find(ctx->store, "pack", text, ctx->now, ctx->arena, &change, &ctx->why),
            "pack");
    if (err == OK && !dry_run)
        err = policy_fault_field(ctx, put_into_force(ctx, text, &change), "pack");
    if (err == OK)
        err = response_json(response, 200, changes_view(&change, !dry_run));
    response->wakes = err == OK && !dry_run;
    return err;
}
