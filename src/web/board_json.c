/* DESIGN: the board as JSON, one builder for its own calls and for orders that are offered. */
#include "board_json.h"

#include "board_alike.h"
#include "json_view.h"
#include "programme_json.h"

/* ---- one plan ---- */

json_t *board_slot_json(const struct programme_board *board, const struct arrange_slot *slot)
{
    if (slot->room < 0)
        return json_null();
    return json_pack("{s:s, s:o}", "room", board->settings.rooms[slot->room].name, "starts_at",
                     json_view_instant(instant_add(board->doors, slot->start_s)));
}

static json_t *item_json(const struct programme_board *board, const struct arrange_slot *slot,
                         int talk)
{
    const struct talk *t = &board->talks[talk];
    json_t *json = programme_talk_json(t, t->minutes);
    struct instant ends = instant_add(board->doors, slot->start_s + (int64_t)t->minutes * 60);
    json_t *place = board_slot_json(board, slot);
    json_object_update_new(json, place);
    json_object_set_new(json, "ends_at", json_view_instant(ends));
    json_object_set_new(json, "pinned", json_boolean(board->pinned[talk]));
    return json;
}

/* By start, then room, as the programme is read. */
static json_t *items_json(const struct programme_board *board, const struct arrange_slot *plan,
                          struct arena *arena)
{
    json_t *items = json_array();
    const struct programme_slots slots = programme_board_slots(board, plan, arena);
    for (int i = 0; i < slots.count; i++) {
        int talk = programme_board_index(board, slots.items[i].talk);
        json_array_append_new(items, item_json(board, &plan[talk], talk));
    }
    return items;
}

static json_t *unplaced_json(const struct programme_board *board, const struct arrange_slot *plan)
{
    json_t *list = json_array();
    for (int i = 0; i < board->talk_count; i++)
        if (plan[i].room < 0)
            json_array_append_new(list,
                                  programme_talk_json(&board->talks[i], board->talks[i].minutes));
    return list;
}

static json_t *broken_json(struct ctx *ctx, const struct programme_board *board,
                           const struct arrange_slot *plan, const struct arrange_report *report)
{
    json_t *list = json_array();
    for (int i = 0; i < report->break_count; i++) {
        const struct arrange_break *broken = &report->breaks[i];
        json_t *talks = json_array();
        for (int k = 0; k < 2 && broken->talks[k] >= 0; k++)
            json_array_append_new(talks, json_integer(board->talks[broken->talks[k]].id.v));
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:s}", "rule", arrange_hard_id(broken->rule),
                                        "talk_ids", talks, "message",
                                        board_words_sentence(ctx->arena, board, plan, broken)));
    }
    return list;
}

json_t *board_plan_json(struct ctx *ctx, const struct programme_board *board,
                        const struct arrange_slot *plan)
{
    struct arrange_report report;
    json_t *terms = json_object();
    programme_board_judge(board, plan, ctx->arena, &report);
    for (int t = 0; t < TERM_TERMS; t++)
        json_object_set_new(terms, arrange_term_name((enum arrange_term)t),
                            json_integer(report.terms[t]));
    return json_pack("{s:o, s:o, s:o, s:i, s:o, s:i, s:i}", "items",
                     items_json(board, plan, ctx->arena), "unplaced", unplaced_json(board, plan),
                     "broken", broken_json(ctx, board, plan, &report), "points", report.points,
                     "terms", terms, "wishes_met", report.attended, "wishes", report.wished);
}

/* ---- the board ---- */

static json_t *blocks_json(const struct programme_board *board)
{
    json_t *list = json_array();
    for (int i = 0; i < board->instance.block_count; i++) {
        const struct arrange_block *block = &board->instance.blocks[i];
        json_array_append_new(
            list, json_pack("{s:o, s:o}", "starts_at",
                            json_view_instant(instant_add(board->doors, block->start_s)), "ends_at",
                            json_view_instant(instant_add(board->doors, block->end_s))));
    }
    return list;
}

static json_t *rules_json(const struct programme_board *board)
{
    json_t *list = json_array();
    for (int i = 0; i < board->rule_count; i++) {
        const struct board_rule *rule = &board->rules[i];
        json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "kind",
                                              rule->before ? "before" : "not after", "first",
                                              (json_int_t)rule->first.v, "second",
                                              (json_int_t)rule->second.v));
    }
    return list;
}

/* Whom publishing would write to. */
static json_t *told_json(struct ctx *ctx, const struct programme_board *board)
{
    json_t *list = json_array();
    const struct programme_telling telling = programme_publish_telling(board, ctx->arena);
    for (int i = 0; i < telling.count; i++) {
        const struct programme_told *told = &telling.items[i];
        json_array_append_new(list, json_pack("{s:I, s:o, s:o}", "talk_id",
                                              (json_int_t)board->talks[told->talk].id.v, "before",
                                              board_slot_json(board, &told->before), "now",
                                              board_slot_json(board, &board->plan[told->talk])));
    }
    return list;
}

/* Talks about the same at one time: said, never counted. */
static enum err add_alike(struct ctx *ctx, const struct programme_board *board, json_t *json)
{
    struct board_alikes alike = {.count = 0};
    json_t *list = json_array();
    enum err err = board_alike_find(ctx->store, board, ctx->arena, &alike);
    for (int i = 0; err == OK && i < alike.count; i++)
        json_array_append_new(list, json_pack("{s:[I, I], s:s}", "talks",
                                              (json_int_t)board->talks[alike.items[i].first].id.v,
                                              (json_int_t)board->talks[alike.items[i].second].id.v,
                                              "about", alike.items[i].about));
    json_object_set_new(json, "alike", list);
    return err;
}

enum err board_json(struct ctx *ctx, const struct board_scene *scene, json_t **ret)
{
    json_t *json;
    const struct programme_board *board = &scene->board;
    enum err err = programme_json(ctx, &scene->event, &json);
    if (err != OK)
        return err;
    json_object_del(json, "without_time"); /* the plan says who has none */
    json_object_update_new(json, board_plan_json(ctx, board, board->plan));
    json_object_update_new(
        json, json_pack("{s:i, s:o, s:o, s:i, s:o, s:o, s:o}", "version", board->version.number,
                        "undo_to",
                        board->undo_to || board->undo_to_booked ? json_integer(board->undo_to)
                                                                : json_null(),
                        "redo_to", board->redo_to ? json_integer(board->redo_to) : json_null(),
                        "changeover_s", board->instance.changeover_s, "blocks", blocks_json(board),
                        "rules", rules_json(board), "told", told_json(ctx, board)));
    err = add_alike(ctx, board, json);
    if (err == OK)
        *ret = json;
    else
        json_decref(json);
    return err;
}
