/* DESIGN: nothing that is held on a person is forgotten: the schema is walked, beside the table. */
#include "held_data.h"

#include "held_data_table.h"
#include "support.h"

static struct store *store;
static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    store = support_store();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

static const struct held_reference *reference_of(const char *column)
{
    for (const struct held_reference *r = held_references; r->column; r++)
        if (strcmp(r->column, column) == 0)
            return r;
    return NULL;
}

static const char REFERENCES[] = "SELECT t.name || '.' || f.\"from\" FROM sqlite_schema t,"
                                 " pragma_foreign_key_list(t.name) f"
                                 " WHERE t.type = 'table' AND f.\"table\" = 'person'";

/* A new table that refers to people cannot be left out: it is given, or a reason is written. */
static void every_reference_to_a_person_is_given_or_has_a_reason(void **state)
{
    struct rows rows = store_query(store, REFERENCES, PARAMS());
    int found = 0;
    (void)state;
    for (; rows_next(&rows); found++) {
        const char *column = rows_text(&rows, 0, arena);
        if (!reference_of(column))
            fail_msg("%s refers to a person: access/held_data_table.c must give it to them, or say "
                     "why not",
                     column);
    }
    assert_ok(rows_end(&rows));
    int listed = 0;
    while (held_references[listed].column)
        listed++;
    assert_int_equal(listed, found); /* and none stands there that is gone */
}

/* What is said to be given is read: its table stands in a section's statement. */
static void what_is_given_is_read(void **state)
{
    (void)state;
    for (const struct held_reference *r = held_references; r->column; r++) {
        bool read = r->why != NULL;
        size_t n = (size_t)str_find(str_of(r->column), '.');
        const char *table = arena_printf(arena, " %.*s ", (int)n, r->column);
        for (const struct held_query *q = held_queries; q->key; q++)
            read = read || strstr(q->sql, table);
        if (!read)
            fail_msg("%s is read by no section", r->column);
    }
}

static void every_section_has_a_kind_and_a_name_for_each_column(void **state)
{
    struct held_data data;
    (void)state;
    assert_ok(held_data_read(store, (struct person_id){1}, arena, &data));
    for (const struct held_query *q = held_queries; q->key; q++)
        for (size_t i = 0; i < HELD_COLUMNS_MAX; i++)
            assert_int_equal(q->columns[i] != NULL, i < strlen(q->kinds));
}

static void one_reads_ones_own_and_nobody_elses(void **state)
{
    struct person_id ann, bo;
    struct held_data data;
    struct instant now = support_at("2026-11-02T09:00");
    (void)state;
    assert_ok(person_insert(store, &(struct person_new){"Ann Ash", "ann@demo.example"}, now, &ann));
    assert_ok(person_insert(store, &(struct person_new){"Bo Birch", "bo@demo.example"}, now, &bo));
    assert_ok(store_exec(store,
                         "INSERT INTO former_name (person_id, name, until_on)"
                         " VALUES ($1, 'Bo Old', 20700)",
                         PARAMS(p_int(bo.v))));
    assert_ok(held_data_read(store, ann, arena, &data));
    for (int s = 0; s < data.count; s++)
        for (int r = 0; r < data.sections[s].row_count; r++)
            for (int c = 0; c < data.sections[s].column_count; c++)
                assert_null(strstr(data.sections[s].rows[r][c], "Bo"));
    assert_string_equal(data.sections[0].rows[0][0], "Ann Ash");
    assert_string_equal(data.sections[0].rows[0][6], "2026-11-02T09:00:00+00:00");
    assert_ok(held_data_read(store, bo, arena, &data));
    assert_string_equal(data.sections[1].rows[0][0], "Bo Old");
    assert_string_equal(data.sections[1].rows[0][1], "2026-09-04");
}

static void it_is_read_within_ten_minutes_of_asking(void **state)
{
    struct person_id ann;
    struct instant now = support_at("2026-11-02T09:00");
    bool asked = true;
    (void)state;
    assert_ok(person_insert(store, &(struct person_new){"Ann Ash", "ann@demo.example"}, now, &ann));
    assert_ok(held_data_is_asked(store, ann, now, &asked));
    assert_false(asked);
    assert_ok(held_data_ask(store, ann, now));
    assert_ok(held_data_is_asked(store, ann, instant_add(now, HELD_ASKED_S), &asked));
    assert_true(asked);
    assert_ok(held_data_is_asked(store, ann, instant_add(now, HELD_ASKED_S + 1), &asked));
    assert_false(asked);
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(every_reference_to_a_person_is_given_or_has_a_reason),
        IN_STORE(what_is_given_is_read),
        IN_STORE(every_section_has_a_kind_and_a_name_for_each_column),
        IN_STORE(one_reads_ones_own_and_nobody_elses),
        IN_STORE(it_is_read_within_ten_minutes_of_asking),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
