#ifndef SPARKD_SPARK_ARRANGE_ORDER_H
#define SPARKD_SPARK_ARRANGE_ORDER_H

#include "arrange.h"

/* Of an ordered instance: ids stand once, blocks do not overlap, no rule stands twice. ERR_INVALID
 * with the list's name. */
enum err arrange_instance_check(const struct arrange_instance *instance,
                                struct refusal *why) MUST_USE;

/* The points by number, for reading and writing them. */
enum { ARRANGE_POINTS_COUNT = 9 };
const char *arrange_points_name(int i);
int *arrange_points_at(struct arrange_points *points, int i);

#endif
