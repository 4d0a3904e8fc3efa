/* DESIGN: many dates of a series changed or called off on one form; whom it would harm is shown
 * first. */
#include "audit.h"
#include "check.h"
#include "event_input.h"
#include "page.h"
#include "series_gate.h"
#include "series_view.h"
#include "sheet.h"
#include "talk.h"
#include "tz.h"
#include "words.h"

/* ---- which dates ---- */

static const struct event *find_date(const struct series_scene *scene, int64_t id)
{
    for (int i = 0; i < scene->list.count; i++)
        if (scene->list.items[i].id.v == id)
            return &scene->list.items[i];
    return NULL;
}

/* "All that are to come", then from each of them on. */
static struct sheet_field from_field(struct ctx *ctx, const struct series_scene *scene,
                                     const char *label)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)scene->list.count + 1);
    int count = 0;
    choices[count++] = (struct choice){"0", "All that are to come"};
    for (int i = 0; i < scene->list.count; i++) {
        const struct event *event = &scene->list.items[i];
        if (event->fields.starts_at.v <= ctx->now.v || event->status == EVENT_CANCELLED)
            continue;
        choices[count++] =
            sheet_choice(ctx->arena, event->id.v,
                         arena_printf(ctx->arena, "%s and all after it",
                                      words_date(ctx->arena, tz_day(event->fields.starts_at))));
    }
    return (struct sheet_field){
        SHEET_SELECT, "from", label, "To change one date alone, edit that event.",
        choices,      count,  false};
}

/* ---- change ---- */

enum { FROM_FIELD = 7 };
static const struct sheet_field FIELDS[] = {
    {SHEET_TEXT, "title", "Title", NULL, NULL, 0, false},
    {SHEET_AREA, "purpose", "Purpose", NULL, NULL, 0, false},
    {SHEET_TEXT, "room", "Room", NULL, NULL, 0, false},
    {SHEET_TEXT, "start", "Starts", "For example, 15:45", NULL, 0, true},
    {SHEET_TEXT, "end", "Ends", NULL, NULL, 0, true},
    {SHEET_TEXT, "capacity", "Places", NULL, NULL, 0, true},
    {SHEET_TEXT, "hours", "Counts as hours", "For example, 1.5", NULL, 0, true},
    {0},
};

static struct sheet change_sheet(struct ctx *ctx, const struct series_scene *scene)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, COUNT_OF(FIELDS));
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++)
        fields[i] = FIELDS[i];
    fields[FROM_FIELD] = from_field(ctx, scene, "Which dates?");
    return (struct sheet){
        .title = "Change these dates",
        .intro = "Only what you change here changes. A date that was given its own room or time "
                 "keeps it, unless you change the room or the time now.",
        .action = arena_printf(ctx->arena, "/series/%lld/edit", (long long)scene->series.id.v),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/series/%lld", (long long)scene->series.id.v),
        .back_text = scene->next->fields.title,
        .fields = fields,
        .count = COUNT_OF(FIELDS),
        .version = scene->series.version,
    };
}

static const char *clock_text(struct ctx *ctx, struct instant at)
{
    struct local local = tz_local(at);
    return arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute);
}

/* "1.5": as it would be typed. */
static const char *hours_text(struct ctx *ctx, int minutes)
{
    int hundredths = minutes % 60 * 100 / 60;
    if (hundredths == 0)
        return arena_printf(ctx->arena, "%d", minutes / 60);
    return arena_printf(ctx->arena, hundredths % 10 ? "%d.%02d" : "%d.%d", minutes / 60,
                        hundredths % 10 ? hundredths : hundredths / 10);
}

/* As the first date to come has them: what differs from it is what was changed. */
static struct form values_of(struct ctx *ctx, const struct series_scene *scene, const char *from)
{
    struct form values = sheet_values(ctx->arena);
    const struct event_fields *f = &scene->next->fields;
    sheet_put(&values, ctx->arena, "title", f->title);
    sheet_put(&values, ctx->arena, "purpose", f->purpose);
    sheet_put(&values, ctx->arena, "room", f->room);
    sheet_put(&values, ctx->arena, "start", clock_text(ctx, f->starts_at));
    sheet_put(&values, ctx->arena, "end", clock_text(ctx, f->ends_at));
    sheet_put(&values, ctx->arena, "capacity", arena_printf(ctx->arena, "%d", f->capacity));
    sheet_put(&values, ctx->arena, "hours", hours_text(ctx, f->hours_min));
    sheet_put(&values, ctx->arena, "from", *from ? from : "0");
    return values;
}

enum err page_series_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_scene scene;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = change_sheet(ctx, &scene);
    const struct form values = values_of(ctx, &scene, query_text(ctx, request, "from"));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static bool differs(struct ctx *ctx, const struct form *typed, const struct form *values,
                    const char *name)
{
    return form_has(typed, name) && !str_eq(str_of(sheet_lines(ctx->arena, typed, name)),
                                            str_of(form_text(values, name, ctx->arena)));
}

static int read_minutes(struct ctx *ctx, const struct form *typed, const char *name)
{
    int hour = 0, minute = 0;
    if (words_parse_time(form_find(typed, name), &hour, &minute) != OK)
        refuse_field(&ctx->why, name, "Enter a time of the day, like 15:45 or 3:45pm.");
    return hour * 60 + minute;
}

static void read_time(struct ctx *ctx, const struct form *typed, struct series_change *change)
{
    int end_min = read_minutes(ctx, typed, "end");
    change->set |= SERIES_SET_TIME;
    change->start_min = read_minutes(ctx, typed, "start");
    change->length_min = end_min - change->start_min;
    if (refusal_check(&ctx->why) == OK && change->length_min <= 0)
        refuse_field(&ctx->why, "end", "The end must be after the start.");
}

static void read_numbers(struct ctx *ctx, const struct form *typed, const struct form *values,
                         struct series_change *change)
{
    if (differs(ctx, typed, values, "capacity")) {
        change->set |= SERIES_SET_CAPACITY;
        change->capacity = (int)form_int(typed, "capacity", -1);
        if (change->capacity < 0)
            refuse_field(&ctx->why, "capacity", "Enter a number of places from 0 to 10,000.");
    }
    if (differs(ctx, typed, values, "hours")) {
        change->set |= SERIES_SET_HOURS;
        change->hours_min = event_input_hours(typed, &ctx->why);
    }
}

static enum err read_change(struct ctx *ctx, const struct form *typed,
                            const struct series_scene *scene, struct series_change *ret)
{
    static const struct {
        const char *name;
        unsigned bit;
    } TEXTS[] = {
        {"title", SERIES_SET_TITLE}, {"purpose", SERIES_SET_PURPOSE}, {"room", SERIES_SET_ROOM}};
    const struct form values = values_of(ctx, scene, "");
    struct series_change change = {.series = scene->series.id,
                                   .version = sheet_version(typed),
                                   .from = {form_int(typed, "from", 0)},
                                   .title = form_text(typed, "title", ctx->arena),
                                   .purpose = sheet_lines(ctx->arena, typed, "purpose"),
                                   .room = form_text(typed, "room", ctx->arena),
                                   .sure = form_has(typed, "sure")};
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++)
        if (differs(ctx, typed, &values, TEXTS[i].name))
            change.set |= TEXTS[i].bit;
    if (differs(ctx, typed, &values, "start") || differs(ctx, typed, &values, "end"))
        read_time(ctx, typed, &change);
    read_numbers(ctx, typed, &values, &change);
    if (change.from.v && !find_date(scene, change.from.v))
        refuse_field(&ctx->why, "from", "Choose one of the dates.");
    if (!form_has(typed, "title"))
        refuse_field(&ctx->why, "title", "Enter the title.");
    *ret = change;
    return refusal_check(&ctx->why);
}

/* ---- whom it would harm ---- */

static enum err ask(struct ctx *ctx, const struct sheet *sheet, const struct form *typed,
                    const struct series_strands *strands, const char *button,
                    struct response *response)
{
    json_t *view = view_new("Are you sure?");
    view_back(view, sheet->back_href, sheet->back_text);
    json_object_update_new(view,
                           json_pack("{s:s, s:s, s:s, s:b, s:{s:s, s:s}}", "text",
                                     "They are told by email at once. Nothing has changed yet.",
                                     "action", sheet->action, "button", button, "grave", 1, "keep",
                                     "text", "Leave it as it is", "href", sheet->back_href));
    series_strands_view(ctx, strands, view);
    series_hidden_view(typed, view);
    return response_page_refused(response, ERR_CONFLICT, "events/series_ask.html", view);
}

static void rename_fields(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++) {
        struct str field = str_of(why->fields[i].field);
        if (str_eq_c(field, "starts_at") || str_eq_c(field, "booking_opens_at") ||
            str_eq_c(field, "booking_closes_at"))
            why->fields[i].field = "start";
        else if (str_eq_c(field, "ends_at"))
            why->fields[i].field = "end";
    }
}

static enum err save(struct ctx *ctx, const struct series_change *change)
{
    enum err err = series_change(ctx->store, ctx->now, change, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "series-change", change->series.v,
                        "");
    rename_fields(&ctx->why);
    return err;
}

static bool would_strand(const struct ctx *ctx, enum err err)
{
    return err == ERR_CONFLICT && str_eq_c(str_of(ctx->why.slug), "would-strand");
}

enum err page_series_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_scene scene;
    struct series_change change;
    struct series_strands strands;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = change_sheet(ctx, &scene);
    err = read_change(ctx, &request->form, &scene, &change);
    if (err == OK)
        err = save(ctx, &change);
    if (err == OK)
        return response_redirect(ctx, response, "/series/%lld?done=saved", (long long)request->id);
    if (would_strand(ctx, err)) {
        err = series_change_strands(ctx->store, ctx->now, &change, ctx->arena, &strands);
        return err == OK
                   ? ask(ctx, &sheet, &request->form, &strands, "Change it all the same", response)
                   : err;
    }
    const struct form theirs = values_of(ctx, &scene, "");
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}

/* ---- the end ---- */

static struct sheet end_sheet(struct ctx *ctx, const struct series_scene *scene)
{
    struct sheet_field *field = ARENA_NEW(ctx->arena, struct sheet_field);
    *field = from_field(ctx, scene, "Which dates?");
    field->hint = "To call off one date alone, cancel that event.";
    return (struct sheet){
        .title = "Call dates off",
        .intro = "All places on them end, and everyone concerned is told once by email.",
        .action = arena_printf(ctx->arena, "/series/%lld/end", (long long)scene->series.id.v),
        .button = "Call them off",
        .back_href = arena_printf(ctx->arena, "/series/%lld", (long long)scene->series.id.v),
        .back_text = scene->next->fields.title,
        .fields = field,
        .count = 1,
        .version = scene->series.version,
        .grave = true,
    };
}

enum err page_series_end_ask(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct series_scene scene;
    struct form values = sheet_values(ctx->arena);
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &scene);
    sheet_put(&values, ctx->arena, "from", "0");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err end(struct ctx *ctx, const struct series_ending *ending)
{
    enum err err = series_end(ctx->store, ctx->now, ending, &ctx->why);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "series-end",
                                 ending->series.v, "")
                     : err;
}

enum err page_series_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct series_scene scene;
    struct series_strands strands;
    enum err err = series_gate_edit(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &scene);
    const struct series_ending ending = {.series = scene.series.id,
                                         .version = sheet_version(&request->form),
                                         .from = {form_int(&request->form, "from", -1)},
                                         .sure = form_has(&request->form, "sure")};
    if (ending.from.v && !find_date(&scene, ending.from.v))
        err = refuse_field(&ctx->why, "from", "Choose one of the dates, or all.");
    if (err == OK)
        err = end(ctx, &ending);
    if (err == OK)
        return response_redirect(ctx, response, "/series/%lld?done=ended", (long long)request->id);
    if (would_strand(ctx, err)) {
        err = series_end_strands(ctx->store, ctx->now, scene.series.id, ending.from, ctx->arena,
                                 &strands);
        return err == OK ? ask(ctx, &sheet, &request->form, &strands, "Call them off", response)
                         : err;
    }
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
