/* DESIGN: choosing a day's workshops in the API: the whole choice at once, and who has not chosen.
 */
#include "api.h"
#include "api_gate.h"
#include "api_talk_choice.h"
#include "audit.h"
#include "block_gate.h"
#include "block_json.h"
#include "json_input.h"
#include "json_view.h"

static enum err note(struct ctx *ctx, const char *action, const struct event *day)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, day->id.v, "");
}

/* ---- one choice ---- */

static enum err answer(struct ctx *ctx, struct response *response, const struct event *day,
                       struct person_id person)
{
    struct choice_state state;
    struct workshop_list list;
    json_t *chosen = json_array();
    enum err err = choice_find(ctx->store, ctx->now, day->id, person, ctx->arena, &state);
    if (err == OK)
        err = workshop_list(ctx->store, day->id, person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        if (list.items[i].my_booking && !list.items[i].my_lead)
            json_array_append_new(chosen, json_integer(list.items[i].id.v));
    if (err != OK) {
        json_decref(chosen);
        return err;
    }
    return response_json(
        response, 200,
        json_pack("{s:I, s:I, s:b, s:b, s:o, s:o, s:i, s:o}", "event_id", (json_int_t)day->id.v,
                  "person_id", (json_int_t)person.v, "has_place", state.has_place, "open",
                  state.is_open, "opens_at", json_view_instant(state.opens_at), "closes_at",
                  json_view_instant(state.closes_at), "left", state.left, "workshops", chosen));
}

enum err api_choice(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct person person;
    bool other = false;
    int64_t whose = form_int(&request->query, "person", 0);
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &day);
    if (err == OK && day.fields.kind == EVENT_SPARK)
        return api_talk_choice_show(ctx, &day, whose, response);
    if (err == OK)
        err = block_gate_person(ctx, &day, whose, &person, &other);
    return err == OK ? answer(ctx, response, &day, person.id) : err;
}

/* `person_id` says whose choice it is before anything else is judged. */
static int64_t named_person(const struct request *request)
{
    const json_t *named = json_object_get(request->json, "person_id");
    return json_is_integer(named) ? json_integer_value(named) : 0;
}

static enum err read_choice(struct ctx *ctx, const struct request *request,
                            struct response *response, struct event_id *ids, int *ret_count)
{
    int64_t *chosen = NULL, person = 0;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (json_input_has(&in, "talk_ids"))
        json_input_refuse(&in, "talk_ids", "Talks are chosen at a SPARK event: send workshops.");
    json_input_require(&in, "workshops");
    json_input_id(&in, "person_id", &person);
    json_input_ids(&in, "workshops", BLOCKS_MAX, &chosen, ret_count);
    for (int i = 0; i < *ret_count; i++)
        ids[i].v = chosen[i];
    return json_input_end(&reader, response);
}

enum err api_choice_put(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct person person;
    struct event_id ids[BLOCKS_MAX];
    bool other = false;
    int count = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &day);
    if (err == OK && day.fields.kind == EVENT_SPARK)
        return api_talk_choice_put(ctx, &day, named_person(request), request, response);
    if (err == OK)
        err = block_gate_person(ctx, &day, named_person(request), &person, &other);
    if (err == OK && !other && !event_may(ctx, ACTION_EVENT_BOOK, &day))
        err = ERR_DENIED;
    if (err == OK)
        err = read_choice(ctx, request, response, ids, &count);
    if (err != OK)
        return err;
    const struct choice_made choice = {.day = day.id,
                                       .person = person.id,
                                       .by = ctx->actor.person,
                                       .workshops = ids,
                                       .count = count,
                                       .organises = other};
    err = choice_make(ctx->store, ctx->now, &choice, &ctx->why);
    if (err == OK && other)
        err = note(ctx, "choice-for", &day);
    return err == OK ? answer(ctx, response, &day, person.id) : err;
}

/* ---- when ---- */

enum err api_choosing(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choosing choosing;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = choosing_find(ctx->store, day.id, &choosing);
    if (err != OK)
        return err;
    struct choosing_fields fields = {choosing.opens_at, choosing.closes_at,
                                     choosing.counts != EVENT_COUNTS_NOTHING};
    json_input_require(&in, "opens_at closes_at");
    json_input_instant_or_null(&in, "opens_at", &fields.opens_at);
    json_input_instant_or_null(&in, "closes_at", &fields.closes_at);
    json_input_bool(&in, "hours_by_workshop", &fields.by_workshop);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = choosing_update(ctx->store, ctx->now, day.id, &fields, &ctx->why);
    if (err == OK)
        err = note(ctx, "choosing-save", &day);
    if (err == OK)
        err = choosing_find(ctx->store, day.id, &choosing);
    return err == OK ? response_json(response, 200, block_json_choosing(&choosing)) : err;
}

/* ---- who has not chosen ---- */

static json_t *gap_json(const struct choice_gap *gap)
{
    json_t *blocks = json_array(), *full = json_array();
    for (int i = 0; i < gap->block_count; i++) {
        json_array_append_new(blocks, json_integer(gap->blocks[i].v));
        if (gap->full[i])
            json_array_append_new(full, json_integer(gap->blocks[i].v));
    }
    return json_pack("{s:I, s:s, s:s, s:o, s:o}", "person_id", (json_int_t)gap->person.v, "name",
                     gap->name, "school", gap->school, "blocks", blocks, "full", full);
}

enum err api_choice_gaps(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choice_gaps gaps;
    json_t *items = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = choice_list_gaps(ctx->store, day.id, ctx->arena, &gaps);
    for (int i = 0; err == OK && i < gaps.count; i++)
        json_array_append_new(items, gap_json(&gaps.items[i]));
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

enum err api_choice_seats(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choice_seats seats;
    json_t *items = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = block_gate_choices(ctx, request->id, &day);
    if (err == OK)
        err = choice_list_seats(ctx->store, day.id, ctx->arena, &seats);
    for (int i = 0; err == OK && i < seats.count; i++)
        json_array_append_new(items,
                              json_pack("{s:I, s:s, s:s}", "workshop_id",
                                        (json_int_t)seats.items[i].workshop.v, "name",
                                        seats.items[i].name, "school", seats.items[i].school));
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

enum err api_choice_remind(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event day;
    int count = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = choice_remind(ctx->store, ctx->now, day.id, &ctx->why, &count);
    if (err == OK)
        err = note(ctx, "choice-remind", &day);
    return err == OK ? response_json(response, 200, json_pack("{s:i}", "reminded", count)) : err;
}

enum err api_choice_place(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choice_placing placing;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = choice_place_rest(ctx->store, ctx->now, day.id, &ctx->why, &placing);
    if (err == OK)
        err = note(ctx, "choice-place", &day);
    return err == OK ? response_json(response, 200,
                                     json_pack("{s:i, s:i, s:i}", "placed", placing.placed, "stuck",
                                               placing.stuck, "left", placing.left))
                     : err;
}
