#ifndef SPARKD_WEB_ARRANGE_GATE_H
#define SPARKD_WEB_ARRANGE_GATE_H

#include "arrange_job.h"
#include "programme_board_view.h"

/* An order that was asked for, beside the board as it is now, for whoever may edit the event. */
struct arrange_scene {
    struct arrange_job job;
    struct board_scene board;
};
enum err arrange_gate(struct ctx *ctx, int64_t job, struct arrange_scene *ret) MUST_USE;

#endif
