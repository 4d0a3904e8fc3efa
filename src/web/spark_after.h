#ifndef SPARKD_WEB_SPARK_AFTER_H
#define SPARKD_WEB_SPARK_AFTER_H

#include "viewer.h"

#include <jansson.h>

/*
 * Home's cards for whoever ran a SPARK evening, from the day after it for SPARK_AFTER_DAYS: what of
 * it is still to be finished, its register and its thanks. `after`: [{title, text, links: [{href,
 * text}]}], gone once both are done. For its organisers, those who lead it, whoever made it, and
 * its host school's CPD leader; the trust's other coordinators are left in peace.
 */
enum { SPARK_AFTER_DAYS = 14 };
enum err spark_after_view(struct ctx *ctx, json_t *view) MUST_USE;

#endif
