/* DESIGN: orders asked for: one at a time, computed from the board, taken while it is the same. */
#include "fixture.h"

#include "arrange_job.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 8 };

struct evening {
    struct fixture f;
    struct event event;
    struct programme_board board;
};

static void look(struct evening *e)
{
    const struct event_viewer viewer = {.all_drafts = true};
    assert_ok(event_find(e->f.store, &viewer, e->event.id, e->f.arena, &e->event));
    assert_ok(programme_board_find(e->f.store, &e->event, e->f.arena, &e->board));
}

/* Two rooms; talks of 7 and 2 minutes. */
static void start(struct evening *e)
{
    *e = (struct evening){.event = {.seq = 0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    spark.changeover_s = 30;
    spark.rooms[0] = (struct talk_room){"Hall", 50, ""};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    spark.room_count = 2;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->event.id));
    fixture_publish(&e->f, e->event.id);
    for (int i = 1; i < PEOPLE; i++) {
        const struct talk_request request = {.event = e->event.id,
                                             .person = e->f.people[i],
                                             .by = e->f.people[i],
                                             .title = "Ten words a day",
                                             .category = talk_categories[0],
                                             .minutes = i % 2 ? 7 : 2,
                                             .lengths = &LENGTHS};
        struct talk_placed placed;
        assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    }
    look(e);
}

static enum err ask(struct evening *e, struct arrange_ask wanted, int64_t *ret)
{
    return arrange_job_start(e->f.store, e->f.now, &e->board, &wanted, e->f.people[0],
                             fixture_why(&e->f), ret);
}

/* As the computing thread does. */
static struct arrange_report compute(struct evening *e, int64_t id)
{
    struct arrange_job job;
    struct programme_board board;
    struct arrange_plan plan;
    struct arrange_report report;
    assert_ok(arrange_job_read(e->f.store, id, e->f.arena, &job, &board));
    arrange_job_compute(&job, &board, NULL, e->f.arena, &plan, &report);
    assert_ok(arrange_job_end(e->f.store, e->f.now, id, &board, &plan, &report));
    return report;
}

static void what_is_found_goes_onto_the_board(void **state)
{
    struct evening e;
    struct arrange_job job;
    struct arrange_report after;
    int64_t id = 0, other = 0;
    (void)state;
    start(&e);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 7, 20000, 0}, &id));
    assert_int_equal(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 7, 20000, 0}, &other),
                     ERR_CONFLICT);
    assert_int_equal(e.f.why.other_id, id);
    const struct arrange_report found = compute(&e, id);
    assert_int_equal(found.break_count, 0);
    assert_ok(arrange_job_find(e.f.store, id, &job));
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.points, found.points);
    assert_true(job.moves_done <= 20000); /* fewer where the best is proven before */
    assert_ok(
        arrange_job_accept(e.f.store, e.f.now, &job, &e.board, e.f.people[0], fixture_why(&e.f)));
    look(&e);
    assert_int_equal(e.board.version.why, PROGRAMME_ARRANGED);
    programme_board_judge(&e.board, e.board.plan, e.f.arena, &after);
    assert_int_equal(after.points, found.points);
    /* the board is another now */
    assert_int_equal(
        arrange_job_accept(e.f.store, e.f.now, &job, &e.board, e.f.people[0], fixture_why(&e.f)),
        ERR_STALE);
    fixture_done(&e.f);
}

/* Section 3.4: the same instance, seed and moves give the same order. */
static void the_same_again(void **state)
{
    struct evening e;
    struct arrange_slot *first, *second;
    int64_t a = 0, b = 0;
    (void)state;
    start(&e);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 3, 5000, 0}, &a));
    compute(&e, a);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 3, 5000, 0}, &b));
    compute(&e, b);
    assert_ok(arrange_job_plan(e.f.store, a, &e.board, e.f.arena, &first));
    assert_ok(arrange_job_plan(e.f.store, b, &e.board, e.f.arena, &second));
    assert_memory_equal(first, second, sizeof *first * (size_t)e.board.talk_count);
    fixture_done(&e.f);
}

static void a_good_board_is_left_alone(void **state)
{
    struct evening e;
    struct arrange_slot *plan;
    int64_t id = 0;
    (void)state;
    start(&e);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_ONLY_WHAT_MUST, 1, 20000, 0}, &id));
    compute(&e, id);
    assert_ok(arrange_job_plan(e.f.store, id, &e.board, e.f.arena, &plan));
    for (int i = 0; i < e.board.talk_count; i++) {
        assert_int_equal(plan[i].room, e.board.plan[i].room);
        assert_int_equal(plan[i].start_s, e.board.plan[i].start_s);
    }
    fixture_done(&e.f);
}

static void one_that_is_stopped_keeps_what_it_found(void **state)
{
    struct evening e;
    struct arrange_job job;
    struct programme_board board;
    struct arrange_plan plan;
    struct arrange_report report;
    int64_t id = 0;
    (void)state;
    start(&e);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 7, 5000, 0}, &id));
    assert_ok(arrange_job_read(e.f.store, id, e.f.arena, &job, &board));
    assert_ok(arrange_job_cancel(e.f.store, e.f.now, id));
    arrange_job_compute(&job, &board, NULL, e.f.arena, &plan, &report);
    assert_ok(arrange_job_end(e.f.store, e.f.now, id, &board, &plan, &report));
    assert_ok(arrange_job_find(e.f.store, id, &job));
    assert_int_equal(job.state, JOB_CANCELLED);
    assert_true(job.has_plan);
    /* one that was stopped before it began is not begun */
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 7, 5000, 0}, &id));
    assert_ok(arrange_job_cancel(e.f.store, e.f.now, id));
    assert_int_equal(arrange_job_read(e.f.store, id, e.f.arena, &job, &board), ERR_NOT_FOUND);
    fixture_done(&e.f);
}

static void a_restart_ends_what_ran(void **state)
{
    struct evening e;
    struct arrange_job job;
    int64_t id = 0;
    (void)state;
    start(&e);
    assert_ok(ask(&e, (struct arrange_ask){ARRANGE_FRESH, 7, 5000, 0}, &id));
    assert_ok(arrange_job_fail_running(e.f.store, e.f.now));
    assert_ok(arrange_job_find(e.f.store, id, &job));
    assert_int_equal(job.state, JOB_FAILED);
    assert_int_equal(
        arrange_job_accept(e.f.store, e.f.now, &job, &e.board, e.f.people[0], fixture_why(&e.f)),
        ERR_CONFLICT);
    assert_int_equal(ask(&e, (struct arrange_ask){ARRANGE_IMPROVE, -1, -1, 0}, &id), ERR_INVALID);
    assert_int_equal(e.f.why.field_count, 3);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_goes_onto_the_board),
        cmocka_unit_test(the_same_again),
        cmocka_unit_test(a_good_board_is_left_alone),
        cmocka_unit_test(one_that_is_stopped_keeps_what_it_found),
        cmocka_unit_test(a_restart_ends_what_ran),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
