/* DESIGN: rooms and venues: the list by school, and one of them with what it has. */
#include "event_room.h"
#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "page.h"
#include "room_words.h"
#include "view_event.h"
#include "viewer.h"
#include "words.h"

enum { PAGE_ROOMS = 50, USES_SHOWN = 20 };

/* ---- what the query asks ---- */

static struct room_filter read_filter(struct ctx *ctx, const struct request *request)
{
    int64_t after = form_int(&request->query, "after", 0);
    int64_t seats = form_int(&request->query, "seats", 0);
    enum room_feature feature;
    struct room_filter filter = {
        .outside = str_eq_c(form_find(&request->query, "school"), "outside"),
        .seats = seats > 0 && seats <= ROOM_SEATS_MAX ? (int)seats : 0,
        .ended = str_eq_c(form_find(&request->query, "ended"), "yes"),
        .after = after > 0 && after < 1000000 ? (int)after : 0,
        .limit = PAGE_ROOMS,
    };
    if (!filter.outside)
        filter.school.v = form_int(&request->query, "school", 0);
    if (room_feature_parse(str_of(query_text(ctx, request, "feature")), &feature) == OK)
        filter.has = ROOM_HAS(feature);
    return filter;
}

/* The one that is asked for; "" for none. */
static const char *feature_key(unsigned has)
{
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (has == ROOM_HAS(i))
            return room_features[i].key;
    return "";
}

static const char *link_of(struct ctx *ctx, const struct room_filter *f, int after)
{
    struct buf link;
    buf_init(&link, 1024);
    buf_add_c(&link, "/rooms");
    view_link_number(&link, "school", f->school.v);
    view_link_word(&link, "school", f->outside ? "outside" : "");
    view_link_number(&link, "seats", f->seats);
    view_link_word(&link, "feature", feature_key(f->has));
    view_link_word(&link, "ended", f->ended ? "yes" : "");
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

/* ---- the list ---- */

static enum err fill_filter(struct ctx *ctx, const struct room_filter *f, json_t *view)
{
    struct school *schools;
    int count;
    json_t *where = json_array(), *features = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(where, "", "Anywhere", !f->outside && !f->school.v);
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(where, schools[i].id.v, schools[i].name, schools[i].id.v == f->school.v);
    view_option(where, "outside", "Outside our schools", f->outside);
    view_option(features, "", "Anything", !f->has);
    for (int i = 0; i < ROOM_FEATURES; i++)
        view_option(features, room_features[i].key, room_features[i].text, f->has == ROOM_HAS(i));
    json_object_set_new(view, "filter",
                        json_pack("{s:o, s:o, s:s, s:b}", "schools", where, "features", features,
                                  "seats", f->seats ? arena_printf(ctx->arena, "%d", f->seats) : "",
                                  "ended", f->ended));
    return err;
}

static const char *where_words(const struct room *room)
{
    return room->fields.school.v ? room->school_name : room->fields.address;
}

static json_t *row_view(struct ctx *ctx, const struct room *room)
{
    bool step_free = room->fields.has & ROOM_HAS(ROOM_STEP_FREE);
    return json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", room->fields.name, "href",
                     arena_printf(ctx->arena, "/rooms/%lld", (long long)room->id.v), "where",
                     where_words(room), "seats", arena_printf(ctx->arena, "%d", room->fields.seats),
                     "access",
                     day_is_none(room->checked_on) ? view_tag("Not looked at", "quiet")
                     : step_free                   ? view_tag("Step-free", "good")
                                                   : view_tag("Not step-free", "wait"));
}

enum err page_rooms(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room_list list;
    const struct room_filter filter = read_filter(ctx, request);
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = room_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    int before = filter.after > filter.limit ? filter.after - filter.limit : 0;
    json_t *view = view_new("Rooms and venues"), *rows = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, row_view(ctx, &list.items[i]));
    view_list(view, "rooms", rows);
    view_pages(view, filter.after, list.count, filter.after ? link_of(ctx, &filter, before) : NULL,
               list.next ? link_of(ctx, &filter, list.next) : NULL);
    json_object_set_new(view, "may_create", json_boolean(org_gate_edit_somewhere(ctx) == OK));
    err = fill_filter(ctx, &filter, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/rooms.html", view);
}

enum err page_rooms_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"Room", "School", "Address",        "Seats",
                                        "Has",  "Also",   "Gone through on"};
    struct room_filter filter = read_filter(ctx, request);
    struct room_list list;
    struct buf out;
    enum err err = org_gate_view(ctx);
    filter.limit = LIST_FILE_ROWS_MAX;
    filter.after = 0;
    if (err == OK)
        err = room_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 7);
    for (int i = 0; i < list.count; i++) {
        const struct room *room = &list.items[i];
        const struct room_fields *f = &room->fields;
        csv_row(&out,
                (const char *const[]){f->name, room->school_name, f->address,
                                      arena_printf(ctx->arena, "%d", f->seats),
                                      room_words_has(ctx->arena, f->has, "; "), f->equipment,
                                      list_file_day(ctx, room->checked_on)},
                7);
    }
    return list_file_answer(ctx, response, "rooms.csv", &out);
}

/* ---- one ---- */

static const struct flash DONE[] = {
    {"created", "The room is in the register."},
    {"saved", "Saved."},
    {"ended", "It is no longer used. Its history stays."},
};

static void fill_checklist(struct ctx *ctx, const struct room *room, json_t *view)
{
    json_t *has = json_array();
    const char *missing = room_words_missing(ctx->arena, room);
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (room->fields.has & ROOM_HAS(i))
            json_array_append_new(has, json_pack("{s:s}", "text", room_features[i].text));
    view_list(view, "has", has);
    if (missing)
        json_object_set_new(view, "missing", json_string(missing));
    if (!day_is_none(room->checked_on))
        json_object_set_new(view, "checked",
                            json_string(words_date_plain(ctx->arena, room->checked_on)));
}

static void fill_room(struct ctx *ctx, const struct room *room, json_t *view)
{
    bool ended = !day_is_none(room->ended_on);
    json_object_update_new(
        view, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:b}", "id", (json_int_t)room->id.v,
                        "where", room->school_name, "address", room->fields.address, "seats",
                        words_count(ctx->arena, room->fields.seats, "seat", "seats"), "equipment",
                        room->fields.equipment, "notes", room->fields.notes, "may_edit",
                        !ended && org_gate_may_edit(ctx, room->fields.school)));
    if (ended)
        json_object_set_new(
            view, "ended",
            json_string(arena_printf(ctx->arena, "Not used since %s",
                                     words_date_plain(ctx->arena, room->ended_on))));
}

/* A draft is named to whoever may see it. */
static json_t *use_view(struct ctx *ctx, const struct room_use *use)
{
    struct event event;
    json_t *row = json_pack("{s:s}", "when", words_when(ctx->arena, use->starts_at, use->ends_at));
    if (event_find_seen(ctx, use->event.v, &event) == OK)
        json_object_update_new(row, json_pack("{s:s, s:s}", "title", event.fields.title, "href",
                                              event_href(ctx, event.fields.kind, event.id)));
    return row;
}

static enum err fill_uses(struct ctx *ctx, const struct room *room, json_t *view)
{
    struct room_use_list uses;
    json_t *rows = json_array();
    enum err err = event_room_list(ctx->store, room->id, ctx->now, USES_SHOWN, ctx->arena, &uses);
    for (int i = 0; err == OK && i < uses.count; i++)
        json_array_append_new(rows, use_view(ctx, &uses.items[i]));
    view_list(view, "uses", rows);
    return err;
}

enum err page_room(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct room room;
    enum err err = org_gate_room(ctx, request->id, false, &room);
    if (err != OK)
        return err;
    json_t *view = view_new(room.fields.name);
    view_back(view, "/rooms", "Rooms and venues");
    FLASH_SHOW(view, request, DONE);
    fill_room(ctx, &room, view);
    fill_checklist(ctx, &room, view);
    err = fill_uses(ctx, &room, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/room.html", view);
}
