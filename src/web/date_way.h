#ifndef SPARKD_WEB_DATE_WAY_H
#define SPARKD_WEB_DATE_WAY_H

#include "compute_desk.h"

/* The dates of a year as work at the desk. */
extern const struct compute_way date_way;
/* Its row is committed. */
void date_way_begin(struct compute_desk *desk, int64_t job);

#endif
