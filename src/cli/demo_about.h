#ifndef SPARKD_CLI_DEMO_ABOUT_H
#define SPARKD_CLI_DEMO_ABOUT_H

#include "demo_plan.h"
#include "event_about.h"

/* What a planned event's page says beyond its title and purpose (AC-34). */
struct event_about demo_about(const struct demo *demo, const struct demo_plan *plan);

#endif
