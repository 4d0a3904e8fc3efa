/* DESIGN: who has no place at an evening that moves is told once too: who waits, who proposed. */
#include "fixture.h"

#include "notice.h"
#include "spark_event.h"
#include "spark_move.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 14, CHAIR = 0, COMES = 1, WAITS = 2, SPEAKS = 3, LAST = 10, PROPOSES = 11 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct event_fields fields;
};

static void start(struct evening *e, enum spark_intake intake)
{
    struct spark_fields spark = spark_event_defaults();
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    e->fields = fixture_event_fields(&e->f);
    e->fields.kind = EVENT_SPARK;
    e->fields.capacity = 1;
    spark.intake = (int)intake;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &e->fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
}

static void book(struct evening *e, int who)
{
    struct booking_placed placed;
    const struct booking_request request = {
        .event = e->spark, .person = e->f.people[who], .by = e->f.people[who]};
    assert_ok(fixture_job(
        &e->f, booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed)));
}

static struct talk_placed talk(struct evening *e, int person)
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
    return placed;
}

static void update(struct evening *e)
{
    const struct spark_change change = {.event = e->spark, .fields = e->fields};
    assert_ok(
        fixture_job(&e->f, spark_event_update(e->f.store, e->f.now, &change, fixture_why(&e->f))));
}

/* Mails of that kind to one person. */
static int64_t mails(struct evening *e, const char *kind, int who)
{
    return fixture_mails(&e->f, kind, e->f.people[who]);
}

static void who_waits_is_told(void **state)
{
    struct evening e;
    (void)state;
    start(&e, SPARK_INSTANT);
    book(&e, COMES);
    book(&e, WAITS);
    for (int i = SPEAKS; i < LAST; i++)
        assert_int_equal(talk(&e, i).status, TALK_CONFIRMED);
    assert_int_equal(talk(&e, LAST).status, TALK_WAITING);
    e.fields.starts_at = instant_add(e.fields.starts_at, 3600);
    e.fields.ends_at = instant_add(e.fields.ends_at, 3600);
    update(&e);
    assert_int_equal(mails(&e, "event-changed", COMES), 1);
    assert_int_equal(mails(&e, "event-changed", SPEAKS), 1);
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(mails(&e, "event-moved", i), i == WAITS || i == LAST);
    e.fields.room = "Library";
    update(&e);
    assert_int_equal(mails(&e, "event-moved", WAITS), 2);
    assert_int_equal(mails(&e, "event-moved", LAST), 2);
    e.fields.title = "Another name";
    e.fields.purpose = "Another reason.";
    update(&e);
    assert_int_equal(mails(&e, "event-moved", WAITS), 2);
    assert_int_equal(mails(&e, "event-changed", COMES), 3);
    fixture_done(&e.f);
}

/* One mail a person, however many ways they have to it. */
static void who_proposed_is_told_once(void **state)
{
    struct evening e;
    (void)state;
    start(&e, SPARK_CALL);
    book(&e, COMES);
    book(&e, PROPOSES);
    for (int i = 0; i < 3; i++)
        assert_int_equal(talk(&e, i == 0   ? COMES
                                  : i == 1 ? PROPOSES
                                           : LAST)
                             .status,
                         TALK_REQUESTED);
    e.fields.starts_at = instant_add(e.fields.starts_at, 3600);
    e.fields.ends_at = instant_add(e.fields.ends_at, 3600);
    update(&e);
    assert_int_equal(mails(&e, "event-changed", COMES), 1);
    assert_int_equal(mails(&e, "event-moved", COMES), 0);
    assert_int_equal(mails(&e, "event-moved", PROPOSES), 1);
    assert_int_equal(mails(&e, "event-moved", LAST), 1);
    fixture_done(&e.f);
}

/* Who gets a place by the same act is told of that alone. */
static void who_moves_up_hears_of_that(void **state)
{
    struct evening e;
    (void)state;
    start(&e, SPARK_INSTANT);
    book(&e, COMES);
    book(&e, WAITS);
    for (int i = SPEAKS; i <= LAST; i++)
        talk(&e, i);
    e.fields.capacity = 2;
    e.fields.ends_at = instant_add(e.fields.ends_at, 3600);
    update(&e);
    assert_int_equal(mails(&e, "booking-promoted", WAITS), 1);
    assert_int_equal(mails(&e, "talk-promoted", LAST), 1);
    assert_int_equal(fixture_mails(&e.f, "event-moved", (struct person_id){0}), 0);
    fixture_done(&e.f);
}

static struct notice told(struct evening *e, int64_t mark, int who)
{
    struct notice_queued *items;
    struct notice found = {.kind = NOTICE_KINDS};
    int count, of_them = 0;
    assert_ok(notice_list_since(e->f.store, mark, e->f.arena, &items, &count));
    for (int i = 0; i < count; i++)
        if (items[i].notice.to.v == e->f.people[who].v) {
            found = items[i].notice;
            of_them++;
        }
    assert_int_equal(of_them, 1);
    return found;
}

/* Put off to another day: with the reason, and nobody without a place is asked whether they come.
 */
static void put_off_it_says_why(void **state)
{
    struct evening e;
    int64_t mark = 0;
    (void)state;
    start(&e, SPARK_CALL);
    book(&e, COMES);
    book(&e, WAITS);
    talk(&e, LAST);
    const struct spark_move move = {.event = e.spark,
                                    .by = e.f.people[CHAIR],
                                    .starts_at = support_at("2026-11-19T16:00"),
                                    .reason = "The hall is flooded."};
    assert_ok(notice_mark(e.f.store, &mark));
    assert_ok(fixture_job(&e.f, spark_move(e.f.store, e.f.now, &move, fixture_why(&e.f))));
    assert_int_equal(told(&e, mark, COMES).kind, NOTICE_EVENT_POSTPONED);
    for (int i = 0; i < 2; i++) {
        struct notice notice = told(&e, mark, i ? LAST : WAITS);
        assert_int_equal(notice.kind, NOTICE_EVENT_MOVED);
        assert_string_equal(notice.detail, "The hall is flooded.");
        assert_int_equal(notice.starts_at.v, move.starts_at.v);
        assert_int_equal(notice.talk_title != NULL, i);
    }
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_waits_is_told),
        cmocka_unit_test(who_proposed_is_told_once),
        cmocka_unit_test(who_moves_up_hears_of_that),
        cmocka_unit_test(put_off_it_says_why),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
