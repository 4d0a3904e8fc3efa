/* DESIGN: a term at a glance: its weeks by the trust's schools, with what each has then. */
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "event_filter_view.h"
#include "page.h"
#include "school.h"
#include "school_year.h"
#include "trust_term.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { WEEK = 7, WEEKS_MAX = 30, YEARS = 3, EVENTS_MAX = 2000 };

struct term_page {
    struct ctx *ctx;
    struct event_ask ask; /* kind, school and the other filters; no days */
    struct trust_term term;
    struct trust_term before, after; /* from DAY_NONE: none */
    struct school *schools;
    struct school_year *years; /* of each school, the term's */
    int school_count;
    struct event *events;
    int event_count, weeks;
    bool more_events, more_weeks; /* than the page can show */
    struct bank_holiday *holidays;
    int holiday_count;
};

/* ---- which term ---- */

/* The first that is not over on that day, of the year around it and those beside. */
static enum err choose_term(struct term_page *page, struct day on)
{
    struct trust_term terms[YEARS * TRUST_TERMS_MAX];
    int count = 0, chosen = 0, year = calendar_year(on);
    enum err err = OK;
    for (int i = 0; err == OK && i < YEARS; i++) {
        int more = 0;
        err =
            trust_term_list(page->ctx->store, year - 1 + i, page->ctx->arena, terms + count, &more);
        count += err == OK ? more : 0;
    }
    while (err == OK && chosen < count - 1 && terms[chosen].to.v < on.v)
        chosen++;
    if (err != OK)
        return err;
    page->term = terms[chosen];
    page->before = chosen > 0 ? terms[chosen - 1] : (struct trust_term){"", DAY_NONE, DAY_NONE};
    page->after =
        chosen < count - 1 ? terms[chosen + 1] : (struct trust_term){"", DAY_NONE, DAY_NONE};
    return OK;
}

static struct day monday_of(struct day day)
{
    return day_add(day, -day_weekday(day));
}

/* ---- what there is ---- */

static enum err find_schools(struct term_page *page)
{
    struct ctx *ctx = page->ctx;
    struct school *all;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &all, &count);
    page->schools = ARENA_ARRAY(ctx->arena, struct school, (size_t)count + 1);
    page->years = ARENA_ARRAY(ctx->arena, struct school_year, (size_t)count + 1);
    for (int i = 0; err == OK && i < count; i++) {
        if (page->ask.school.v && page->ask.school.v != all[i].id.v)
            continue;
        page->schools[page->school_count] = all[i];
        err = school_year_load(ctx->store, all[i].id, calendar_year(page->term.from), ctx->arena,
                               &page->years[page->school_count++]);
    }
    return err;
}

static enum err find_events(struct term_page *page)
{
    const struct event_viewer viewer = event_viewer_of(page->ctx);
    struct day first = monday_of(page->term.from);
    struct event_filter filter = event_ask_filter(&page->ask, page->ctx->now, EVENT_LIST_MAX);
    filter.from = tz_at(first, 4, 0);
    filter.to = tz_at(day_add(first, WEEK * page->weeks), 4, 0);
    page->events = ARENA_ARRAY(page->ctx->arena, struct event, EVENTS_MAX);
    while (page->event_count <= EVENTS_MAX - EVENT_LIST_MAX) {
        struct event_list list;
        enum err err = event_list(page->ctx->store, &viewer, &filter, page->ctx->arena, &list);
        if (err != OK)
            return err;
        for (int i = 0; i < list.count; i++)
            page->events[page->event_count++] = list.items[i];
        filter.after = list.next;
        if (!list.next.id)
            return OK;
    }
    page->more_events = true;
    return OK;
}

/* ---- a week of a school ---- */

static void add_note(json_t *notes, const char *text)
{
    json_array_append_new(notes, json_pack("{s:s}", "text", text));
}

/* "INSET day: Mon 4 Jan", "Half-term: Mon 26 Oct to Fri 30 Oct", as far as it lies in the week. */
static void note_span(const struct term_page *page, const struct span *span, struct day from,
                      struct day to, json_t *notes)
{
    struct arena *arena = page->ctx->arena;
    struct day first = span->from.v > from.v ? span->from : from;
    struct day last = span->to.v < to.v ? span->to : to;
    if (span->kind == SPAN_TERM || first.v > last.v)
        return;
    const char *name = span->kind == SPAN_INSET ? "INSET day" : span->name;
    if (first.v == from.v && last.v == to.v)
        add_note(notes, name);
    else if (first.v == last.v)
        add_note(notes, arena_printf(arena, "%s: %s", name, words_date_short(arena, first)));
    else
        add_note(notes, arena_printf(arena, "%s: %s to %s", name, words_date_short(arena, first),
                                     words_date_short(arena, last)));
}

static bool is_in_term(const struct school_year *year, struct day from, struct day to)
{
    bool any = false;
    for (int i = 0; i < year->count; i++) {
        const struct span *span = &year->spans[i].span;
        if (span->kind != SPAN_TERM)
            continue;
        any = true;
        if (span->from.v <= to.v && span->to.v >= from.v)
            return true;
    }
    return !any; /* of a school without a calendar nobody knows */
}

/* Holidays and closures in words, as the school's calendar has them. */
static json_t *notes_of(const struct term_page *page, int school, struct day monday)
{
    json_t *notes = json_array();
    const struct school_year *year = &page->years[school];
    struct day friday = day_add(monday, 4);
    if (!is_in_term(year, monday, friday))
        add_note(notes, "Holiday");
    for (int i = 0; i < year->count; i++)
        note_span(page, &year->spans[i].span, monday, friday, notes);
    for (int i = 0; i < page->holiday_count; i++)
        if (page->holidays[i].on.v >= monday.v && page->holidays[i].on.v <= friday.v)
            add_note(notes, arena_printf(page->ctx->arena, "%s: %s", page->holidays[i].name,
                                         words_date_short(page->ctx->arena, page->holidays[i].on)));
    return notes;
}

static json_t *event_view(const struct term_page *page, const struct event *event)
{
    struct arena *arena = page->ctx->arena;
    const struct event_fields *f = &event->fields;
    const char *day = words_date_short(arena, tz_day(f->starts_at));
    json_t *view = json_pack("{s:s, s:s, s:s}", "day", day, "title", f->title, "href",
                             event_href(page->ctx, f->kind, event->id));
    if (event->status == EVENT_DRAFT)
        json_object_set_new(view, "state", json_string("draft"));
    else if (event->status == EVENT_CANCELLED)
        json_object_set_new(view, "state", json_string("cancelled"));
    return view;
}

/* An event stands in the week in which it begins. */
static json_t *cell_view(const struct term_page *page, int school, struct day monday, int *count)
{
    json_t *events = json_array();
    json_t *notes = notes_of(page, school, monday);
    for (int i = 0; i < page->event_count; i++) {
        const struct event *event = &page->events[i];
        struct day on = tz_day(event->fields.starts_at);
        if (event->fields.school.v == page->schools[school].id.v && on.v >= monday.v &&
            on.v < monday.v + WEEK)
            json_array_append_new(events, event_view(page, event));
    }
    *count += (int)json_array_size(events);
    json_t *cell = json_pack("{s:s, s:b}", "school", page->schools[school].name, "bare",
                             !json_array_size(events) && !json_array_size(notes));
    view_list(cell, "notes", notes);
    view_list(cell, "events", events);
    return cell;
}

static json_t *week_view(const struct term_page *page, struct day monday, int *total)
{
    struct arena *arena = page->ctx->arena;
    json_t *cells = json_array();
    int count = 0;
    for (int i = 0; i < page->school_count; i++)
        json_array_append_new(cells, cell_view(page, i, monday, &count));
    *total += count;
    return json_pack("{s:s, s:s, s:o}", "name", words_date_plain(arena, monday), "count",
                     words_count(arena, count, "event", "events"), "cells", cells);
}

/* ---- the page ---- */

static const char *link_of(const struct term_page *page, const struct trust_term *term)
{
    struct arena *arena = page->ctx->arena;
    char day[DAY_TEXT_MAX];
    struct event_ask none = page->ask;
    const char *base = event_ask_link_to("/events/term", &none, arena);
    day_format(term->from, day);
    return arena_printf(arena, "%s%cterm=%s", base, strchr(base, '?') ? '&' : '?', day);
}

static void add_way(const struct term_page *page, const char *name, const struct trust_term *term,
                    json_t *view)
{
    if (!day_is_none(term->from))
        json_object_set_new(
            view, name,
            json_pack("{s:s, s:s}", "href", link_of(page, term), "text",
                      arena_printf(page->ctx->arena, "%s, from %s", term->name,
                                   words_date_plain(page->ctx->arena, term->from))));
}

static const char *day_value(const struct term_page *page, struct day day)
{
    char text[DAY_TEXT_MAX];
    day_format(day, text);
    return arena_strdup(page->ctx->arena, text);
}

/* The same events as a list, and as a file. */
static void add_lists(const struct term_page *page, json_t *view)
{
    struct event_ask ask = page->ask;
    ask.from = monday_of(page->term.from);
    ask.to = day_add(ask.from, WEEK * page->weeks - 1);
    json_object_set_new(view, "list",
                        json_string(event_ask_link(&ask, ask.after, page->ctx->arena)));
    json_object_set_new(view, "file",
                        json_string(event_ask_link_to("/events.csv", &ask, page->ctx->arena)));
}

/* What the page leaves out is said: nobody takes a week for empty that is not. */
static void add_cut(const struct term_page *page, json_t *view)
{
    struct arena *arena = page->ctx->arena;
    const char *text = "";
    if (page->more_weeks)
        text = arena_printf(arena, "Only the first %d weeks of the term are shown. ", WEEKS_MAX);
    if (page->more_events)
        text = arena_printf(arena,
                            "%sOnly the first %d events are shown, so later weeks may look "
                            "emptier than they are. Choose a kind, or see the list.",
                            text, page->event_count);
    if (*text)
        json_object_set_new(view, "cut", json_string(text));
}

static void fill(const struct term_page *page, json_t *view)
{
    struct arena *arena = page->ctx->arena;
    json_t *weeks = json_array(), *schools = json_array();
    int total = 0;
    for (int i = 0; i < page->school_count; i++)
        json_array_append_new(schools, json_pack("{s:s}", "name", page->schools[i].name));
    for (int i = 0; i < page->weeks; i++)
        json_array_append_new(
            weeks, week_view(page, day_add(monday_of(page->term.from), WEEK * i), &total));
    view_list(view, "schools", schools);
    view_list(view, "weeks", weeks);
    json_object_set_new(
        view, "caption",
        json_string(arena_printf(arena, "%s to %s: %s", words_date_plain(arena, page->term.from),
                                 words_date_plain(arena, page->term.to),
                                 words_count(arena, total, "event", "events"))));
    json_object_set_new(view, "kinds", event_filter_view_kinds(page->ask.kind));
    json_object_set_new(view, "term", json_string(day_value(page, page->term.from)));
    if (page->ask.school.v)
        json_object_set_new(view, "school", json_integer(page->ask.school.v));
    add_way(page, "previous", &page->before, view);
    add_way(page, "following", &page->after, view);
    add_lists(page, view);
    add_cut(page, view);
}

static enum err read_page(struct term_page *page, const struct request *request)
{
    struct ctx *ctx = page->ctx;
    struct str text = str_of(form_text(&request->query, "term", ctx->arena));
    struct day on = tz_day(ctx->now);
    enum err err = event_ask_read(&request->query, &ctx->why, &page->ask);
    if (err == OK && text.n && day_parse(text, &on) != OK)
        return refuse(&ctx->why, ERR_INVALID, "bad-filter",
                      "That term cannot be shown: its address has no date. Go to Events and choose "
                      "again.");
    page->ask.q = "";
    page->ask.from = page->ask.to = DAY_NONE;
    page->ask.after = (struct event_cursor){.id = 0};
    return err == OK ? choose_term(page, on) : err;
}

static enum err find_all(struct term_page *page)
{
    struct day first = monday_of(page->term.from);
    int weeks = (page->term.to.v - first.v) / WEEK + 1;
    page->weeks = weeks < WEEKS_MAX ? weeks : WEEKS_MAX;
    page->more_weeks = weeks > WEEKS_MAX;
    enum err err = find_schools(page);
    if (err == OK)
        err = find_events(page);
    return err == OK
               ? calendar_list_bank_holidays(page->ctx->store, first,
                                             day_add(first, WEEK * page->weeks), page->ctx->arena,
                                             &page->holidays, &page->holiday_count)
               : err;
}

enum err page_events_term(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct term_page page = {.ctx = ctx};
    if (!may(&ctx->actor, ACTION_EVENT_VIEW, &(struct object){.owner = ctx->actor.person}))
        return ERR_DENIED;
    enum err err = read_page(&page, request);
    if (err == OK)
        err = find_all(&page);
    if (err != OK)
        return err;
    json_t *view = view_new(page.term.name);
    view_back(view, "/events", "All events");
    fill(&page, view);
    return response_page(response, "events/term.html", view);
}
