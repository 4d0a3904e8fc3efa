/* DESIGN: what the pages of the policy's editor share. */
#include "policy_edit_page.h"

#include "policy_fault.h"
#include "view.h"

enum err policy_edit_page_find(struct ctx *ctx, struct policy_draft *ret)
{
    const struct object trust = {.school = {0}};
    if (!may(&ctx->actor, ACTION_POLICY_VIEW, &trust))
        return ERR_NOT_FOUND;
    if (!may(&ctx->actor, ACTION_POLICY_EDIT, &trust))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "The trust's coordinators and its administrator edit the policy. Tell them "
                      "what you would change.");
    return policy_draft_find(ctx->store, ctx->arena, ret);
}

static enum err refuse_stale(struct ctx *ctx)
{
    return refuse(&ctx->why, ERR_STALE, "stale",
                  "Somebody else changed the draft while you were on this page. Look at it, then "
                  "make your change again.");
}

enum err policy_edit_page_begin(struct ctx *ctx, const struct request *request,
                                struct policy_draft *draft, struct policy_edit **ret)
{
    enum err err = policy_edit_page_find(ctx, draft);
    if (err == OK && form_int(&request->form, "version", draft->version) != draft->version)
        return refuse_stale(ctx);
    return err == OK ? policy_edit_new(draft->text, &draft->pack, ctx->arena, ret) : err;
}

static enum err check(struct ctx *ctx, struct str text, const char *field)
{
    struct policy_pack pack;
    struct refusal why;
    refusal_init(&why, ctx->arena);
    enum err err = policy_pack_check("draft", text, &pack, &why);
    if (err != ERR_INVALID)
        return err;
    char *sentence = arena_printf(ctx->arena, "This %s", policy_fault_words(why.detail));
    return refuse_field(&ctx->why, field, "%s", sentence);
}

enum err policy_edit_page_save(struct ctx *ctx, const struct policy_draft *draft,
                               struct policy_edit *edit, const char *field)
{
    bool changed = false;
    struct str text = policy_edit_format(edit, draft->next_version, ctx->arena, &changed);
    policy_edit_free(edit);
    if (!changed)
        return OK;
    enum err err = check(ctx, text, field);
    if (err == OK)
        err = policy_draft_save(ctx->store, draft, text, ctx->actor.person, ctx->now);
    return err == ERR_STALE ? refuse_stale(ctx) : err;
}

void policy_edit_page_frame(struct ctx *ctx, json_t *view, const struct policy_draft *draft,
                            const char *action, const char *back_href, const char *back_text)
{
    json_t *form = json_object_get(view, "form");
    if (!form) {
        form = json_object();
        json_object_set_new(view, "form", form);
    }
    json_object_set_new(form, "action", json_string(action));
    json_object_set_new(form, "version",
                        json_string(arena_printf(ctx->arena, "%d", draft->version)));
    view_back(view, back_href, back_text);
    view_errors(view, &ctx->why);
}

enum err policy_edit_page_refused(struct ctx *ctx, enum err why, struct response *response,
                                  const char *template, json_t *view)
{
    if (why == ERR_INVALID && ctx->why.field_count)
        return response_page_refused(response, why, template, view);
    json_decref(view);
    return why;
}
