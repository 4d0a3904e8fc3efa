/* DESIGN: whoever gives a talk stands on the register, with attendance and hours as the audience.
 */
#include "fixture.h"

#include "joint.h"
#include "register.h"
#include "spark_event.h"
#include "talk.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 12, SPEAKER = 1, JOINT = 2, WAITING = 3, HEARER = 4, NO_SHOW = 5, ASKED = 6 };

struct evening {
    struct fixture f;
    struct event_id spark;
    int64_t session;
};

static struct talk_placed offer(struct evening *e, int person, int joint)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = joint ? &e->f.people[joint] : NULL,
                                         .co_presenter_count = joint != 0,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    return placed;
}

/* Room for two talks: three offer one, another comes to hear them. It is over. */
static void start(struct evening *e)
{
    struct booking_placed placed;
    struct register_states states;
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.title = "SPARK in autumn";
    fields.capacity = 1;
    spark.changeover_s = 60;
    spark.fixed_minutes = 90 - 16;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
    struct talk_placed talk = offer(e, SPEAKER, JOINT);
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(offer(e, NO_SHOW, ASKED).status, TALK_CONFIRMED);
    assert_ok(
        joint_answer(e->f.store, e->f.now, talk.id, e->f.people[JOINT], true, fixture_why(&e->f)));
    assert_int_equal(offer(e, WAITING, 0).status, TALK_WAITING);
    const struct booking_request request = {
        .event = e->spark, .person = e->f.people[HEARER], .by = e->f.people[HEARER]};
    assert_ok(booking_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    assert_ok(register_list(e->f.store, e->spark, e->f.arena, &states));
    e->session = states.items[0].session;
    e->f.now = fixture_find(&e->f, e->spark).fields.ends_at;
}

static enum err say(struct evening *e, int person, enum register_mark_kind kind)
{
    struct register_marked marked;
    const struct register_mark mark = {.event = e->spark,
                                       .session = e->session,
                                       .person = e->f.people[person],
                                       .mark = kind,
                                       .by = e->f.people[0]};
    return fixture_job(&e->f,
                       register_take(e->f.store, e->f.now, &mark, fixture_why(&e->f), &marked));
}

static void finish(struct evening *e)
{
    const struct register_closing closing = {
        .event = e->spark, .session = e->session, .by = e->f.people[0]};
    assert_ok(register_close(e->f.store, e->f.now, &closing, fixture_why(&e->f)));
}

static struct register_roll roll_of(struct evening *e)
{
    struct register_roll roll;
    assert_ok(register_roll(e->f.store, e->spark, e->session, e->f.arena, &roll));
    return roll;
}

static const char *status_of(struct evening *e, int person)
{
    struct rows rows;
    const char *status = "none";
    enum err err =
        store_find(e->f.store, "SELECT status FROM booking WHERE event_id = $1 AND person_id = $2",
                   PARAMS(p_int(e->spark.v), p_int(e->f.people[person].v)), &rows);
    if (err == OK) {
        status = rows_text(&rows, 0, e->f.arena);
        assert_ok(rows_end(&rows));
    }
    return status;
}

static void they_stand_on_it_before_anything_is_said(void **state)
{
    struct evening e;
    int speaking = 0;
    (void)state;
    start(&e);
    struct register_roll roll = roll_of(&e);
    assert_int_equal(roll.count, 4); /* who hears, both presenters of one talk, one of the other */
    for (int i = 0; i < roll.count; i++) {
        speaking += roll.items[i].presents;
        assert_false(roll.items[i].beyond);
        assert_int_not_equal(roll.items[i].person.v, e.f.people[WAITING].v);
        assert_int_not_equal(roll.items[i].person.v, e.f.people[ASKED].v); /* never said yes */
    }
    assert_int_equal(speaking, 3);
    assert_string_equal(status_of(&e, SPEAKER), "none"); /* looking changes nothing */
    fixture_done(&e.f);
}

static void attendance_and_hours_as_the_audience(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    int64_t mails = fixture_count(&e.f, "SELECT count(*) FROM outbox WHERE $1 = 0", 0);
    assert_ok(say(&e, SPEAKER, REGISTER_HERE));
    assert_ok(say(&e, JOINT, REGISTER_HERE));
    assert_ok(say(&e, HEARER, REGISTER_HERE));
    assert_int_equal(say(&e, WAITING, REGISTER_HERE), ERR_INVALID);
    assert_int_equal(roll_of(&e).count, 4);
    finish(&e);
    assert_string_equal(status_of(&e, SPEAKER), "attended");
    assert_string_equal(status_of(&e, JOINT), "attended");
    assert_string_equal(status_of(&e, HEARER), "attended");
    assert_string_equal(status_of(&e, NO_SHOW), "absent");
    assert_string_equal(status_of(&e, WAITING), "none");
    assert_string_equal(status_of(&e, ASKED), "none");
    assert_int_equal(fixture_count(&e.f,
                                   "SELECT count(DISTINCT coalesce(credit_min, -1)) FROM booking"
                                   " WHERE event_id = $1 AND status = 'attended'",
                                   e.spark.v),
                     1); /* the same minutes for all */
    assert_int_equal(fixture_count(&e.f, "SELECT taken FROM event WHERE id = $1", e.spark.v), 1);
    assert_int_equal(fixture_count(&e.f, "SELECT count(*) FROM outbox WHERE $1 = 0", 0), mails);
    fixture_done(&e.f);
}

static void a_mark_is_corrected_as_any_other(void **state)
{
    struct evening e;
    struct register_marked marked;
    (void)state;
    start(&e);
    finish(&e);
    assert_string_equal(status_of(&e, SPEAKER), "absent");
    const struct register_mark mark = {.event = e.spark,
                                       .session = e.session,
                                       .person = e.f.people[SPEAKER],
                                       .mark = REGISTER_HERE,
                                       .by = e.f.people[0],
                                       .reason = "Spoke second, nobody ticked it."};
    assert_ok(register_mark(e.f.store, e.f.now, &mark, fixture_why(&e.f), &marked));
    assert_string_equal(status_of(&e, SPEAKER), "attended");
    fixture_done(&e.f);
}

static void their_calendar_shows_the_talk_alone(void **state)
{
    struct evening e;
    struct booking_list list;
    struct talk_list talks;
    struct instant from = {0}, to = {INT64_C(4000000000)};
    (void)state;
    start(&e);
    assert_ok(say(&e, SPEAKER, REGISTER_HERE));
    assert_ok(booking_list_between(e.f.store, e.f.people[SPEAKER], from, to, e.f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(talk_list_between(e.f.store, e.f.people[SPEAKER], from, to, e.f.arena, &talks));
    assert_int_equal(talks.count, 1);
    fixture_done(&e.f);
}

/* Its day is changed on its form, of every kind of event: nobody has come yet; a later hour is no
 * other day. */
static void what_was_marked_on_another_day_is_taken_back(void **state)
{
    static const struct {
        enum event_kind kind;
        const char *starts, *ends;
        int left;
    } rows[] = {{EVENT_COURSE, "2026-11-19T16:00", "2026-11-19T17:30", 0},
                {EVENT_SPARK, "2026-11-19T16:00", "2026-11-19T17:30", 0},
                {EVENT_SPARK, "2026-11-12T16:30", "2026-11-12T18:00", 1}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct fixture f;
        struct event_sessions sessions;
        struct register_marked marked;
        struct register_roll roll;
        struct event_id id;
        struct booking_placed placed;
        fixture_init(&f, 6);
        struct event_fields fields = fixture_event_fields(&f);
        fields.kind = rows[i].kind;
        assert_ok(
            spark_event_create(f.store, f.now, f.people[2], &fields, NULL, fixture_why(&f), &id));
        fixture_publish(&f, id);
        const struct booking_request request = {
            .event = id, .person = f.people[0], .by = f.people[0]};
        assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
        assert_ok(event_session_list(f.store, id, f.arena, &sessions));
        const struct register_mark mark = {.event = id,
                                           .session = sessions.items[0].id,
                                           .person = f.people[0],
                                           .mark = REGISTER_HERE,
                                           .by = f.people[2]};
        struct spark_change change = {.event = id, .fields = fields, .by = f.people[2]};
        change.fields.starts_at = support_at(rows[i].starts);
        change.fields.ends_at = support_at(rows[i].ends);
        f.now = support_at("2026-11-12T15:50");
        assert_ok(fixture_job(&f, register_mark(f.store, f.now, &mark, fixture_why(&f), &marked)));
        f.now.v += 60;
        assert_ok(fixture_job(&f, spark_event_update(f.store, f.now, &change, fixture_why(&f))));
        assert_ok(register_roll(f.store, id, mark.session, f.arena, &roll));
        assert_int_equal(roll.count, 1);
        assert_int_equal(roll.items[0].standing.mark == REGISTER_HERE, rows[i].left);
        fixture_done(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_stand_on_it_before_anything_is_said),
        cmocka_unit_test(attendance_and_hours_as_the_audience),
        cmocka_unit_test(a_mark_is_corrected_as_any_other),
        cmocka_unit_test(their_calendar_shows_the_talk_alone),
        cmocka_unit_test(what_was_marked_on_another_day_is_taken_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
