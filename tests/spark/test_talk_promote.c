/* DESIGN: a talk that waits for its presenter gets its slot the moment they are free (SP-11). */
#include "fixture.h"

#include "calendar.h"
#include "embedded.h"
#include "spark_booking.h"
#include "spark_conversation.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { FIRST, HELD_UP, OTHER }; /* who had the slot, who waits for it, and one more */

/* A SPARK event of one 7-minute slot, and a talk in line whose presenter is at something else. */
struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id first, waiting;
};

static struct talk_id offer(struct evening *e, struct event_id event, int person, int other)
{
    const struct talk_request request = {.event = event,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = &e->f.people[other],
                                         .co_presenter_count = other != person,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed.id;
}

static void withdraw(struct evening *e, struct talk_id id, int by)
{
    assert_ok(talk_withdraw(e->f.store, e->f.now, id, e->f.people[by], fixture_why(&e->f)));
}

static struct talk find(struct evening *e, struct talk_id id)
{
    struct talk talk = {0};
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    return talk;
}

static struct event_id slot_for_one(struct evening *e)
{
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    spark.fixed_minutes = 90 - 9;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &id));
    fixture_publish(&e->f, id);
    return id;
}

static void start(struct evening *e, int other)
{
    *e = (struct evening){.first = {0}};
    fixture_init(&e->f, 4);
    e->spark = slot_for_one(e);
    e->first = offer(e, e->spark, FIRST, FIRST);
    e->waiting = offer(e, e->spark, HELD_UP, other);
    assert_int_equal(find(e, e->waiting).status, TALK_WAITING);
}

/* The slot comes free while they are taken: passed over, with a true sentence. */
static void pass_over(struct evening *e, const char *why)
{
    assert_string_equal(find(e, e->waiting).why,
                        "No 7-minute slot is free, so the talk waits as number 1 in line.");
    withdraw(e, e->first, FIRST);
    assert_int_equal(find(e, e->waiting).status, TALK_WAITING);
    assert_string_equal(find(e, e->waiting).why, why);
}

static void assert_promoted(struct evening *e)
{
    assert_int_equal(find(e, e->waiting).status, TALK_CONFIRMED);
    assert_null(find(e, e->waiting).why);
    assert_int_equal(fixture_mails(&e->f, "talk-promoted", e->f.people[HELD_UP]), 1);
    assert_int_equal(
        fixture_count(&e->f, "SELECT count(*) FROM busy WHERE source = 'talk' AND event_id = $1",
                      e->spark.v),
        find(e, e->waiting).presenter_count);
}

static struct event_fields course_fields(const struct evening *e)
{
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_COURSE;
    fields.title = "Phonics";
    return fields;
}

static struct booking_id attend(struct evening *e, struct event_id event, int person)
{
    const struct booking_request request = {event, e->f.people[person], e->f.people[person], false};
    struct booking_placed placed = {0};
    assert_ok(booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    assert_int_equal(placed.status, BOOKING_CONFIRMED);
    return placed.id;
}

static const char AT_COURSE[] = "Person 01 is at “Phonics” at that time, so the talk waits as "
                                "number 1 in line until they are free.";

static void test_booking_cancelled(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct event_fields fields = course_fields(&e);
    struct booking_id booking = attend(&e, fixture_event(&e.f, &fields), HELD_UP);
    pass_over(&e, AT_COURSE);
    assert_ok(spark_booking_withdraw(
        e.f.store, e.f.now, &(struct booking_withdrawal){booking, e.f.people[HELD_UP], NULL},
        fixture_why(&e.f)));
    assert_promoted(&e);
    fixture_done(&e.f);
}

static void test_course_moved(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct spark_change change = {.fields = course_fields(&e)};
    change.event = fixture_event(&e.f, &change.fields);
    attend(&e, change.event, HELD_UP);
    pass_over(&e, AT_COURSE);
    change.fields.starts_at = instant_add(change.fields.starts_at, 86400);
    change.fields.ends_at = instant_add(change.fields.ends_at, 86400);
    assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_promoted(&e);
    fixture_done(&e.f);
}

static void test_course_cancelled(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct event_fields fields = course_fields(&e);
    struct event_id course = fixture_event(&e.f, &fields);
    attend(&e, course, HELD_UP);
    pass_over(&e, AT_COURSE);
    assert_ok(spark_event_cancel(e.f.store, e.f.now, course, 0, fixture_why(&e.f)));
    assert_promoted(&e);
    fixture_done(&e.f);
}

/* ---- a talk elsewhere ---- */

static const char AT_SPARK[] = "Person 01 is at “SPARK in autumn” at that time, so the talk waits "
                               "as number 1 in line until they are free.";

static void test_talk_elsewhere_withdrawn(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct talk_id elsewhere = offer(&e, slot_for_one(&e), HELD_UP, HELD_UP);
    pass_over(&e, AT_SPARK);
    withdraw(&e, elsewhere, HELD_UP);
    assert_promoted(&e);
    fixture_done(&e.f);
}

static void test_left_a_talk_elsewhere(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e, HELD_UP);
    struct talk_id elsewhere = offer(&e, slot_for_one(&e), OTHER, HELD_UP);
    pass_over(&e, AT_SPARK);
    const struct talk_edit edit = {
        .talk = elsewhere, .by = e.f.people[OTHER], .lengths = &LENGTHS}; /* alone from now on */
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    assert_promoted(&e);
    fixture_done(&e.f);
}

static void test_other_spark_event_moved_or_cancelled(void **state)
{
    (void)state;
    for (int cancelled = 0; cancelled <= 1; cancelled++) {
        struct evening e;
        start(&e, HELD_UP);
        struct event_id other = slot_for_one(&e);
        offer(&e, other, HELD_UP, HELD_UP);
        pass_over(&e, AT_SPARK);
        struct spark_change change = {.event = other, .fields = fixture_find(&e.f, other).fields};
        change.fields.starts_at = instant_add(change.fields.starts_at, 86400);
        change.fields.ends_at = instant_add(change.fields.ends_at, 86400);
        if (cancelled)
            assert_ok(spark_event_cancel(e.f.store, e.f.now, other, 0, fixture_why(&e.f)));
        else
            assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
        assert_promoted(&e);
        fixture_done(&e.f);
    }
}

/* The presenter who is taken is named, lead or not, and they need not come. */
static void test_held_up_by_a_joint_presenter(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e, OTHER);
    struct event_fields fields = course_fields(&e);
    attend(&e, fixture_event(&e.f, &fields), OTHER);
    pass_over(&e, "Person 02 is at “Phonics” at that time, so the talk waits as number 1 in line "
                  "until they are free.");
    const struct talk_edit edit = {
        .talk = e.waiting, .by = e.f.people[HELD_UP], .lengths = &LENGTHS};
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    assert_promoted(&e);
    fixture_done(&e.f);
}

/* ---- conversations ---- */

static struct conversation_id conversation_of(struct evening *e, int person)
{
    struct fixture *f = &e->f;
    struct policy_pack pack;
    struct cycle_id cycle;
    struct span *spans;
    int count;
    struct refusal *why = fixture_why(f);
    assert_ok(calendar_parse_year("demo", embedded_find(embedded_data, "demo-calendar-2026.csv"),
                                  f->arena, &spans, &count, why));
    assert_ok(calendar_insert_year(f->store, f->oak, spans, count));
    assert_ok(calendar_insert_year(f->store, f->ash, spans, count));
    assert_ok(policy_pack_load(f->store, "bronte.json",
                               embedded_find(embedded_policies, "bronte.json"), f->now, &pack,
                               why));
    assert_ok(cycle_open(f->store, 2026, &pack, &cycle));
    assert_ok(deadline_sync(f->store, f->people[person], cycle, f->now));
    return (struct conversation_id){
        fixture_count(f,
                      "SELECT max(c.id) FROM conversation c JOIN deadline d ON d.id = c.deadline_id"
                      " WHERE d.person_id = $1",
                      f->people[person].v)};
}

static struct conversation_id agree(struct evening *e)
{
    const struct conversation_time time = {.starts_at = support_at("2026-11-12T16:30"),
                                           .room = str_of("Library")};
    struct conversation_id id = conversation_of(e, HELD_UP);
    assert_ok(spark_conversation_schedule(e->f.store, e->f.people[HELD_UP], id, &time, e->f.now,
                                          fixture_why(&e->f)));
    pass_over(e, "Person 01 has something else in the calendar at that time, so the talk waits as "
                 "number 1 in line until they are free.");
    return id;
}

static void test_conversation_moved(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct conversation_id id = agree(&e);
    const struct conversation_time time = {.starts_at = support_at("2026-11-13T16:30"),
                                           .room = str_of("Library")};
    assert_ok(spark_conversation_schedule(e.f.store, e.f.people[HELD_UP], id, &time, e.f.now,
                                          fixture_why(&e.f)));
    assert_promoted(&e);
    fixture_done(&e.f);
}

static void test_conversation_held_early(void **state)
{
    struct evening e;
    (void)state;
    start(&e, HELD_UP);
    struct conversation_id id = agree(&e);
    assert_ok(spark_conversation_hold(e.f.store, e.f.people[HELD_UP], id, 0,
                                      support_day("2026-11-02"), e.f.now, fixture_why(&e.f)));
    assert_promoted(&e);
    fixture_done(&e.f);
}

/* ---- places and talks together ---- */

/* A presenter whose SPARK event was moved gets the place they wait for; nobody is at two things. */
static void test_presenter_gets_a_place(void **state)
{
    (void)state;
    for (int cancelled = 0; cancelled <= 1; cancelled++) {
        struct evening e;
        start(&e, HELD_UP);
        struct event_fields fields = course_fields(&e);
        fields.capacity = 1;
        struct event_id course = fixture_event(&e.f, &fields);
        struct booking_id place = attend(&e, course, OTHER);
        struct booking_placed placed;
        const struct booking_request request = {course, e.f.people[HELD_UP], e.f.people[HELD_UP],
                                                false};
        assert_ok(booking_book(e.f.store, e.f.now, &request, fixture_why(&e.f), &placed));
        withdraw(&e, e.first, FIRST);
        assert_promoted(&e);
        assert_ok(spark_booking_withdraw(
            e.f.store, e.f.now, &(struct booking_withdrawal){place, e.f.people[OTHER], NULL},
            fixture_why(&e.f)));
        assert_int_equal(fixture_find(&e.f, course).taken, 0);
        struct spark_change change = {.event = e.spark,
                                      .fields = fixture_find(&e.f, e.spark).fields};
        change.fields.starts_at = instant_add(change.fields.starts_at, 5400);
        change.fields.ends_at = instant_add(change.fields.ends_at, 5400);
        if (cancelled)
            assert_ok(spark_event_cancel(e.f.store, e.f.now, e.spark, 0, fixture_why(&e.f)));
        else
            assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
        assert_int_equal(fixture_find(&e.f, course).taken, 1);
        fixture_done(&e.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_booking_cancelled),
        cmocka_unit_test(test_course_moved),
        cmocka_unit_test(test_course_cancelled),
        cmocka_unit_test(test_talk_elsewhere_withdrawn),
        cmocka_unit_test(test_left_a_talk_elsewhere),
        cmocka_unit_test(test_other_spark_event_moved_or_cancelled),
        cmocka_unit_test(test_held_up_by_a_joint_presenter),
        cmocka_unit_test(test_conversation_moved),
        cmocka_unit_test(test_conversation_held_early),
        cmocka_unit_test(test_presenter_gets_a_place),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
