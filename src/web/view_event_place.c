/* DESIGN: where an event is, who runs it, and what is odd about either, on its page. */
#include "view_event_place.h"

#include "event_gate.h"
#include "event_session.h"
#include "festival_view.h"
#include "room.h"
#include "room_words.h"
#include "school_officer.h"
#include "series.h"
#include "tz.h"
#include "words.h"

/* ---- the place ---- */

static void set_text(json_t *view, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(view, key, json_string(text));
}

/* What the room has and lacks (TW-06). */
static enum err add_room(struct ctx *ctx, const struct event *event, json_t *place)
{
    struct room room;
    if (!event->fields.in.v)
        return OK;
    enum err err = room_find(ctx->store, event->fields.in, ctx->arena, &room);
    if (err != OK)
        return err;
    if (!day_is_none(room.checked_on)) {
        set_text(place, "has", room_words_has(ctx->arena, room.fields.has, ", "));
        set_text(place, "missing", room_words_missing(ctx->arena, &room));
    }
    set_text(place, "notes", room.fields.notes);
    if (may(&ctx->actor, ACTION_ORG_VIEW, &(struct object){.school = room.fields.school}))
        set_text(place, "href", arena_printf(ctx->arena, "/rooms/%lld", (long long)room.id.v));
    return OK;
}

static enum err place_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_place said;
    json_t *place = json_object();
    bool edits = event_may(ctx, ACTION_EVENT_NEEDS, event);
    enum err err = event_place_find(ctx->store, event->id, ctx->arena, &said);
    if (err == OK)
        err = add_room(ctx, event, place);
    if (err != OK) {
        json_decref(place);
        return err;
    }
    set_text(place, "getting_in", said.getting_in);
    set_text(place, "catering", said.catering);
    set_text(place, "equipment", edits ? said.equipment : NULL);
    if (edits || event_place_opens_link(event))
        set_text(place, "online_link", said.online_link);
    else if (*said.online_link)
        json_object_set_new(place, "online", json_true());
    if (json_object_size(place))
        json_object_set(view, "place", place);
    json_decref(place);
    return OK;
}

/* ---- people ---- */

static const char *add_name(struct ctx *ctx, const char *names, const char *name)
{
    return arena_printf(ctx->arena, "%s%s%s", names, *names ? ", " : "", name);
}

/* Where nobody is named, whoever leads professional development there answers for it (PR-09), else
 * the trust's coordinators: there is always somebody to ask. */
static enum err find_answering(struct ctx *ctx, const struct event *event, const char **ret)
{
    struct day today = tz_day(ctx->now);
    struct school_officer *officers = NULL;
    struct grant_held_list held = {NULL, 0};
    const char *names = "";
    int count = 0;
    enum err err = OK;
    if (event->fields.school.v) /* 0 would mean all schools */
        err = school_officer_list(ctx->store, event->fields.school, today, ctx->arena, &officers,
                                  &count);
    for (int i = 0; err == OK && i < count; i++)
        if (officers[i].role == ROLE_CPD_LEADER)
            names = add_name(ctx, names, officers[i].name);
    if (err == OK && !*names)
        err = grant_list_holders(ctx->store, (struct school_id){0}, today, ctx->arena, &held);
    for (int i = 0; err == OK && i < held.count; i++) {
        const struct grant_held *h = &held.items[i];
        if (h->grant.role == ROLE_TRUST_COORDINATOR &&
            (day_is_none(h->from) || h->from.v <= today.v))
            names = add_name(ctx, names, h->person_name);
    }
    *ret = names;
    return err;
}

static enum err people_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    static const char *const AFTER[BOOKING_PARTS] = {
        [PART_CO_LEADER] = " (co-leader)", [PART_ASSISTANT] = " (assistant)"};
    struct event_leaders leaders;
    struct event_organisers organisers;
    const char *names = "", *who = "";
    enum err err = event_leader_list(ctx->store, event->id, ctx->arena, &leaders);
    if (err == OK)
        err = event_organiser_list(ctx->store, event->id, ctx->arena, &organisers);
    if (err != OK)
        return err;
    for (int i = 0; i < leaders.count; i++) {
        const struct event_leader *l = &leaders.items[i];
        const char *after = AFTER[l->part] ? AFTER[l->part] : "";
        names = arena_printf(ctx->arena, "%s%s%s%s", names, i ? ", " : "", l->name, after);
    }
    for (int i = 0; i < organisers.count; i++)
        who = add_name(ctx, who, organisers.items[i].name);
    if (!*who)
        err = find_answering(ctx, event, &who);
    set_text(view, "leaders", names);
    set_text(view, "organisers", who);
    return err;
}

enum err event_place_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    bool comes = event->my_booking && event->status != EVENT_CANCELLED &&
                 ctx->now.v < event->fields.ends_at.v;
    enum err err = place_view(ctx, event, view);
    if (err == OK)
        err = people_view(ctx, event, view);
    if (err == OK)
        err = event_warnings_view(ctx, event, view);
    if (err == OK && comes)
        set_text(view, "needs_href",
                 arena_printf(ctx->arena, "/bookings/%lld/needs", (long long)event->my_booking));
    if (err == OK && event_may(ctx, ACTION_EVENT_NEEDS, event))
        json_object_set_new(view, "may_see_needs", json_true());
    return err;
}

/* ---- what is odd ---- */

static void warn(json_t *warnings, const char *text)
{
    json_array_append_new(warnings, json_pack("{s:s}", "text", text));
}

/* At each of its sessions. */
static enum err add_festivals(struct ctx *ctx, const struct event *event, json_t *warnings)
{
    struct festivals all;
    struct event_sessions sessions;
    enum err err = festival_view_read(ctx->arena, &all);
    if (err == OK)
        err = event_session_list(ctx->store, event->id, ctx->arena, &sessions);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        struct festival_hit hits[FESTIVAL_HITS_MAX];
        const struct event_session *s = &sessions.items[i];
        int count = festival_find(&all, s->starts_at, s->ends_at, hits);
        for (int h = 0; h < count; h++)
            warn(warnings, festival_view_words(ctx->arena, &hits[h]));
    }
    return err;
}

/* Nobody is at school then, unless somebody meant it so: each session at the host. */
static enum err add_closed_days(struct ctx *ctx, const struct event *event, json_t *warnings)
{
    struct event_sessions sessions;
    struct series_calendar calendar;
    struct school school;
    if (!event->fields.school.v || event->fields.kind == EVENT_CONFERENCE)
        return OK;
    enum err err = event_session_list(ctx->store, event->id, ctx->arena, &sessions);
    if (err == OK)
        err = school_find(ctx->store, event->fields.school, ctx->arena, &school);
    if (err == OK)
        err =
            series_load_calendar(ctx->store, event->fields.school, tz_day(event->fields.starts_at),
                                 tz_day(event->fields.ends_at), ctx->arena, &calendar);
    for (int i = 0; err == OK && i < sessions.count; i++) {
        struct series_date date = {.on = tz_day(sessions.items[i].starts_at)};
        date.why = series_rules_day(&calendar, date.on, true, &date.name); /* staff work on INSET */
        if (date.why == SERIES_MEETS || date.why == SERIES_NO_CALENDAR)
            continue;
        warn(warnings, arena_printf(ctx->arena, "%s is no school day at %s: %s.",
                                    words_date(ctx->arena, date.on), school.name,
                                    series_why_words(&date, ctx->arena)));
    }
    return err;
}

static enum err add_seats(struct ctx *ctx, const struct event *event, json_t *warnings)
{
    struct room room;
    if (!event->fields.in.v)
        return OK;
    enum err err = room_find(ctx->store, event->fields.in, ctx->arena, &room);
    if (err == OK && event->fields.capacity > room.fields.seats)
        warn(warnings,
             arena_printf(ctx->arena, "It has %s, but only %d people can sit in %s.",
                          words_count(ctx->arena, event->fields.capacity, "place", "places"),
                          room.fields.seats, room.fields.name));
    return err;
}

static enum err add_overlaps(struct ctx *ctx, const struct event *event, json_t *warnings)
{
    struct event_overlaps overlaps;
    enum err err = event_leader_overlaps(ctx->store, event->id, ctx->arena, &overlaps);
    for (int i = 0; err == OK && i < overlaps.count; i++) {
        const struct event_overlap *o = &overlaps.items[i];
        const char *what = *o->title ? arena_printf(ctx->arena, "“%s”", o->title)
                                     : "an event that is being planned";
        warn(warnings, arena_printf(ctx->arena, "%s also leads %s on %s.", o->name, what,
                                    words_when(ctx->arena, o->starts_at, o->ends_at)));
    }
    return err;
}

enum err event_warnings_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    json_t *warnings = json_array();
    bool live = event->status != EVENT_CANCELLED && ctx->now.v < event->fields.ends_at.v;
    enum err err = OK;
    if (live && event_may(ctx, ACTION_EVENT_EDIT, event)) {
        err = add_closed_days(ctx, event, warnings);
        if (err == OK)
            err = add_festivals(ctx, event, warnings);
        if (err == OK)
            err = add_seats(ctx, event, warnings);
        if (err == OK)
            err = add_overlaps(ctx, event, warnings);
    }
    view_list(view, "warnings", warnings);
    return err;
}
