#ifndef SPARKD_EVENT_AUDIENCE_RULES_H
#define SPARKD_EVENT_AUDIENCE_RULES_H

#include "tz.h"

/* Does somebody who works on these half-days (org/working_days) work from `from` to `to`, both of
 * one day? The morning ends, and the afternoon begins, at 12:30; what lasts after the school day
 * belongs to the afternoon (practice P3). */
bool audience_rules_works(int working_days, struct local from, struct local to);

#endif
