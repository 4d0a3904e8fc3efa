/* DESIGN: joining, changing, moving between schools, ending; the role of staff goes along. */
#include "org_fixture.h"

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

static int count_schools(struct person_id person, const char *on)
{
    struct person_schools schools;
    assert_ok(person_schools(f.store, person, support_day(on), &schools));
    return schools.count;
}

static void a_joiner_begins_on_their_first_day(void **state)
{
    (void)state;
    struct person_id ana = fixture_person(&f);
    struct employment_id job;
    struct person found;
    struct day first;
    const struct employment_terms terms = fixture_terms(f.oak, "2027-01-05", NULL);
    assert_ok(employment_begin(f.store, ana, &terms, fixture_why(&f), &job));
    assert_ok(employment_first_day(f.store, ana, &first));
    assert_int_equal(first.v, support_day("2027-01-05").v);
    assert_false(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2027-01-04"));
    assert_true(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2027-01-05"));
    assert_int_equal(person_find_by_email(f.store, STR("p1@demo.example"),
                                          support_day("2027-01-04"), f.arena, &found),
                     ERR_NOT_FOUND);
    assert_ok(person_find_by_email(f.store, STR("p1@demo.example"), support_day("2027-01-05"),
                                   f.arena, &found));
}

static void several_schools_at_once_but_one_job_at_each(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct employment_id job;
    struct employment_terms terms = fixture_terms(f.ash, "2026-09-01", NULL);
    terms.fte_milli = 400;
    terms.working_days = 15; /* Monday and Tuesday */
    assert_ok(employment_begin(f.store, ana, &terms, fixture_why(&f), &job));
    assert_int_equal(count_schools(ana, "2026-11-02"), 2);
    assert_int_equal(employment_begin(f.store, ana, &terms, fixture_why(&f), &job), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "already-there");
}

static void a_mover_ends_here_and_begins_there(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct employment_list list;
    struct employment_id fresh;
    assert_ok(employment_list(f.store, ana, f.arena, &list));
    struct employment_id job = list.items[0].id;
    assert_int_equal(
        employment_move(f.store, job, f.oak, support_day("2027-01-01"), fixture_why(&f), &fresh),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "school"));
    assert_ok(
        employment_move(f.store, job, f.ash, support_day("2027-01-01"), fixture_why(&f), &fresh));
    assert_true(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2026-12-31"));
    assert_false(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2027-01-01"));
    assert_true(fixture_has_role(&f, ana, ROLE_STAFF, f.ash, "2027-01-01"));
    assert_false(fixture_has_role(&f, ana, ROLE_STAFF, f.ash, "2026-12-31"));
    assert_ok(employment_list(f.store, ana, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].terms.school.v, f.ash.v);
    assert_int_equal(list.items[1].terms.ends_on.v, support_day("2026-12-31").v);
    assert_string_equal(list.items[0].terms.role_category, "main scale");
}

static void the_last_day_may_be_said_again(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    struct employment_list list;
    assert_ok(employment_list(f.store, ana, f.arena, &list));
    struct employment_id job = list.items[0].id;
    assert_ok(employment_end(f.store, job, support_day("2027-03-31"), fixture_why(&f)));
    assert_ok(employment_end(f.store, job, support_day("2027-02-28"), fixture_why(&f)));
    assert_true(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2027-02-28"));
    assert_false(fixture_has_role(&f, ana, ROLE_STAFF, f.oak, "2027-03-01"));
    assert_int_equal(employment_end(f.store, job, DAY_NONE, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "last_day"));
}

static void terms_are_judged(void **state)
{
    (void)state;
    struct person_id ana = fixture_person(&f);
    struct employment_id job;
    static const struct {
        const char *field;
        struct employment_terms wrong;
    } table[] = {
        {"staff_group", {.staff_group = "wizard", .fte_milli = 1000}},
        {"fte", {.staff_group = "teaching", .fte_milli = 1001}},
        {"working_days", {.staff_group = "teaching", .working_days = 1024}},
        {"school", {.staff_group = "teaching"}},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct employment_terms terms = fixture_terms(f.oak, NULL, NULL);
        terms.staff_group = table[i].wrong.staff_group;
        terms.fte_milli = table[i].wrong.fte_milli;
        terms.working_days = table[i].wrong.working_days;
        if (strcmp(table[i].field, "school") == 0)
            terms.school.v = 99;
        assert_int_equal(employment_begin(f.store, ana, &terms, fixture_why(&f), &job),
                         ERR_INVALID);
        assert_true(fixture_refused(&f, table[i].field));
    }
}

static void a_staff_number_is_one_persons(void **state)
{
    (void)state;
    struct person_id ana = fixture_person(&f), ben = fixture_person(&f);
    struct employment_id job;
    struct employment_terms terms = fixture_terms(f.oak, NULL, NULL);
    terms.staff_ref = "A17";
    assert_ok(employment_begin(f.store, ana, &terms, fixture_why(&f), &job));
    assert_int_equal(employment_begin(f.store, ben, &terms, fixture_why(&f), &job), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "ref-taken");
    assert_int_equal(f.why.other_id, ana.v);
}

static void names_are_changed_and_found_by_what_they_were(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    const struct person_names wed = {"Ana Novak", "p1@demo.example"};
    const char *former[FORMER_NAMES_MAX];
    struct person_found_list found;
    struct person_filter filter = {.q = STR("person 1"),
                                   .role = -1,
                                   .school_count = -1,
                                   .former_school_count = -1,
                                   .limit = 10};
    int count;
    struct day today = support_day("2026-11-02");
    fixture_teacher(&f);
    assert_ok(person_record_change(f.store, ana, 1, &wed, today, fixture_why(&f)));
    assert_int_equal(person_record_change(f.store, ana, 1, &wed, today, fixture_why(&f)),
                     ERR_STALE);
    assert_ok(person_record_former_names(f.store, ana, f.arena, former, &count));
    assert_int_equal(count, 1);
    assert_string_equal(former[0], "Person 1");
    assert_ok(person_record_search(f.store, &filter, today, f.arena, &found));
    assert_int_equal(found.count, 1);
    assert_string_equal(found.items[0].name, "Ana Novak");
    assert_string_equal(found.items[0].former, "Person 1");
    /* A name that was given up is for those alone who look after that school's people. */
    filter.former_school_count = 1;
    filter.former_schools = &f.ash;
    assert_ok(person_record_search(f.store, &filter, today, f.arena, &found));
    assert_int_equal(found.count, 0);
    filter.former_schools = &f.oak;
    assert_ok(person_record_search(f.store, &filter, today, f.arena, &found));
    assert_int_equal(found.count, 1);
    filter.former_school_count = 0;
    assert_ok(person_record_search(f.store, &filter, today, f.arena, &found));
    assert_int_equal(found.count, 0);
    filter.former_school_count = -1;
    filter.q = STR("%");
    assert_ok(person_record_search(f.store, &filter, today, f.arena, &found));
    assert_int_equal(found.count, 0);
}

static void an_address_is_one_persons(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f), id;
    const struct person_names twin = {"Twin", "P1@demo.example"}, none = {"", "x"};
    assert_int_equal(
        person_record_create(f.store, &twin, (struct instant){0}, fixture_why(&f), &id),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "email-taken");
    assert_int_equal(f.why.other_id, ana.v);
    assert_int_equal(
        person_record_create(f.store, &none, (struct instant){0}, fixture_why(&f), &id),
        ERR_INVALID);
    assert_true(fixture_refused(&f, "name") && fixture_refused(&f, "email"));
}

static void the_search_pages_by_name(void **state)
{
    (void)state;
    struct person_found_list page;
    struct person_filter filter = {
        .role = -1, .school_count = -1, .former_school_count = -1, .limit = 3};
    int seen = 0;
    for (int i = 0; i < 8; i++)
        fixture_teacher(&f);
    do {
        assert_ok(
            person_record_search(f.store, &filter, support_day("2026-11-02"), f.arena, &page));
        for (int i = 0; i + 1 < page.count; i++)
            assert_true(strcmp(page.items[i].name, page.items[i + 1].name) < 0);
        seen += page.count;
        filter.after = page.next;
    } while (page.next.v);
    assert_int_equal(seen, 8);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_joiner_begins_on_their_first_day),
        T(several_schools_at_once_but_one_job_at_each),
        T(a_mover_ends_here_and_begins_there),
        T(the_last_day_may_be_said_again),
        T(terms_are_judged),
        T(a_staff_number_is_one_persons),
        T(names_are_changed_and_found_by_what_they_were),
        T(an_address_is_one_persons),
        T(the_search_pages_by_name),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
