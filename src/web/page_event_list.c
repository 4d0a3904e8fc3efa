/* DESIGN: what is on: the list of events with its filters, a page at a time, and as a file. */
#include "check.h"
#include "event_filter_view.h"
#include "list_file.h"
#include "page.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { PAGE_EVENTS = 20 };

static enum err find(struct ctx *ctx, const struct event_ask *ask, int limit,
                     struct event_list *ret)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct event_filter filter = event_ask_filter(ask, ctx->now, limit);
    return event_list(ctx->store, &viewer, &filter, ctx->arena, ret);
}

/* ---- nothing found ---- */

static const char *how_many(struct ctx *ctx, const struct event_list *list)
{
    return list->next.id ? arena_printf(ctx->arena, "more than %d events", list->count)
                         : words_count(ctx->arena, list->count, "event", "events");
}

/* Which of the filters to drop, and what is found then. */
static enum err fill_empty(struct ctx *ctx, const struct event_ask *ask,
                           const struct event_ask_names *names, json_t *view)
{
    struct event_ask_part parts[EVENT_ASK_PARTS_MAX];
    int count = event_ask_parts(ask, names, ctx->arena, parts);
    json_t *drops = json_array();
    enum err err = OK;
    for (int i = 0; count > 1 && err == OK && i < count; i++) {
        struct event_list list;
        err = find(ctx, &parts[i].without, PAGE_EVENTS, &list);
        if (err == OK && list.count)
            json_array_append_new(
                drops,
                json_pack("{s:s, s:s}", "href",
                          event_ask_link(&parts[i].without, parts[i].without.after, ctx->arena),
                          "text",
                          arena_printf(ctx->arena, "Without “%s”: %s", parts[i].words,
                                       how_many(ctx, &list))));
    }
    const char *text = count == 0               ? "Nothing is planned yet."
                       : count == 1             ? "Nothing fits that."
                       : json_array_size(drops) ? "Nothing fits all of these. Leave one out:"
                                                : "Nothing fits these.";
    json_object_set_new(view, "empty", json_pack("{s:s, s:b}", "text", text, "asked", count > 0));
    view_list(view, "drops", drops);
    return err;
}

/* ---- the page ---- */

static const char *count_words(struct ctx *ctx, const struct event_ask *ask,
                               const struct event_list *list)
{
    if (list->count == 0)
        return "No events";
    const char *events = words_count(ctx->arena, list->count, "event", "events");
    if (!ask->after.id && !list->next.id)
        return events;
    return arena_printf(ctx->arena, "%s %s", ask->after.id ? "The next" : "The first", events);
}

static const char *day_of_card(struct ctx *ctx, const json_t *cards, size_t i)
{
    return words_date_plain(ctx->arena, tz_day(event_card_at(json_array_get(cards, i))));
}

/* From which day to which this page goes, and the way on; a search is in another order. */
static json_t *pages_view(struct ctx *ctx, const struct event_ask *ask,
                          const struct event_list *list, const json_t *cards)
{
    const char *text = "The end of the list";
    if (list->count && !*ask->q)
        text = arena_printf(ctx->arena, "%s to %s", day_of_card(ctx, cards, 0),
                            day_of_card(ctx, cards, json_array_size(cards) - 1));
    else if (list->count)
        text = arena_printf(ctx->arena, "%lld to %lld", (long long)ask->after.id + 1,
                            (long long)ask->after.id + list->count);
    json_t *pages = json_pack("{s:s}", "text", text);
    if (list->next.id)
        json_object_set_new(pages, "following",
                            json_string(event_ask_link(ask, list->next, ctx->arena)));
    return pages;
}

static enum err fill_events(struct ctx *ctx, const struct event_ask *ask,
                            const struct event_ask_names *names, json_t *view)
{
    struct event_list list;
    json_t *cards = json_array();
    enum err err = find(ctx, ask, PAGE_EVENTS, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        json_t *card = NULL;
        err = event_card_view(ctx, &list.items[i], &card);
        json_array_append_new(cards, card);
    }
    if (!*ask->q)
        event_cards_by_time(cards);
    view_list(view, "events", cards);
    if (err != OK)
        return err;
    json_object_set_new(view, "count", json_string(count_words(ctx, ask, &list)));
    json_object_set_new(view, "file",
                        json_string(event_ask_link_to("/events.csv", ask, ctx->arena)));
    if (ask->after.id || list.next.id)
        json_object_set_new(view, "pages", pages_view(ctx, ask, &list, cards));
    return list.count ? OK : fill_empty(ctx, ask, names, view);
}

static enum err read_ask(struct ctx *ctx, const struct request *request, struct event_ask *ret)
{
    if (!may(&ctx->actor, ACTION_EVENT_VIEW, &(struct object){.owner = ctx->actor.person}))
        return ERR_DENIED;
    return event_ask_read(&request->query, &ctx->why, ret);
}

enum err page_events(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event_ask ask;
    struct event_ask_names names;
    const struct permission_scope plans = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    enum err err = read_ask(ctx, request, &ask);
    if (err != OK)
        return err;
    json_t *view = view_new("Events");
    json_object_set_new(view, "may_plan", json_boolean(plans.trust || plans.school_count));
    json_object_set_new(view, "plans_year", json_boolean(plans.trust));
    json_object_set_new(view, "library",
                        json_boolean(permission_scope(&ctx->actor, ACTION_EVENT_VIEW).trust));
    err = event_filter_view(ctx, &ask, view, &names);
    if (err == OK) {
        event_filter_view_chips(ctx, &ask, &names, view);
        err = fill_events(ctx, &ask, &names, view);
    }
    if (err != OK) {
        json_decref(view);
        return err;
    }
    if (ask.after.id)
        view_back(view, event_ask_link(&ask, (struct event_cursor){.id = 0}, ctx->arena),
                  "The start of the list");
    return response_page(response, "events/list.html", view);
}

/* ---- the file ---- */

static const char *places_text(struct ctx *ctx, const struct event *event)
{
    return arena_printf(ctx->arena, "%d", event->places_left);
}

static void add_row(struct ctx *ctx, const struct event *event, struct buf *out)
{
    const struct event_fields *f = &event->fields;
    struct local from = tz_local(f->starts_at), to = tz_local(f->ends_at);
    csv_row(out,
            (const char *const[]){
                list_file_day(ctx, from.day),
                arena_printf(ctx->arena, "%02d:%02d", from.hour, from.minute),
                list_file_day(ctx, to.day),
                arena_printf(ctx->arena, "%02d:%02d", to.hour, to.minute),
                event_kind_words(f->kind), f->title, event->school_name, f->room,
                event_attendance_name(f->attendance), event_status_name(event->status),
                arena_printf(ctx->arena, "%d", f->capacity), places_text(ctx, event)},
            12);
}

enum err page_events_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"Date",   "From",   "To date", "To",
                                        "Kind",   "Title",  "School",  "Room",
                                        "Coming", "Status", "Places",  "Places left"};
    struct event_ask ask;
    struct event_list list = {.count = 0};
    struct buf out;
    enum err err = read_ask(ctx, request, &ask);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 12);
    ask.after = (struct event_cursor){.id = 0};
    for (int rows = 0; err == OK && rows < LIST_FILE_ROWS_MAX; rows += list.count) {
        err = find(ctx, &ask, EVENT_LIST_MAX, &list);
        for (int i = 0; err == OK && i < list.count; i++)
            add_row(ctx, &list.items[i], &out);
        ask.after = list.next;
        if (err != OK || !list.next.id)
            break;
    }
    if (err != OK) {
        buf_done(&out);
        return err;
    }
    return list_file_answer(ctx, response, "events.csv", &out);
}
