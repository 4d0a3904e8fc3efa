/* DESIGN: what a school adds to its trust's policy, in the API. */
#include "api.h"
#include "api_gate.h"
#include "cycle_addition.h"
#include "policy_fault.h"
#include "policy_gate.h"
#include "policy_input.h"

/* Tags count from 1; a school that never added anything is at version 0. */
static int tag_of(const struct policy_page *page)
{
    return page->own.version + 1;
}

static json_t *read_additions(struct ctx *ctx, const struct policy_page *page)
{
    struct str text;
    if (page->own.version &&
        policy_school_text(ctx->store, page->school.id, ctx->arena, &text) == OK)
        return json_loadb(text.p, text.n, 0, NULL);
    return json_object();
}

enum err api_school_policy_show(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_page page;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = policy_gate_open(ctx, request->id, false, &page);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, tag_of(&page));
    return response_json(response, 200,
                         json_pack("{s:I, s:o}", "school_id", (json_int_t)page.school.id.v,
                                   "additions", read_additions(ctx, &page)));
}

static enum err put_in(struct ctx *ctx, const struct policy_page *page, struct str text,
                       bool dry_run, int *ret_moved)
{
    const struct cycle_addition addition = {.actor = ctx->actor.person,
                                            .school = page->school.id,
                                            .version = page->own.version,
                                            .text = text,
                                            .pack = &page->pack,
                                            .words = "all of it, by the API"};
    enum err err = dry_run
                       ? cycle_addition_count(ctx->store, &addition, ctx->now, ret_moved, &ctx->why)
                       : cycle_addition_save(ctx->store, &addition, ctx->now, ret_moved, &ctx->why);
    return policy_fault_field(ctx, err, "additions");
}

enum err api_school_policy_save(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_page page;
    struct str text;
    bool dry_run = false;
    int moved = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = policy_gate_open(ctx, request->id, true, &page);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, tag_of(&page));
    if (err == OK)
        err = policy_input_read(ctx, request, response, "additions",
                                "What a school adds is an object, with lists, dates or both.",
                                &text, &dry_run);
    if (err == OK)
        err = put_in(ctx, &page, text, dry_run, &moved);
    if (err != OK)
        return err;
    page.own.version += !dry_run;
    api_gate_tag(ctx, response, tag_of(&page));
    response->wakes = !dry_run;
    return response_json(response, 200,
                         json_pack("{s:i, s:b}", "deadlines_moved", moved, "in_force", !dry_run));
}
