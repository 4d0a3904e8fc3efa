/* DESIGN: what the pages of the second factor show. */
#include "factor_view.h"

#include "qr_svg.h"
#include "totp.h"
#include "words.h"

enum { SECRET_GROUP = 4, RECOVERY_GROUP = 4 };

enum err factor_view_set_up(struct ctx *ctx, const char *action, json_t **ret)
{
    struct str secret;
    struct person person;
    const char *qr = NULL;
    enum err err = second_factor_waiting(ctx->store, ctx->site->sealed_key, ctx->actor.person,
                                         ctx->arena, &secret);
    if (err == OK)
        err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err != OK)
        return err;
    const char *account = person.email && person.email[0] ? person.email : person.name;
    const char *address = totp_address(secret, ctx->site->trust_name, account, ctx->arena);
    err = qr_svg(address, "QR code for your authenticator app", ctx->arena, &qr);
    if (err != OK)
        return err;
    const char *text = totp_secret_text(secret, ctx->arena);
    json_t *view = view_new("Set up your second step");
    json_object_set_new(view, "action", json_string(action));
    json_object_set_new(view, "qr_html", json_string(qr));
    json_object_set_new(view, "secret",
                        json_string(words_grouped(ctx->arena, text, SECRET_GROUP, ' ')));
    json_object_set_new(view, "account", json_string(account));
    view_field(view, "code", "", &ctx->why);
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

json_t *factor_view_recovery(struct ctx *ctx, const struct recovery_codes *codes, const char *next)
{
    struct person person;
    json_t *view = view_new("Keep these recovery codes"), *list = json_array();
    for (int i = 0; i < RECOVERY_CODES; i++)
        json_array_append_new(
            list, json_string(words_grouped(ctx->arena, codes->codes[i], RECOVERY_GROUP, '-')));
    json_object_set_new(view, "codes", list);
    json_object_set_new(view, "next", json_string(next));
    if (person_find(ctx->store, ctx->actor.person, ctx->arena, &person) == OK)
        json_object_set_new(view, "owner", json_string(person.name));
    return view;
}
