/* DESIGN: keeping the register of rooms: a new one, a change, the end. */
#include "audit.h"
#include "check.h"
#include "event_room.h"
#include "org_gate.h"
#include "page.h"
#include "room.h"
#include "sheet.h"
#include "tz.h"

enum { FIELDS_MAX = 7 };

/* What a room has is asked last but one: the longest. */
static int plain_fields(struct ctx *ctx, bool outside, struct sheet_field *fields)
{
    struct choice *features = ARENA_ARRAY(ctx->arena, struct choice, ROOM_FEATURES);
    int n = 0;
    for (int i = 0; i < ROOM_FEATURES; i++)
        features[i] = (struct choice){room_features[i].key, room_features[i].text};
    fields[n++] = (struct sheet_field){SHEET_TEXT, "name", "Its name", "For example, Main hall",
                                       NULL,       0,      false};
    if (outside)
        fields[n++] = (struct sheet_field){
            SHEET_TEXT, "address", "Address", "Only for a venue outside our schools",
            NULL,       0,         false};
    fields[n++] = (struct sheet_field){
        SHEET_TEXT, "seats", "How many people can sit there?", NULL, NULL, 0, true};
    fields[n++] = (struct sheet_field){SHEET_TICKS,
                                       "has",
                                       "What does it have?",
                                       "Tick what is there. It is shown on the page of each event "
                                       "held in it.",
                                       features,
                                       ROOM_FEATURES,
                                       false};
    fields[n++] = (struct sheet_field){
        SHEET_AREA, "equipment", "What else is there? (optional)", NULL, NULL, 0, false};
    fields[n++] = (struct sheet_field){SHEET_AREA,
                                       "notes",
                                       "What should one know? (optional)",
                                       "For example, how to get in and whom to ask for the key",
                                       NULL,
                                       0,
                                       false};
    return n;
}

static struct room_fields read_fields(struct ctx *ctx, const struct form *typed)
{
    int64_t seats = form_int(typed, "seats", 0);
    struct room_fields fields = {
        .name = form_text(typed, "name", ctx->arena),
        .address = form_text(typed, "address", ctx->arena),
        .seats = seats > 0 && seats <= ROOM_SEATS_MAX ? (int)seats : 0,
        .checked = true,
        .equipment = sheet_lines(ctx->arena, typed, "equipment"),
        .notes = sheet_lines(ctx->arena, typed, "notes"),
    };
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (form_has(typed, arena_printf(ctx->arena, "has_%s", room_features[i].key)))
            fields.has |= ROOM_HAS(i);
    return fields;
}

/* ---- a new one ---- */

/* The schools whose rooms the actor keeps; the trust's coordinators keep venues outside. */
static enum err school_choices(struct ctx *ctx, struct sheet_field *ret)
{
    struct school *schools;
    int count, chosen = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        if (org_gate_may_edit(ctx, schools[i].id))
            choices[chosen++] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    if (org_gate_may_edit(ctx, (struct school_id){0}))
        choices[chosen++] = (struct choice){"outside", "Outside our schools"};
    *ret =
        (struct sheet_field){SHEET_SELECT, "school", "Where is it?", NULL, choices, chosen, false};
    return OK;
}

static enum err new_sheet(struct ctx *ctx, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS_MAX);
    enum err err = school_choices(ctx, &fields[0]);
    if (err != OK)
        return err;
    *ret = (struct sheet){
        .title = "Add a room",
        .action = "/rooms/new",
        .button = "Add the room",
        .back_href = "/rooms",
        .back_text = "Rooms and venues",
        .fields = fields,
    };
    ret->count = 1 + plain_fields(ctx, org_gate_may_edit(ctx, (struct school_id){0}), fields + 1);
    return OK;
}

enum err page_room_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct sheet sheet;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = new_sheet(ctx, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "school", query_text(ctx, request, "school"));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* Where it is said to be, before anything else is judged. */
static enum err read_school(struct ctx *ctx, const struct request *request, struct school_id *ret)
{
    struct str text = form_find(&request->form, "school");
    ret->v = 0;
    if (!text.n || (!str_eq_c(text, "outside") && str_parse_int(text, &ret->v) != OK))
        return refuse_field(&ctx->why, "school", "Choose the school, or a venue outside.");
    return org_gate_edit(ctx, *ret);
}

enum err page_room_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room_fields fields = read_fields(ctx, &request->form);
    struct room_id id = {0};
    struct sheet sheet;
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = new_sheet(ctx, &sheet);
    if (err != OK)
        return err;
    err = read_school(ctx, request, &fields.school);
    if (err == OK)
        err = room_create(ctx->store, tz_day(ctx->now), &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-create", id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/rooms/%lld?done=created", (long long)id.v);
}

/* ---- a change ---- */

static struct sheet edit_sheet(struct ctx *ctx, const struct room *room, const char *verb)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS_MAX);
    struct sheet sheet = {
        .title = "Change this room",
        .action = arena_printf(ctx->arena, "/rooms/%lld/%s", (long long)room->id.v, verb),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/rooms/%lld", (long long)room->id.v),
        .back_text = room->fields.name,
        .fields = fields,
        .version = room->version,
    };
    sheet.count = plain_fields(ctx, room->fields.school.v == 0, fields);
    return sheet;
}

static struct form values_of(struct ctx *ctx, const struct room *room)
{
    const struct room_fields *f = &room->fields;
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "name", f->name);
    sheet_put(&values, ctx->arena, "address", f->address);
    sheet_put(&values, ctx->arena, "seats", arena_printf(ctx->arena, "%d", f->seats));
    sheet_put(&values, ctx->arena, "equipment", f->equipment);
    sheet_put(&values, ctx->arena, "notes", f->notes);
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (f->has & ROOM_HAS(i))
            sheet_put(&values, ctx->arena, arena_printf(ctx->arena, "has_%s", room_features[i].key),
                      "yes");
    return values;
}

enum err page_room_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room room;
    enum err err = org_gate_room(ctx, request->id, true, &room);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &room, "edit");
    const struct form values = values_of(ctx, &room);
    json_t *view = sheet_view(ctx, &sheet, &values);
    json_object_set_new(
        view, "end",
        json_pack("{s:s, s:s}", "text", "Take it out of use", "href",
                  arena_printf(ctx->arena, "/rooms/%lld/end", (long long)room.id.v)));
    return response_page(response, "form.html", view);
}

enum err page_room_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct room_fields fields = read_fields(ctx, &request->form);
    struct room room;
    enum err err = org_gate_room(ctx, request->id, true, &room);
    if (err != OK)
        return err;
    err = room_change(ctx->store, tz_day(ctx->now), room.id, sheet_version(&request->form), &fields,
                      &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-change", room.id.v, "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &room, "edit");
        const struct form theirs = values_of(ctx, &room);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/rooms/%lld?done=saved", (long long)room.id.v);
}

/* ---- the end ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "ended_on", "Its last day", "For example, 31 August 2026", NULL, 0, false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct room *room)
{
    struct sheet sheet = edit_sheet(ctx, room, "end");
    sheet.title = "Take this room out of use?";
    sheet.intro = "It is no longer offered for events. What was held there stays.";
    sheet.button = "Take it out of use";
    sheet.fields = END_FIELDS;
    sheet.count = COUNT_OF(END_FIELDS);
    sheet.grave = true;
    return sheet;
}

enum err page_room_end_ask(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct room room;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_room(ctx, request->id, true, &room);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &room);
    sheet_put_day(&values, ctx->arena, "ended_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_room_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room room;
    enum err err = org_gate_room(ctx, request->id, true, &room);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "ended_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = event_room_end(ctx->store, room.id, sheet_version(&request->form), on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "room-end", room.id.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &room);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/rooms/%lld?done=ended", (long long)room.id.v);
}
