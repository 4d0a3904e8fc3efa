/* DESIGN: the event's form as a page: what was typed, what is wrong with it, what may be chosen. */
#include "event_form_view.h"

#include "check.h"
#include "school.h"
#include "words.h"

struct page {
    struct ctx *ctx;
    const struct event *event; /* NULL: a new one */
    const struct form *typed;
    json_t *view;
};

static const char *typed_text(const struct page *page, const char *name)
{
    return form_text(page->typed, name, page->ctx->arena);
}

static json_t *form_of(const struct page *page)
{
    return json_object_get(page->view, "form");
}

static void add_text(const struct page *page, const char *name)
{
    view_field(page->view, name, typed_text(page, name), &page->ctx->why);
}

/* {day, month, year, time, error} */
static void add_moment(const struct page *page, const char *name)
{
    static const char *const PARTS[] = {"day", "month", "year", "time"};
    const char *error = view_field_error(&page->ctx->why, name);
    json_t *field = json_object();
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        const char *part = arena_printf(page->ctx->arena, "%s_%s", name, PARTS[i]);
        json_object_set_new(field, PARTS[i], json_string(typed_text(page, part)));
    }
    if (error)
        json_object_set_new(field, "error", json_string(error));
    json_object_set_new(form_of(page), name, field);
}

/* One of a group of radio buttons; the first one's id is the field's name. */
static void add_radio(const struct page *page, json_t *options, const char *name, const char *value,
                      const char *text)
{
    size_t n = json_array_size(options);
    const char *id = n ? arena_printf(page->ctx->arena, "%s-%zu", name, n + 1) : name;
    bool checked = str_eq_c(str_of(typed_text(page, name)), value);
    json_array_append_new(options, json_pack("{s:s, s:s, s:s, s:b}", "id", id, "value", value,
                                             "text", text, "checked", checked));
}

/* A SPARK event stays one and nothing else becomes one, so an edit offers the rest. */
static void add_kind(const struct page *page)
{
    static const enum event_kind ORDER[] = {EVENT_SPARK, EVENT_TWILIGHT, EVENT_COURSE, EVENT_INSET};
    const struct event *event = page->event;
    json_t *field = view_field(page->view, "kind", typed_text(page, "kind"), &page->ctx->why);
    json_t *options = json_array();
    for (size_t i = 0; i < COUNT_OF(ORDER); i++)
        if (!event || ORDER[i] != EVENT_SPARK)
            add_radio(page, options, "kind", event_kind_name(ORDER[i]), event_kind_words(ORDER[i]));
    json_object_set_new(field, "options", options);
    json_object_set_new(field, "fixed", json_boolean(event && event->fields.kind == EVENT_SPARK));
}

static void add_attendance(const struct page *page)
{
    static const char *const WORDS[ATTENDANCE_COUNT] = {
        [ATTENDANCE_REQUIRED] = "Those it is meant for must come",
        [ATTENDANCE_INVITED] = "Those who were asked to come",
        [ATTENDANCE_VOLUNTARY] = "Anyone who would like to"};
    static const enum attendance ORDER[] = {ATTENDANCE_VOLUNTARY, ATTENDANCE_INVITED,
                                            ATTENDANCE_REQUIRED};
    json_t *field = view_field(page->view, "attendance", "", &page->ctx->why);
    json_t *options = json_array();
    for (size_t i = 0; i < COUNT_OF(ORDER); i++)
        add_radio(page, options, "attendance", event_attendance_name(ORDER[i]), WORDS[ORDER[i]]);
    json_object_set_new(field, "options", options);
}

/* The schools at which the actor may plan, and where the event is. */
static enum err add_schools(const struct page *page)
{
    struct ctx *ctx = page->ctx;
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    json_t *field = view_field(page->view, "school", typed_text(page, "school"), &ctx->why);
    json_t *options = json_array();
    for (int i = 0; i < count; i++) {
        const struct object object = {.school = schools[i].id};
        bool stays = page->event && page->event->fields.school.v == schools[i].id.v;
        if (!stays && !may(&ctx->actor, ACTION_EVENT_EDIT, &object))
            continue;
        const char *value = arena_printf(ctx->arena, "%lld", (long long)schools[i].id.v);
        bool chosen = str_eq_c(str_of(typed_text(page, "school")), value);
        view_option(options, value, schools[i].name, chosen);
    }
    json_object_set_new(field, "options", options);
    return OK;
}

/* What a change means to those who are booked. */
static void add_notice(const struct page *page)
{
    struct arena *arena = page->ctx->arena;
    const struct event *event = page->event;
    if (!event || !event_status_is_on(event->status) || event->taken == 0)
        return;
    json_object_set_new(
        page->view, "notice",
        json_string(arena_printf(arena,
                                 "%s booked. They are told once if the day, time, place or title "
                                 "changes.",
                                 words_count(arena, event->taken, "person is", "people are"))));
}

/* Where the form goes, what its button says, which way leads out. */
static void add_frame(const struct page *page)
{
    struct arena *arena = page->ctx->arena;
    const struct event *event = page->event;
    const char *href = event ? event_href(page->ctx, event->fields.kind, event->id) : "/events";
    const char *action =
        event ? arena_printf(arena, "/events/%lld/edit", (long long)event->id.v) : "/events/new";
    view_back(page->view, href, event ? event->fields.title : "Events");
    json_object_set_new(page->view, "form",
                        json_pack("{s:s, s:s, s:s, s:s, s:b}", "action", action, "button",
                                  event ? "Save changes" : "Save as a draft", "version",
                                  typed_text(page, "version"), "nights", typed_text(page, "nights"),
                                  "spark", !event || event->fields.kind == EVENT_SPARK));
    json_object_set_new(page->view, "keep",
                        json_pack("{s:s, s:s}", "text", "Leave without saving", "href", href));
    if (event && event->date_count)
        json_object_set_new(
            form_of(page), "sessions",
            json_string(arena_printf(arena, "/events/%lld/sessions", (long long)event->id.v)));
    if (!event)
        json_object_set_new(form_of(page), "any_kind", json_true());
}

enum err event_form_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                         json_t **ret)
{
    static const char *const TEXTS[] = {"title", "purpose",       "start",
                                        "end",   "room",          "capacity",
                                        "hours", "fixed_minutes", "changeover_s"};
    static const char *const MOMENTS[] = {"date", "opens", "closes"};
    const struct page page = {ctx, event, typed,
                              view_new(event ? "Edit the event" : "Plan an event")};
    add_frame(&page);
    add_notice(&page);
    add_kind(&page);
    add_attendance(&page);
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++)
        add_text(&page, TEXTS[i]);
    for (size_t i = 0; i < COUNT_OF(MOMENTS); i++)
        add_moment(&page, MOMENTS[i]);
    json_object_set_new(form_of(&page), "waiting_list",
                        json_pack("{s:b}", "checked", form_has(typed, "waiting_list")));
    view_errors(page.view, &ctx->why);
    enum err err = add_schools(&page);
    if (err == OK)
        *ret = page.view;
    else
        json_decref(page.view);
    return err;
}
