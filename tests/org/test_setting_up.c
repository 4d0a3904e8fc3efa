/* DESIGN: a new trust's first steps, one after the other. */
#include "calendar.h"
#include "setting_up.h"
#include "world.h"

static void step_by_step(void **state)
{
    struct setting_up up;
    struct store *store;
    struct school_id oak;
    struct person_id id;
    const struct person_new ana = {.name = "Ana"}, ben = {.name = "Ben"};
    const struct span term = {SPAN_TERM, "Autumn", support_day("2026-09-01"),
                              support_day("2026-12-18")};
    (void)state;
    store = support_store();
    assert_ok(person_insert(store, &ana, (struct instant){0}, &id));
    assert_ok(setting_up_find(store, &up));
    assert_false(up.has_school || up.has_calendar || up.has_people);
    assert_ok(school_insert(store, "Oak", "", &oak));
    assert_ok(setting_up_find(store, &up));
    assert_true(up.has_school && !up.has_calendar);
    assert_ok(calendar_insert_year(store, oak, &term, 1));
    assert_ok(person_insert(store, &ben, (struct instant){0}, &id));
    assert_ok(setting_up_find(store, &up));
    assert_true(up.has_calendar && up.has_people);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(step_by_step)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
