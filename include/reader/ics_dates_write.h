#ifndef SPARKD_READER_ICS_DATES_WRITE_H
#define SPARKD_READER_ICS_DATES_WRITE_H

#include "ics_dates.h"

/* What a file holds, in lines. Never fails: a file it does not take is a last line
 * that says why. */
void ics_dates_write(struct str bytes, struct buf *out);
/* That last line alone: "large". */
void ics_dates_write_fault(const char *fault, struct buf *out);

#endif
