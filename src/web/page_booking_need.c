/* DESIGN: what somebody needs at an event, said by them; and all of it, for its organisers. */
#include "booking_gate.h"
#include "check.h"
#include "event_gate.h"
#include "page.h"
#include "sheet.h"
#include "talk_need_view.h"
#include "view_event.h"
#include "words.h"

/* ---- one's own ---- */

static struct sheet need_sheet(struct ctx *ctx, const struct booking *booking)
{
    static const struct sheet_field FIELDS[] = {
        {SHEET_AREA, "access", "What do you need to take part? (optional)",
         "For example, a seat near the front, large print, a step-free way", NULL, 0, false},
        {SHEET_AREA, "diet", "What should the kitchen know? (optional)",
         "For example, vegetarian, halal, no nuts", NULL, 0, false},
    };
    return (struct sheet){
        .title = "What you need",
        .intro = "Only you and the organisers of this event see it. It is erased some time after "
                 "the event.",
        .action = arena_printf(ctx->arena, "/bookings/%lld/needs", (long long)booking->id.v),
        .button = "Tell the organisers",
        .back_href = event_href(ctx, booking->event_kind, booking->event),
        .back_text = booking->event_title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_booking_needs(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct booking booking;
    struct booking_need need;
    struct form values = sheet_values(ctx->arena);
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err == OK)
        err = booking_need_find(ctx->store, booking.id, ctx->arena, &need);
    if (err != OK)
        return err;
    const struct sheet sheet = need_sheet(ctx, &booking);
    sheet_put(&values, ctx->arena, "access", need.access);
    sheet_put(&values, ctx->arena, "diet", need.diet);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_booking_needs_save(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct booking_need need = {sheet_lines(ctx->arena, &request->form, "access"),
                                      sheet_lines(ctx->arena, &request->form, "diet")};
    err = booking_need_put(ctx->store, ctx->now, &booking, &need, &ctx->why);
    if (err != OK) {
        const struct sheet sheet = need_sheet(ctx, &booking);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=told",
                             event_href(ctx, booking.event_kind, booking.event));
}

/* ---- everybody's, for organisers ---- */

enum err page_event_needs(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct event_place place;
    struct booking_need_list list;
    struct talk_need_list speakers;
    json_t *rows = json_array(), *spoken = json_array();
    enum err err = event_gate_needs(ctx, request->id, &event);
    if (err == OK)
        err = event_place_find(ctx->store, event.id, ctx->arena, &place);
    if (err == OK)
        err = booking_need_list(ctx->store, event.id, ctx->arena, &list);
    if (err == OK)
        err = talk_need_view_find(ctx, &event, &speakers);
    if (err != OK) {
        json_decref(rows);
        json_decref(spoken);
        return err;
    }
    json_t *view = view_new("What those who come need");
    view_back(view, event_href(ctx, event.fields.kind, event.id), event.fields.title);
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows,
                              json_pack("{s:s, s:s, s:s}", "name", list.items[i].name, "access",
                                        list.items[i].access, "diet", list.items[i].diet));
    for (int i = 0; i < speakers.count; i++) {
        const struct talk_need_line *line = &speakers.items[i];
        json_array_append_new(spoken, json_pack("{s:s, s:s, s:s}", "name", line->name, "title",
                                                line->title, "access", line->access));
    }
    view_list(view, "needs", rows);
    view_list(view, "speakers", spoken);
    json_object_set_new(view, "note", json_string(place.needs));
    json_object_set_new(view, "subject",
                        json_string(arena_printf(
                            ctx->arena, "%s, %s", event.fields.title,
                            words_when(ctx->arena, event.fields.starts_at, event.fields.ends_at))));
    return response_page(response, "events/needs.html", view);
}
