#ifndef SPARKD_EVENT_EVENT_LIFE_H
#define SPARKD_EVENT_EVENT_LIFE_H

#include "event.h"

/*
 * An event's life once it is published: booking closed by hand and opened
 * again, done, put into the archive and taken out. From a draft to published
 * leads event_publish, out of all but these last two spark_event_cancel. A register that is
 * closed makes its event done too.
 *
 *     published <-> closed          until it starts
 *     published, closed -> done     once it is over
 *     done <-> archived             out of the lists unless asked for
 */

/* ERR_STALE unless version is 0 or the event's; ERR_CONFLICT `not-possible` with the reason in
 * words: no such step leads there. No change if it is there already. Nobody is told: no place is
 * touched. */
enum err event_life_move(struct store *store, struct instant now, struct event_id id, int version,
                         enum event_status to, struct refusal *why) MUST_USE;
/* Has it taken place? A draft or what was cancelled never has. */
bool event_life_is_over(const struct event *event, struct instant now);
/* May it still be cancelled? Until it is over: then it is marked as done, and its register says who
 * was there. A draft always. */
bool event_life_may_cancel(const struct event *event, struct instant now);
/* Would it be possible? For buttons. */
bool event_life_may_move(const struct event *event, struct instant now, enum event_status to);

#endif
