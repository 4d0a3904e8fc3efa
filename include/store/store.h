#ifndef SPARKD_STORE_STORE_H
#define SPARKD_STORE_STORE_H

#include <stdbool.h>

#include "arena.h"
#include "err.h"
#include "instant.h"
#include "str.h"

/*
 * A connection to the database: transactions, statements, values. Used by one
 * thread. It knows no product words; statements are constant texts, prepared
 * once a connection and kept, their parameters $1, $2 … by number.
 */
struct store;

enum store_mode {
    STORE_WRITE, /* read and write, creates the file; WAL, synchronous FULL, foreign keys on */
    STORE_READ,  /* read only */
};

/* path: a file, or ":memory:" for tests. ERR_IO if it cannot be opened. */
enum err store_open(const char *path, enum store_mode mode, struct store **ret) MUST_USE;
void store_close(struct store *store);
/* Between two pieces of work: gives back the prepared statements and the pages it keeps for speed.
 * What comes next prepares and reads them again. */
void store_shrink(struct store *store);
/* The last failure in the database's own words, for logs; borrowed until the next call. */
const char *store_error(const struct store *store);

/* ---- values in ---- */

enum param_kind { PARAM_END, PARAM_NULL, PARAM_INT, PARAM_TEXT, PARAM_BLOB };

struct param {
    enum param_kind kind;
    int64_t number;
    struct str bytes;
};

static inline struct param p_null(void)
{
    return (struct param){.kind = PARAM_NULL};
}
static inline struct param p_int(int64_t v)
{
    return (struct param){.kind = PARAM_INT, .number = v};
}
static inline struct param p_str(struct str s)
{
    return (struct param){.kind = PARAM_TEXT, .bytes = s};
}
/* NULL becomes SQL's NULL. */
static inline struct param p_text(const char *cstr)
{
    return cstr ? p_str(str_of(cstr)) : p_null();
}
static inline struct param p_blob(const void *bytes, size_t n)
{
    return (struct param){.kind = PARAM_BLOB, .bytes = {bytes, n}};
}
static inline struct param p_instant(struct instant t)
{
    return p_int(t.v);
}
/* DAY_NONE becomes SQL's NULL. */
static inline struct param p_day(struct day d)
{
    return day_is_none(d) ? p_null() : p_int(d.v);
}
/* 0 becomes SQL's NULL: ids that may be missing. */
static inline struct param p_id_or_null(int64_t id)
{
    return id ? p_int(id) : p_null();
}

#define PARAMS(...) ((const struct param[]){__VA_ARGS__ __VA_OPT__(, ){.kind = PARAM_END}})

/* ---- statements ---- */

/*
 * Runs a statement that gives no rows. ERR_CONFLICT: a constraint refused it.
 * ERR_BUSY: locked. ERR_IO: disk full or broken; the transaction may be gone.
 */
enum err store_exec(struct store *store, const char *sql, const struct param *params) MUST_USE;
/* Rows the last store_exec inserted, updated or deleted. */
int store_changes(const struct store *store);

/* The rows of a statement; on the stack, ended with rows_end whatever happens. */
struct rows {
    struct store *store;
    struct store_stmt *stmt;
    enum err err;
};

/*
 *   struct rows rows = store_query(store, SQL[TALK_LIST], PARAMS(p_int(event.v)));
 *   while (rows_next(&rows))
 *       … rows_int(&rows, 0) …
 *   return rows_end(&rows);
 */
struct rows store_query(struct store *store, const char *sql, const struct param *params);
bool rows_next(struct rows *rows);
enum err rows_end(struct rows *rows) MUST_USE;

/* Positions on the first row: OK (rows_end is then due), ERR_NOT_FOUND without one (nothing is
 * due). */
enum err store_find(struct store *store, const char *sql, const struct param *params,
                    struct rows *ret) MUST_USE;
/* The first column of the first row; ERR_NOT_FOUND without one. */
enum err store_find_int(struct store *store, const char *sql, const struct param *params,
                        int64_t *ret) MUST_USE;

/* Columns from 0. NULL reads as 0, "", p NULL, DAY_NONE. */
int64_t rows_int(const struct rows *rows, int column);
bool rows_is_null(const struct rows *rows, int column);
/* Borrowed until the next rows_next or rows_end. */
struct str rows_str(const struct rows *rows, int column);
/* Copied into the arena; NULL for SQL's NULL. */
const char *rows_text(const struct rows *rows, int column, struct arena *arena);
struct instant rows_instant(const struct rows *rows, int column);
struct day rows_day(const struct rows *rows, int column);

/* ---- transactions ---- */

enum err store_begin(struct store *store) MUST_USE;      /* IMMEDIATE: takes the write lock */
enum err store_begin_read(struct store *store) MUST_USE; /* one view of the data until the end */
enum err store_commit(struct store *store) MUST_USE;
void store_rollback(struct store *store);
/* Savepoints of one name nest; release keeps, rollback undoes and ends it. */
enum err store_savepoint(struct store *store) MUST_USE;
enum err store_release(struct store *store) MUST_USE;
void store_rollback_savepoint(struct store *store);
bool store_in_transaction(const struct store *store);
/* Rows changed since the connection was opened. */
int64_t store_total_changes(const struct store *store);

/* Several statements separated by ';' without parameters: migrations only. */
enum err store_script(struct store *store, struct str sql) MUST_USE;
/* Whether references between tables are enforced; outside a transaction. For migrations that make a
 * table anew, which check what they left with store_check_foreign_keys. */
enum err store_set_foreign_keys(struct store *store, bool on) MUST_USE;
/* ERR_CONFLICT: a row points to one that is gone. */
enum err store_check_foreign_keys(struct store *store) MUST_USE;
/* The driver's own integrity and foreign key checks. ERR_INVALID: *ret_fault says the first fault
 * found. */
enum err store_verify(struct store *store, struct arena *arena, const char **ret_fault) MUST_USE;
/* Backs the whole database up to a new file at path, online. */
enum err store_backup(struct store *store, const char *path) MUST_USE;

#endif
