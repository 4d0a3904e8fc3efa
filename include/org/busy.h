#ifndef SPARKD_ORG_BUSY_H
#define SPARKD_ORG_BUSY_H

#include "person.h"

/*
 * When people are taken (house: the clash seam). Each area writes its rows in
 * its own transaction; event/clash reads them all.
 */
enum busy_source {
    BUSY_BOOKING,
    BUSY_TALK,
    BUSY_CONVERSATION,
    BUSY_REQUIRED,     /* an event they have to come to; source_id is the event */
    BUSY_OWN_CALENDAR, /* a file of theirs, kept as busy or free only */
    BUSY_SOURCES
};

struct busy {
    struct person_id person;
    struct instant from, to;
    enum busy_source source;
    int64_t source_id;
    int part;                /* of the source: the session from 1; 0 is 1 */
    int64_t event_id;        /* 0: none */
    struct school_id school; /* where; v 0: unknown */
};

/* Adds, or moves the row of the same source, id, part and person. */
enum err busy_put(struct store *store, const struct busy *busy) MUST_USE;
/* All its parts. */
enum err busy_delete(struct store *store, enum busy_source source, int64_t source_id,
                     struct person_id person) MUST_USE;
/* All who are taken by a part of an event, with a place or a talk: moved with it; or free again. */
enum err busy_move_event(struct store *store, const struct busy *to) MUST_USE;
enum err busy_delete_event(struct store *store, int64_t event_id) MUST_USE;
/* Whoever is taken by part 1 of an event is taken by this part of it too, at that time. */
enum err busy_put_part(struct store *store, const struct busy *at) MUST_USE;
enum err busy_delete_part(struct store *store, int64_t event_id, int part) MUST_USE;
/* The source of a row. */
enum busy_source busy_source_of(struct str name);

#endif
