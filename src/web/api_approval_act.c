/* DESIGN: deciding, asking, commenting and arranging in the API. */
#include "api.h"
#include "api_gate.h"
#include "approval_view.h"
#include "json_input.h"

typedef enum err act_gate(struct ctx *ctx, int64_t id, struct approval_seen *ret);
typedef enum err act_run(struct store *store, struct instant now, const struct approval_act *act,
                         struct refusal *why);

/* Whoever decided it may not see it any more, were it not theirs in some way: they were party. */
static enum err answer(struct ctx *ctx, struct response *response, int64_t id)
{
    struct approval_seen seen;
    json_t *view;
    enum err err = approval_gate_find(ctx, id, &seen);
    if (err == OK)
        err = approval_view_json(ctx, &seen.approval, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, seen.approval.version);
    return response_json(response, 200, view);
}

static enum err find(struct ctx *ctx, const struct request *request, struct response *response,
                     act_gate *gate, struct approval_act *ret)
{
    struct approval_seen seen;
    int version = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = gate(ctx, request->id, &seen);
    if (err == OK)
        err = api_gate_match(ctx, request, response, seen.approval.version, &version);
    if (err == OK)
        *ret = (struct approval_act){seen.approval.id, version, ctx->actor.person, ""};
    return err;
}

static enum err run_words(struct ctx *ctx, const struct request *request, struct response *response,
                          act_gate *gate, act_run *run)
{
    struct json_reader reader = {.why = &ctx->why};
    struct approval_act act = {.words = ""};
    enum err err = find(ctx, request, response, gate, &act);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "note");
    json_input_text(&in, "note", &act.words);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = run(ctx->store, ctx->now, &act, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

enum err api_approval_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    return run_words(ctx, request, response, approval_gate_decide, approval_ask);
}

enum err api_approval_answer(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return run_words(ctx, request, response, approval_gate_own, approval_reply);
}

enum err api_approval_comment(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return run_words(ctx, request, response, approval_gate_comment, approval_comment);
}

enum err api_approval_cover(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return run_words(ctx, request, response, approval_gate_arrange, approval_cover);
}

/* ---- deciding ---- */

/* "decision" and "note"; false in *ret_approve: it is declined. */
static void read_decision(const struct json_input *in, bool *ret_approve, const char **ret_note)
{
    const char *decision;
    json_input_require(in, "decision");
    json_input_text(in, "note", ret_note);
    if (!json_input_text(in, "decision", &decision))
        return;
    *ret_approve = str_eq_c(str_of(decision), "approve");
    if (!*ret_approve && !str_eq_c(str_of(decision), "decline"))
        json_input_refuse(in, "decision", "Choose approve or decline.");
}

enum err api_approval_decide(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    struct approval_act act = {.words = ""};
    bool approve = false;
    enum err err = find(ctx, request, response, approval_gate_decide, &act);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    read_decision(&in, &approve, &act.words);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = approval_decide(ctx->store, ctx->now, &act, approve, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

static enum err decide_one(struct ctx *ctx, int64_t id, bool approve, const char *note,
                           json_t *items)
{
    struct approval_seen seen;
    json_t *view = NULL;
    enum err err = approval_gate_decide(ctx, id, &seen);
    const struct approval_act act = {{id}, 0, ctx->actor.person, note};
    if (err == ERR_NOT_FOUND)
        return refuse_field(&ctx->why, "ids", "There is no request %lld that waits for you.",
                            (long long)id);
    if (err == OK)
        err = approval_decide(ctx->store, ctx->now, &act, approve, &ctx->why);
    if (err == OK)
        err = approval_gate_find(ctx, id, &seen);
    if (err == OK)
        err = approval_view_json(ctx, &seen.approval, &view);
    if (err == OK)
        json_array_append_new(items, view);
    return err;
}

/* Several at once, all or none. */
enum err api_approvals_decide(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    enum { MOST = 50 };
    struct json_reader reader = {.why = &ctx->why};
    int64_t *ids = NULL;
    int count = 0;
    bool approve = false;
    const char *note = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = approval_gate_decide_some(ctx);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "ids");
    json_input_ids(&in, "ids", MOST, &ids, &count);
    read_decision(&in, &approve, &note);
    err = json_input_end(&reader, response);
    json_t *items = json_array();
    for (int i = 0; err == OK && i < count; i++)
        err = decide_one(ctx, ids[i], approve, note, items);
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return response_json(response, 200, json_pack("{s:o}", "items", items));
}

/* ---- to a colleague, the order ---- */

enum err api_approval_delegate(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    struct approval_act act = {.words = ""};
    struct person_id to = {0};
    enum err err = find(ctx, request, response, approval_gate_decide, &act);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "person_id");
    json_input_id(&in, "person_id", &to.v);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = approval_delegate(ctx->store, ctx->now, &act, to, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

enum err api_approval_order(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    struct approval_act act = {.words = ""};
    const char *word = "";
    enum err err = find(ctx, request, response, approval_gate_arrange, &act);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "order");
    json_input_text(&in, "order", &word);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = approval_set_order(ctx->store, ctx->now, &act,
                                 approval_word(approval_orders, APPROVAL_ORDERS, str_of(word)),
                                 &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}
