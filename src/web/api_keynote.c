/* DESIGN: keynotes in the API. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "keynote_gate.h"
#include "spark_view.h"

/* Everybody who sees the event sees who speaks there. */
enum err api_keynotes(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct spark_settings settings;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = spark_event_find(ctx->store, event.id, ctx->arena, &settings);
    return err == OK ? response_json(response, 200,
                                     json_pack("{s:o}", "items", keynote_json_list(&settings)))
                     : err;
}

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct keynote_scene scene;
    enum err err = keynote_gate_find(ctx, id, &scene);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, scene.keynote.version);
    return response_json(response, status, keynote_json(&scene.keynote, scene.settings.rooms));
}

static enum err read(struct ctx *ctx, const struct request *request, struct response *response,
                     bool creates, struct keynote *keynote)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "guest title minutes starts_at");
    json_input_text(&in, "guest", &keynote->guest);
    json_input_text(&in, "title", &keynote->title);
    json_input_text(&in, "abstract", &keynote->abstract);
    json_input_int(&in, "minutes", &keynote->minutes);
    json_input_int(&in, "room", &keynote->room);
    json_input_instant(&in, "starts_at", &keynote->starts_at);
    return json_input_end(&reader, response);
}

enum err api_keynote_create(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct spark_settings settings;
    struct keynote_id id = {0};
    struct keynote_edit edit = {.keynote = {.guest = "", .title = "", .abstract = "", .room = 1},
                                .by = ctx->actor.person};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = keynote_gate_event(ctx, request->id, &event, &settings);
    if (err == OK)
        err = read(ctx, request, response, true, &edit.keynote);
    edit.event.v = request->id;
    if (err == OK)
        err = keynote_save(ctx->store, ctx->now, &edit, &ctx->why, &id);
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find(struct ctx *ctx, const struct request *request, struct response *response,
                     struct keynote_scene *scene, struct keynote_edit *edit)
{
    int version = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = keynote_gate_find(ctx, request->id, scene);
    if (err == OK)
        err = api_gate_match(ctx, request, response, scene->keynote.version, &version);
    if (err != OK)
        return err;
    *edit = (struct keynote_edit){scene->event.id, scene->keynote, ctx->actor.person};
    edit->keynote.version = version;
    return OK;
}

enum err api_keynote_change(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct keynote_scene scene;
    struct keynote_edit edit;
    struct keynote_id id;
    enum err err = find(ctx, request, response, &scene, &edit);
    if (err == OK)
        err = read(ctx, request, response, false, &edit.keynote);
    if (err == OK)
        err = keynote_save(ctx->store, ctx->now, &edit, &ctx->why, &id);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

enum err api_keynote_remove(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct keynote_scene scene;
    struct keynote_edit edit;
    enum err err = find(ctx, request, response, &scene, &edit);
    if (err == OK)
        err = keynote_remove(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}
