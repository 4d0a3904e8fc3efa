/* DESIGN: files of each system into a trust, columns chosen by hand, and our own file out and in
 * again (practice P7). */
#include <string.h>

#include "staff_export.h"
#include "staff_world.h"

static int open_world(void **state)
{
    static struct staff_world w;
    staff_world_init(&w);
    *state = &w;
    return 0;
}

static int close_world(void **state)
{
    staff_world_done(*state);
    return 0;
}

/* ---- columns ---- */

static void columns_are_chosen_once_and_remembered(void **state)
{
    static const char text[] = "Wer,Vorname,Nachname,Mail,Geheim\n7,Ana,Bell,a@x.example,secret\n";
    struct staff_world *w = *state;
    struct staff_import import;
    struct staff_sample *sample = ARENA_NEW(w->arena, struct staff_sample);
    struct staff_map map;
    int64_t id = staff_world_upload_as(w, str_of(text), STAFF_PRESET_ANY, w->oak);
    assert_ok(staff_import_find(w->store, id, w->arena, &import));
    assert_int_equal(import.state, IMPORT_COLUMNS);
    assert_ok(staff_import_sample(w->store, id, w->arena, sample, &map, &w->why));
    assert_int_equal(sample->headings.count, 5);
    assert_str(sample->rows[0].cells[1], "Ana");
    assert_int_equal(staff_import_choose_columns(w->store, id, &map, w->now, w->arena, &w->why),
                     ERR_INVALID);
    map.columns[STAFF_REF] = 0;
    map.columns[STAFF_FIRST_NAME] = 1;
    map.columns[STAFF_LAST_NAME] = 2;
    map.columns[STAFF_EMAIL] = 3;
    refusal_init(&w->why, w->arena);
    assert_ok(staff_import_choose_columns(w->store, id, &map, w->now, w->arena, &w->why));
    staff_world_assert(staff_world_plan(w, id), 1, 0, 0, 0, 0);
    /* Nothing of the column nobody chose is kept, and the next file like it needs no choice. */
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM staff_import WHERE file IS NOT "
                                           "NULL OR records LIKE '%secret%'"),
                     0);
    id = staff_world_upload_as(w, str_of(text), STAFF_PRESET_ANY, w->oak);
    assert_ok(staff_import_find(w->store, id, w->arena, &import));
    assert_int_equal(import.state, IMPORT_READY);
}

/* ---- each system's file ---- */

static void files_of_each_system_are_read(void **state)
{
    static const struct {
        const char *file;
        enum staff_preset preset;
        int new, passed;
    } rows[] = {
        {"arbor.csv", STAFF_PRESET_ARBOR, 4, 0},   {"bromcom.csv", STAFF_PRESET_BROMCOM, 2, 1},
        {"sims.csv", STAFF_PRESET_SIMS, 2, 0},     {"arbor.csv", STAFF_PRESET_ANY, 4, 0},
        {"bromcom.csv", STAFF_PRESET_ANY, 2, 1},   {"sims.csv", STAFF_PRESET_ANY, 2, 0},
        {"sparkd.csv", STAFF_PRESET_SPARKD, 4, 0}, {"sparkd.csv", STAFF_PRESET_ANY, 4, 0},
    };
    struct staff_world *w = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int64_t id =
            staff_world_upload_as(w, staff_world_file(w, rows[i].file), rows[i].preset, w->oak);
        assert_true(id != 0);
        struct staff_plan *plan = staff_world_plan(w, id);
        staff_world_assert(plan, rows[i].new, 0, 0, 0, 0);
        assert_int_equal(plan->passed_count, rows[i].passed);
        const struct staff_item *ana = &plan->lists[STAFF_NEW].items[0];
        if (strcmp(rows[i].file, "sparkd.csv") == 0)
            continue;
        assert_string_equal(ana->name, "Ana Bell");
        assert_string_equal(plan->rows[ana->row].values[STAFF_STARTS], "2020-09-01");
        assert_int_equal(staff_world_number(w, "SELECT count(*) FROM staff_import WHERE records "
                                               "LIKE '%QQ123%' OR records LIKE '%1988%'"),
                         0);
    }
}

static void rosters_of_three_files_are_read(void **state)
{
    static const char *const folders[] = {"oneroster", "sds"};
    struct staff_world *w = *state;
    for (int i = 0; i < 2; i++) {
        struct staff_file files[3] = {
            {STR("orgs.csv"),
             staff_world_file(w, arena_printf(w->arena, "%s/orgs.csv", folders[i]))},
            {STR("users.csv"),
             staff_world_file(w, arena_printf(w->arena, "%s/users.csv", folders[i]))}};
        if (i == 1)
            files[2] = (struct staff_file){STR("roles.csv"), staff_world_file(w, "sds/roles.csv")};
        struct staff_import_new new = {.files = files, .file_count = 2 + i};
        int64_t id = 0;
        assert_ok(staff_import_create(w->store, &new, w->now, w->arena, &w->why, &id));
        struct staff_plan *plan = staff_world_plan(w, id);
        /* Ana at Oak, Sam at Oak and Ash; no pupil, nobody who is to be deleted. */
        staff_world_assert(plan, 2, 1, 0, 0, 0);
        assert_string_equal(plan->lists[STAFF_NEW].items[1].name, "Sam Green");
        assert_string_equal(plan->lists[STAFF_CHANGED].items[0].school, "Ash School");
        assert_ok(staff_world_apply(w, id));
        int64_t again = 0;
        assert_ok(staff_import_create(w->store, &new, w->now, w->arena, &w->why, &again));
        assert_true(staff_plan_is_empty(staff_world_plan(w, again)));
        assert_ok(staff_world_undo(w, id));
        new.file_count = 1;
        refusal_init(&w->why, w->arena);
        assert_int_equal(staff_import_create(w->store, &new, w->now, w->arena, &w->why, &again),
                         ERR_INVALID);
    }
}

static void schools_are_added_when_asked(void **state)
{
    struct staff_world *w = *state;
    struct staff_file file = {STR("x.csv"), STR("school,staff_ref,last_name\nElm School,1,Bell\n")};
    struct staff_import_new new = {.files = &file, .file_count = 1, .adds_schools = true};
    int64_t id = 0;
    const char *before = staff_world_dump(w);
    assert_ok(staff_import_create(w->store, &new, w->now, w->arena, &w->why, &id));
    struct staff_plan *plan = staff_world_plan(w, id);
    staff_world_assert(plan, 1, 0, 0, 0, 0);
    assert_int_equal(plan->school_count, 3);
    assert_ok(staff_world_apply(w, id));
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM school WHERE name = 'Elm School'"),
                     1);
    assert_ok(staff_world_undo(w, id));
    assert_string_equal(staff_world_dump(w), before);
}

/* ---- out and in again ---- */

static void an_export_changes_nothing_when_it_comes_back(void **state)
{
    struct staff_world *w = *state;
    struct buf buf;
    struct person_id odd;
    struct employment job = {w->ash, "other support", "=cmd|' /C calc'!A0", 63};
    staff_world_import(w, staff_world_file(w, "sparkd.csv"));
    assert_ok(person_insert(w->store, &(struct person_new){"@Odd  'Name", ""}, w->now, &odd));
    assert_ok(person_employ(w->store, odd, &job));
    buf_init(&buf, STAFF_EXPORT_BYTES_MAX);
    assert_ok(staff_export(w->store, w->today, w->arena, &buf));
    assert_true(str_starts(buf_str(&buf), STR("\xEF\xBB\xBF"
                                              "school,staff_ref,")));
    assert_non_null(strstr(buf_cstr(&buf), "'=cmd|"));
    assert_null(strstr(buf_cstr(&buf), ",=cmd|"));
    struct staff_plan *plan = staff_world_look(w, buf_cstr(&buf));
    staff_world_assert(plan, 0, 0, 0, 0, 0);
    assert_int_equal(plan->same_count, 5);
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)
        T(columns_are_chosen_once_and_remembered),
        T(files_of_each_system_are_read),
        T(rosters_of_three_files_are_read),
        T(schools_are_added_when_asked),
        T(an_export_changes_nothing_when_it_comes_back),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
