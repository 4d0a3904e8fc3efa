#ifndef SPARKD_WEB_TOPIC_VIEW_H
#define SPARKD_WEB_TOPIC_VIEW_H

#include "spark_view.h"

/* "Two others speak about reading aloud: “…”, “…”." Of the talks with a slot, and with `all` of
 * those too that wait or are proposed, which only organisers may know of. NULL: nobody does. */
const char *topic_view_near(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk, bool all);

#endif
