#ifndef SPARKD_WEB_REGISTER_WORDS_H
#define SPARKD_WEB_REGISTER_WORDS_H

#include "register_gate.h"
#include "view.h"

/* What pages say of a register. */

/* "Here, 7 minutes late", "Not here"; "" for nothing. */
const char *register_words_mark(struct arena *arena, enum register_mark_kind mark, int late_min,
                                int early_min, int away_min);
const char *register_words_standing(struct arena *arena, const struct register_standing *standing);
/* "At the door", "From the signed sheet" … */
const char *register_words_how(enum register_how how);
/* "23 of 40 here" */
const char *register_words_here(struct arena *arena, const struct register_counts *counts);
/* "3 not here, 1 excused, 14 not marked yet, 2 more than there are places."; "" if all are here. */
const char *register_words_rest(struct arena *arena, const struct register_counts *counts,
                                bool closed);
/* "Thursday 12 November 2026, 4pm to 5:30pm", with "Session 2 of 3" before it if there are some. */
const char *register_words_when(struct arena *arena, const struct register_view *scene);

/* "/events/7/register", with ?session=2 where it meets more than once; and beside it `rest`. */
const char *register_href(const struct ctx *ctx, const struct register_view *scene,
                          const char *rest);

/* What every page of a register begins with: the event, when, and the way back. */
json_t *register_page_view(struct ctx *ctx, const struct register_view *scene, const char *title);

/* Typed minutes; refuses the field unless it is empty or a number from 0 to 999. */
void register_read_minutes(struct ctx *ctx, const struct form *form, const char *name, int *ret);

#endif
