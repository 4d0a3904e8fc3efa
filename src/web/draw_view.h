#ifndef SPARKD_WEB_DRAW_VIEW_H
#define SPARKD_WEB_DRAW_VIEW_H

#include "draw_gate.h"
#include "view.h"

/* What the pages of a draw say. */

/* "/spark/7/draw", with what follows it. */
const char *draw_href(const struct ctx *ctx, struct event_id event, const char *rest);
/* "Ana Bell and Jo Carter" */
const char *draw_names(struct arena *arena, const struct talk *talk);

/* The coordinator's page; typed: what stands in the form of choices, NULL: what was chosen. */
enum err draw_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                   json_t **ret) MUST_USE;

/* Does that act have to be asked for first? What it announces, closes or gives out stays so. */
bool draw_asks_first(const struct draw_night *night, enum draw_act act);
/* confirm.html of such an act. */
json_t *draw_ask_view(struct ctx *ctx, const struct event *event, const struct draw_night *night,
                      enum draw_act act);

/* {round, commitment, committed, ended?, secret?} */
json_t *draw_round_view(struct ctx *ctx, const struct draw_round *round);

/* The name of a talk's field in the form of choices: "leave_12". */
const char *draw_field(struct arena *arena, const char *part, int64_t talk);

#endif
