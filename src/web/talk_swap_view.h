#ifndef SPARKD_WEB_TALK_SWAP_VIEW_H
#define SPARKD_WEB_TALK_SWAP_VIEW_H

#include "spark_view.h"
#include "talk_swap.h"
#include "view.h"

/* What pages show of slots that presenters exchange. */

/* The swap for whoever leads a talk of it: ERR_NOT_FOUND for all others. */
enum err talk_swap_gate(struct ctx *ctx, int64_t id, struct talk_swap *ret) MUST_USE;

/* "12,34" behind one's own talk; refuses field talks. The ids live in the arena. */
struct talk_swap_request talk_swap_read(struct ctx *ctx, const struct talk *own, struct str with);

/* rows = [{who, title, from, to, said?: tag}]: who goes where. */
json_t *talk_swap_view_rows(struct ctx *ctx, const struct talk_swap *swap, bool answers);
/* "Ana Bell", "Ana Bell and Jo Carter": the leads of all parts but that one. */
const char *talk_swap_view_names(struct arena *arena, const struct talk_swap *swap, int but);

/* On one's own talks of an evening ("my_talk"): the way to ask, or what is asked. */
enum err talk_swap_view_mine(struct ctx *ctx, const struct spark_evening *evening,
                             json_t *talks) MUST_USE;
/* Adds to view.asked what whoever looks has to answer, behind talk_offer_view_asked. */
enum err talk_swap_view_asked(struct ctx *ctx, json_t *view) MUST_USE;

#endif
