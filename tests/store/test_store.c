/* DESIGN: the SQLite driver, migrations, and the writer's batches on a real file. */
#include "store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "embedded.h"
#include "migrate.h"
#include "support.h"
#include "token.h"

static const char CREATE[] =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n INTEGER) STRICT";
static const char INSERT[] = "INSERT INTO t (name, n) VALUES ($2, $1) RETURNING id";
static const char FIND[] = "SELECT id, name, n FROM t WHERE name = $1";
static const char COUNT[] = "SELECT count(*) FROM t";

static struct store *memory(void)
{
    struct store *store = NULL;
    CHECK(store_open(":memory:", STORE_WRITE, &store) == OK);
    return store;
}

static int64_t count(struct store *store)
{
    int64_t n = -1;
    assert_ok(store_find_int(store, COUNT, PARAMS(), &n));
    return n;
}

/* SQLite numbers $2, $1 by first appearance; the driver by their number. */
static void parameters_go_by_their_number(void **state)
{
    struct store *store = memory();
    struct arena *arena = arena_new();
    struct rows rows;
    int64_t id = 0;
    (void)state;
    assert_ok(store_exec(store, CREATE, PARAMS()));
    assert_ok(store_find_int(store, INSERT, PARAMS(p_int(7), p_text("talk")), &id));
    assert_ok(store_find(store, FIND, PARAMS(p_text("talk")), &rows));
    assert_int_equal(rows_int(&rows, 0), id);
    assert_string_equal(rows_text(&rows, 1, arena), "talk");
    assert_int_equal(rows_int(&rows, 2), 7);
    assert_ok(rows_end(&rows));
    assert_int_equal(store_find(store, FIND, PARAMS(p_text("none")), &rows), ERR_NOT_FOUND);
    arena_free(arena);
    store_close(store);
}

static void constraints_are_conflicts_and_change_nothing(void **state)
{
    struct store *store = memory();
    int64_t id = 0;
    (void)state;
    assert_ok(store_exec(store, CREATE, PARAMS()));
    assert_ok(store_find_int(store, INSERT, PARAMS(p_int(1), p_text("a")), &id));
    assert_int_equal(store_find_int(store, INSERT, PARAMS(p_int(2), p_text("a")), &id),
                     ERR_CONFLICT);
    assert_int_equal(count(store), 1);
    store_close(store);
}

static void null_reads_as_nothing(void **state)
{
    struct store *store = memory();
    struct arena *arena = arena_new();
    struct rows rows;
    (void)state;
    assert_ok(store_find(store, "SELECT NULL, $1, $2, $3",
                         PARAMS(p_day(DAY_NONE), p_text(NULL), p_id_or_null(0)), &rows));
    for (int i = 0; i < 4; i++)
        assert_true(rows_is_null(&rows, i));
    assert_int_equal(rows_int(&rows, 0), 0);
    assert_null(rows_text(&rows, 0, arena));
    assert_true(day_is_none(rows_day(&rows, 1)));
    assert_ok(rows_end(&rows));
    arena_free(arena);
    store_close(store);
}

static void a_savepoint_undoes_only_its_own(void **state)
{
    struct store *store = memory();
    int64_t id = 0;
    (void)state;
    assert_ok(store_exec(store, CREATE, PARAMS()));
    assert_ok(store_begin(store));
    assert_ok(store_savepoint(store));
    assert_ok(store_find_int(store, INSERT, PARAMS(p_int(1), p_text("kept")), &id));
    assert_ok(store_release(store));
    assert_ok(store_savepoint(store));
    assert_ok(store_find_int(store, INSERT, PARAMS(p_int(1), p_text("undone")), &id));
    store_rollback_savepoint(store);
    assert_true(store_in_transaction(store));
    assert_ok(store_commit(store));
    assert_int_equal(count(store), 1);
    store_close(store);
}

static void migrations_are_applied_once_and_an_edited_past_is_refused(void **state)
{
    struct store *store = memory();
    struct migrate_fault fault = {""};
    struct arena *arena = arena_new();
    const char *what = "";
    (void)state;
    assert_int_equal(migrate_check(store, &fault), ERR_STALE);
    assert_ok(migrate_apply(store, (struct instant){1}, &fault));
    assert_ok(migrate_apply(store, (struct instant){2}, &fault));
    assert_ok(migrate_check(store, &fault));
    assert_ok(store_verify(store, arena, &what));
    assert_ok(store_exec(store, "UPDATE schema_migration SET sha256 = 'other' WHERE position = 0",
                         PARAMS()));
    assert_int_equal(migrate_apply(store, (struct instant){3}, &fault), ERR_INVALID);
    assert_non_null(strstr(fault.what, embedded_migrations[0].name));
    arena_free(arena);
    store_close(store);
}

static void a_newer_database_is_refused(void **state)
{
    struct store *store = memory();
    struct migrate_fault fault = {""};
    (void)state;
    assert_ok(migrate_apply(store, (struct instant){1}, &fault));
    assert_ok(store_exec(store,
                         "INSERT INTO schema_migration (position, name, sha256, applied_at)"
                         " SELECT max(position) + 1, 'later', 'x', 0 FROM schema_migration",
                         PARAMS()));
    assert_int_equal(migrate_apply(store, (struct instant){2}, &fault), ERR_INVALID);
    assert_non_null(strstr(fault.what, "newer"));
    store_close(store);
}

static void the_audit_table_keeps_what_it_has(void **state)
{
    struct store *store = memory();
    struct migrate_fault fault;
    (void)state;
    assert_ok(migrate_apply(store, (struct instant){1}, &fault));
    assert_ok(store_exec(
        store, "INSERT INTO audit (id, at, action, sha256) VALUES (1, 1, 'x', 'y')", PARAMS()));
    assert_int_equal(store_exec(store, "DELETE FROM audit", PARAMS()), ERR_CONFLICT);
    assert_int_equal(store_exec(store, "UPDATE audit SET action = 'z'", PARAMS()), ERR_CONFLICT);
    store_close(store);
}

/* What was removed is not found again by its number as the thing that came after it. */
static void no_number_is_given_again(void **state)
{
    static const char ADD[] = "INSERT INTO school (name) VALUES ('Oak') RETURNING id";
    static const char AGAIN[] = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                " AND sql LIKE '%  id  %INTEGER PRIMARY KEY,%' ORDER BY name";
    struct store *store = memory();
    struct migrate_fault fault = {""};
    int64_t first = 0, second = 0;
    int faults = 0;
    (void)state;
    assert_ok(migrate_apply(store, (struct instant){1}, &fault));
    assert_ok(store_find_int(store, ADD, PARAMS(), &first));
    assert_ok(store_exec(store, "DELETE FROM school", PARAMS()));
    assert_ok(store_find_int(store, ADD, PARAMS(), &second));
    assert_true(second > first);
    struct rows rows = store_query(store, AGAIN, PARAMS());
    for (; rows_next(&rows); faults++) {
        struct str name = rows_str(&rows, 0);
        print_message("%.*s: its id has to be INTEGER PRIMARY KEY AUTOINCREMENT\n", (int)name.n,
                      name.p);
    }
    assert_ok(rows_end(&rows));
    assert_int_equal(faults, 0);
    store_close(store);
}

/* Steps that make a table anew keep its rows and what points to them. */
static void a_table_made_anew_keeps_its_rows(void **state)
{
    static const char FIRST[] =
        "CREATE TABLE schema_migration (position INTEGER PRIMARY KEY, name TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";
    static const char ROWS[] =
        "INSERT INTO school (id, name) VALUES (3, 'Oak');"
        "INSERT INTO person (id, uid, name, email, created_at) VALUES (7, 'u', 'Ana', "
        "'a@b.example', 1);"
        "INSERT INTO employment (person_id, school_id, staff_group) VALUES (7, 3, 'teaching');"
        "INSERT INTO role_grant (person_id, role, school_id) VALUES (7, 'cpd_leader', 3)";
    struct store *store = memory();
    struct migrate_fault fault = {""};
    char sha256[SHA256_HEX_MAX];
    int64_t id = 0;
    (void)state;
    assert_ok(store_script(store, str_of(FIRST)));
    assert_ok(store_script(store, embedded_migrations[0].text));
    token_sha256_hex(embedded_migrations[0].text, sha256);
    assert_ok(store_exec(store, "INSERT INTO schema_migration VALUES (0, $1, $2, 1)",
                         PARAMS(p_text(embedded_migrations[0].name), p_text(sha256))));
    assert_ok(store_script(store, str_of(ROWS)));
    assert_ok(migrate_apply(store, (struct instant){2}, &fault));
    assert_ok(store_find_int(store,
                             "SELECT p.id FROM person p JOIN employment e ON e.person_id = p.id"
                             " JOIN role_grant g ON g.person_id = p.id WHERE p.name = 'Ana'"
                             " AND e.school_id = 3 AND g.school_id = 3 AND e.fte_milli = 1000",
                             PARAMS(), &id));
    assert_int_equal(id, 7);
    /* References are enforced again. */
    assert_int_equal(store_exec(store,
                                "INSERT INTO employment (person_id, school_id, staff_group)"
                                " VALUES (8, 3, 'teaching')",
                                PARAMS()),
                     ERR_CONFLICT);
    store_close(store);
}

/* An idle server weighs what it serves (issue: done when). */
static void what_was_kept_for_speed_is_given_back(void **state)
{
    static const char FILL[] = "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k"
                               " WHERE n < 5000) INSERT INTO t (name, n) SELECT hex(n), n FROM k";
    char path[] = "/tmp/sparkd-store-XXXXXX";
    struct store *store = NULL;
    (void)state;
    CHECK(close(mkstemp(path)) == 0);
    assert_ok(store_open(path, STORE_WRITE, &store));
    assert_ok(store_exec(store, CREATE, PARAMS()));
    assert_ok(store_exec(store, FILL, PARAMS()));
    assert_int_equal(count(store), 5000);
    int64_t before = sqlite3_memory_used();
    store_shrink(store);
    assert_true(sqlite3_memory_used() < before - (100 << 10));
    assert_int_equal(count(store), 5000);
    store_close(store);
    unlink(path);
}

/* A damaged file is an answer, not the end of the process: its statements may not be prepared yet.
 */
static void a_file_cut_short_is_an_error_for_every_statement(void **state)
{
    static const char SEARCH[] = "SELECT count(*) FROM words WHERE words MATCH 'talk'";
    char path[] = "/tmp/sparkd-store-XXXXXX";
    struct store *store = NULL;
    struct rows rows;
    int64_t n = 0;
    (void)state;
    CHECK(close(mkstemp(path)) == 0);
    assert_ok(store_open(path, STORE_WRITE, &store));
    assert_ok(store_script(store, STR("CREATE VIRTUAL TABLE words USING fts5(word)")));
    for (int i = 0; i < 60; i++) { /* a schema of more than one page */
        char sql[200];
        snprintf(sql, sizeof sql, "CREATE TABLE t%d (name TEXT, why TEXT CHECK (why <> '%0100d'))",
                 i, i);
        assert_ok(store_script(store, str_of(sql)));
    }
    store_close(store);
    assert_ok(store_open(path, STORE_READ, &store));
    CHECK(truncate(path, 4096) == 0);
    assert_int_equal(store_find_int(store, "SELECT count(*) FROM t59", PARAMS(), &n), ERR_IO);
    assert_int_equal(store_find(store, SEARCH, PARAMS(), &rows), ERR_IO);
    assert_int_equal(store_exec(store, "DELETE FROM t59", PARAMS()), ERR_IO);
    store_close(store);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_go_by_their_number),
        cmocka_unit_test(constraints_are_conflicts_and_change_nothing),
        cmocka_unit_test(null_reads_as_nothing),
        cmocka_unit_test(a_savepoint_undoes_only_its_own),
        cmocka_unit_test(migrations_are_applied_once_and_an_edited_past_is_refused),
        cmocka_unit_test(a_table_made_anew_keeps_its_rows),
        cmocka_unit_test(no_number_is_given_again),
        cmocka_unit_test(a_newer_database_is_refused),
        cmocka_unit_test(the_audit_table_keeps_what_it_has),
        cmocka_unit_test(what_was_kept_for_speed_is_given_back),
        cmocka_unit_test(a_file_cut_short_is_an_error_for_every_statement),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
