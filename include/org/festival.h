#ifndef SPARKD_ORG_FESTIVAL_H
#define SPARKD_ORG_FESTIVAL_H

#include "arena.h"
#include "err.h"
#include "instant.h"
#include "str.h"

/*
 * Religious festivals on which many in England cannot come (issue "Events and
 * bookings": religious festivals warn). A table of dates, school years 2025/26
 * to 2030/31; what falls on one is warned of, never refused.
 */
enum festival_how {
    FESTIVAL_ON,   /* that day */
    FESTIVAL_EVE,  /* from sunset of the day before */
    FESTIVAL_NEAR, /* by the moon or by tradition a day earlier or later */
};

struct festival {
    struct day on;
    const char *name;
    enum festival_how how;
};
struct festivals {
    struct festival *items;
    int count;
};

/* "date,name,how" by date, how one of "", eve, near. ERR_INVALID: the table is not like that. */
enum err festival_read(struct str csv, struct arena *arena, struct festivals *ret) MUST_USE;

/* An event that is over by then is over before sunset all the year, as far as schools go. */
enum { FESTIVAL_EVE_HOUR = 16 };

/* What a time in an event comes into; how: FESTIVAL_ON the day itself, FESTIVAL_EVE the evening it
 * begins, FESTIVAL_NEAR within a day of one that may be then. */
struct festival_hit {
    const struct festival *festival;
    enum festival_how how;
};
enum { FESTIVAL_HITS_MAX = 8 };
/* Pure. Returns how many were found, at most FESTIVAL_HITS_MAX, by date. */
int festival_find(const struct festivals *all, struct instant from, struct instant to,
                  struct festival_hit ret[static FESTIVAL_HITS_MAX]);

#endif
