#ifndef SPARKD_ORG_OWN_CALENDAR_H
#define SPARKD_ORG_OWN_CALENDAR_H

#include "person.h"
#include "refusal.h"

/*
 * A person's own calendar, as far as sparkd keeps it: when they are taken, in
 * this academic year and the next, and nothing of what by (issue 4). The
 * stretches lie in `busy` with source 'own calendar'.
 */
enum {
    OWN_CALENDAR_SPANS_MAX = 5000,
    OWN_CALENDAR_SPAN_S = 31 * 86400, /* the longest; longer ones are kept in parts */
};

struct own_calendar_span {
    struct instant from, to;
};

/* What a file says of [from, to). */
struct own_calendar_reading {
    struct instant from, to;
    struct own_calendar_span *spans; /* in order, apart */
    int count;
    int left_out; /* entries that could not be understood */
};

struct own_calendar {
    struct instant read_at;
    struct instant from, to; /* of what time it tells */
    struct instant last_at;  /* the end of the last stretch; v 0: none */
    int count;               /* stretches */
    int left_out;
};

/* The two academic years a file is read for: of `today` and the next (CY-01). */
void own_calendar_window(struct day today, struct instant *ret_from, struct instant *ret_to);
/* Keeps a reading in place of the one there was. */
enum err own_calendar_put(struct store *store, struct instant now, struct person_id person,
                          const struct own_calendar_reading *reading) MUST_USE;
/* ERR_NOT_FOUND: none is kept. */
enum err own_calendar_find(struct store *store, struct person_id person,
                           struct own_calendar *ret) MUST_USE;
/* No change if none is kept. */
enum err own_calendar_delete(struct store *store, struct person_id person) MUST_USE;

#endif
