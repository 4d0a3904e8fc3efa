#ifndef SPARKD_ACCESS_HELD_DATA_H
#define SPARKD_ACCESS_HELD_DATA_H

#include "person.h"

/*
 * Everything that is held on one person, for that person (UK GDPR, Article 15;
 * RE-08): a table names each table and column that refers to people, so that
 * none is forgotten; what is not given has a reason there. Secrets (hashes,
 * keys) are not data on a person and are not in it.
 */
struct held_section {
    const char *key, *title;
    const char *const *columns;
    int column_count;
    const char ***rows; /* texts, "" for nothing; dates YYYY-MM-DD, instants RFC 3339 */
    int row_count;
};
struct held_data {
    struct held_section *sections;
    int count;
};
/* Reads only; at most HELD_ROWS_MAX rows a section. */
enum { HELD_ROWS_MAX = 5000 };
enum err held_data_read(struct store *store, struct person_id person, struct arena *arena,
                        struct held_data *ret) MUST_USE;

/* Has the person asked for it within ten minutes? Asking is written to the audit, reading is not
 * possible without. */
enum { HELD_ASKED_S = 600 };
enum err held_data_ask(struct store *store, struct person_id person, struct instant now) MUST_USE;
enum err held_data_is_asked(struct store *store, struct person_id person, struct instant now,
                            bool *ret) MUST_USE;

/* ---- for the test that none is forgotten ---- */

struct held_reference {
    const char *column; /* "booking.person_id" */
    const char *why;    /* NULL: it is given; else why it is not */
};
/* Ended by a row whose column is NULL. */
extern const struct held_reference held_references[];

#endif
