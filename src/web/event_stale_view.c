/* DESIGN: an event that changed while its form was open: what stands beside what was typed. */
#include <string.h>

#include "check.h"
#include "event_form_view.h"
#include "school.h"
#include "words.h"

/* ---- a field in words ---- */

struct side {
    struct arena *arena;
    const struct event_fields *fields;
    const char *school_name;
};

static const char *title_of(const struct side *side)
{
    return side->fields->title;
}

static const char *purpose_of(const struct side *side)
{
    return side->fields->purpose;
}

static const char *room_of(const struct side *side)
{
    return side->fields->room;
}

static const char *school_of(const struct side *side)
{
    return side->school_name;
}

static const char *when_of(const struct side *side)
{
    return words_when(side->arena, side->fields->starts_at, side->fields->ends_at);
}

static const char *capacity_of(const struct side *side)
{
    return words_count(side->arena, side->fields->capacity, "place", "places");
}

static const char *attendance_of(const struct side *side)
{
    return event_attendance_name(side->fields->attendance);
}

static const char *hours_of(const struct side *side)
{
    return words_duration(side->arena, side->fields->hours_min);
}

static const char *waiting_list_of(const struct side *side)
{
    return side->fields->waiting_list ? "kept" : "not kept";
}

static const char *opens_of(const struct side *side)
{
    struct instant at = side->fields->booking_opens_at;
    return at.v ? words_moment(side->arena, at) : "when it is published";
}

static const char *closes_of(const struct side *side)
{
    struct instant at = side->fields->booking_closes_at;
    return at.v ? words_moment(side->arena, at) : "when it starts";
}

/* By the names of event_check_stale. */
static const struct {
    const char *field, *label;
    const char *(*words)(const struct side *side);
} ROWS[] = {
    {"title", "Title", title_of},
    {"purpose", "Purpose", purpose_of},
    {"starts_at", "When", when_of},
    {"ends_at", "When", when_of},
    {"host_school", "Host school", school_of},
    {"room", "Room", room_of},
    {"capacity", "Places", capacity_of},
    {"waiting_list", "Waiting list", waiting_list_of},
    {"attendance", "Attendance", attendance_of},
    {"hours", "Counts as", hours_of},
    {"booking_opens_at", "Booking opens", opens_of},
    {"booking_closes_at", "Booking closes", closes_of},
};

static const char *shown(const char *text)
{
    return *text ? text : "nothing";
}

static json_t *rows_view(const struct refusal *why, const struct side *theirs,
                         const struct side *yours)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < COUNT_OF(ROWS); i++)
        if (view_field_error(why, ROWS[i].field))
            json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "label", ROWS[i].label,
                                                  "theirs", shown(ROWS[i].words(theirs)), "yours",
                                                  shown(ROWS[i].words(yours))));
    return rows;
}

/* ---- what goes along ---- */

static void add_hidden(json_t *hidden, struct str name, struct str value)
{
    json_array_append_new(hidden, json_pack("{s:o, s:o}", "name", json_stringn(name.p, name.n),
                                            "value", json_stringn(value.p, value.n)));
}

static json_t *hidden_view(struct ctx *ctx, const struct event *event, const struct form *typed)
{
    json_t *hidden = json_array();
    add_hidden(hidden, STR("version"), str_of(arena_printf(ctx->arena, "%d", event->version)));
    for (int i = 0; i < typed->count; i++) {
        struct str name = typed->fields[i].name;
        if (!str_eq_c(name, "csrf") && !str_eq_c(name, "version"))
            add_hidden(hidden, name, typed->fields[i].value);
    }
    return hidden;
}

enum err event_stale_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                          const struct event_fields *yours, json_t **ret)
{
    struct school school = {.name = ""};
    const struct side now = {ctx->arena, &event->fields, event->school_name};
    enum err err = school_find(ctx->store, yours->school, ctx->arena, &school);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    const struct side typed_side = {ctx->arena, yours, school.name};
    json_t *view = json_pack(
        "{s:{s:s, s:s}, s:s, s:s, s:o, s:o, s:{s:s, s:s}}", "page", "title", "Changed meanwhile",
        "heading", "This was changed while you were typing", "text",
        "Somebody else saved a change to this event.", "action",
        arena_printf(ctx->arena, "/events/%lld/edit", (long long)event->id.v), "hidden",
        hidden_view(ctx, event, typed), "rows", rows_view(&ctx->why, &now, &typed_side), "keep",
        "text", "Keep what stands now", "href", event_href(ctx, event->fields.kind, event->id));
    *ret = view;
    return OK;
}
