/* DESIGN: what the API shows of each noun, in one place. */
#include "json_view.h"

#include "api_event_input.h"
#include "event_session.h"
#include "programme_json.h"
#include "spark_view.h"
#include "tz.h"

json_t *json_view_instant(struct instant at)
{
    char text[INSTANT_TEXT_MAX];
    if (!at.v)
        return json_null();
    tz_format(at, text);
    return json_string(text);
}

json_t *json_view_day(struct day day)
{
    char text[DAY_TEXT_MAX];
    if (day_is_none(day))
        return json_null();
    day_format(day, text);
    return json_string(text);
}

json_t *json_view_id(int64_t id)
{
    return id ? json_integer(id) : json_null();
}

/* ---- events ---- */

/* What the viewer has there: {id, status}, or null. */
static json_t *own(int64_t id, const char *status)
{
    return id ? json_pack("{s:I, s:s}", "id", (json_int_t)id, "status", status) : json_null();
}

static json_t *event_view(const struct event *event)
{
    const struct event_fields *f = &event->fields;
    return json_pack(
        "{s:I, s:i, s:s, s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:o, s:o, s:i, s:i, s:i, s:i, s:b, "
        "s:s, s:f, s:o, s:o, s:o, s:o}",
        "id", (json_int_t)event->id.v, "version", event->version, "kind", event_kind_name(f->kind),
        "status", event_status_name(event->status), "title", f->title, "purpose", f->purpose,
        "host_school", (json_int_t)f->school.v, "school_name", event->school_name, "room", f->room,
        "place", event->place, "starts_at", json_view_instant(f->starts_at), "ends_at",
        json_view_instant(f->ends_at), "capacity", f->capacity, "taken", event->taken,
        "places_left", event->places_left, "waiting", event->waiting, "waiting_list",
        f->waiting_list, "attendance", event_attendance_name(f->attendance), "hours",
        f->hours_min / 60.0, "booking_opens_at", json_view_instant(f->booking_opens_at),
        "booking_closes_at", json_view_instant(f->booking_closes_at), "my_booking",
        own(event->my_booking, booking_status_name(event->my_booking_status)), "my_talk",
        own(event->my_talk, event->my_talk_status));
}

static void add_settings(const struct event *event, json_t *view)
{
    const struct event_fields *f = &event->fields;
    json_object_update_new(
        view, json_pack("{s:s, s:s, s:b, s:s, s:i, s:b, s:i, s:s}", "type", f->type, "counts",
                        event_counts_name(f->counts), "approval", f->approval, "clash",
                        f->clash_warns ? "warn" : "block", "offer_minutes", f->offer_min,
                        "fresh_schools_first", f->fresh_first, "withdraw_hours", f->withdraw_h,
                        "cancel_reason", event->cancel_reason));
}

/* What it is about, and what of AC-34 it does not say yet. */
static enum err add_about(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_about about;
    enum err err = event_about_find(ctx->store, event->id, ctx->arena, &about);
    if (err != OK)
        return err;
    const struct event_about_gaps gaps = event_about_gaps(&event->fields, &about);
    json_t *missing = json_array();
    for (int i = 0; i < gaps.count; i++)
        json_array_append_new(missing, json_string(gaps.names[i]));
    json_object_set_new(view, "about", api_event_about_view(&about));
    json_object_set_new(view, "missing", missing);
    return OK;
}

/* As they were given; what keynotes take out of them follows from those. */
static json_t *blocks_view(const struct spark_settings *settings)
{
    json_t *blocks = json_array();
    for (int i = 0; i < settings->span_count; i++)
        json_array_append_new(
            blocks,
            json_pack("{s:o, s:o}", "starts_at",
                      json_view_instant((struct instant){settings->spans[i].start_s}), "ends_at",
                      json_view_instant((struct instant){settings->spans[i].end_s})));
    return blocks;
}

/* Each length that may be booked, and how many of it would still fit. */
static json_t *lengths_view(const struct talk_lengths *lengths, const struct spark_room *room)
{
    json_t *list = json_array();
    for (int i = 0; i < lengths->count; i++)
        json_array_append_new(
            list, json_pack("{s:i, s:i}", "minutes", lengths->minutes[i], "more", room->more[i]));
    return list;
}

/* The minutes of the event that no block holds. */
static int fixed_minutes(const struct event_fields *fields, const struct spark_settings *settings)
{
    int64_t fixed_s = fields->ends_at.v - fields->starts_at.v;
    for (int i = 0; i < settings->span_count; i++)
        fixed_s -= settings->spans[i].end_s - settings->spans[i].start_s;
    return (int)(fixed_s / 60);
}

static enum err spark_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct spark_settings settings;
    struct talk_lengths lengths;
    struct spark_room room;
    enum err err = spark_event_find(ctx->store, event->id, ctx->arena, &settings);
    if (err == OK)
        err = spark_lengths(ctx->store, ctx->arena, &lengths);
    if (err == OK)
        err = spark_room_left(ctx->store, event->id, &lengths, &room);
    if (err != OK)
        return err;
    json_object_set_new(view, "minutes_left", json_integer(room.seconds_left / 60));
    json_object_set_new(
        view, "spark",
        json_pack(
            "{s:i, s:i, s:i, s:s, s:s, s:s, s:o, s:o, s:o, s:i, s:o, s:o}", "changeover_s",
            settings.pack.changeover_s, "fixed_minutes", fixed_minutes(&event->fields, &settings),
            "talks_a_person", settings.talks_a_person, "intake", spark_intake_name(settings.intake),
            "order", spark_order_name(settings.order), "themes", spark_themes_name(settings.themes),
            "rooms", programme_rooms_json(settings.rooms, settings.pack.room_count), "blocks",
            blocks_view(&settings), "lengths", lengths_view(&lengths, &room), "talks_waiting",
            room.waiting, "booking_opens_at", json_view_instant(event->fields.booking_opens_at),
            "booking_closes_at", json_view_instant(event->fields.booking_closes_at)));
    return OK;
}

static enum err sessions_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_sessions sessions;
    json_t *list = json_array();
    enum err err = event_session_list(ctx->store, event->id, ctx->arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        const struct event_session *s = &sessions.items[i];
        json_array_append_new(list,
                              json_pack("{s:I, s:o, s:o, s:s}", "id", (json_int_t)s->id,
                                        "starts_at", json_view_instant(s->starts_at), "ends_at",
                                        json_view_instant(s->ends_at), "room", s->room));
    }
    json_object_set_new(view, "sessions", list);
    return err;
}

enum err json_view_event(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = event_view(event);
    enum err err = sessions_view(ctx, event, view);
    json_object_set_new(view, "series", json_view_id(event->series));
    if (err != OK) {
        json_decref(view);
        return err;
    }
    add_settings(event, view);
    err = add_about(ctx, event, view);
    if (err == OK && event->fields.kind == EVENT_SPARK) {
        err = spark_view(ctx, event, view);
    } else {
        json_object_set_new(view, "minutes_left", json_null());
        json_object_set_new(view, "spark", json_null());
    }
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

/* ---- bookings and talks ---- */

static void set_position(json_t *view, int position)
{
    if (position)
        json_object_set_new(view, "position", json_integer(position));
}

json_t *json_view_booking(const struct booking *b)
{
    json_t *event =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:o, s:o}", "id", (json_int_t)b->event.v, "kind",
                  event_kind_name(b->event_kind), "status", event_status_name(b->event_status),
                  "title", b->event_title, "place", b->place, "starts_at",
                  json_view_instant(b->starts_at), "ends_at", json_view_instant(b->ends_at));
    json_t *view =
        json_pack("{s:I, s:I, s:s, s:b, s:o, s:o}", "id", (json_int_t)b->id.v, "person_id",
                  (json_int_t)b->person.v, "status", booking_status_name(b->status), "online",
                  b->online, "booked_at", json_view_instant(b->booked_at), "event", event);
    set_position(view, b->position);
    if (b->offered_until.v)
        json_object_set_new(view, "offered_until", json_view_instant(b->offered_until));
    if (*b->reason)
        json_object_set_new(view, "reason", json_string(b->reason));
    return view;
}

/* Who was asked and has not said yes is named to presenters and organisers only. */
static json_t *presenters_view(const struct talk *talk, bool inside)
{
    json_t *list = json_array();
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        if (p->asked && !inside)
            continue;
        json_t *item = json_pack("{s:I, s:s, s:s, s:b}", "person_id", (json_int_t)p->person.v,
                                 "name", p->name, "school", p->school_name, "lead", p->lead);
        if (inside)
            json_object_set_new(item, "answer", json_string(p->asked ? "asked" : "yes"));
        json_array_append_new(list, item);
    }
    return list;
}

static void add_needs(json_t *view, const struct talk *talk)
{
    json_object_set_new(view, "available_from", json_view_instant(talk->arrive_at));
    json_object_set_new(view, "available_to", json_view_instant(talk->leave_at));
    json_object_set_new(view, "kit", json_string(talk->kit));
}

json_t *json_view_talk(const struct talk *talk, bool inside)
{
    json_t *view = json_pack(
        "{s:I, s:i, s:I, s:s, s:s, s:s, s:s, s:i, s:o, s:o}", "id", (json_int_t)talk->id.v,
        "version", talk->version, "event_id", (json_int_t)talk->event.v, "status",
        talk_status_name(talk->status), "title", talk->title, "abstract", talk->abstract,
        "category", talk->category, "minutes", talk->minutes, "presenters",
        presenters_view(talk, inside), "booked_at", json_view_instant(talk->booked_at));
    json_object_set_new(view, "theme", json_string(talk->theme));
    if (inside)
        add_needs(view, talk);
    if (talk->wanted_minutes)
        json_object_set_new(view, "wanted_minutes", json_integer(talk->wanted_minutes));
    set_position(view, talk->position);
    if (talk->why)
        json_object_set_new(view, "why", json_string(talk->why));
    return view;
}

json_t *json_view_talk_shared(const struct talk *talk)
{
    return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:i, s:o}", "id", (json_int_t)talk->id.v,
                     "event_id", (json_int_t)talk->event.v, "title", talk->title, "abstract",
                     talk->abstract, "category", talk->category, "theme", talk->theme, "minutes",
                     talk->minutes, "presenters", presenters_view(talk, false));
}

/* ---- the cycle ---- */

/* What is still to come is open to the API; opens_on says from when on reminders go out. */
static const char *status_of(const struct deadline *deadline)
{
    return deadline_status_name(deadline->status == DEADLINE_COMING ? DEADLINE_OPEN
                                                                    : deadline->status);
}

json_t *json_view_deadline(const struct deadline *d)
{
    bool talk = d->kind == DEADLINE_CONVERSATION;
    json_t *view = json_pack(
        "{s:I, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:b}", "id", (json_int_t)d->id.v, "kind",
        talk ? "conversation" : "stage", "key", d->key, "label", d->label, "rule", d->rule,
        "opens_on", json_view_day(d->opens_on), "due_on", json_view_day(d->due_on), "status",
        status_of(d), "done_on", json_view_day(d->done_on), "may_undo", d->may_undo);
    if (talk) {
        json_object_set_new(view, "conversation_id", json_integer(d->conversation_id));
        json_object_set_new(view, "starts_at", json_view_instant(d->starts_at));
        json_object_set_new(view, "ends_at", json_view_instant(d->ends_at));
        json_object_set_new(view, "room", json_string(d->room ? d->room : ""));
    }
    return view;
}

static json_t *person_view(struct person_id person, const char *name)
{
    return person.v ? json_pack("{s:I, s:s}", "id", (json_int_t)person.v, "name", name)
                    : json_null();
}

json_t *json_view_conversation(const struct conversation *c)
{
    return json_pack("{s:I, s:i, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:b}", "id",
                     (json_int_t)c->id.v, "version", c->version, "deadline_id",
                     (json_int_t)c->deadline.v, "label", c->label, "due_on",
                     json_view_day(c->due_on), "person", person_view(c->person, c->person_name),
                     "pd_mentor", person_view(c->pd_mentor, c->pd_mentor_name), "starts_at",
                     json_view_instant(c->starts_at), "ends_at", json_view_instant(c->ends_at),
                     "room", c->room ? c->room : "", "held_on", json_view_day(c->held_on),
                     "held_by", json_view_id(c->held_by.v), "confirmed_by",
                     json_view_id(c->confirmed_by.v), "may_undo", c->may_undo);
}

json_t *json_view_nudge(const struct nudge_message *message)
{
    json_t *items = json_array();
    for (int i = 0; i < message->count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s}", "deadline",
                                               (json_int_t)message->items[i].deadline_id, "offset",
                                               nudge_step_name(message->items[i].step)));
    return json_pack("{s:I, s:s, s:o, s:o}", "person_id", (json_int_t)message->to.v, "email",
                     message->email, "send_at", json_view_instant(message->send_at), "items",
                     items);
}

json_t *json_view_feed(const struct feed *feed)
{
    return json_pack("{s:I, s:s, s:o, s:o, s:o, s:s}", "id", (json_int_t)feed->id, "scope",
                     feed_scope_name(feed->scope), "school_id", json_view_id(feed->school.v),
                     "created_at", json_view_instant(feed->created_at), "fetched_at",
                     json_view_instant(feed->fetched_at), "fetched_by",
                     feed->fetched_by ? feed->fetched_by : "");
}
