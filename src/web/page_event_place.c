/* DESIGN: where an event is and what is said of it: its room, getting in, food, the online link. */
#include "audit.h"
#include "event_gate.h"
#include "page.h"
#include "room.h"
#include "sheet.h"
#include "spark_event.h"
#include "view_event.h"

enum { ROOMS_OFFERED = 500, FIELDS = 6 };

/* ---- the form ---- */

static const char *room_value(struct ctx *ctx, struct room_id id)
{
    return id.v ? arena_printf(ctx->arena, "%lld", (long long)id.v) : "";
}

/* What is said in words stands first; then every room in use. */
static enum err room_choices(struct ctx *ctx, const struct event *event, struct sheet_field *ret)
{
    const struct room_filter all = {.limit = ROOMS_OFFERED};
    struct room_list list;
    const char *words = event->fields.in.v ? "" : event->fields.room;
    enum err err = room_list(ctx->store, &all, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[0] = (struct choice){
        "", *words ? arena_printf(ctx->arena, "As it is written: %s", words) : "None of these"};
    for (int i = 0; i < list.count; i++) {
        const struct room *room = &list.items[i];
        choices[i + 1] = (struct choice){
            room_value(ctx, room->id),
            arena_printf(ctx->arena, "%s (%d seats)", room->place, room->fields.seats)};
    }
    *ret = (struct sheet_field){
        SHEET_SELECT,   "room", "In which room?", "Rooms that are taken then are refused.", choices,
        list.count + 1, false};
    return OK;
}

static enum err sheet_of(struct ctx *ctx, const struct event *event,
                         const struct event_place *place, struct sheet *ret)
{
    static const struct sheet_field TEXTS[] = {
        {SHEET_AREA, "getting_in", "How does one get in? (optional)",
         "Doors, parking, access. Everybody who sees the event sees this.", NULL, 0, false},
        {SHEET_AREA, "catering", "Food and drink (optional)",
         "Everybody who sees the event sees this.", NULL, 0, false},
        {SHEET_TEXT, "online_link", "Link to take part online (optional)",
         "Begins with https://. Only those who have a place see it.", NULL, 0, false},
        {SHEET_AREA, "equipment", "What has to be ready? (optional)", "Only organisers see this.",
         NULL, 0, false},
        {SHEET_AREA, "needs", "Notes on access and food (optional)",
         "Only organisers see this. It is erased some time after the event.", NULL, 0, false},
    };
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    enum err err = room_choices(ctx, event, &fields[0]);
    if (err != OK)
        return err;
    for (int i = 1; i < FIELDS; i++)
        fields[i] = TEXTS[i - 1];
    *ret = (struct sheet){
        .title = "Where it is",
        .intro = arena_printf(ctx->arena,
                              "%s. Those who are booked are told once if the room "
                              "changes.",
                              event->fields.title),
        .action = arena_printf(ctx->arena, "/events/%lld/place", (long long)event->id.v),
        .button = "Save",
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .fields = fields,
        .count = FIELDS,
        .version = place->version,
    };
    return OK;
}

static struct form values_of(struct ctx *ctx, const struct event *event,
                             const struct event_place *place)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "room", room_value(ctx, event->fields.in));
    sheet_put(&values, ctx->arena, "getting_in", place->getting_in);
    sheet_put(&values, ctx->arena, "catering", place->catering);
    sheet_put(&values, ctx->arena, "online_link", place->online_link);
    sheet_put(&values, ctx->arena, "equipment", place->equipment);
    sheet_put(&values, ctx->arena, "needs", place->needs);
    return values;
}

enum err page_event_place(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct event_place place;
    struct sheet sheet;
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err == OK)
        err = event_place_find(ctx->store, event.id, ctx->arena, &place);
    if (err == OK)
        err = sheet_of(ctx, &event, &place, &sheet);
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &event, &place);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* ---- saving ---- */

static enum err save_room(struct ctx *ctx, const struct event *event, const struct form *typed)
{
    struct spark_change change = {.event = event->id, .fields = event->fields};
    change.fields.in.v = form_int(typed, "room", 0);
    if (change.fields.in.v == event->fields.in.v)
        return OK;
    if (!change.fields.in.v)
        change.fields.room = "";
    return spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
}

static enum err save(struct ctx *ctx, const struct event *event, const struct form *typed)
{
    const struct event_place place = {
        .online_link = form_text(typed, "online_link", ctx->arena),
        .getting_in = sheet_lines(ctx->arena, typed, "getting_in"),
        .catering = sheet_lines(ctx->arena, typed, "catering"),
        .equipment = sheet_lines(ctx->arena, typed, "equipment"),
        .needs = sheet_lines(ctx->arena, typed, "needs"),
    };
    enum err err =
        event_place_put(ctx->store, ctx->now, event->id, sheet_version(typed), &place, &ctx->why);
    if (err == OK)
        err = save_room(ctx, event, typed);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-place", event->id.v, "");
    return err;
}

enum err page_event_place_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    struct event_place place;
    struct sheet sheet;
    enum err err = event_gate_arrange(ctx, request->id, &event);
    if (err == OK)
        err = event_place_find(ctx->store, event.id, ctx->arena, &place);
    if (err == OK)
        err = sheet_of(ctx, &event, &place, &sheet);
    if (err != OK)
        return err;
    err = save(ctx, &event, &request->form);
    if (err != OK) {
        const struct form theirs = values_of(ctx, &event, &place);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "%s?done=saved",
                             event_href(ctx, event.fields.kind, event.id));
}
