/* DESIGN: the arranger in the API: an order asked for, looked at, stopped, taken. */
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "arrange_gate.h"
#include "board_json.h"
#include "compute_desk.h"
#include "json_input.h"

/* ---- asking ---- */

static void read_mode(const struct json_input *in, enum arrange_mode *ret)
{
    const char *mode = NULL;
    if (!json_input_text(in, "mode", &mode) || arrange_job_mode_parse(str_of(mode), ret) == OK)
        return;
    json_input_refuse(in, "mode",
                      strcmp(mode, "draw") == 0
                          ? "Lots are drawn where everybody can check them: send a step to "
                            "/events/{id}/draw/steps."
                          : "Choose arrange, repair or improve.");
}

static enum err read_ask(struct ctx *ctx, const struct request *request, struct response *response,
                         struct arrange_ask *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    int moves = ARRANGE_MOVES_NORMAL, seed = 1;
    json_input_require(&in, "mode");
    read_mode(&in, &ret->mode);
    json_input_int(&in, "seed", &seed);
    json_input_int(&in, "moves", &moves);
    json_input_int(&in, "moved_max", &ret->moved_max);
    ret->seed = seed;
    ret->moves = moves;
    return json_input_end(&reader, response);
}

enum err api_arrange(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    struct arrange_ask ask = {.mode = ARRANGE_FRESH};
    int64_t job = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = read_ask(ctx, request, response, &ask);
    if (err == OK)
        err = arrange_job_start(ctx->store, ctx->now, &scene.board, &ask, ctx->actor.person,
                                &ctx->why, &job);
    if (err != OK)
        return err;
    response->arranges = job;
    response->location = arena_printf(ctx->arena, "/api/v1/jobs/%lld", (long long)job);
    return response_json(response, 202, json_pack("{s:I}", "job", (json_int_t)job));
}

/* ---- how far it is, what was found ---- */

static json_t *state_json(struct ctx *ctx, const struct arrange_job *job)
{
    struct compute_seen seen = {job->moves_done, job->ask.moves, job->hard, job->points};
    bool runs = job->state == JOB_RUNNING &&
                compute_desk_look(ctx->site->desk, COMPUTE_ORDER, job->id, &seen) &&
                seen.moves_done > 0;
    json_t *json =
        json_pack("{s:I, s:I, s:s, s:I, s:s, s:I, s:I, s:b}", "id", (json_int_t)job->id, "event_id",
                  (json_int_t)job->event.v, "mode", arrange_job_mode_name(job->ask.mode), "seed",
                  (json_int_t)job->ask.seed, "state", arrange_job_state_name(job->state),
                  "moves_done", (json_int_t)seen.moves_done, "moves_planned",
                  (json_int_t)job->ask.moves, "accepted", job->accepted_at.v != 0);
    bool known = runs || job->has_plan;
    json_object_set_new(json, "hard", known ? json_integer(seen.hard) : json_null());
    json_object_set_new(json, "points", known ? json_integer(seen.points) : json_null());
    return json;
}

enum err api_job(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct arrange_scene scene;
    struct arrange_slot *plan = NULL;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = arrange_gate(ctx, request->id, &scene);
    if (err == OK && scene.job.has_plan)
        err = arrange_job_plan(ctx->store, scene.job.id, &scene.board.board, ctx->arena, &plan);
    if (err != OK)
        return err;
    json_t *json = state_json(ctx, &scene.job);
    if (plan)
        json_object_set_new(json, "programme", board_plan_json(ctx, &scene.board.board, plan));
    return response_json(response, 200, json);
}

enum err api_job_stop(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct arrange_scene scene;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = arrange_gate(ctx, request->id, &scene);
    if (err == OK)
        err = arrange_job_cancel(ctx->store, ctx->now, scene.job.id);
    if (err != OK)
        return err;
    response->arrange_stops = scene.job.id;
    return response_json(response, 204, NULL);
}

enum err api_job_accept(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct arrange_scene scene;
    json_t *json;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = arrange_gate(ctx, request->id, &scene);
    if (err == OK)
        err = arrange_job_accept(ctx->store, ctx->now, &scene.job, &scene.board.board,
                                 ctx->actor.person, &ctx->why);
    if (err == OK)
        err = board_scene_find(ctx, scene.job.event.v, &scene.board);
    if (err == OK)
        err = board_json(ctx, &scene.board, &json);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, scene.board.board.version.number + 1);
    return response_json(response, 200, json);
}
