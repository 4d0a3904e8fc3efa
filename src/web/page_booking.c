/* DESIGN: my bookings and talks, those to come and those that were; giving a place up. */
#include "booking_gate.h"
#include "check.h"
#include "flash.h"
#include "hours_view.h"
#include "moved_view.h"
#include "page.h"
#include "programme.h"
#include "sheet.h"
#include "spark_booking.h"
#include "spark_view.h"
#include "talk_offer_view.h"
#include "talk_swap_view.h"
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

static void set_link(struct ctx *ctx, json_t *view, const char *key, const struct booking *b,
                     const char *path)
{
    set_text(view, key, arena_printf(ctx->arena, "/bookings/%lld/%s", (long long)b->id.v, path));
}

/* What can be done with it before it starts. */
static void set_acts(struct ctx *ctx, json_t *view, const struct booking *b)
{
    bool held = b->status == BOOKING_CONFIRMED || b->status == BOOKING_REQUESTED;
    if (ctx->now.v >= b->starts_at.v || b->required || b->day.v) /* chosen on its day */
        return;
    if (b->status == BOOKING_OFFERED) {
        json_object_set_new(view, "offer", json_pack("{s:I}", "id", (json_int_t)b->id.v));
        return;
    }
    set_link(ctx, view, "cancel_href", b, "cancel");
    set_text(view, "cancel_text",
             b->status == BOOKING_WAITING ? "Leave the list" : "Give up my place");
    if (held)
        set_link(ctx, view, "hand_href", b, "hand-over");
    if (b->status == BOOKING_CONFIRMED)
        set_link(ctx, view, "swap_href", b, "swap");
}

static const char *booking_note(struct ctx *ctx, const struct booking *b)
{
    if (b->status == BOOKING_WAITING)
        return arena_printf(ctx->arena, "You are %s in line",
                            spark_ordinal(ctx->arena, b->position));
    if (b->status == BOOKING_OFFERED)
        return arena_printf(ctx->arena, "A place is yours if you say yes by %s.",
                            words_moment(ctx->arena, b->offered_until));
    if (b->status == BOOKING_REQUESTED)
        return "Your place is held until the request is decided.";
    return NULL;
}

static enum err booking_view(struct ctx *ctx, const struct booking *b, json_t **ret)
{
    bool asked = false;
    enum err err = moved_view_awaits(ctx, b, &asked);
    if (err != OK)
        return err;
    json_t *view = entry_view(ctx, b->event_title, event_href(ctx, b->event_kind, b->event),
                              b->online ? "Online" : b->place, b->starts_at, b->ends_at);
    const char *note = booking_note(ctx, b);
    json_object_set_new(view, "tag", booking_tag(b->status));
    if (note)
        set_text(view, "note", note);
    if (b->status == BOOKING_CONFIRMED)
        set_text(view, "ics", arena_printf(ctx->arena, "/b/%lld.ics", (long long)b->id.v));
    set_acts(ctx, view, b);
    if (asked)
        set_link(ctx, view, "moved_href", b, "moved");
    *ret = view;
    return OK;
}

/* "You speak at 3:52pm, for 7 minutes" */
static enum err slot_words(struct ctx *ctx, const struct talk_entry *t, const char **ret)
{
    struct programme programme;
    const char *length = words_count(ctx->arena, t->minutes, "minute", "minutes");
    if (t->expected_at.v) {
        *ret =
            arena_printf(ctx->arena, "%s at about %s, for %s: “%s”",
                         t->called ? "You are called: you speak" : "As the evening goes, you speak",
                         words_time(ctx->arena, t->expected_at), length, t->title);
        return OK;
    }
    enum err err = programme_find(ctx->store, t->event, ctx->arena, &programme);
    if (err != OK)
        return err;
    const struct programme_item *item = spark_item_of(&programme, t->id);
    *ret =
        item ? arena_printf(ctx->arena, "You speak at %s%s, for %s: “%s”", spark_about(&programme),
                            words_time(ctx->arena, item->starts_at), length, t->title)
             : arena_printf(ctx->arena, "You speak for %s: “%s”", length, t->title);
    return OK;
}

static enum err talk_view(struct ctx *ctx, const struct talk_entry *t, json_t **ret)
{
    bool waits = t->status == TALK_WAITING && !t->called, asks = t->status == TALK_REQUESTED;
    bool offered = t->status == TALK_OFFERED;
    const char *words = arena_printf(ctx->arena,
                                     offered ? "A slot is kept for your %d-minute talk: “%s”"
                                     : asks  ? "You proposed a %d-minute talk: “%s”"
                                             : "Your %d-minute talk waits for room: “%s”",
                                     t->minutes, t->title);
    if (t->asked)
        words = arena_printf(ctx->arena, "You are asked to give a %d-minute talk together: “%s”",
                             t->minutes, t->title);
    if (t->absent)
        words = arena_printf(ctx->arena, "You were noted as not here: “%s”", t->title);
    enum err err =
        waits || asks || offered || t->asked || t->absent ? OK : slot_words(ctx, t, &words);
    if (err != OK)
        return err;
    json_t *view = entry_view(ctx, t->event_title, event_href(ctx, EVENT_SPARK, t->event), t->place,
                              t->starts_at, t->ends_at);
    json_object_set_new(view, "tag",
                        t->absent   ? view_tag("Not given", "quiet")
                        : t->called ? view_tag("Called", "mine")
                        : t->asked  ? view_tag("Waits for your yes", "wait")
                        : asks      ? view_tag("Not decided yet", "wait")
                        : waits     ? view_tag("Waiting", "wait")
                        : offered   ? view_tag("Say yes or no", "wait")
                                    : view_tag("Confirmed", "mine"));
    set_text(view, "talk", words);
    set_text(view, "ics", arena_printf(ctx->arena, "/t/%lld.ics", (long long)t->id.v));
    if (t->asked && ctx->now.v < t->starts_at.v)
        set_text(view, "answer_href",
                 arena_printf(ctx->arena, "/talks/%lld/joint", (long long)t->id.v));
    else if (!t->lead)
        set_text(view, "note", "You are a joint presenter.");
    if (t->lead && ctx->now.v < t->event_starts_at.v)
        set_text(view, "change_href",
                 arena_printf(ctx->arena, "/talks/%lld/edit", (long long)t->id.v));
    bool to_come = talk_status_has_slot(t->status) ? ctx->now.v < t->starts_at.v
                                                   : ctx->now.v < t->event_starts_at.v;
    if (!t->asked && to_come && !t->absent) {
        set_text(view, "cancel_href",
                 arena_printf(ctx->arena, t->lead ? "/talks/%lld/withdraw" : "/talks/%lld/leave",
                              (long long)t->id.v));
        bool today = tz_day(ctx->now).v == tz_day(t->starts_at).v;
        set_text(view, "cancel_text",
                 t->lead || today ? spark_withdraw_words(ctx->now, t->starts_at) : "Step down");
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

static const char *day_key(struct ctx *ctx, struct event_id day)
{
    return arena_printf(ctx->arena, "%lld", (long long)day.v);
}

static void add_under(struct ctx *ctx, json_t *day, const struct booking *b)
{
    json_t *list = json_object_get(day, "workshops");
    if (!list) {
        list = json_array();
        json_object_set_new(day, "workshops", list);
        json_object_set_new(day, "has_workshops", json_true());
    }
    json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "title", b->event_title, "href",
                                          event_href(ctx, b->event_kind, b->event), "times",
                                          words_time_range(ctx->arena, b->starts_at, b->ends_at),
                                          "where", b->place));
}

/* A workshop goes under its day where that is in the list too: no entry then. */
static enum err own_entry(struct ctx *ctx, json_t *days, const struct booking *b, json_t **ret)
{
    json_t *day = b->day.v ? json_object_get(days, day_key(ctx, b->day)) : NULL;
    if (day) {
        add_under(ctx, day, b);
        return OK;
    }
    enum err err = booking_view(ctx, b, ret);
    if (err == OK)
        json_object_set(days, day_key(ctx, b->event), *ret);
    return err;
}

static enum err upcoming_view(struct ctx *ctx, json_t *list)
{
    struct both both;
    enum err err = find_both(ctx, BOOKING_UPCOMING, UPCOMING_MAX, &both);
    if (err != OK)
        return err;
    json_t *days = json_object();
    int b = 0, t = 0;
    while (err == OK && b + t < both.bookings.count + both.talks.count) {
        json_t *entry = NULL;
        if (is_talk_next(&both, b, t, 1))
            err = talk_view(ctx, &both.talks.items[t++], &entry);
        else
            err = own_entry(ctx, days, &both.bookings.items[b++], &entry);
        if (entry)
            json_array_append_new(list, entry);
    }
    json_decref(days);
    return err;
}

/* What the register says of them, once it is closed. */
static const char *attended_words(struct ctx *ctx, const struct booking *b)
{
    if (b->status == BOOKING_ABSENT)
        return "You were not there.";
    if (b->status != BOOKING_ATTENDED)
        return "";
    return b->credit_min > 0
               ? arena_printf(ctx->arena, "You were there: %s of professional development.",
                              words_duration(ctx->arena, b->credit_min))
               : "You were there.";
}

static json_t *past_booking(struct ctx *ctx, const struct booking *b)
{
    return json_pack("{s:s, s:s, s:s, s:s}", "title", b->event_title, "href",
                     event_href(ctx, b->event_kind, b->event), "when",
                     words_date(ctx->arena, tz_day(b->starts_at)), "attended",
                     attended_words(ctx, b));
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

/* ---- what colleagues ask ---- */

static json_t *ask_view(struct ctx *ctx, const struct booking_ask *ask)
{
    bool mine = ask->booking.person.v == ctx->actor.person.v;
    const char *place =
        arena_printf(ctx->arena, "%s, %s", ask->booking.event_title,
                     words_when(ctx->arena, ask->booking.starts_at, ask->booking.ends_at));
    json_t *view = json_pack("{s:I, s:s}", "id", (json_int_t)ask->id.v, "place", place);
    json_object_set_new(view, mine ? "from_me" : "to_me", json_true());
    set_text(view, "who", mine ? ask->to_name : ask->booking.person_name);
    if (ask->wanted.v)
        set_text(view, "wanted",
                 arena_printf(ctx->arena, "%s, %s", ask->wanted_title,
                              words_when(ctx->arena, ask->wanted_starts, ask->wanted_ends)));
    return view;
}

static enum err asks_view(struct ctx *ctx, json_t *list)
{
    struct booking_ask_list asks;
    enum err err = booking_ask_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &asks);
    for (int i = 0; err == OK && i < asks.count; i++)
        json_array_append_new(list, ask_view(ctx, &asks.items[i]));
    return err;
}

/* Given up or declined, and not too late to think again. */
static enum err ended_view(struct ctx *ctx, json_t *list)
{
    struct booking_list ended;
    enum err err = booking_list_ended(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &ended);
    for (int i = 0; err == OK && i < ended.count; i++) {
        const struct booking *b = &ended.items[i];
        if (b->day.v)
            continue;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:o}", "title", b->event_title,
                                              "href", event_href(ctx, b->event_kind, b->event),
                                              "when", words_date(ctx->arena, tz_day(b->starts_at)),
                                              "reason", b->reason, "tag", booking_tag(b->status)));
    }
    return err;
}

static const struct flash DONE[] = {
    {"given-up", "Your place is given up. A confirmation is on its way to your email."},
    {"left", "You are off the waiting list."},
    {"comes", "You said that you can come. Your place is kept."},
    {"accepted", "The place is yours. A confirmation is on its way to your email."},
    {"asked", "Your colleague is asked by email. Your place stays yours until they say yes."},
    {"taken", "Done. You both get a confirmation by email."},
    {"said-no", "You said no. Your colleague is told, and nothing else changes."},
    {"taken-back", "You no longer ask. Your place stays yours."},
};

enum err page_bookings(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view = view_new("Bookings"), *upcoming = json_array(), *past = json_array();
    json_t *asks = json_array(), *ended = json_array();
    enum err err = upcoming_view(ctx, upcoming);
    if (err == OK)
        err = past_view(ctx, past);
    if (err == OK)
        err = fill_hours(ctx, view);
    if (err == OK)
        err = asks_view(ctx, asks);
    if (err == OK)
        err = ended_view(ctx, ended);
    if (err == OK)
        err = talk_offer_view_asked(ctx, view);
    if (err == OK)
        err = talk_swap_view_asked(ctx, view);
    set_text(json_object_get(view, "page"), "heading", "Your bookings");
    view_list(view, "upcoming", upcoming);
    view_list(view, "past", past);
    view_list(view, "asks", asks);
    view_list(view, "ended", ended);
    FLASH_SHOW(view, request, DONE);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "bookings.html", view);
}

/* ---- giving up ---- */

static struct sheet cancel_sheet(struct ctx *ctx, const struct booking *b)
{
    static const struct sheet_field WHY[] = {{SHEET_AREA, "reason", "Why? (optional)",
                                              "The organiser reads it. Leave out what is private.",
                                              NULL, 0, false}};
    bool waits = b->status == BOOKING_WAITING;
    return (struct sheet){
        .title = waits ? "Leave the waiting list?" : "Give up your place?",
        .intro = arena_printf(ctx->arena, "%s, %s. %s", b->event_title,
                              words_when(ctx->arena, b->starts_at, b->ends_at),
                              waits ? "If you join again later you start at the end of the line."
                                    : "Your place goes to the next in line at once. To come after "
                                      "all you would have to book again."),
        .action = arena_printf(ctx->arena, "/bookings/%lld/cancel", (long long)b->id.v),
        .button = waits ? "Leave the list" : "Give up my place",
        .grave = true,
        .keep = waits ? "Stay on it" : "Keep it",
        .back_href = event_href(ctx, b->event_kind, b->event),
        .back_text = b->event_title,
        .fields = WHY,
        .count = COUNT_OF(WHY),
    };
}

enum err page_booking_cancel_ask(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    if (!booking_status_is_live(booking.status))
        return response_redirect(ctx, response, "/bookings");
    const struct form nothing = sheet_values(ctx->arena);
    const struct sheet sheet = cancel_sheet(ctx, &booking);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &nothing));
}

enum err page_booking_cancel(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct booking booking;
    enum err err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    const struct booking_withdrawal withdrawal = {
        booking.id, ctx->actor.person, sheet_lines(ctx->arena, &request->form, "reason")};
    err = spark_booking_withdraw(ctx->store, ctx->now, &withdrawal, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/bookings?done=%s",
                                 booking.status == BOOKING_WAITING ? "left" : "given-up");
    const struct sheet sheet = cancel_sheet(ctx, &booking);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
