/* DESIGN: an event as one card of a list: when it is next, and one tag for how it stands. */
#include "audience.h"
#include "event_rules.h"
#include "event_session.h"
#include "spark_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

/* Which session of an event that has begun is on or comes next; v 0 instants: it meets once, or has
 * not begun, or is over. */
static enum err find_next(struct ctx *ctx, const struct event *event, struct event_session *ret)
{
    struct event_sessions sessions;
    *ret = (struct event_session){0};
    if (event->session_count < 2 || event->fields.starts_at.v > ctx->now.v ||
        event->fields.ends_at.v <= ctx->now.v)
        return OK;
    enum err err = event_session_list(ctx->store, event->id, ctx->arena, &sessions);
    for (int i = 0; err == OK && !ret->id && i < sessions.count; i++)
        if (sessions.items[i].ends_at.v > ctx->now.v)
            *ret = sessions.items[i];
    return err;
}

static const char *started_words(const struct ctx *ctx, const struct event *event,
                                 const struct event_session *next)
{
    if (ctx->now.v >= event->fields.ends_at.v)
        return "Over";
    return next->starts_at.v > ctx->now.v ? "Under way" : "On now";
}

/* The viewer's own, or how things stand with places: the first that is true. */
static json_t *state_tag(struct ctx *ctx, const struct event *event,
                         const struct event_session *next, bool admits)
{
    enum event_window window = event_rules_window(event, ctx->now);
    if (event->status == EVENT_CANCELLED)
        return view_tag("Cancelled", "quiet");
    if (event->status == EVENT_DRAFT)
        return view_tag("Draft", "quiet");
    if (event->my_talk)
        return spark_talk_tag(event);
    if (event->my_booking)
        return booking_tag(event->my_booking_status);
    if (window == EVENT_WINDOW_STARTED)
        return view_tag(started_words(ctx, event, next), "quiet");
    if (event->fields.kind == EVENT_READING)
        return view_tag("To read", "quiet");
    if (window == EVENT_WINDOW_BEFORE)
        return view_tag(arena_printf(ctx->arena, "Booking opens %s",
                                     event_day_words(ctx, event->fields.booking_opens_at)),
                        "quiet");
    if (window == EVENT_WINDOW_CLOSED || event->status == EVENT_CLOSED)
        return view_tag("Booking closed", "quiet");
    if (event->parent.v)
        return view_tag("Workshop of a day", "quiet");
    if (!admits)
        return view_tag("For others", "quiet");
    if (event->places_left > 0)
        return view_tag(words_count(ctx->arena, event->places_left, "place left", "places left"),
                        "good");
    return event->fields.waiting_list ? view_tag("Waiting list", "wait")
                                      : view_tag("Full", "quiet");
}

/* The minutes for talks that a SPARK event has left, while they can be booked. */
static enum err add_room_tag(struct ctx *ctx, const struct event *event, json_t *tags)
{
    struct spark_room_words words;
    if (event->fields.kind != EVENT_SPARK || event->status != EVENT_PUBLISHED ||
        event_rules_window(event, ctx->now) != EVENT_WINDOW_OPEN)
        return OK;
    enum err err = spark_room_words(ctx->store, event->id, ctx->arena, &words);
    int left = err == OK ? words.total_minutes - words.used_minutes : 0;
    if (left > 0)
        json_array_append_new(
            tags, view_tag(arena_printf(ctx->arena, "%s for talks",
                                        words_count(ctx->arena, left, "minute", "minutes")),
                           "good"));
    return err == ERR_NOT_FOUND ? OK : err;
}

/* Of one that meets several times and has begun: when it does next. What is to be read has a day,
 * not an hour. */
static const char *card_when(const struct ctx *ctx, const struct event *event,
                             const struct event_session *next)
{
    if (event->fields.kind == EVENT_READING)
        return arena_printf(ctx->arena, "By %s",
                            words_date(ctx->arena, tz_day(event->fields.starts_at)));
    if (next->id)
        return arena_printf(ctx->arena, "One of %s: %s",
                            words_count(ctx->arena, event->session_count, "session", "sessions"),
                            words_when(ctx->arena, next->starts_at, next->ends_at));
    return event_when_words(ctx, event);
}

enum err event_card_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    const struct event_fields *f = &event->fields;
    struct event_session next;
    bool admits = false;
    enum err err = find_next(ctx, event, &next);
    if (err == OK)
        err = audience_admits(ctx->store, event, ctx->actor.person, &admits);
    if (err != OK)
        return err;
    json_t *tags = json_pack("[o]", state_tag(ctx, event, &next, admits));
    json_t *card = json_pack("{s:s, s:s, s:s, s:s, s:o}", "title", f->title, "href",
                             event_href(ctx, f->kind, event->id), "when",
                             card_when(ctx, event, &next), "where", event->place, "tags", tags);
    struct instant at = next.id ? next.starts_at : f->starts_at;
    event_date_view(ctx, card, at);
    json_object_set_new(card, "at", json_integer(at.v));
    err = add_room_tag(ctx, event, tags);
    if (err == OK)
        *ret = card;
    else
        json_decref(card);
    return err;
}

struct instant event_card_at(const json_t *card)
{
    return (struct instant){json_integer_value(json_object_get(card, "at"))};
}

static int64_t at_of(const json_t *cards, size_t i)
{
    return event_card_at(json_array_get(cards, i)).v;
}

void event_cards_by_time(json_t *cards)
{
    for (size_t i = 1; i < json_array_size(cards); i++) {
        size_t to = i;
        while (to > 0 && at_of(cards, to - 1) > at_of(cards, i))
            to--;
        if (to == i)
            continue;
        json_t *card = json_incref(json_array_get(cards, i));
        json_array_remove(cards, i);
        json_array_insert_new(cards, to, card);
    }
}
