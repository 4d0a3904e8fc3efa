#ifndef SPARKD_CLI_DEMO_BOOK_H
#define SPARKD_CLI_DEMO_BOOK_H

#include "demo_event.h"

/* Those who book the event, or join the series: as many as the plan says, whoever is free and
 * may. The first of a full one with offers gives the place up again. */
enum err demo_book(struct demo *demo, struct arena *scratch, const struct demo_made *made) MUST_USE;

/* What was asked for by the demo's present: some of it approved, ordered and covered, some
 * declined, some asked back, the rest waiting (AP-11). */
enum err demo_decide(struct demo *demo, struct arena *scratch,
                     const struct demo_made *made) MUST_USE;
/* Requests for something elsewhere, in every state. */
enum err demo_requests(struct demo *demo, struct arena *scratch) MUST_USE;

#endif
