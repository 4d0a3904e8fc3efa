/* The trust's terms, united of its schools'. */
#include "support.h"
#include "trust_term.h"

static struct span term(const char *name, const char *from, const char *to)
{
    return (struct span){SPAN_TERM, name, support_day(from), support_day(to)};
}

static void test_terms_that_overlap_are_one(void **state)
{
    const struct span spans[] = {
        term("Autumn", "2026-09-01", "2026-12-18"),
        term("Michaelmas", "2026-09-03", "2026-12-21"),
        term("Autumn", "2026-09-03", "2026-12-11"),
        term("Spring", "2027-01-04", "2027-03-26"),
        term("Spring 2", "2027-03-27", "2027-04-01"),
        term("Summer", "2027-04-12", "2027-07-21"),
    };
    struct trust_term terms[TRUST_TERMS_MAX];
    (void)state;
    assert_int_equal(trust_term_unite(spans, COUNT_OF(spans), terms), 4);
    assert_string_equal(terms[0].name, "Autumn");
    assert_int_equal(terms[0].to.v, support_day("2026-12-21").v);
    assert_int_equal(terms[1].to.v, support_day("2027-03-26").v);
    assert_string_equal(terms[2].name, "Spring 2");
    assert_int_equal(trust_term_unite(spans, 0, terms), 0);
}

/* More than there is room for: the first of them. */
static void test_no_more_than_there_is_room_for(void **state)
{
    struct span spans[TRUST_TERMS_MAX + 5];
    struct trust_term terms[TRUST_TERMS_MAX];
    (void)state;
    for (int i = 0; i < TRUST_TERMS_MAX + 5; i++)
        spans[i] = (struct span){SPAN_TERM, "T", {20000 + 10 * i}, {20005 + 10 * i}};
    assert_int_equal(trust_term_unite(spans, TRUST_TERMS_MAX + 5, terms), TRUST_TERMS_MAX);
    assert_int_equal(terms[TRUST_TERMS_MAX - 1].to.v, 20005 + 10 * (TRUST_TERMS_MAX - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terms_that_overlap_are_one),
        cmocka_unit_test(test_no_more_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
