/* DESIGN: for whom an event is: the page, and what is changed there by whoever may edit the event.
 */
#include "audience_form.h"
#include "audience_view.h"
#include "audit.h"
#include "booking.h"
#include "check.h"
#include "flash.h"
#include "page.h"
#include "viewer.h"

static const struct flash DONE[] = {
    {"added", "Added."},
    {"removed", "Removed."},
    {"limit", "The limit is saved."},
    {"reason", "The reason is saved."},
    {"excused", "Excused. They are told by email."},
};

enum err page_audience(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = audience_view(ctx, &event, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "events/audience.html", view);
}

/* What was changed is written down, and those it is for now are asked. */
static enum err changed(struct ctx *ctx, const struct event *event)
{
    enum err err = audience_ask(ctx->store, ctx->now, event, ctx->arena);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "event-audience",
                                 event->id.v, "")
                     : err;
}

/* ---- lines ---- */

enum err page_audience_new(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    struct sheet sheet;
    const struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = audience_form(ctx, &event, NULL, &sheet);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &sheet, &values)) : err;
}

static enum err add(struct ctx *ctx, const struct event *event, const struct request *request,
                    struct person_pick *pick)
{
    struct audience_typed typed;
    enum err err = audience_form_read(ctx, &request->form, pick, &typed);
    for (int i = 0; err == OK && i < typed.count; i++)
        err = audience_add(ctx->store, ctx->now, event->id, &typed.items[i], &ctx->why);
    if (err == OK)
        err = refusal_check(&ctx->why);
    return err == OK ? changed(ctx, event) : err;
}

enum err page_audience_add(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    struct sheet sheet;
    struct person_pick pick = {.count = 0};
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = add(ctx, &event, request, &pick);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=added", audience_view_path(ctx, &event));
    enum err found = audience_form(ctx, &event, &pick, &sheet);
    return found == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response) : found;
}

enum err page_audience_remove(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = audience_remove(ctx->store, event.id, form_int(&request->form, "line", 0));
    if (err == OK)
        err = changed(ctx, &event);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "%s?done=removed", audience_view_path(ctx, &event));
}

/* ---- quotas ---- */

static enum err quota_sheet(struct ctx *ctx, const struct event *event, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 2);
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        choices[i] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    fields[0] =
        (struct sheet_field){SHEET_SELECT, "school", "Which school?", NULL, choices, count, false};
    fields[1] = (struct sheet_field){
        SHEET_TEXT, "places", "How many places at most?", "Nothing takes the limit away.", NULL,
        0,          true};
    *ret = (struct sheet){
        .title = "Limit the places of a school",
        .intro = "Whoever books after that waits, until a place of their own school comes free.",
        .action = arena_printf(ctx->arena, "%s/quota", audience_view_path(ctx, event)),
        .button = "Save the limit",
        .back_href = audience_view_path(ctx, event),
        .back_text = "Who it is for",
        .fields = fields,
        .count = 2,
    };
    return OK;
}

enum err page_quota_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct sheet sheet;
    const struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = quota_sheet(ctx, &event, &sheet);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &sheet, &values)) : err;
}

/* -1 for nothing typed, -2 for what is no number. */
static int read_places(const struct form *typed)
{
    int64_t places = -2;
    struct str text = str_trim(form_find(typed, "places"));
    if (text.n == 0)
        return -1;
    bool number = str_parse_int(text, &places) == OK && places >= 0 && places < INT32_MAX;
    return number ? (int)places : -2;
}

enum err page_quota(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct sheet sheet;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = quota_sheet(ctx, &event, &sheet);
    if (err != OK)
        return err;
    const struct school_id school = {form_int(&request->form, "school", 0)};
    err = audience_set_quota(ctx->store, event.id, school, read_places(&request->form), &ctx->why);
    if (err == OK) /* a higher limit lets somebody in */
        err = booking_promote(ctx->store, ctx->now, event.id, ctx->arena);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-audience", event.id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "%s?done=limit", audience_view_path(ctx, &event));
}

/* ---- the reason of a late one ---- */

static struct sheet late_sheet(struct ctx *ctx, const struct event *event)
{
    static const struct sheet_field fields[] = {
        {SHEET_AREA, "reason", "Why?", "One or two sentences.", NULL, 0, false}};
    return (struct sheet){
        .title = "Why does it come later?",
        .intro = "The year’s programme was given out. Those who have to come read this.",
        .action = arena_printf(ctx->arena, "%s/late", audience_view_path(ctx, event)),
        .button = "Save the reason",
        .back_href = audience_view_path(ctx, event),
        .back_text = "Who it is for",
        .fields = fields,
        .count = 1,
    };
}

enum err page_late_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct form values = sheet_values(ctx->arena);
    const char *reason = "";
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = audience_find_late(ctx->store, event.id, ctx->arena, &reason);
    if (err != OK)
        return err;
    const struct sheet sheet = late_sheet(ctx, &event);
    sheet_put(&values, ctx->arena, "reason", reason);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_late(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = audience_set_late(ctx->store, event.id, sheet_lines(ctx->arena, &request->form, "reason"),
                            &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-audience", event.id.v, "");
    if (err != OK) {
        const struct sheet sheet = late_sheet(ctx, &event);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=reason", audience_view_path(ctx, &event));
}
