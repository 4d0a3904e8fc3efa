/* DESIGN: my own calendar, given as a file and kept as busy or free: what is kept, put, removed. */
#include "flash.h"
#include "own_calendar_ask.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

static const char PAGE[] = "own_calendar.html";

static json_t *kept_view(struct ctx *ctx, const struct own_calendar *own)
{
    struct day last = day_add(tz_day(own->to), -1);
    json_t *view =
        json_pack("{s:s, s:s, s:s}", "read", words_date(ctx->arena, tz_day(own->read_at)), "times",
                  own->count ? words_count(ctx->arena, own->count, "time", "times") : "None",
                  "until", words_date(ctx->arena, last));
    if (own->count)
        json_object_set_new(view, "last",
                            json_string(words_date(ctx->arena, tz_day(own->last_at))));
    if (own->left_out)
        json_object_set_new(
            view, "left_out",
            json_string(arena_printf(ctx->arena, "%s could not be understood in full.",
                                     words_count(ctx->arena, own->left_out, "entry", "entries"))));
    return view;
}

static enum err page_view(struct ctx *ctx, json_t **ret)
{
    struct own_calendar own;
    enum err err = own_calendar_find(ctx->store, ctx->actor.person, &own);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    json_t *view = view_new("When you are busy");
    view_back(view, "/calendar", "Calendar");
    if (err == OK)
        json_object_set_new(view, "kept", kept_view(ctx, &own));
    view_field(view, "file", "", &ctx->why);
    if (ctx->why.field_count) {
        view_errors(view, &ctx->why);
        json_object_set_new(view, "has_errors", json_true());
    }
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"read", "Your calendar is read. The file itself is not kept."},
    {"removed", "Removed. Nothing of your calendar is kept."},
};

enum err page_own_calendar(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    json_t *view;
    enum err err = page_view(ctx, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, PAGE, view);
}

static enum err keep(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    enum err err = own_calendar_ask_keep(ctx);
    return err == OK ? response_redirect(ctx, response, "/calendar/busy?done=read") : err;
}

enum err page_own_calendar_put(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    json_t *view;
    enum err err = own_calendar_ask_read(ctx, request);
    if (err == OK) {
        response->then_write = keep;
        return OK;
    }
    if (err != ERR_INVALID)
        return err;
    const char *detail = ctx->why.field_count ? NULL : ctx->why.detail;
    if (detail) { /* the reader's words under the field they are about */
        refusal_init(&ctx->why, ctx->arena);
        refuse_field(&ctx->why, "file", "%s", detail);
    }
    err = page_view(ctx, &view);
    return err == OK ? response_page_refused(response, ERR_INVALID, PAGE, view) : err;
}

enum err page_own_calendar_remove_ask(struct ctx *ctx, const struct request *request,
                                      struct response *response)
{
    (void)ctx;
    (void)request;
    json_t *view = view_new("Remove your calendar?");
    view_back(view, "/calendar/busy", "When you are busy");
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:b, s:s, s:{s:s, s:s}}", "subject", "Your own calendar", "text",
                  "Nothing of it is kept any longer, so you can be booked at times at which "
                  "you are busy.",
                  "action", "/calendar/busy/remove", "grave", 1, "button", "Remove it", "keep",
                  "text", "Keep it", "href", "/calendar/busy"));
    return response_page(response, "confirm.html", view);
}

enum err page_own_calendar_remove(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    (void)request;
    enum err err = own_calendar_ask_remove(ctx);
    return err == OK ? response_redirect(ctx, response, "/calendar/busy?done=removed") : err;
}
