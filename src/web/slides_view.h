#ifndef SPARKD_WEB_SLIDES_VIEW_H
#define SPARKD_WEB_SLIDES_VIEW_H

#include "slides.h"
#include "spark_view.h"
#include "view.h"

/* On one's own talks of an evening ("my_talk"), hand_in = {text} where slides are wanted: the talk
 * has a slot, the evening is not over, and nothing was handed in. */
enum err slides_view_mine(struct ctx *ctx, const struct spark_evening *evening,
                          json_t *talks) MUST_USE;

#endif
