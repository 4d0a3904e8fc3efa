/* DESIGN: the address of screens that nobody signs in at, and its switch, for who runs the stage.
 */
#include <string.h>

#include "check.h"
#include "flash.h"
#include "page.h"
#include "qr_svg.h"
#include "screen_code.h"
#include "stage_gate.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

static enum err add_address(struct ctx *ctx, const char *path, json_t *view)
{
    const char *address = arena_printf(ctx->arena, "%s%s", ctx->site->base_url, path);
    const char *qr = NULL;
    enum err err = qr_svg(address, "QR code: the big screen", ctx->arena, &qr);
    if (err == OK)
        json_object_set_new(
            view, "open",
            json_pack("{s:s, s:s, s:s}", "address", address, "path", path, "qr_html", qr));
    return err;
}

/* For a computer that has no camera. */
static enum err add_code(struct ctx *ctx, const struct event *event, json_t *view)
{
    const char *code, *host = strstr(ctx->site->base_url, "://");
    struct instant until;
    enum err err = screen_code(ctx, event, &code, &until);
    if (err == OK && *code)
        json_object_set_new(
            view, "code",
            json_pack("{s:s, s:s, s:s}", "text", code, "at",
                      arena_printf(ctx->arena, "%s/screen", host ? host + 3 : ctx->site->base_url),
                      "until", words_time(ctx->arena, until)));
    return err;
}

/* "It shows the evening from 10 November at 4pm until …" */
static const char *time_words(struct ctx *ctx, const struct event *event)
{
    if (!event_status_is_on(event->status))
        return "It shows nothing, for the event is not published or was called off.";
    return arena_printf(ctx->arena, "It shows the evening from %s until %s.%s",
                        words_moment(ctx->arena, stage_gate_opens_at(event)),
                        words_moment(ctx->arena, stage_gate_closes_at(event)),
                        stage_gate_is_time(event, ctx->now) ? "" : " Now it shows nothing.");
}

static enum err screen_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    const char *path;
    enum err err = stage_gate_screen(ctx, event, &path);
    if (err != OK)
        return err;
    json_t *view = view_new("Big screen without signing in");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld/remote", (long long)event->id.v),
              "Remote");
    json_object_update_new(view,
                           json_pack("{s:I, s:s, s:s}", "id", (json_int_t)event->id.v, "event",
                                     event->fields.title, "time", time_words(ctx, event)));
    if (*path)
        err = add_address(ctx, path, view);
    if (err == OK)
        err = add_code(ctx, event, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"open", "The address is open."},
    {"renew", "The address is a new one. The old one shows nothing any more."},
    {"close", "The address is closed. It will never show anything again."},
};

enum err page_stage_screen(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = stage_gate_run(ctx, request->id, &event);
    if (err == OK)
        err = screen_view(ctx, &event, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "spark/screen.html", view);
}

/* ---- the switch ---- */

static enum err change(struct ctx *ctx, const struct event *event, struct str act)
{
    struct person_id by = ctx->actor.person;
    if (str_eq_c(act, "renew"))
        return stage_screen_renew(ctx->store, ctx->now, event->id, by, &ctx->why);
    if (str_eq_c(act, "open") || str_eq_c(act, "close"))
        return stage_screen_open(ctx->store, ctx->now, event->id, by, str_eq_c(act, "open"));
    return refuse_field(&ctx->why, "act", "Choose what to do.");
}

enum err page_stage_screen_do(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    json_t *view;
    struct str act = form_find(&request->form, "act");
    enum err err = stage_gate_run(ctx, request->id, &event);
    if (err != OK)
        return err;
    enum err why = change(ctx, &event, act);
    if (why == OK)
        return response_redirect(ctx, response, "/spark/%lld/screen?done=%s",
                                 (long long)request->id, arena_str_c(ctx->arena, act));
    if (why != ERR_CONFLICT && why != ERR_INVALID)
        return why;
    err = screen_view(ctx, &event, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "spark/screen.html", view);
}
