/* DESIGN: asked first: how long, and what a yes, a no and silence do to a slot and the line
 * (SP-11).
 */
#include "fixture.h"

#include "call.h"
#include "event_message.h"
#include "programme.h"
#include "spark_event.h"
#include "talk_offer.h"
#include "talk_offer_rules.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { HAS, FIRST, SECOND, THIRD };

/* A SPARK event of one 7-minute slot that asks first; one has it, two wait. */
struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talks[4];
};

static struct talk find(struct evening *e, int talk)
{
    struct talk found = {0};
    assert_ok(talk_find(e->f.store, e->talks[talk], e->f.arena, &found));
    return found;
}

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
    e->f.now.v++;
}

static void start(struct evening *e, int answer_h, bool to_end)
{
    const struct talk_offer_setting setting = {answer_h, to_end};
    struct spark_fields spark = spark_event_defaults();
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, 6);
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_SPARK;
    spark.fixed_minutes = 90 - 9;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[5], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    assert_ok(
        talk_offer_setting_save(e->f.store, e->f.now, e->spark, &setting, fixture_why(&e->f)));
    for (int i = HAS; i <= SECOND; i++)
        offer(e, i);
}

static void withdraw(struct evening *e, int talk)
{
    assert_ok(
        talk_withdraw(e->f.store, e->f.now, e->talks[talk], e->f.people[talk], fixture_why(&e->f)));
}

static enum err answer(struct evening *e, int talk, bool yes)
{
    const struct talk_answer said = {e->talks[talk], e->f.people[talk], yes};
    return fixture_job(&e->f, talk_offer_answer(e->f.store, e->f.now, &said, fixture_why(&e->f)));
}

static void clockwork(struct evening *e)
{
    bool more = true;
    while (more)
        assert_ok(talk_offer_end_due(e->f.store, e->f.now, 10, e->f.arena, &more));
}

static void assert_states(struct evening *e, enum talk_status first, enum talk_status second)
{
    assert_int_equal(find(e, FIRST).status, first);
    assert_int_equal(find(e, SECOND).status, second);
}

static int64_t mails(struct evening *e, const char *kind, int person)
{
    return fixture_mails(&e->f, kind, e->f.people[person]);
}

static int64_t busy(struct evening *e, int person)
{
    return fixture_count(&e->f, "SELECT count(*) FROM busy WHERE person_id = $1",
                         e->f.people[person].v);
}

/* Monday 2 November, 9:00, and a Thursday 12 November, 16:00, unless said otherwise. */
static void time_to_answer(void **state)
{
    static const struct {
        int hours;
        const char *now, *starts, *until; /* NULL: nobody is asked */
    } rows[] = {
        {0, "2026-11-02T09:00", "2026-11-12T16:00", NULL},
        {24, "2026-11-02T09:00", "2026-11-12T16:00", "2026-11-03T09:00"},
        {24, "2026-11-02T09:03", "2026-11-12T16:00", "2026-11-03T09:00"},
        /* by night: the morning after */
        {6, "2026-11-02T16:00", "2026-11-12T16:00", "2026-11-03T09:00"},
        {12, "2026-11-02T17:00", "2026-11-12T16:00", "2026-11-03T09:00"},
        {3, "2026-11-02T17:30", "2026-11-12T16:00", "2026-11-02T20:30"},
        /* half of what is left */
        {24, "2026-11-12T08:00", "2026-11-12T16:00", "2026-11-12T12:00"},
        {24, "2026-11-11T20:00", "2026-11-12T16:00", "2026-11-12T09:00"},
        {2, "2026-11-12T14:00", "2026-11-12T16:00", "2026-11-12T15:00"},
        {2, "2026-11-12T15:00", "2026-11-12T16:00", "2026-11-12T15:30"},
        {2, "2026-11-12T15:01", "2026-11-12T16:00", NULL},
        {2, "2026-11-12T17:00", "2026-11-12T16:00", NULL},
        /* a morning event: no morning is left */
        {9, "2026-11-11T16:00", "2026-11-12T09:15", "2026-11-12T00:35"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct talk_offer_setting setting = {rows[i].hours, false};
        struct instant until =
            talk_offer_rules_until(&setting, support_at(rows[i].now), support_at(rows[i].starts));
        assert_int_equal(until.v, rows[i].until ? support_at(rows[i].until).v : 0);
    }
}

static void a_yes_confirms(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    assert_states(&e, TALK_WAITING, TALK_WAITING);
    withdraw(&e, HAS);
    assert_states(&e, TALK_OFFERED, TALK_WAITING);
    assert_int_equal(mails(&e, "talk-offered", FIRST), 1);
    assert_int_equal(mails(&e, "talk-promoted", FIRST), 0);
    assert_int_equal(busy(&e, FIRST), 1);
    assert_int_equal(find(&e, SECOND).position, 1);
    assert_ok(answer(&e, FIRST, true));
    assert_states(&e, TALK_CONFIRMED, TALK_WAITING);
    assert_int_equal(mails(&e, "talk-promoted", FIRST), 1);
    assert_ok(answer(&e, FIRST, true)); /* pressed twice */
    assert_int_equal(mails(&e, "talk-promoted", FIRST), 1);
    assert_int_equal(answer(&e, FIRST, false), ERR_CONFLICT);
    e.f.now = instant_add(e.f.now, 2 * 86400);
    clockwork(&e);
    assert_states(&e, TALK_CONFIRMED, TALK_WAITING);
    fixture_done(&e.f);
}

static void a_no_asks_the_next(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    withdraw(&e, HAS);
    assert_ok(answer(&e, FIRST, false));
    assert_states(&e, TALK_WAITING, TALK_OFFERED);
    assert_int_equal(busy(&e, FIRST), 0);
    assert_int_equal(mails(&e, "talk-offer-over", FIRST), 0);
    assert_int_equal(find(&e, FIRST).position, 1);
    assert_ok(answer(&e, FIRST, false));
    assert_int_equal(answer(&e, FIRST, true), ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "offer-over");
    assert_ok(answer(&e, SECOND, false)); /* nobody is asked twice about one slot */
    assert_states(&e, TALK_WAITING, TALK_WAITING);
    assert_ok(answer(&e, SECOND, true)); /* but may think again */
    assert_states(&e, TALK_WAITING, TALK_CONFIRMED);
    withdraw(&e, SECOND); /* another slot: asked anew */
    assert_int_equal(find(&e, FIRST).status, TALK_OFFERED);
    fixture_done(&e.f);
}

static void silence_asks_the_next(void **state)
{
    struct evening e;
    struct talk_offer stands;
    (void)state;
    start(&e, 24, true);
    offer(&e, THIRD);
    withdraw(&e, HAS);
    assert_ok(talk_offer_find(e.f.store, e.talks[FIRST], &stands));
    assert_int_equal(stands.over_at.v, 0);
    e.f.now = instant_add(stands.answer_by, -1);
    clockwork(&e);
    assert_states(&e, TALK_OFFERED, TALK_WAITING);
    e.f.now = stands.answer_by;
    assert_int_equal(answer(&e, FIRST, true), ERR_CONFLICT); /* before the clockwork came by */
    clockwork(&e);
    assert_states(&e, TALK_WAITING, TALK_OFFERED);
    assert_int_equal(mails(&e, "talk-offer-over", FIRST), 1);
    assert_int_equal(find(&e, FIRST).position, 2); /* behind the third */
    assert_int_equal(find(&e, THIRD).position, 1);
    fixture_done(&e.f);
}

/* An hour before it begins nobody is asked. */
static void given_at_once_near_the_start(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    e.f.now = support_at("2026-11-12T15:20");
    withdraw(&e, HAS);
    assert_states(&e, TALK_CONFIRMED, TALK_WAITING);
    assert_int_equal(mails(&e, "talk-promoted", FIRST), 1);
    fixture_done(&e.f);
}

/* It is nobody's when the evening begins, and an event that comes forward takes its time along. */
static void over_when_it_begins(void **state)
{
    struct evening e;
    struct talk_offer stands;
    (void)state;
    start(&e, 336, false);
    withdraw(&e, HAS);
    struct spark_change change = {.event = e.spark};
    change.fields = fixture_find(&e.f, e.spark).fields;
    change.fields.starts_at = support_at("2026-11-03T16:00");
    change.fields.ends_at = support_at("2026-11-03T17:30");
    assert_ok(spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_ok(talk_offer_find(e.f.store, e.talks[FIRST], &stands));
    assert_int_equal(stands.answer_by.v, change.fields.starts_at.v);
    e.f.now = change.fields.starts_at;
    clockwork(&e);
    assert_states(&e, TALK_WAITING, TALK_WAITING);
    fixture_done(&e.f);
}

static void a_kept_slot_is_as_it_is(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e, 24, false);
    withdraw(&e, HAS);
    const struct talk_edit shorter = {.talk = e.talks[FIRST],
                                      .by = e.f.people[FIRST],
                                      .minutes = 2,
                                      .co_presenter_count = TALK_UNCHANGED,
                                      .lengths = &LENGTHS};
    assert_int_equal(talk_change(e.f.store, e.f.now, &shorter, fixture_why(&e.f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "offered");
    withdraw(&e, FIRST);
    assert_int_equal(find(&e, SECOND).status, TALK_OFFERED);
    fixture_done(&e.f);
}

/* A joint presenter need not wait for the lead's answer to step down; only the lead changes the
 * others, once the slot is theirs. */
static void a_joint_presenter_steps_down(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e, 24, false);
    const struct talk_edit joined = {.talk = e.talks[FIRST],
                                     .by = e.f.people[FIRST],
                                     .co_presenters = &e.f.people[3],
                                     .co_presenter_count = 2,
                                     .lengths = &LENGTHS};
    assert_ok(talk_change(e.f.store, e.f.now, &joined, fixture_why(&e.f), &placed));
    withdraw(&e, HAS);
    assert_int_equal(busy(&e, 3), 1);
    struct talk_edit without = joined; /* person 3 */
    without.co_presenters = &e.f.people[4];
    without.co_presenter_count = 1;
    assert_int_equal(talk_change(e.f.store, e.f.now, &without, fixture_why(&e.f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "offered");
    without.by = e.f.people[3];
    assert_ok(talk_change(e.f.store, e.f.now, &without, fixture_why(&e.f), &placed));
    const struct talk talk = find(&e, FIRST);
    assert_int_equal(talk.status, TALK_OFFERED);
    assert_int_equal(talk.presenter_count, 2);
    assert_int_equal(busy(&e, 3), 0);
    assert_int_equal(busy(&e, 4) + busy(&e, FIRST), 2);
    assert_ok(answer(&e, FIRST, true));
    fixture_done(&e.f);
}

/* Closed by hand: nobody new, but who waits already goes on waiting (SP-11). */
static void the_line_moves_though_booking_is_closed(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    assert_ok(store_exec(e.f.store, "UPDATE event SET status = 'closed' WHERE id = $1",
                         PARAMS(p_int(e.spark.v))));
    withdraw(&e, HAS);
    assert_states(&e, TALK_OFFERED, TALK_WAITING);
    assert_ok(answer(&e, FIRST, false));
    assert_states(&e, TALK_WAITING, TALK_OFFERED);
    assert_ok(answer(&e, SECOND, false));
    assert_ok(answer(&e, FIRST, true)); /* thought again */
    assert_states(&e, TALK_CONFIRMED, TALK_WAITING);
    fixture_done(&e.f);
}

static void write_to(struct evening *e, enum event_message_to to, const char *text)
{
    struct event_message sent;
    const struct message_draft draft = {e->spark, e->f.people[5], to, text};
    assert_ok(fixture_job(
        &e->f, event_message_send(e->f.store, e->f.now, &draft, fixture_why(&e->f), &sent)));
}

/* Whoever is asked is written to like whoever waits. */
static void messages_reach_whoever_is_asked(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    withdraw(&e, HAS);
    write_to(&e, MESSAGE_PRESENTERS, "Come at three.");
    write_to(&e, MESSAGE_AND_WAITING, "It may rain.");
    for (int i = FIRST; i <= SECOND; i++)
        assert_int_equal(mails(&e, "message", i), 2);
    fixture_done(&e.f);
}

/* Who was passed over is asked again once there is other room, and not for other words. */
static void other_room_is_offered_anew(void **state)
{
    struct evening e;
    (void)state;
    start(&e, 24, false);
    struct call_change change = {
        {.event = e.spark, .words = "Come.", .closes_on = DAY_NONE, .short_until = DAY_NONE},
        &LENGTHS};
    withdraw(&e, HAS);
    assert_ok(answer(&e, FIRST, false));
    assert_ok(answer(&e, SECOND, false));
    assert_ok(call_save(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_states(&e, TALK_WAITING, TALK_WAITING);
    change.call.first_timers = 1;
    assert_ok(call_save(e.f.store, e.f.now, &change, fixture_why(&e.f)));
    assert_states(&e, TALK_OFFERED, TALK_WAITING);
    fixture_done(&e.f);
}

static void no_longer_asked(void **state)
{
    struct evening e;
    const struct talk_offer_setting at_once = {0}, bad = {TALK_OFFER_MAX_H + 1, false};
    (void)state;
    start(&e, 24, false);
    withdraw(&e, HAS);
    assert_ok(answer(&e, FIRST, false));
    assert_ok(answer(&e, SECOND, false));
    assert_int_equal(talk_offer_setting_save(e.f.store, e.f.now, e.spark, &bad, fixture_why(&e.f)),
                     ERR_INVALID);
    assert_ok(talk_offer_setting_save(e.f.store, e.f.now, e.spark, &at_once, fixture_why(&e.f)));
    assert_states(&e, TALK_CONFIRMED, TALK_WAITING);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_to_answer),
        cmocka_unit_test(a_yes_confirms),
        cmocka_unit_test(a_no_asks_the_next),
        cmocka_unit_test(silence_asks_the_next),
        cmocka_unit_test(given_at_once_near_the_start),
        cmocka_unit_test(over_when_it_begins),
        cmocka_unit_test(a_kept_slot_is_as_it_is),
        cmocka_unit_test(a_joint_presenter_steps_down),
        cmocka_unit_test(the_line_moves_though_booking_is_closed),
        cmocka_unit_test(messages_reach_whoever_is_asked),
        cmocka_unit_test(other_room_is_offered_anew),
        cmocka_unit_test(no_longer_asked),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
