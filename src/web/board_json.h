#ifndef SPARKD_WEB_BOARD_JSON_H
#define SPARKD_WEB_BOARD_JSON_H

#include "programme_board_view.h"

/*
 * The coordinator's board as JSON (contract, section 5; SP-12): the programme
 * as it is worked on, with what is wrong with it and what it costs. Whoever
 * asks was found to be allowed to edit the event.
 */

/* A plan for the board: {items, unplaced, broken, points, terms, wishes_met, wishes}. */
json_t *board_plan_json(struct ctx *ctx, const struct programme_board *board,
                        const struct arrange_slot *plan);
/* The whole board: its plan, and what stands around it. Its version is the step. */
enum err board_json(struct ctx *ctx, const struct board_scene *scene, json_t **ret) MUST_USE;
/* {room, starts_at}, or null without a slot */
json_t *board_slot_json(const struct programme_board *board, const struct arrange_slot *slot);

#endif
