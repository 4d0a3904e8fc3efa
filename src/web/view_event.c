/* DESIGN: what pages say of an event, in the words of whoever looks at it. */
#include "view_event.h"

#include <string.h>

#include "audience.h"
#include "booking.h"
#include "booking_online_view.h"
#include "check.h"
#include "choice_view.h"
#include "clash_view.h"
#include "event_rules.h"
#include "event_session.h"
#include "invitation_view.h"
#include "org_words.h"
#include "spark_view.h"
#include "stage_talk.h"
#include "tz.h"
#include "words.h"

const char *event_href(const struct ctx *ctx, enum event_kind kind, struct event_id id)
{
    const char *room = kind == EVENT_SPARK     ? "spark"
                       : kind == EVENT_READING ? "readings"
                                               : "events";
    return arena_printf(ctx->arena, "/%s/%lld", room, (long long)id.v);
}

void event_date_view(const struct ctx *ctx, json_t *view, struct instant at)
{
    static const char *const KEYS[] = {"weekday", "day", "month"};
    struct str rest = str_of(words_date_short(ctx->arena, tz_day(at))), part;
    for (size_t i = 0; i < COUNT_OF(KEYS) && str_split(&rest, ' ', &part); i++)
        json_object_set_new(view, KEYS[i], json_stringn(part.p, part.n));
}

enum { AUDIENCE_NAMED = 6 };

/* ---- facts ---- */

const char *event_span_words(const struct ctx *ctx, int sessions, struct instant from,
                             struct instant to)
{
    if (sessions < 2)
        return words_when(ctx->arena, from, to);
    return arena_printf(
        ctx->arena, "%s, %s to %s", words_count(ctx->arena, sessions, "session", "sessions"),
        words_date_plain(ctx->arena, tz_day(from)), words_date_plain(ctx->arena, tz_day(to)));
}

const char *event_when_words(const struct ctx *ctx, const struct event *event)
{
    return event_span_words(ctx, event->session_count, event->fields.starts_at,
                            event->fields.ends_at);
}

/* Each time it meets, with a place that is not the event's. */
static void add_sessions(const struct ctx *ctx, const struct event *event, json_t *view)
{
    json_t *list = json_array();
    for (int i = 0; i < event->date_count; i++) {
        const struct notice_date *date = &event->dates[i];
        json_t *item =
            json_pack("{s:s}", "when", words_when(ctx->arena, date->starts_at, date->ends_at));
        if (strcmp(date->place, event->place) != 0)
            json_object_set_new(item, "where", json_string(date->place));
        json_array_append_new(list, item);
    }
    view_list(view, "sessions", list);
    if (event->series)
        json_object_set_new(
            view, "series",
            json_string(arena_printf(ctx->arena, "/series/%lld", (long long)event->series)));
}

json_t *event_facts_view(struct ctx *ctx, const struct event *event)
{
    static const char *const FOR_WHOM[ATTENDANCE_COUNT] = {
        [ATTENDANCE_REQUIRED] = "Everyone it is meant for: attendance is required",
        [ATTENDANCE_INVITED] = "Those who were asked to come",
        [ATTENDANCE_VOLUNTARY] = "Anyone in the trust who would like to come"};
    const struct event_fields *f = &event->fields;
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "id", (json_int_t)event->id.v, "kind",
                  event_kind_words(f->kind), "title", f->title, "when",
                  event_when_words(ctx, event), "where", event->place, "for_whom",
                  event->parent.v ? "Those who choose it on its day" : FOR_WHOM[f->attendance],
                  "purpose", f->purpose);
    add_sessions(ctx, event, view);
    if (f->hours_min && (!event->parent.v || f->counts != EVENT_COUNTS_NOTHING))
        json_object_set_new(view, "hours",
                            json_string(arena_printf(ctx->arena, "%s of professional development",
                                                     words_duration(ctx->arena, f->hours_min))));
    return view;
}

/* ---- places ---- */

/* {closed:{heading, tag, text}}: nothing to book, and why. */
static json_t *closed_view(const char *heading, const char *tag, const char *text)
{
    json_t *closed = json_pack("{s:s, s:s}", "heading", heading, "text", text);
    if (tag)
        json_object_set_new(closed, "tag", view_tag(tag, "quiet"));
    return json_pack("{s:o}", "closed", closed);
}

const char *event_day_words(const struct ctx *ctx, struct instant at)
{
    const char *date = words_date_short(ctx->arena, tz_day(at));
    long space = str_find(str_of(date), ' ');
    return date + space + 1;
}

static json_t *cancelled_view(struct ctx *ctx, const struct event *event)
{
    const char *day = words_date(ctx->arena, tz_day(event->cancelled_at));
    if (*event->cancel_reason)
        return closed_view(
            "This event is cancelled", "Cancelled",
            arena_printf(ctx->arena, "It was cancelled on %s: %s", day, event->cancel_reason));
    return closed_view("This event is cancelled", "Cancelled",
                       arena_printf(ctx->arena,
                                    event->seq ? "It was cancelled on %s. Everyone who was booked "
                                                 "has been told."
                                               : "It was cancelled on %s, before it was published.",
                                    day));
}

static json_t *started_view(struct ctx *ctx, const struct event *event)
{
    bool over = ctx->now.v >= event->fields.ends_at.v;
    bool booked = event->my_booking && booking_status_has_place(event->my_booking_status);
    return closed_view(over ? "This event is over" : "This event has started",
                       over ? "Over" : "On now",
                       !booked ? "It can no longer be booked."
                       : over  ? "You had a place."
                               : "You have a place.");
}

/* A talk without a slot yet keeps nobody from coming to listen. */
static bool talk_waits(const struct event *event)
{
    enum talk_status status = TALK_CONFIRMED;
    return event->my_talk && talk_status_parse(str_of(event->my_talk_status), &status) == OK &&
           (status == TALK_REQUESTED || status == TALK_WAITING || status == TALK_OFFERED);
}

/* With a slot, or called by the chair. */
static enum err gives_talk(struct ctx *ctx, const struct event *event, bool *ret)
{
    *ret = event->my_talk && !talk_waits(event);
    return event->my_talk && !*ret
               ? stage_talk_called(ctx->store, (struct talk_id){event->my_talk}, ret)
               : OK;
}

/* What becomes of the talk stands above it, under a heading of its own. */
static json_t *talk_view(void)
{
    return closed_view("Your place in the audience", NULL, "You give a talk, so you need none.");
}

static void say_talk_waits(struct ctx *ctx, json_t *view)
{
    json_t *open = json_object_get(view, "open");
    const char *text = json_string_value(json_object_get(open, "text"));
    if (open)
        json_object_set_new(
            open, "text",
            json_string(arena_printf(ctx->arena,
                                     "%s%sYour talk has no slot yet, so book a place if you want "
                                     "to come in any case. If it gets one, this place is given up "
                                     "by itself.",
                                     text ? text : "", text ? " " : "")));
}

static json_t *booked_view(const struct event *event)
{
    static const char *const TAGS[BOOKING_PARTS] = {[PART_ATTENDEE] = "Booked",
                                                    [PART_LEADER] = "You lead it",
                                                    [PART_CO_LEADER] = "You co-lead it",
                                                    [PART_ASSISTANT] = "You assist"};
    return json_pack("{s:{s:I, s:o, s:s}}", "booked", "booking_id", (json_int_t)event->my_booking,
                     "tag", view_tag(TAGS[event->my_part], "mine"), "text",
                     "Changes come to your email, and into your calendar if you have subscribed.");
}

/* Held until they, or somebody for them, say yes. */
static enum err held_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct booking booking;
    bool offered = event->my_booking_status == BOOKING_OFFERED;
    enum err err =
        booking_find(ctx->store, (struct booking_id){event->my_booking}, ctx->arena, &booking);
    if (err != OK)
        return err;
    *ret = json_pack("{s:{s:I, s:o, s:s}}", offered ? "offered" : "requested", "booking_id",
                     (json_int_t)event->my_booking, "tag", booking_tag(booking.status), "text",
                     offered ? arena_printf(ctx->arena, "A place is yours if you say yes by %s.",
                                            words_moment(ctx->arena, booking.offered_until))
                             : "A place is held for you until the request is decided. You get a "
                               "mail then.");
    return OK;
}

static enum err waiting_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct booking booking;
    enum err err =
        booking_find(ctx->store, (struct booking_id){event->my_booking}, ctx->arena, &booking);
    if (err == OK)
        *ret =
            json_pack("{s:{s:I, s:o, s:s, s:s}}", "waiting", "booking_id",
                      (json_int_t)event->my_booking, "tag", view_tag("Waiting", "wait"), "position",
                      arena_printf(ctx->arena, "You are %s in line.",
                                   spark_ordinal(ctx->arena, booking.position)),
                      "text", "You are booked the moment a place falls free, and told by email.");
    return err;
}

static json_t *window_view(struct ctx *ctx, const struct event *event, enum event_window window)
{
    bool before = window == EVENT_WINDOW_BEFORE;
    struct instant at = before ? event->fields.booking_opens_at : event->fields.booking_closes_at;
    const char *moment = words_moment(ctx->arena, at);
    if (before)
        return closed_view("Booking is not open yet",
                           arena_printf(ctx->arena, "Opens %s", event_day_words(ctx, at)),
                           arena_printf(ctx->arena, "Booking opens on %s.", moment));
    return closed_view("Booking has closed", "Closed",
                       arena_printf(ctx->arena,
                                    "Booking closed on %s. Ask your %s if you still need to come.",
                                    moment, org_words(ctx).leader));
}

static const char *line_words(struct ctx *ctx, int waiting)
{
    static const char RULE[] = "A place that falls free goes to the next in line by itself, and "
                               "they are told by email.";
    if (!waiting)
        return RULE;
    return arena_printf(ctx->arena, "%s waiting. %s",
                        words_count(ctx->arena, waiting, "person is", "people are"), RULE);
}

/* A place or the waiting list, as things stand. */
static json_t *open_view(struct ctx *ctx, const struct event *event)
{
    const struct event_fields *f = &event->fields;
    bool spark = f->kind == EVENT_SPARK;
    if (event->places_left <= 0 && !f->waiting_list)
        return closed_view("It is full", "Full",
                           "There is no waiting list for this event. Places given up appear here.");
    if (event->places_left <= 0)
        return json_pack("{s:{s:s, s:o, s:s, s:s, s:b}}", "open", "heading", "It is full", "tag",
                         view_tag("Waiting list", "wait"), "text", line_words(ctx, event->waiting),
                         "button", "Join the waiting list", "second", spark);
    const char *left = words_count(ctx->arena, event->places_left, "place left", "places left");
    json_t *view =
        json_pack("{s:{s:s, s:o, s:s, s:b}}", "open", "heading",
                  spark ? "Come and listen" : "Come along", "tag", view_tag(left, "good"), "button",
                  f->approval ? "Ask for a place" : "Book a place", "second", spark);
    if (f->approval)
        json_object_set_new(json_object_get(view, "open"), "text",
                            json_string("Somebody has to approve it. A place is held for you until "
                                        "they have decided."));
    return view;
}

/* Whom it is for, to somebody who is none of them. ERR_NOT_FOUND: it is for them too. */
static enum err others_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct audience_lines lines;
    bool admits = event_may(ctx, ACTION_EVENT_EDIT, event);
    const char *whom = "";
    enum err err = admits ? OK : audience_admits(ctx->store, event, ctx->actor.person, &admits);
    if (err != OK || admits)
        return err == OK ? ERR_NOT_FOUND : err;
    err = audience_lines(ctx->store, event->id, ctx->arena, &lines);
    if (err != OK)
        return err;
    for (int i = 0; i < lines.count && i < AUDIENCE_NAMED; i++)
        if (lines.items[i].kind != AUDIENCE_PERSON)
            whom = arena_printf(ctx->arena, "%s%s%s", whom, *whom ? ", " : "", lines.items[i].text);
    *ret = closed_view("It is for others", NULL,
                       arena_printf(ctx->arena,
                                    "It is meant for: %s. Ask the organiser if you would like to "
                                    "come.",
                                    *whom ? whom : "people who were asked by name"));
    return OK;
}

static enum err bookable_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    enum event_window window = event_rules_window(event, ctx->now);
    if (window != EVENT_WINDOW_OPEN) {
        *ret = window_view(ctx, event, window);
        return OK;
    }
    if (event->status != EVENT_PUBLISHED) {
        *ret = closed_view("Booking has closed", "Closed",
                           arena_printf(ctx->arena,
                                        "The organiser has closed it. Ask your %s if you still "
                                        "need to come.",
                                        org_words(ctx).leader));
        return OK;
    }
    if (!event_may(ctx, ACTION_EVENT_BOOK, event)) {
        int left = event->places_left;
        *ret = closed_view(left > 0 ? words_count(ctx->arena, left, "place left", "places left")
                                    : "It is full",
                           NULL, "Your role does not book places.");
        return OK;
    }
    enum err err = others_view(ctx, event, ret);
    if (err == ERR_NOT_FOUND && !event->fields.clash_warns)
        err = clash_view(ctx, event, ret);
    if (err != ERR_NOT_FOUND)
        return err;
    *ret = open_view(ctx, event);
    err = booking_online_view_open(ctx, event, ret);
    if (err == OK)
        err = invitation_view(ctx, event, *ret);
    return err == OK ? clash_view_notes(ctx, event, *ret) : err;
}

static enum err mine_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    enum err err = OK;
    if (event->my_booking_status == BOOKING_WAITING)
        err = waiting_view(ctx, event, ret);
    else if (event->my_booking && (event->my_booking_status == BOOKING_OFFERED ||
                                   event->my_booking_status == BOOKING_REQUESTED))
        err = held_view(ctx, event, ret);
    else
        *ret = booked_view(event);
    if (err == OK)
        err = booking_online_view_mine(ctx, event, *ret);
    if (err == OK)
        err = invitation_view(ctx, event, *ret);
    return err == OK ? clash_view_notes(ctx, event, *ret) : err;
}

enum err event_places_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    bool gives;
    enum err err = gives_talk(ctx, event, &gives);
    if (err != OK)
        return err;
    if (event->status == EVENT_CANCELLED)
        *ret = cancelled_view(ctx, event);
    else if (event->status == EVENT_DRAFT)
        *ret =
            closed_view("Not published yet", "Draft", "Nobody but coordinators can see this page.");
    else if (event_rules_window(event, ctx->now) == EVENT_WINDOW_STARTED)
        *ret = started_view(ctx, event);
    else if (event->parent.v && (err = choice_view_workshop(ctx, event, ret)) != ERR_NOT_FOUND)
        return err;
    else if (gives && event->my_part == PART_ATTENDEE) /* whom the stage put on the register too */
        *ret = talk_view();
    else if (event->my_booking)
        return mine_view(ctx, event, ret);
    else
        err = bookable_view(ctx, event, ret);
    if (err == OK && !gives && talk_waits(event))
        say_talk_waits(ctx, *ret);
    return err;
}

/* ---- a booking ---- */

json_t *booking_tag(enum booking_status status)
{
    static const struct {
        const char *text, *look;
    } TAGS[BOOKING_STATUSES] = {
        [BOOKING_CONFIRMED] = {"Booked", "mine"},     [BOOKING_REQUESTED] = {"Requested", "wait"},
        [BOOKING_WAITING] = {"Waiting", "wait"},      [BOOKING_OFFERED] = {"Offered", "wait"},
        [BOOKING_DECLINED] = {"Declined", "quiet"},   [BOOKING_WITHDRAWN] = {"Withdrawn", "quiet"},
        [BOOKING_CANCELLED] = {"Cancelled", "quiet"}, [BOOKING_ATTENDED] = {"Attended", "good"},
        [BOOKING_ABSENT] = {"Absent", "quiet"},
    };
    return view_tag(TAGS[status].text, TAGS[status].look);
}
