/* DESIGN: whom an event is for, in words. */
#include "audience_view.h"

#include "asking_view.h"
#include "check.h"
#include "event_look.h"
#include "programme_year.h"
#include "tz.h"
#include "words.h"

enum { PEOPLE_SHOWN = 500 };

const char *audience_view_path(struct ctx *ctx, const struct event *event)
{
    return arena_printf(ctx->arena, "/events/%lld/audience", (long long)event->id.v);
}

/* ---- lines ---- */

static const char *summary_words(const struct event *event)
{
    static const char *const WORDS[ATTENDANCE_COUNT] = {
        [ATTENDANCE_REQUIRED] = "Those it is meant for have to come. Publishing books them a place "
                                "and tells them.",
        [ATTENDANCE_INVITED] = "Those it is meant for are invited. Publishing tells them; they "
                               "book or say no.",
        [ATTENDANCE_VOLUNTARY] = "Those it is meant for may book a place if they would like to.",
    };
    return WORDS[event->fields.attendance];
}

static const char *everybody_words(struct ctx *ctx, const struct event *event)
{
    if (event->fields.attendance == ATTENDANCE_VOLUNTARY)
        return "Everybody in the trust.";
    return arena_printf(ctx->arena, "Everybody who works at %s, because nothing else is said here.",
                        event->school_name);
}

static enum err add_lines(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct audience_lines lines;
    json_t *items = json_array();
    enum err err = audience_lines(ctx->store, event->id, ctx->arena, &lines);
    for (int i = 0; err == OK && i < lines.count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s}", "id", (json_int_t)lines.items[i].id,
                                               "text", lines.items[i].text));
    view_list(view, "lines", items);
    return err;
}

/* ---- people ---- */

static const char *state_words(const struct event *event, const struct audience_person *p)
{
    static const char *const EXCUSES[] = {
        [EXCUSE_NONE] = "",
        [EXCUSE_NOT_WORKING] = "Does not work then: invited, not required",
        [EXCUSE_NO_SCHOOL] = "Their school is closed then: invited, not required",
        [EXCUSE_AWAY] = "Not at work then: invited, not required",
    };
    bool requires = event->fields.attendance == ATTENDANCE_REQUIRED;
    if (p->declined)
    return requires ? "Excused" : "Cannot come";
    if (p->booked && p->status == BOOKING_WAITING)
        return "On the waiting list";
    if (p->booked)
        return p->required ? "Has to come, and has a place" : "Has a place";
    if (requires && p->excuse != EXCUSE_NONE)
        return EXCUSES[p->excuse];
    if (requires)
        return "Has to come";
    return p->asked ? "Invited, no answer yet" : "";
}

static json_t *person_view(struct ctx *ctx, const struct event *event,
                           const struct audience_person *p, bool busy)
{
    json_t *view = json_pack("{s:s, s:s, s:s}", "name", p->name, "school", p->school_name, "state",
                             busy ? arena_printf(ctx->arena, "%s. Busy then", state_words(event, p))
                                  : state_words(event, p));
    if (p->required)
        json_object_set_new(
            view, "excuse",
            json_string(arena_printf(ctx->arena, "/events/%lld/excuse?person=%lld",
                                     (long long)event->id.v, (long long)p->person.v)));
    return view;
}

static const char *counts_words(struct ctx *ctx, const struct event *event,
                                const struct audience_people *people)
{
    const char *all = words_count(ctx->arena, people->count, "person", "people");
    if (event->fields.attendance != ATTENDANCE_REQUIRED)
        return arena_printf(ctx->arena, "%s.", all);
    return arena_printf(ctx->arena, "%s, of whom %d %s to come. There are %d places.", all,
                        people->required, people->required == 1 ? "has" : "have",
                        event->fields.capacity);
}

static enum err add_people(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct audience_people people;
    struct event_sessions sessions;
    struct event_session_fields times[EVENT_SESSIONS_MAX];
    json_t *items = json_array();
    int busy_count = 0, time_count = 0;
    enum err err = audience_list(ctx->store, event, ctx->arena, &people);
    if (err == OK)
        err = event_session_list(ctx->store, event->id, ctx->arena, &sessions);
    if (err == OK)
        time_count = event_session_fields(&sessions, times);
    for (int i = 0; err == OK && i < people.count && i < PEOPLE_SHOWN; i++) {
        const struct audience_person *p = &people.items[i];
        bool busy = false;
        if (event->fields.attendance == ATTENDANCE_REQUIRED && audience_has_to_come(p))
            err = event_look_is_busy(ctx->store, event, p->person, times, time_count, ctx->arena,
                                     &busy);
        busy_count += busy;
        json_array_append_new(items, person_view(ctx, event, p, busy));
    }
    if (err == OK && busy_count)
        json_object_set_new(
            view, "busy",
            json_string(arena_printf(ctx->arena,
                                     "%d of those who have to come %s at something else then. It "
                                     "is said beside their names.",
                                     busy_count, busy_count == 1 ? "is" : "are")));
    if (err == OK)
        json_object_set_new(view, "counts", json_string(counts_words(ctx, event, &people)));
    if (err == OK && people.count > PEOPLE_SHOWN)
        json_object_set_new(
            view, "more",
            json_string(arena_printf(ctx->arena, "And %d more.", people.count - PEOPLE_SHOWN)));
    if (err == OK && event->fields.attendance == ATTENDANCE_REQUIRED &&
        people.required > event->fields.capacity)
        json_object_set_new(view, "warning",
                            json_string(arena_printf(
                                ctx->arena,
                                "%d people have to come and there are %d places. Give the event "
                                "more places before you publish it.",
                                people.required, event->fields.capacity)));
    view_list(view, "people", items);
    return err == OK ? asking_view(ctx, event, &people, view) : err;
}

/* ---- quotas ---- */

static enum err add_quotas(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_quotas quotas;
    json_t *items = json_array();
    enum err err = audience_quotas(ctx->store, event->id, ctx->arena, &quotas);
    for (int i = 0; err == OK && i < quotas.count; i++) {
        const struct event_quota *q = &quotas.items[i];
        json_array_append_new(
            items,
            json_pack("{s:s, s:s, s:I}", "school", q->school_name, "words",
                      arena_printf(ctx->arena, "at most %s, %d taken",
                                   words_count(ctx->arena, q->places, "place", "places"), q->taken),
                      "id", (json_int_t)q->school.v));
    }
    view_list(view, "quotas", items);
    return err;
}

/* ---- the reason ---- */

static enum err add_late(struct ctx *ctx, const struct event *event, json_t *view)
{
    bool out = false;
    const char *reason = "";
    enum err err = programme_year_is_out(ctx->store, event->fields.school,
                                         tz_day(event->fields.starts_at), &out);
    if (err == OK && out)
        err = audience_find_late(ctx->store, event->id, ctx->arena, &reason);
    if (err != OK || !out || event->fields.attendance != ATTENDANCE_REQUIRED)
        return err;
    json_object_set_new(
        view, "late",
        json_pack("{s:s, s:s, s:s}", "text",
                  *reason ? reason
                          : "The year’s programme was given out. What people have to come to after "
                            "that needs a reason they can read.",
                  "href", arena_printf(ctx->arena, "%s/late", audience_view_path(ctx, event)),
                  "link", *reason ? "Change the reason" : "Give the reason"));
    return OK;
}

enum err audience_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new("Who it is for");
    view_back(view, arena_printf(ctx->arena, "/events/%lld", (long long)event->id.v),
              event->fields.title);
    json_object_update_new(view, json_pack("{s:s, s:s, s:s}", "summary", summary_words(event),
                                           "everybody", everybody_words(ctx, event), "action",
                                           audience_view_path(ctx, event)));
    enum err err = add_lines(ctx, event, view);
    if (err == OK)
        err = add_people(ctx, event, view);
    if (err == OK)
        err = add_quotas(ctx, event, view);
    if (err == OK)
        err = add_late(ctx, event, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
