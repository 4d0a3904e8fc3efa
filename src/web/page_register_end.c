/* DESIGN: the end of a register: closed, taken up again, and one person's marks put right. */
#include "check.h"
#include "page.h"
#include "register_words.h"
#include "sheet.h"
#include "words.h"

/* ---- closing ---- */

static json_t *count_view(struct ctx *ctx, int count, const char *what)
{
    return json_pack("{s:s, s:s}", "count", arena_printf(ctx->arena, "%d", count), "what", what);
}

static const char *follows_of(struct ctx *ctx, const struct register_view *scene)
{
    int open = 0;
    for (int i = 0; i < scene->states.count; i++)
        open += scene->states.items[i].closed_at.v == 0;
    if (open > 1)
        return arena_printf(
            ctx->arena, "%s written down once the registers of all %d sessions are closed.",
            scene->event.fields.hours_min ? "Attendance and hours are" : "Attendance is",
            scene->states.count);
    return scene->event.fields.hours_min
               ? arena_printf(
                     ctx->arena,
                     "Those who were here have attended. %s count for who was here all "
                     "the time; each minute missed costs a minute.",
                     words_begin(ctx->arena,
                                 words_duration(ctx->arena, scene->event.fields.hours_min)))
               : "Those who were here have attended. No hours count for this event.";
}

static enum err closing_view(struct ctx *ctx, const struct register_view *scene, json_t **ret)
{
    struct register_roll roll;
    enum err err =
        register_roll(ctx->store, scene->event.id, scene->state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    const struct register_counts counts = register_count(&roll);
    json_t *view = register_page_view(ctx, scene, "Close the register"), *rows = json_array();
    view_back(view, register_href(ctx, scene, ""), "Register");
    json_array_append_new(rows, count_view(ctx, counts.here, "here"));
    json_array_append_new(rows, count_view(ctx, counts.absent, "not here"));
    json_array_append_new(rows, count_view(ctx, counts.excused, "excused"));
    json_array_append_new(rows, count_view(ctx, counts.none, "not marked"));
    json_object_set_new(view, "counts", rows);
    if (!scene->event.fields.hours_min && event_may(ctx, ACTION_EVENT_EDIT, &scene->event))
        json_object_set_new(view, "edit_hours", json_true());
    if (counts.none)
        json_object_set_new(view, "unmarked",
                            json_string(arena_printf(
                                ctx->arena, "%s not marked. They count as not here.",
                                words_count(ctx->arena, counts.none, "person is", "people are"))));
    json_object_update_new(view, json_pack("{s:s, s:i}", "follows", follows_of(ctx, scene),
                                           "version", scene->state->version));
    *ret = view;
    return OK;
}

enum err page_register_close_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct register_view scene;
    json_t *view;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = closing_view(ctx, &scene, &view);
    return err == OK ? response_page(response, "events/register_close.html", view) : err;
}

static struct register_closing closing_of(const struct ctx *ctx, const struct request *request,
                                          const struct register_view *scene)
{
    return (struct register_closing){.event = scene->event.id,
                                     .session = scene->state->session,
                                     .version = (int)form_int(&request->form, "version", 0),
                                     .by = ctx->actor.person};
}

static enum err back(struct ctx *ctx, const struct register_view *scene, const char *done,
                     struct response *response)
{
    return response_redirect(ctx, response, "/events/%lld/register?session=%d&done=%s",
                             (long long)scene->event.id.v, scene->state->position, done);
}

enum err page_register_close(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct register_view scene;
    json_t *view;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    if (err != OK)
        return err;
    const struct register_closing closing = closing_of(ctx, request, &scene);
    err = register_close(ctx->store, ctx->now, &closing, &ctx->why);
    if (err == OK)
        return back(ctx, &scene, scene.event.fields.hours_min ? "closed" : "closed-plain",
                    response);
    enum err again =
        err == ERR_CONFLICT || err == ERR_STALE ? closing_view(ctx, &scene, &view) : err;
    if (again != OK)
        return again;
    view_errors(view, &ctx->why);
    return response_page_refused(response, err, "events/register_close.html", view);
}

/* ---- taking it up again ---- */

static struct sheet reopen_sheet(struct ctx *ctx, const struct register_view *scene)
{
    static const struct sheet_field reason = {
        SHEET_AREA,
        "reason",
        "Why?",
        "It is kept with the event. To put one person right, correct "
        "them on the register instead.",
        NULL,
        0,
        false};
    return (struct sheet){
        .title = "Open the register again",
        .intro = arena_printf(ctx->arena,
                              "%s, %s. Until it is closed again nobody has attended, and no hours "
                              "count.",
                              scene->event.fields.title, register_words_when(ctx->arena, scene)),
        .action = arena_printf(ctx->arena, "/events/%lld/register/reopen?session=%d",
                               (long long)scene->event.id.v, scene->state->position),
        .button = "Open it again",
        .back_href = register_href(ctx, scene, ""),
        .back_text = "Register",
        .fields = &reason,
        .count = 1,
        .version = scene->state->version,
    };
}

enum err page_register_reopen_ask(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct register_view scene;
    const struct form none = {NULL, 0};
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = reopen_sheet(ctx, &scene);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_register_reopen(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct register_view scene;
    const struct form none = {NULL, 0};
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err != OK)
        return err;
    struct register_closing closing = closing_of(ctx, request, &scene);
    closing.reason = sheet_lines(ctx->arena, &request->form, "reason");
    err = register_reopen(ctx->store, ctx->now, &closing, &ctx->why);
    if (err == OK)
        return back(ctx, &scene, "opened", response);
    const struct sheet sheet = reopen_sheet(ctx, &scene);
    return sheet_refused(ctx, &sheet, &request->form, &none, err, response);
}
