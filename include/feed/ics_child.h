#ifndef SPARKD_FEED_ICS_CHILD_H
#define SPARKD_FEED_ICS_CHILD_H

#include "ics_busy.h"
#include "ics_dates.h"

/*
 * A stranger's calendar file is read by a program of its own, `sparkd-ics`
 * (ics_reader.h), which can do nothing but read its input and write its answer.
 * Whatever becomes of it, the server gets lines or nothing, and nobody waits
 * longer than five seconds. docs/adr/0010-calendar-reader.md says why.
 */
enum { ICS_CHILD_WALL_MS = 5000 };

/* Where the program is: beside the one that runs, whatever folder or link that was started from.
 * Lives in the arena; says nothing of whether it is there. */
const char *ics_child_program(struct arena *arena);

/*
 * Blocks, so it belongs on an errands thread. exe: ics_child_program(). SIGPIPE
 * must be ignored. With words for people: ERR_INVALID, ERR_IO (it could not be
 * started).
 */
enum err ics_child_read(const char *exe, struct str bytes, int wall_ms, struct arena *arena,
                        struct ics_dates *ret, struct refusal *why) MUST_USE;
/* The same for when somebody is taken in [from, to). */
enum err ics_child_read_busy(const char *exe, struct str bytes, struct instant from,
                             struct instant to, int wall_ms, struct arena *arena,
                             struct own_calendar_reading *ret, struct refusal *why) MUST_USE;

#endif
