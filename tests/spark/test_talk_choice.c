/* DESIGN: talks that people want to hear: who may choose, what, how many, and whose choice counts.
 */
#include "fixture.h"

#include "joint.h"
#include "programme_board.h"
#include "spark_event.h"
#include "talk.h"
#include "talk_choice.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 30, TALKS = 17, HEARER = 20, OTHER = 21, STRANGER = 22 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talks[TALKS];
};

static struct talk_placed offer(struct evening *e, int person, int minutes)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = minutes,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed;
}

static struct booking_id come(struct evening *e, int person)
{
    const struct booking_request request = {
        .event = e->spark, .person = e->f.people[person], .by = e->f.people[person]};
    struct booking_placed made = {0};
    assert_ok(booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &made));
    return made.id;
}

/* 17 talks of 2 minutes; two people come to hear them. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    fields.capacity = 50;
    spark.changeover_s = 60;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    for (int i = 0; i < TALKS; i++)
        e->talks[i] = offer(e, i, 2).id;
    come(e, OTHER);
}

static enum err choose(struct evening *e, int person, int first, int count)
{
    const struct talk_choosing choosing = {e->spark, e->f.people[person], e->talks + first, count};
    return fixture_job(&e->f, talk_choose(e->f.store, e->f.now, &choosing, fixture_why(&e->f)));
}

static struct talk_demand count(struct evening *e)
{
    struct talk_demand demand = {0};
    assert_ok(talk_choice_count(e->f.store, e->spark, e->f.arena, &demand));
    return demand;
}

/* How many the arranger listens to. */
static int heard(struct evening *e)
{
    struct programme_board board = {.event = {0}};
    const struct event event = fixture_find(&e->f, e->spark);
    assert_ok(programme_board_find(e->f.store, &event, e->f.arena, &board));
    return board.instance.attendee_count;
}

static int chosen(struct evening *e, int person)
{
    struct talk_chosen list = {.count = 0};
    assert_ok(talk_choice_list(e->f.store, e->spark, e->f.people[person], &list));
    return list.count;
}

static void sixteen_at_most_and_all_in_one_step(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(choose(&e, OTHER, 0, TALK_CHOICES_MAX));
    assert_int_equal(chosen(&e, OTHER), TALK_CHOICES_MAX);
    assert_int_equal(choose(&e, OTHER, 0, TALKS), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "talks"));
    assert_int_equal(chosen(&e, OTHER), TALK_CHOICES_MAX);
    assert_ok(choose(&e, OTHER, 3, 2));
    assert_int_equal(chosen(&e, OTHER), 2);
    assert_ok(choose(&e, OTHER, 0, 0));
    assert_int_equal(chosen(&e, OTHER), 0);
    fixture_done(&e.f);
}

static void the_same_talk_twice_is_one(void **state)
{
    struct evening e;
    struct talk_id twice[TALKS + 1];
    (void)state;
    start(&e);
    for (int i = 0; i <= TALKS; i++)
        twice[i] = e.talks[i % 2];
    const struct talk_choosing choosing = {e.spark, e.f.people[OTHER], twice, TALKS + 1};
    assert_ok(talk_choose(e.f.store, e.f.now, &choosing, fixture_why(&e.f)));
    assert_int_equal(chosen(&e, OTHER), 2);
    fixture_done(&e.f);
}

static void only_those_who_come_choose(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_int_equal(choose(&e, STRANGER, 0, 1), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "no-place");
    assert_ok(choose(&e, 1, 2, 3)); /* who speaks hears the others */
    assert_int_equal(choose(&e, 1, 0, 3), ERR_INVALID);
    assert_true(fixture_refused(&e.f, "talks"));
    fixture_done(&e.f);
}

static void only_talks_of_the_programme_are_chosen(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(choose(&e, OTHER, 0, 2));
    assert_ok(talk_withdraw(e.f.store, e.f.now, e.talks[0], e.f.people[0], fixture_why(&e.f)));
    assert_int_equal(chosen(&e, OTHER), 1);
    assert_int_equal(count(&e).count, 1);
    assert_int_equal(choose(&e, OTHER, 0, 2), ERR_INVALID);
    e.talks[0].v = 999999;
    assert_int_equal(choose(&e, OTHER, 0, 1), ERR_INVALID);
    fixture_done(&e.f);
}

static void whoever_no_longer_comes_does_not_count(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct booking_id place = come(&e, HEARER);
    assert_ok(choose(&e, HEARER, 0, 2));
    assert_ok(choose(&e, OTHER, 1, 1));
    struct talk_demand both = count(&e);
    assert_int_equal(both.people, 2);
    assert_int_equal(heard(&e), 2);
    assert_int_equal(both.items[0].talk.v, e.talks[1].v);
    assert_int_equal(talk_demand_of(&both, e.talks[1]), 2);
    assert_int_equal(talk_demand_of(&both, e.talks[5]), 0);
    const struct booking_withdrawal gone = {.id = place, .by = e.f.people[HEARER]};
    assert_ok(booking_withdraw(e.f.store, e.f.now, &gone, fixture_why(&e.f)));
    struct talk_demand one = count(&e);
    assert_int_equal(one.people, 1);
    assert_int_equal(heard(&e), 1);
    assert_int_equal(talk_demand_of(&one, e.talks[1]), 1);
    assert_int_equal(talk_demand_of(&one, e.talks[0]), 0);
    come(&e, HEARER); /* and comes again after all */
    assert_int_equal(count(&e).people, 2);
    fixture_done(&e.f);
}

/* Noted as missing when the register closed: they did not come. */
static void whoever_was_absent_did_not_come(void **state)
{
    static const struct {
        const char *status;
        bool comes;
    } rows[] = {{"confirmed", true}, {"attended", true}, {"absent", false}};
    struct evening e;
    bool comes;
    (void)state;
    start(&e);
    const struct booking_id place = come(&e, HEARER);
    assert_ok(choose(&e, HEARER, 0, 2));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_ok(store_exec(e.f.store, "UPDATE booking SET status = $2 WHERE id = $1",
                             PARAMS(p_int(place.v), p_text(rows[i].status))));
        assert_ok(talk_choice_comes(e.f.store, e.spark, e.f.people[HEARER], &comes));
        assert_int_equal(comes, rows[i].comes);
        assert_int_equal(count(&e).people, rows[i].comes);
    }
    fixture_done(&e.f);
}

/* Who is only asked to give a talk with somebody hears it until they say yes. */
static void whoever_is_asked_chooses_it_until_they_say_yes(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e);
    const struct talk_edit joint = {.talk = e.talks[0],
                                    .by = e.f.people[0],
                                    .co_presenters = &e.f.people[HEARER],
                                    .co_presenter_count = 1,
                                    .lengths = &LENGTHS};
    come(&e, HEARER);
    assert_ok(
        fixture_job(&e.f, talk_change(e.f.store, e.f.now, &joint, fixture_why(&e.f), &placed)));
    assert_ok(choose(&e, HEARER, 0, 2));
    assert_int_equal(count(&e).count, 2);
    assert_ok(fixture_job(&e.f, joint_answer(e.f.store, e.f.now, e.talks[0], e.f.people[HEARER],
                                             true, fixture_why(&e.f))));
    assert_int_equal(choose(&e, HEARER, 0, 2), ERR_INVALID);
    assert_int_equal(count(&e).count, 1); /* their own talk is no choice of theirs any more */
    fixture_done(&e.f);
}

static void nobody_chooses_when_it_is_over_or_off(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct instant now = e.f.now;
    e.f.now = fixture_find(&e.f, e.spark).fields.ends_at;
    e.f.now.v--;
    assert_ok(choose(&e, OTHER, 0, 1));
    e.f.now.v++;
    assert_int_equal(choose(&e, OTHER, 1, 1), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "too-late");
    e.f.now = now;
    assert_ok(spark_event_cancel(e.f.store, e.f.now, e.spark, 0, fixture_why(&e.f)));
    assert_int_equal(choose(&e, OTHER, 1, 1), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "cancelled");
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixteen_at_most_and_all_in_one_step),
        cmocka_unit_test(the_same_talk_twice_is_one),
        cmocka_unit_test(only_those_who_come_choose),
        cmocka_unit_test(only_talks_of_the_programme_are_chosen),
        cmocka_unit_test(whoever_no_longer_comes_does_not_count),
        cmocka_unit_test(whoever_was_absent_did_not_come),
        cmocka_unit_test(whoever_is_asked_chooses_it_until_they_say_yes),
        cmocka_unit_test(nobody_chooses_when_it_is_over_or_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
