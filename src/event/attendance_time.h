#ifndef SPARKD_EVENT_ATTENDANCE_TIME_H
#define SPARKD_EVENT_ATTENDANCE_TIME_H

#include "tz.h"

/* Times and lengths as attendance files write them; internal to the reader of them. */

/* A time as it is written: which of two numbers is the month may still be open. */
struct wall {
    enum { WALL_NONE, WALL_HOUR, WALL_OPEN, WALL_DATED, WALL_INSTANT } kind;
    int first, second;      /* of WALL_OPEN: day and month, in either order */
    int year;               /* of WALL_OPEN */
    struct local local;     /* its time of day; its day, of WALL_DATED */
    struct instant instant; /* of WALL_INSTANT: it had an offset */
    int line, column;
};

/* "14/11/2022, 12:31:54", "7/22/26, 7:00:11 PM", "2026-05-25 11:01:14", "10:00 AM". Nothing is
 * WALL_NONE; ERR_INVALID: it is no time. */
enum err wall_parse(struct str text, struct wall *ret) MUST_USE;

/* May it be read so? Everything but an open one may. */
bool wall_fits(const struct wall *wall, bool month_first);
/* The instant of one that fits; `day` is that of a bare time of day. ERR_INVALID: clocks were
 * changed then, so that there is no such time, or there are two. */
enum err wall_instant(const struct wall *wall, bool month_first, struct day day,
                      struct instant *ret) MUST_USE;

/* "1h 2m 3s", "45m 10s", "1 hr 5 min", "1:02:30"; seconds, -1 for anything else. */
int duration_parse(struct str text);

#endif
