#ifndef SPARKD_WEB_HELD_DATA_VIEW_H
#define SPARKD_WEB_HELD_DATA_VIEW_H

#include "held_data.h"
#include "request.h"

/* Everything held on the actor, for the actor: ERR_DENIED for who may not take it, ERR_CONFLICT
 * `ask-first` unless they asked for it within ten minutes. */
enum err held_data_view_find(struct ctx *ctx, struct held_data *ret) MUST_USE;
/* ERR_DENIED without a role today. */
enum err held_data_view_gate(struct ctx *ctx) MUST_USE;
/* {person_id, made_at, sections:[{key, title, rows:[{column: text}]}]} */
json_t *held_data_view_json(struct ctx *ctx, const struct held_data *data);

#endif
