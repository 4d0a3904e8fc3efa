/* DESIGN: the SQLite driver: one connection, its prepared statements, values in and out. */
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "store_copy.h"

/* Well above what there is, so that looking one up stays short. */
enum {
    STATEMENTS_BITS = 11,
    STATEMENTS_MAX = 1 << STATEMENTS_BITS,
    PARAMS_MAX = 40,
    BUSY_TIMEOUT_MS = 5000
};

struct store_stmt {
    const char *sql; /* the key: statements are constant texts */
    sqlite3_stmt *handle;
    bool busy;
    /* Of $n, since SQLite numbers names by first appearance; 0 if absent. */
    uint8_t index[PARAMS_MAX + 1];
};

struct store {
    sqlite3 *db;
    struct store_stmt *statements[STATEMENTS_MAX]; /* NULL: free */
    int statement_count;
};

static enum err err_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_ERROR:
        return ERR_BUG;
    default:
        return ERR_IO;
    }
}

static enum err configure(struct store *store, enum store_mode mode)
{
    /* Our own triggers keep an index of words (FTS5), which a schema has to be trusted for; whoever
     * only reads trusts none. */
    static const char write_pragmas[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                        "PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=1000;"
                                        "PRAGMA trusted_schema=ON; PRAGMA cache_size=-4000";
    /* The cache is SQLite's own 2,000 KiB; to say so would read the schema here and now. */
    static const char read_pragmas[] = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF";
    sqlite3_busy_timeout(store->db, BUSY_TIMEOUT_MS);
    return err_of(sqlite3_exec(store->db, mode == STORE_WRITE ? write_pragmas : read_pragmas, NULL,
                               NULL, NULL));
}

static void forget_statements(struct store *store)
{
    for (int i = 0; i < STATEMENTS_MAX; i++) {
        struct store_stmt *stmt = store->statements[i];
        if (!stmt)
            continue;
        CHECK(!stmt->busy);
        sqlite3_finalize(stmt->handle);
        free(stmt);
        store->statements[i] = NULL;
    }
    store->statement_count = 0;
}

enum err store_open(const char *path, enum store_mode mode, struct store **ret)
{
    struct store *store = check_calloc(1, sizeof *store);
    int flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (mode == STORE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    enum err err = err_of(sqlite3_open_v2(path, &store->db, flags, NULL));
    if (err == OK)
        err = configure(store, mode);
    if (err != OK) {
        store_close(store);
        return ERR_IO;
    }
    *ret = store;
    return OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    forget_statements(store);
    sqlite3_close(store->db);
    free(store);
}

void store_shrink(struct store *store)
{
    forget_statements(store);
    sqlite3_db_release_memory(store->db);
}

const char *store_error(const struct store *store)
{
    return sqlite3_errmsg(store->db);
}

/* ---- statements ---- */

static void index_params(struct store_stmt *stmt)
{
    int count = sqlite3_bind_parameter_count(stmt->handle);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(stmt->handle, i);
        CHECK(name && name[0] == '$');
        int number = atoi(name + 1);
        CHECK(number >= 1 && number <= PARAMS_MAX);
        stmt->index[number] = (uint8_t)i;
    }
}

/* A statement of ours that SQLite does not understand is a bug and ends the process; a file that
 * can no longer be read is not. An index of words tells of that by SQLITE_ERROR alone. */
static enum err err_now(const struct store *store, int rc, const char *sql)
{
    enum err err = err_of(rc);
    if (err == ERR_BUG && strncmp(sqlite3_errmsg(store->db), "vtable constructor failed", 25) == 0)
        err = ERR_IO;
    if (err == ERR_BUG)
        fprintf(stderr, "sparkd: %s in: %s\n", sqlite3_errmsg(store->db), sql);
    CHECK(err != ERR_BUG);
    return err;
}

static enum err prepare(struct store *store, const char *sql, struct store_stmt **ret)
{
    sqlite3_stmt *handle = NULL;
    int rc = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
    enum err err = err_now(store, rc, sql);
    if (err != OK)
        return err;
    CHECK(handle && ++store->statement_count < STATEMENTS_MAX);
    struct store_stmt *stmt = check_calloc(1, sizeof *stmt);
    stmt->sql = sql;
    stmt->handle = handle;
    index_params(stmt);
    *ret = stmt;
    return OK;
}

/* Open addressing on the text's address; a statement that is stepping may not be started again. */
static enum err find_statement(struct store *store, const char *sql, struct store_stmt **ret)
{
    size_t at = ((uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - STATEMENTS_BITS);
    while (store->statements[at] && store->statements[at]->sql != sql)
        at = (at + 1) % STATEMENTS_MAX;
    enum err err = store->statements[at] ? OK : prepare(store, sql, &store->statements[at]);
    *ret = store->statements[at];
    CHECK(err != OK || !(*ret)->busy);
    return err;
}

static void bind_one(struct store_stmt *stmt, int index, const struct param *p)
{
    int rc = SQLITE_OK;
    const char *bytes = p->bytes.p ? p->bytes.p : "";
    switch (p->kind) {
    case PARAM_INT:
        rc = sqlite3_bind_int64(stmt->handle, index, p->number);
        break;
    case PARAM_TEXT:
        rc = sqlite3_bind_text64(stmt->handle, index, bytes, p->bytes.n, SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
        break;
    case PARAM_BLOB:
        rc = sqlite3_bind_blob64(stmt->handle, index, bytes, p->bytes.n, SQLITE_TRANSIENT);
        break;
    case PARAM_NULL:
    case PARAM_END:
        rc = sqlite3_bind_null(stmt->handle, index);
        break;
    }
    CHECK(rc == SQLITE_OK);
}

/* *ret is NULL where the statement cannot be had. */
static enum err start(struct store *store, const char *sql, const struct param *params,
                      struct store_stmt **ret)
{
    enum err err = find_statement(store, sql, ret);
    if (err != OK)
        return err;
    struct store_stmt *stmt = *ret;
    int count = 0;
    for (; params[count].kind != PARAM_END; count++) {
        CHECK(count < PARAMS_MAX);
        if (stmt->index[count + 1])
            bind_one(stmt, stmt->index[count + 1], &params[count]);
    }
    for (int n = count + 1; n <= PARAMS_MAX; n++)
        CHECK(!stmt->index[n]);
    stmt->busy = true;
    return OK;
}

static void finish(struct store_stmt *stmt)
{
    sqlite3_reset(stmt->handle);
    sqlite3_clear_bindings(stmt->handle);
    stmt->busy = false;
}

enum err store_exec(struct store *store, const char *sql, const struct param *params)
{
    struct store_stmt *stmt;
    enum err err = start(store, sql, params, &stmt);
    if (err != OK)
        return err;
    int rc = sqlite3_step(stmt->handle);
    while (rc == SQLITE_ROW)
        rc = sqlite3_step(stmt->handle);
    err = err_now(store, rc, sql);
    finish(stmt);
    return err;
}

int store_changes(const struct store *store)
{
    return sqlite3_changes(store->db);
}

struct rows store_query(struct store *store, const char *sql, const struct param *params)
{
    struct rows rows = {.store = store};
    rows.err = start(store, sql, params, &rows.stmt);
    return rows;
}

bool rows_next(struct rows *rows)
{
    if (rows->err != OK)
        return false;
    int rc = sqlite3_step(rows->stmt->handle);
    rows->err = err_now(rows->store, rc, rows->stmt->sql);
    return rc == SQLITE_ROW;
}

enum err rows_end(struct rows *rows)
{
    if (rows->stmt)
        finish(rows->stmt);
    rows->stmt = NULL;
    return rows->err;
}

enum err store_find(struct store *store, const char *sql, const struct param *params,
                    struct rows *ret)
{
    struct rows rows = store_query(store, sql, params);
    if (rows_next(&rows)) {
        *ret = rows;
        return OK;
    }
    enum err err = rows_end(&rows);
    return err == OK ? ERR_NOT_FOUND : err;
}

enum err store_find_int(struct store *store, const char *sql, const struct param *params,
                        int64_t *ret)
{
    struct rows rows;
    enum err err = store_find(store, sql, params, &rows);
    if (err != OK)
        return err;
    int64_t value = rows_int(&rows, 0);
    err = rows_end(&rows);
    if (err == OK)
        *ret = value;
    return err;
}

/* ---- values out ---- */

int64_t rows_int(const struct rows *rows, int column)
{
    return sqlite3_column_int64(rows->stmt->handle, column);
}

bool rows_is_null(const struct rows *rows, int column)
{
    return sqlite3_column_type(rows->stmt->handle, column) == SQLITE_NULL;
}

struct str rows_str(const struct rows *rows, int column)
{
    const char *p = sqlite3_column_blob(rows->stmt->handle, column);
    size_t n = (size_t)sqlite3_column_bytes(rows->stmt->handle, column);
    return (struct str){p ? p : rows_is_null(rows, column) ? NULL : "", n};
}

const char *rows_text(const struct rows *rows, int column, struct arena *arena)
{
    struct str s = rows_str(rows, column);
    return s.p ? arena_str_c(arena, s) : NULL;
}

struct instant rows_instant(const struct rows *rows, int column)
{
    return (struct instant){rows_int(rows, column)};
}

struct day rows_day(const struct rows *rows, int column)
{
    if (rows_is_null(rows, column))
        return DAY_NONE;
    return (struct day){(int32_t)rows_int(rows, column)};
}

/* ---- transactions ---- */

static enum err simple(struct store *store, const char *sql)
{
    return store_exec(store, sql, PARAMS());
}

enum err store_begin(struct store *store)
{
    return simple(store, "BEGIN IMMEDIATE");
}

enum err store_begin_read(struct store *store)
{
    return simple(store, "BEGIN");
}

enum err store_commit(struct store *store)
{
    return simple(store, "COMMIT");
}

void store_rollback(struct store *store)
{
    if (store_in_transaction(store))
        CHECK(simple(store, "ROLLBACK") != ERR_BUG);
}

enum err store_savepoint(struct store *store)
{
    return simple(store, "SAVEPOINT job");
}

enum err store_release(struct store *store)
{
    return simple(store, "RELEASE job");
}

void store_rollback_savepoint(struct store *store)
{
    if (!store_in_transaction(store))
        return;
    if (simple(store, "ROLLBACK TO job") == OK)
        CHECK(simple(store, "RELEASE job") == OK);
}

bool store_in_transaction(const struct store *store)
{
    return !sqlite3_get_autocommit(store->db);
}

int64_t store_total_changes(const struct store *store)
{
    return sqlite3_total_changes64(store->db);
}

enum err store_script(struct store *store, struct str sql)
{
    char *text = strndup(sql.p, sql.n);
    CHECK(text != NULL);
    enum err err = err_of(sqlite3_exec(store->db, text, NULL, NULL, NULL));
    free(text);
    return err;
}

enum err store_set_foreign_keys(struct store *store, bool on)
{
    return store_script(store, on ? STR("PRAGMA foreign_keys=ON") : STR("PRAGMA foreign_keys=OFF"));
}

enum err store_check_foreign_keys(struct store *store)
{
    struct rows rows;
    enum err err = store_find(store, "PRAGMA foreign_key_check", PARAMS(), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    err = rows_end(&rows);
    return err == OK ? ERR_CONFLICT : err;
}

enum err store_verify(struct store *store, struct arena *arena, const char **ret_fault)
{
    struct rows rows;
    enum err err = store_find(store, "PRAGMA integrity_check", PARAMS(), &rows);
    if (err != OK)
        return err;
    bool whole = str_eq_c(rows_str(&rows, 0), "ok");
    if (!whole)
        *ret_fault = rows_text(&rows, 0, arena);
    err = rows_end(&rows);
    if (err != OK || !whole)
        return err == OK ? ERR_INVALID : err;
    err = store_find(store, "PRAGMA foreign_key_check", PARAMS(), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    *ret_fault =
        arena_printf(arena, "a row of %s points to one that is gone", rows_text(&rows, 0, arena));
    err = rows_end(&rows);
    return err == OK ? ERR_INVALID : err;
}

static int copy_all(sqlite3 *from, sqlite3 *to)
{
    enum { PAGES_A_STEP = 64 };
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return sqlite3_errcode(to);
    int rc;
    do {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
            rc = SQLITE_OK;
    } while (rc == SQLITE_OK);
    return sqlite3_backup_finish(backup);
}

enum err store_copy(struct store *from, struct store *to)
{
    return err_of(copy_all(from->db, to->db));
}

enum err store_backup(struct store *store, const char *path)
{
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK)
        rc = copy_all(store->db, to);
    sqlite3_close(to);
    return err_of(rc);
}
