/* DESIGN: putting an event off in the API, and what people say of the new day. */
#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "booking_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "move_view.h"
#include "spark_move.h"
#include "viewer.h"

static enum err read_move(struct ctx *ctx, const struct request *request, struct response *response,
                          struct spark_move *move, bool *dry)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "starts_at reason");
    json_input_instant(&in, "starts_at", &move->starts_at);
    json_input_text(&in, "reason", &move->reason);
    json_input_bool(&in, "without_room", &move->without_room);
    json_input_bool(&in, "dry_run", dry);
    return json_input_end(&reader, response);
}

static json_t *look_json(const struct spark_move_look *look)
{
    json_t *busy = json_array();
    for (int i = 0; i < look->look.busy_count; i++)
        json_array_append_new(busy, json_pack("{s:s, s:b}", "name", look->look.busy[i].name,
                                              "required", look->look.busy[i].required));
    return json_pack("{s:o, s:o, s:i, s:i, s:i, s:o, s:s, s:s, s:s, s:s}", "starts_at",
                     json_view_instant(look->starts_at), "ends_at",
                     json_view_instant(look->ends_at), "told", look->look.told + look->presenters,
                     "waiting", look->look.waiting, "workshops", look->workshops, "busy", busy,
                     "presenters_busy", look->presenters_busy, "leaders_busy", look->look.leaders,
                     "room", look->look.room, "no_school", look->look.day);
}

static enum err answer_dry(struct ctx *ctx, const struct spark_move *move,
                           struct response *response)
{
    struct spark_move_look look;
    enum err err = spark_move_look(ctx->store, ctx->now, move, &ctx->why, &look);
    return err == OK ? response_json(response, 200, look_json(&look)) : err;
}

enum err api_event_postpone(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    json_t *view;
    bool dry = false;
    struct spark_move move = {.event = {request->id}, .by = ctx->actor.person, .reason = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = api_gate_match(ctx, request, response, event.version, &move.version);
    if (err == OK)
        err = read_move(ctx, request, response, &move, &dry);
    if (err != OK)
        return err;
    if (dry)
        return answer_dry(ctx, &move, response);
    err = spark_move(ctx->store, ctx->now, &move, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-postpone", event.id.v, "");
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = json_view_event(ctx, &event, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, event.version);
    return response_json(response, 200, view);
}

/* ---- what they say ---- */

static enum err one_json(struct ctx *ctx, const struct postponement *p, json_t *items)
{
    struct postponement_asked_list list;
    json_t *people = json_array();
    enum err err = postponement_asked(ctx->store, p->id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct postponement_asked *a = &list.items[i];
        json_array_append_new(
            people, json_pack("{s:I, s:s, s:b, s:b, s:o}", "booking_id", (json_int_t)a->booking.v,
                              "name", a->name, "busy", a->busy, "required", a->required, "answer",
                              a->answer == POSTPONEMENT_SILENT
                                  ? json_null()
                                  : json_string(postponement_answer_name(a->answer))));
    }
    if (err != OK) {
        json_decref(people);
        return err;
    }
    json_array_append_new(items,
                          json_pack("{s:I, s:{s:o, s:o}, s:{s:o, s:o}, s:s, s:s, s:o, s:o}", "id",
                                    (json_int_t)p->id, "from", "starts_at",
                                    json_view_instant(p->from_starts_at), "ends_at",
                                    json_view_instant(p->from_ends_at), "to", "starts_at",
                                    json_view_instant(p->to_starts_at), "ends_at",
                                    json_view_instant(p->to_ends_at), "reason", p->reason, "by",
                                    p->by, "moved_at", json_view_instant(p->at), "people", people));
    return OK;
}

enum err api_event_postponements(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct event event;
    struct postponements list;
    json_t *items = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = move_view_gate(ctx, &event);
    if (err == OK)
        err = postponement_list(ctx->store, event.id, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        err = one_json(ctx, &list.items[i], items);
    if (err == OK)
        return response_json(response, 200, json_pack("{s:o}", "items", items));
    json_decref(items);
    return err;
}

enum err api_booking_moved(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct booking booking;
    const char *answer = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = booking_gate_own(ctx, request->id, &booking);
    if (err != OK)
        return err;
    json_input_require(&in, "answer");
    bool yes = json_input_text(&in, "answer", &answer) && str_eq_c(str_of(answer), "yes");
    if (*answer && !yes && !str_eq_c(str_of(answer), "no"))
        json_input_refuse(&in, "answer", "Say yes or no.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = spark_move_answer(ctx->store, ctx->now, booking.id, yes, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}
