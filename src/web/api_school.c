/* DESIGN: the schools of the trust. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "school.h"

enum err api_school_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct school *schools;
    int count;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_ORG_VIEW);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s}", "id", (json_int_t)schools[i].id.v,
                                               "name", schools[i].name));
    return api_list_answer_part(ctx, response, &list, items);
}
