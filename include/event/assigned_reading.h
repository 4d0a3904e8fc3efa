#ifndef SPARKD_EVENT_ASSIGNED_READING_H
#define SPARKD_EVENT_ASSIGNED_READING_H

#include "event.h"

/*
 * Something to read by a day, such as a policy: an event of kind reading, due
 * when it ends. What is to be read is an address, the event's files, or both;
 * everybody it is for says that they have read it. Nobody books a place, nobody
 * is taken then. Every use case runs inside the caller's transaction; the caller
 * asks may() first.
 */
enum { READING_ADDRESS_CHARS_MAX = 500, READERS_MAX = 20000 };

/* "" if none was given. */
enum err assigned_reading_address(struct store *store, struct event_id event, struct arena *arena,
                                  const char **ret) MUST_USE;
/* ERR_INVALID field address: not http:// or https://, or too long. */
enum err assigned_reading_set_address(struct store *store, struct event_id event,
                                      const char *address, struct refusal *why) MUST_USE;

/* "I have read it": late is better than never; saying it again changes nothing. ERR_CONFLICT
 * `not-published`, `cancelled`. */
enum err assigned_reading_confirm(struct store *store, struct instant now,
                                  const struct event *event, struct person_id person,
                                  struct refusal *why) MUST_USE;
/* "I have not": no change if it was not said. */
enum err assigned_reading_take_back(struct store *store, struct event_id event,
                                    struct person_id person) MUST_USE;
/* v 0: not yet. */
enum err assigned_reading_read_at(struct store *store, struct event_id event,
                                  struct person_id person, struct instant *ret) MUST_USE;

/* ERR_CONFLICT `nothing-to-read`: it has neither an address nor a file. OK for any other event. */
enum err assigned_reading_check(struct store *store, const struct event *event,
                                struct refusal *why) MUST_USE;

/* What somebody is asked to read and has not, what is due first at the front; what is overdue for
 * less than a term too. At most READINGS_LISTED. */
enum { READINGS_LISTED = 20, READING_OVERDUE_DAYS = 90 };
struct reading_due {
    struct event_id id;
    const char *title;
    struct instant ends_at; /* of its last day */
};
struct readings_due {
    struct reading_due items[READINGS_LISTED];
    int count;
};
enum err assigned_reading_list_due(struct store *store, struct instant now, struct person_id person,
                                   struct arena *arena, struct readings_due *ret) MUST_USE;

struct reader_row {
    struct person_id person;
    const char *name, *school_name; /* "" if none */
    struct instant read_at;         /* v 0: not yet */
};
struct reader_list {
    struct reader_row *items; /* who has not read it first, then by name */
    int count, read;
};
/* All it is for, and whoever else has read it. An event for everybody has those alone who read. */
enum err assigned_reading_list(struct store *store, const struct event *event, struct arena *arena,
                               struct reader_list *ret) MUST_USE;

#endif
