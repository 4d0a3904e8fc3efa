/* DESIGN: a call as colleagues read it: what is wanted, until when, how much is still open. */
#include "call_view.h"

#include "audit.h"
#include "event_rules.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* ---- what is wanted ---- */

static void add_row(json_t *rows, const char *label, const char *text)
{
    if (*text)
        json_array_append_new(rows, json_pack("{s:s, s:s}", "label", label, "text", text));
}

/* The kinds of talk in the trust's words. */
static const char *categories_words(const struct spark_evening *evening, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < evening->policy.category_count; i++)
        if (call_invites(evening->call.categories, evening->policy.categories[i].key))
            text = arena_printf(arena, "%s%s%s", text, *text ? "; " : "",
                                evening->policy.categories[i].label);
    return text;
}

/* "2 are kept for first-timers, 3 for 2-minute talks until Friday 6 November 2026" */
static const char *kept_words(const struct spark_evening *evening, const struct call_left *left,
                              struct arena *arena)
{
    const struct talk_lengths lengths = call_lengths(&evening->call, &evening->lengths);
    const char *first = "", *brief = "";
    if (left->first_timers)
        first = arena_printf(
            arena, "%s kept for people who have not given a talk before",
            words_count(arena, left->first_timers, "more place is", "more places are"));
    if (left->short_places)
        brief = arena_printf(arena, "%s kept for %d-minute talks until %s",
                             words_count(arena, left->short_places, "more is", "more are"),
                             lengths.minutes[0], words_date(arena, evening->call.short_until));
    return arena_printf(arena, "%s%s%s", first, *first && *brief ? "; " : "", brief);
}

const char *call_until_words(struct arena *arena, const struct call *call,
                             const struct event *event)
{
    if (call_closes_first(call, event))
        return arena_printf(arena, "%s, at the end of the day", words_date(arena, call->closes_on));
    if (!event->fields.booking_closes_at.v)
        return "";
    return words_moment(arena, event->fields.booking_closes_at);
}

static void add_rows(struct ctx *ctx, const struct spark_evening *evening,
                     const struct call_left *left, json_t *view)
{
    const struct call *call = &evening->call;
    json_t *rows = json_array();
    add_row(rows, "What to share", categories_words(evening, ctx->arena));
    add_row(rows, "Themes", call->themes);
    add_row(rows, "Phases", call->phases);
    add_row(rows, "Subjects", call->subjects);
    add_row(rows, "Areas of focus", call->focuses);
    add_row(rows, "Until", call_until_words(ctx->arena, call, &evening->event));
    add_row(rows, "Kept", kept_words(evening, left, ctx->arena));
    view_list(view, "rows", rows);
}

/* How many of each length there is room for; a call chooses afterwards, so it says "about". */
static void add_lengths(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    const struct talk_lengths lengths = call_lengths(&evening->call, &evening->lengths);
    json_t *items = json_array();
    for (int i = 0; i < lengths.count; i++) {
        int more = spark_room_more(&evening->words.room, &evening->lengths, lengths.minutes[i]);
        const char *text =
            more ? arena_printf(ctx->arena, "room for %s",
                                words_count(ctx->arena, more, "more talk", "more talks"))
                 : "no room now";
        json_array_append_new(items, json_pack("{s:s, s:s}", "length",
                                               words_duration(ctx->arena, lengths.minutes[i]),
                                               "text", text));
    }
    view_list(view, "lengths", items);
}

/* The one button, or why there is none. */
static void add_button(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    struct refusal why;
    refusal_init(&why, ctx->arena);
    bool call = evening->settings.intake == SPARK_CALL;
    if (call_is_over(&evening->call, ctx->now))
        json_object_set_new(view, "closed", json_string("The call has closed. Come and listen."));
    else if (!event_may(ctx, ACTION_EVENT_BOOK, &evening->event))
        json_object_set_new(view, "closed",
                            json_string("Colleagues who teach and support in the trust give "
                                        "talks. Your role does not include it."));
    else if (event_rules_bookable(&evening->event, ctx->now, &why) != OK)
        json_object_set_new(view, "closed", json_string(why.detail ? why.detail : "It is over."));
    else
        json_object_set_new(view, "button", json_string(call ? "Propose a talk" : "Give a talk"));
}

enum err call_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct spark_evening evening;
    struct call_left left;
    enum err err = spark_evening_find(ctx, event, &evening);
    if (err == OK)
        err = call_left(ctx->store, event->id, &left);
    if (err != OK)
        return err;
    json_t *view = view_new("What we would love to hear");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    if (*evening.call.words)
        json_object_set_new(view, "words", json_string(evening.call.words));
    add_rows(ctx, &evening, &left, view);
    add_lengths(ctx, &evening, view);
    add_button(ctx, &evening, view);
    if (event_may(ctx, ACTION_EVENT_EDIT, event))
        json_object_set_new(view, "edit", json_true());
    *ret = view;
    return OK;
}

/* ---- on the event's page ---- */

enum err call_view_hint(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct call call;
    json_t *offer = json_object_get(view, "offer");
    enum err err = call_find(ctx->store, event->id, ctx->arena, &call);
    bool over = err == OK && call.version && call_is_over(&call, ctx->now);
    if (over) /* how many more would fit is nobody's to fill */
        json_object_del(view, "room");
    if (err != OK || !offer || call.version == 0)
        return err;
    if (over) {
        json_object_del(view, "offer");
        json_object_set_new(view, "no_talks",
                            json_pack("{s:s, s:s}", "heading", "The call has closed", "text",
                                      "No more talks are taken. Come and listen."));
        return OK;
    }
    if (*call.words)
        json_object_set_new(offer, "words", json_string(call.words));
    json_object_set_new(offer, "wanted", json_true());
    return OK;
}

/* ---- saving ---- */

enum err call_view_save(struct ctx *ctx, struct call *call)
{
    struct talk_lengths lengths;
    enum err err = spark_lengths(ctx->store, ctx->arena, &lengths);
    if (err != OK)
        return err;
    const struct call_change change = {*call, &lengths};
    err = call_save(ctx->store, ctx->now, &change, &ctx->why);
    return err == OK
               ? audit_add(ctx->store, ctx->now, ctx->actor.person, "call-saved", call->event.v, "")
               : err;
}
