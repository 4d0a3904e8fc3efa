/* DESIGN: the keynotes of an evening, for whoever plans it: a list, and a form for each. */
#include "check.h"
#include "keynote_gate.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "words.h"

static const char *list_href(struct ctx *ctx, struct event_id event)
{
    return arena_printf(ctx->arena, "/spark/%lld/keynotes", (long long)event.v);
}

/* ---- the list ---- */

enum err page_keynotes(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct spark_settings settings;
    struct str done = form_find(&request->query, "done");
    enum err err = keynote_gate_event(ctx, request->id, &event, &settings);
    if (err != OK)
        return err;
    json_t *view = view_new("Keynotes");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld", (long long)event.id.v),
              event.fields.title);
    view_list(view, "keynotes", keynote_view_list(ctx->arena, &settings));
    json_object_set_new(view, "id", json_integer(event.id.v));
    if (event.status != EVENT_CANCELLED && ctx->now.v < event.fields.starts_at.v)
        json_object_set_new(view, "changes", json_true());
    if (str_eq_c(done, "saved"))
        view_flash(view, "Saved. Its time is taken out of the time for talks.");
    else if (str_eq_c(done, "removed"))
        view_flash(view, "Removed. Its time is free for talks again.");
    return response_page(response, "spark/keynotes.html", view);
}

/* ---- the form ---- */

static const struct sheet_field *fields_of(struct ctx *ctx, const struct spark_settings *settings,
                                           int *ret_count)
{
    static const struct sheet_field plain[] = {
        {SHEET_TEXT, "guest", "Who speaks?",
         "Name and, if you like, where they are from. Everybody who reads the programme reads it, "
         "without signing in too if you open it, so ask them first.",
         NULL, 0, false},
        {SHEET_TEXT, "title", "Title", NULL, NULL, 0, false},
        {SHEET_AREA, "abstract", "Summary (optional)", "Up to 600 characters.", NULL, 0, false},
        {SHEET_TEXT, "minutes", "How many minutes?", "5 to 90, with questions.", NULL, 0, true},
        {SHEET_TEXT, "starts_at", "When does it begin?",
         "A time of that day, like 16:10. No talks are given in any room until it is over.", NULL,
         0, true},
        {SHEET_SELECT, "room", "Where?", NULL, NULL, 0, false},
    };
    int count = COUNT_OF(plain), rooms = settings->pack.room_count;
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, COUNT_OF(plain));
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, PACK_ROOMS_MAX);
    for (int i = 0; i < count; i++)
        fields[i] = plain[i];
    for (int i = 0; i < rooms; i++)
        choices[i] = sheet_choice(ctx->arena, i + 1, settings->rooms[i].name);
    fields[count - 1].choices = choices;
    fields[count - 1].choice_count = rooms;
    *ret_count = rooms > 1 ? count : count - 1; /* one room is no question */
    return fields;
}

/* keynote id.v 0: a new one. */
static struct sheet sheet_of(struct ctx *ctx, const struct keynote_scene *scene)
{
    const struct keynote *keynote = &scene->keynote;
    struct sheet sheet = {
        .title = keynote->id.v ? "Change this keynote" : "Add a keynote",
        .intro = "A guest speaks to everybody, for as long as you say.",
        .action =
            keynote->id.v
                ? arena_printf(ctx->arena, "/keynotes/%lld", (long long)keynote->id.v)
                : arena_printf(ctx->arena, "/spark/%lld/keynote", (long long)scene->event.id.v),
        .button = "Save the keynote",
        .back_href = list_href(ctx, scene->event.id),
        .back_text = "Keynotes",
        .version = keynote->version,
    };
    sheet.fields = fields_of(ctx, &scene->settings, &sheet.count);
    return sheet;
}

static struct form values_of(struct ctx *ctx, const struct keynote *keynote)
{
    struct form values = sheet_values(ctx->arena);
    struct local at = tz_local(keynote->starts_at);
    if (!keynote->id.v)
        return values;
    sheet_put(&values, ctx->arena, "guest", keynote->guest);
    sheet_put(&values, ctx->arena, "title", keynote->title);
    sheet_put(&values, ctx->arena, "abstract", keynote->abstract);
    sheet_put(&values, ctx->arena, "minutes", arena_printf(ctx->arena, "%d", keynote->minutes));
    sheet_put(&values, ctx->arena, "starts_at",
              arena_printf(ctx->arena, "%02d:%02d", at.hour, at.minute));
    sheet_put(&values, ctx->arena, "room", arena_printf(ctx->arena, "%d", keynote->room));
    return values;
}

static enum err show(struct ctx *ctx, const struct keynote_scene *scene, struct response *response)
{
    const struct sheet sheet = sheet_of(ctx, scene);
    const struct form values = values_of(ctx, &scene->keynote);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err find_new(struct ctx *ctx, int64_t event, struct keynote_scene *scene)
{
    scene->keynote = (struct keynote){.room = 1};
    return keynote_gate_event(ctx, event, &scene->event, &scene->settings);
}

enum err page_keynote_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct keynote_scene scene;
    enum err err = find_new(ctx, request->id, &scene);
    return err == OK ? show(ctx, &scene, response) : err;
}

enum err page_keynote_edit(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct keynote_scene scene;
    enum err err = keynote_gate_find(ctx, request->id, &scene);
    return err == OK ? show(ctx, &scene, response) : err;
}

/* ---- saving ---- */

static struct instant read_time(struct ctx *ctx, const struct request *request,
                                const struct event *event)
{
    struct instant at = {0};
    if (words_parse_time_on(str_of(field_text(ctx, request, "starts_at")),
                            tz_day(event->fields.starts_at), &at) != OK)
        refuse_field(&ctx->why, "starts_at", "Enter when it begins, like 16:10.");
    return at;
}

static enum err save(struct ctx *ctx, const struct request *request,
                     const struct keynote_scene *scene, struct response *response)
{
    const struct keynote_edit edit = {
        .event = scene->event.id,
        .by = ctx->actor.person,
        .keynote = {.id = scene->keynote.id,
                    .guest = field_text(ctx, request, "guest"),
                    .title = field_text(ctx, request, "title"),
                    .abstract = sheet_lines(ctx->arena, &request->form, "abstract"),
                    .minutes = (int)form_int(&request->form, "minutes", 0),
                    .room = (int)form_int(&request->form, "room", 1),
                    .starts_at = read_time(ctx, request, &scene->event),
                    .version = scene->keynote.id.v ? sheet_version(&request->form) : 0}};
    struct keynote_id id;
    const struct form theirs = values_of(ctx, &scene->keynote);
    enum err err = ctx->why.field_count ? refusal_check(&ctx->why)
                                        : keynote_save(ctx->store, ctx->now, &edit, &ctx->why, &id);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=saved", list_href(ctx, scene->event.id));
    const struct sheet sheet = sheet_of(ctx, scene);
    return sheet_refused(ctx, &sheet, &request->form, scene->keynote.id.v ? &theirs : NULL, err,
                         response);
}

enum err page_keynote_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct keynote_scene scene;
    enum err err = find_new(ctx, request->id, &scene);
    return err == OK ? save(ctx, request, &scene, response) : err;
}

enum err page_keynote_save(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct keynote_scene scene;
    enum err err = keynote_gate_find(ctx, request->id, &scene);
    return err == OK ? save(ctx, request, &scene, response) : err;
}

/* ---- removing ---- */

enum err page_keynote_remove_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct keynote_scene scene;
    enum err err = keynote_gate_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const char *list = list_href(ctx, scene.event.id);
    json_t *view = view_new("Remove this keynote?");
    view_back(view, list, "Keynotes");
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:s, s:s}}", "subject", scene.keynote.title, "text",
                  "It leaves the programme, and its time is free for talks again.", "action",
                  arena_printf(ctx->arena, "/keynotes/%lld/remove", (long long)scene.keynote.id.v),
                  "button", "Remove it", "grave", 1, "keep", "text", "Keep it", "href", list));
    return response_page(response, "confirm.html", view);
}

enum err page_keynote_remove(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct keynote_scene scene;
    enum err err = keynote_gate_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    struct keynote_edit edit = {scene.event.id, scene.keynote, ctx->actor.person};
    err = keynote_remove(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=removed", list_href(ctx, scene.event.id))
               : err;
}
