/* DESIGN: copies in the API: of one event, and of a year. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "copy_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_copy.h"

enum { LEAVE_OUT_MAX = YEAR_COPY_MAX };

enum err api_event_copy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct event event;
    struct spark_copied copied = {{0}, false};
    struct day on = DAY_NONE;
    json_t *view;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = copy_gate_event(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "on");
    json_input_day(&in, "on", &on);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = spark_copy(ctx->store, ctx->now, ctx->actor.person, event.id, on, &ctx->why, &copied);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-create", copied.event.v,
                        "A copy");
    if (err == OK)
        err = event_find_seen(ctx, copied.event.v, &event);
    if (err == OK)
        err = json_view_event(ctx, &event, &view);
    return err == OK ? api_gate_created(ctx, response, view, "events", event.id.v) : err;
}

static json_t *row_json(struct ctx *ctx, const struct year_copy_row *row)
{
    bool found = row->day.why == YEAR_COPY_FOUND;
    return json_pack(
        "{s:I, s:o, s:s, s:s, s:s, s:o, s:o, s:s, s:o}", "event_id", (json_int_t)row->event.v,
        "series", row->series ? json_integer(row->series) : json_null(), "title", row->title,
        "kind", event_kind_name(row->kind), "school", row->school_name, "starts_at",
        json_view_instant(row->starts_at), "on", json_view_day(found ? row->day.on : DAY_NONE),
        "why", year_copy_rules_words(&row->day, ctx->arena), "copy_id",
        row->copy.v ? json_integer(row->copy.v) : json_null());
}

enum err api_year_copy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct year_copy plan;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = copy_gate_plan(ctx, form_int(&request->query, "year", 0), &plan);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < plan.count; i++)
        json_array_append_new(items, row_json(ctx, &plan.items[i]));
    return response_json(
        response, 200,
        json_pack("{s:i, s:o, s:b}", "year", plan.year, "items", items, "more", plan.more));
}

static enum err read_year(struct ctx *ctx, const struct request *request, struct response *response,
                          int *ret_year, int64_t **ret_ids, int *ret_count)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "year");
    json_input_int(&in, "year", ret_year);
    if (json_input_has(&in, "leave_out"))
        json_input_ids(&in, "leave_out", LEAVE_OUT_MAX, ret_ids, ret_count);
    return json_input_end(&reader, response);
}

static json_t *made_json(const struct spark_copy_year *all)
{
    json_t *missed = json_array();
    for (int i = 0; i < all->missed_count; i++)
        json_array_append_new(missed, json_pack("{s:I, s:s}", "event_id",
                                                (json_int_t)all->missed[i].row->event.v, "why",
                                                all->missed[i].why));
    return json_pack("{s:i, s:i, s:o}", "made", all->made, "without_room", all->without_room,
                     "missed", missed);
}

enum err api_year_copy_make(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct year_copy plan;
    struct spark_copy_year all;
    int64_t *ids = NULL;
    int year = 0, count = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = copy_gate_year(ctx);
    if (err == OK)
        err = read_year(ctx, request, response, &year, &ids, &count);
    if (err == OK)
        err = copy_gate_plan(ctx, year, &plan);
    if (err != OK)
        return err;
    bool *leave_out = ARENA_ARRAY(ctx->arena, bool, (size_t)plan.count + 1);
    for (int i = 0; i < plan.count; i++)
        for (int k = 0; k < count; k++)
            leave_out[i] = leave_out[i] || plan.items[i].event.v == ids[k];
    err =
        spark_copy_year(ctx->store, ctx->now, ctx->actor.person, &plan, leave_out, &ctx->why, &all);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "year-copy", year,
                        arena_printf(ctx->arena, "%d", all.made));
    return err == OK ? response_json(response, 200, made_json(&all)) : err;
}
