/* DESIGN: an address of screens is off, opened, another one, and closed for good. */
#include <string.h>

#include "fixture.h"

#include "spark_event.h"
#include "stage_screen.h"

struct evening {
    struct fixture f;
    struct event_id spark;
};

static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, 2);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
}

static const char *key(struct evening *e)
{
    const char *key = NULL;
    assert_ok(stage_screen_find(e->f.store, e->spark, e->f.arena, &key));
    return key;
}

static void set_open(struct evening *e, bool open)
{
    assert_ok(stage_screen_open(e->f.store, e->f.now, e->spark, e->f.people[0], open));
}

static enum err renew(struct evening *e)
{
    return fixture_job(&e->f, stage_screen_renew(e->f.store, e->f.now, e->spark, e->f.people[0],
                                                 fixture_why(&e->f)));
}

static int64_t audited(struct evening *e)
{
    return fixture_count(&e->f,
                         "SELECT count(*) FROM audit WHERE action LIKE 'screen-%' AND $1 > 0", 1);
}

static void off_until_opened_and_no_key_comes_twice(void **state)
{
    (void)state;
    struct evening e;
    start(&e);
    assert_string_equal(key(&e), "");
    set_open(&e, true);
    const char *first = key(&e);
    assert_int_equal(strlen(first), 43);
    assert_ok(renew(&e));
    const char *second = key(&e);
    assert_string_not_equal(second, first);
    set_open(&e, false);
    assert_string_equal(key(&e), "");
    set_open(&e, true);
    assert_string_not_equal(key(&e), first);
    assert_string_not_equal(key(&e), second);
    assert_int_equal(audited(&e), 4);
    fixture_done(&e.f);
}

static void pressed_twice_it_is_the_same(void **state)
{
    (void)state;
    struct evening e;
    start(&e);
    set_open(&e, false);
    assert_int_equal(audited(&e), 0);
    set_open(&e, true);
    const char *first = key(&e);
    set_open(&e, true);
    assert_string_equal(key(&e), first);
    assert_int_equal(audited(&e), 1);
    fixture_done(&e.f);
}

static void what_is_closed_is_not_renewed(void **state)
{
    (void)state;
    struct evening e;
    start(&e);
    assert_int_equal(renew(&e), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "closed");
    assert_string_equal(key(&e), "");
    assert_int_equal(audited(&e), 0);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(off_until_opened_and_no_key_comes_twice),
        cmocka_unit_test(pressed_twice_it_is_the_same),
        cmocka_unit_test(what_is_closed_is_not_renewed),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
