/* DESIGN: mentors, coaches and managers from day to day, parts without a job, absence, induction.
 */
#include "absence.h"
#include "org_fixture.h"
#include "participation.h"
#include "relation.h"

static struct fixture f;
static struct day today;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    today = support_day("2026-11-02");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct relation_id begin(enum relation_kind kind, struct person_id person,
                                struct person_id other, const char *from)
{
    struct relation_id id;
    const struct relation_new fresh = {kind, person, other, support_day(from), DAY_NONE};
    assert_ok(relation_begin(f.store, &fresh, today, fixture_why(&f), &id));
    return id;
}

static bool is(enum relation_kind kind, struct person_id person, struct person_id other,
               const char *on)
{
    unsigned relations;
    assert_ok(relation_between(f.store, person, other, support_day(on), &relations));
    return (relations & RELATION_BIT(kind)) != 0;
}

static void a_new_mentor_reads_from_their_day_and_the_old_no_more(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), sam = fixture_teacher(&f), jo = fixture_teacher(&f);
    struct relation_list list;
    begin(RELATION_PD_MENTOR, ana, sam, "2026-09-01");
    begin(RELATION_PD_MENTOR, ana, jo, "2027-01-10");
    assert_true(is(RELATION_PD_MENTOR, ana, sam, "2027-01-09"));
    assert_false(is(RELATION_PD_MENTOR, ana, sam, "2027-01-10"));
    assert_true(is(RELATION_PD_MENTOR, ana, jo, "2027-01-10"));
    assert_true(is(RELATION_PD_MENTOR, ana, jo, "2027-08-31"));
    assert_false(is(RELATION_PD_MENTOR, ana, jo, "2027-09-01"));
    assert_ok(relation_list(f.store, ana, f.arena, &list));
    assert_int_equal(list.count, 2);
}

static void partners_coach_each_other_and_end_together(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), sam = fixture_teacher(&f);
    struct coaching_coverage coverage;
    fixture_teacher(&f);
    struct relation_id pair = begin(RELATION_COACH, ana, sam, "2026-11-02");
    assert_true(is(RELATION_COACH, ana, sam, "2026-11-02"));
    assert_true(is(RELATION_COACH, sam, ana, "2026-11-02"));
    assert_ok(relation_coaching_coverage(f.store, f.oak, today, &coverage));
    assert_int_equal(coverage.staff, 3);
    assert_int_equal(coverage.in_partnership, 2);
    assert_ok(relation_end(f.store, pair, support_day("2026-12-01"), today, fixture_why(&f)));
    assert_false(is(RELATION_COACH, ana, sam, "2026-12-02"));
    assert_false(is(RELATION_COACH, sam, ana, "2026-12-02"));
    assert_ok(relation_end(f.store, pair, DAY_NONE, today, fixture_why(&f)));
    assert_false(is(RELATION_COACH, ana, sam, "2026-11-02"));
    assert_int_equal(relation_end(f.store, pair, DAY_NONE, today, fixture_why(&f)), ERR_CONFLICT);
}

static void nobody_is_their_own_mentor_and_nobody_in_induction_is_one(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), kit = fixture_teacher(&f);
    struct relation_id id;
    struct induction induction = {kit, support_day("2026-09-01"), support_day("2028-08-31"), false};
    struct relation_new fresh = {RELATION_PD_MENTOR, ana, ana, today, DAY_NONE};
    assert_int_equal(relation_begin(f.store, &fresh, today, fixture_why(&f), &id), ERR_INVALID);
    assert_true(fixture_refused(&f, "other"));
    assert_ok(induction_set(f.store, &induction, fixture_why(&f)));
    fresh.other = kit;
    assert_int_equal(relation_begin(f.store, &fresh, today, fixture_why(&f), &id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "in-induction");
    fresh.kind = RELATION_COACH;
    assert_ok(relation_begin(f.store, &fresh, today, fixture_why(&f), &id));
}

static void last_years_mentors_are_kept_by_one_act(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), sam = fixture_teacher(&f), jo = fixture_teacher(&f);
    struct person *people;
    int count, total, kept;
    begin(RELATION_PD_MENTOR, ana, sam, "2026-11-02");
    begin(RELATION_PD_MENTOR, jo, sam, "2026-11-02");
    struct day next = support_day("2027-09-06");
    assert_ok(relation_list_without_mentor(f.store, f.oak, next, f.arena, &people, &count, &total));
    assert_int_equal(count, 3);
    assert_ok(relation_keep_mentors(f.store, f.ash, next, &kept));
    assert_int_equal(kept, 0);
    begin(RELATION_PD_MENTOR, jo, ana, "2027-09-01");
    assert_ok(relation_keep_mentors(f.store, f.oak, next, &kept));
    assert_int_equal(kept, 1);
    assert_true(is(RELATION_PD_MENTOR, ana, sam, "2028-08-31"));
    assert_false(is(RELATION_PD_MENTOR, ana, sam, "2028-09-01"));
    assert_ok(relation_keep_mentors(f.store, f.oak, next, &kept));
    assert_int_equal(kept, 0);
    assert_ok(relation_list_without_mentor(f.store, f.oak, next, f.arena, &people, &count, &total));
    assert_int_equal(total, 1);
    assert_int_equal(people[0].id.v, sam.v);
}

/* ---- who is not staff ---- */

static void the_role_goes_with_the_part(void **state)
{
    (void)state;
    static const struct {
        enum participation_kind kind;
        enum role role;
        bool trust;
    } table[] = {
        {PART_GOVERNOR, ROLE_GOVERNOR, false},       {PART_TRUSTEE, ROLE_TRUSTEE, true},
        {PART_TRAINEE, ROLE_TRAINEE, false},         {PART_VOLUNTEER, ROLE_VOLUNTEER, false},
        {PART_ITT_STUDENT, ROLE_ITT_STUDENT, false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct person_id who = fixture_person(&f);
        struct participation_id id;
        const struct participation part = {
            .person = who,
            .kind = table[i].kind,
            .school = table[i].trust ? (struct school_id){0} : f.oak,
            .partner = "Uni",
            .from = support_day("2026-11-10"),
            .to = support_day("2027-02-01"),
        };
        struct school_id at = part.school;
        assert_ok(participation_begin(f.store, &part, today, fixture_why(&f), &id));
        assert_false(fixture_has_role(&f, who, table[i].role, at, "2026-11-09"));
        assert_true(fixture_has_role(&f, who, table[i].role, at, "2027-02-01"));
        assert_false(fixture_has_role(&f, who, table[i].role, at, "2027-02-02"));
        assert_ok(
            participation_end(f.store, id, support_day("2026-12-01"), today, fixture_why(&f)));
        assert_false(fixture_has_role(&f, who, table[i].role, at, "2026-12-02"));
    }
}

static void what_is_missing_of_a_part_is_said(void **state)
{
    (void)state;
    static const struct {
        enum participation_kind kind;
        const char *field;
    } table[] = {{PART_GOVERNOR, "school"},
                 {PART_GUEST, "event"},
                 {PART_PARENT, "event"},
                 {PART_VISITOR, "event"},
                 {PART_ITT_STUDENT, "partner"}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct participation_id id;
        const struct participation part = {.person = fixture_person(&f),
                                           .kind = table[i].kind,
                                           .partner = "",
                                           .to = DAY_NONE,
                                           .from = DAY_NONE};
        assert_int_equal(participation_begin(f.store, &part, today, fixture_why(&f), &id),
                         ERR_INVALID);
        assert_true(fixture_refused(&f, table[i].field));
    }
}

/* ---- out of the cycle ---- */

static void induction_lasts_two_school_years_longer_for_part_time(void **state)
{
    (void)state;
    static const struct {
        int fte_milli;
        const char *from, *to;
    } table[] = {
        {1000, "2026-09-01", "2028-08-31"}, {500, "2026-09-01", "2030-08-31"},
        {800, "2026-09-01", "2029-02-28"},  {1000, "2027-01-05", "2029-01-04"},
        {0, "2026-09-01", "2036-08-31"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(induction_default_end(support_day(table[i].from), table[i].fte_milli).v,
                         support_day(table[i].to).v);
}

static void an_induction_exempts_unless_they_opt_in(void **state)
{
    (void)state;
    struct person_id kit = fixture_teacher(&f);
    struct induction induction = {kit, support_day("2026-09-01"), support_day("2028-08-31"), false};
    struct absence_list list;
    assert_ok(induction_set(f.store, &induction, fixture_why(&f)));
    assert_ok(absence_list(f.store, kit, today, &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].kind, ABSENCE_INDUCTION);
    assert_int_equal(absence_remove(f.store, list.items[0].id, fixture_why(&f)), ERR_CONFLICT);
    induction.ends_on = support_day("2028-12-31");
    assert_ok(induction_set(f.store, &induction, fixture_why(&f)));
    assert_ok(absence_list(f.store, kit, today, &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].until.v, support_day("2028-12-31").v);
    induction.opted_in = true;
    assert_ok(induction_set(f.store, &induction, fixture_why(&f)));
    assert_ok(absence_list(f.store, kit, today, &list));
    assert_int_equal(list.count, 0);
}

static void an_induction_without_a_beginning_is_not_asked_for_its_end(void **state)
{
    (void)state;
    const struct induction induction = {fixture_teacher(&f), DAY_NONE, DAY_NONE, false};
    assert_int_equal(induction_set(f.store, &induction, fixture_why(&f)), ERR_INVALID);
    assert_int_equal(f.why.field_count, 1);
    assert_string_equal(f.why.fields[0].field, "starts_on");
}

static void absences_have_dates_and_nothing_else(void **state)
{
    (void)state;
    struct absence away = {
        .person = fixture_teacher(&f), .kind = ABSENCE_AWAY, .from = DAY_NONE, .until = DAY_NONE};
    struct absence_id id;
    struct absence found;
    assert_int_equal(absence_begin(f.store, &away, fixture_why(&f), &id), ERR_INVALID);
    assert_true(fixture_refused(&f, "from"));
    away.from = support_day("2026-12-01");
    assert_ok(absence_begin(f.store, &away, fixture_why(&f), &id));
    assert_int_equal(
        absence_change(f.store, id, away.from, support_day("2026-11-30"), fixture_why(&f)),
        ERR_INVALID);
    assert_ok(absence_change(f.store, id, away.from, support_day("2027-04-30"), fixture_why(&f)));
    assert_ok(absence_find(f.store, id, &found));
    assert_int_equal(found.until.v, support_day("2027-04-30").v);
    assert_ok(absence_remove(f.store, id, fixture_why(&f)));
    assert_int_equal(absence_find(f.store, id, &found), ERR_NOT_FOUND);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_new_mentor_reads_from_their_day_and_the_old_no_more),
        T(partners_coach_each_other_and_end_together),
        T(nobody_is_their_own_mentor_and_nobody_in_induction_is_one),
        T(last_years_mentors_are_kept_by_one_act),
        T(the_role_goes_with_the_part),
        T(what_is_missing_of_a_part_is_said),
        T(induction_lasts_two_school_years_longer_for_part_time),
        T(an_induction_exempts_unless_they_opt_in),
        T(an_induction_without_a_beginning_is_not_asked_for_its_end),
        T(absences_have_dates_and_nothing_else),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
