/* DESIGN: the board's rules of order: each in words, and beside it what it cannot be kept with. */
#include "programme_board_view.h"

enum { GLANCE = 100000 /* steps: the board is looked at often */ };

static json_t *rule_view(const struct programme_board *board, const struct board_rule *rule,
                         int first, int second)
{
    return json_pack("{s:s, s:s, s:s, s:I, s:I, s:s}", "first", board->talks[first].title, "words",
                     rule->before ? "comes before" : "is not followed at once by", "second",
                     board->talks[second].title, "first_id", (json_int_t)rule->first.v, "second_id",
                     (json_int_t)rule->second.v, "kind", rule->before ? "before" : "not after");
}

json_t *board_rules_view(const struct programme_board *board)
{
    json_t *list = json_array();
    for (int i = 0; i < board->rule_count; i++) {
        const struct board_rule *rule = &board->rules[i];
        int first = programme_board_index(board, rule->first);
        int second = programme_board_index(board, rule->second);
        if (first >= 0 && second >= 0)
            json_array_append_new(list, rule_view(board, rule, first, second));
    }
    return list;
}

/* ---- what cannot be kept ---- */

static bool is_order(const struct arrange_rule *rule)
{
    return rule->kind == RULE_BEFORE || rule->kind == RULE_NOT_AFTER;
}

/* The row of that rule; NULL: there is none. */
static json_t *find_row(const struct programme_board *board, const struct arrange_rule *rule,
                        json_t *rows)
{
    json_t *row;
    size_t i;
    json_int_t first = board->talks[rule->talks[0]].id.v;
    json_int_t second = board->talks[rule->talks[1]].id.v;
    const char *kind = rule->kind == RULE_BEFORE ? "before" : "not after";
    json_array_foreach(rows, i, row)
    {
        if (json_integer_value(json_object_get(row, "first_id")) == first &&
            json_integer_value(json_object_get(row, "second_id")) == second &&
            str_eq_c(str_of(json_string_value(json_object_get(row, "kind"))), kind))
            return row;
    }
    return NULL;
}

/* The other rules of a conflict, which somebody could change; that its talks have slots is meant.
 */
static const char *others_words(struct ctx *ctx, const struct programme_board *board,
                                const struct arrange_conflict *conflict, int without)
{
    const struct arrange_names names = board_names(ctx->arena, board);
    const char *text = "";
    for (int i = 0; i < conflict->rule_count; i++)
        if (i != without && conflict->rules[i].kind != RULE_GIVEN)
            text = arena_printf(
                ctx->arena, "%s%s%s", text, *text ? "; " : "",
                arrange_words_rule(&board->instance, &names, &conflict->rules[i], ctx->arena));
    return *text ? arena_printf(ctx->arena, "It does not go together with this: %s.", text)
                 : "There is no order of all talks that keeps it.";
}

static bool mark(struct ctx *ctx, const struct programme_board *board,
                 const struct arrange_conflict *conflict, json_t *rows)
{
    bool marked = false;
    for (int i = 0; i < conflict->rule_count; i++) {
        json_t *row =
            is_order(&conflict->rules[i]) ? find_row(board, &conflict->rules[i], rows) : NULL;
        if (!row)
            continue;
        json_object_set_new(row, "clash", json_string(others_words(ctx, board, conflict, i)));
        marked = true;
    }
    return marked;
}

bool board_rules_clash(struct ctx *ctx, const struct programme_board *board, json_t *rows)
{
    const struct arrange_proof_options options = {.work = GLANCE};
    struct arrange_proof proof;
    bool marked = false;
    if (json_array_size(rows) == 0)
        return false;
    arrange_proof_find(&board->instance, &options, ctx->arena, &proof);
    for (int i = 0; i < proof.conflict_count; i++)
        marked = mark(ctx, board, &proof.conflicts[i], rows) || marked;
    return marked;
}
