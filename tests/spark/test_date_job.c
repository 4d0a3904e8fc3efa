/* DESIGN: dates asked for: one search a year at a time, what it found kept where nobody changed it
 * meanwhile, stopped with the best until then, failed after a restart. */
#include "fixture.h"

#include "calendar.h"
#include "date_job.h"

enum { YEAR = 2026 };

static void begin(struct fixture *f)
{
    fixture_init(f, 2);
    const struct span term = {SPAN_TERM, "Spring", support_day("2027-01-04"),
                              support_day("2027-03-26")};
    assert_ok(calendar_insert_year(f->store, f->oak, &term, 1));
    assert_ok(calendar_insert_year(f->store, f->ash, &term, 1));
}

static struct date_wish_id wish(struct fixture *f, int times)
{
    const struct date_wish_fields fields = {.kind = EVENT_TWILIGHT,
                                            .title = "Maths together",
                                            .times = times,
                                            .minutes = 60,
                                            .earliest_min = 960,
                                            .latest_min = 1020,
                                            .weekdays = 31,
                                            .from = support_day("2027-01-11"),
                                            .to = support_day("2027-03-26")};
    struct date_wish_id id = {0};
    assert_ok(
        date_plan_wish_add(f->store, f->now, f->people[0], YEAR, &fields, fixture_why(f), &id));
    return id;
}

static enum err ask(struct fixture *f, int gap_days, int64_t *ret)
{
    return date_job_start(f->store, f->now, YEAR, gap_days, f->people[0], fixture_why(f), ret);
}

static struct date_plan load(struct fixture *f)
{
    struct date_plan plan;
    assert_ok(date_plan_load(f->store, YEAR, f->arena, &plan));
    return plan;
}

static struct date_job find(struct fixture *f, int64_t id)
{
    struct date_job job;
    assert_ok(date_job_find(f->store, id, &job));
    return job;
}

static void one_search_a_year_at_a_time(void **state)
{
    struct fixture f;
    int64_t id = 0, other = 0;
    (void)state;
    begin(&f);
    assert_int_equal(ask(&f, 7, &id), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "empty");
    wish(&f, 1);
    assert_int_equal(ask(&f, DATE_PLAN_GAP_MAX + 1, &id), ERR_INVALID);
    assert_true(refusal_names(&f.why, "gap_days"));
    assert_ok(ask(&f, 7, &id));
    assert_int_equal(ask(&f, 7, &other), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "running");
    assert_int_equal(f.why.other_id, id);
    assert_ok(date_job_fail(f.store, f.now, id));
    assert_ok(ask(&f, 7, &other));
    fixture_done(&f);
}

static void what_is_found_is_kept_where_nobody_changed_it(void **state)
{
    struct fixture f;
    struct date_proposal proposal;
    int64_t id = 0;
    (void)state;
    begin(&f);
    const struct date_wish_id of = wish(&f, 2);
    assert_ok(ask(&f, 14, &id));
    assert_ok(date_job_read(f.store, id, f.arena, &proposal));
    date_plan_search(&proposal, NULL, f.arena);
    /* meanwhile, by hand and free to move */
    const struct date_pick_fields hand = {
        .wish = of, .nth = 2, .on = support_day("2027-02-02"), .start_min = 990, .host = f.ash};
    assert_ok(date_plan_pick_set(f.store, &hand, fixture_why(&f)));
    assert_ok(date_job_end(f.store, f.now, id, &proposal));
    const struct date_plan plan = load(&f);
    assert_false(day_is_none(plan.picks[0].on));
    assert_int_equal(plan.picks[1].on.v, hand.on.v);
    assert_int_equal(plan.picks[1].start_min, 990);
    assert_int_equal(plan.gap_days, 14);
    const struct date_job job = find(&f, id);
    assert_int_equal(job.state, DATE_JOB_DONE);
    assert_true(job.found);
    assert_int_equal(job.undated, 0);
    assert_int_equal(job.points, proposal.points);
    assert_int_equal(job.moves_done, DATE_PLAN_MOVES);
    fixture_done(&f);
}

static void stopped_it_keeps_the_best_until_then(void **state)
{
    struct fixture f;
    struct date_proposal proposal;
    struct arrange_progress progress = {.cancel = true};
    int64_t id = 0;
    (void)state;
    begin(&f);
    wish(&f, 2);
    assert_ok(ask(&f, 7, &id));
    assert_ok(date_job_read(f.store, id, f.arena, &proposal));
    assert_ok(date_job_cancel(f.store, f.now, id));
    date_plan_search(&proposal, &progress, f.arena);
    assert_ok(date_job_end(f.store, f.now, id, &proposal));
    const struct date_job job = find(&f, id);
    assert_int_equal(job.state, DATE_JOB_CANCELLED);
    assert_true(job.found);
    assert_int_equal(job.moves_done, 0);
    assert_false(day_is_none(load(&f).picks[1].on));
    /* before it was begun: nothing is read, nothing kept */
    assert_ok(ask(&f, 7, &id));
    assert_ok(date_job_cancel(f.store, f.now, id));
    assert_int_equal(date_job_read(f.store, id, f.arena, &proposal), ERR_NOT_FOUND);
    assert_false(find(&f, id).found);
    fixture_done(&f);
}

/* Its number may be another wish's by the time the dates come. */
static void a_wish_stays_while_dates_are_looked_for(void **state)
{
    struct fixture f;
    int64_t job = 0;
    (void)state;
    begin(&f);
    struct date_wish_id id = wish(&f, 1);
    assert_ok(ask(&f, 10, &job));
    assert_int_equal(date_job_wish_remove(f.store, id, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "running");
    assert_int_equal(f.why.other_id, job);
    assert_ok(date_job_cancel(f.store, f.now, job));
    assert_ok(date_job_wish_remove(f.store, id, fixture_why(&f)));
    assert_int_equal(date_job_wish_remove(f.store, id, fixture_why(&f)), ERR_NOT_FOUND);
    fixture_done(&f);
}

static void after_a_restart_it_has_failed(void **state)
{
    struct fixture f;
    struct date_job last;
    int64_t id = 0;
    (void)state;
    begin(&f);
    wish(&f, 1);
    assert_int_equal(date_job_find_last(f.store, YEAR, &last), ERR_NOT_FOUND);
    assert_ok(ask(&f, 7, &id));
    assert_ok(date_job_fail_running(f.store, f.now));
    assert_ok(date_job_find_last(f.store, YEAR, &last));
    assert_int_equal(last.id, id);
    assert_string_equal(date_job_state_name(last.state), "failed");
    assert_ok(date_job_cancel(f.store, f.now, id));
    assert_int_equal(find(&f, id).state, DATE_JOB_FAILED);
    assert_true(day_is_none(load(&f).picks[0].on));
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_search_a_year_at_a_time),
        cmocka_unit_test(what_is_found_is_kept_where_nobody_changed_it),
        cmocka_unit_test(stopped_it_keeps_the_best_until_then),
        cmocka_unit_test(a_wish_stays_while_dates_are_looked_for),
        cmocka_unit_test(after_a_restart_it_has_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
