/* DESIGN: a hand that taps twice on the remote does one thing; what a program asks is done. */
#include "fixture.h"

#include "spark_event.h"
#include "stage.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 4, CHAIR = 0, TALKS = 2 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct instant doors;
    int version;
};

static void offer(struct evening *e, int person)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
}

static void start(struct evening *e)
{
    *e = (struct evening){.version = 1};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.ends_at = instant_add(fields.starts_at, 40 * 60);
    spark.fixed_minutes = 0;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    for (int i = 1; i <= TALKS; i++)
        offer(e, i);
    e->doors = fields.starts_at;
}

static enum err press(struct evening *e, int at_s, enum stage_kind kind, bool by_hand)
{
    struct stage_done done;
    const struct stage_request request = {.event = e->spark,
                                          .room = 1,
                                          .kind = kind,
                                          .version = e->version,
                                          .by = e->f.people[CHAIR],
                                          .by_hand = by_hand};
    e->f.now = instant_add(e->doors, at_s);
    enum err err =
        fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done));
    if (err == OK)
        e->version = done.version;
    return err;
}

static enum stage_phase phase(struct evening *e)
{
    struct stage stage;
    assert_ok(stage_find(e->f.store, e->f.now, e->spark, e->f.arena, &stage));
    return stage.rooms[0].phase;
}

/* The second hits a page drawn anew, so its version is the newest. */
static void a_double_tap_starts_and_does_not_stop(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(press(&e, 10, STAGE_START, true));
    assert_int_equal(press(&e, 10, STAGE_STOP, true), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "second-tap");
    assert_int_equal(press(&e, 11, STAGE_STOP, true), ERR_CONFLICT);
    assert_int_equal(phase(&e), STAGE_TALKING);
    assert_ok(press(&e, 12, STAGE_STOP, true));
    assert_int_equal(press(&e, 12, STAGE_START, true), ERR_CONFLICT);
    assert_int_equal(phase(&e), STAGE_BETWEEN);
    fixture_done(&e.f);
}

/* Stop, and a second later Start: the next talk is meant, not the one that is over. */
static void what_comes_next_may_begin_a_second_later(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(press(&e, 10, STAGE_START, true));
    assert_ok(press(&e, 30, STAGE_STOP, true));
    assert_ok(press(&e, 31, STAGE_START, true));
    assert_ok(press(&e, 60, STAGE_STOP, true));
    assert_int_equal(press(&e, 61, STAGE_STOP, true), ERR_CONFLICT);
    fixture_done(&e.f);
}

static void a_break_may_begin_at_once_but_not_end(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(press(&e, 10, STAGE_START, true));
    assert_ok(press(&e, 30, STAGE_STOP, true));
    assert_ok(press(&e, 31, STAGE_BREAK, true));
    assert_int_equal(press(&e, 32, STAGE_RESUME, true), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "second-tap");
    assert_ok(press(&e, 40, STAGE_RESUME, true));
    assert_int_equal(press(&e, 41, STAGE_BREAK, true), ERR_CONFLICT);
    assert_ok(press(&e, 41, STAGE_START, true));
    fixture_done(&e.f);
}

static void a_wrong_press_is_undone_at_once_but_once(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(press(&e, 10, STAGE_START, true));
    assert_ok(press(&e, 20, STAGE_EXTEND, true));
    assert_ok(press(&e, 21, STAGE_UNDO, true));
    assert_int_equal(press(&e, 21, STAGE_UNDO, true), ERR_CONFLICT);
    assert_int_equal(phase(&e), STAGE_TALKING);
    fixture_done(&e.f);
}

static void a_program_and_a_clock_set_back_are_not_held_up(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(press(&e, 10, STAGE_START, false));
    assert_ok(press(&e, 10, STAGE_STOP, false));
    assert_ok(press(&e, -600, STAGE_START, true));
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_double_tap_starts_and_does_not_stop),
        cmocka_unit_test(what_comes_next_may_begin_a_second_later),
        cmocka_unit_test(a_break_may_begin_at_once_but_not_end),
        cmocka_unit_test(a_wrong_press_is_undone_at_once_but_once),
        cmocka_unit_test(a_program_and_a_clock_set_back_are_not_held_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
