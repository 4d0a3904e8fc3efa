/* DESIGN: staff files into a trust: what they would change, that they do, again without effect, and
 * back (practice P7). */
#include <stdio.h>
#include <string.h>

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

#define HEADING                                                                                    \
    "school,staff_ref,first_name,last_name,preferred_name,work_email,staff_group,post,"            \
    "department,line_manager_email,mentor_email,fte,working_days,start_date,end_date\n"
#define ANA                                                                                        \
    "Oak School,1,Anna,Bell,Ana,ana@x.example,teaching,Teacher,Maths,sam@x.example,"               \
    "sam@x.example,0.8,Mon Tue Wed-am,2020-09-01,\n"
#define SAM "Oak School,2,Samuel,Green,Sam,sam@x.example,teaching,Head,Maths,,,1,,2015-09-01,\n"
#define KIT "Ash School,1,Kit,Rowe,,kit@x.example,teaching,,,,,1,,2026-09-01,\n"

/* ---- newcomers ---- */

static void everybody_is_new_at_first_and_nobody_the_second_time(void **state)
{
    struct staff_world *w = *state;
    staff_world_assert(staff_world_look(w, HEADING ANA SAM KIT), 3, 0, 0, 0, 0);
    staff_world_import(w, STR(HEADING ANA SAM KIT));
    struct staff_plan *again = staff_world_look(w, HEADING ANA SAM KIT);
    staff_world_assert(again, 0, 0, 0, 0, 0);
    assert_int_equal(again->same_count, 3);
    const char *before = staff_world_dump(w);
    staff_world_import(w, STR(HEADING ANA SAM KIT));
    assert_string_equal(staff_world_dump(w), before);
}

static void all_that_the_file_says_is_written(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM KIT));
    assert_string_equal(staff_world_text(w, "SELECT name || first_name || last_name || email FROM "
                                            "person WHERE preferred_name = 'Ana'"),
                        "Ana BellAnnaBellana@x.example");
    assert_string_equal(
        staff_world_text(w, "SELECT staff_group || post || staff_ref || fte_milli || '/' || "
                            "working_days || '/' || starts_on FROM employment WHERE post = "
                            "'Teacher'"),
        "teachingTeacher1800/31/18506");
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM relation r JOIN person p ON p.id ="
                                           " r.other_id WHERE p.name = 'Sam Green'"),
                     2);
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM org_group_member m JOIN org_group"
                                           " g ON g.id = m.group_id WHERE g.name = 'Maths'"),
                     2);
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM role_grant WHERE role = 'staff'"),
                     3);
}

/* ---- changes ---- */

static void changes_are_told_field_by_field(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM KIT));
    struct staff_plan *plan = staff_world_look(
        w, HEADING "Oak School,1,Anna,Bell-Smith,Ana,ana@x.example,teaching,Teacher,Science,"
                   "sam@x.example,sam@x.example,0.6,Mon Tue,2020-09-01,\n" SAM KIT);
    staff_world_assert(plan, 0, 1, 0, 0, 0);
    const struct staff_item *item = &plan->lists[STAFF_CHANGED].items[0];
    static const struct staff_change want[] = {
        {STAFF_LAST_NAME, "Bell", "Bell-Smith"},
        {STAFF_DEPARTMENT, "Maths", "Science"},
        {STAFF_FTE, "0.8", "0.6"},
        {STAFF_WORKING_DAYS, "Mon Tue Wed-am", "Mon Tue"},
    };
    assert_int_equal(item->change_count, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_int_equal(item->changes[i].field, want[i].field);
        assert_string_equal(item->changes[i].old, want[i].old);
        assert_string_equal(item->changes[i].new, want[i].new);
    }
}

static void a_renamed_person_is_still_found(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA));
    staff_world_import(w, STR(HEADING "Oak School,1,Anna,Smith,Ana,,,,,,,,,,\n"));
    assert_string_equal(staff_world_text(w, "SELECT name FROM person"), "Ana Smith");
    assert_string_equal(staff_world_text(w, "SELECT name FROM former_name"), "Ana Bell");
    /* Empty cells keep the address, the group and the days; they empty the post. */
    assert_string_equal(staff_world_text(w, "SELECT email FROM person"), "ana@x.example");
    assert_string_equal(staff_world_text(w, "SELECT post || working_days FROM employment"), "31");
}

static void one_person_works_in_two_schools(void **state)
{
    struct staff_world *w = *state;
    const char *both = HEADING ANA "Ash School,77,Anna,Bell,Ana,ana@x.example,teaching,,,,,0.2,"
                                   "Fri,2026-09-01,\n";
    staff_world_import(w, str_of(both));
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM person"), 1);
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM employment"), 2);
    staff_world_assert(staff_world_look(w, both), 0, 0, 0, 0, 2); /* nobody has Sam's address */
}

/* References renumbered: the name decides whose the line is. */
static void references_may_change_hands(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM));
    static const char swapped[] = "school,staff_ref,first_name,last_name,work_email\n"
                                  "Oak School,2,Anna,Bell,ana@x.example\n"
                                  "Oak School,1,Samuel,Green,sam@x.example\n";
    staff_world_assert(staff_world_look(w, swapped), 0, 2, 0, 0, 0);
    int64_t id = staff_world_upload(w, str_of(swapped));
    const char *before = staff_world_dump(w);
    assert_ok(staff_world_apply(w, id));
    staff_world_assert(staff_world_look(w, swapped), 0, 0, 0, 0, 0);
    assert_ok(staff_world_undo(w, id));
    assert_string_equal(staff_world_dump(w), before);
}

/* ---- by hand ---- */

static void two_who_could_be_meant_need_a_hand(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM));
    static const char text[] = "school,staff_ref,last_name,work_email\n"
                               "Oak School,1,Other,sam@x.example\n";
    int64_t id = staff_world_upload(w, str_of(text));
    struct staff_plan *plan = staff_world_plan(w, id);
    staff_world_assert(plan, 0, 0, 0, 1, 0);
    const struct staff_item *item = &plan->lists[STAFF_HAND].items[0];
    assert_int_equal(item->candidate_count, 2);
    assert_false(item->may_be_new);
    int64_t sam = plan->present->members[item->candidates[1]].id;
    assert_ok(staff_import_choose_person(w->store, id, item->line, sam, w->arena, &w->why));
    plan = staff_world_plan(w, id);
    /* Sam's line, but the reference stays Ana's: it is hers. She has no line and leaves. */
    staff_world_assert(plan, 0, 1, 0, 0, 1);
    assert_ok(staff_import_choose_person(w->store, id, item->line, -1, w->arena, &w->why));
    plan = staff_world_plan(w, id);
    staff_world_assert(plan, 0, 0, 0, 0, 0);
    assert_int_equal(plan->passed_count, 1);
}

static void a_namesake_needs_a_hand(void **state)
{
    struct staff_world *w = *state;
    struct person_id ana;
    struct employment job = {w->oak, "teaching", "", WORKING_DAYS_ALL};
    assert_ok(
        person_insert(w->store, &(struct person_new){"Ana Bell", "ana@old.example"}, w->now, &ana));
    assert_ok(person_employ(w->store, ana, &job));
    int64_t id = staff_world_upload(w, STR(HEADING ANA SAM));
    struct staff_plan *plan = staff_world_plan(w, id);
    staff_world_assert(plan, 1, 0, 0, 1, 0);
    assert_true(plan->lists[STAFF_HAND].items[0].may_be_new);
    assert_ok(staff_import_choose_person(w->store, id, 2, ana.v, w->arena, &w->why));
    assert_ok(staff_world_apply(w, id));
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM person"), 2);
    staff_world_assert(staff_world_look(w, HEADING ANA SAM), 0, 0, 0, 0, 0);
}

static void a_reference_given_anew_needs_a_hand(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM));
    struct staff_plan *plan =
        staff_world_look(w, "school,staff_ref,first_name,last_name,work_email\n"
                            "Oak School,1,Zed,Newman,zed@x.example\n");
    assert_int_equal(staff_world_count(plan, STAFF_HAND), 1);
    assert_int_equal(staff_world_count(plan, STAFF_NEW), 0);
}

/* ---- leavers ---- */

static void who_is_left_out_would_leave(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM KIT));
    struct staff_plan *plan = staff_world_look(w, HEADING ANA);
    /* Kit's school is not in the file: it says nothing of him. */
    staff_world_assert(plan, 0, 0, 1, 0, 0);
    assert_string_equal(plan->lists[STAFF_LEAVES].items[0].name, "Sam Green");
    assert_true(plan->needs_second_yes);
    staff_world_import(w, STR(HEADING ANA));
    assert_int_equal(staff_world_number(w, "SELECT left_on FROM person WHERE last_name = 'Green'"),
                     support_day("2026-11-01").v);
    assert_int_equal(staff_world_number(w, "SELECT to_on FROM role_grant g JOIN person p ON p.id ="
                                           " g.person_id WHERE p.last_name = 'Green'"),
                     support_day("2026-11-01").v);
    staff_world_assert(staff_world_look(w, HEADING ANA), 0, 0, 0, 0,
                       2); /* he is nobody's mentor any more */
}

/* Who was typed in, governors and guests are not the file's to end; nor is who has not begun. */
static void only_imported_employments_can_be_left_out(void **state)
{
    struct staff_world *w = *state;
    struct person_id gov;
    struct employment job = {w->oak, "governance", "", WORKING_DAYS_ALL};
    assert_ok(person_insert(w->store, &(struct person_new){"Gill Governor", "g@x.example"}, w->now,
                            &gov));
    assert_ok(person_employ(w->store, gov, &job));
    staff_world_import(w, STR(HEADING SAM "Oak School,9,Nia,Next,,nia@x.example,teaching,,,,,1,,"
                                          "2027-01-04,\n"));
    staff_world_assert(staff_world_look(w, HEADING SAM), 0, 0, 0, 0, 0);
    w->today = support_day("2027-01-05");
    staff_world_assert(staff_world_look(w, HEADING SAM), 0, 0, 1, 0, 0);
}

static void a_line_that_cannot_be_read_keeps_its_person(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING ANA SAM));
    /* No name, but the reference is Sam's. */
    staff_world_assert(staff_world_look(w, HEADING ANA "Oak School,2,,,,,,,,,,,,,\n"), 0, 0, 0, 0,
                       1);
    /* A line nobody can tell the owner of: nobody is taken to have left. */
    struct staff_plan *plan = staff_world_look(w, HEADING ANA "\"Oak School,2,Samuel\n");
    staff_world_assert(plan, 0, 0, 0, 0, 1);
    assert_true(plan->is_incomplete);
}

static void above_the_share_a_second_yes_is_needed(void **state)
{
    struct staff_world *w = *state;
    const char *text = HEADING;
    for (int i = 0; i < 20; i++)
        text = arena_printf(w->arena, "%sOak School,%d,F%d,L%d,,p%d@x.example,teaching,,,,,1,,,\n",
                            text, i, i, i, i);
    staff_world_import(w, str_of(text));
    for (int kept = 18; kept >= 17; kept--) {
        const char *some = HEADING;
        for (int i = 0; i < kept; i++)
            some =
                arena_printf(w->arena, "%sOak School,%d,F%d,L%d,,p%d@x.example,teaching,,,,,1,,,\n",
                             some, i, i, i, i);
        struct staff_plan *plan = staff_world_look(w, some);
        assert_int_equal(staff_world_count(plan, STAFF_LEAVES), 20 - kept);
        assert_int_equal(plan->needs_second_yes, kept == 17); /* 10 % is two of twenty */
        int64_t id = staff_world_upload(w, str_of(some));
        struct staff_import_yes yes = {.id = id, .leave = true};
        struct staff_import import;
        refusal_init(&w->why, w->arena);
        assert_ok(store_savepoint(w->store));
        enum err err =
            staff_import_apply(w->store, &yes, w->now, w->today, w->arena, &w->why, &import);
        assert_int_equal(err, kept == 17 ? ERR_INVALID : OK);
        store_rollback_savepoint(w->store);
    }
    assert_ok(staff_import_set_share(w->store, 20));
    assert_false(staff_world_look(w, HEADING "Oak School,0,F0,L0,,p0@x.example,teaching,,,,,1,,,\n")
                     ->needs_second_yes == false);
}

static void ends_and_returns(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING SAM));
    /* An end in the file, then taken back, then past. */
    staff_world_import(w, STR(HEADING "Oak School,2,Samuel,Green,Sam,sam@x.example,teaching,Head,"
                                      "Maths,,,1,,2015-09-01,31/12/2026\n"));
    assert_int_equal(staff_world_number(w, "SELECT left_on FROM person"),
                     support_day("2026-12-31").v);
    staff_world_import(w, STR(HEADING SAM));
    assert_int_equal(staff_world_number(w, "SELECT coalesce(left_on, 0) + (SELECT"
                                           " coalesce(max(to_on), 0) FROM role_grant) FROM person"),
                     0);
    staff_world_import(w, STR(HEADING "Oak School,2,Samuel,Green,Sam,sam@x.example,teaching,Head,"
                                      "Maths,,,1,,2015-09-01,31/10/2026\n"));
    assert_int_equal(staff_world_number(w, "SELECT left_on FROM person"),
                     support_day("2026-10-31").v);
    /* Still in the file weeks later, as some systems do: passed over. */
    struct staff_plan *plan = staff_world_look(
        w, HEADING "Oak School,2,Samuel,Green,Sam,,teaching,Head,Maths,,,1,,2015-09-01,"
                   "31/10/2026\n");
    staff_world_assert(plan, 0, 0, 0, 0, 0);
    assert_int_equal(plan->passed_count, 1);
    /* And back: the same person, known by address. */
    staff_world_import(w, STR(HEADING "Oak School,20,Samuel,Green,Sam,sam@x.example,teaching,Head,"
                                      "Maths,,,1,,2026-11-02,\n"));
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM person"), 1);
    assert_int_equal(staff_world_number(w, "SELECT coalesce(left_on, 0) FROM person"), 0);
    assert_int_equal(staff_world_number(w, "SELECT count(*) FROM employment"), 2);
}

/* ---- lines and cells that cannot be read ---- */

static void faults_say_where_and_why(void **state)
{
    static const struct {
        const char *line;
        int column;
        bool whole;
        const char *why;
    } rows[] = {
        {"Elm School,1,A,B,,a@x.example,,,,,,,,,", 1, true, "there is no school called"},
        {",1,A,B,,a@x.example,,,,,,,,,", 1, true, "which school"},
        {"Oak School,1,,,,a@x.example,,,,,,,,,", 4, true, "no name"},
        {"Oak School,,A,B,,,,,,,,,,,", 2, true, "neither"},
        {"Oak School,1,A,B,,a@x,,,,,,,,,", 6, false, "address"},
        {"Oak School,1,A,B,,,wizard,,,,,,,,", 7, false, "none of"},
        {"Oak School,1,A,B,,,,,,,,1.5,,,", 12, false, "share"},
        {"Oak School,1,A,B,,,,,,,,,Sunday,,", 13, false, "working days"},
        {"Oak School,1,A,B,,,,,,,,,,31/2/2026,", 14, false, "date"},
        {"Oak School,1,A,B,,,,,,,,,,2026-12-01,2026-11-30", 15, false, "before the first"},
        {"Oak School,1,A,B,,a@x.example,,,,a@x.example,,,,,", 10, false, "themselves"},
        {"Oak School,1,A,B,,,,,,no@x.example,,,,,", 10, false, "nobody has"},
        {"Oak School,1,A", 0, true, "3 values where the heading has 15"},
    };
    struct staff_world *w = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct staff_plan *plan =
            staff_world_look(w, arena_printf(w->arena, HEADING SAM "%s\n", rows[i].line));
        if (staff_world_count(plan, STAFF_UNREAD) != 1)
            fail_msg("%s: %d faults", rows[i].line, staff_world_count(plan, STAFF_UNREAD));
        const struct staff_item *item = &plan->lists[STAFF_UNREAD].items[0];
        assert_int_equal(item->line, 3);
        assert_int_equal(item->column, rows[i].column);
        assert_int_equal(item->whole, rows[i].whole);
        if (!strstr(item->why, rows[i].why))
            fail_msg("%s: %s", rows[i].line, item->why);
        assert_int_equal(staff_world_count(plan, STAFF_NEW), rows[i].whole ? 1 : 2);
    }
}

static void the_same_line_twice_counts_once(void **state)
{
    struct staff_world *w = *state;
    staff_world_assert(staff_world_look(w, HEADING SAM SAM), 1, 0, 0, 0, 1);
    staff_world_assert(
        staff_world_look(w, HEADING SAM "Oak School,3,Zed,New,,sam@x.example,,,,,,,,,\n"), 1, 0, 0,
        0, 1);
}

/* ---- back ---- */

static void an_undo_restores_exactly(void **state)
{
    struct staff_world *w = *state;
    const char *empty = staff_world_dump(w);
    int64_t first = staff_world_import(w, STR(HEADING ANA SAM KIT));
    const char *before = staff_world_dump(w);
    int64_t second = staff_world_import(
        w, STR(HEADING "Oak School,11,Anna,Smith,Annie,anna@x.example,classroom support,TA,Art; "
                       "Maths,,kit@x.example,0.5,Fri,2020-09-02,2027-08-31\n"
                       "Ash School,1,Kit,Rowe,,kit@x.example,teaching,,Art,anna@x.example,,1,,"
                       "2026-09-01,\nAsh School,2,New,Person,,new@x.example,,,Art,,,,,,\n"));
    assert_string_not_equal(staff_world_dump(w), before);
    assert_int_equal(staff_world_undo(w, first), ERR_CONFLICT); /* not the last */
    assert_ok(staff_world_undo(w, second));
    assert_string_equal(staff_world_dump(w), before);
    assert_ok(staff_world_undo(w, first));
    assert_string_equal(staff_world_dump(w), empty);
    assert_int_equal(staff_world_undo(w, first), ERR_CONFLICT); /* nothing left of it */
}

static void an_undo_is_refused_in_words_once_somebody_was_changed(void **state)
{
    struct staff_world *w = *state;
    int64_t id = staff_world_import(w, STR(HEADING ANA SAM KIT));
    const char *before = staff_world_dump(w);
    assert_ok(store_exec(w->store, "UPDATE employment SET post = 'Deputy' WHERE post = 'Head'",
                         PARAMS()));
    assert_int_equal(staff_world_undo(w, id), ERR_CONFLICT);
    assert_non_null(strstr(w->why.detail, "Sam Green was changed since"));
    assert_ok(store_exec(w->store, "UPDATE employment SET post = 'Head' WHERE post = 'Deputy'",
                         PARAMS()));
    assert_string_equal(staff_world_dump(w), before);
    /* Something of their own hangs on a new person. */
    assert_ok(store_exec(w->store,
                         "INSERT INTO api_token (person_id, token_sha256, scope, expires_at,"
                         " created_at) SELECT id, 'x', 'read', 1, 0 FROM person"
                         " WHERE last_name = 'Rowe'",
                         PARAMS()));
    assert_int_equal(staff_world_undo(w, id), ERR_CONFLICT);
    assert_non_null(strstr(w->why.detail, "Kit Rowe"));
    assert_string_equal(staff_world_dump(w), before);
}

static void a_yes_is_to_what_was_looked_at(void **state)
{
    struct staff_world *w = *state;
    staff_world_import(w, STR(HEADING SAM));
    int64_t id = staff_world_upload(w, STR(HEADING ANA SAM));
    struct staff_plan *plan = staff_world_plan(w, id);
    struct staff_import_yes yes = {.id = id, .digest = str_of(plan->digest), .leave = true};
    struct staff_import import;
    assert_ok(store_exec(w->store, "UPDATE employment SET post = 'Deputy'", PARAMS()));
    assert_int_equal(
        staff_import_apply(w->store, &yes, w->now, w->today, w->arena, &w->why, &import),
        ERR_STALE);
    yes.digest = str_of(staff_world_plan(w, id)->digest);
    assert_ok(staff_import_apply(w->store, &yes, w->now, w->today, w->arena, &w->why, &import));
    assert_int_equal(import.new_count, 1);
    assert_int_equal(import.changed_count, 1);
    assert_int_equal(
        staff_import_apply(w->store, &yes, w->now, w->today, w->arena, &w->why, &import),
        ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)
        T(everybody_is_new_at_first_and_nobody_the_second_time),
        T(all_that_the_file_says_is_written),
        T(changes_are_told_field_by_field),
        T(a_renamed_person_is_still_found),
        T(one_person_works_in_two_schools),
        T(references_may_change_hands),
        T(two_who_could_be_meant_need_a_hand),
        T(a_namesake_needs_a_hand),
        T(a_reference_given_anew_needs_a_hand),
        T(who_is_left_out_would_leave),
        T(only_imported_employments_can_be_left_out),
        T(a_line_that_cannot_be_read_keeps_its_person),
        T(above_the_share_a_second_yes_is_needed),
        T(ends_and_returns),
        T(faults_say_where_and_why),
        T(the_same_line_twice_counts_once),
        T(an_undo_restores_exactly),
        T(an_undo_is_refused_in_words_once_somebody_was_changed),
        T(a_yes_is_to_what_was_looked_at),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
