#ifndef SPARKD_WEB_FOR_ME_VIEW_H
#define SPARKD_WEB_FOR_ME_VIEW_H

#include "for_me.h"
#include "view.h"

/* The events for whoever looks, at most `limit`. */
enum err for_me_of_viewer(struct ctx *ctx, int limit, struct for_me_list *ret) MUST_USE;
/* view.NAME: their cards, each with why (cards.why). */
enum err for_me_view(struct ctx *ctx, const struct for_me_list *list, const char *name,
                     json_t *view) MUST_USE;

#endif
