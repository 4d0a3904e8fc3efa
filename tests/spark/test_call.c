/* DESIGN: what an event calls for, and its kept places, in every use case that gives a slot. */
#include "fixture.h"

#include "call.h"
#include "joint.h"
#include "proposal.h"
#include "talk_topic.h"
#include "tz.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { OLD, OLDER, NEW, NEWER, LEADER };

/* 16 minutes for talks: two long ones, or five short ones. */
static struct event_id spark(struct fixture *f, int days, int intake, bool waiting_list)
{
    struct event_fields plain = fixture_event_fields(f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    plain.kind = EVENT_SPARK;
    plain.waiting_list = waiting_list;
    plain.starts_at = instant_add(plain.starts_at, (int64_t)days * 86400);
    plain.ends_at = instant_add(plain.ends_at, (int64_t)days * 86400);
    spark.fixed_minutes = (int)((plain.ends_at.v - plain.starts_at.v) / 60) - 16;
    spark.changeover_s = 60;
    spark.intake = intake;
    assert_ok(spark_event_create(f->store, f->now, f->people[LEADER], &plain, &spark,
                                 fixture_why(f), &id));
    fixture_publish(f, id);
    return id;
}

static enum err book(struct fixture *f, struct event_id event, int person, int minutes,
                     struct talk_placed *ret)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[person],
                                         .by = f->people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    return fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), ret));
}

/* Persons 0 and 1 gave a talk the week before. */
static void start(struct fixture *f)
{
    struct talk_placed placed;
    fixture_init(f, 6);
    struct event_id before = spark(f, -7, SPARK_INSTANT, true);
    assert_ok(book(f, before, OLD, 7, &placed));
    assert_ok(book(f, before, OLDER, 7, &placed));
}

static struct call empty(struct event_id event)
{
    return (struct call){.event = event, .closes_on = DAY_NONE, .short_until = DAY_NONE};
}

static enum err save(struct fixture *f, struct call call)
{
    const struct call_change change = {call, &LENGTHS};
    return fixture_job(f, call_save(f->store, f->now, &change, fixture_why(f)));
}

static void test_only_what_it_calls_for(void **state)
{
    (void)state;
    struct fixture f;
    struct talk_placed placed;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.words = "Show us one thing that worked.";
    call.lengths = "2";
    call.categories = talk_categories[0];
    call.closes_on = tz_day(f.now);
    assert_ok(save(&f, call));
    assert_int_equal(book(&f, event, NEW, 7, &placed), ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "minutes");
    assert_ok(book(&f, event, NEW, 2, &placed));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    const struct talk_edit longer = {.talk = placed.id, /* nor by waiting for it */
                                     .by = f.people[NEW],
                                     .minutes = 7,
                                     .co_presenter_count = TALK_UNCHANGED,
                                     .wait_for_longer = true,
                                     .lengths = &LENGTHS};
    assert_int_equal(
        fixture_job(&f, talk_change(f.store, f.now, &longer, fixture_why(&f), &placed)),
        ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "minutes");
    f.now = instant_add(f.now, 86400);
    assert_int_equal(book(&f, event, OLD, 2, &placed), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "call-closed");
    fixture_done(&f);
}

/* Whichever closes first is told. */
static void test_until_when(void **state)
{
    (void)state;
    struct event event = {.fields = {.booking_closes_at = {1794000000}}};
    struct call call = empty(event.id);
    assert_false(call_closes_first(&call, &event));
    call.closes_on = tz_day(event.fields.booking_closes_at);
    assert_false(call_closes_first(&call, &event));
    call.closes_on.v--;
    assert_true(call_closes_first(&call, &event));
    call.closes_on.v += 2;
    assert_false(call_closes_first(&call, &event));
    event.fields.booking_closes_at.v = 0;
    assert_true(call_closes_first(&call, &event));
}

static void test_kept_for_first_timers(void **state)
{
    (void)state;
    struct fixture f;
    struct talk_placed old, older, fresh;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.first_timers = 2;
    assert_ok(save(&f, call));
    assert_ok(book(&f, event, OLD, 7, &old));
    assert_int_equal(old.status, TALK_CONFIRMED); /* 8 minutes stay: two short ones */
    assert_ok(book(&f, event, OLDER, 2, &older));
    assert_int_equal(older.status, TALK_WAITING);
    assert_non_null(strstr(older.why, "kept for first-timers"));
    assert_ok(book(&f, event, NEW, 2, &fresh));
    assert_int_equal(fresh.status, TALK_CONFIRMED);
    call.first_timers = 1; /* held, so the line moves up at once */
    assert_ok(save(&f, call));
    struct talk talk;
    assert_ok(talk_find(f.store, older.id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    fixture_done(&f);
}

static struct talk_id book_with(struct fixture *f, struct event_id event, int lead, int joint)
{
    const struct talk_request request = {.event = event,
                                         .person = f->people[lead],
                                         .by = f->people[lead],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 2,
                                         .co_presenters = &f->people[joint],
                                         .co_presenter_count = 1,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(fixture_job(f, talk_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    return placed.id;
}

static int left(struct fixture *f, struct event_id event)
{
    struct call_left left = {0, 0};
    assert_ok(call_left(f->store, event, &left));
    return left.first_timers;
}

/* As in a draw: who is asked to give it too counts once they agree. */
static void test_who_agreed_counts(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.first_timers = 5;
    assert_ok(save(&f, call));
    struct talk_id talk = book_with(&f, event, NEW, OLD);
    assert_int_equal(left(&f, event), 4);
    assert_ok(joint_answer(f.store, f.now, talk, f.people[OLD], true, fixture_why(&f)));
    assert_int_equal(left(&f, event), 5);
    fixture_done(&f);
}

/* What a talk held goes by its old cast, what it takes by the new one. */
static void test_another_cast_and_length(void **state)
{
    (void)state;
    struct fixture f;
    struct talk talk;
    struct talk_placed placed;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.first_timers = 3;
    assert_ok(save(&f, call));
    struct talk_id id = book_with(&f, event, NEW, OLD);
    assert_ok(joint_answer(f.store, f.now, id, f.people[OLD], true, fixture_why(&f)));
    const struct talk_edit edit = {
        .talk = id, .by = f.people[NEW], .minutes = 7, .lengths = &LENGTHS}; /* and alone */
    assert_ok(fixture_job(&f, talk_change(f.store, f.now, &edit, fixture_why(&f), &placed)));
    assert_ok(talk_find(f.store, id, f.arena, &talk));
    assert_int_equal(talk.minutes, 7);
    assert_int_equal(talk.presenter_count, 1);
    assert_int_equal(left(&f, event), 2);
    fixture_done(&f);
}

static void test_kept_without_a_waiting_list(void **state)
{
    (void)state;
    struct fixture f;
    struct talk_placed placed;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, false);
    struct call call = empty(event);
    call.first_timers = 5;
    assert_ok(save(&f, call));
    assert_int_equal(book(&f, event, OLD, 2, &placed), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "kept");
    assert_non_null(strstr(f.why.detail, "first-timers"));
    fixture_done(&f);
}

/* Kept for short talks until a day; then the clockwork opens them, and the line moves up. */
static void test_open_after_its_day(void **state)
{
    (void)state;
    struct fixture f;
    struct talk_placed first, second;
    bool more = true;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.short_places = 2;
    assert_int_equal(save(&f, call), ERR_INVALID);
    assert_string_equal(f.why.fields[0].field, "short_until");
    call.short_until = tz_day(f.now);
    assert_ok(save(&f, call));
    assert_ok(book(&f, event, NEW, 7, &first));
    assert_ok(book(&f, event, NEWER, 7, &second));
    assert_int_equal(second.status, TALK_WAITING);
    assert_non_null(strstr(second.why, "2-minute talks"));
    assert_ok(call_open_due(f.store, f.now, 10, f.arena, &more));
    f.now = instant_add(f.now, 86400);
    assert_ok(call_open_due(f.store, f.now, 10, f.arena, &more));
    assert_false(more);
    struct talk talk;
    assert_ok(talk_find(f.store, second.id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    fixture_done(&f);
}

static void test_accepting_keeps_to_it(void **state)
{
    (void)state;
    struct fixture f;
    struct talk_placed placed[3];
    struct proposal_outcome outcome;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_CALL, true);
    struct call call = empty(event);
    call.first_timers = 1;
    assert_ok(save(&f, call));
    assert_ok(book(&f, event, OLD, 7, &placed[0]));
    assert_ok(book(&f, event, OLDER, 7, &placed[1]));
    assert_ok(book(&f, event, NEW, 7, &placed[2]));
    const struct talk_id ids[] = {placed[0].id, placed[1].id, placed[2].id};
    const struct proposal_verdict verdict = {
        .event = event, .by = f.people[LEADER], .talks = ids, .count = 3, .accept = true};
    assert_ok(
        fixture_job(&f, proposal_decide(f.store, f.now, &verdict, fixture_why(&f), &outcome)));
    assert_int_equal(outcome.accepted, 2); /* the first, and the first-timer */
    assert_int_equal(outcome.waiting, 1);
    struct talk talk;
    assert_ok(talk_find(f.store, placed[1].id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_WAITING);
    fixture_done(&f);
}

static void test_what_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.lengths = "5";
    call.categories = "gossip";
    call.first_timers = 51;
    assert_int_equal(save(&f, call), ERR_INVALID);
    assert_int_equal(f.why.field_count, 3);
    call = empty(event);
    assert_ok(save(&f, call));
    call.version = 7;
    assert_int_equal(save(&f, call), ERR_STALE);
    fixture_done(&f);
}

/* A proposal says its phase, subject and focus in the call's words; what stands, stays. */
static void test_a_talk_says_what_it_is_about(void **state)
{
    static const struct {
        struct talk_topic typed;
        const char *refused; /* NULL: it is taken */
    } rows[] = {
        {{{"Early years", "Maths", NULL}}, NULL}, {{{"", NULL, NULL}}, NULL},
        {{{"Sixth form", NULL, NULL}}, "phase"},  {{{NULL, "Early years", NULL}}, "subject"},
        {{{NULL, NULL, "Talk"}}, "focus"}, /* of it the call names none */
        {{{NULL, "Latin", NULL}}, NULL},   /* it had that before the call was changed */
    };
    (void)state;
    struct fixture f;
    struct talk_placed placed;
    struct talk_topic topic;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_CALL, true);
    struct call call = empty(event);
    call.phases = "Early years, Key stage 1";
    call.subjects = "Science, Maths";
    assert_ok(save(&f, call));
    assert_ok(call_find(f.store, event, f.arena, &call));
    const struct talk_topic latin = {{NULL, "Latin", NULL}}, stands = {{"", "Latin", ""}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        fixture_why(&f);
        talk_topic_check(&call, &stands, &rows[i].typed, &f.why);
        assert_int_equal(f.why.field_count, rows[i].refused != NULL);
        if (rows[i].refused)
            assert_string_equal(f.why.fields[0].field, rows[i].refused);
    }
    assert_ok(book(&f, event, NEW, 7, &placed));
    assert_ok(talk_topic_find(f.store, placed.id, f.arena, &topic));
    assert_string_equal(talk_topic_words(&topic, f.arena), "");
    assert_ok(talk_topic_put(f.store, placed.id, &rows[0].typed, f.arena));
    assert_ok(talk_topic_put(f.store, placed.id, &latin, f.arena));
    assert_ok(talk_topic_find(f.store, placed.id, f.arena, &topic));
    assert_string_equal(talk_topic_words(&topic, f.arena), "Early years, Latin");
    fixture_done(&f);
}

static void move(struct fixture *f, struct event_id event, int days)
{
    struct spark_change change = {.event = event, .fields = fixture_find(f, event).fields};
    change.fields.starts_at = instant_add(change.fields.starts_at, (int64_t)days * 86400);
    change.fields.ends_at = instant_add(change.fields.ends_at, (int64_t)days * 86400);
    assert_ok(fixture_job(f, spark_event_update(f->store, f->now, &change, fixture_why(f))));
}

/* Its days keep their distance from the evening; what was opened to all stays open. */
static void test_its_days_move_with_the_event(void **state)
{
    (void)state;
    struct fixture f;
    bool more = true;
    start(&f);
    struct event_id event = spark(&f, 0, SPARK_INSTANT, true);
    struct call call = empty(event);
    call.closes_on = support_day("2026-11-09");
    call.short_places = 1;
    call.short_until = support_day("2026-11-05");
    assert_ok(save(&f, call));
    move(&f, event, 7);
    assert_ok(call_find(f.store, event, f.arena, &call));
    assert_int_equal(call.closes_on.v, support_day("2026-11-16").v);
    assert_int_equal(call.short_until.v, support_day("2026-11-12").v);
    f.now = support_at("2026-11-13T09:00");
    assert_ok(fixture_job(&f, call_open_due(f.store, f.now, 5, f.arena, &more)));
    move(&f, event, 7);
    assert_ok(call_find(f.store, event, f.arena, &call));
    assert_int_equal(call.closes_on.v, support_day("2026-11-23").v);
    assert_true(call.short_open);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_it_calls_for),
        cmocka_unit_test(test_until_when),
        cmocka_unit_test(test_kept_for_first_timers),
        cmocka_unit_test(test_who_agreed_counts),
        cmocka_unit_test(test_another_cast_and_length),
        cmocka_unit_test(test_kept_without_a_waiting_list),
        cmocka_unit_test(test_open_after_its_day),
        cmocka_unit_test(test_accepting_keeps_to_it),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_its_days_move_with_the_event),
        cmocka_unit_test(test_a_talk_says_what_it_is_about),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
