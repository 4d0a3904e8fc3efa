#ifndef SPARKD_WEB_SPARK_OFFER_H
#define SPARKD_WEB_SPARK_OFFER_H

#include "spark_view.h"

/* {text, button} of the card on which talks are asked for. */
json_t *spark_offer(struct ctx *ctx, const struct spark_evening *evening);
/* A call for proposals says so, and that nobody is promised anything. */
json_t *spark_offer_to_propose(struct ctx *ctx, const struct spark_evening *evening);
json_t *spark_offer_to_wait(bool drawing);

#endif
