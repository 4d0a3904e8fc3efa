#ifndef SPARKD_READER_ICS_BUSY_WRITE_H
#define SPARKD_READER_ICS_BUSY_WRITE_H

#include "ics_busy.h"

/*
 * The stretches in [from, to), in order, apart, none longer than
 * OWN_CALENDAR_SPAN_S. Repeats (RRULE, RDATE, EXDATE, EXRULE, RECURRENCE-ID,
 * THISANDFUTURE), whole days, DTEND, DURATION and VFREEBUSY count; what is
 * cancelled or transparent does not (RFC 5545 3.6.1, 3.8.2.7, 3.8.5). Times
 * without a zone are the trust's. Never fails: a file it does not take is a
 * last line that says why.
 */
void ics_busy_write(struct str bytes, struct instant from, struct instant to, struct buf *out);
/* That last line alone: "large". */
void ics_busy_write_fault(const char *fault, struct buf *out);

#endif
