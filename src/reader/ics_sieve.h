#ifndef SPARKD_FEED_ICS_SIEVE_H
#define SPARKD_FEED_ICS_SIEVE_H

#include "buf.h"

/*
 * Of a stranger's calendar file the lines that say when, unfolded (RFC 5545
 * 3.1): events, free/busy and time zones with their times, repeats, UIDs and
 * status. Titles, people, places, alarms and tasks never reach what reads
 * them. Returns NULL, or what is wrong: "nul", "deep".
 */
const char *ics_sieve(struct str bytes, struct buf *out);

#endif
