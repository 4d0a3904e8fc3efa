/* DESIGN: the year's plan in the API: wishes, a proposal with its reasons, dates by hand, drafts.
 */
#include "api.h"
#include "api_gate.h"
#include "calendar.h"
#include "date_plan_gate.h"
#include "date_plan_view.h"
#include "json_input.h"
#include "json_view.h"
#include "tz.h"
#include "words.h"

/* ---- the plan ---- */

static json_t *weekdays_json(unsigned weekdays)
{
    json_t *list = json_array();
    for (int d = 0; d < 5; d++)
        if (weekdays >> d & 1)
            json_array_append_new(list, json_integer(d + 1));
    return list;
}

static json_t *wish_json(struct ctx *ctx, const struct date_wish *wish)
{
    const struct date_wish_fields *f = &wish->fields;
    json_t *schools = json_array();
    for (int i = 0; i < f->school_count; i++)
        json_array_append_new(schools, json_integer(f->schools[i].v));
    return json_pack("{s:I, s:s, s:s, s:i, s:i, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:o}",
                     "id", (json_int_t)wish->id.v, "kind", event_kind_name(f->kind), "title",
                     f->title, "times", f->times, "minutes", f->minutes, "earliest",
                     date_plan_view_clock(ctx->arena, f->earliest_min), "latest",
                     date_plan_view_clock(ctx->arena, f->latest_min), "weekdays",
                     weekdays_json(f->weekdays), "from", json_view_day(f->from), "to",
                     json_view_day(f->to), "schools", schools, "group", json_view_id(f->group.v),
                     "host", json_view_id(f->host.v), "seats", f->seats, "leader",
                     json_view_id(f->leader.v));
}

static json_t *date_json(struct ctx *ctx, const struct date_row *row)
{
    const struct date_pick *pick = row->pick;
    bool none = day_is_none(pick->on);
    return json_pack(
        "{s:I, s:i, s:o, s:o, s:o, s:b, s:o, s:i, s:s, s:s, s:o, s:i, s:s}", "wish_id",
        (json_int_t)row->wish->id.v, "nth", pick->nth, "on", json_view_day(pick->on), "start",
        none ? json_null() : json_string(date_plan_view_clock(ctx->arena, pick->start_min)), "host",
        json_view_id(none ? 0 : pick->host.v), "fixed", pick->fixed, "event_id",
        json_view_id(pick->event.v), "points", row->points, "why", row->why, "broken", row->broken,
        "best_other", json_view_day(row->other_on), "version", pick->version, "missed",
        pick->missed);
}

static json_t *plan_json(struct ctx *ctx, const struct date_plan_rows *rows)
{
    json_t *wishes = json_array(), *dates = json_array(), *shares = json_array();
    for (int i = 0; i < rows->plan.wish_count; i++)
        json_array_append_new(wishes, wish_json(ctx, &rows->plan.wishes[i]));
    for (int i = 0; i < rows->count; i++)
        json_array_append_new(dates, date_json(ctx, &rows->rows[i]));
    for (int s = 0; s < rows->share_count; s++)
        json_array_append_new(
            shares, json_pack("{s:s, s:i, s:i, s:i}", "school", rows->shares[s].name, "hosts",
                              rows->shares[s].hosts, "takes_part", rows->shares[s].takes_part,
                              "travel_minutes", rows->shares[s].travel_min));
    return json_pack("{s:i, s:i, s:o, s:o, s:o, s:o}", "year", rows->plan.year, "gap_days",
                     rows->plan.gap_days, "proposed_at", json_view_instant(rows->plan.proposed_at),
                     "wishes", wishes, "dates", dates, "schools", shares);
}

enum err api_date_plan(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct date_plan_rows rows;
    int year;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_year(ctx, form_int(&request->query, "year", 0), &year);
    if (err == OK)
        err = date_plan_view_rows(ctx, year, &rows);
    return err == OK ? response_json(response, 200, plan_json(ctx, &rows)) : err;
}

/* ---- proposing and drafts ---- */

enum err api_dates_propose(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    int year = 0, gap = DATE_PLAN_GAP_DEFAULT;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    json_input_require(&in, "year");
    json_input_int(&in, "year", &year);
    json_input_int(&in, "gap_days", &gap);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = date_plan_gate_year(ctx, year, &year);
    if (err == OK)
        err = date_plan_gate_propose(ctx, year, gap, response);
    if (err != OK)
        return err;
    response->location =
        arena_printf(ctx->arena, "/api/v1/date-jobs/%lld", (long long)response->dates);
    return response_json(response, 202, json_pack("{s:I}", "job", (json_int_t)response->dates));
}

enum err api_dates_draft(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct date_plan_drafts *drafts = ARENA_NEW(ctx->arena, struct date_plan_drafts);
    int year = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    json_input_require(&in, "year");
    json_input_int(&in, "year", &year);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = date_plan_gate_year(ctx, year, &year);
    if (err == OK)
        err = date_plan_gate_draft(ctx, year, drafts);
    if (err != OK)
        return err;
    json_t *missed = json_array();
    for (int i = 0; i < drafts->missed_count; i++)
        json_array_append_new(missed, json_pack("{s:s, s:s}", "title", drafts->missed[i].title,
                                                "why", drafts->missed[i].why));
    return response_json(response, 200,
                         json_pack("{s:i, s:o}", "made", drafts->made, "missed", missed));
}

/* ---- wishes ---- */

static void read_clock(const struct json_input *in, const char *name, int *ret)
{
    const char *text;
    int hour, minute;
    if (!json_input_text(in, name, &text))
        return;
    if (words_parse_time(str_of(text), &hour, &minute) != OK)
        json_input_refuse(in, name, "Send a time like 16:00.");
    else
        *ret = hour * 60 + minute;
}

static void read_weekdays(const struct json_input *in, unsigned *ret)
{
    int64_t *days;
    int count;
    if (!json_input_ids(in, "weekdays", 5, &days, &count))
        return;
    *ret = 0;
    for (int i = 0; i < count; i++)
        if (days[i] >= 1 && days[i] <= 5)
            *ret |= 1u << (days[i] - 1);
        else
            json_input_refuse(in, "weekdays", "Send days from 1, Monday, to 5, Friday.");
}

static void read_places(struct ctx *ctx, const struct json_input *in, struct date_wish_fields *f)
{
    int64_t *ids;
    int count;
    if (json_input_has(in, "host"))
        json_input_id(in, "host", &f->host.v);
    if (json_input_has(in, "leader"))
        json_input_id(in, "leader", &f->leader.v);
    if (json_input_has(in, "group"))
        json_input_id(in, "group", &f->group.v);
    if (!json_input_has(in, "schools") || !json_input_ids(in, "schools", SCHOOLS_MAX, &ids, &count))
        return;
    struct school_id *schools = ARENA_ARRAY(ctx->arena, struct school_id, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        schools[i].v = ids[i];
    f->schools = schools;
    f->school_count = count;
}

static void read_wish(struct ctx *ctx, const struct json_input *in, struct date_wish_fields *f)
{
    const char *kind;
    json_input_require(in, "year kind title minutes earliest latest from to");
    if (json_input_text(in, "kind", &kind) && event_kind_parse(str_of(kind), &f->kind) != OK)
        f->kind = EVENT_COURSE; /* is refused */
    json_input_text(in, "title", &f->title);
    json_input_int(in, "times", &f->times);
    json_input_int(in, "minutes", &f->minutes);
    json_input_int(in, "seats", &f->seats);
    read_clock(in, "earliest", &f->earliest_min);
    read_clock(in, "latest", &f->latest_min);
    json_input_day(in, "from", &f->from);
    json_input_day(in, "to", &f->to);
    if (json_input_has(in, "weekdays"))
        read_weekdays(in, &f->weekdays);
    read_places(ctx, in, f);
}

enum err api_date_wish_create(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct date_wish_fields f = {.kind = EVENT_COURSE,
                                 .title = "",
                                 .times = 1,
                                 .weekdays = 31,
                                 .from = DAY_NONE,
                                 .to = DAY_NONE};
    struct date_wish_id id;
    int year = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    json_input_int(&in, "year", &year);
    read_wish(ctx, &in, &f);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = date_plan_gate_year(ctx, year, &year);
    if (err == OK)
        err = date_plan_gate_wish(ctx, year, &f, &id);
    const struct date_wish wish = {id, f, ""};
    return err == OK ? response_json(response, 201, wish_json(ctx, &wish)) : err;
}

enum err api_date_wish_remove(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err == OK)
        err = date_plan_gate_remove(ctx, (struct date_wish_id){request->id});
    if (err == OK)
        response->status = 204;
    return err;
}

/* ---- a date by hand ---- */

enum err api_date_pick(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct date_pick_fields f = {
        .wish = {request->id}, .nth = 1, .on = DAY_NONE, .start_min = -1, .fixed = true};
    int year;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = date_plan_gate(ctx);
    if (err != OK)
        return err;
    err = date_plan_find_year(ctx->store, f.wish, &year);
    if (err != OK)
        return err;
    json_input_require(&in, "on");
    json_input_day_or_null(&in, "on", &f.on);
    if (!day_is_none(f.on))
        json_input_require(&in, "start host");
    json_input_int(&in, "nth", &f.nth);
    json_input_bool(&in, "fixed", &f.fixed);
    json_input_int(&in, "version", &f.version);
    read_clock(&in, "start", &f.start_min);
    if (json_input_has(&in, "host"))
        json_input_id(&in, "host", &f.host.v);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = date_plan_gate_pick(ctx, &f);
    if (err == OK)
        response->status = 204;
    return err;
}
