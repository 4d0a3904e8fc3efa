#ifndef SPARKD_FEED_ICS_DATES_H
#define SPARKD_FEED_ICS_DATES_H

#include "arena.h"
#include "buf.h"
#include "refusal.h"
#include "span_suggest.h"

/*
 * The all-day entries of a calendar file that a stranger wrote. libical reads
 * it in a child process that can do nothing but read its input and write its
 * answer (ics_child.h); this is what passes between the two: a line of JSON an
 * entry, and a last one that says how it ended.
 */
enum {
    ICS_DATES_BYTES_MAX = 2 << 20, /* of a file; some schools' whole years take 300 KB */
    ICS_DATES_MAX = 2000,
    ICS_DATES_ANSWER_BYTES_MAX = 512 << 10
};

struct ics_dates {
    struct date_entry *items;
    int count;
    int timed;     /* entries with a time of the day: left out */
    int repeating; /* entries that repeat: left out */
};

/*
 * In the server: the lines back to entries, trusted in nothing. ERR_INVALID with
 * words for people: why the file was not taken, or that reading it failed.
 */
enum err ics_dates_read(struct str lines, struct arena *arena, struct ics_dates *ret,
                        struct refusal *why) MUST_USE;

#endif
