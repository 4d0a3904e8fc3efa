#ifndef SPARKD_CLI_DEMO_WORKSHOPS_H
#define SPARKD_CLI_DEMO_WORKSHOPS_H

#include "demo_event.h"

/* A day's blocks with their workshops, from which about half have chosen by now (TW-02). */
enum err demo_workshops(struct demo *demo, struct arena *scratch,
                        const struct demo_made *made) MUST_USE;

#endif
