/* DESIGN: steps on the board: a talk moved, a slot that was offered taken, a whole order set. */
#include "board_step.h"

#include <string.h>

#include "arrange_why.h"

static struct arrange_slot *copy_plan(const struct programme_board *board, struct arena *arena)
{
    struct arrange_slot *plan =
        ARENA_ARRAY(arena, struct arrange_slot, (size_t)board->talk_count + 1);
    memcpy(plan, board->plan, sizeof *plan * (size_t)board->talk_count);
    return plan;
}

enum err board_step_move(struct store *store, struct instant now,
                         const struct programme_board *board, const struct board_move *move,
                         struct person_id by, struct refusal *why)
{
    struct arrange_slot *plan = copy_plan(board, why->arena);
    if (board->pinned[move->talk])
        return refuse(why, ERR_CONFLICT, "pinned",
                      "This talk is pinned. Unpin it first, then move it.");
    if (!board_rules_move(board, move, plan))
        return OK; /* there is nothing that way */
    return programme_board_save(store, now, board, plan, PROGRAMME_MOVED, by, why->arena);
}

enum err board_step_take(struct store *store, struct instant now,
                         const struct programme_board *board, const struct board_taking *taking,
                         struct person_id by, struct refusal *why)
{
    struct arrange_why found;
    int talk = taking->talk;
    if (talk < 0 || board->plan[talk].room < 0)
        return refuse_field(why, "talk", "Choose a talk that has a slot.");
    arrange_why_find(&board->instance, board->plan, talk, why->arena, &found);
    if (taking->number < 1 || taking->number > found.alternative_count)
        return refuse_field(why, "number", "Choose one of the slots that are offered.");
    const struct arrange_alternative *chosen = &found.alternatives[taking->number - 1];
    struct arrange_slot *plan = copy_plan(board, why->arena);
    if (chosen->other >= 0)
        plan[chosen->other] = board->plan[talk];
    plan[talk] = chosen->slot;
    return programme_board_save(store, now, board, plan, PROGRAMME_MOVED, by, why->arena);
}

enum err board_step_set(struct store *store, struct instant now,
                        const struct programme_board *board, const struct arrange_slot *plan,
                        struct person_id by, struct refusal *why)
{
    struct arrange_report report;
    programme_board_judge(board, plan, why->arena, &report);
    for (int i = 0; i < report.break_count && why->field_count < REFUSAL_FIELDS_MAX; i++)
        refuse_field(why, arrange_hard_id(report.breaks[i].rule), "%s",
                     board_words_sentence(why->arena, board, plan, &report.breaks[i]));
    enum err err = refusal_check(why);
    return err == OK
               ? programme_board_save(store, now, board, plan, PROGRAMME_MOVED, by, why->arena)
               : err;
}
