/* DESIGN: making a request, changing it, and taking it back: by whoever asks. */
#include "approval_form.h"
#include "page.h"
#include "tz.h"

/* ---- a new one ---- */

static enum err new_sheet(struct ctx *ctx, enum approval_kind kind, struct sheet *ret)
{
    const struct approval_form form = {
        .kind = kind,
        .action = kind == APPROVAL_PATTERN ? "/requests/pattern" : "/requests/new",
        .button = "Send the request",
        .back_href = "/requests",
        .back_text = "Requests",
    };
    return approval_form_sheet(ctx, &form, ret);
}

static enum err ask_new(struct ctx *ctx, enum approval_kind kind, struct response *response)
{
    struct sheet sheet;
    const struct approval_fields none = {.kind = kind,
                                         .title = "",
                                         .provider = "",
                                         .from = DAY_NONE,
                                         .to = DAY_NONE,
                                         .travel = "",
                                         .outcome = "",
                                         .in_trust = -1,
                                         .in_trust_note = "",
                                         .criteria = ""};
    enum err err = approval_gate_make(ctx);
    if (err == OK)
        err = new_sheet(ctx, kind, &sheet);
    if (err != OK)
        return err;
    const struct form values = approval_form_values(ctx, &none);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err create(struct ctx *ctx, const struct request *request, enum approval_kind kind,
                       struct response *response)
{
    struct approval_new made = {.person = ctx->actor.person};
    struct approval_id id = {0};
    struct sheet sheet;
    enum err err = approval_gate_make(ctx);
    if (err == OK)
        err = new_sheet(ctx, kind, &sheet);
    if (err != OK)
        return err;
    err = approval_form_read(ctx, &request->form, kind, &made.fields);
    if (err == OK)
        err = approval_make(ctx->store, ctx->now, &made, &ctx->why, &id);
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/requests/%lld?did=made", (long long)id.v);
}

enum err page_approval_new(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    (void)request;
    return ask_new(ctx, APPROVAL_FUNDING, response);
}

enum err page_approval_create(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    return create(ctx, request, APPROVAL_FUNDING, response);
}

enum err page_pattern_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    return ask_new(ctx, APPROVAL_PATTERN, response);
}

enum err page_pattern_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return create(ctx, request, APPROVAL_PATTERN, response);
}

/* ---- a change ---- */

static enum err edit_sheet(struct ctx *ctx, const struct approval *approval, struct sheet *ret)
{
    const char *page = arena_printf(ctx->arena, "/requests/%lld", (long long)approval->id.v);
    const struct approval_form form = {
        .kind = approval->fields.kind,
        .action = arena_printf(ctx->arena, "%s/edit", page),
        .button = "Save and send again",
        .back_href = page,
        .back_text = "Your request",
        .version = approval->version,
    };
    enum err err = approval_form_sheet(ctx, &form, ret);
    if (err == OK) {
        ret->title = "Change your request";
        ret->intro = "It starts again with the first person who decides.";
    }
    return err;
}

enum err page_approval_edit(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct approval_seen seen;
    struct sheet sheet;
    enum err err = approval_gate_own(ctx, request->id, &seen);
    if (err == OK)
        err = edit_sheet(ctx, &seen.approval, &sheet);
    if (err != OK)
        return err;
    const struct form values = approval_form_values(ctx, &seen.approval.fields);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_approval_save(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct approval_seen seen;
    struct approval_fields fields;
    struct sheet sheet;
    enum err err = approval_gate_own(ctx, request->id, &seen);
    if (err == OK)
        err = edit_sheet(ctx, &seen.approval, &sheet);
    if (err != OK)
        return err;
    err = approval_form_read(ctx, &request->form, seen.approval.fields.kind, &fields);
    if (err == OK)
        err = approval_change(ctx->store, ctx->now, seen.approval.id, sheet_version(&request->form),
                              &fields, &ctx->why);
    if (err != OK) {
        const struct form theirs = approval_form_values(ctx, &seen.approval.fields);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/requests/%lld?did=saved", (long long)request->id);
}

/* ---- taking it back ---- */

static struct sheet withdraw_sheet(struct ctx *ctx, const struct approval *approval)
{
    const char *page = arena_printf(ctx->arena, "/requests/%lld", (long long)approval->id.v);
    return (struct sheet){
        .title = "Withdraw this request?",
        .intro = arena_printf(ctx->arena, "Nobody decides on “%s” any more. It stays in your list.",
                              approval->fields.title),
        .action = arena_printf(ctx->arena, "%s/withdraw", page),
        .button = "Withdraw it",
        .back_href = page,
        .back_text = "Your request",
        .version = approval->version,
        .grave = true,
    };
}

enum err page_approval_withdraw_ask(struct ctx *ctx, const struct request *request,
                                    struct response *response)
{
    struct approval_seen seen;
    const struct form none = {NULL, 0};
    enum err err = approval_gate_own(ctx, request->id, &seen);
    if (err != OK)
        return err;
    const struct sheet sheet = withdraw_sheet(ctx, &seen.approval);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_approval_withdraw(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct approval_seen seen;
    enum err err = approval_gate_own(ctx, request->id, &seen);
    if (err != OK)
        return err;
    err = approval_withdraw(ctx->store, ctx->now, seen.approval.id, sheet_version(&request->form),
                            &ctx->why);
    if (err != OK) {
        const struct sheet sheet = withdraw_sheet(ctx, &seen.approval);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/requests/%lld?did=withdrawn", (long long)request->id);
}
