/* DESIGN: what deciders, commenters and those who arrange do on a request's page. */
#include <string.h>

#include "approval_form.h"
#include "check.h"
#include "page.h"
#include "person_pick.h"

/* ---- acts of one text ---- */

typedef enum err act_gate(struct ctx *ctx, int64_t id, struct approval_seen *ret);
typedef enum err act_run(struct store *store, struct instant now, const struct approval_act *act,
                         struct refusal *why);

/* An act that sends words: its form on its own page stands where they were refused. */
struct text_act {
    const char *verb, *title, *label, *button, *done;
    act_gate *gate;
    act_run *run;
};
static const struct text_act ASK = {"ask",       "Ask a question", "What do you want to know?",
                                    "Ask",       "asked",          approval_gate_decide,
                                    approval_ask};
static const struct text_act ANSWER = {
    "answer",   "Answer the question", "Your answer", "Send the answer",
    "answered", approval_gate_own,     approval_reply};
static const struct text_act COMMENT = {"comment",         "Write a comment", "Your comment",
                                        "Add the comment", "commented",       approval_gate_comment,
                                        approval_comment};
static const struct text_act COVER = {"cover",
                                      "Who covers which class",
                                      "Who covers which class?",
                                      "Save, and tell them",
                                      "covered",
                                      approval_gate_arrange,
                                      approval_cover};

static struct sheet sheet_of(struct ctx *ctx, const struct approval *approval, const char *verb)
{
    const char *page = arena_printf(ctx->arena, "/requests/%lld", (long long)approval->id.v);
    return (struct sheet){
        .action = arena_printf(ctx->arena, "%s/%s", page, verb),
        .back_href = page,
        .back_text = approval->fields.title,
        .version = approval->version,
    };
}

static enum err run_text_act(struct ctx *ctx, const struct request *request,
                             const struct text_act *text, struct response *response)
{
    struct approval_seen seen;
    enum err err = text->gate(ctx, request->id, &seen);
    if (err != OK)
        return err;
    const struct approval_act act = {seen.approval.id, sheet_version(&request->form),
                                     ctx->actor.person,
                                     sheet_lines(ctx->arena, &request->form, "note")};
    err = text->run(ctx->store, ctx->now, &act, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/requests/%lld?did=%s", (long long)request->id,
                                 text->done);
    const struct sheet_field field = {SHEET_AREA, "note", text->label, NULL, NULL, 0, false};
    struct sheet sheet = sheet_of(ctx, &seen.approval, text->verb);
    sheet.title = text->title;
    sheet.button = text->button;
    sheet.fields = &field;
    sheet.count = 1;
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

enum err page_approval_ask(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return run_text_act(ctx, request, &ASK, response);
}

enum err page_approval_answer(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return run_text_act(ctx, request, &ANSWER, response);
}

enum err page_approval_comment(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return run_text_act(ctx, request, &COMMENT, response);
}

enum err page_approval_cover(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return run_text_act(ctx, request, &COVER, response);
}

/* ---- deciding ---- */

static const struct choice DECISIONS[] = {{"approve", "Approve"}, {"decline", "Decline"}};
static const struct sheet_field DECISION_FIELDS[] = {
    {SHEET_RADIOS, "decision", "What do you decide?", NULL, DECISIONS, COUNT_OF(DECISIONS), false},
    {SHEET_AREA, "note", "Why?", "The person reads it. You must say why when you decline.", NULL, 0,
     false},
};

static enum err decide(struct ctx *ctx, const struct form *typed, const struct approval *approval,
                       int version)
{
    const struct approval_act act = {approval->id, version, ctx->actor.person,
                                     sheet_lines(ctx->arena, typed, "note")};
    struct str decision = form_find(typed, "decision");
    bool approve = str_eq_c(decision, "approve");
    if (!approve && !str_eq_c(decision, "decline"))
        return refuse_field(&ctx->why, "decision", "Choose whether you approve or decline.");
    return approval_decide(ctx->store, ctx->now, &act, approve, &ctx->why);
}

enum err page_approval_decide(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct approval_seen seen;
    enum err err = approval_gate_decide(ctx, request->id, &seen);
    if (err != OK)
        return err;
    err = decide(ctx, &request->form, &seen.approval, sheet_version(&request->form));
    if (err == OK)
        return response_redirect(ctx, response, "/requests?did=decided");
    struct sheet sheet = sheet_of(ctx, &seen.approval, "decide");
    sheet.title = "Decide on this request";
    sheet.button = "Send my decision";
    sheet.fields = DECISION_FIELDS;
    sheet.count = COUNT_OF(DECISION_FIELDS);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

static enum err decide_ticked(struct ctx *ctx, const struct request *request, int *ret_count)
{
    const struct str before = STR("ids_");
    enum err err = OK;
    for (int i = 0; err == OK && i < request->form.count; i++) {
        struct approval_seen seen;
        int64_t id = 0;
        struct str name = request->form.fields[i].name;
        if (!str_starts(name, before) || str_parse_int(str_from(name, before.n), &id) != OK)
            continue;
        err = approval_gate_decide(ctx, id, &seen);
        if (err == OK)
            err = decide(ctx, &request->form, &seen.approval, seen.approval.version);
        *ret_count += err == OK;
    }
    if (err == OK && *ret_count == 0)
        return refuse_field(&ctx->why, "ids", "Tick the requests that you decide.");
    return err;
}

/* Several at once, all or none. */
enum err page_approvals_decide(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    int count = 0;
    enum err err = approval_gate_decide_some(ctx);
    if (err != OK)
        return err;
    err = decide_ticked(ctx, request, &count);
    if (err == OK)
        return response_redirect(ctx, response, "/requests?did=decided-%d", count);
    return page_approvals_again(ctx, &request->form, err, response);
}

/* ---- to a colleague ---- */

static struct sheet delegate_sheet(struct ctx *ctx, const struct approval *approval,
                                   struct sheet_field *field, const struct person_pick *pick)
{
    struct sheet sheet = sheet_of(ctx, approval, "delegate");
    bool recommends = approval->here >= 0 && approval->steps[approval->here].recommends;
    *field = (struct sheet_field){
        SHEET_PERSON, "person", "Which colleague?", "Their name or work email", pick->choices,
        pick->count,  false};
    sheet.title = "Give it to a colleague";
    sheet.intro = recommends ? "They say what they recommend, and it comes back to you."
                             : "They decide in your place. You can still decide yourself, or take "
                               "it back by entering your own name.";
    sheet.button = "Give it to them";
    sheet.fields = field;
    sheet.count = 1;
    return sheet;
}

enum err page_approval_delegate_ask(struct ctx *ctx, const struct request *request,
                                    struct response *response)
{
    struct approval_seen seen;
    struct sheet_field field;
    const struct person_pick pick = {.count = 0};
    const struct form none = {NULL, 0};
    enum err err = approval_gate_decide(ctx, request->id, &seen);
    if (err != OK)
        return err;
    const struct sheet sheet = delegate_sheet(ctx, &seen.approval, &field, &pick);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_approval_delegate(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct approval_seen seen;
    struct sheet_field field;
    struct person_pick pick = {.count = 0};
    enum err err = approval_gate_decide(ctx, request->id, &seen);
    if (err != OK)
        return err;
    const struct approval_act act = {seen.approval.id, sheet_version(&request->form),
                                     ctx->actor.person, ""};
    err = person_pick_read(ctx, &request->form, true, &pick);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = approval_delegate(ctx->store, ctx->now, &act, pick.person, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/requests/%lld?did=given", (long long)request->id);
    const struct sheet sheet = delegate_sheet(ctx, &seen.approval, &field, &pick);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

/* ---- the order ---- */

static const struct choice ORDERS[] = {
    {"not ordered", "Not ordered"},
    {"ordered", "Ordered"},
    {"confirmed", "Confirmed by the provider"},
    {"invoiced", "Invoiced"},
    {"paid", "Paid"},
};
static const struct sheet_field ORDER_FIELD = {
    SHEET_RADIOS, "order", "How does the order stand?", NULL, ORDERS, COUNT_OF(ORDERS), false};

enum err page_approval_order(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct approval_seen seen;
    enum err err = approval_gate_arrange(ctx, request->id, &seen);
    if (err != OK)
        return err;
    const struct approval_act act = {seen.approval.id, sheet_version(&request->form),
                                     ctx->actor.person, ""};
    int order = approval_word(approval_orders, APPROVAL_ORDERS, form_find(&request->form, "order"));
    err = approval_set_order(ctx->store, ctx->now, &act, order, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/requests/%lld?did=ordered",
                                 (long long)request->id);
    struct sheet sheet = sheet_of(ctx, &seen.approval, "order");
    sheet.title = "How the order stands";
    sheet.button = "Save";
    sheet.fields = &ORDER_FIELD;
    sheet.count = 1;
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
