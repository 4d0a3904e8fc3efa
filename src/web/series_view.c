/* DESIGN: a series in words: its rule, its dates, its group, and what is asked before many change.
 */
#include "series_view.h"

#include "check.h"
#include "event_ask.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* ---- facts ---- */

/* It meets today or later. */
static bool is_ahead(const struct ctx *ctx, const struct event *event)
{
    return event->fields.ends_at.v > ctx->now.v;
}

static int drafts_of(const struct ctx *ctx, const struct series_scene *scene)
{
    int count = 0;
    for (int i = 0; i < scene->list.count; i++)
        count += scene->list.items[i].status == EVENT_DRAFT &&
                 scene->list.items[i].fields.starts_at.v > ctx->now.v;
    return count;
}

static const char *extent_words(struct ctx *ctx, const struct series_scene *scene)
{
    const struct event_list *list = &scene->list;
    return arena_printf(
        ctx->arena, "%s, %s to %s", words_count(ctx->arena, list->count, "date", "dates"),
        words_date_plain(ctx->arena, tz_day(list->items[0].fields.starts_at)),
        words_date_plain(ctx->arena, tz_day(list->items[list->count - 1].fields.ends_at)));
}

json_t *series_facts_view(struct ctx *ctx, const struct series_scene *scene)
{
    const struct event *next = scene->next;
    int drafts = drafts_of(ctx, scene);
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:b}", "id", (json_int_t)scene->series.id.v,
                  "kind", event_kind_words(next->fields.kind), "rule",
                  words_begin(ctx->arena, series_rules_words(&scene->series.rule, ctx->arena)),
                  "where", next->place, "extent", extent_words(ctx, scene), "purpose",
                  next->fields.purpose, "may_edit", scene->edits);
    if (scene->edits && drafts)
        json_object_set_new(view, "drafts",
                            json_string(words_count(ctx->arena, drafts, "draft", "drafts")));
    return view;
}

/* ---- dates ---- */

enum err series_calendar_of(struct ctx *ctx, const struct series_scene *scene,
                            struct series_calendar *ret)
{
    const struct event_list *list = &scene->list;
    struct day from = tz_day(list->items[0].fields.starts_at), to = from;
    for (int i = 1; i < list->count; i++) {
        struct day day = tz_day(list->items[i].fields.starts_at);
        from = day.v < from.v ? day : from;
        to = day.v > to.v ? day : to;
    }
    return series_load_calendar(ctx->store, scene->series.school, from, to, ctx->arena, ret);
}

const char *series_off_words(struct ctx *ctx, const struct series *series,
                             const struct series_calendar *calendar, const struct event *event)
{
    struct series_date date = {.on = tz_day(event->fields.starts_at)};
    if (event->status == EVENT_CANCELLED || !is_ahead(ctx, event))
        return NULL;
    date.why = series_rules_day(calendar, date.on, series->rule.inset, &date.name);
    return date.why == SERIES_MEETS ? NULL : series_why_words(&date, ctx->arena);
}

static json_t *off_view(struct ctx *ctx, const struct event *event, const char *why)
{
    return json_pack("{s:s, s:s, s:I}", "when",
                     words_when(ctx->arena, event->fields.starts_at, event->fields.ends_at), "why",
                     why, "id", (json_int_t)event->id.v);
}

enum err series_dates_view(struct ctx *ctx, const struct series_scene *scene, json_t *view)
{
    struct series_calendar calendar;
    json_t *ahead = json_array(), *past = json_array(), *off = json_array();
    enum err err = series_calendar_of(ctx, scene, &calendar);
    for (int i = 0; err == OK && i < scene->list.count; i++) {
        const struct event *event = &scene->list.items[i];
        const char *why = series_off_words(ctx, &scene->series, &calendar, event);
        json_t *card = NULL;
        err = event_card_view(ctx, event, &card);
        if (err == OK)
            json_array_append_new(is_ahead(ctx, event) ? ahead : past, card);
        if (err == OK && why && scene->edits)
            json_array_append_new(off, off_view(ctx, event, why));
    }
    view_list(view, "events", ahead);
    view_list(view, "past", past);
    view_list(view, "off", off);
    return err;
}

/* ---- the group ---- */

static void put_text(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

static int my_dates(const struct ctx *ctx, const struct series_scene *scene)
{
    int count = 0;
    for (int i = 0; i < scene->list.count; i++)
        count += scene->list.items[i].my_booking != 0 && is_ahead(ctx, &scene->list.items[i]);
    return count;
}

static void fill_own(struct ctx *ctx, const struct series_scene *scene, json_t *view)
{
    int open = series_gate_open_count(ctx, scene), mine = my_dates(ctx, scene);
    if (scene->mine.id) {
        json_object_set_new(
            view, "mine",
            json_pack("{s:I, s:s}", "id", (json_int_t)scene->mine.id, "text",
                      arena_printf(ctx->arena,
                                   "You are booked on %s to come, and on those "
                                   "added later. A date you cannot come to is "
                                   "given up by itself.",
                                   words_count(ctx->arena, mine, "date", "dates"))));
        return;
    }
    if (open == 0 || !event_may(ctx, ACTION_EVENT_BOOK, scene->next))
        return;
    json_object_set_new(view, "join",
                        json_pack("{s:s}", "text",
                                  arena_printf(ctx->arena,
                                               "You get a place on each of the %s to come, or wait "
                                               "for it where it is full, and on those added later. "
                                               "To come once, book that date alone.",
                                               words_count(ctx->arena, open, "date", "dates"))));
}

enum err series_group_view(struct ctx *ctx, const struct series_scene *scene, json_t *view)
{
    struct series_members members;
    fill_own(ctx, scene, view);
    if (!scene->sees_members)
        return OK;
    enum err err = series_member_list(ctx->store, scene->series.id, ctx->arena, &members);
    if (err != OK)
        return err;
    json_t *list = json_array();
    for (int i = 0; i < members.count; i++)
        json_array_append_new(
            list, json_pack("{s:I, s:s, s:s}", "id", (json_int_t)members.items[i].id, "name",
                            members.items[i].name, "school", members.items[i].school_name));
    view_list(view, "members", list);
    put_text(view, "member_count", words_count(ctx->arena, members.count, "member", "members"));
    json_object_set_new(view, "sees_members", json_true());
    return OK;
}

/* ---- what is asked first ---- */

static json_t *add_list(json_t *view, const char *heading)
{
    json_t *lists = json_object_get(view, "lists"), *items = json_array();
    if (!lists) {
        lists = json_array();
        json_object_set_new(view, "lists", lists);
    }
    json_array_append_new(lists, json_pack("{s:s, s:o}", "heading", heading, "items", items));
    return items;
}

static void add_item(json_t *items, const char *text)
{
    json_array_append_new(items, json_pack("{s:s}", "text", text));
}

void series_plan_view(struct ctx *ctx, const struct series_dates *dates, json_t *view)
{
    int skipped = dates->count - dates->meets;
    json_t *meets = add_list(view, words_count(ctx->arena, dates->meets, "date", "dates"));
    json_t *skips = skipped ? add_list(view, "Not on these days") : NULL;
    for (int i = 0; i < dates->count; i++) {
        const struct series_date *date = &dates->items[i];
        if (date->why == SERIES_MEETS)
            add_item(meets, words_when(ctx->arena, date->starts_at, date->ends_at));
        else
            add_item(skips, arena_printf(ctx->arena, "%s: %s", words_date(ctx->arena, date->on),
                                         series_why_words(date, ctx->arena)));
    }
}

void series_strands_view(struct ctx *ctx, const struct series_strands *strands, json_t *view)
{
    bool ends = strands->count && strands->items[0].bookings;
    const char *count = words_count(ctx->arena, strands->bookings, "booking", "bookings");
    json_t *items = add_list(
        view, arena_printf(ctx->arena, "%s would %s", count, ends ? "end" : "be in a clash"));
    for (int i = 0; i < strands->count; i++) {
        const struct series_strand *s = &strands->items[i];
        const char *when = words_when(ctx->arena, s->starts_at, s->ends_at);
        if (s->bookings)
            add_item(items,
                     arena_printf(ctx->arena, "%s: %s", when,
                                  words_count(ctx->arena, s->bookings, "booking", "bookings")));
        else
            add_item(items, *s->other
                                ? arena_printf(ctx->arena, "%s: %s has “%s” then", when, s->person,
                                               s->other)
                                : arena_printf(ctx->arena, "%s: %s is busy then", when, s->person));
    }
}

void series_hidden_view(const struct form *typed, json_t *view)
{
    json_t *hidden = json_array();
    for (int i = 0; i < typed->count; i++) {
        const struct form_field *field = &typed->fields[i];
        if (!str_eq_c(field->name, "csrf") && !str_eq_c(field->name, "sure"))
            json_array_append_new(
                hidden,
                json_pack("{s:o, s:o}", "name", json_stringn(field->name.p, field->name.n), "value",
                          json_stringn(field->value.p ? field->value.p : "", field->value.n)));
    }
    json_array_append_new(hidden, json_pack("{s:s, s:s}", "name", "sure", "value", "yes"));
    json_object_set_new(view, "hidden", hidden);
}
