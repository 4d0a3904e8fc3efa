/* DESIGN: one's own sign-in on one page: second step, remembered devices, and where one is signed
 * in. */
#include "audit.h"
#include "browser_words.h"
#include "device.h"
#include "page.h"
#include "second_factor.h"
#include "tz.h"
#include "view.h"
#include "words.h"

static json_t *session_view(struct ctx *ctx, const struct session *session)
{
    const char *since =
        arena_printf(ctx->arena, "Since %s", words_moment(ctx->arena, session->created_at));
    const char *seen = arena_printf(ctx->arena, "Last used %s",
                                    words_relative(ctx->arena, session->seen_at, ctx->now));
    return json_pack("{s:I, s:s, s:b, s:s, s:s}", "id", (json_int_t)session->id, "device",
                     browser_words(ctx->arena, str_of(session->agent)), "current",
                     session->id == ctx->session.id, "since", since, "seen", seen);
}

static enum err add_sessions(struct ctx *ctx, json_t *view)
{
    struct session *sessions;
    int count;
    json_t *list = json_array();
    enum err err = session_list(ctx->store, ctx->actor.person, ctx->arena, &sessions, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(list, session_view(ctx, &sessions[i]));
    view_list(view, "sessions", list);
    return err;
}

static json_t *device_view(struct ctx *ctx, const struct device *device)
{
    const char *used = arena_printf(ctx->arena, "Last used %s",
                                    words_relative(ctx->arena, device->used_at, ctx->now));
    const char *until = arena_printf(ctx->arena, "Remembered until %s",
                                     words_date(ctx->arena, tz_day(device->expires_at)));
    return json_pack("{s:I, s:s, s:s, s:s}", "id", (json_int_t)device->id, "device",
                     browser_words(ctx->arena, str_of(device->agent)), "used", used, "until",
                     until);
}

static enum err add_devices(struct ctx *ctx, json_t *view)
{
    struct device *devices;
    int count;
    json_t *list = json_array();
    enum err err =
        device_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &devices, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(list, device_view(ctx, &devices[i]));
    view_list(view, "devices", list);
    return err;
}

static enum err add_factor(struct ctx *ctx, json_t *view)
{
    struct second_factor factor;
    bool privileged = actor_is_privileged(&ctx->actor);
    enum err err = second_factor_find(ctx->store, ctx->actor.person, &factor);
    if (err != OK)
        return err;
    json_t *shown =
        json_pack("{s:b, s:b, s:b, s:b}", "on", factor.in_force, "off", !factor.in_force,
                  "required", privileged, "may_end", factor.in_force && !privileged);
    if (factor.in_force) {
        const char *left = words_count(ctx->arena, factor.recovery_left, "recovery code is left",
                                       "recovery codes are left");
        json_object_set_new(shown, "since", json_string(words_moment(ctx->arena, factor.since)));
        json_object_set_new(shown, "recovery", json_string(left));
        json_object_set_new(shown, "few", json_boolean(factor.recovery_left < 3));
    }
    json_object_set_new(view, "factor", shown);
    return OK;
}

/* What the last act did: a word of the query, and its sentence. */
static const struct {
    const char *name, *sentence;
} FLASHES[] = {
    {"ended", "That device is signed out."},
    {"forgotten", "That device is forgotten. It needs a code the next time."},
    {"factor", "Your second step is off."},
    {"recovered", "You signed in with a recovery code, which cannot be used again. If your phone "
                  "is lost for good, change to another app."},
};

enum err page_sessions(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Your sign-in");
    enum err err = add_factor(ctx, view);
    if (err == OK)
        err = add_devices(ctx, view);
    if (err == OK)
        err = add_sessions(ctx, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    for (size_t i = 0; i < sizeof FLASHES / sizeof FLASHES[0]; i++)
        if (form_has(&request->query, FLASHES[i].name))
            view_flash(view, FLASHES[i].sentence);
    return response_page(response, "sessions.html", view);
}

enum err page_session_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = session_end(ctx->store, ctx->actor.person, request->id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "session-end", 0, "");
    return err == OK ? response_redirect(ctx, response, "/sessions?ended=1") : err;
}
