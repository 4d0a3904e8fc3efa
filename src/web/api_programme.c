/* DESIGN: the programme in the API: what the page shows, as JSON. */
#include "api.h"
#include "api_gate.h"
#include "programme_json.h"
#include "programme_version.h"
#include "spark_view.h"

/* The tag of what a coordinator's change of it is based on: the board's last step, and one. */
static enum err add_tag(struct ctx *ctx, struct event_id event, struct response *response)
{
    struct programme_version latest = {.number = 0};
    enum err err = programme_version_latest(ctx->store, event, ctx->arena, &latest);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    api_gate_tag(ctx, response, latest.number + 1);
    return OK;
}

enum err api_programme_show(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = add_tag(ctx, event.id, response);
    if (err == OK)
        err = programme_json(ctx, &event, &view);
    return err == OK ? response_json(response, 200, view) : err;
}
