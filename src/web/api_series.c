/* DESIGN: series in the API: made of an event, looked at, changed, ended; their groups. */
#include <stdio.h>
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "check.h"
#include "json_input.h"
#include "json_view.h"
#include "series_gate.h"
#include "series_view.h"
#include "talk.h"
#include "tz.h"
#include "words.h"

static const char *const WEEKDAYS[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

/* ---- as it is shown ---- */

static json_t *clock_json(int minutes)
{
    char text[8];
    snprintf(text, sizeof text, "%02d:%02d", minutes / 60 % 24, minutes % 60);
    return json_string(text);
}

static json_t *dates_json(struct ctx *ctx, const struct series_scene *scene,
                          const struct series_calendar *calendar)
{
    json_t *list = json_array();
    for (int i = 0; i < scene->list.count; i++) {
        const struct event *event = &scene->list.items[i];
        const char *off = series_off_words(ctx, &scene->series, calendar, event);
        json_array_append_new(list, json_pack("{s:I, s:o, s:o, s:o, s:s, s:o}", "event_id",
                                              (json_int_t)event->id.v, "on",
                                              json_view_day(event->series_on), "starts_at",
                                              json_view_instant(event->fields.starts_at), "ends_at",
                                              json_view_instant(event->fields.ends_at), "status",
                                              event_status_name(event->status), "off",
                                              off ? json_string(off) : json_null()));
    }
    return list;
}

static enum err series_json(struct ctx *ctx, const struct series_scene *scene, json_t **ret)
{
    struct series_calendar calendar;
    const struct series_rule *rule = &scene->series.rule;
    enum err err = series_calendar_of(ctx, scene, &calendar);
    if (err != OK)
        return err;
    *ret = json_pack(
        "{s:I, s:i, s:s, s:I, s:s, s:s, s:o, s:o, s:i, s:o, s:o, s:o, s:b, s:s, s:o, s:o}", "id",
        (json_int_t)scene->series.id.v, "version", scene->series.version, "title",
        scene->next->fields.title, "host_school", (json_int_t)scene->series.school.v, "repeats",
        series_repeat_name(rule->repeat), "weekday", WEEKDAYS[rule->weekday], "nth",
        rule->nth ? json_integer(rule->nth) : json_null(), "starts", clock_json(rule->start_min),
        "minutes", rule->length_min, "from", json_view_day(rule->from), "until",
        json_view_day(rule->until), "times", rule->times ? json_integer(rule->times) : json_null(),
        "inset", rule->inset, "words", series_rules_words(rule, ctx->arena), "my_membership",
        json_view_id(scene->mine.id), "dates", dates_json(ctx, scene, &calendar));
    return OK;
}

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct series_scene scene;
    json_t *view;
    enum err err = series_gate_find(ctx, id, &scene);
    if (err == OK)
        err = series_json(ctx, &scene, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, scene.series.version);
    return status == 201 ? api_gate_created(ctx, response, view, "series", id)
                         : response_json(response, status, view);
}

enum err api_series_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- making ---- */

static void read_rule(const struct json_input *in, struct series_rule *rule)
{
    const char *repeats = "";
    json_input_require(in, "repeats");
    if (json_input_text(in, "repeats", &repeats) &&
        series_repeat_parse(str_of(repeats), &rule->repeat) != OK)
        json_input_refuse(in, "repeats",
                          "Choose weekly, fortnightly, monthly, half-termly or termly.");
    json_input_int(in, "nth", &rule->nth);
    json_input_day(in, "until", &rule->until);
    json_input_int(in, "times", &rule->times);
    json_input_bool(in, "inset", &rule->inset);
}

/* The event and the rule of the body, for whoever may edit the event. */
static enum err read_repeat(struct ctx *ctx, const struct request *request,
                            struct response *response, struct event *event,
                            struct series_rule *rule)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, event);
    if (err != OK)
        return err;
    *rule = series_rule_of(event);
    read_rule(&in, rule);
    return json_input_end(&reader, response);
}

enum err api_series_preview(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct series_rule rule;
    struct series_dates dates;
    json_t *meets = json_array(), *skipped = json_array();
    enum err err = read_repeat(ctx, request, response, &event, &rule);
    if (err == OK)
        err = series_plan(ctx->store, &event, &rule, &ctx->why, &dates);
    for (int i = 0; err == OK && i < dates.count; i++) {
        const struct series_date *date = &dates.items[i];
        if (date->why == SERIES_MEETS)
            json_array_append_new(meets, json_pack("{s:o, s:o, s:o}", "on", json_view_day(date->on),
                                                   "starts_at", json_view_instant(date->starts_at),
                                                   "ends_at", json_view_instant(date->ends_at)));
        else
            json_array_append_new(skipped, json_pack("{s:o, s:s}", "on", json_view_day(date->on),
                                                     "why", series_why_words(date, ctx->arena)));
    }
    if (err != OK) {
        json_decref(meets);
        json_decref(skipped);
        return err;
    }
    return response_json(response, 200,
                         json_pack("{s:s, s:o, s:o}", "words",
                                   series_rules_words(&rule, ctx->arena), "dates", meets, "skipped",
                                   skipped));
}

static enum err note(struct ctx *ctx, const char *action, int64_t id)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, id, "");
}

enum err api_series_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    struct series_rule rule;
    struct series_id id = {0};
    enum err err = read_repeat(ctx, request, response, &event, &rule);
    if (err == OK)
        err =
            series_create(ctx->store, ctx->now, ctx->actor.person, event.id, &rule, &ctx->why, &id);
    if (err == OK)
        err = note(ctx, "series-create", id.v);
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

/* The series if the actor may edit it, and the version their If-Match holds them to. */
static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct series_scene *ret,
                               int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = series_gate_edit(ctx, request->id, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->series.version, ret_version)
                     : err;
}

enum err api_series_extend(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct series_scene scene;
    struct day until = DAY_NONE;
    int version, added;
    enum err err = find_to_change(ctx, request, response, &scene, &version);
    if (err != OK)
        return err;
    json_input_require(&in, "until");
    json_input_day(&in, "until", &until);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = series_extend(ctx->store, ctx->now, ctx->actor.person, scene.series.id, version,
                            until, &ctx->why, &added);
    if (err == OK)
        err = note(ctx, "series-change", request->id);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

enum err api_series_publish(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct series_scene scene;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = series_gate_edit(ctx, request->id, &scene);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, scene.series.version);
    if (err == OK)
        err = series_publish(ctx->store, ctx->now, scene.series.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "series-publish", request->id);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

enum err api_event_restore(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = series_restore(ctx->store, ctx->now, event.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "event-restore", event.id.v);
    if (err == OK)
        err = event_find_seen(ctx, event.id.v, &event);
    if (err == OK)
        err = json_view_event(ctx, &event, &view);
    return err == OK ? response_json(response, 200, view) : err;
}

/* ---- changing ---- */

/* Whom it would harm stands in `errors`, so that the same call with `sure` can follow. */
static void list_strands(struct ctx *ctx, const struct series_strands *strands)
{
    const char *slug = ctx->why.slug, *detail = ctx->why.detail;
    for (int i = 0; i < strands->count && i < REFUSAL_FIELDS_MAX; i++) {
        const struct series_strand *s = &strands->items[i];
        const char *when = words_when(ctx->arena, s->starts_at, s->ends_at);
        if (s->bookings)
            refuse_field(&ctx->why, "sure", "%s: %s would end.", when,
                         words_count(ctx->arena, s->bookings, "booking", "bookings"));
        else
            refuse_field(&ctx->why, "sure", "%s: %s has %s then.", when, s->person,
                         *s->other ? arena_printf(ctx->arena, "“%s”", s->other) : "something else");
    }
    ctx->why.slug = slug;
    ctx->why.detail = detail;
}

static bool would_strand(const struct ctx *ctx, enum err err)
{
    return err == ERR_CONFLICT && strcmp(ctx->why.slug, "would-strand") == 0;
}

/* "16:30", minutes after midnight. */
static bool read_clock(const struct json_input *in, const char *name, int *ret_min)
{
    const char *text;
    int hour = 0, minute = 0;
    if (!json_input_text(in, name, &text))
        return false;
    if (words_parse_time(str_of(text), &hour, &minute) != OK)
        json_input_refuse(in, name, "Send a time of day like 16:30.");
    *ret_min = hour * 60 + minute;
    return true;
}

static void read_time(const struct json_input *in, const struct series_scene *scene,
                      struct series_change *change)
{
    struct local from = tz_local(scene->next->fields.starts_at);
    struct local to = tz_local(scene->next->fields.ends_at);
    int start_min = from.hour * 60 + from.minute, end_min = to.hour * 60 + to.minute;
    bool starts = read_clock(in, "starts", &start_min), ends = read_clock(in, "ends", &end_min);
    if (!starts && !ends)
        return;
    change->set |= SERIES_SET_TIME;
    change->start_min = start_min;
    change->length_min = end_min - start_min;
    if (end_min <= start_min)
        json_input_refuse(in, "ends", "The end must be after the start.");
}

static void read_change(const struct json_input *in, const struct series_scene *scene,
                        struct series_change *change)
{
    if (json_input_text(in, "title", &change->title))
        change->set |= SERIES_SET_TITLE;
    if (json_input_text(in, "purpose", &change->purpose))
        change->set |= SERIES_SET_PURPOSE;
    if (json_input_text(in, "room", &change->room))
        change->set |= SERIES_SET_ROOM;
    if (json_input_int(in, "capacity", &change->capacity))
        change->set |= SERIES_SET_CAPACITY;
    if (json_input_hours(in, "hours", &change->hours_min))
        change->set |= SERIES_SET_HOURS;
    read_time(in, scene, change);
    json_input_bool(in, "sure", &change->sure);
}

/* One of its dates, or none for all that are to come. */
static void read_from(const struct json_input *in, const struct series_scene *scene,
                      struct event_id *ret)
{
    bool known = false;
    if (!json_input_id(in, "from_event", &ret->v))
        return;
    for (int i = 0; i < scene->list.count; i++)
        known = known || scene->list.items[i].id.v == ret->v;
    if (!known)
        json_input_refuse(in, "from_event", "This is no date of the series. Leave it out for all.");
}

enum err api_series_change(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct series_scene scene;
    struct series_strands strands;
    struct series_change change = {.sure = false};
    enum err err = find_to_change(ctx, request, response, &scene, &change.version);
    if (err != OK)
        return err;
    change.series = scene.series.id;
    read_change(&in, &scene, &change);
    read_from(&in, &scene, &change.from);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = series_change(ctx->store, ctx->now, &change, &ctx->why);
    if (would_strand(ctx, err) &&
        series_change_strands(ctx->store, ctx->now, &change, ctx->arena, &strands) == OK)
        list_strands(ctx, &strands);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK)
        err = note(ctx, "series-change", request->id);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

enum err api_series_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct series_scene scene;
    struct series_strands strands;
    struct series_ending ending = {.sure = false};
    enum err err = find_to_change(ctx, request, response, &scene, &ending.version);
    if (err != OK)
        return err;
    ending.series = scene.series.id;
    json_input_bool(&in, "sure", &ending.sure);
    read_from(&in, &scene, &ending.from);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = series_end(ctx->store, ctx->now, &ending, &ctx->why);
    if (would_strand(ctx, err) && series_end_strands(ctx->store, ctx->now, ending.series,
                                                     ending.from, ctx->arena, &strands) == OK)
        list_strands(ctx, &strands);
    if (err == OK)
        err = talk_promote(ctx->store, ctx->now, ctx->arena);
    if (err == OK)
        err = note(ctx, "series-end", request->id);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}
