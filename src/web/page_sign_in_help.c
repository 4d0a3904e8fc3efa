/* DESIGN: helping somebody sign in: a printed card of codes, a second step reset. */
#include "audit.h"
#include "code_card.h"
#include "device.h"
#include "fresh.h"
#include "page.h"
#include "qr_svg.h"
#include "second_factor.h"
#include "sign_in_help.h"
#include "sign_in_mail.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { CODE_GROUP = 4 };

enum err sign_in_help_find(struct ctx *ctx, int64_t id, enum action action, struct person *ret)
{
    struct person person;
    struct object object;
    struct day today = tz_day(ctx->now);
    enum err err = person_find(ctx->store, (struct person_id){id}, ctx->arena, &person);
    if (err == OK)
        err = permission_person(ctx->store, &ctx->actor, person.id, today, ctx->arena, &object);
    if (err != OK)
        return err;
    if (!may(&ctx->actor, action, &object))
        return may(&ctx->actor, ACTION_PERSON_LIST, &object) ? ERR_DENIED : ERR_NOT_FOUND;
    *ret = person;
    return OK;
}

/* ---- the page ---- */

static enum err add_card(struct ctx *ctx, const struct person *person, json_t *view)
{
    struct refusal why;
    struct code_card card;
    json_t *shown = json_object();
    json_object_set_new(view, "card", shown);
    refusal_init(&why, ctx->arena);
    enum err err = code_card_check(ctx->store, person, ctx->now, &why);
    if (err == ERR_CONFLICT) {
        json_object_set_new(shown, "none_because", json_string(why.detail));
        return OK;
    }
    if (err == OK)
        err = code_card_find(ctx->store, person->id, ctx->now, &card);
    json_object_set_new(shown, "may", json_true());
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    const char *left = words_count(ctx->arena, card.left, "code is left", "codes are left");
    struct day last = tz_day(instant_add(card.expires_at, -1));
    json_object_set_new(shown, "left", json_string(left));
    json_object_set_new(shown, "until", json_string(words_date(ctx->arena, last)));
    return OK;
}

static enum err add_factor(struct ctx *ctx, const struct person *person, json_t *view)
{
    struct second_factor factor;
    enum err err = second_factor_find(ctx->store, person->id, &factor);
    if (err != OK)
        return err;
    json_t *shown = json_pack("{s:b, s:b}", "on", factor.in_force, "off", !factor.in_force);
    if (factor.in_force)
        json_object_set_new(shown, "since", json_string(words_moment(ctx->arena, factor.since)));
    json_object_set_new(view, "factor", shown);
    return OK;
}

/* Either of the two rights opens the page; each shows its own part. */
static enum err find_person(struct ctx *ctx, int64_t id, struct person *ret, bool *ret_cards,
                            bool *ret_factors)
{
    enum err cards = sign_in_help_find(ctx, id, ACTION_SIGN_IN_HELP, ret);
    enum err factors = sign_in_help_find(ctx, id, ACTION_FACTOR_RESET, ret);
    *ret_cards = cards == OK;
    *ret_factors = factors == OK;
    return cards == OK ? OK : factors;
}

enum err page_sign_in_help(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct person person;
    bool cards, factors;
    enum err err = find_person(ctx, request->id, &person, &cards, &factors);
    if (err != OK)
        return err;
    json_t *view = view_new(arena_printf(ctx->arena, "How %s signs in", person.name));
    json_object_set_new(view, "id", json_integer(person.id.v));
    json_object_set_new(view, "name", json_string(person.name));
    if (cards)
        err = add_card(ctx, &person, view);
    if (err == OK && factors)
        err = add_factor(ctx, &person, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    if (form_has(&request->query, "reset"))
        view_flash(view, "The second step is reset. They were told by email, and set it up again "
                         "when they next sign in.");
    if (form_has(&request->query, "ended"))
        view_flash(view, "The card is ended. Its codes work no longer.");
    return response_page(response, "people/sign_in.html", view);
}

/* ---- the card ---- */

enum err sign_in_help_make_card(struct ctx *ctx, const struct person *person,
                                struct code_card_made *ret)
{
    enum err err = code_card_check(ctx->store, person, ctx->now, &ctx->why);
    if (err == OK)
        err = code_card_make(ctx->store, ctx->site->sealed_key, person, ctx->actor.person, ctx->now,
                             ret);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "card-made", person->id.v, "");
    return err;
}

static enum err sheet_view(struct ctx *ctx, const struct person *person,
                           const struct code_card_made *made, json_t **ret)
{
    const char *address = arena_printf(ctx->arena, "%s/sign-in/card", ctx->site->base_url), *qr;
    enum err err = qr_svg(address, "QR code of the page to sign in", ctx->arena, &qr);
    if (err != OK)
        return err;
    json_t *view = view_new("A card of codes"), *codes = json_array();
    for (int i = 0; i < CODE_CARD_CODES; i++)
        json_array_append_new(
            codes, json_string(words_grouped(ctx->arena, made->codes[i], CODE_GROUP, '-')));
    view_back(view, arena_printf(ctx->arena, "/people/%lld/sign-in", (long long)person->id.v),
              arena_printf(ctx->arena, "How %s signs in", person->name));
    json_object_set_new(view, "name", json_string(person->name));
    json_object_set_new(view, "address", json_string(address));
    json_object_set_new(view, "qr_html", json_string(qr));
    json_object_set_new(view, "number",
                        json_string(words_grouped(ctx->arena, made->number, CODE_GROUP, ' ')));
    json_object_set_new(view, "codes", codes);
    json_object_set_new(view, "until", json_string(words_date(ctx->arena, made->last_day)));
    *ret = view;
    return OK;
}

enum err page_card_make(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    struct code_card_made made;
    json_t *view;
    enum err err = sign_in_help_find(ctx, request->id, ACTION_SIGN_IN_HELP, &person);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = sign_in_help_make_card(ctx, &person, &made);
    if (err == OK)
        err = sheet_view(ctx, &person, &made, &view);
    return err == OK ? response_page(response, "people/card.html", view) : err;
}

/* A lost card: with it ends whatever it opened. */
enum err sign_in_help_end_card(struct ctx *ctx, struct person_id person)
{
    enum err err = code_card_end(ctx->store, person, ctx->now);
    if (err == OK)
        err = session_end_all(ctx->store, person);
    if (err == OK)
        err = device_end_all(ctx->store, person);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "card-ended", person.v, "");
    return err == ERR_NOT_FOUND ? OK : err; /* it was ended before */
}

enum err page_card_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    enum err err = sign_in_help_find(ctx, request->id, ACTION_SIGN_IN_HELP, &person);
    if (err == OK)
        err = sign_in_help_end_card(ctx, person.id);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/%lld/sign-in?ended=1", (long long)request->id);
}

/* ---- the second step ---- */

enum err sign_in_help_reset_factor(struct ctx *ctx, const struct person *person)
{
    enum err err = second_factor_end(ctx->store, person->id);
    if (err == OK)
        err = session_end_all(ctx->store, person->id);
    if (err == OK)
        err = device_end_all(ctx->store, person->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "factor-reset", person->id.v, "");
    if (err == OK)
        err = sign_in_mail_queue(ctx, person->id,
                                 "An administrator reset your second step and signed you out.");
    return err;
}

enum err page_factor_reset(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct person person;
    enum err err = sign_in_help_find(ctx, request->id, ACTION_FACTOR_RESET, &person);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = sign_in_help_reset_factor(ctx, &person);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/%lld/sign-in?reset=1", (long long)request->id);
}
