/* DESIGN: a person's dates of the cycle in the API, and marking a stage as done. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "cycle_gate.h"
#include "deadline.h"
#include "json_view.h"
#include "reading.h"

enum err api_deadline_list(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct person_id person = {request->id};
    struct api_list list;
    struct deadline_list deadlines;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = reading_gate(ctx, person, "read-deadlines", person.v);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = deadline_list(ctx->store, person, ctx->now, ctx->arena, &deadlines);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < deadlines.count; i++)
        json_array_append_new(items, json_view_deadline(&deadlines.items[i]));
    return api_list_answer_part(ctx, response, &list, items);
}

enum err api_deadline_complete(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct deadline_id id = {request->id};
    struct deadline deadline;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = cycle_gate_deadline(ctx, id.v, ACTION_CONVERSATION_RECORD, &deadline);
    if (err == OK)
        err = deadline_complete(ctx->store, ctx->actor.person, id, ctx->now, &ctx->why);
    if (err == OK)
        err = deadline_find(ctx->store, ctx->actor.person, id, ctx->now, ctx->arena, &deadline);
    return err == OK ? response_json(response, 200, json_view_deadline(&deadline)) : err;
}

enum err api_deadline_undo(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct deadline deadline;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = cycle_gate_deadline(ctx, request->id, ACTION_CONVERSATION_RECORD, &deadline);
    if (err == OK)
        err = deadline_undo(ctx->store, ctx->actor.person, (struct deadline_id){request->id},
                            ctx->now, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}
