/* DESIGN: the board's reasons in the API: why a talk is where it is, and what cannot go together.
 */
#include "api.h"
#include "api_gate.h"
#include "arrange_why.h"
#include "board_json.h"
#include "board_step.h"
#include "json_input.h"

/* ---- why is this talk here? ---- */

static json_t *alternatives_json(struct ctx *ctx, const struct programme_board *board,
                                 const struct arrange_names *names, const struct arrange_why *why)
{
    json_t *list = json_array();
    for (int i = 0; i < why->alternative_count; i++) {
        const struct arrange_alternative *other = &why->alternatives[i];
        json_t *with =
            other->other >= 0 ? json_integer(board->talks[other->other].id.v) : json_null();
        json_array_append_new(
            list, json_pack("{s:i, s:o, s:o, s:i, s:s}", "number", i + 1, "slot",
                            board_slot_json(board, &other->slot), "with_talk_id", with, "points",
                            other->points, "message",
                            arrange_why_alternative(&board->instance, names, other, ctx->arena)));
    }
    return list;
}

static json_t *why_json(struct ctx *ctx, const struct programme_board *board, int talk)
{
    struct arrange_why why;
    const char *text;
    json_t *ruled_out = json_array();
    const struct arrange_names names = board_names(ctx->arena, board);
    arrange_why_find(&board->instance, board->plan, talk, ctx->arena, &why);
    for (int i = 0; (text = arrange_why_ruled_out(&names, &why, talk, i, ctx->arena)) != NULL; i++)
        json_array_append_new(ruled_out, json_string(text));
    return json_pack("{s:I, s:o, s:b, s:o, s:o}", "talk_id", (json_int_t)board->talks[talk].id.v,
                     "slot", board_slot_json(board, &board->plan[talk]), "pinned",
                     board->pinned[talk], "ruled_out", ruled_out, "alternatives",
                     alternatives_json(ctx, board, &names, &why));
}

static enum err answer_why(struct ctx *ctx, struct response *response,
                           const struct programme_board *board, int talk)
{
    if (talk < 0 || board->plan[talk].room < 0)
        return refuse_field(&ctx->why, "talk_id", "Name a talk of this event that has a slot.");
    api_gate_tag(ctx, response, board->version.number + 1);
    return response_json(response, 200, why_json(ctx, board, talk));
}

enum err api_board_why(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct talk_id talk = {form_int(&request->query, "talk_id", 0)};
    return answer_why(ctx, response, &scene.board, programme_board_index(&scene.board, talk));
}

enum err api_board_why_take(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct board_scene scene;
    struct board_taking taking = {0};
    struct talk_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, scene.board.version.number + 1);
    if (err != OK)
        return err;
    json_input_require(&in, "talk_id number");
    json_input_int(&in, "number", &taking.number);
    if (json_input_id(&in, "talk_id", &id.v))
        taking.talk = programme_board_index(&scene.board, id);
    if (taking.talk < 0 || (id.v && scene.board.plan[taking.talk].room < 0))
        json_input_refuse(&in, "talk_id", "Name a talk of this event that has a slot.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = board_step_take(ctx->store, ctx->now, &scene.board, &taking, ctx->actor.person,
                              &ctx->why);
    if (err == OK)
        err = board_scene_find(ctx, request->id, &scene);
    return err == OK ? answer_why(ctx, response, &scene.board, taking.talk) : err;
}

/* ---- can all of them have a slot? ---- */

static json_t *rule_json(struct ctx *ctx, const struct programme_board *board,
                         const struct arrange_names *names, const struct arrange_rule *rule)
{
    json_t *talks = json_array();
    for (int k = 0; k < 2 && rule->talks[k] >= 0; k++)
        json_array_append_new(talks, json_integer(board->talks[rule->talks[k]].id.v));
    return json_pack("{s:s, s:o, s:s}", "kind", arrange_rule_name(rule->kind), "talk_ids", talks,
                     "message", arrange_words_rule(&board->instance, names, rule, ctx->arena));
}

static json_t *conflict_json(struct ctx *ctx, const struct programme_board *board,
                             const struct arrange_names *names,
                             const struct arrange_conflict *conflict)
{
    const char *text;
    json_t *rules = json_array(), *ways = json_array();
    for (int i = 0; i < conflict->rule_count && !conflict->counted; i++)
        json_array_append_new(rules, rule_json(ctx, board, names, &conflict->rules[i]));
    for (int i = 0;
         (text = arrange_words_way(&board->instance, names, conflict, i, ctx->arena)) != NULL; i++)
        json_array_append_new(ways, json_string(text));
    json_t *counted = conflict->counted
                          ? json_string(arrange_words_count(&board->instance, names,
                                                            &conflict->count, ctx->arena))
                          : json_null();
    return json_pack("{s:o, s:o, s:o, s:b}", "counted", counted, "rules", rules, "ways", ways,
                     "minimal", conflict->minimal);
}

enum err api_board_fit(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const VERDICTS[] = {[VERDICT_NOT_KNOWN] = "not known",
                                           [VERDICT_FITS] = "fits",
                                           [VERDICT_IMPOSSIBLE] = "impossible"};
    struct board_scene scene;
    struct arrange_proof proof;
    const struct arrange_proof_options options = {.ways = true, .work = BOARD_WORK};
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct arrange_names names = board_names(ctx->arena, &scene.board);
    json_t *conflicts = json_array();
    arrange_proof_find(&scene.board.instance, &options, ctx->arena, &proof);
    for (int i = 0; i < proof.conflict_count; i++)
        json_array_append_new(conflicts,
                              conflict_json(ctx, &scene.board, &names, &proof.conflicts[i]));
    return response_json(response, 200,
                         json_pack("{s:s, s:s, s:o, s:b}", "verdict", VERDICTS[proof.verdict],
                                   "message", board_verdict_words(&proof), "conflicts", conflicts,
                                   "complete", !proof.cut_short));
}
