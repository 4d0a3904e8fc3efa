#ifndef SPARKD_WEB_ARRANGE_WAY_H
#define SPARKD_WEB_ARRANGE_WAY_H

#include "compute_desk.h"

/* An order of talks as work at the desk. */
extern const struct compute_way arrange_way;
/* Its row is committed. */
void arrange_way_begin(struct compute_desk *desk, int64_t job);

#endif
