#ifndef SPARKD_FEED_ICS_CHILD_H
#define SPARKD_FEED_ICS_CHILD_H

#include "ics_busy.h"
#include "ics_dates.h"

/*
 * A stranger's calendar file is read by a process of its own: `sparkd
 * read-ics`, which before it reads a byte gives up the power to open anything
 * (so: no network, no files), to start anything, to grow beyond 256 MB and to
 * run longer than two seconds. Whatever becomes of it, the server gets lines or
 * nothing, and nobody waits longer than five seconds.
 */
enum { ICS_CHILD_WALL_MS = 5000 };

/* The child: standard input to standard output. argv: "read-ics" asks for the dates (ics_dates.h),
 * "read-ics FROM TO", UTC seconds, when somebody is taken (ics_busy.h). Does not return. */
_Noreturn void ics_child_main(int argc, char **argv);

/*
 * The server's side; blocks, so it belongs on an errands thread. exe:
 * "/proc/self/exe". SIGPIPE must be ignored. ERR_INVALID with words for people; ERR_IO: it could
 * not be started.
 */
enum err ics_child_read(const char *exe, struct str bytes, int wall_ms, struct arena *arena,
                        struct ics_dates *ret, struct refusal *why) MUST_USE;
/* The same for when somebody is taken in [from, to). */
enum err ics_child_read_busy(const char *exe, struct str bytes, struct instant from,
                             struct instant to, int wall_ms, struct arena *arena,
                             struct own_calendar_reading *ret, struct refusal *why) MUST_USE;

#endif
