/* DESIGN: the event's form as a page: short on top, the rest in groups that open where needed. */
#include "event_form_view.h"

#include <string.h>

#include "check.h"
#include "date_plan_gate.h"
#include "event_form_choices.h"
#include "sheet.h"
#include "view_event_place.h"
#include "words.h"

/* ---- fields ---- */

static const struct sheet_field TITLE = {
    SHEET_TEXT, "title",
    "Title",    "Up to 80 characters. Say what people will be able to do after it.",
    NULL,       0,
    false};
static const struct sheet_field PURPOSE = {
    SHEET_AREA, "purpose", "Purpose", "What it is for. Up to 1,000 characters", NULL, 0, false};
static const struct sheet_field DATE = {SHEET_DATE, "date", "Date", "For example, 12 November 2026",
                                        NULL,       0,      false};
static const struct sheet_field TIMES[] = {
    {SHEET_TEXT, "start", "Starts", "For example, 15:45", NULL, 0, true},
    {SHEET_TEXT, "end", "Ends", "For example, 17:15", NULL, 0, true},
};
static const struct sheet_field ROOM = {SHEET_TEXT, "room", "Room", NULL, NULL, 0, false};
/* SPARK may have several: this is the first. */
static const struct sheet_field FIRST_ROOM = {
    SHEET_TEXT, "room", "Room", "One room. If talks run in several, add the others later",
    NULL,       0,      false};
static const struct sheet_field CAPACITY = {
    SHEET_TEXT, "capacity", "Places", "How many people may come; 0 if nobody books it",
    NULL,       0,          true};

static const struct choice ATTENDANCES[] = {
    {"voluntary", "Anyone who would like to"},
    {"invited", "Those who were asked to come"},
    {"required", "Those it is meant for must come"},
};
static const struct choice STRANDS[] = {
    {"staff", "Staff"}, {"governors", "Governors and trustees"}, {"everyone", "Both"}};
static const struct choice COUNTS[] = {
    {"nothing", "Nothing but their own record"},
    {"inset", "INSET time"},
    {"directed", "Directed time, but not INSET"},
};
static const struct choice CLASHES[] = {
    {"block", "They cannot book"},
    {"warn", "They are told, and may book"},
};
static const struct choice OFFERS[] = {
    {"0", "The next in line is booked at once"},
    {"240", "The next in line has 4 hours to say yes"},
    {"1440", "The next in line has 1 day to say yes"},
    {"2880", "The next in line has 2 days to say yes"},
    {"4320", "The next in line has 3 days to say yes"},
    {"10080", "The next in line has a week to say yes"},
};
static const struct choice MODES[] = {
    {"in person", "In person"},
    {"online", "Online"},
    {"both", "Here, or online"},
    {"own time", "When it suits, by the end"},
};
/* The five parts of the DfE's standard (practice P1). */
static const struct choice STANDARD[] = {
    {"1", "Pupils: it aims at their outcomes, and looks whether they improve"},
    {"2", "Evidence: it rests on robust evidence and expertise"},
    {"3", "Challenge: people work together, and an expert challenges them"},
    {"4", "Time: it is sustained, not a single hour"},
    {"5", "Priority: the school's leaders stand behind it"},
};

#define OF(list) (list), COUNT_OF(list)

static const struct sheet_field EXPLAINED[] = {
    {SHEET_AREA, "audience", "Whom it is meant for",
     "In words, like: everyone who teaches mathematics", NULL, 0, false},
    {SHEET_AREA, "objectives", "What people will be able to do", NULL, NULL, 0, false},
    {SHEET_AREA, "methods", "How it works", "Talk, practice, watching each other…", NULL, 0, false},
    {SHEET_AREA, "expectations", "What is expected of those who come",
     "What to bring, and what to do afterwards", NULL, 0, false},
};
static const struct sheet_field COMING[] = {
    {SHEET_RADIOS, "attendance", "Who is it for?", NULL, OF(ATTENDANCES), false},
    {SHEET_RADIOS, "strand", "Whose programme is it?", NULL, OF(STRANDS), false},
    {SHEET_TEXT, "hours", "Hours it counts as",
     "Of professional development, like 1.5. Leave empty if it does not count", NULL, 0, true},
    {SHEET_RADIOS, "counts", "What do its hours count toward?", NULL, OF(COUNTS), false},
};
static const struct sheet_field BOOKING[] = {
    {SHEET_TICK, "waiting_list", "Keep a waiting list when it is full", NULL, NULL, 0, false},
    {SHEET_TICK, "approval", "A booking is a request that somebody approves", NULL, NULL, 0, false},
    {SHEET_TICK, "fresh_first", "Schools with no place yet come first on the waiting list", NULL,
     NULL, 0, false},
    {SHEET_MOMENT, "opens", "Booking opens",
     "Leave empty to open it when you publish. Time as 08:00", NULL, 0, false},
    {SHEET_MOMENT, "closes", "Booking closes",
     "Leave empty to close it when the event starts. Time as 16:00", NULL, 0, false},
    {SHEET_RADIOS, "clash", "If somebody is busy at that time", NULL, OF(CLASHES), false},
    {SHEET_SELECT, "offer", "When a place falls free", NULL, OF(OFFERS), false},
    {SHEET_TEXT, "withdraw", "Last moment to give up a place",
     "Hours before it starts, like 24. Leave empty for any time before", NULL, 0, true},
};
static const struct sheet_field COST[] = {
    {SHEET_SELECT, "provider", "Provider from outside", NULL, NULL, 0, false},
    {SHEET_TEXT, "cost", "Cost of a place in pounds",
     "Like 120 or 12.50. Leave empty if it is free", NULL, 0, true},
};
static const struct sheet_field BELONGS[] = {
    {SHEET_SELECT, "level", "Level", NULL, NULL, 0, false},
    {SHEET_SELECT, "theme", "Theme", NULL, NULL, 0, false},
    {SHEET_TEXT, "phase", "Phase", "Like early years or key stage 3", NULL, 0, false},
    {SHEET_TEXT, "subject", "Subject", NULL, NULL, 0, false},
    {SHEET_RADIOS, "mode", "How do people take part?", NULL, OF(MODES), false},
    {SHEET_TICKS, "standard", "Parts of the DfE’s standard it meets", NULL, OF(STANDARD), false},
    {SHEET_SELECT, "evaluation", "When we ask what came of it", NULL, NULL, 0, false},
    {SHEET_AREA, "emerging", "Late addition: why it came up",
     "Only for what was not in the published programme", NULL, 0, false},
};
static const struct choice INTAKES[] = {
    {"instant", "They are booked at once, if they fit"},
    {"call", "They are proposed, and you decide"},
};
static const struct choice ORDERS[] = {
    {"arranged", "You arrange it"},
    {"shuffled", "It is shuffled, and announced"},
    {"drawn", "It is drawn on the evening"},
};
static const struct choice THEMES[] = {
    {"spread", "Apart, for variety"},
    {"cluster", "Together"},
};
static const struct sheet_field TALKS[] = {
    {SHEET_RADIOS, "intake", "How do talks come in?", NULL, OF(INTAKES), false},
    {SHEET_RADIOS, "order", "How is the order made?", NULL, OF(ORDERS), false},
    {SHEET_RADIOS, "themes", "Talks of one theme", NULL, OF(THEMES), false},
    {SHEET_TEXT, "fixed_minutes", "Minutes for welcome, break and close",
     "What is not for talks. 20 is usual in 90 minutes.", NULL, 0, true},
    {SHEET_TEXT, "changeover_s", "Seconds between talks", "120 is two minutes", NULL, 0, true},
};

/* ---- groups ---- */

enum group { GROUP_EXPLAINED, GROUP_COMING, GROUP_BOOKING, GROUP_COST, GROUP_BELONGS, GROUP_TALKS };

static const struct {
    const char *title;
    const struct sheet_field *fields;
    size_t count;
} GROUPS[] = {
    [GROUP_EXPLAINED] = {"What people will learn, and how", OF(EXPLAINED)},
    [GROUP_COMING] = {"Who comes, and what it counts as", OF(COMING)},
    [GROUP_BOOKING] = {"Booking and the waiting list", OF(BOOKING)},
    [GROUP_COST] = {"Provider and cost", OF(COST)},
    [GROUP_BELONGS] = {"Theme, level and how it is found", OF(BELONGS)},
    [GROUP_TALKS] = {"SPARK talks", OF(TALKS)},
};

struct page {
    struct ctx *ctx;
    const struct event *event; /* NULL: a new one */
    const struct form *typed;
    const struct event_form_choices *choices;
    bool spark;
    json_t *view;
};

static const char *typed_text(const struct page *page, const char *name)
{
    return form_text(page->typed, name, page->ctx->arena);
}

static json_t *field_view(const struct page *page, const struct sheet_field *field)
{
    struct sheet_field whole = *field;
    event_form_choices_fill(page->choices, &whole);
    return sheet_field_view(page->ctx, &whole, page->typed);
}

static json_t *fields_view(const struct page *page, const struct sheet_field *fields, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, field_view(page, &fields[i]));
    return list;
}

/* Open where something is wrong in it, and where this kind of event most needs it. */
static bool opens(const struct page *page, enum group group)
{
    enum event_kind kind;
    bool bought = event_kind_parse(str_of(typed_text(page, "kind")), &kind) == OK &&
                  event_kind_usual(kind)->bought;
    for (size_t i = 0; i < GROUPS[group].count; i++)
        if (view_field_error(&page->ctx->why, GROUPS[group].fields[i].name))
            return true;
    return (group == GROUP_COST && bought) || group == GROUP_TALKS;
}

static void add_groups(const struct page *page)
{
    json_t *groups = json_array();
    for (size_t i = 0; i < COUNT_OF(GROUPS); i++)
        if (i != GROUP_TALKS || page->spark)
            json_array_append_new(groups,
                                  json_pack("{s:s, s:b, s:o}", "title", GROUPS[i].title, "open",
                                            opens(page, (enum group)i), "fields",
                                            fields_view(page, GROUPS[i].fields, GROUPS[i].count)));
    json_object_set_new(page->view, "groups", groups);
}

/* ---- what stands on top ---- */

/* A new one has its kind already, as its usual values are the kind's. A SPARK event stays one and
 * nothing else becomes one, so an edit offers the rest. */
static void add_kind(const struct page *page)
{
    const char *words =
        page->event ? NULL : event_form_choices_words(page->choices, typed_text(page, "kind"));
    bool fixed = words || (page->event && page->event->fields.kind == EVENT_SPARK);
    json_t *field = view_field(page->view, "kind", typed_text(page, "kind"), &page->ctx->why);
    json_object_set_new(field, "fixed", json_boolean(fixed));
    if (words)
        json_object_set_new(field, "text", json_string(words));
    if (!fixed)
        json_object_set_new(
            field, "groups",
            event_form_choices_kinds(page->choices, typed_text(page, "kind"), page->event == NULL));
}

/* The schools at which the actor may plan, and where the event is. */
static enum err add_school(const struct page *page)
{
    struct ctx *ctx = page->ctx;
    struct school *schools;
    int count, n = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        if ((page->event && page->event->fields.school.v == schools[i].id.v) ||
            may(&ctx->actor, ACTION_EVENT_EDIT, &(struct object){.school = schools[i].id}))
            choices[n++] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    const struct sheet_field school = {SHEET_SELECT, "school", "Host school", NULL,
                                       choices,      n,        false};
    json_object_set_new(page->view, "place",
                        json_pack("[o, o, o]", sheet_field_view(ctx, &school, page->typed),
                                  field_view(page, page->spark ? &FIRST_ROOM : &ROOM),
                                  field_view(page, &CAPACITY)));
    return OK;
}

static void add_top(const struct page *page)
{
    json_object_set_new(page->view, "lead",
                        json_pack("[o, o]", field_view(page, &TITLE), field_view(page, &PURPOSE)));
    if (page->event && page->event->date_count)
        return;
    json_object_set_new(page->view, "date", json_pack("[o]", field_view(page, &DATE)));
    json_object_set_new(page->view, "times", fields_view(page, TIMES, COUNT_OF(TIMES)));
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

/* When it meets several times, all of them change on a page of their own; what the form sends of
 * the first stays as it is. */
static void add_sessions(const struct page *page)
{
    static const char *const NAMES[] = {"date_day", "date_month", "date_year", "start", "end"};
    json_t *form = json_object_get(page->view, "form"), *hidden = json_array();
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        json_array_append_new(
            hidden, json_pack("{s:s, s:s}", "name", NAMES[i], "value", typed_text(page, NAMES[i])));
    json_object_set_new(form, "hidden", hidden);
    json_object_set_new(form, "sessions",
                        json_string(arena_printf(page->ctx->arena, "/events/%lld/sessions",
                                                 (long long)page->event->id.v)));
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
                        json_pack("{s:s, s:s, s:s, s:s}", "action", action, "button",
                                  event ? "Save changes" : "Save as a draft", "version",
                                  typed_text(page, "version"), "nights",
                                  typed_text(page, "nights")));
    json_object_set_new(page->view, "keep",
                        json_pack("{s:s, s:s}", "text", "Leave without saving", "href", href));
    if (event && event->date_count)
        add_sessions(page);
}

enum err event_kinds_view(struct ctx *ctx, struct school_id school, json_t **ret)
{
    const char *at = arena_printf(ctx->arena, "%lld", (long long)school.v);
    struct form_field field = {STR("school"), str_of(at)};
    const struct form typed = {&field, 1};
    struct event_form_choices choices;
    enum err err = event_form_choices_find(ctx, NULL, &typed, &choices);
    if (err != OK)
        return err;
    json_t *view = view_new("What kind of event?");
    view_back(view, "/events", "Events");
    json_object_set_new(view, "groups", event_form_choices_links(&choices));
    json_object_set_new(view, "plans_year", json_boolean(date_plan_gate_may(ctx)));
    *ret = view;
    return OK;
}

enum err event_form_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                         json_t **ret)
{
    struct event_form_choices choices;
    enum err err = event_form_choices_find(ctx, event, typed, &choices);
    if (err != OK)
        return err;
    struct page page = {ctx,      event, typed,
                        &choices, false, view_new(event ? "Edit the event" : "Plan an event")};
    page.spark = strcmp(typed_text(&page, "kind"), event_kind_name(EVENT_SPARK)) == 0;
    add_frame(&page);
    add_notice(&page);
    add_kind(&page);
    add_top(&page);
    add_groups(&page);
    view_errors(page.view, &ctx->why);
    err = add_school(&page);
    if (err == OK && event)
        err = event_warnings_view(ctx, event, page.view);
    if (err == OK)
        *ret = page.view;
    else
        json_decref(page.view);
    return err;
}
