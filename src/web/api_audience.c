/* DESIGN: for whom events are, in the API; training days and the year's programme. */
#include "api.h"
#include "api_gate.h"
#include "audience.h"
#include "audit.h"
#include "booking.h"
#include "calendar.h"
#include "json_input.h"
#include "json_view.h"
#include "programme_year.h"
#include "training_day.h"
#include "training_gate.h"
#include "tz.h"
#include "viewer.h"

/* ---- the answer ---- */

static json_t *lines_json(const struct audience_lines *lines)
{
    json_t *items = json_array();
    for (int i = 0; i < lines->count; i++) {
        const struct audience_line *line = &lines->items[i];
        json_t *item = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)line->id, "kind",
                                 audience_kind_name(line->kind), "text", line->text);
        json_object_set_new(item, "object",
                            line->object ? json_integer(line->object) : json_null());
        json_object_set_new(item, "word", *line->word ? json_string(line->word) : json_null());
        json_array_append_new(items, item);
    }
    return items;
}

static json_t *people_json(const struct event *event, const struct audience_people *people)
{
    bool requires = event->fields.attendance == ATTENDANCE_REQUIRED;
    json_t *items = json_array();
    for (int i = 0; i < people->count; i++) {
        const struct audience_person *p = &people->items[i];
        json_array_append_new(items, json_pack("{s:I, s:s, s:s, s:b, s:b, s:b}", "id",
                                               (json_int_t)p->person.v, "name", p->name, "school",
                                               p->school_name, "required",
                                               requires && p->excuse == EXCUSE_NONE && !p->declined,
                                               "booked", p->booked, "declined", p->declined));
    }
    return items;
}

static json_t *quotas_json(const struct event_quotas *quotas)
{
    json_t *items = json_array();
    for (int i = 0; i < quotas->count; i++)
        json_array_append_new(
            items, json_pack("{s:I, s:i, s:i}", "school", (json_int_t)quotas->items[i].school.v,
                             "places", quotas->items[i].places, "taken", quotas->items[i].taken));
    return items;
}

static enum err answer(struct ctx *ctx, struct response *response, const struct event *event)
{
    struct audience_lines lines;
    struct audience_people people;
    struct event_quotas quotas;
    const char *late = "";
    enum err err = audience_lines(ctx->store, event->id, ctx->arena, &lines);
    if (err == OK)
        err = audience_list(ctx->store, event, ctx->arena, &people);
    if (err == OK)
        err = audience_quotas(ctx->store, event->id, ctx->arena, &quotas);
    if (err == OK)
        err = audience_find_late(ctx->store, event->id, ctx->arena, &late);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:s, s:o, s:o, s:i, s:o, s:s}", "attendance",
                                   event_attendance_name(event->fields.attendance), "lines",
                                   lines_json(&lines), "people", people_json(event, &people),
                                   "required_count", people.required, "quotas",
                                   quotas_json(&quotas), "late_reason", late));
}

enum err api_audience(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &event);
    return err == OK ? answer(ctx, response, &event) : err;
}

/* After a change: it is written down, those it is for are asked, and how it stands. */
static enum err changed(struct ctx *ctx, struct response *response, const struct event *event)
{
    enum err err = audience_ask(ctx->store, ctx->now, event, ctx->arena);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-audience", event->id.v, "");
    return err == OK ? answer(ctx, response, event) : err;
}

static enum err find_to_change(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = api_gate_write(ctx);
    return err == OK ? event_find_editable(ctx, id, ret) : err;
}

/* ---- changes ---- */

static enum err read_line(struct ctx *ctx, const struct request *request, struct response *response,
                          struct audience_line *line)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *kind;
    json_input_require(&in, "kind");
    if (json_input_text(&in, "kind", &kind) && audience_kind_parse(str_of(kind), &line->kind) != OK)
        json_input_refuse(&in, "kind",
                          "Choose school, role, staff group, group, person or governors.");
    json_input_id(&in, "object", &line->object);
    json_input_text(&in, "word", &line->word);
    return json_input_end(&reader, response);
}

enum err api_audience_add(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct audience_line line = {.word = ""};
    enum err err = find_to_change(ctx, request->id, &event);
    if (err == OK)
        err = read_line(ctx, request, response, &line);
    if (err == OK)
        err = audience_add(ctx->store, ctx->now, event.id, &line, &ctx->why);
    return err == OK ? changed(ctx, response, &event) : err;
}

enum err api_audience_remove(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    struct event_id id;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = audience_find_line(ctx->store, request->id, &id);
    if (err == OK)
        err = event_find_editable(ctx, id.v, &event);
    if (err == OK)
        err = audience_remove(ctx->store, event.id, request->id);
    return err == OK ? changed(ctx, response, &event) : err;
}

enum err api_quota(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct school_id school = {0};
    int places = -1;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = find_to_change(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "school");
    json_input_id(&in, "school", &school.v);
    if (!json_is_null(json_object_get(request->json, "places")) &&
        json_input_int(&in, "places", &places) && places < 0)
        json_input_refuse(&in, "places", "Send a number from 0, or null for no limit.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = audience_set_quota(ctx->store, event.id, school, places, &ctx->why);
    if (err == OK)
        err = booking_promote(ctx->store, ctx->now, event.id, ctx->arena);
    return err == OK ? changed(ctx, response, &event) : err;
}

static enum err read_reason(struct ctx *ctx, const struct request *request,
                            struct response *response, const char *required, int64_t *ret_person,
                            const char **ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (*required)
        json_input_require(&in, required);
    json_input_text(&in, "reason", ret);
    if (ret_person)
        json_input_id(&in, "person_id", ret_person);
    return json_input_end(&reader, response);
}

enum err api_late(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    const char *reason = "";
    enum err err = find_to_change(ctx, request->id, &event);
    if (err == OK)
        err = read_reason(ctx, request, response, "reason", NULL, &reason);
    if (err == OK)
        err = audience_set_late(ctx->store, event.id, reason, &ctx->why);
    return err == OK ? changed(ctx, response, &event) : err;
}

enum err api_excuse(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct person_id person = {0};
    const char *reason = "";
    enum err err = find_to_change(ctx, request->id, &event);
    if (err == OK)
        err = read_reason(ctx, request, response, "person_id reason", &person.v, &reason);
    if (err == OK)
        err = audience_excuse(ctx->store, ctx->now, &event, person, reason, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-excuse", event.id.v, "");
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_decline(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    const char *reason = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = read_reason(ctx, request, response, "", NULL, &reason);
    if (err == OK)
        err =
            audience_decline(ctx->store, ctx->now, event.id, ctx->actor.person, reason, &ctx->why);
    if (err == OK)
        err = booking_withdraw_at(ctx->store, ctx->now, event.id, ctx->actor.person,
                                  "You said that you cannot come.", ctx->arena);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- training days, the year's programme ---- */

enum err api_event_agree(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = training_gate_find(ctx, request->id, &event);
    if (err == OK)
        err = training_gate_agree(ctx, &event);
    if (err == OK)
        err = training_day_agree(ctx->store, ctx->now, &event, ctx->actor.person, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-agree", event.id.v, "");
    if (err == OK) /* nothing that is shown has changed */
        err = json_view_event(ctx, &event, &view);
    return err == OK ? response_json(response, 200, view) : err;
}

static enum err answer_years(struct ctx *ctx, struct response *response, int year)
{
    struct programme_years list;
    json_t *items = json_array();
    enum err err = programme_year_list(ctx->store, year, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct programme_year *y = &list.items[i];
        json_t *item =
            json_pack("{s:i, s:o, s:s}", "year", y->year, "published_at",
                      json_view_instant(y->published_at), "published_by", y->published_by);
        json_object_set_new(item, "school", y->school.v ? json_integer(y->school.v) : json_null());
        json_array_append_new(items, item);
    }
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

enum err api_programme_years(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    int64_t year = form_int(&request->query, "year", calendar_year(tz_day(ctx->now)));
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = training_gate_programme(ctx);
    if (err == OK && (year < 2000 || year > 2200))
        err = refuse_field(&ctx->why, "year", "Send a year like 2026 for 2026/27.");
    return err == OK ? answer_years(ctx, response, (int)year) : err;
}

enum err api_programme_year(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    const json_t *named = json_object_get(request->json, "school");
    struct school_id school = {json_is_integer(named) ? json_integer_value(named) : -1};
    int year = 0;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (json_is_null(named))
        school.v = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = training_gate_publish(ctx, school);
    if (err != OK)
        return err;
    json_input_require(&in, "year");
    json_input_int(&in, "year", &year);
    if (school.v < 0)
        json_input_refuse(&in, "school", "Send the school's id, or null for the whole trust.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = programme_year_publish(ctx->store, ctx->now, ctx->actor.person, school, year,
                                     &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "programme-year", school.v, "");
    return err == OK ? answer_years(ctx, response, year) : err;
}
