#ifndef SPARKD_WEB_SPARK_MINE_H
#define SPARKD_WEB_SPARK_MINE_H

#include "spark_view.h"

/* An array for the page's my_talk: those whoever asks gives or is asked to give, with a slot first,
 * each with its heading, tag and what may be done. */
json_t *spark_mine(struct ctx *ctx, const struct spark_evening *evening);

/* "7 minutes, good practice, with Jo Carter": what there is to say of one. */
const char *spark_mine_details(struct ctx *ctx, const struct spark_evening *evening,
                               const struct talk *talk);

#endif
