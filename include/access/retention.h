#ifndef SPARKD_ACCESS_RETENTION_H
#define SPARKD_ACCESS_RETENTION_H

#include "person.h"
#include "refusal.h"

/*
 * What is kept for how long (practice P8): each class of data has a period that
 * the trust sets, a purpose, a legal basis and readers. The same table is the
 * record of processing. What is past its period is erased by night, or made
 * nameless where counts would break: bookings stay, whose they were is gone.
 * Of somebody who left nothing personal stays; the audit keeps their number.
 */
struct retention_class {
    const char *key;     /* "mail" */
    const char *what;    /* what is held */
    const char *purpose; /* why */
    const char *basis;   /* UK GDPR, Article 6 */
    const char *readers; /* who sees it */
    const char *ending;  /* from when it counts and what happens at its end */
    int days;            /* unless the trust set another; RETENTION_FOR_EVER: never erased */
};
enum { RETENTION_FOR_EVER = -1, RETENTION_DAYS_MAX = 40 * 366, RETENTION_CLASSES_MAX = 32 };
/* Ended by a row whose key is NULL. */
extern const struct retention_class retention_classes[];

struct retention_state {
    const struct retention_class *class;
    int days;    /* in force */
    int64_t due; /* rows that would be erased now */
};
/* Every class with its period in force and what is due (a dry run). ret has
 * RETENTION_CLASSES_MAX rooms. Reads only. */
enum err retention_list(struct store *store, struct instant now,
                        struct retention_state ret[static RETENTION_CLASSES_MAX],
                        int *ret_count) MUST_USE;

/* The same without counting what is due: for a page that everybody reads. */
enum err retention_list_periods(struct store *store,
                                struct retention_state ret[static RETENTION_CLASSES_MAX],
                                int *ret_count) MUST_USE;

/* ERR_NOT_FOUND: no such class. ERR_INVALID field days: 1 to 40 years, or a class that is kept. */
enum err retention_set(struct store *store, struct person_id actor, const char *key, int64_t days,
                       struct instant now, struct refusal *why) MUST_USE;

/* Erases what is due of the first class that has any, at most RETENTION_BATCH rows, and writes it
 * down; *ret_rows 0: nothing is due. actor v 0: by night. */
enum { RETENTION_BATCH = 200, RETENTION_BATCH_PEOPLE = 10 };
enum err retention_run_some(struct store *store, struct person_id actor, struct instant now,
                            struct arena *arena, int64_t *ret_rows) MUST_USE;

/* What one who left is called once they are erased. */
#define RETENTION_NAME "Former member of staff"

#endif
