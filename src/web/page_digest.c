/* DESIGN: the weekly mail of new events: on or off for oneself, and off by its own link alone. */
#include "api.h"
#include "api_gate.h"
#include "digest.h"
#include "form.h"
#include "json_input.h"
#include "page.h"
#include "view.h"

/* ---- one's own ---- */

/* The question whether it is to be the other way round. */
static json_t *choice_view(bool wanted)
{
    json_t *view = view_new("Weekly mail of new events");
    view_back(view, "/events/for-me", "Events for you");
    json_object_set_new(
        view, "text",
        json_string(wanted ? "You get it: at most one mail a week in term, with new events you can "
                             "book that are for you, and none if there are none. Once a year you "
                             "may be invited to give a talk, too."
                           : "You do not get it. It is at most one mail a week in term, with new "
                             "events you can book that are for you."));
    json_object_set_new(
        view, "hidden",
        json_pack("[{s:s, s:s}]", "name", "wanted", "value", wanted ? "no" : "yes"));
    json_object_set_new(view, "action", json_string("/digest"));
    json_object_set_new(view, "button", json_string(wanted ? "Stop it" : "Send it to me"));
    json_object_set_new(
        view, "keep",
        json_pack("{s:s, s:s}", "text", "Leave it as it is", "href", "/events/for-me"));
    return view;
}

enum err page_digest(struct ctx *ctx, const struct request *request, struct response *response)
{
    bool wanted = true;
    enum err err = digest_is_wanted(ctx->store, ctx->actor.person, &wanted);
    if (err != OK)
        return err;
    json_t *view = choice_view(wanted);
    if (form_has(&request->query, "done"))
        view_flash(view, wanted ? "You get it from now on." : "You will not get it any more.");
    return response_page(response, "confirm.html", view);
}

enum err page_digest_choose(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    bool wanted = str_eq_c(form_find(&request->form, "wanted"), "yes");
    if (!wanted && !str_eq_c(form_find(&request->form, "wanted"), "no")) {
        refuse_field(&ctx->why, "wanted", "Choose yes or no.");
        return refusal_check(&ctx->why);
    }
    enum err err = digest_choose(ctx->store, ctx->now, ctx->actor.person, wanted);
    return err == OK ? response_redirect(ctx, response, "/digest?done=1") : err;
}

/* ---- from the mail, signed in or not ---- */

static enum err find_person(struct ctx *ctx, const struct request *request, struct person_id *ret)
{
    enum err err = digest_find_token(ctx->store, request->name, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(&ctx->why, err, "not-found",
                      "This link is not one of ours any more. Sign in, open Events for you, and "
                      "choose there.");
    return err;
}

/* Nothing is changed by looking: programs follow links. */
enum err page_digest_stop_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct person_id person;
    enum err err = find_person(ctx, request, &person);
    if (err != OK)
        return err;
    json_t *view = view_new("Stop the weekly mail?");
    json_object_set_new(
        view, "text",
        json_string("You will not get the weekly mail of new events any more, nor be "
                    "invited to give a talk. "
                    "Mails about your own bookings still come."));
    json_object_set_new(view, "action",
                        json_string(arena_printf(ctx->arena, "/digest/stop/%s",
                                                 arena_str_c(ctx->arena, request->name))));
    json_object_set_new(view, "button", json_string("Stop it"));
    json_object_set_new(view, "keep", json_pack("{s:s, s:s}", "text", "Keep it", "href", "/"));
    return response_page(response, "confirm.html", view);
}

enum err page_digest_stop(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_id person;
    enum err err = find_person(ctx, request, &person);
    if (err == OK)
        err = digest_choose(ctx->store, ctx->now, person, false);
    if (err != OK)
        return err;
    json_t *view = view_new("The weekly mail is stopped");
    json_object_set_new(view, "text",
                        json_string("You can have it again: sign in and open Events, For me."));
    return response_page(response, "done.html", view);
}

/* ---- the API ---- */

static enum err answer(struct ctx *ctx, struct response *response)
{
    bool wanted = true;
    enum err err = digest_is_wanted(ctx->store, ctx->actor.person, &wanted);
    return err == OK ? response_json(response, 200, json_pack("{s:b}", "wanted", wanted)) : err;
}

enum err api_digest_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_member(ctx);
    return err == OK ? answer(ctx, response) : err;
}

enum err api_digest_choose(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    bool wanted = true;
    enum err err = api_gate_write(ctx);
    if (err != OK)
        return err;
    json_input_require(&in, "wanted");
    json_input_bool(&in, "wanted", &wanted);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = digest_choose(ctx->store, ctx->now, ctx->actor.person, wanted);
    return err == OK ? answer(ctx, response) : err;
}
