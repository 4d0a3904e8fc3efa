#ifndef SPARKD_TEST_FIXTURE_H
#define SPARKD_TEST_FIXTURE_H

#include "support.h"

#include "booking.h"
#include "event.h"
#include "event_rules.h"

/*
 * A trust in memory: two schools, people who work there in turn, and now, which
 * a test moves as it likes. Every test makes its own.
 */
enum { FIXTURE_PEOPLE_MAX = 64 };

struct fixture {
    struct store *store;
    struct arena *arena;
    struct refusal why;
    struct instant now; /* 2026-11-02T09:00 */
    struct school_id oak, ash;
    struct person_id people[FIXTURE_PEOPLE_MAX]; /* "Person 00" …, at oak and ash in turn */
    int people_count;
};

void fixture_init(struct fixture *f, int people);
void fixture_done(struct fixture *f);
/* An empty refusal for the next call. */
struct refusal *fixture_why(struct fixture *f);

/* A twilight at oak on 12 November 2026, 16:00 to 17:30, 10 places; change what matters. */
struct event_fields fixture_event_fields(const struct fixture *f);
struct event_id fixture_draft(struct fixture *f, const struct event_fields *fields);
struct event_id fixture_event(struct fixture *f, const struct event_fields *fields);
void fixture_publish(struct fixture *f, struct event_id event);
/* By anybody who may see everything. */
struct event fixture_find(struct fixture *f, struct event_id event);

/* As the writer runs a job: in a savepoint that is undone on an error. */
#define fixture_job(f, call)                                                                       \
    ({                                                                                             \
        CHECK(store_savepoint((f)->store) == OK);                                                  \
        enum err err_ = (call);                                                                    \
        if (err_ == OK)                                                                            \
            CHECK(store_release((f)->store) == OK);                                                \
        else                                                                                       \
            store_rollback_savepoint((f)->store);                                                  \
        err_;                                                                                      \
    })

/* The first column of a statement with one number as $1. */
int64_t fixture_count(struct fixture *f, const char *sql, int64_t param);
/* Mails of that kind, all or of one person (v 0: all). */
int64_t fixture_mails(struct fixture *f, const char *kind, struct person_id to);
/* The refusal names that field. */
bool fixture_refused(const struct fixture *f, const char *field);

#endif
