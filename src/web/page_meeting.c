/* DESIGN: a governing body's meetings: arranged, moved, called off, what was received. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"
#include "words.h"

static const struct sheet_field FIELDS[] = {
    {SHEET_DATE, "date", "Date", "For example, 12 November 2026", NULL, 0, false},
    {SHEET_TEXT, "start", "Starts", "For example, 18:00", NULL, 0, true},
    {SHEET_TEXT, "place", "Where (optional)", NULL, NULL, 0, false},
};

static const char *href_of(struct ctx *ctx, const struct governing_body *body)
{
    return body->school.v
               ? arena_printf(ctx->arena, "/schools/%lld/governing-body", (long long)body->school.v)
               : "/board";
}

static enum err read_fields(struct ctx *ctx, const struct form *typed,
                            struct body_meeting_fields *ret)
{
    struct local local = {.day = sheet_day(ctx, typed, "date")};
    struct str start = str_of(form_text(typed, "start", ctx->arena));
    if (words_parse_time(start, &local.hour, &local.minute) != OK)
        refuse_field(&ctx->why, "start", "Enter a time of the day, like 18:00 or 6pm.");
    if (refusal_check(&ctx->why) == OK && tz_instant(local, &ret->starts_at) != OK)
        refuse_field(&ctx->why, "start", "The clocks change in that hour. Choose another time.");
    ret->place = form_text(typed, "place", ctx->arena);
    return refusal_check(&ctx->why);
}

static struct form values_of(struct ctx *ctx, const struct body_meeting_fields *fields)
{
    struct form values = sheet_values(ctx->arena);
    struct local local = tz_local(fields->starts_at);
    sheet_put_day(&values, ctx->arena, "date", local.day);
    sheet_put(&values, ctx->arena, "start",
              arena_printf(ctx->arena, "%02d:%02d", local.hour, local.minute));
    sheet_put(&values, ctx->arena, "place", fields->place);
    return values;
}

/* ---- a new one ---- */

static struct sheet new_sheet(struct ctx *ctx, const struct governing_body *body)
{
    return (struct sheet){
        .title = "Add a meeting",
        .action =
            arena_printf(ctx->arena, "/governing-bodies/%lld/meetings", (long long)body->id.v),
        .button = "Add the meeting",
        .back_href = href_of(ctx, body),
        .back_text = body->name,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_meeting_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct governing_body body;
    const struct form none = {NULL, 0};
    enum err err = org_gate_body(ctx, request->id, true, &body);
    if (err != OK)
        return err;
    const struct sheet sheet = new_sheet(ctx, &body);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_meeting_add(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct governing_body body;
    struct body_meeting_fields fields = {.place = ""};
    struct body_meeting_id id = {0};
    enum err err = org_gate_body(ctx, request->id, true, &body);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &fields);
    if (err == OK)
        err = body_meeting_create(ctx->store, body.id, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-create", id.v, "");
    if (err != OK) {
        const struct sheet sheet = new_sheet(ctx, &body);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=meeting", href_of(ctx, &body));
}

/* ---- changes ---- */

struct scene {
    struct body_meeting meeting;
    struct governing_body body;
};

static enum err find(struct ctx *ctx, const struct request *request, struct scene *ret)
{
    return org_gate_meeting(ctx, request->id, true, &ret->meeting, &ret->body);
}

static struct sheet edit_sheet(struct ctx *ctx, const struct scene *scene, const char *verb)
{
    return (struct sheet){
        .title = "Move this meeting",
        .action =
            arena_printf(ctx->arena, "/meetings/%lld/%s", (long long)scene->meeting.id.v, verb),
        .button = "Save",
        .back_href = href_of(ctx, &scene->body),
        .back_text = scene->body.name,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
        .version = scene->meeting.version,
    };
}

enum err page_meeting_edit(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct scene scene;
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &scene, "edit");
    const struct form values = values_of(ctx, &scene.meeting.fields);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_meeting_save(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct scene scene;
    struct body_meeting_fields fields = {.place = ""};
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &fields);
    if (err == OK)
        err = body_meeting_change(ctx->store, scene.meeting.id, sheet_version(&request->form),
                                  &fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-change",
                        scene.meeting.id.v, "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &scene, "edit");
        const struct form theirs = values_of(ctx, &scene.meeting.fields);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "%s?done=saved", href_of(ctx, &scene.body));
}

/* ---- what was received ---- */

static const struct sheet_field RECEIVED[] = {
    {SHEET_AREA, "received", "What was received?",
     "For example: the annual report on professional development, 2025/26. Leave empty to take it "
     "back.",
     NULL, 0, false},
};

static struct sheet received_sheet(struct ctx *ctx, const struct scene *scene)
{
    struct sheet sheet = edit_sheet(ctx, scene, "received");
    sheet.title = "A report was received";
    sheet.intro = arena_printf(ctx->arena, "At the meeting on %s.",
                               words_moment(ctx->arena, scene->meeting.fields.starts_at));
    sheet.fields = RECEIVED;
    sheet.count = COUNT_OF(RECEIVED);
    return sheet;
}

enum err page_meeting_received_ask(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct scene scene;
    struct form values = sheet_values(ctx->arena);
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = received_sheet(ctx, &scene);
    sheet_put(&values, ctx->arena, "received", scene.meeting.received);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_meeting_received(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct scene scene;
    struct form theirs = sheet_values(ctx->arena);
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    err =
        body_meeting_receive(ctx->store, ctx->now, scene.meeting.id, sheet_version(&request->form),
                             sheet_lines(ctx->arena, &request->form, "received"), &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-received",
                        scene.meeting.id.v, "");
    if (err != OK) {
        const struct sheet sheet = received_sheet(ctx, &scene);
        sheet_put(&theirs, ctx->arena, "received", scene.meeting.received);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "%s?done=received", href_of(ctx, &scene.body));
}

/* ---- calling it off ---- */

static struct sheet cancel_sheet(struct ctx *ctx, const struct scene *scene)
{
    struct sheet sheet = edit_sheet(ctx, scene, "cancel");
    sheet.title = "Call this meeting off?";
    sheet.intro = arena_printf(ctx->arena, "The meeting on %s. It stays in the list, called off.",
                               words_moment(ctx->arena, scene->meeting.fields.starts_at));
    sheet.button = "Call it off";
    sheet.count = 0;
    sheet.grave = true;
    return sheet;
}

enum err page_meeting_cancel_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct scene scene;
    const struct form none = {NULL, 0};
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = cancel_sheet(ctx, &scene);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &none));
}

enum err page_meeting_cancel(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct scene scene;
    enum err err = find(ctx, request, &scene);
    if (err != OK)
        return err;
    err =
        body_meeting_cancel(ctx->store, scene.meeting.id, sheet_version(&request->form), &ctx->why);
    if (err == OK && !scene.meeting.cancelled)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "meeting-cancel",
                        scene.meeting.id.v, "");
    if (err != OK) {
        const struct sheet sheet = cancel_sheet(ctx, &scene);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=cancelled", href_of(ctx, &scene.body));
}
