/* DESIGN: what pages say of whose places are arranged: who has one, who may be ticked, who got
 * what. */
#include "places_view.h"

#include <stdlib.h>
#include <string.h>

#include "view_event.h"
#include "words.h"

const char *places_view_free(struct ctx *ctx, const struct event *event)
{
    int left = event->fields.capacity - event->taken;
    return arena_printf(ctx->arena, "%s of %s %s free.",
                        left > 0 ? arena_printf(ctx->arena, "%d", left) : "None",
                        words_count(ctx->arena, event->fields.capacity, "place", "places"),
                        left > 1 ? "are" : "is");
}

void places_view_schools(json_t *view, const struct places_seen *seen, const struct school *chosen,
                         bool with_all)
{
    json_t *options = json_array();
    if (with_all && seen->edits)
        view_option(options, "", "All schools", !chosen);
    for (int i = 0; i < seen->school_count; i++)
        view_option_id(options, seen->schools[i].id.v, seen->schools[i].name,
                       chosen == &seen->schools[i]);
    if (chosen)
        json_object_update_new(view, json_pack("{s:I, s:s}", "school", (json_int_t)chosen->id.v,
                                               "school_name", chosen->name));
    if (json_array_size(options) > 1)
        view_list(view, "schools", options);
    else
        json_decref(options);
}

/* ---- the list ---- */

static const char *part_of(const struct booking *booking)
{
    static const char *const WORDS[BOOKING_PARTS] = {[PART_ATTENDEE] = "",
                                                     [PART_LEADER] = ", leads it",
                                                     [PART_CO_LEADER] = ", co-leads it",
                                                     [PART_ASSISTANT] = ", assists"};
    return WORDS[booking->part];
}

static json_t *row_view(struct ctx *ctx, const struct booking *booking, bool open)
{
    bool has_place = booking_status_has_place(booking->status);
    json_t *row = json_pack(
        "{s:I, s:s, s:s, s:o}", "booking", (json_int_t)booking->id.v, "name", booking->person_name,
        "detail",
        arena_printf(ctx->arena, "%s%s%s%s%s", booking->school_name, part_of(booking),
                     booking->online ? ", online" : "", booking->required ? ", has to come" : "",
                     booking->position ? arena_printf(ctx->arena, ", %d in line", booking->position)
                                       : ""),
        "tag", booking_tag(booking->status));
    if (open && booking->part == PART_ATTENDEE && !booking->required)
        json_object_set_new(row, "may_end", json_true());
    if (open && has_place && !booking->required)
        json_object_set_new(row, "may_replace", json_true());
    return row;
}

static json_t *ended_view(const struct booking *booking)
{
    json_t *row = json_pack("{s:s, s:s, s:o}", "name", booking->person_name, "detail",
                            booking->school_name, "tag", booking_tag(booking->status));
    if (*booking->reason)
        json_object_set_new(row, "reason", json_string(booking->reason));
    return row;
}

void places_view_list(struct ctx *ctx, json_t *view, const struct event *event,
                      const struct booking_list *live, const struct booking_list *ended)
{
    bool open = event->status != EVENT_CANCELLED && ctx->now.v < event->fields.starts_at.v;
    json_t *rows = json_array(), *gone = json_array();
    for (int i = 0; i < live->count; i++)
        json_array_append_new(rows, row_view(ctx, &live->items[i], open));
    for (int i = 0; i < ended->count; i++)
        json_array_append_new(gone, ended_view(&ended->items[i]));
    view_list(view, "rows", rows);
    view_list(view, "ended", gone);
    json_object_set_new(view, "free", json_string(places_view_free(ctx, event)));
    json_object_set_new(view, "open", json_boolean(open));
}

/* ---- whom to tick ---- */

static bool has_something(const struct booking_list *live, struct person_id person)
{
    for (int i = 0; i < live->count; i++)
        if (live->items[i].person.v == person.v)
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    const struct person *one = a, *other = b;
    return strcmp(one->name, other->name);
}

void places_view_people(struct ctx *ctx, json_t *view, const struct person_list *people,
                        const struct booking_list *live, const struct form *typed)
{
    json_t *list = json_array();
    qsort(people->items, (size_t)people->count, sizeof *people->items, by_name);
    for (int i = 0; i < people->count; i++) {
        const struct person *person = &people->items[i];
        const char *name = arena_printf(ctx->arena, "person_%lld", (long long)person->id.v);
        if (!has_something(live, person->id))
            json_array_append_new(list,
                                  json_pack("{s:s, s:s, s:s, s:b}", "id",
                                            json_array_size(list) ? name : "people", "name", name,
                                            "text", person->name, "chosen", form_has(typed, name)));
    }
    if (people->next)
        json_object_set_new(view, "more", json_true());
    if (live->count)
        json_object_update_new(view, json_pack("{s:s, s:s}", "booked",
                                               words_count(ctx->arena, live->count, "colleague has",
                                                           "colleagues have"),
                                               "booked_are", live->count == 1 ? "is" : "are"));
    const char *error = view_field_error(&ctx->why, "people");
    if (error)
        json_object_set_new(view, "error", json_string(error));
    view_list(view, "people", list);
}

/* ---- what they got ---- */

static json_t *got_view(const struct booking_group_item *item)
{
    if (item->placed.id.v)
        return json_pack("{s:s, s:o, s:s*}", "name", item->name, "tag",
                         booking_tag(item->placed.status), "text",
                         item->placed.warning_count ? item->placed.warnings[0] : NULL);
    return json_pack("{s:s, s:o, s:s*}", "name", item->name, "tag", view_tag("Not booked", "quiet"),
                     "text", item->detail);
}

static const char *summary(struct ctx *ctx, const struct booking_group_result *result)
{
    if (!result->done)
        return "Nobody is booked, since there was no place for everybody. Nothing has changed.";
    return arena_printf(
        ctx->arena, "%s, %s. Each of them is told by email.",
        words_count(ctx->arena, result->placed, "place is booked", "places are booked"),
        result->waiting
            ? words_count(ctx->arena, result->waiting, "colleague waits", "colleagues wait")
            : "nobody waits");
}

json_t *places_view_done(struct ctx *ctx, const struct event *event,
                         const struct booking_group_result *result)
{
    json_t *view = view_new(result->done ? "Colleagues booked" : "Nobody is booked");
    json_t *rows = json_array();
    view_back(view, event_href(ctx, event->fields.kind, event->id), event->fields.title);
    for (int i = 0; i < result->count; i++)
        json_array_append_new(rows, got_view(&result->items[i]));
    view_list(view, "rows", rows);
    json_object_update_new(view, json_pack("{s:I, s:s}", "id", (json_int_t)event->id.v, "summary",
                                           summary(ctx, result)));
    return view;
}
