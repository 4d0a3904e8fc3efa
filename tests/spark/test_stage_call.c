/* DESIGN: reserves whom the chair calls: they are told, and keep that place whatever falls free. */
#include "fixture.h"

#include "programme_publish.h"
#include "spark_event.h"
#include "stage.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

/* All of one school, so that the line is by booking. */
enum { FIRST = 2, SECOND = 4, RESERVE = 6, NEXT = 8, PEOPLE };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talks[PEOPLE];
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
    e->talks[person] = placed.id;
}

/* Two talks from 16:00 on, announced, and two reserves. */
static void start(struct evening *e)
{
    struct programme_board board;
    struct spark_fields spark = spark_event_defaults();
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_SPARK;
    fields.starts_at = support_at("2026-11-12T16:00");
    fields.ends_at = support_at("2026-11-12T16:16");
    spark.changeover_s = 60;
    spark.fixed_minutes = 0;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    for (int i = FIRST; i < PEOPLE; i += 2)
        offer(e, i);
    struct event event = fixture_find(&e->f, e->spark);
    assert_ok(programme_board_find(e->f.store, &event, e->f.arena, &board));
    assert_ok(programme_publish(e->f.store, e->f.now, &event, &board, e->f.people[0],
                                fixture_why(&e->f)));
}

static void act(struct evening *e, const char *at, enum stage_kind kind)
{
    const struct stage_request request = {
        .event = e->spark, .room = 1, .kind = kind, .by = e->f.people[0]};
    struct stage_done done;
    e->f.now = support_at(at);
    assert_ok(
        fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done)));
}

static int64_t mails(struct evening *e, const char *kind, int person)
{
    return fixture_mails(&e->f, kind, e->f.people[person]);
}

static enum talk_status status(struct evening *e, int person)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, e->talks[person], e->f.arena, &talk));
    return talk.status;
}

static struct talk_entry entry(struct evening *e, int person)
{
    struct talk_list list;
    assert_ok(talk_list(e->f.store, e->f.people[person], BOOKING_UPCOMING, e->f.now, 10, e->f.arena,
                        &list));
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static void who_is_called_is_told(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    act(&e, "2026-11-12T16:01", STAGE_NO_SHOW);
    assert_int_equal(mails(&e, "talk-called", RESERVE), 1);
    assert_int_equal(fixture_mails(&e.f, "talk-called", (struct person_id){0}), 1);
    assert_int_equal(fixture_count(&e.f,
                                   "SELECT count(*) FROM outbox WHERE kind = 'talk-called'"
                                   " AND body LIKE '%you speak next%'",
                                   0),
                     1);
    assert_true(entry(&e, RESERVE).called);
    assert_false(entry(&e, NEXT).called);
    assert_true(entry(&e, FIRST).absent);
    act(&e, "2026-11-12T16:02", STAGE_START);
    act(&e, "2026-11-12T16:03", STAGE_UNDO); /* of the start: they are still called */
    assert_int_equal(fixture_mails(&e.f, "talk-call-over", (struct person_id){0}), 0);
    fixture_done(&e.f);
}

static void undone_and_called_again(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    act(&e, "2026-11-12T16:01", STAGE_NO_SHOW);
    act(&e, "2026-11-12T16:02", STAGE_UNDO);
    assert_int_equal(mails(&e, "talk-call-over", RESERVE), 1);
    assert_false(entry(&e, RESERVE).called);
    assert_false(entry(&e, FIRST).absent);
    act(&e, "2026-11-12T16:03", STAGE_NO_SHOW);
    assert_int_equal(mails(&e, "talk-called", RESERVE), 2);
    fixture_done(&e.f);
}

/* Whoever is called has their place; another's goes to the next in line, before it begins too. */
static void who_is_called_stays(void **state)
{
    static const char *const TIMES[] = {"2026-11-12T15:50", "2026-11-12T16:01"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct evening e;
        struct stage stage;
        int room;
        start(&e);
        act(&e, TIMES[i], STAGE_NO_SHOW);
        assert_ok(fixture_job(&e.f, talk_withdraw(e.f.store, e.f.now, e.talks[SECOND],
                                                  e.f.people[SECOND], fixture_why(&e.f))));
        assert_int_equal(status(&e, RESERVE), TALK_WAITING);
        assert_int_equal(status(&e, NEXT), TALK_CONFIRMED);
        assert_ok(stage_find(e.f.store, e.f.now, e.spark, e.f.arena, &stage));
        const struct stage_row *row = stage_row_of(&stage, e.talks[RESERVE], &room);
        assert_non_null(row);
        assert_true(row->reserve);
        assert_ptr_equal(row, &stage.rooms[0].rows[stage.rooms[0].next]);
        fixture_done(&e.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_called_is_told),
        cmocka_unit_test(undone_and_called_again),
        cmocka_unit_test(who_is_called_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
