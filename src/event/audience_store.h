#ifndef SPARKD_EVENT_AUDIENCE_STORE_H
#define SPARKD_EVENT_AUDIENCE_STORE_H

#include "audience.h"

/* The SQL of who was asked. */

/* Somebody was asked, now; `declined` is left as it is. */
enum err audience_store_ask(struct store *store, struct instant now, struct event_id event,
                            struct person_id person, bool required) MUST_USE;
/* They said no, or were excused. */
enum err audience_store_decline(struct store *store, struct instant now, struct event_id event,
                                struct person_id person, const char *reason) MUST_USE;
enum err audience_store_forget(struct store *store, struct event_id event,
                               struct person_id person) MUST_USE;

/* Whoever was asked and is in none of the sorted `ids`. */
struct audience_asked {
    struct person_id *items;
    int count;
};
enum err audience_store_asked(struct store *store, struct event_id event, struct arena *arena,
                              struct audience_asked *ret) MUST_USE;

/* The required and invited events that are on and begin after now, before `until`, by id. */
enum { AUDIENCE_STORE_DUE_MAX = 50 };
struct audience_due {
    struct event_id items[AUDIENCE_STORE_DUE_MAX];
    int count;
};
enum err audience_store_due(struct store *store, struct instant now, struct instant until,
                            struct event_id after, int limit, struct audience_due *ret) MUST_USE;

enum err audience_store_set_late(struct store *store, struct event_id event,
                                 const char *reason) MUST_USE;

#endif
