#ifndef SPARKD_CLI_DEMO_PAST_H
#define SPARKD_CLI_DEMO_PAST_H

#include "demo_event.h"

/* What has been by the demo's present: its registers taken and closed, save those of the last few
 * days, which somebody still has to close (TW-14). */
enum err demo_past(struct demo *demo, struct arena *scratch, const struct demo_made *made) MUST_USE;

#endif
