#ifndef SPARKD_FEED_ICS_BUSY_H
#define SPARKD_FEED_ICS_BUSY_H

#include "buf.h"
#include "own_calendar.h"

/*
 * When somebody is taken, by a calendar file of their own. It is read in the
 * child process of ics_child.h; what passes is a line "busy FROM TO" a stretch,
 * UTC seconds, and a last one: "end N", N entries left out, or "fault WORD".
 * No title, place or name can pass: the lines have no room for one.
 */
enum {
    ICS_BUSY_BYTES_MAX = 10 << 20, /* of a file; ten years of a busy calendar with its texts */
    ICS_BUSY_ANSWER_BYTES_MAX = 256 << 10
};

/*
 * In the child: the stretches in [from, to), in order, apart, none longer than
 * OWN_CALENDAR_SPAN_S. Repeats (RRULE, RDATE, EXDATE, EXRULE, RECURRENCE-ID,
 * THISANDFUTURE), whole days, DTEND, DURATION and VFREEBUSY count; what is
 * cancelled or transparent does not (RFC 5545 3.6.1, 3.8.2.7, 3.8.5). Times
 * without a zone are the trust's. Never fails: a file it does not take is a
 * last line that says why.
 */
void ics_busy_write(struct str bytes, struct instant from, struct instant to, struct buf *out);
/* That last line alone: "large". */
void ics_busy_write_fault(const char *fault, struct buf *out);

/*
 * In the server: the lines back to stretches, trusted in nothing. ERR_INVALID
 * with words for people: why the file was not taken, or that reading it failed.
 */
enum err ics_busy_read(struct str lines, struct instant from, struct instant to,
                       struct arena *arena, struct own_calendar_reading *ret,
                       struct refusal *why) MUST_USE;

#endif
