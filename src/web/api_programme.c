/* DESIGN: the programme in the API: what the page shows, as JSON. */
#include "api.h"
#include "api_gate.h"
#include "programme_json.h"
#include "spark_view.h"

enum err api_programme_show(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = programme_json(ctx, &event, &view);
    return err == OK ? response_json(response, 200, view) : err;
}
