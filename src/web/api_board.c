/* DESIGN: the coordinator's board in the API: read, set, moved, pinned, taken back, announced. */
#include <string.h>
#include <strings.h>

#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "board_json.h"
#include "board_step.h"
#include "check.h"
#include "json_input.h"
#include "json_view.h"

/* ---- read ---- */

/* Its tag is one more than the step: before the first step there is one too. */
static int tag_of(const struct programme_board *board)
{
    return board->version.number + 1;
}

static enum err answer(struct ctx *ctx, struct response *response, int64_t event)
{
    struct board_scene scene;
    json_t *json;
    enum err err = board_scene_find(ctx, event, &scene);
    if (err == OK)
        err = board_json(ctx, &scene, &json);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, tag_of(&scene.board));
    return response_json(response, 200, json);
}

enum err api_board(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, request->id) : err;
}

/* For whoever may edit the event, as it is now, which is what the caller last saw if they say what
 * that was. */
static enum err open_board(struct ctx *ctx, const struct request *request,
                           struct response *response, struct board_scene *ret)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = board_scene_find(ctx, request->id, ret);
    return err == OK ? api_gate_fresh(ctx, request, response, tag_of(&ret->board)) : err;
}

static enum err note(struct ctx *ctx, const char *action, const struct board_scene *scene)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, scene->event.id.v, "");
}

/* ---- fields ---- */

static int read_talk(const struct json_input *in, const char *name,
                     const struct programme_board *board)
{
    struct talk_id id = {0};
    if (!json_input_id(in, name, &id.v))
        return -1;
    int talk = programme_board_index(board, id);
    if (talk < 0)
        json_input_refuse(in, name, "It is no talk with a place in this event.");
    return talk;
}

static int read_room(const struct json_input *in, const struct programme_board *board)
{
    const char *name = NULL;
    if (!json_input_text(in, "room", &name))
        return -1;
    for (int i = 0; i < board->instance.room_count; i++)
        if (strcasecmp(board->settings.rooms[i].name, name) == 0)
            return i;
    json_input_refuse(in, "room", "It is no room of this event. Send the name of one.");
    return -1;
}

/* ---- the whole order ---- */

/* A talk named twice would be in two places: H1. */
static void refuse_twice(struct ctx *ctx, const struct programme_board *board, int talk)
{
    refuse_field(&ctx->why, arrange_hard_id(HARD_ONCE), "“%s” is named twice.",
                 board->talks[talk].title);
}

/* Without a word about its pin a talk keeps it, and then has to stay where it is (H10). */
static void read_item(struct ctx *ctx, const struct json_input *in, struct programme_board *board,
                      struct arrange_slot *plan)
{
    struct instant at = {0};
    bool pinned = false;
    json_input_require(in, "talk_id room starts_at");
    int talk = read_talk(in, "talk_id", board), room = read_room(in, board);
    if (json_input_instant(in, "starts_at", &at) &&
        (at.v < board->doors.v || at.v > board->doors.v + board->instance.length_s))
        json_input_refuse(in, "starts_at", "It is not within this event.");
    if (talk < 0 || room < 0)
        return;
    if (plan[talk].room >= 0)
        refuse_twice(ctx, board, talk);
    plan[talk] = (struct arrange_slot){room, (int)(at.v - board->doors.v)};
    if (json_input_bool(in, "pinned", &pinned)) {
        board->pinned[talk] = pinned;
        board->instance.talks[talk].pin = pinned ? plan[talk] : (struct arrange_slot){-1, 0};
    }
}

static enum err read_items(struct ctx *ctx, const struct request *request,
                           struct response *response, struct programme_board *board,
                           struct arrange_slot *plan)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct json_input *items = NULL;
    int count = 0;
    for (int i = 0; i < board->talk_count; i++)
        plan[i].room = -1;
    json_input_require(&in, "items");
    json_input_objects(&in, "items", "talk_id room starts_at pinned", ARRANGE_TALKS_MAX, &items,
                       &count);
    for (int i = 0; i < count; i++)
        read_item(ctx, &items[i], board, plan);
    return json_input_end(&reader, response);
}

enum err api_programme_set(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct board_scene scene;
    struct arrange_slot *plan = NULL;
    enum err err = open_board(ctx, request, response, &scene);
    if (err == OK) {
        plan = ARENA_ARRAY(ctx->arena, struct arrange_slot, (size_t)scene.board.talk_count + 1);
        err = read_items(ctx, request, response, &scene.board, plan);
    }
    if (err == OK)
        err =
            board_step_set(ctx->store, ctx->now, &scene.board, plan, ctx->actor.person, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

/* ---- one talk ---- */

static void read_how(const struct json_input *in, struct board_move *move)
{
    static const char *const HOW[] = {[BOARD_UP] = "up", [BOARD_DOWN] = "down", [BOARD_TO] = "to"};
    const char *how = NULL;
    if (!json_input_text(in, "how", &how))
        return;
    for (size_t i = 0; i < COUNT_OF(HOW); i++) {
        if (strcmp(how, HOW[i]) == 0) {
            move->how = (enum board_how)i;
            return;
        }
    }
    json_input_refuse(in, "how", "Choose up, down or to.");
}

/* With "to": which room, which of its blocks (from 1; the first), and which place there (the last).
 */
static void read_target(const struct json_input *in, const struct programme_board *board,
                        struct board_move *move)
{
    int block = 1;
    move->position = ARRANGE_TALKS_MAX;
    json_input_require(in, "room");
    move->room = read_room(in, board);
    json_input_int(in, "block", &block);
    json_input_int(in, "position", &move->position);
    if (block < 1 || block > board->instance.block_count)
        json_input_refuse(in, "block", "This event has no such block. The first is 1.");
    if (move->position < 1 || move->position > ARRANGE_TALKS_MAX)
        json_input_refuse(in, "position", "Send a position from 1, the first talk, to 400.");
    move->block = block - 1;
}

enum err api_board_move(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct board_scene scene;
    struct board_move move = {0};
    enum err err = open_board(ctx, request, response, &scene);
    if (err != OK)
        return err;
    json_input_require(&in, "talk_id how");
    move.talk = read_talk(&in, "talk_id", &scene.board);
    read_how(&in, &move);
    if (move.how == BOARD_TO)
        read_target(&in, &scene.board, &move);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = board_step_move(ctx->store, ctx->now, &scene.board, &move, ctx->actor.person,
                              &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

enum err api_board_pin(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct board_scene scene;
    bool pinned = false;
    enum err err = open_board(ctx, request, response, &scene);
    if (err != OK)
        return err;
    json_input_require(&in, "talk_id pinned");
    int talk = read_talk(&in, "talk_id", &scene.board);
    json_input_bool(&in, "pinned", &pinned);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = programme_board_pin(ctx->store, ctx->now, &scene.board, talk, pinned,
                                  ctx->actor.person, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

/* ---- rules of order ---- */

static enum err read_rule(struct ctx *ctx, const struct request *request, struct response *response,
                          struct board_rule *rule)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *kind = "before";
    json_input_require(&in, "kind first second");
    json_input_text(&in, "kind", &kind);
    json_input_id(&in, "first", &rule->first.v);
    json_input_id(&in, "second", &rule->second.v);
    rule->before = strcmp(kind, "before") == 0;
    if (!rule->before && strcmp(kind, "not after") != 0)
        json_input_refuse(&in, "kind", "Choose before or not after.");
    return json_input_end(&reader, response);
}

static enum err change_rule(struct ctx *ctx, const struct request *request,
                            struct response *response, bool add)
{
    struct board_scene scene;
    struct board_rule rule = {0};
    enum err err = open_board(ctx, request, response, &scene);
    if (err == OK)
        err = read_rule(ctx, request, response, &rule);
    if (err == OK)
        err = add ? programme_board_rule_add(ctx->store, &scene.board, &rule, &ctx->why)
                  : programme_board_rule_remove(ctx->store, ctx->now, scene.event.id, &rule,
                                                ctx->arena);
    if (err == OK)
        err = note(ctx, "programme-rule", &scene);
    return err == OK ? answer(ctx, response, request->id) : err;
}

enum err api_board_rule(struct ctx *ctx, const struct request *request, struct response *response)
{
    return change_rule(ctx, request, response, true);
}

enum err api_board_rule_remove(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    return change_rule(ctx, request, response, false);
}

/* ---- earlier steps ---- */

static json_t *version_json(const struct programme_version *v)
{
    json_t *by = v->made_by_name ? json_string(v->made_by_name) : json_null();
    return json_pack("{s:i, s:s, s:o, s:o, s:o}", "version", v->number, "what",
                     programme_why_name(v->why), "by", by, "made_at", json_view_instant(v->made_at),
                     "published_at", json_view_instant(v->published_at));
}

enum err api_board_versions(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct programme_versions list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = programme_version_list(ctx->store, event.id, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, version_json(&list.items[i]));
    return response_json(response, 200, json_pack("{s:o, s:n}", "items", items, "next"));
}

/* Without a version: one step back, or with redo one on, as the buttons on the board do. */
enum err api_board_undo(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct board_scene scene;
    enum err err = open_board(ctx, request, response, &scene);
    if (err != OK)
        return err;
    int number = 0;
    bool redo = false;
    json_input_int(&in, "version", &number);
    json_input_bool(&in, "redo", &redo);
    err = json_input_end(&reader, response);
    if (err == OK && number == 0)
        err = programme_board_walk(ctx->store, ctx->now, &scene.board,
                                   redo ? BOARD_REDO : BOARD_UNDO, ctx->actor.person, &ctx->why);
    else if (err == OK)
        err = programme_board_take_back(ctx->store, ctx->now, &scene.board, number,
                                        ctx->actor.person, &ctx->why);
    return err == OK ? answer(ctx, response, request->id) : err;
}

/* ---- announced ---- */

enum err api_programme_publish(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct board_scene scene;
    enum err err = open_board(ctx, request, response, &scene);
    if (err == OK)
        err = programme_publish(ctx->store, ctx->now, &scene.event, &scene.board, ctx->actor.person,
                                &ctx->why);
    if (err == OK)
        err = note(ctx, "programme-publish", &scene);
    return err == OK ? answer(ctx, response, request->id) : err;
}
