/* DESIGN: one's own way in, and helping others with theirs, in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "browser_words.h"
#include "device.h"
#include "json_view.h"
#include "second_factor.h"
#include "sign_in_help.h"

/* ---- one's own ---- */

static json_t *session_json(struct ctx *ctx, const struct session *session)
{
    return json_pack("{s:I, s:s, s:o, s:o}", "id", (json_int_t)session->id, "device",
                     browser_words(ctx->arena, str_of(session->agent)), "created_at",
                     json_view_instant(session->created_at), "seen_at",
                     json_view_instant(session->seen_at));
}

enum err api_session_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct session *sessions;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = session_list(ctx->store, ctx->actor.person, ctx->arena, &sessions, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, session_json(ctx, &sessions[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_session_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = session_end(ctx->store, ctx->actor.person, request->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "session-end", 0, "");
    return err == OK ? response_json(response, 204, NULL) : err;
}

static json_t *device_json(struct ctx *ctx, const struct device *device)
{
    return json_pack("{s:I, s:s, s:o, s:o, s:o}", "id", (json_int_t)device->id, "device",
                     browser_words(ctx->arena, str_of(device->agent)), "made_at",
                     json_view_instant(device->made_at), "used_at",
                     json_view_instant(device->used_at), "expires_at",
                     json_view_instant(device->expires_at));
}

enum err api_device_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct device *devices;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = device_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &devices, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, device_json(ctx, &devices[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_device_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = device_end(ctx->store, ctx->actor.person, request->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "device-end", request->id, "");
    return err == OK ? response_json(response, 204, NULL) : err;
}

enum err api_factor_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct second_factor factor;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:b, s:b, s:o, s:i}", "required",
                                   actor_is_privileged(&ctx->actor), "in_force", factor.in_force,
                                   "since", json_view_instant(factor.since), "recovery_codes_left",
                                   factor.recovery_left));
}

static json_t *codes_json(const char *codes, size_t size, int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_string(codes + size * (size_t)i));
    return list;
}

enum err api_factor_recovery(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct second_factor factor;
    struct recovery_codes made;
    (void)request;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err == OK && !factor.in_force)
        return refuse(&ctx->why, ERR_CONFLICT, "no-second-factor",
                      "There is no second step to recover. Set one up on the page \"Your "
                      "sign-in\" first.");
    if (err == OK)
        err = second_factor_renew_recovery(ctx->store, ctx->actor.person, &made);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "factor-recovery",
                        ctx->actor.person.v, "");
    if (err != OK)
        return err;
    response->has_secret = true;
    return response_json(
        response, 201,
        json_pack("{s:o}", "codes",
                  codes_json(made.codes[0], sizeof made.codes[0], RECOVERY_CODES)));
}

/* ---- helping others ---- */

enum err api_card_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    struct code_card_made made;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = sign_in_help_find(ctx, request->id, ACTION_SIGN_IN_HELP, &person);
    if (err == OK)
        err = sign_in_help_make_card(ctx, &person, &made);
    if (err != OK)
        return err;
    response->has_secret = true;
    return response_json(response, 201,
                         json_pack("{s:s, s:o, s:o}", "number", made.number, "codes",
                                   codes_json(made.codes[0], sizeof made.codes[0], CODE_CARD_CODES),
                                   "last_day", json_view_day(made.last_day)));
}

enum err api_card_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = sign_in_help_find(ctx, request->id, ACTION_SIGN_IN_HELP, &person);
    if (err == OK)
        err = sign_in_help_end_card(ctx, person.id);
    return err == OK ? response_json(response, 204, NULL) : err;
}

enum err api_factor_reset(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = sign_in_help_find(ctx, request->id, ACTION_FACTOR_RESET, &person);
    if (err == OK)
        err = sign_in_help_reset_factor(ctx, &person);
    return err == OK ? response_json(response, 204, NULL) : err;
}
