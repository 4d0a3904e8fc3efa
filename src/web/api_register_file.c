/* DESIGN: attendance files in the API: uploaded, what they would change, taken over, dropped. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "register_file_view.h"

static struct register_file_ask ask_of(const struct ctx *ctx,
                                       const struct register_file_scene *scene)
{
    return (struct register_file_ask){.file = &scene->file,
                                      .state = scene->view.state,
                                      .rule = register_file_usual(scene->view.state),
                                      .sees = &ctx->actor,
                                      .by = ctx->actor.person};
}

static enum err plan_json(struct ctx *ctx, const struct register_file_scene *scene,
                          const struct register_file_rule *rule, json_t **ret)
{
    struct register_file_plan plan;
    struct register_file_ask ask = ask_of(ctx, scene);
    if (rule)
        ask.rule = *rule;
    enum err err = register_file_plan(ctx->store, ctx->now, &ask, &ctx->why, &plan);
    if (err == OK)
        *ret = register_file_json(scene, &plan);
    return err;
}

enum err api_register_file_create(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct register_view view;
    struct register_file_scene scene;
    int64_t id = 0;
    json_t *json;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &view);
    if (err == OK)
        err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = register_file_ask_put(ctx, request, &view, &id);
    if (err == OK)
        err = register_file_ask_find(ctx, id, &scene);
    if (err == OK)
        err = plan_json(ctx, &scene, NULL, &json);
    return err == OK ? api_gate_created(ctx, response, json, "register/files", id) : err;
}

static int minutes_of(const struct request *request, const char *name, int usual)
{
    int64_t minutes = form_int(&request->query, name, -1);
    if (!form_has(&request->query, name))
        return usual;
    return minutes > 9999 ? -1 : (int)minutes;
}

static enum err check_waits(struct ctx *ctx, const struct register_file_scene *scene)
{
    return scene->file.applied_at.v ? refuse(&ctx->why, ERR_CONFLICT, "already-done",
                                             "This file was taken over. Upload it again.")
                                    : OK;
}

enum err api_register_file_show(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct register_file_scene scene;
    json_t *json;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = register_file_ask_find(ctx, request->id, &scene);
    if (err == OK)
        err = check_waits(ctx, &scene);
    if (err != OK)
        return err;
    struct register_file_rule rule = register_file_usual(scene.view.state);
    rule.least_min = minutes_of(request, "least", rule.least_min);
    rule.grace_min = minutes_of(request, "grace", rule.grace_min);
    err = plan_json(ctx, &scene, &rule, &json);
    return err == OK ? response_json(response, 200, json) : err;
}

/* people: [{line, person_id}], null to leave somebody out. */
static int read_people(struct ctx *ctx, const struct json_input *in,
                       const struct register_file_choice **ret)
{
    struct json_input *items = NULL;
    int count = 0;
    if (!json_input_has(in, "people") ||
        !json_input_objects(in, "people", "line person_id", REGISTER_FILE_CHOICES_MAX, &items,
                            &count))
        return 0;
    struct register_file_choice *choices =
        ARENA_ARRAY(ctx->arena, struct register_file_choice, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        json_input_require(&items[i], "line person_id");
        json_input_int(&items[i], "line", &choices[i].line);
        if (!json_is_null(json_object_get(items[i].object, "person_id")))
            json_input_id(&items[i], "person_id", &choices[i].person.v);
    }
    *ret = choices;
    return count;
}

enum err api_register_file_apply(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct register_file_scene scene;
    struct register_file_done done;
    struct json_reader reader = {.why = &ctx->why};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = register_file_ask_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    struct json_input in = json_input_of(&reader, request->json);
    struct register_file_ask ask = ask_of(ctx, &scene);
    json_input_int(&in, "least_minutes", &ask.rule.least_min);
    json_input_int(&in, "grace_minutes", &ask.rule.grace_min);
    ask.choice_count = read_people(ctx, &in, &ask.choices);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = register_file_ask_check(ctx, &scene, ask.choices, ask.choice_count);
    if (err == OK)
        err = register_file_apply(ctx->store, ctx->now, &ask, &ctx->why, &done);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:i, s:i}", "marked", done.marked, "added", done.added));
}

enum err api_register_file_drop(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct register_file_scene scene;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = register_file_ask_find(ctx, request->id, &scene);
    if (err == OK)
        err = register_file_drop(ctx->store, scene.file.id);
    if (err == OK)
        response->status = 204;
    return err;
}
