#ifndef SPARKD_EVENT_POSTPONEMENT_H
#define SPARKD_EVENT_POSTPONEMENT_H

#include "booking.h"

/*
 * An event that was put off, and who was asked again (issue 4): everybody who
 * had a place keeps it unless they say no. What stands in somebody's way on the
 * new day is theirs; organisers learn that something does.
 */
struct postponement {
    int64_t id;
    struct event_id event;
    struct instant from_starts_at, from_ends_at, to_starts_at, to_ends_at;
    const char *reason, *by;
    struct instant at;
};

struct postponement_new {
    const struct event *event; /* as it stands now */
    struct instant from_starts_at, from_ends_at;
    const char *reason;
    struct person_id by;
};
/* Written down, and everybody who has a place is asked. Who has a place at the day of which it is
 * a workshop is asked there. */
enum err postponement_record(struct store *store, struct instant now,
                             const struct postponement_new *what, struct arena *arena) MUST_USE;

enum { POSTPONEMENTS_MAX = 50 };
struct postponements {
    struct postponement *items; /* the newest first */
    int count;
};
enum err postponement_list(struct store *store, struct event_id event, struct arena *arena,
                           struct postponements *ret) MUST_USE;

enum postponement_answer { POSTPONEMENT_SILENT, POSTPONEMENT_YES, POSTPONEMENT_NO };
/* "", "yes", "no": as in the database and the API. */
const char *postponement_answer_name(enum postponement_answer answer);

struct postponement_asked {
    struct booking_id booking;
    struct person_id person;
    const char *name, *school_name;
    bool busy, required;
    enum postponement_answer answer;
    struct instant answered_at;
};
struct postponement_asked_list {
    struct postponement_asked *items; /* by name */
    int count, yes, no;
};
/* Whoever had a place when it was put off, with what they said by now; none for an id that is not
 * there. At most BOOKING_ATTENDEES_MAX. */
enum err postponement_asked(struct store *store, int64_t id, struct arena *arena,
                            struct postponement_asked_list *ret) MUST_USE;

/* The last time the event of this booking was put off, with what its person said of it.
 * ERR_NOT_FOUND: they were not asked. */
struct postponement_question {
    struct postponement postponement;
    enum postponement_answer answer;
};
enum err postponement_question(struct store *store, struct booking_id booking, struct arena *arena,
                               struct postponement_question *ret) MUST_USE;
/* What they say stands until they say something else; POSTPONEMENT_SILENT takes it back. No change
 * if they were not asked. That a no gives the place up is the caller's. */
enum err postponement_answer_put(struct store *store, struct instant now, int64_t id,
                                 struct booking_id booking,
                                 enum postponement_answer answer) MUST_USE;

#endif
