/* DESIGN: somebody else's place: given up for them, or given to a colleague in their stead. */
#include "booking_gate.h"
#include "page.h"
#include "person_pick.h"
#include "spark_booking.h"
#include "talk.h"
#include "view_event.h"

static const char *intro(struct ctx *ctx, const struct booking *booking)
{
    return arena_printf(
        ctx->arena, "%s at %s, %s.", booking->person_name, booking->event_title,
        event_span_words(ctx, booking->session_count, booking->starts_at, booking->ends_at));
}

static struct sheet sheet_of(struct ctx *ctx, const struct booking *booking, const char *path,
                             const struct sheet_field *fields, int count)
{
    return (struct sheet){
        .intro = intro(ctx, booking),
        .action = arena_printf(ctx->arena, "/bookings/%lld/%s", (long long)booking->id.v, path),
        .back_href = arena_printf(ctx->arena, "/events/%lld/places", (long long)booking->event.v),
        .back_text = "Who has a place",
        .fields = fields,
        .count = count,
    };
}

static enum err to_list(struct ctx *ctx, struct response *response, const struct booking *booking,
                        const char *done)
{
    return response_redirect(ctx, response, "/events/%lld/places?done=%s",
                             (long long)booking->event.v, done);
}

/* ---- given up for them ---- */

static struct sheet end_sheet(struct ctx *ctx, const struct booking *booking)
{
    static const struct sheet_field FIELDS[] = {
        {SHEET_AREA, "reason", "Why?", "They and the organiser read it.", NULL, 0, false}};
    struct sheet sheet = sheet_of(ctx, booking, "give-up", FIELDS, 1);
    sheet.title = "Give their place up?";
    sheet.button = "Give it up";
    sheet.grave = true;
    return sheet;
}

enum err page_place_end_ask(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    const struct form nothing = sheet_values(ctx->arena);
    enum err err = booking_gate_arranged(ctx, request->id, &booking);
    if (err != OK)
        return err;
    if (!booking_status_is_live(booking.status))
        return to_list(ctx, response, &booking, "");
    const struct sheet sheet = end_sheet(ctx, &booking);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &nothing));
}

enum err page_place_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_arranged(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct booking_withdrawal withdrawal = {
        booking.id, ctx->actor.person, sheet_lines(ctx->arena, &request->form, "reason")};
    err = spark_booking_withdraw(ctx->store, ctx->now, &withdrawal, &ctx->why);
    if (err == OK)
        return to_list(ctx, response, &booking, "given-up");
    const struct sheet sheet = end_sheet(ctx, &booking);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}

/* ---- somebody else in their stead ---- */

static struct sheet replace_sheet(struct ctx *ctx, const struct booking *booking,
                                  const struct person_pick *pick)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 2);
    fields[0] = (struct sheet_field){SHEET_PERSON,
                                     "person",
                                     "Who comes instead?",
                                     "A name, or a work mail address. The place is theirs at once.",
                                     pick->choices,
                                     pick->count,
                                     false};
    fields[1] =
        (struct sheet_field){SHEET_AREA,
                             "reason",
                             "Why? (optional)",
                             "Whoever gives the place up reads it; who comes instead does not.",
                             NULL,
                             0,
                             false};
    struct sheet sheet = sheet_of(ctx, booking, "replace", fields, 2);
    sheet.title = "Send somebody else";
    sheet.button = "Give them the place";
    return sheet;
}

enum err page_place_replace_ask(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct booking booking;
    const struct person_pick pick = {.count = 0};
    const struct form nothing = sheet_values(ctx->arena);
    enum err err = booking_gate_arranged(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct sheet sheet = replace_sheet(ctx, &booking, &pick);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &nothing));
}

static enum err hand(struct ctx *ctx, const struct form *typed, const struct booking *booking,
                     struct person_pick *pick)
{
    struct booking_placed placed;
    struct booking_handing handing = {.id = booking->id,
                                      .by = ctx->actor.person,
                                      .reason = sheet_lines(ctx->arena, typed, "reason")};
    enum err err = person_pick_read(ctx, typed, true, pick);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err != OK)
        return err;
    handing.to = pick->person;
    err = booking_gate_hand(ctx, booking, &handing);
    if (err == ERR_DENIED)
        return refuse_field(&ctx->why, "person",
                            "They work at no school of yours. Choose a colleague, or ask the "
                            "organiser.");
    if (err == OK)
        err = booking_hand(ctx->store, ctx->now, &handing, &ctx->why, &placed);
    return err == OK ? talk_promote(ctx->store, ctx->now, ctx->arena) : err;
}

enum err page_place_replace(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    struct person_pick pick = {.count = 0};
    enum err err = booking_gate_arranged(ctx, request->id, &booking);
    if (err == OK)
        err = hand(ctx, &request->form, &booking, &pick);
    else
        return err;
    if (err == OK)
        return to_list(ctx, response, &booking, "replaced");
    person_pick_rename(&ctx->why);
    const struct sheet sheet = replace_sheet(ctx, &booking, &pick);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
