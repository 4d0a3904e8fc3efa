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
 * In the server: the lines back to stretches, trusted in nothing. ERR_INVALID
 * with words for people: why the file was not taken, or that reading it failed.
 */
enum err ics_busy_read(struct str lines, struct instant from, struct instant to,
                       struct arena *arena, struct own_calendar_reading *ret,
                       struct refusal *why) MUST_USE;

#endif
