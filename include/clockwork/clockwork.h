#ifndef SPARKD_CLOCKWORK_CLOCKWORK_H
#define SPARKD_CLOCKWORK_CLOCKWORK_H

#include "clock.h"
#include "lane.h"

/*
 * What happens by itself, because time has come: the academic year's cycle is
 * opened, deadlines follow the calendar, the day's nudges are planned (on the
 * errands thread) and queued (through the writer, in small jobs). One timer on
 * the real-time clock, cancelled when the clock is set, so a stepped clock or
 * a suspended machine heals (mail specification, section 6). Offers of a place
 * run out at any minute of the day: between two days' works it looks at those
 * alone, once a minute.
 */
struct event_base;
struct clockwork;

/* Plain: no libevent, no threads, so that a test lives through a year in milliseconds. Queues what
 * is due on the day of `now` and says when to come again. */
enum err clockwork_run_due(struct store *store, struct instant now, struct arena *arena,
                           struct instant *ret_next) MUST_USE;

/* Runs what is due now, and then whenever it is. data_dir: where files are swept that nothing links
 * to any more; it outlives the clockwork. */
struct clockwork *clockwork_new(struct event_base *base, struct lane *writer, struct lane *errands,
                                struct clock *clock, const char *data_dir);
/* No more timers; a run under way ends with the writer lane, so free after lane_free. */
void clockwork_stop(struct clockwork *clockwork);
void clockwork_free(struct clockwork *clockwork);
/* The clock was moved: look again at once. */
void clockwork_wake(struct clockwork *clockwork);

#endif
