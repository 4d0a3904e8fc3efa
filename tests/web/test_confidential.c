/* DESIGN: purposes in code (EQ-02): nothing of sparkd joins the confidential class with pay,
 * capability or redundancy, and no export touches it; the lists are tests/data/confidential.tsv. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "page.h"
#include "support.h"

static struct store *store;
static struct arena *arena;
static struct str list;

static struct str read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be read", path);
    char *text = calloc(1, 1 << 18);
    assert_non_null(text);
    size_t n = fread(text, 1, (1 << 18) - 1, file);
    fclose(file);
    struct str kept = arena_str(arena, str_make(text, n));
    free(text);
    return kept;
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    store = support_store();
    list = read_file(SPARKD_SOURCE_DIR "/tests/data/confidential.tsv");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

/* The next line of that kind: its name, and what stands behind it. */
static bool next(struct str *rest, const char *kind, const char **ret_name, const char **ret_more)
{
    struct str line, first, name;
    while (str_split(rest, '\n', &line)) {
        if (!line.n || line.p[0] == '#' || !str_split(&line, '\t', &first) ||
            !str_eq_c(first, kind) || !str_split(&line, '\t', &name))
            continue;
        *ret_name = arena_str_c(arena, name);
        *ret_more = line.p ? arena_str_c(arena, line) : "";
        return true;
    }
    return false;
}

static bool has(struct str text, const char *word)
{
    return strstr(arena_str_c(arena, text), word) != NULL;
}

/* ---- no place for pay, capability, redundancy, discipline ---- */

static void the_schema_knows_no_such_purpose(void **state)
{
    struct rows rows = store_query(store,
                                   "SELECT lower(t.name || '.' || c.name) FROM sqlite_schema t,"
                                   " pragma_table_info(t.name) c WHERE t.type = 'table'",
                                   PARAMS());
    int columns = 0;
    (void)state;
    for (; rows_next(&rows); columns++) {
        struct str rest = list, column = rows_str(&rows, 0);
        const char *word, *more;
        while (next(&rest, "word", &word, &more))
            if (has(column, word))
                fail_msg("%.*s: no purpose of sparkd (EQ-02)", (int)column.n, column.p);
    }
    assert_ok(rows_end(&rows));
    assert_true(columns > 200);
}

static void no_route_serves_such_a_purpose(void **state)
{
    const char *word, *more;
    (void)state;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        struct str rest = list;
        while (next(&rest, "word", &word, &more))
            if (strstr(route->name, word) || strstr(route->pattern, word) ||
                strstr(route->fields, word))
                fail_msg("the route %s: no purpose of sparkd (EQ-02)", route->name);
    }
}

/* ---- what is listed is there ---- */

static void every_column_is_confidential_or_status(void **state)
{
    struct str rest = list;
    const char *table, *status;
    int tables = 0;
    (void)state;
    for (; next(&rest, "table", &table, &status); tables++) {
        struct str words = str_of(status), word;
        while (str_split(&words, ' ', &word)) {
            int64_t n = 0;
            assert_ok(store_find_int(store,
                                     "SELECT count(*) FROM pragma_table_info($1) WHERE name = $2",
                                     PARAMS(p_text(table), p_str(word)), &n));
            if (n != 1)
                fail_msg("%s has no column %.*s", table, (int)word.n, word.p);
        }
    }
    assert_true(tables > 0);
}

/* ---- no export reads it ---- */

/* What makes a file of a list: these sources may name no confidential table. What a person takes
 * of their own, and readings that are written down, are no exports. */
static void check_export(const char *path)
{
    struct str text = read_file(path), rest = list;
    const char *table, *status;
    if (!has(text, "csv_begin"))
        return;
    while (next(&rest, "table", &table, &status))
        if (has(text, arena_printf(arena, "#include \"%s.h\"", table)) ||
            has(text, arena_printf(arena, "FROM %s", table)) ||
            has(text, arena_printf(arena, "JOIN %s", table)))
            fail_msg("%s makes a file and knows %s (EQ-02)", path, table);
}

static void no_export_reads_the_confidential_class(void **state)
{
    DIR *dir = opendir(SPARKD_SOURCE_DIR "/src/web");
    int files = 0;
    (void)state;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)); files++)
        if (str_ends(str_of(entry->d_name), STR(".c")))
            check_export(arena_printf(arena, "%s/src/web/%s", SPARKD_SOURCE_DIR, entry->d_name));
    closedir(dir);
    assert_true(files > 50);
}

/* How the year stands is read from deadlines alone: no statement of it joins what is confidential.
 */
static void the_year_by_name_reads_status_only(void **state)
{
    static const char *const sources[] = {"growth/status.c", "growth/status_figures.c",
                                          "growth/status_sql.h"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        struct str text =
            read_file(arena_printf(arena, "%s/src/%s", SPARKD_SOURCE_DIR, sources[i]));
        struct str rest = list;
        const char *table, *status;
        while (next(&rest, "table", &table, &status))
            assert_false(has(text, arena_printf(arena, "JOIN %s ", table)) ||
                         has(text, arena_printf(arena, "FROM %s ", table)));
    }
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(the_schema_knows_no_such_purpose),
        IN_STORE(no_route_serves_such_a_purpose),
        IN_STORE(every_column_is_confidential_or_status),
        IN_STORE(no_export_reads_the_confidential_class),
        IN_STORE(the_year_by_name_reads_status_only),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
