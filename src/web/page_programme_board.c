/* DESIGN: the coordinator's board: talks moved and pinned, steps taken back, rules of order. */
#include "audit.h"
#include "board_step.h"
#include "check.h"
#include "page.h"
#include "programme_board_view.h"
#include "view.h"
#include "words.h"

enum { POSITION_LAST = ARRANGE_TALKS_MAX };

/* ---- the board ---- */

/* After a step the same button is at hand again: a talk goes up three places by three presses. */
static void focus(json_t *view, struct str how, int64_t talk)
{
    size_t r, b, i;
    json_t *room, *block, *row;
    const char *key = str_eq_c(how, "up") ? "focus_up" : "focus_down";
    json_array_foreach(json_object_get(view, "rooms"), r, room)
    {
        json_array_foreach(json_object_get(room, "blocks"), b, block)
        {
            json_array_foreach(json_object_get(block, "rows"), i, row)
            {
                if (json_integer_value(json_object_get(row, "talk")) == talk)
                    json_object_set_new(row, key, json_true());
            }
        }
    }
}

/* clash: a rule of order cannot be kept. */
static void flash(struct ctx *ctx, const struct request *request, const struct board_scene *scene,
                  json_t *view, bool clash)
{
    struct str done = form_find(&request->query, "done");
    const struct talk_id id = {form_int(&request->query, "talk", 0)};
    const struct programme_board *board = &scene->board;
    int talk = programme_board_index(board, id);
    if (str_eq_c(done, "undo"))
        view_flash(view, "One step is taken back. Redo does it again.");
    else if (str_eq_c(done, "redo"))
        view_flash(view, "Done again.");
    else if (str_eq_c(done, "taken"))
        view_flash(view, "That earlier step is on the board. Undo takes it off again.");
    else if (str_eq_c(done, "published"))
        view_flash(view, "The programme is announced. Everybody for whom it is new is told by "
                         "email.");
    else if (str_eq_c(done, "rule"))
        view_flash(view, clash ? "The rules of order are saved, but they cannot all be kept: see "
                                 "which below."
                               : "The rules of order are saved.");
    else if (str_eq_c(done, "rooms"))
        view_flash(view, "Rooms and blocks are saved.");
    else if (str_eq_c(done, "break"))
        view_flash(view, "The break is added. Talks that stood in its way come after it.");
    else if (str_eq_c(done, "arranged"))
        view_flash(view, "The new order is on the board. Nobody is told until you announce it.");
    else if (done.n && talk >= 0)
        view_flash(view, arena_printf(ctx->arena, "“%s”: %s.", board->talks[talk].title,
                                      board_slot_words(ctx->arena, board, &board->plan[talk])));
    if (talk >= 0)
        focus(view, done, id.v);
}

enum err page_programme_board(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct board_scene scene;
    json_t *view;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = board_view(ctx, &scene, &view);
    if (err != OK)
        return err;
    flash(ctx, request, &scene, view,
          board_rules_clash(ctx, &scene.board, json_object_get(view, "rules")));
    return response_page(response, "spark/board.html", view);
}

/* A refused step, said on the board as it is now. */
static enum err refused(struct ctx *ctx, const struct board_scene *scene, enum err why,
                        struct response *response)
{
    json_t *view;
    if (why != ERR_CONFLICT && why != ERR_INVALID && why != ERR_STALE)
        return why;
    enum err err = board_view(ctx, scene, &view);
    if (err != OK)
        return err;
    view_errors(view, &ctx->why);
    return response_page_refused(response, why, "spark/board.html", view);
}

static enum err note(struct ctx *ctx, const char *action, const struct board_scene *scene)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, scene->event.id.v, "");
}

/* ---- a talk is moved or pinned ---- */

/* The talk a form names, on a board that nobody changed since it was shown. */
static enum err find_talk(struct ctx *ctx, const struct request *request,
                          const struct board_scene *scene, int *ret)
{
    const struct programme_board *board = &scene->board;
    int talk = programme_board_index(board, (struct talk_id){form_int(&request->form, "talk", 0)});
    if (talk < 0)
        return refuse_field(&ctx->why, "talk", "Choose a talk that has a place in this event.");
    enum err err =
        programme_board_check(board, (int)form_int(&request->form, "version", -1), &ctx->why);
    if (err == OK)
        *ret = talk;
    return err;
}

/* "2-1": the first block of the second room. */
static enum err read_list(struct ctx *ctx, const struct request *request,
                          const struct arrange_instance *instance, struct board_move *move)
{
    int64_t room = 0, block = 0;
    struct str list = form_find(&request->form, "list");
    long dash = (long)str_find(list, '-');
    if (dash < 0 || str_parse_int(str_first(list, (size_t)dash), &room) != OK ||
        str_parse_int(str_from(list, (size_t)dash + 1), &block) != OK || room < 1 ||
        room > instance->room_count || block < 1 || block > instance->block_count)
        return refuse_field(&ctx->why, "list", "Choose where the talk goes.");
    move->room = (int)room - 1;
    move->block = (int)block - 1;
    return OK;
}

static enum err read_move(struct ctx *ctx, const struct request *request,
                          const struct programme_board *board, struct board_move *move)
{
    struct str how = form_find(&request->form, "how");
    struct str typed = str_trim(form_find(&request->form, "position"));
    int64_t position = POSITION_LAST;
    enum err err = OK;
    move->how = str_eq_c(how, "up") ? BOARD_UP : str_eq_c(how, "down") ? BOARD_DOWN : BOARD_TO;
    if (move->how != BOARD_TO)
        return OK;
    if (typed.n && (str_parse_int(typed, &position) != OK || position < 1))
        err = refuse_field(&ctx->why, "position",
                           "Enter the position as a number, 1 for the first talk.");
    if (position > POSITION_LAST)
        position = POSITION_LAST;
    move->position = (int)position;
    enum err list = read_list(ctx, request, &board->instance, move);
    return err == OK ? list : err;
}

enum err page_board_move(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const HOW[] = {"up", "down", "to"};
    struct board_scene scene;
    struct board_move move = {0};
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = find_talk(ctx, request, &scene, &move.talk);
    if (err == OK)
        err = read_move(ctx, request, &scene.board, &move);
    if (err == OK)
        err = board_step_move(ctx->store, ctx->now, &scene.board, &move, ctx->actor.person,
                              &ctx->why);
    if (err != OK)
        return refused(ctx, &scene, err, response);
    long long talk = (long long)scene.board.talks[move.talk].id.v;
    /* A button that has the focus by itself brings its row into sight; a fragment would take it. */
    const char *row = move.how == BOARD_TO ? arena_printf(ctx->arena, "#talk-%lld", talk) : "";
    return response_redirect(ctx, response, "%s?done=%s&talk=%lld%s",
                             board_href(ctx, scene.event.id, ""), HOW[move.how], talk, row);
}

enum err page_board_pin(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    int talk = 0;
    bool pinned = str_eq_c(form_find(&request->form, "pinned"), "yes");
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = find_talk(ctx, request, &scene, &talk);
    if (err == OK)
        err = programme_board_pin(ctx->store, ctx->now, &scene.board, talk, pinned,
                                  ctx->actor.person, &ctx->why);
    if (err != OK)
        return refused(ctx, &scene, err, response);
    long long id = (long long)scene.board.talks[talk].id.v;
    return response_redirect(ctx, response, "%s?done=pin&talk=%lld#talk-%lld",
                             board_href(ctx, scene.event.id, ""), id, id);
}

/* ---- rules of order ---- */

static struct board_rule read_rule(const struct request *request)
{
    return (struct board_rule){str_eq_c(form_find(&request->form, "kind"), "before"),
                               {form_int(&request->form, "first", 0)},
                               {form_int(&request->form, "second", 0)}};
}

static enum err to_rules(struct ctx *ctx, const struct board_scene *scene,
                         struct response *response)
{
    enum err err = note(ctx, "programme-rule", scene);
    return err == OK ? response_redirect(ctx, response, "%s?done=rule#rules-heading",
                                         board_href(ctx, scene->event.id, ""))
                     : err;
}

enum err page_board_rule(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    const struct board_rule rule = read_rule(request);
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = programme_board_rule_add(ctx->store, &scene.board, &rule, &ctx->why);
    return err == OK ? to_rules(ctx, &scene, response) : refused(ctx, &scene, err, response);
}

enum err page_board_rule_remove(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct board_scene scene;
    const struct board_rule rule = read_rule(request);
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = programme_board_rule_remove(ctx->store, ctx->now, scene.event.id, &rule, ctx->arena);
    return err == OK ? to_rules(ctx, &scene, response) : err;
}

/* ---- earlier steps ---- */

static json_t *version_view(struct ctx *ctx, const struct programme_version *v)
{
    json_t *row = json_pack("{s:i, s:s, s:s*, s:s}", "number", v->number, "what",
                            words_begin(ctx->arena, board_step_words(ctx->arena, v)), "by",
                            v->made_by_name, "when", words_moment(ctx->arena, v->made_at));
    if (v->published_at.v)
        json_object_set_new(row, "tag",
                            view_tag(arena_printf(ctx->arena, "Announced %s",
                                                  words_moment(ctx->arena, v->published_at)),
                                     "good"));
    return row;
}

enum err page_board_versions(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct board_scene scene;
    struct programme_versions list;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = programme_version_list(ctx->store, scene.event.id, ctx->arena, &list);
    if (err != OK)
        return err;
    bool past = ctx->now.v >= scene.event.fields.ends_at.v;
    json_t *view = view_new("Earlier steps"), *rows = json_array();
    view_back(view, board_href(ctx, scene.event.id, ""), "Programme board");
    json_object_update_new(view, json_pack("{s:I, s:i, s:s}", "id", (json_int_t)scene.event.id.v,
                                           "version", scene.board.version.number, "title",
                                           scene.event.fields.title));
    json_object_set_new(view, "past", json_boolean(past));
    for (int i = 0; i < list.count; i++) {
        json_t *row = version_view(ctx, &list.items[i]);
        if (!i || !past)
            json_object_set_new(row, i ? "earlier" : "latest", json_true());
        json_array_append_new(rows, row);
    }
    view_list(view, "steps", rows);
    return response_page(response, "spark/board_versions.html", view);
}

enum err page_board_take_back(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    struct str word = form_find(&request->form, "walk");
    bool undo = str_eq_c(word, "undo"), redo = str_eq_c(word, "redo");
    err = programme_board_check(&scene.board, (int)form_int(&request->form, "version", -1),
                                &ctx->why);
    if (err == OK && (undo || redo))
        err = programme_board_walk(ctx->store, ctx->now, &scene.board,
                                   undo ? BOARD_UNDO : BOARD_REDO, ctx->actor.person, &ctx->why);
    else if (err == OK)
        err = programme_board_take_back(ctx->store, ctx->now, &scene.board,
                                        (int)form_int(&request->form, "number", 0),
                                        ctx->actor.person, &ctx->why);
    if (err != OK)
        return refused(ctx, &scene, err, response);
    return response_redirect(ctx, response, "%s?done=%s", board_href(ctx, scene.event.id, ""),
                             undo   ? "undo"
                             : redo ? "redo"
                                    : "taken");
}

/* ---- publishing ---- */

static json_t *told_view(struct ctx *ctx, const struct programme_board *board,
                         const struct programme_told *told)
{
    const struct talk *talk = &board->talks[told->talk];
    json_t *row = json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                            board_presenters(ctx->arena, talk), "now",
                            board_slot_words(ctx->arena, board, &board->plan[told->talk]));
    if (told->before.room >= 0)
        json_object_set_new(row, "before",
                            json_string(board_slot_words(ctx->arena, board, &told->before)));
    return row;
}

static const char *telling_words(struct ctx *ctx, const struct programme_telling *telling,
                                 bool again)
{
    if (telling->count == 0)
        return "No slot has changed. Nobody gets an email.";
    return arena_printf(
        ctx->arena,
        again ? "%s told of their new slot by email, with an updated calendar entry. Nobody else "
                "is written to."
              : "%s told of their slot by email, with an updated calendar entry. From then on the "
                "programme stands: a slot changes only if you change it and announce it again.",
        words_count(ctx->arena, telling->people, "person is", "people are"));
}

static enum err publish_view(struct ctx *ctx, const struct board_scene *scene, json_t **ret)
{
    const struct programme_board *board = &scene->board;
    const struct programme_telling telling = programme_publish_telling(board, ctx->arena);
    bool again = board->settings.published != 0;
    json_t *view = view_new(again ? "Announce the changes?" : "Announce the programme?");
    json_t *rows = json_array(), *problems = json_array();
    view_back(view, board_href(ctx, scene->event.id, ""), "Programme board");
    json_object_update_new(
        view, json_pack("{s:I, s:i, s:s, s:s}", "id", (json_int_t)scene->event.id.v, "version",
                        board->version.number, "title", scene->event.fields.title, "text",
                        telling_words(ctx, &telling, again)));
    for (int i = 0; i < telling.count; i++)
        json_array_append_new(rows, told_view(ctx, board, &telling.items[i]));
    for (int i = 0; i < scene->report.break_count; i++)
        json_array_append_new(problems,
                              json_pack("{s:s}", "text",
                                        board_words_sentence(ctx->arena, board, board->plan,
                                                             &scene->report.breaks[i])));
    view_list(view, "told", rows);
    view_list(view, "problems", problems);
    board_drawn_view(board, view);
    enum err err = board_open_view(ctx, scene, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err page_board_publish_ask(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct board_scene scene;
    json_t *view;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err == OK)
        err = publish_view(ctx, &scene, &view);
    return err == OK ? response_page(response, "spark/board_publish.html", view) : err;
}

enum err page_board_publish(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct board_scene scene;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = programme_board_check(&scene.board, (int)form_int(&request->form, "version", -1),
                                &ctx->why);
    if (err == OK)
        err = programme_publish(ctx->store, ctx->now, &scene.event, &scene.board, ctx->actor.person,
                                &ctx->why);
    if (err == OK)
        err = note(ctx, "programme-publish", &scene);
    if (err == ERR_CONFLICT || err == ERR_STALE) {
        json_t *view;
        enum err shown = publish_view(ctx, &scene, &view);
        if (shown != OK)
            return shown;
        ctx->why.field_count = 0; /* its page names each broken rule already */
        view_errors(view, &ctx->why);
        return response_page_refused(response, err, "spark/board_publish.html", view);
    }
    return err == OK ? response_redirect(ctx, response, "%s?done=published",
                                         board_href(ctx, scene.event.id, ""))
                     : err;
}
