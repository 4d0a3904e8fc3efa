/* DESIGN: somebody in line hands slides in ahead; the set and question cards have them once the
 * chair has called them. */
#include "fixture.h"

#include "question.h"
#include "slides_set.h"
#include "spark_event.h"
#include "stage.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 5, CHAIR = 0, FIRST = 1, RESERVE = 2, HEARER = 3 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id first, reserve;
};

static struct talk_id offer(struct evening *e, int person, enum talk_status status)
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
    assert_int_equal(placed.status, status);
    return placed.id;
}

/* From 16:00 on, with time for one talk; another waits. */
static void start(struct evening *e)
{
    struct booking_placed place;
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.ends_at = instant_add(fields.starts_at, 8 * 60);
    spark.changeover_s = 60;
    spark.fixed_minutes = 0;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[CHAIR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    e->first = offer(e, FIRST, TALK_CONFIRMED);
    e->reserve = offer(e, RESERVE, TALK_WAITING);
    const struct booking_request hearer = {
        .event = e->spark, .person = e->f.people[HEARER], .by = e->f.people[HEARER]};
    assert_ok(booking_book(e->f.store, e->f.now, &hearer, fixture_why(&e->f), &place));
    e->f.now = fields.starts_at;
}

static void hand_in(struct evening *e, struct talk_id id, int person)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    const struct slides_edit edit = {
        .talk = &talk, .by = e->f.people[person], .link = "https://slides.example/1"};
    assert_ok(slides_put(e->f.store, e->f.now, &edit, fixture_why(&e->f)));
}

static void act(struct evening *e, enum stage_kind kind, struct talk_id talk)
{
    const struct stage_request request = {
        .event = e->spark, .room = 1, .kind = kind, .talk = talk, .by = e->f.people[CHAIR]};
    struct stage_done done;
    e->f.now.v += 60;
    assert_ok(
        fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done)));
}

static struct slides_set set_of(struct evening *e)
{
    struct slides_set set;
    assert_ok(slides_set_find(e->f.store, e->spark, e->f.people[CHAIR], e->f.arena, &set));
    return set;
}

static enum err ask(struct evening *e, struct talk_id talk)
{
    struct question_id id;
    const struct question_ask card = {
        .event = e->spark, .talk = talk, .by = e->f.people[HEARER], .words = "How?"};
    return fixture_job(&e->f, question_ask(e->f.store, e->f.now, &card, fixture_why(&e->f), &id));
}

static void the_set_has_them_once_they_are_called(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    hand_in(&e, e.reserve, RESERVE);
    assert_int_equal(set_of(&e).count, 1);
    act(&e, STAGE_NO_SHOW, e.first);
    struct slides_set set = set_of(&e);
    assert_int_equal(set.count, 2);
    assert_int_equal(set.items[1].talk->id.v, e.reserve.v);
    assert_true(set.items[1].called && set.items[1].number == 0);
    assert_string_equal(set.items[1].slides.link, "https://slides.example/1");
    assert_string_equal(slides_set_heading(&set, &set.items[1]), "Called from the waiting list");
    act(&e, STAGE_UNDO, (struct talk_id){0});
    assert_int_equal(set_of(&e).count, 1);
    fixture_done(&e.f);
}

static void a_card_is_for_whoever_speaks(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(ask(&e, e.first));
    assert_int_equal(ask(&e, e.reserve), ERR_INVALID);
    assert_string_equal(e.f.why.fields[0].message,
                        "This talk is not in the programme. Choose one that is, or was given.");
    act(&e, STAGE_NO_SHOW, e.first);
    act(&e, STAGE_START, (struct talk_id){0});
    assert_ok(ask(&e, e.reserve));
    assert_int_equal(ask(&e, e.first), ERR_INVALID); /* who is not there is asked nothing */
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_set_has_them_once_they_are_called),
        cmocka_unit_test(a_card_is_for_whoever_speaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
