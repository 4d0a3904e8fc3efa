/* DESIGN: accounts of a provider that wait for an administrator: whose are they? */
#include <string.h>

#include "fresh.h"
#include "identity.h"
#include "link_view.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum err link_view_gate(struct ctx *ctx)
{
    if (may(&ctx->actor, ACTION_LINK_CONFIRM, &(struct object){0}))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only administrators say whose account is whose. Ask one of them.");
}

const char *link_view_provider(struct ctx *ctx, const char *issuer)
{
    const struct oidc_provider *provider = oidc_find_issuer(ctx->site->oidc, str_of(issuer));
    const struct oidc_setting *setting = provider ? oidc_provider_setting(provider) : NULL;
    return !setting ? issuer : setting->label ? setting->label : setting->name;
}

static json_t *request_view(struct ctx *ctx, const struct identity_request *r)
{
    const char *account = r->account_name[0] ? r->account_name : r->email;
    const char *asked =
        arena_printf(ctx->arena, "Asked %s", words_relative(ctx->arena, r->asked_at, ctx->now));
    json_t *item =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "id", (json_int_t)r->id, "provider",
                  link_view_provider(ctx, r->issuer), "account", account, "email", r->email, "name",
                  r->person_name, "person_email", r->person_email, "asked", asked);
    json_object_set_new(item, "another", json_boolean(r->another));
    return item;
}

enum err page_links(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct identity_request *items;
    int count;
    enum err err = link_view_gate(ctx);
    if (err == OK)
        err = identity_request_list(ctx->store, tz_day(ctx->now), ctx->arena, &items, &count);
    if (err != OK)
        return err;
    json_t *view = view_new("Accounts to confirm"), *waiting = json_array(),
           *refused = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items[i].refused ? refused : waiting, request_view(ctx, &items[i]));
    view_list(view, "waiting", waiting);
    view_list(view, "refused", refused);
    if (form_has(&request->query, "accepted"))
        view_flash(view, "Confirmed. They can sign in with that account now.");
    if (form_has(&request->query, "refused"))
        view_flash(view, "Refused. That account cannot be used.");
    return response_page(response, "people/links.html", view);
}

enum err page_link_accept(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = link_view_gate(ctx);
    if (err == OK) /* it opens somebody's record to whoever holds the account */
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = identity_accept(ctx->store, request->id, ctx->actor.person, ctx->now);
    return err == OK ? response_redirect(ctx, response, "/people/links?accepted=1") : err;
}

enum err page_link_refuse(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = link_view_gate(ctx);
    if (err == OK)
        err = identity_refuse(ctx->store, request->id, ctx->actor.person, ctx->now);
    return err == OK ? response_redirect(ctx, response, "/people/links?refused=1") : err;
}
