#ifndef SPARKD_WEB_BREAK_GLASS_VIEW_H
#define SPARKD_WEB_BREAK_GLASS_VIEW_H

#include "break_glass.h"
#include "request.h"

/* One emergency reading in words, for those who may have to do with it. */
json_t *break_glass_view(struct ctx *ctx, const struct break_glass *glass);
/* view.glasses: who asked to read the actor's own record, newest first, at most 20. */
enum err break_glass_view_own(struct ctx *ctx, json_t *view) MUST_USE;
/* ERR_DENIED, in words, unless the actor may ask for, approve and end it over that person. */
enum err break_glass_gate(struct ctx *ctx, struct person_id person) MUST_USE;
/* The one of that id; ERR_NOT_FOUND unless the actor has to do with it, ERR_DENIED for the person
 * concerned, who sees it and does nothing about it here. */
enum err break_glass_find_judged(struct ctx *ctx, int64_t id, struct break_glass *ret) MUST_USE;

enum { BREAK_GLASSES_SHOWN = 200 };
/* Those over which the actor has the right, newest first. ERR_DENIED for who has it over nobody. */
enum err break_glass_list_judged(struct ctx *ctx, struct break_glass_list *ret) MUST_USE;

#endif
