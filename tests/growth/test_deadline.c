/* DESIGN: deadlines as people see them: dates, states, exemption, syncing, done and undone. */
#include "deadline.h"

#include "fixture.h"

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static void assert_day(struct day day, const char *want)
{
    assert_int_equal(day.v, support_day(want).v);
}

static void test_cycle(void **state)
{
    (void)state;
    struct cycle cycle;
    struct cycle_id again;
    assert_ok(cycle_find(f.store, 2026, &cycle));
    assert_int_equal(cycle.id.v, f.cycle.v);
    assert_int_equal(cycle.pack_id, f.pack.id);
    assert_int_equal(cycle_find(f.store, 2027, &cycle), ERR_NOT_FOUND);
    assert_int_equal(cycle_open(f.store, 2026, &f.pack, &again), ERR_CONFLICT);
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM cycle_item"), 9);
}

/* practice.md T1, through the database. */
static void test_t1(void **state)
{
    (void)state;
    static const struct {
        const char *key, *opens, *due;
    } want[] = {
        {"reflections", "2026-09-01", "2026-09-25"}, {"initial", "2026-09-14", "2026-10-09"},
        {"goals", "2026-10-01", "2026-10-23"},       {"support", "2026-11-02", "2027-01-29"},
        {"second", "2027-01-04", "2027-01-29"},      {"refine", "2027-01-04", "2027-01-29"},
        {"implement", "2027-01-04", "2027-06-30"},   {"final", "2027-06-07", "2027-06-30"},
        {"review", "2027-06-07", "2027-07-21"},
    };
    struct person_id ana = fixture_teacher(&f);
    struct deadline_list list;
    fixture_sync(&f, "2026-09-01T08:00");
    assert_ok(deadline_list(f.store, ana, support_at("2026-09-01T08:00"), f.arena, &list));
    assert_int_equal(list.count, COUNT_OF(want));
    assert_false(list.exempt);
    for (int i = 0; i < list.count; i++) {
        const struct deadline *d = &list.items[i];
        assert_string_equal(d->key, want[i].key);
        assert_day(d->opens_on, want[i].opens);
        assert_day(d->due_on, want[i].due);
        assert_int_equal(d->conversation_id != 0, d->kind == DEADLINE_CONVERSATION);
        assert_int_equal(d->seq, 0);
    }
    assert_string_equal(list.items[4].rule, "last school day on or before 01-31");
    assert_int_equal(fixture_int(&f, "SELECT count(DISTINCT uid) FROM deadline"), 9);
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM conversation"), 3);
}

static void test_states_through_the_year(void **state)
{
    (void)state;
    static const struct {
        const char *now, *key;
        enum deadline_status status;
        bool current;
    } table[] = {
        {"2026-09-11T09:00", "initial", DEADLINE_COMING, false},
        {"2026-09-14T00:30", "initial", DEADLINE_OPEN, true},
        {"2026-10-09T23:30", "initial", DEADLINE_OPEN, true},
        {"2026-10-10T00:30", "initial", DEADLINE_LATE, false},
        /* CY-14: January is in stages 3, 4 and 5, June in 5 and 6. */
        {"2027-01-12T09:00", "support", DEADLINE_OPEN, true},
        {"2027-01-12T09:00", "refine", DEADLINE_OPEN, true},
        {"2027-01-12T09:00", "implement", DEADLINE_OPEN, true},
        {"2027-06-14T09:00", "implement", DEADLINE_OPEN, true},
        {"2027-06-14T09:00", "review", DEADLINE_OPEN, true},
    };
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct deadline d = fixture_deadline(&f, ana, table[i].key, table[i].now);
        assert_int_equal(d.status, table[i].status);
        assert_int_equal(d.current, table[i].current);
    }
    assert_string_equal(deadline_status_name(DEADLINE_LATE), "late");
    /* Another year has its own cycle, or none. */
    struct deadline_list list;
    assert_ok(deadline_list(f.store, ana, support_at("2027-08-01T09:00"), f.arena, &list));
    assert_int_equal(list.count, 0);
}

/* PR-05: nothing is asked; it ends by itself, at the next September. */
static void test_exempt(void **state)
{
    (void)state;
    static const struct {
        const char *from, *until, *on;
        bool exempt;
    } table[] = {
        {"2025-09-01", NULL, "2027-01-12", true},
        {"2025-09-01", "2027-08-31", "2027-07-20", true},
        {"2025-09-01", "2027-08-31", "2027-09-01", false},
        {"2025-09-01", "2027-07-21", "2027-08-15", true},
        {"2025-09-01", "2027-07-21", "2027-09-01", false},
        {"2025-09-01", "2027-01-10", "2027-01-12", true},
        {"2025-09-01", "2026-09-06", "2026-09-06", true},
        {"2025-09-01", "2026-09-06", "2026-09-07", false},
        {"2025-09-01", "2026-10-01", "2027-08-31", true},
        {"2027-02-01", NULL, "2027-01-31", false},
        {"2027-02-01", NULL, "2027-02-01", true},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct person_id person = fixture_teacher(&f);
        bool exempt;
        assert_ok(person_exempt(f.store, person, support_day(table[i].from),
                                table[i].until ? support_day(table[i].until) : DAY_NONE));
        assert_ok(deadline_is_exempt(f.store, person, support_day(table[i].on), &exempt));
        assert_int_equal(exempt, table[i].exempt);
    }
    struct person_id ect = fixture_teacher(&f);
    struct deadline_list list;
    assert_ok(person_exempt(f.store, ect, support_day("2026-09-01"), support_day("2028-08-31")));
    fixture_sync(&f, "2026-09-01T08:00");
    assert_ok(deadline_list(f.store, ect, support_at("2027-02-10T09:00"), f.arena, &list));
    assert_true(list.exempt);
    assert_int_equal(list.count, 9);
    for (int i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].status, DEADLINE_EXEMPT);
        assert_false(list.items[i].current);
    }
}

/* Governors have no cycle, leavers get none; who works in two schools follows the first. */
static void test_who_takes_part(void **state)
{
    (void)state;
    struct school_id other = fixture_school(&f, "Millbrook");
    struct span closure = {SPAN_CLOSURE, "Flood", support_day("2027-01-29"),
                           support_day("2027-01-29")};
    assert_ok(calendar_insert_year(f.store, other, &closure, 1));
    struct person_id governor = fixture_person(&f, f.school, "governance", WORKING_DAYS_ALL);
    struct person_id leaver = fixture_teacher(&f);
    struct person_id both = fixture_person(&f, f.school, "governance", WORKING_DAYS_ALL);
    struct employment job = {other, "administration", "", WORKING_DAYS_ALL};
    assert_ok(person_employ(f.store, both, &job));
    assert_ok(store_exec(f.store, "UPDATE person SET left_on = $2 WHERE id = $1",
                         PARAMS(p_int(leaver.v), p_day(support_day("2026-08-31")))));
    fixture_sync(&f, "2026-09-01T08:00");
    struct deadline_list list;
    assert_ok(deadline_list(f.store, governor, support_at("2026-09-02T08:00"), f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(deadline_list(f.store, leaver, support_at("2026-09-02T08:00"), f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_day(fixture_deadline(&f, both, "second", "2026-09-02T08:00").due_on, "2027-01-28");
}

/* Calendar specification, section 7: seq and modified_at rise on change only. */
static void test_sync_raises_only_on_change(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    struct deadline before = fixture_deadline(&f, ana, "second", "2026-09-02T08:00");
    int64_t changes = store_total_changes(f.store);
    fixture_sync(&f, "2026-09-02T08:00");
    assert_int_equal(store_total_changes(f.store), changes);

    struct span closure = {SPAN_CLOSURE, "Snow", support_day("2027-01-28"),
                           support_day("2027-01-29")};
    assert_ok(calendar_insert_year(f.store, f.school, &closure, 1));
    fixture_sync(&f, "2027-01-27T08:00");
    struct deadline after = fixture_deadline(&f, ana, "second", "2027-01-27T08:00");
    assert_day(after.due_on, "2027-01-27");
    assert_int_equal(after.seq, before.seq + 1);
    assert_int_equal(after.modified_at.v, support_at("2027-01-27T08:00").v);
    assert_int_equal(after.created_at.v, before.created_at.v);
    assert_string_equal(after.uid, before.uid);
    struct deadline same = fixture_deadline(&f, ana, "final", "2027-01-27T08:00");
    assert_int_equal(same.seq, 0);
    assert_int_equal(same.modified_at.v, support_at("2026-09-01T08:00").v);
}

static void test_sync_leaves_what_is_done(void **state)
{
    (void)state;
    struct refusal why;
    struct person_id ana = fixture_teacher(&f);
    refusal_init(&why, f.arena);
    fixture_sync(&f, "2026-09-01T08:00");
    struct deadline d = fixture_deadline(&f, ana, "goals", "2026-10-20T09:00");
    assert_ok(deadline_complete(f.store, ana, d.id, support_at("2026-10-20T09:00"), &why));
    struct span closure = {SPAN_CLOSURE, "Storm", support_day("2026-10-22"),
                           support_day("2026-10-23")};
    struct span gone = {SPAN_CLOSURE, "Storm", support_day("2027-06-29"),
                        support_day("2027-06-30")};
    assert_ok(calendar_insert_year(f.store, f.school, &closure, 1));
    assert_ok(calendar_insert_year(f.store, f.school, &gone, 1));
    assert_ok(store_exec(f.store, "DELETE FROM school_span WHERE kind = 'inset' AND from_on = $1",
                         PARAMS(p_day(support_day("2026-10-23")))));
    fixture_sync(&f, "2026-10-21T08:00");
    assert_day(fixture_deadline(&f, ana, "goals", "2026-10-21T09:00").due_on, "2026-10-23");
    assert_day(fixture_deadline(&f, ana, "final", "2026-10-21T09:00").due_on, "2027-06-28");
}

static void test_sync_in_pages_and_for_one(void **state)
{
    (void)state;
    int64_t after = 0;
    struct instant now = support_at("2026-09-01T08:00");
    struct person_id first = fixture_teacher(&f);
    for (int i = 0; i < 10; i++)
        (void)fixture_teacher(&f);
    assert_ok(deadline_sync(f.store, first, f.cycle, now));
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM deadline"), 9);
    int pages = 0;
    do {
        assert_ok(deadline_sync_some(f.store, f.cycle, after, 4, now, &after));
        pages++;
    } while (after);
    assert_int_equal(pages, 3);
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM deadline"), 99);
    assert_int_equal(deadline_sync(f.store, first, (struct cycle_id){77}, now), ERR_NOT_FOUND);
}

/* A rule that finds no school day leaves no date, and no alarm. */
static void test_no_calendar_no_date(void **state)
{
    (void)state;
    struct school_id bare;
    assert_ok(school_insert(f.store, "Bare", "", &bare));
    struct person_id ana = fixture_person(&f, bare, "teaching", WORKING_DAYS_ALL);
    fixture_sync(&f, "2026-09-01T08:00");
    struct deadline d = fixture_deadline(&f, ana, "second", "2027-03-01T08:00");
    assert_true(day_is_none(d.due_on));
    assert_int_equal(d.status, DEADLINE_COMING);
    assert_false(d.current);
}

static void test_complete_and_undo(void **state)
{
    (void)state;
    struct refusal why;
    struct person_id ana = fixture_teacher(&f), mentor = fixture_teacher(&f);
    struct person_id other = fixture_teacher(&f);
    assert_ok(person_set_pd_mentor(f.store, ana, mentor, support_day("2026-09-01")));
    fixture_sync(&f, "2026-09-01T08:00");
    struct instant now = support_at("2026-09-24T12:00");
    struct deadline d = fixture_deadline(&f, ana, "reflections", "2026-09-24T12:00");
    struct deadline talk = fixture_deadline(&f, ana, "initial", "2026-09-24T12:00");
    struct deadline seen;

    refusal_init(&why, f.arena);
    assert_ok(deadline_find(f.store, mentor, d.id, now, f.arena, &seen));
    assert_int_equal(deadline_find(f.store, other, d.id, now, f.arena, &seen), ERR_NOT_FOUND);
    assert_int_equal(deadline_complete(f.store, other, d.id, now, &why), ERR_NOT_FOUND);
    /* Marked by its owner, not by the mentor. */
    assert_int_equal(deadline_complete(f.store, mentor, d.id, now, &why), ERR_NOT_FOUND);
    assert_int_equal(deadline_complete(f.store, ana, talk.id, now, &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "conversation");
    assert_int_equal(deadline_undo(f.store, ana, d.id, now, &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "not-done");

    assert_ok(deadline_complete(f.store, ana, d.id, now, &why));
    d = fixture_deadline(&f, ana, "reflections", "2026-10-01T12:00");
    assert_int_equal(d.status, DEADLINE_DONE);
    assert_day(d.done_on, "2026-09-24");
    assert_int_equal(d.done_by.v, ana.v);
    assert_int_equal(d.seq, 1);
    assert_true(d.may_undo);
    assert_int_equal(deadline_complete(f.store, ana, d.id, now, &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "already-done");

    struct instant late = support_at("2026-10-01T12:01");
    assert_int_equal(deadline_undo(f.store, ana, d.id, late, &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "too-late");
    assert_int_equal(deadline_undo(f.store, mentor, d.id, now, &why), ERR_NOT_FOUND);
    assert_ok(deadline_undo(f.store, ana, d.id, support_at("2026-10-01T12:00"), &why));
    d = fixture_deadline(&f, ana, "reflections", "2026-10-01T12:00");
    assert_int_equal(d.status, DEADLINE_LATE);
    assert_true(day_is_none(d.done_on));
    assert_int_equal(d.seq, 2);
}

static void test_list_names_the_mentor(void **state)
{
    (void)state;
    struct deadline_list list;
    struct person_id ana = fixture_teacher(&f), mentor = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    assert_ok(deadline_list(f.store, ana, support_at("2026-09-02T08:00"), f.arena, &list));
    assert_null(list.pd_mentor_name);
    assert_ok(person_set_pd_mentor(f.store, ana, mentor, support_day("2026-09-02")));
    assert_ok(deadline_list(f.store, ana, support_at("2026-09-02T08:00"), f.arena, &list));
    assert_int_equal(list.pd_mentor.v, mentor.v);
    assert_string_equal(list.pd_mentor_name, "Person 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cycle, setup, teardown),
        cmocka_unit_test_setup_teardown(test_t1, setup, teardown),
        cmocka_unit_test_setup_teardown(test_states_through_the_year, setup, teardown),
        cmocka_unit_test_setup_teardown(test_exempt, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_takes_part, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sync_raises_only_on_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sync_leaves_what_is_done, setup, teardown),
        cmocka_unit_test_setup_teardown(test_sync_in_pages_and_for_one, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_calendar_no_date, setup, teardown),
        cmocka_unit_test_setup_teardown(test_complete_and_undo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_list_names_the_mentor, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
