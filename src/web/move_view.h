#ifndef SPARKD_WEB_MOVE_VIEW_H
#define SPARKD_WEB_MOVE_VIEW_H

#include "spark_move.h"
#include "view.h"

/* What moving an event would do, in words and lists (web/ask_view). */

/* "14 people are told and asked whether they can come; 3 wait, and keep their turn." */
const char *move_view_told(struct ctx *ctx, const struct spark_move_look *look);
/* lists += who is busy then, and what else to think of. */
void move_view_look(struct ctx *ctx, const struct spark_move_look *look, json_t *view);
/* A typed NAME_day, NAME_month, NAME_year and NAME_time; refuses the field and is v 0 if it is
 * none. */
struct instant move_view_moment(struct ctx *ctx, const struct form *typed, const char *name);
/* Who may see who is coming sees what they answered. */
enum err move_view_gate(struct ctx *ctx, const struct event *event) MUST_USE;

#endif
