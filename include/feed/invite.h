#ifndef SPARKD_FEED_INVITE_H
#define SPARKD_FEED_INVITE_H

#include "ics.h"

/*
 * The calendar object of an invitation by mail (iMIP: RFC 5546, 6047; calendar
 * specification, section 9): one event, one organiser, one attendee. Waiting
 * lists and reminders have none: they are plain mail.
 */
enum invite_method { INVITE_REQUEST, INVITE_CANCEL };

/* "REQUEST" or "CANCEL", for the part's method= parameter, which must equal METHOD exactly. */
const char *invite_method_name(enum invite_method method);

/*
 * Writes the whole object. The event's seq and modified are the item's own,
 * raised since the last mail about it. A CANCEL keeps times and title and
 * writes STATUS:CANCELLED whatever the state. ERR_INVALID, with nothing
 * written, for what ics_event_check refuses and for a REQUEST of anything but
 * a booked event.
 */
enum err invite_write(struct buf *out, enum invite_method method,
                      const struct ics_event *event) MUST_USE;

#endif
