/* DESIGN: why a talk is where it is, what else would cost, and what cannot go together. */
#include "arrange_why.h"
#include "board_step.h"
#include "check.h"
#include "page.h"
#include "programme_board_view.h"
#include "view.h"

/* ---- why is this talk here? ---- */

static void add_text(json_t *list, const char *text)
{
    json_array_append_new(list, json_pack("{s:s}", "text", text));
}

static json_t *alternatives_view(struct ctx *ctx, const struct programme_board *board,
                                 const struct arrange_names *names, const struct arrange_why *why)
{
    json_t *list = json_array();
    for (int i = 0; i < why->alternative_count; i++) {
        const struct arrange_alternative *other = &why->alternatives[i];
        const char *text = arrange_why_alternative(&board->instance, names, other, ctx->arena);
        json_array_append_new(list, json_pack("{s:s, s:i, s:b}", "text", text, "number", i + 1,
                                              "better", other->points < 0));
    }
    return list;
}

static void add_why(struct ctx *ctx, const struct board_scene *scene, int talk, json_t *view)
{
    const struct programme_board *board = &scene->board;
    const struct arrange_names names = board_names(ctx->arena, board);
    struct arrange_why why;
    json_t *out = json_array();
    const char *text;
    arrange_why_find(&board->instance, board->plan, talk, ctx->arena, &why);
    for (int i = 0; (text = arrange_why_ruled_out(&names, &why, talk, i, ctx->arena)) != NULL; i++)
        add_text(out, text);
    json_object_update_new(view,
                           json_pack("{s:s, s:s, s:b}", "title", board->talks[talk].title, "slot",
                                     board_slot_words(ctx->arena, board, &board->plan[talk]),
                                     "pinned", board->pinned[talk]));
    json_object_set_new(view, "better",
                        json_boolean(why.alternative_count && why.alternatives[0].points < 0));
    view_list(view, "ruled_out", out);
    view_list(view, "alternatives", alternatives_view(ctx, board, &names, &why));
}

static json_t *why_view(struct ctx *ctx, const struct board_scene *scene, int talk)
{
    const struct programme_board *board = &scene->board;
    json_t *view = view_new("Why is this talk here?"), *talks = json_array();
    view_back(view, board_href(ctx, scene->event.id, ""), "Programme board");
    for (int i = 0; i < board->talk_count; i++)
        if (board->plan[i].room >= 0)
            view_option(talks, arena_printf(ctx->arena, "%lld", (long long)board->talks[i].id.v),
                        board->talks[i].title, i == talk);
    json_object_update_new(view, json_pack("{s:I, s:i}", "id", (json_int_t)scene->event.id.v,
                                           "version", board->version.number));
    view_list(view, "talks", talks);
    if (talk >= 0 && board->plan[talk].room >= 0) {
        json_object_set_new(view, "talk", json_integer(board->talks[talk].id.v));
        json_object_set_new(view, "chosen", json_true());
        add_why(ctx, scene, talk, view);
    }
    return view;
}

enum err page_board_why(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct talk_id talk = {form_int(&request->query, "talk", 0)};
    return response_page(response, "spark/board_why.html",
                         why_view(ctx, &scene, programme_board_index(&scene.board, talk)));
}

enum err page_board_why_take(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct programme_board *board = &scene.board;
    long long id = form_int(&request->form, "talk", 0);
    int talk = programme_board_index(board, (struct talk_id){id});
    const struct board_taking taking = {talk, (int)form_int(&request->form, "number", 0)};
    err = programme_board_check(board, (int)form_int(&request->form, "version", -1), &ctx->why);
    if (err == OK)
        err = board_step_take(ctx->store, ctx->now, board, &taking, ctx->actor.person, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=to&talk=%lld#talk-%lld",
                                 board_href(ctx, scene.event.id, ""), id, id);
    if (err != ERR_CONFLICT && err != ERR_INVALID && err != ERR_STALE)
        return err;
    json_t *view = why_view(ctx, &scene, talk);
    view_errors(view, &ctx->why);
    return response_page_refused(response, err, "spark/board_why.html", view);
}

/* ---- can all of them have a slot? ---- */

static json_t *conflict_view(struct ctx *ctx, const struct programme_board *board,
                             const struct arrange_names *names,
                             const struct arrange_conflict *conflict, int number)
{
    json_t *view = json_object(), *rules = json_array(), *ways = json_array();
    const char *text;
    for (int i = 0; i < conflict->rule_count && !conflict->counted; i++)
        add_text(rules,
                 arrange_words_rule(&board->instance, names, &conflict->rules[i], ctx->arena));
    for (int i = 0;
         (text = arrange_words_way(&board->instance, names, conflict, i, ctx->arena)) != NULL; i++)
        add_text(ways, text);
    if (conflict->counted)
        json_object_set_new(view, "counted",
                            json_string(arrange_words_count(&board->instance, names,
                                                            &conflict->count, ctx->arena)));
    json_object_set_new(view, "number", json_integer(number));
    json_object_set_new(view, "minimal", json_boolean(conflict->minimal));
    view_list(view, "rules", rules);
    view_list(view, "ways", ways);
    return view;
}

enum err page_board_fit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    struct arrange_proof proof;
    const struct arrange_proof_options options = {.ways = true, .work = BOARD_WORK};
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct arrange_names names = board_names(ctx->arena, &scene.board);
    json_t *view = view_new("Can every talk have a slot?"), *conflicts = json_array();
    arrange_proof_find(&scene.board.instance, &options, ctx->arena, &proof);
    for (int i = 0; i < proof.conflict_count; i++)
        json_array_append_new(conflicts,
                              conflict_view(ctx, &scene.board, &names, &proof.conflicts[i], i + 1));
    view_back(view, board_href(ctx, scene.event.id, ""), "Programme board");
    json_object_update_new(view, json_pack("{s:I, s:s, s:s}", "id", (json_int_t)scene.event.id.v,
                                           "title", scene.event.fields.title, "verdict",
                                           board_verdict_words(&proof)));
    view_list(view, "conflicts", conflicts);
    return response_page(response, "spark/board_fit.html", view);
}
