#ifndef SPARKD_FEED_ICS_READ_H
#define SPARKD_FEED_ICS_READ_H

#include "arena.h"
#include "instant.h"
#include "str.h"

/*
 * Reading iCalendar with libical: the judge of what the writer makes. Not for
 * bytes that strangers send (calendar specification, section 9, replies).
 */
struct ics_read_event {
    const char *uid, *summary; /* unescaped; NULL if missing */
    const char *status;        /* "CONFIRMED"; NULL if missing */
    int sequence;              /* -1 if missing */
    bool placed;               /* false: a time is missing, floating or in another zone */
    bool all_day;
    /* As written. All-day: 00:00 UTC of the first day, and of the day after the last. */
    struct instant starts_at, ends_at;
};

struct ics_read {
    const char *method; /* "PUBLISH"; NULL if missing */
    int error_count;    /* X-LIC-ERROR properties: what libical could not read */
    bool permitted;     /* icalrestriction_check: the properties that RFC 5546 wants, no others */
    const char *fault;  /* the first complaint in words, NULL if there is none */
    struct ics_read_event *events;
    size_t event_count;
};

/* Once, before any thread starts: libical makes its zone table without a lock. */
void ics_read_init(void);

/* What the bytes say; everything lives in the arena. ERR_INVALID unless they are one VCALENDAR. */
enum err ics_read_parse(struct arena *arena, struct str bytes, struct ics_read *ret) MUST_USE;

#endif
