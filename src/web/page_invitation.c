/* DESIGN: who has to come is excused by the organiser; who is invited says no. */
#include "audience_view.h"
#include "audit.h"
#include "booking.h"
#include "check.h"
#include "page.h"
#include "sheet.h"
#include "viewer.h"

static struct sheet reason_sheet(struct ctx *ctx, const char *title, const char *intro,
                                 const char *action, const char *back)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 1);
    fields[0] =
        (struct sheet_field){SHEET_AREA, "reason", "Why?", "One or two sentences.", NULL, 0, false};
    return (struct sheet){
        .title = title,
        .intro = intro,
        .action = action,
        .back_href = back,
        .back_text = "Who it is for",
        .fields = fields,
        .count = 1,
    };
}

/* ---- excusing somebody ---- */

static enum err find_excused(struct ctx *ctx, int64_t id, int64_t person, struct event *ret_event,
                             struct person *ret_person)
{
    enum err err = event_find_editable(ctx, id, ret_event);
    if (err != OK)
        return err;
    err = person_find(ctx->store, (struct person_id){person}, ctx->arena, ret_person);
    return err == ERR_NOT_FOUND
               ? refuse_field(&ctx->why, "person_id", "Choose somebody from the event's list.")
               : err;
}

static struct sheet excuse_sheet(struct ctx *ctx, const struct event *event,
                                 const struct person *person)
{
    struct sheet sheet = reason_sheet(
        ctx, arena_printf(ctx->arena, "Excuse %s?", person->name),
        "Their place becomes free and they are told by email. You and they can read the reason.",
        arena_printf(ctx->arena, "/events/%lld/excuse?person=%lld", (long long)event->id.v,
                     (long long)person->id.v),
        audience_view_path(ctx, event));
    sheet.button = "Excuse them";
    return sheet;
}

enum err page_excuse_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct person person;
    const struct form values = sheet_values(ctx->arena);
    enum err err =
        find_excused(ctx, request->id, form_int(&request->query, "person", 0), &event, &person);
    if (err != OK)
        return err;
    const struct sheet sheet = excuse_sheet(ctx, &event, &person);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_excuse(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct person person;
    enum err err =
        find_excused(ctx, request->id, form_int(&request->query, "person", 0), &event, &person);
    if (err != OK)
        return err;
    err = audience_excuse(ctx->store, ctx->now, &event, person.id,
                          sheet_lines(ctx->arena, &request->form, "reason"), &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-excuse", event.id.v, "");
    if (err != OK) {
        const struct sheet sheet = excuse_sheet(ctx, &event, &person);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=excused", audience_view_path(ctx, &event));
}

/* ---- saying no ---- */

static struct sheet decline_sheet(struct ctx *ctx, const struct event *event)
{
    const char *href = arena_printf(ctx->arena, "/events/%lld", (long long)event->id.v);
    struct sheet sheet = reason_sheet(
        ctx, "Cannot come?", "The organiser sees your answer. The reason may be left empty.",
        arena_printf(ctx->arena, "%s/decline", href), href);
    sheet.button = "Say that I cannot come";
    sheet.back_text = event->fields.title;
    return sheet;
}

enum err page_decline_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct invitation invitation;
    const struct form values = sheet_values(ctx->arena);
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = audience_find_invitation(ctx->store, event.id, ctx->actor.person, ctx->arena,
                                       &invitation);
    if (err != OK)
        return err;
    const struct sheet sheet = decline_sheet(ctx, &event);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_decline(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = event_find_seen(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = audience_decline(ctx->store, ctx->now, event.id, ctx->actor.person,
                           sheet_lines(ctx->arena, &request->form, "reason"), &ctx->why);
    if (err == OK)
        err = booking_withdraw_at(ctx->store, ctx->now, event.id, ctx->actor.person,
                                  "You said that you cannot come.", ctx->arena);
    if (err != OK) {
        const struct sheet sheet = decline_sheet(ctx, &event);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/events/%lld?done=declined", (long long)event.id.v);
}
