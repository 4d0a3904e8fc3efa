/* DESIGN: what is on: the list of events with its filters, a page at a time. */
#include "calendar.h"
#include "check.h"
#include "event_ask.h"
#include "event_rules.h"
#include "page.h"
#include "school.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { PAGE_EVENTS = 20, BATCH_EVENTS = 60, BATCHES_MAX = 10, MONTHS = 12 };

static const char *day_text(const struct ctx *ctx, struct day day)
{
    char text[DAY_TEXT_MAX];
    day_format(day, text);
    return arena_strdup(ctx->arena, text);
}

/* ---- the events of a page ---- */

struct found {
    const struct event *items[PAGE_EVENTS];
    int count;
    struct event_cursor next; /* id 0: the end */
};

static bool is_wanted(const struct ctx *ctx, const struct event_ask *ask, const struct event *event)
{
    return !ask->places || (event->status == EVENT_PUBLISHED && event->places_left > 0 &&
                            event_rules_window(event, ctx->now) == EVENT_WINDOW_OPEN);
}

/* Takes from a batch what is wanted; says where the page ends if it is full. */
static void take(const struct ctx *ctx, const struct event_ask *ask, const struct event_list *batch,
                 struct found *found)
{
    found->next = batch->next;
    for (int i = 0; i < batch->count; i++) {
        const struct event *event = &batch->items[i];
        if (!is_wanted(ctx, ask, event))
            continue;
        found->items[found->count++] = event;
        if (found->count == PAGE_EVENTS) {
            if (i + 1 < batch->count)
                found->next = (struct event_cursor){event->fields.starts_at, event->id.v};
            return;
        }
    }
}

static enum err find_page(struct ctx *ctx, const struct event_ask *ask, struct found *ret)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    struct event_filter filter = {
        .kind = ask->kind,
        .from = day_is_none(ask->from) ? ctx->now : tz_at(ask->from, 4, 0),
        .school = ask->school,
        .q = str_of(ask->q),
        .now = ctx->now,
        .after = ask->after,
        .limit = BATCH_EVENTS,
    };
    struct found found = {.count = 0};
    for (int i = 0; i < BATCHES_MAX; i++) {
        struct event_list batch;
        enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &batch);
        if (err != OK)
            return err;
        take(ctx, ask, &batch, &found);
        filter.after = found.next;
        if (!found.next.id || found.count == PAGE_EVENTS)
            break;
    }
    *ret = found;
    return OK;
}

/* ---- the filters ---- */

static json_t *kind_options(const struct event_ask *ask)
{
    static const enum event_kind ORDER[] = {EVENT_SPARK,          EVENT_TWILIGHT,    EVENT_INSET,
                                            EVENT_COURSE,         EVENT_CONFERENCE,  EVENT_GROUP,
                                            EVENT_MEETING,        EVENT_OBSERVATION, EVENT_VISIT,
                                            EVENT_PROTECTED_TIME, EVENT_READING};
    json_t *options = json_array();
    view_option(options, "", "Any kind", ask->kind == EVENT_ANY_KIND);
    for (size_t i = 0; i < COUNT_OF(ORDER); i++)
        view_option(options, event_kind_name(ORDER[i]), event_kind_words(ORDER[i]),
                    ask->kind == (int)ORDER[i]);
    return options;
}

static enum err school_options(struct ctx *ctx, const struct event_ask *ask, json_t *options,
                               const char **ret_name)
{
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    view_option(options, "", "Any school", ask->school.v == 0);
    for (int i = 0; i < count; i++) {
        bool chosen = schools[i].id.v == ask->school.v;
        view_option_id(options, schools[i].id.v, schools[i].name, chosen);
        if (chosen)
            *ret_name = schools[i].name;
    }
    return OK;
}

/* Today, the start of the school year, and the first of each month to come. */
static json_t *from_options(struct ctx *ctx, const struct event_ask *ask)
{
    json_t *options = json_array();
    struct day today = tz_day(ctx->now), year = calendar_year_first(calendar_year(today));
    struct civil civil = day_civil(today);
    bool chosen = ask->from.v == year.v;
    view_option(options, "", "Today", day_is_none(ask->from));
    view_option(options, day_text(ctx, year), "The start of this school year", chosen);
    for (int i = 1; i < MONTHS; i++) {
        int month = civil.month + i;
        struct day first = day_of(civil.year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
        if (first.v == year.v)
            continue;
        chosen = chosen || first.v == ask->from.v;
        view_option(options, day_text(ctx, first), words_date_plain(ctx->arena, first),
                    first.v == ask->from.v);
    }
    if (!chosen && !day_is_none(ask->from))
        view_option(options, day_text(ctx, ask->from), words_date_plain(ctx->arena, ask->from),
                    true);
    return options;
}

/* ---- the page ---- */

static const char *count_words(struct ctx *ctx, const struct event_ask *ask,
                               const struct found *found)
{
    bool whole = !ask->after.id && !found->next.id;
    if (found->count == 0)
        return "No events";
    if (whole)
        return words_count(ctx->arena, found->count, "event", "events");
    return arena_printf(ctx->arena, "%s %s", ask->after.id ? "The next" : "The first",
                        words_count(ctx->arena, found->count, "event", "events"));
}

/* From which day to which this page goes, and the way on. */
static json_t *pages_view(struct ctx *ctx, const struct event_ask *ask, const struct found *found)
{
    const char *text = "There may be more further on";
    if (found->count)
        text = arena_printf(
            ctx->arena, "%s to %s",
            words_date_plain(ctx->arena, tz_day(found->items[0]->fields.starts_at)),
            words_date_plain(ctx->arena, tz_day(found->items[found->count - 1]->fields.starts_at)));
    json_t *pages = json_pack("{s:s}", "text", text);
    if (found->next.id)
        json_object_set_new(pages, "following",
                            json_string(event_ask_link(ask, found->next, ctx->arena)));
    return pages;
}

static enum err fill_filter(struct ctx *ctx, const struct event_ask *ask, json_t *view,
                            const char **ret_school)
{
    json_t *schools = json_array();
    enum err err = school_options(ctx, ask, schools, ret_school);
    const char *summary = event_ask_summary(ask, *ret_school, ctx->arena);
    json_object_set_new(view, "filter",
                        json_pack("{s:s, s:b, s:s, s:o, s:o, s:o, s:b}", "q", ask->q, "open",
                                  *summary != '\0', "summary", summary, "kinds", kind_options(ask),
                                  "schools", schools, "froms", from_options(ctx, ask), "places",
                                  ask->places));
    return err;
}

static enum err fill_events(struct ctx *ctx, const struct event_ask *ask, const char *school,
                            json_t *view)
{
    struct found found;
    json_t *cards = json_array();
    enum err err = find_page(ctx, ask, &found);
    for (int i = 0; err == OK && i < found.count; i++) {
        json_t *card = NULL;
        err = event_card_view(ctx, found.items[i], &card);
        json_array_append_new(cards, card);
    }
    view_list(view, "events", cards);
    if (err != OK)
        return err;
    json_object_set_new(view, "count", json_string(count_words(ctx, ask, &found)));
    if (found.count == 0 && !found.next.id)
        json_object_set_new(view, "empty", json_string(event_ask_empty(ask, school, ctx->arena)));
    if (ask->after.id || found.next.id)
        json_object_set_new(view, "pages", pages_view(ctx, ask, &found));
    return OK;
}

enum err page_events(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event_ask ask;
    const char *school = NULL;
    const struct permission_scope plans = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    if (!may(&ctx->actor, ACTION_EVENT_VIEW, &(struct object){.owner = ctx->actor.person}))
        return ERR_DENIED;
    enum err err = event_ask_read(&request->query, &ctx->why, &ask);
    if (err != OK)
        return err;
    json_t *view = view_new("Events");
    json_object_set_new(view, "may_plan", json_boolean(plans.trust || plans.school_count));
    err = fill_filter(ctx, &ask, view, &school);
    if (err == OK)
        err = fill_events(ctx, &ask, school, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    if (ask.after.id)
        view_back(view, event_ask_link(&ask, (struct event_cursor){.id = 0}, ctx->arena),
                  "The start of the list");
    return response_page(response, "events/list.html", view);
}
