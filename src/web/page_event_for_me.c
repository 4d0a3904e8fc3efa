/* DESIGN: events for whoever looks, each with the reason: the page, the call, and home's few. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "for_me_view.h"
#include "json_view.h"
#include "page.h"
#include "view_event.h"
#include "words.h"

enum { PAGE_EVENTS = 20 };

enum err for_me_of_viewer(struct ctx *ctx, int limit, struct for_me_list *ret)
{
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct for_me_ask ask = {.viewer = &viewer, .now = ctx->now, .limit = limit};
    return for_me_find(ctx->store, &ask, ctx->arena, ret);
}

static json_t *reasons_view(struct ctx *ctx, const struct for_me *item)
{
    json_t *reasons = json_array();
    for (int i = 0; i < item->judgement.count; i++)
        json_array_append_new(reasons, json_string(for_me_words(
                                           &item->facts, item->judgement.reasons[i], ctx->arena)));
    return reasons;
}

enum err for_me_view(struct ctx *ctx, const struct for_me_list *list, const char *name,
                     json_t *view)
{
    json_t *cards = json_array();
    enum err err = OK;
    for (int i = 0; err == OK && i < list->count; i++) {
        json_t *card = NULL, *why = json_array(), *words = reasons_view(ctx, &list->items[i]);
        err = event_card_view(ctx, &list->items[i].event, &card);
        for (size_t n = 0; n < json_array_size(words); n++)
            json_array_append_new(why, json_pack("{s:O}", "text", json_array_get(words, n)));
        json_decref(words);
        if (err == OK) {
            view_list(card, "why", why);
            json_array_append_new(cards, card);
        } else {
            json_decref(why);
        }
    }
    view_list(view, name, cards);
    return err;
}

enum err page_events_for_me(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct for_me_list list;
    (void)request;
    if (!may(&ctx->actor, ACTION_EVENT_VIEW, &(struct object){.owner = ctx->actor.person}))
        return ERR_DENIED;
    enum err err = for_me_of_viewer(ctx, PAGE_EVENTS, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Events for you");
    view_back(view, "/events", "All events");
    json_object_set_new(view, "count",
                        json_string(words_count(ctx->arena, list.count, "event", "events")));
    err = for_me_view(ctx, &list, "events", view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "events/for_me.html", view);
}

enum err api_events_for_me(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct for_me_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_member(ctx);
    if (err == OK)
        err = for_me_of_viewer(ctx, PAGE_EVENTS, &list);
    if (err != OK)
        return err;
    json_t *items = json_array(), *view;
    for (int i = 0; err == OK && i < list.count; i++) {
        err = json_view_event(ctx, &list.items[i].event, &view);
        if (err == OK)
            json_array_append_new(items, json_pack("{s:o, s:o}", "event", view, "reasons",
                                                   reasons_view(ctx, &list.items[i])));
    }
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return api_list_answer(response, items, NULL);
}
