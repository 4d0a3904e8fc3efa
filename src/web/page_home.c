/* DESIGN: home: what is next for me, what is due, what is on. */
#include <string.h>

#include "approval.h"
#include "assigned_reading.h"
#include "audience.h"
#include "booking.h"
#include "call_view.h"
#include "choice_view.h"
#include "deadline_view.h"
#include "for_me_view.h"
#include "identity.h"
#include "page.h"
#include "proposal.h"
#include "question_view.h"
#include "setting_up.h"
#include "spark_after.h"
#include "spark_tonight.h"
#include "spark_view.h"
#include "talk.h"
#include "talk_offer_view.h"
#include "talk_swap_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "viewer.h"
#include "words.h"

enum {
    DEADLINES_SHOWN = 3,
    EVENTS_SHOWN = 4,
    EVENTS_LOOKED_AT = 8, /* what began long ago may have its next session behind nearer ones */
    SUGGESTED = 3,
    SOON_DAYS = 14,
    BOOKINGS_LOOKED_AT = 20,
    TALKS_LOOKED_AT = 5
};

/* What comes first of one's bookings and talks. */
struct next {
    struct instant starts_at, ends_at; /* v 0: nothing */
    const char *title, *place, *href, *ics;
    const char *when; /* NULL: those times */
};

static enum err next_booking(struct ctx *ctx, struct next *next)
{
    struct booking_list list;
    enum err err = booking_list(ctx->store, ctx->actor.person, BOOKING_UPCOMING, ctx->now, 1,
                                ctx->arena, &list);
    if (err != OK || list.count == 0)
        return err;
    const struct booking *b = &list.items[0];
    *next = (struct next){
        .starts_at = b->starts_at,
        .ends_at = b->ends_at,
        .title = b->status == BOOKING_WAITING
                     ? arena_printf(ctx->arena, "%s (waiting list)", b->event_title)
                     : b->event_title,
        .place = b->place,
        .href = arena_printf(ctx->arena, "/events/%lld", (long long)b->event.v),
        .ics = arena_printf(ctx->arena, "/b/%lld.ics", (long long)b->id.v),
    };
    return OK;
}

/* Not one whose turn has passed without them. */
static const struct talk_entry *first_to_come(const struct talk_list *list)
{
    for (int i = 0; i < list->count; i++)
        if (!list->items[i].absent)
            return &list->items[i];
    return NULL;
}

/* A slot that is not announced has a time that is about right; the event's would say less. */
static enum err expected_words(struct ctx *ctx, const struct talk_entry *t, struct next *next)
{
    struct programme programme;
    if (t->status != TALK_CONFIRMED || t->asked || t->announced_at.v || t->expected_at.v)
        return OK;
    enum err err = programme_find_plain(ctx->store, t->event, ctx->arena, &programme);
    const struct programme_item *item = err == OK ? spark_item_of(&programme, t->id) : NULL;
    if (item)
        next->when = arena_printf(ctx->arena, "%s, about %s",
                                  words_date(ctx->arena, tz_day(item->starts_at)),
                                  words_time(ctx->arena, item->starts_at));
    return err;
}

static enum err next_talk(struct ctx *ctx, struct next *next)
{
    struct talk_list list;
    enum err err = talk_list(ctx->store, ctx->actor.person, BOOKING_UPCOMING, ctx->now,
                             TALKS_LOOKED_AT, ctx->arena, &list);
    const struct talk_entry *t = err == OK ? first_to_come(&list) : NULL;
    if (!t)
        return err;
    if (next->starts_at.v && next->starts_at.v <= t->starts_at.v)
        return OK;
    *next = (struct next){
        .starts_at = t->starts_at,
        .ends_at = t->ends_at,
        .title = arena_printf(ctx->arena,
                              t->called  ? "You are called to give your %d-minute talk, %s"
                              : t->asked ? "You are asked to give a %d-minute talk: %s"
                              : t->status == TALK_WAITING ? "Your %d-minute talk waits for room: %s"
                              : t->status == TALK_OFFERED ? "A slot for your %d-minute talk, %s"
                              : t->status == TALK_REQUESTED ? "Your %d-minute talk, proposed: %s"
                                                            : "Your %d-minute talk, %s",
                              t->minutes, t->event_title),
        .place = t->place,
        .href = t->asked ? arena_printf(ctx->arena, "/talks/%lld/joint", (long long)t->id.v)
                         : arena_printf(ctx->arena, "/spark/%lld", (long long)t->event.v),
        .ics = arena_printf(ctx->arena, "/t/%lld.ics", (long long)t->id.v),
    };
    return expected_words(ctx, t, next);
}

static enum err fill_next(struct ctx *ctx, json_t *view)
{
    struct next next = {.starts_at = {0}};
    enum err err = next_booking(ctx, &next);
    if (err == OK)
        err = next_talk(ctx, &next);
    if (err == OK && next.starts_at.v)
        json_object_set_new(
            view, "next",
            json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", next.title, "when",
                      next.when ? next.when : words_when(ctx->arena, next.starts_at, next.ends_at),
                      "where", next.place, "href", next.href, "ics", next.ics));
    return err;
}

/* A day whose workshops they have not all chosen, while they may. */
static enum err add_choice(struct ctx *ctx, const struct booking *booking, json_t *list)
{
    struct event day;
    json_t *view = json_object();
    enum err err = event_find_seen(ctx, booking->event.v, &day);
    if (err == OK)
        err = choice_view_day(ctx, &day, view);
    json_t *choice = json_object_get(view, "choice");
    if (err == OK && json_object_get(choice, "choose"))
        json_array_append_new(list, json_pack("{s:s, s:O, s:s}", "title", day.fields.title, "text",
                                              json_object_get(choice, "text"), "href",
                                              choice_view_path(ctx, day.id)));
    json_decref(view);
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err fill_choices(struct ctx *ctx, json_t *view)
{
    struct booking_list bookings;
    json_t *list = json_array();
    enum err err = booking_list(ctx->store, ctx->actor.person, BOOKING_UPCOMING, ctx->now,
                                BOOKINGS_LOOKED_AT, ctx->arena, &bookings);
    for (int i = 0; err == OK && i < bookings.count; i++) {
        const struct booking *b = &bookings.items[i];
        if (b->event_kind == EVENT_INSET || b->event_kind == EVENT_CONFERENCE)
            err = add_choice(ctx, b, list);
    }
    view_list(view, "choices", list);
    return err;
}

static enum err fill_readings(struct ctx *ctx, json_t *view)
{
    struct readings_due due;
    json_t *list = json_array();
    enum err err =
        assigned_reading_list_due(ctx->store, ctx->now, ctx->actor.person, ctx->arena, &due);
    for (int i = 0; err == OK && i < due.count; i++) {
        const struct reading_due *r = &due.items[i];
        bool late = ctx->now.v >= r->ends_at.v;
        const char *day = words_date(ctx->arena, tz_day(instant_add(r->ends_at, -1)));
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "title", r->title, "href",
                                              event_href(ctx, EVENT_READING, r->id), "text",
                                              arena_printf(ctx->arena,
                                                           late ? "It was to be read by %s."
                                                                : "Please read it by %s.",
                                                           day)));
    }
    view_list(view, "readings", list);
    return err;
}

/* Is this a SPARK event that takes talks, and mine is not among them? */
static bool takes_talks(const struct ctx *ctx, const struct event *e)
{
    const struct event_fields *f = &e->fields;
    return f->kind == EVENT_SPARK && e->status == EVENT_PUBLISHED && !e->my_talk &&
           f->booking_opens_at.v <= ctx->now.v && f->starts_at.v > ctx->now.v &&
           (!f->booking_closes_at.v || f->booking_closes_at.v > ctx->now.v);
}

struct talk_invitation {
    struct spark_settings settings;
    struct call call;
};

/* On its day a programme that is announced stands: nobody is invited minutes before it begins. */
static bool is_settled(const struct ctx *ctx, const struct event *e,
                       const struct talk_invitation *to)
{
    bool today = tz_day(ctx->now).v == tz_day(e->fields.starts_at).v;
    return (today && to->settings.published) || call_is_over(&to->call, ctx->now);
}

static enum err fill_call(struct ctx *ctx, const struct event *e, const struct talk_invitation *to,
                          json_t *view)
{
    struct spark_room_words room;
    bool proposes = to->settings.intake == SPARK_CALL;
    const char *until = call_until_words(ctx->arena, &to->call, e);
    enum err err = spark_room_words(ctx->store, e->id, ctx->arena, &room);
    if (err != OK)
        return err;
    json_object_set_new(view, "call",
                        json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", e->fields.title, "when",
                                  words_when(ctx->arena, e->fields.starts_at, e->fields.ends_at),
                                  "room", room.text, "button",
                                  proposes ? "Propose a talk" : "Give a talk", "href",
                                  arena_printf(ctx->arena, "/spark/%lld", (long long)e->id.v)));
    if (*until)
        json_object_set_new(json_object_get(view, "call"), "closes",
                            json_string(arena_printf(ctx->arena, "%s closes on %s",
                                                     proposes ? "The call" : "Booking", until)));
    return OK;
}

/* The nearest with its room for talks, the others with their day. */
static enum err add_call(struct ctx *ctx, const struct event *e, json_t *calls, json_t *view)
{
    struct talk_invitation to;
    enum err err = spark_event_find(ctx->store, e->id, ctx->arena, &to.settings);
    if (err == OK)
        err = call_find(ctx->store, e->id, ctx->arena, &to.call);
    if (err != OK || is_settled(ctx, e, &to))
        return err;
    if (!json_object_get(view, "call"))
        return fill_call(ctx, e, &to, view);
    json_array_append_new(calls,
                          json_pack("{s:s, s:s, s:s}", "title", e->fields.title, "when",
                                    words_date(ctx->arena, tz_day(e->fields.starts_at)), "href",
                                    arena_printf(ctx->arena, "/spark/%lld", (long long)e->id.v)));
    return OK;
}

/* What is on for whoever looks, as long as there is room; what is for others stands in the list. */
static enum err add_card(struct ctx *ctx, const struct event *event, json_t *cards)
{
    json_t *card;
    bool admits = event->my_booking != 0;
    if (json_array_size(cards) >= EVENTS_LOOKED_AT || event->status != EVENT_PUBLISHED)
        return OK;
    enum err err = admits ? OK : audience_admits(ctx->store, event, ctx->actor.person, &admits);
    if (err != OK || !admits)
        return err;
    err = event_card_view(ctx, event, &card);
    if (err == OK)
        json_array_append_new(cards, card);
    return err;
}

static enum err fill_events(struct ctx *ctx, json_t *view)
{
    struct event_viewer viewer = event_viewer_of(ctx);
    struct event_filter filter = {.kind = EVENT_ANY_KIND, .from = ctx->now, .limit = 50};
    struct event_list list;
    json_t *cards = json_array();
    json_t *calls = json_array();
    enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        err = add_card(ctx, &list.items[i], cards);
        if (err == OK && !json_object_get(view, "tonight"))
            err = spark_tonight_card(ctx, &list.items[i], view);
        if (err == OK && takes_talks(ctx, &list.items[i]))
            err = add_call(ctx, &list.items[i], calls, view);
    }
    event_cards_by_time(cards);
    while (json_array_size(cards) > EVENTS_SHOWN)
        json_array_remove(cards, json_array_size(cards) - 1);
    view_list(view, "events", cards);
    view_list(view, "calls", calls);
    return err;
}

static enum err fill_suggested(struct ctx *ctx, json_t *view)
{
    struct for_me_list list;
    enum err err = for_me_of_viewer(ctx, SUGGESTED, &list);
    return err == OK ? for_me_view(ctx, &list, "suggested", view) : err;
}

static enum err fill_deadlines(struct ctx *ctx, json_t *view)
{
    struct deadline_list list;
    json_t *items = json_array();
    enum err err = deadline_list(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct deadline *d = &list.items[i];
        bool soon = !day_is_none(d->due_on) && d->due_on.v - tz_day(ctx->now).v <= SOON_DAYS;
        bool due = d->status == DEADLINE_LATE ||
                   (d->status == DEADLINE_OPEN && (d->kind == DEADLINE_CONVERSATION || soon));
        if (due && json_array_size(items) < DEADLINES_SHOWN)
            json_array_append_new(items, deadline_view(ctx, &list, d));
    }
    view_list(view, "deadlines", items);
    return err;
}

/* For administrators: accounts of a provider that wait for their yes. */
static enum err fill_links(struct ctx *ctx, json_t *view)
{
    int count = 0;
    if (!may(&ctx->actor, ACTION_LINK_CONFIRM, &(struct object){0}))
        return OK;
    enum err err = identity_request_count(ctx->store, tz_day(ctx->now), &count);
    if (err == OK && count)
        json_object_set_new(
            view, "links",
            json_pack("{s:s}", "text",
                      count == 1
                          ? "1 account waits for you to say whose it is"
                          : arena_printf(ctx->arena,
                                         "%d accounts wait for you to say whose they are", count)));
    return err;
}

/* For whoever decides: requests that wait for them (AP-11). */
static enum err fill_requests(struct ctx *ctx, json_t *view)
{
    struct approval_list list;
    enum err err =
        approval_list_waiting(ctx->store, ctx->actor.person, tz_day(ctx->now), ctx->arena, &list);
    if (err == OK && list.count)
        json_object_set_new(
            view, "requests",
            json_pack("{s:s}", "text",
                      list.count == 1
                          ? "1 request waits for you"
                          : arena_printf(ctx->arena, "%d requests wait for you", list.count)));
    return err;
}

/* For whoever decides on a call's proposals (SP-03): those that nobody looked at yet. */
static enum err fill_proposals(struct ctx *ctx, json_t *view)
{
    struct proposals_open_list open;
    json_t *list = json_array();
    enum err err = proposal_list_open(ctx->store, ctx->now, ctx->arena, &open);
    for (int i = 0; err == OK && i < open.count; i++) {
        struct event event;
        err = event_find_seen(ctx, open.items[i].event.v, &event);
        if (err == OK && event_may(ctx, ACTION_EVENT_EDIT, &event))
            json_array_append_new(
                list, json_pack("{s:I, s:s}", "event", (json_int_t)event.id.v, "text",
                                arena_printf(ctx->arena, "%s for %s to decide on",
                                             words_count(ctx->arena, open.items[i].count,
                                                         "proposal", "proposals"),
                                             open.items[i].title)));
        err = err == ERR_NOT_FOUND ? OK : err;
    }
    view_list(view, "proposals", list);
    return err;
}

static const char *first_name(struct ctx *ctx, const char *name)
{
    struct str rest = str_of(name), first = rest;
    return str_split(&rest, ' ', &first) ? arena_str_c(ctx->arena, first) : name;
}

static void add_step(json_t *steps, bool done, const char *href, const char *title,
                     const char *text)
{
    json_t *step =
        json_pack("{s:b, s:s, s:s}", "done", done, "title", title, "text", done ? "" : text);
    if (!done && href)
        json_object_set_new(step, "href", json_string(href));
    json_array_append_new(steps, step);
}

/* A trust that has just begun: what there is to do first, for whoever may do it. */
static enum err fill_steps(struct ctx *ctx, json_t *view)
{
    struct setting_up up;
    json_t *steps = json_array();
    bool may_begin = may(&ctx->actor, ACTION_SCHOOL_CREATE, &(struct object){.school = {0}});
    enum err err = may_begin ? setting_up_find(ctx->store, &up) : OK;
    if (may_begin && err == OK && !(up.has_school && up.has_calendar && up.has_people)) {
        add_step(steps, up.has_school, "/schools/new", "Add a school",
                 "People, calendars and events belong to one.");
        add_step(steps, up.has_calendar, up.has_school ? "/school-calendars" : NULL,
                 "Put in its school days",
                 "Terms, half-terms and INSET days: every deadline "
                 "follows them.");
        add_step(steps, up.has_people, "/people/import", "Bring in its people",
                 "From the school's own system, as a file. Nothing changes before you have seen "
                 "what would.");
    }
    view_list(view, "steps", steps);
    return err;
}

enum err page_home(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    enum err err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err != OK)
        return err;
    json_t *view = view_new("Home");
    response_page(response, "home.html", view);
    const char *hello = arena_printf(ctx->arena, "Hello %s", first_name(ctx, person.name));
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(hello));
    err = talk_offer_view_asked(ctx, view);
    if (err == OK)
        err = talk_swap_view_asked(ctx, view);
    if (err == OK)
        err = fill_next(ctx, view);
    if (err == OK)
        err = fill_choices(ctx, view);
    if (err == OK)
        err = fill_readings(ctx, view);
    if (err == OK)
        err = fill_steps(ctx, view);
    if (err == OK)
        err = fill_deadlines(ctx, view);
    if (err == OK)
        err = fill_suggested(ctx, view);
    if (err == OK)
        err = fill_events(ctx, view);
    if (err == OK)
        err = spark_after_view(ctx, view);
    if (err == OK)
        err = deadline_view_mentees(ctx, view);
    if (err == OK)
        err = fill_links(ctx, view);
    if (err == OK)
        err = fill_requests(ctx, view);
    if (err == OK)
        err = fill_proposals(ctx, view);
    if (err == OK)
        err = question_view_home(ctx, view);
    if (form_has(&request->query, "did"))
        view_flash(
            view,
            "Noted. Its reminders stop. You can undo this on your deadlines page for 7 days.");
    if (err != OK)
        response_done(response);
    return err;
}
