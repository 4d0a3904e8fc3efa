/* DESIGN: append-only steps to this binary's schema, each with its checksum. */
#include "migrate.h"

#include <stdio.h>
#include <string.h>

#include "embedded.h"
#include "token.h"

static const char SQL_TABLE[] =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " position INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " applied_at INTEGER NOT NULL) STRICT";
static const char SQL_EXISTS[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'";
static const char SQL_STEP[] = "SELECT name, sha256 FROM schema_migration WHERE position = $1";
static const char SQL_COUNT[] = "SELECT count(*) FROM schema_migration";
static const char SQL_ADD[] =
    "INSERT INTO schema_migration (position, name, sha256, applied_at) VALUES ($1, $2, $3, $4)";

static int step_count(void)
{
    int n = 0;
    while (embedded_migrations[n].name)
        n++;
    return n;
}

/* One step as it was applied against the one in this binary. */
static enum err check_step(struct store *store, int position, struct migrate_fault *ret_fault)
{
    const struct embedded *step = &embedded_migrations[position];
    char sha256[SHA256_HEX_MAX];
    struct rows rows;
    token_sha256_hex(step->text, sha256);
    enum err err = store_find(store, SQL_STEP, PARAMS(p_int(position)), &rows);
    if (err != OK)
        return err;
    bool same = str_eq_c(rows_str(&rows, 0), step->name) && str_eq_c(rows_str(&rows, 1), sha256);
    err = rows_end(&rows);
    if (err == OK && !same) {
        snprintf(ret_fault->what, sizeof ret_fault->what,
                 "migration %s was edited after it was applied; use the sparkd that made this "
                 "database",
                 step->name);
        return ERR_INVALID;
    }
    return err;
}

static enum err check_applied(struct store *store, int *ret_applied,
                              struct migrate_fault *ret_fault)
{
    int64_t exists = 0, applied = 0;
    enum err err = store_find_int(store, SQL_EXISTS, PARAMS(), &exists);
    if (err == OK && exists)
        err = store_find_int(store, SQL_COUNT, PARAMS(), &applied);
    if (err == OK && applied > step_count()) {
        snprintf(ret_fault->what, sizeof ret_fault->what,
                 "the database has %d migrations, this sparkd knows %d: use a newer sparkd",
                 (int)applied, step_count());
        return ERR_INVALID;
    }
    for (int i = 0; err == OK && i < applied; i++)
        err = check_step(store, i, ret_fault);
    if (err == OK)
        *ret_applied = (int)applied;
    return err;
}

/* A step that makes a table anew which others refer to says so in its first line. */
static bool rebuilds(const struct embedded *step)
{
    return str_starts(step->text, STR("-- foreign keys: off\n"));
}

static enum err run_step(struct store *store, int position, struct instant now)
{
    const struct embedded *step = &embedded_migrations[position];
    char sha256[SHA256_HEX_MAX];
    token_sha256_hex(step->text, sha256);
    enum err err = store_begin(store);
    if (err == OK)
        err = store_script(store, step->text);
    if (err == OK && rebuilds(step))
        err = store_check_foreign_keys(store);
    if (err == OK)
        err =
            store_exec(store, SQL_ADD,
                       PARAMS(p_int(position), p_text(step->name), p_text(sha256), p_instant(now)));
    if (err == OK)
        err = store_commit(store);
    if (err != OK)
        store_rollback(store);
    return err;
}

static enum err apply_step(struct store *store, int position, struct instant now)
{
    if (!rebuilds(&embedded_migrations[position]))
        return run_step(store, position, now);
    enum err err = store_set_foreign_keys(store, false);
    if (err == OK)
        err = run_step(store, position, now);
    enum err on = store_set_foreign_keys(store, true);
    return err != OK ? err : on;
}

static void explain(struct store *store, const char *name, struct migrate_fault *ret_fault)
{
    snprintf(ret_fault->what, sizeof ret_fault->what, "migration %s: %s", name, store_error(store));
}

enum err migrate_apply(struct store *store, struct instant now, struct migrate_fault *ret_fault)
{
    int applied = 0;
    enum err err = store_script(store, str_of(SQL_TABLE));
    if (err == OK)
        err = check_applied(store, &applied, ret_fault);
    else
        explain(store, "table", ret_fault);
    for (int i = applied; err == OK && i < step_count(); i++) {
        err = apply_step(store, i, now);
        if (err != OK)
            explain(store, embedded_migrations[i].name, ret_fault);
    }
    return err;
}

enum err migrate_check(struct store *store, struct migrate_fault *ret_fault)
{
    int applied = 0;
    enum err err = check_applied(store, &applied, ret_fault);
    if (err == OK && applied < step_count()) {
        snprintf(ret_fault->what, sizeof ret_fault->what,
                 "the database lacks %d migrations: start `sparkd serve` once to apply them",
                 step_count() - applied);
        return ERR_STALE;
    }
    return err;
}
