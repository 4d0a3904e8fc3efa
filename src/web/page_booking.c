/* DESIGN: my bookings and talks, those to come and those that were; giving a place up. */
#include "booking.h"
#include "hours_view.h"
#include "page.h"
#include "programme.h"
#include "spark_booking.h"
#include "spark_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

enum { UPCOMING_MAX = 100, PAST_MAX = 50 };

/* ---- one entry ---- */

/* What bookings and talks have in common on this page. */
static json_t *entry_view(struct ctx *ctx, const char *title, const char *href, const char *where,
                          struct instant from, struct instant to)
{
    json_t *view = json_pack("{s:s, s:s, s:s, s:s}", "title", title, "href", href, "where", where,
                             "when", words_when(ctx->arena, from, to));
    event_date_view(ctx, view, from);
    return view;
}

static void set_text(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

static json_t *booking_view(struct ctx *ctx, const struct booking *b)
{
    bool waits = b->status == BOOKING_WAITING;
    json_t *view = entry_view(ctx, b->event_title, event_href(ctx, b->event_kind, b->event),
                              b->place, b->starts_at, b->ends_at);
    set_text(view, "when", event_span_words(ctx, b->session_count, b->starts_at, b->ends_at));
    json_object_set_new(view, "tag", booking_tag(b->status));
    if (waits)
        set_text(
            view, "note",
            arena_printf(ctx->arena, "You are %s in line", spark_ordinal(ctx->arena, b->position)));
    else
        set_text(view, "ics", arena_printf(ctx->arena, "/b/%lld.ics", (long long)b->id.v));
    if (ctx->now.v < b->starts_at.v) {
        set_text(view, "cancel_href",
                 arena_printf(ctx->arena, "/bookings/%lld/cancel", (long long)b->id.v));
        set_text(view, "cancel_text", waits ? "Leave the list" : "Give up my place");
    }
    return view;
}

/* "You speak at 3:52pm, for 7 minutes" */
static enum err slot_words(struct ctx *ctx, const struct talk_entry *t, const char **ret)
{
    struct programme programme;
    const char *length = words_count(ctx->arena, t->minutes, "minute", "minutes");
    enum err err = programme_find(ctx->store, t->event, ctx->arena, &programme);
    if (err != OK)
        return err;
    const struct programme_item *item = spark_item_of(&programme, t->id);
    *ret = item ? arena_printf(ctx->arena, "You speak at %s, for %s: “%s”",
                               words_time(ctx->arena, item->starts_at), length, t->title)
                : arena_printf(ctx->arena, "You speak for %s: “%s”", length, t->title);
    return OK;
}

static enum err talk_view(struct ctx *ctx, const struct talk_entry *t, json_t **ret)
{
    bool waits = t->status == TALK_WAITING;
    const char *words =
        arena_printf(ctx->arena, "Your %d-minute talk waits for room: “%s”", t->minutes, t->title);
    enum err err = waits ? OK : slot_words(ctx, t, &words);
    if (err != OK)
        return err;
    json_t *view = entry_view(ctx, t->event_title, event_href(ctx, EVENT_SPARK, t->event), t->place,
                              t->starts_at, t->ends_at);
    json_object_set_new(view, "tag",
                        waits ? view_tag("Waiting", "wait") : view_tag("Confirmed", "mine"));
    set_text(view, "talk", words);
    set_text(view, "ics", arena_printf(ctx->arena, "/e/%lld.ics", (long long)t->event.v));
    if (!t->lead)
        set_text(view, "note", "You are a joint presenter.");
    if (t->lead && ctx->now.v < t->starts_at.v) {
        set_text(view, "change_href",
                 arena_printf(ctx->arena, "/talks/%lld/edit", (long long)t->id.v));
        set_text(view, "cancel_href",
                 arena_printf(ctx->arena, "/talks/%lld/withdraw", (long long)t->id.v));
        set_text(view, "cancel_text", "Withdraw");
    }
    *ret = view;
    return OK;
}

/* ---- both lists as one ---- */

struct both {
    struct booking_list bookings;
    struct talk_list talks;
};

static enum err find_both(struct ctx *ctx, enum booking_when when, int limit, struct both *ret)
{
    struct person_id person = ctx->actor.person;
    struct both both;
    enum err err =
        booking_list(ctx->store, person, when, ctx->now, limit, ctx->arena, &both.bookings);
    if (err == OK)
        err = talk_list(ctx->store, person, when, ctx->now, limit, ctx->arena, &both.talks);
    if (err == OK)
        *ret = both;
    return err;
}

/* Is the next entry a talk? sign 1: soonest first, -1: latest first. */
static bool is_talk_next(const struct both *both, int booking, int talk, int sign)
{
    if (talk == both->talks.count)
        return false;
    if (booking == both->bookings.count)
        return true;
    return sign *
               (both->talks.items[talk].starts_at.v - both->bookings.items[booking].starts_at.v) <=
           0;
}

static enum err upcoming_view(struct ctx *ctx, json_t *list)
{
    struct both both;
    enum err err = find_both(ctx, BOOKING_UPCOMING, UPCOMING_MAX, &both);
    if (err != OK)
        return err;
    int b = 0, t = 0;
    while (err == OK && b + t < both.bookings.count + both.talks.count) {
        json_t *entry = NULL;
        if (is_talk_next(&both, b, t, 1))
            err = talk_view(ctx, &both.talks.items[t++], &entry);
        else
            entry = booking_view(ctx, &both.bookings.items[b++]);
        if (entry)
            json_array_append_new(list, entry);
    }
    return err;
}

static json_t *past_booking(struct ctx *ctx, const struct booking *b)
{
    return json_pack("{s:s, s:s, s:s}", "title", b->event_title, "href",
                     event_href(ctx, b->event_kind, b->event), "when",
                     words_date(ctx->arena, tz_day(b->starts_at)));
}

static json_t *past_talk(struct ctx *ctx, const struct talk_entry *t)
{
    return json_pack("{s:s, s:s, s:s, s:s}", "title", t->event_title, "href",
                     event_href(ctx, EVENT_SPARK, t->event), "when",
                     words_date(ctx->arena, tz_day(t->starts_at)), "talk",
                     arena_printf(ctx->arena, "You spoke for %s",
                                  words_count(ctx->arena, t->minutes, "minute", "minutes")));
}

static enum err past_view(struct ctx *ctx, json_t *list)
{
    struct both both;
    enum err err = find_both(ctx, BOOKING_PAST, PAST_MAX, &both);
    if (err != OK)
        return err;
    int b = 0, t = 0;
    while (b + t < both.bookings.count + both.talks.count)
        json_array_append_new(list, is_talk_next(&both, b, t, -1)
                                        ? past_talk(ctx, &both.talks.items[t++])
                                        : past_booking(ctx, &both.bookings.items[b++]));
    return OK;
}

/* Nothing leads to a ledger that is not kept. */
static enum err fill_hours(struct ctx *ctx, json_t *view)
{
    bool kept = false;
    enum err err = hours_view_is_kept(ctx, &kept);
    if (err == OK && kept &&
        may(&ctx->actor, ACTION_HOURS_VIEW, &(struct object){.owner = ctx->actor.person}))
        json_object_set_new(view, "hours", json_true());
    return err;
}

enum err page_bookings(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Bookings"), *upcoming = json_array(), *past = json_array();
    enum err err = upcoming_view(ctx, upcoming);
    if (err == OK)
        err = past_view(ctx, past);
    if (err == OK)
        err = fill_hours(ctx, view);
    set_text(json_object_get(view, "page"), "heading", "Your bookings");
    view_list(view, "upcoming", upcoming);
    view_list(view, "past", past);
    if (str_eq_c(form_find(&request->query, "done"), "given-up"))
        view_flash(view, "Your place is given up. A confirmation is on its way to your email.");
    if (str_eq_c(form_find(&request->query, "done"), "left"))
        view_flash(view, "You are off the waiting list.");
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "bookings.html", view);
}

/* ---- giving up ---- */

/* One's own; ERR_NOT_FOUND for anybody else's. */
static enum err find_own(struct ctx *ctx, int64_t id, struct booking *ret)
{
    struct booking booking;
    enum err err = booking_find(ctx->store, (struct booking_id){id}, ctx->arena, &booking);
    if (err != OK || booking.person.v != ctx->actor.person.v)
        return err == OK ? ERR_NOT_FOUND : err;
    *ret = booking;
    return OK;
}

static json_t *cancel_view(struct ctx *ctx, const struct booking *b)
{
    bool waits = b->status == BOOKING_WAITING;
    const char *href = event_href(ctx, b->event_kind, b->event);
    const char *subject = arena_printf(ctx->arena, "%s, %s", b->event_title,
                                       words_when(ctx->arena, b->starts_at, b->ends_at));
    json_t *view = view_new(waits ? "Leave the waiting list?" : "Give up your place?");
    view_back(view, href, b->event_title);
    set_text(view, "subject", subject);
    set_text(view, "text",
             waits ? "If you join again later you start at the end of the line."
                   : "Your place goes to the next in line at once. To come after all you would "
                     "have to book again.");
    set_text(view, "action", arena_printf(ctx->arena, "/bookings/%lld/cancel", (long long)b->id.v));
    json_object_set_new(view, "grave", json_true());
    set_text(view, "button", waits ? "Leave the list" : "Give up my place");
    json_object_set_new(
        view, "keep",
        json_pack("{s:s, s:s}", "text", waits ? "Stay on it" : "Keep it", "href", href));
    return view;
}

enum err page_booking_cancel_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct booking booking;
    enum err err = find_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    if (!booking_status_is_live(booking.status))
        return response_redirect(ctx, response, "/bookings");
    return response_page(response, "confirm.html", cancel_view(ctx, &booking));
}

enum err page_booking_cancel(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct booking booking;
    enum err err = find_own(ctx, request->id, &booking);
    if (err == OK)
        err = spark_booking_withdraw(
            ctx->store, ctx->now, &(struct booking_withdrawal){booking.id, ctx->actor.person, NULL},
            &ctx->why);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/bookings?done=%s",
                             booking.status == BOOKING_WAITING ? "left" : "given-up");
}
