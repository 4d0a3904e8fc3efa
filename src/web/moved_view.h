#ifndef SPARKD_WEB_MOVED_VIEW_H
#define SPARKD_WEB_MOVED_VIEW_H

#include "booking.h"
#include "view.h"

/*
 * What somebody is asked after an event was put off (parts/event_moved.html):
 * {id, was, now, why?, busy?, asks | said | required}. NULL: they were not
 * asked, or it is over.
 */
enum err moved_view(struct ctx *ctx, const struct booking *booking, json_t **ret) MUST_USE;
/* Is an answer still awaited? */
enum err moved_view_awaits(struct ctx *ctx, const struct booking *booking, bool *ret) MUST_USE;

#endif
