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

static const char *kind_of(const struct side *side)
{
    return event_kind_words(side->fields->kind);
}

static const char *counts_of(const struct side *side)
{
    return event_counts_name(side->fields->counts);
}

static const char *approval_of(const struct side *side)
{
    return side->fields->approval ? "needed" : "not needed";
}

static const char *clash_of(const struct side *side)
{
    return side->fields->clash_warns ? "said" : "refused";
}

static const char *fresh_of(const struct side *side)
{
    return side->fields->fresh_first ? "yes" : "no";
}

static const char *offer_of(const struct side *side)
{
    int minutes = side->fields->offer_min;
    return minutes
               ? arena_printf(side->arena, "offered for %s", words_duration(side->arena, minutes))
               : "given at once";
}

static const char *withdraw_of(const struct side *side)
{
    int hours = side->fields->withdraw_h;
    return hours ? arena_printf(side->arena, "%s before",
                                words_count(side->arena, hours, "hour", "hours"))
                 : "when it starts";
}

static const char *cost_of(const struct side *side)
{
    int pence = side->fields->about->cost_pence;
    return arena_printf(side->arena, "£%d.%02d", pence / 100, pence % 100);
}

static const char *mode_of(const struct side *side)
{
    return event_about_mode(side->fields->about->mode);
}

static const char *strand_of(const struct side *side)
{
    return event_about_strand(side->fields->about->strand);
}

/* "1, 3" */
static const char *standard_of(const struct side *side)
{
    const char *words = "";
    for (int i = 0; i < EVENT_STANDARD_PARTS; i++)
        if (side->fields->about->standard & 1 << i)
            words = arena_printf(side->arena, "%s%s%d", words, *words ? ", " : "", i + 1);
    return words;
}

static const char *provider_of(const struct side *side)
{
    return side->fields->about->provider.v ? "one from outside" : "our own";
}

/* By the names of event_check_stale; their fields have `about`. */
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
    {"kind", "Kind", kind_of},
    {"counts", "Its hours count toward", counts_of},
    {"approval", "Approval", approval_of},
    {"clash", "A clash", clash_of},
    {"fresh_schools_first", "Schools without a place first", fresh_of},
    {"offer_minutes", "A free place", offer_of},
    {"withdraw_hours", "Last moment to withdraw", withdraw_of},
    {"about.provider_id", "Provider", provider_of},
    {"about.cost_pence", "Cost", cost_of},
    {"about.mode", "How people take part", mode_of},
    {"about.strand", "Programme", strand_of},
    {"about.standard", "Parts of the standard", standard_of},
};

/* Texts of struct event_about. */
static const struct {
    const char *field, *label;
    size_t offset;
} TEXTS[] = {
    {"about.audience", "Meant for", offsetof(struct event_about, audience)},
    {"about.objectives", "What people will be able to do",
     offsetof(struct event_about, objectives)},
    {"about.methods", "How it works", offsetof(struct event_about, methods)},
    {"about.expectations", "What is expected", offsetof(struct event_about, expectations)},
    {"about.level", "Level", offsetof(struct event_about, level)},
    {"about.theme", "Theme", offsetof(struct event_about, theme)},
    {"about.phase", "Phase", offsetof(struct event_about, phase)},
    {"about.subject", "Subject", offsetof(struct event_about, subject)},
    {"about.evaluation", "Evaluation", offsetof(struct event_about, evaluation)},
    {"about.emerging", "Late addition", offsetof(struct event_about, emerging)},
};

static const char *shown(const char *text)
{
    return *text ? text : "nothing";
}

static const char *text_at(const struct side *side, size_t i)
{
    const char *text;
    memcpy(&text, (const char *)side->fields->about + TEXTS[i].offset, sizeof text);
    return text;
}

static void add_row(json_t *rows, const char *label, const char *theirs, const char *yours)
{
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "label", label, "theirs",
                                          shown(theirs), "yours", shown(yours)));
}

static json_t *rows_view(const struct refusal *why, const struct side *theirs,
                         const struct side *yours)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < COUNT_OF(ROWS); i++)
        if (view_field_error(why, ROWS[i].field))
            add_row(rows, ROWS[i].label, ROWS[i].words(theirs), ROWS[i].words(yours));
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++)
        if (view_field_error(why, TEXTS[i].field))
            add_row(rows, TEXTS[i].label, text_at(theirs, i), text_at(yours, i));
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
    struct event_about about;
    struct event_fields stands = event->fields;
    const struct side now = {ctx->arena, &stands, event->school_name};
    stands.about = &about;
    enum err err = school_find(ctx->store, yours->school, ctx->arena, &school);
    if (err == OK || err == ERR_NOT_FOUND)
        err = event_about_find(ctx->store, event->id, ctx->arena, &about);
    if (err != OK)
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
