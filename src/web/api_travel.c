/* DESIGN: how long the way between two schools takes, in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "json_input.h"
#include "org_gate.h"
#include "travel_ask.h"

static json_t *view_of(const struct travel *travel)
{
    return json_pack("{s:{s:I, s:s}, s:{s:I, s:s}, s:i, s:b}", "from", "id",
                     (json_int_t)travel->a.v, "name", travel->a_name, "to", "id",
                     (json_int_t)travel->b.v, "name", travel->b_name, "minutes", travel->minutes,
                     "said", travel->is_said);
}

enum err api_travel_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct travel_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    const struct school_id school = {err == OK ? api_list_id(ctx, request, "school") : 0};
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err = travel_list(ctx->store, school, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, view_of(&list.items[i]));
    return response_json(response, 200, json_pack("{s:o}", "items", items));
}

/* minutes null: no longer said. */
enum err api_travel_change(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct school_id a = {0}, b = {0};
    int minutes = -1;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_edit_somewhere(ctx);
    if (err != OK)
        return err;
    json_input_require(&in, "from_school to_school minutes");
    json_input_id(&in, "from_school", &a.v);
    json_input_id(&in, "to_school", &b.v);
    if (!json_is_null(json_object_get(request->json, "minutes")))
        json_input_int(&in, "minutes", &minutes);
    if (minutes < -1)
        minutes = TRAVEL_MIN_MAX + 1;
    err = json_input_end(&reader, response);
    if (err == OK)
        err = travel_ask_put(ctx, a, b, minutes);
    if (err == OK)
        response->status = 204;
    return err;
}
