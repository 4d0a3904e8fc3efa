/* DESIGN: what a leaver holds goes to others once the last day is over, and not before. */
#include "fixture.h"

#include "api_token.h"
#include "employment.h"
#include "grant.h"
#include "held_data.h"
#include "joint.h"
#include "leaver.h"
#include "person_record.h"
#include "relation.h"
#include "retention.h"
#include "session.h"
#include "spark_booking.h"
#include "talk_offer.h"
#include "tz.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};
enum { ANA, BEN, CAT };

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_init(&f, 4);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static enum booking_status book(struct event_id event, int who)
{
    const struct booking_request wish = {
        .event = event, .person = f.people[who], .by = f.people[who]};
    struct booking_placed placed = {0};
    assert_ok(booking_book(f.store, f.now, &wish, fixture_why(&f), &placed));
    return placed.status;
}

static struct event_id full_event(void)
{
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id event = fixture_event(&f, &fields);
    assert_int_equal(book(event, ANA), BOOKING_CONFIRMED);
    assert_int_equal(book(event, BEN), BOOKING_WAITING);
    return event;
}

static void let_go(const char *at)
{
    struct person_id after = {0};
    f.now = support_at(at);
    do
        assert_ok(leaver_let_go_due(f.store, f.now, 2, f.arena, &after));
    while (after.v);
}

static int64_t places(int who)
{
    return fixture_count(
        &f, "SELECT count(*) FROM booking WHERE person_id = $1 AND status = 'confirmed'",
        f.people[who].v);
}

static enum err leave(int who, const char *last)
{
    return fixture_job(
        &f, leaver_record(f.store, f.now, f.people[who], support_day(last), fixture_why(&f)));
}

static void nothing_is_lost_before_the_day_is_over(void **state)
{
    (void)state;
    full_event();
    assert_ok(leave(ANA, "2026-11-06"));
    let_go("2026-11-06T23:00");
    assert_int_equal(places(ANA), 1);
    assert_ok(leaver_stay(f.store, f.people[ANA], fixture_why(&f)));
    let_go("2026-11-07T05:00");
    assert_int_equal(places(ANA), 1);
    assert_int_equal(places(BEN), 0);
    assert_int_equal(leaver_stay(f.store, f.people[ANA], fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-leaving");
}

static void places_go_to_whoever_waits(void **state)
{
    (void)state;
    full_event();
    assert_ok(leave(ANA, "2026-11-06"));
    let_go("2026-11-07T05:00");
    assert_int_equal(places(ANA), 0);
    assert_int_equal(places(BEN), 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[BEN]), 1);
    assert_int_equal(leaver_stay(f.store, f.people[ANA], fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "gone");
}

static struct event_id evening_of_one_slot(void)
{
    struct event_fields fields = fixture_event_fields(&f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    spark.fixed_minutes = 90 - 9;
    assert_ok(
        spark_event_create(f.store, f.now, f.people[CAT], &fields, &spark, fixture_why(&f), &id));
    fixture_publish(&f, id);
    return id;
}

static struct talk_id offer(struct event_id event, int lead, int joint)
{
    const struct talk_request request = {.event = event,
                                         .person = f.people[lead],
                                         .by = f.people[lead],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = 7,
                                         .co_presenters = &f.people[joint],
                                         .co_presenter_count = joint != lead,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(f.store, f.now, &request, fixture_why(&f), &placed));
    return placed.id;
}

static void talks_make_room_and_joint_ones_go_on(void **state)
{
    (void)state;
    struct event_id event = evening_of_one_slot();
    struct talk talk;
    struct talk_id own = offer(event, ANA, ANA), waiting = offer(event, BEN, CAT);
    assert_ok(leave(ANA, "2026-11-04"));
    assert_ok(leave(CAT, "2026-11-04"));
    let_go("2026-11-05T05:00");
    assert_ok(talk_find(f.store, own, f.arena, &talk));
    assert_int_equal(talk.status, TALK_WITHDRAWN);
    assert_ok(talk_find(f.store, waiting, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.presenter_count, 1);
}

/* Whoever said yes to it leads it on. */
static void who_offered_it_leaves_and_it_goes_on(void **state)
{
    (void)state;
    struct event_id event = evening_of_one_slot();
    struct talk talk;
    struct talk_id id = offer(event, ANA, CAT);
    assert_ok(
        fixture_job(&f, joint_answer(f.store, f.now, id, f.people[CAT], true, fixture_why(&f))));
    assert_ok(leave(ANA, "2026-11-04"));
    let_go("2026-11-05T05:00");
    assert_ok(talk_find(f.store, id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.presenter_count, 1);
    assert_int_equal(talk.person.v, f.people[CAT].v);
}

/* Everybody of a trust whose last day it was goes that night, whatever they held together. */
static void two_of_one_talk_leave_on_one_day(void **state)
{
    (void)state;
    struct talk talk;
    const struct person_id joint[] = {f.people[ANA], f.people[BEN]};
    struct event_id event = evening_of_one_slot();
    struct talk_id id = offer(event, CAT, CAT);
    struct talk_placed placed;
    const struct talk_edit edit = {.talk = id,
                                   .by = f.people[CAT],
                                   .co_presenters = joint,
                                   .co_presenter_count = 2,
                                   .lengths = &LENGTHS};
    assert_ok(fixture_job(&f, talk_change(f.store, f.now, &edit, fixture_why(&f), &placed)));
    assert_ok(leave(ANA, "2026-11-04"));
    assert_ok(leave(BEN, "2026-11-04"));
    let_go("2026-11-05T05:00");
    assert_ok(talk_find(f.store, id, f.arena, &talk));
    assert_int_equal(talk.status, TALK_CONFIRMED);
    assert_int_equal(talk.presenter_count, 1);
    /* the rest of the cast is refused whoever has left */
    assert_int_equal(talk_change(f.store, f.now, &edit, fixture_why(&f), &placed), ERR_INVALID);
}

static int64_t are_gone(void)
{
    return fixture_count(&f, "SELECT count(*) FROM person WHERE gone_at > $1", 0);
}

/* Whose leaving is refused is named, keeps what they have, and keeps nobody else. */
static void one_who_is_refused_keeps_no_other(void **state)
{
    static const char refuse[] =
        "CREATE TRIGGER refused BEFORE UPDATE OF gone_at ON person WHEN NEW.id = %lld"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END";
    static const char named[] = "SELECT count(*) FROM audit WHERE action = 'person-not-let-go'"
                                " AND object_id = $1 AND detail = 'conflict'";
    (void)state;
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    for (int who = ANA; who <= CAT; who++) {
        assert_int_equal(book(event, who), BOOKING_CONFIRMED);
        assert_ok(leave(who, "2026-11-04"));
    }
    assert_ok(
        store_script(f.store, str_of(arena_printf(f.arena, refuse, (long long)f.people[BEN].v))));
    let_go("2026-11-05T05:00");
    assert_int_equal(are_gone(), 2);
    assert_int_equal(places(ANA) + places(CAT), 0);
    assert_int_equal(places(BEN), 1);
    assert_int_equal(fixture_count(&f, named, f.people[BEN].v), 1);
    assert_ok(store_script(f.store, STR("DROP TRIGGER refused")));
    let_go("2026-11-06T05:00"); /* tried again with the next day's work */
    assert_int_equal(are_gone(), 3);
    assert_int_equal(places(BEN), 0);
}

/* Nothing of it is asked of them again: not while a slot is offered, and not once booking is
 * closed. */
static void off_a_talk_whatever_stands_in_the_way(void **state)
{
    (void)state;
    const struct talk_offer_setting ask = {24, false};
    struct event_id event = evening_of_one_slot();
    struct talk talk;
    struct talk_id own = offer(event, ANA, ANA), asked = offer(event, CAT, BEN);
    assert_ok(talk_offer_setting_save(f.store, f.now, event, &ask, fixture_why(&f)));
    assert_ok(talk_withdraw(f.store, f.now, own, f.people[ANA], fixture_why(&f)));
    assert_ok(store_exec(f.store, "UPDATE event SET booking_closes_at = $1 WHERE id = $2",
                         PARAMS(p_instant(f.now), p_int(event.v))));
    assert_ok(leave(BEN, "2026-11-02"));
    let_go("2026-11-03T05:00");
    assert_ok(talk_find(f.store, asked, f.arena, &talk));
    assert_int_equal(talk.status, TALK_OFFERED);
    assert_int_equal(talk.presenter_count, 1);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[BEN].v), 0);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[CAT].v), 1);
}

static bool is_given(int who, const char *text)
{
    struct held_data data;
    assert_ok(held_data_read(f.store, f.people[who], f.arena, &data));
    for (int i = 0; i < data.count; i++) {
        const struct held_section *section = &data.sections[i];
        for (int k = 0; k < section->row_count * section->column_count; k++) {
            if (strcmp(section->rows[k / section->column_count][k % section->column_count], text) ==
                0)
                return true;
        }
    }
    return false;
}

static bool is_instant_given(int who, struct instant at)
{
    char text[INSTANT_TEXT_MAX];
    tz_format(at, text);
    return is_given(who, text);
}

/* UK GDPR, Articles 15 and 17: a talk knows when somebody has to go home, and what they need. */
static void what_a_talk_needs_is_given_and_goes_with_them(void **state)
{
    (void)state;
    int64_t rows = 1;
    const struct instant leaves = support_at("2026-11-12T16:41");
    struct talk_id talk = offer(evening_of_one_slot(), BEN, ANA);
    assert_ok(store_exec(f.store, "UPDATE talk SET leave_at = $1, kit = 'hoist' WHERE id = $2",
                         PARAMS(p_instant(leaves), p_int(talk.v))));
    assert_ok(store_exec(f.store,
                         "INSERT INTO draw_pin (talk_id, first, leave_at) VALUES ($1, 1, $2)",
                         PARAMS(p_int(talk.v), p_instant(instant_add(leaves, 60)))));
    assert_true(is_given(ANA, "hoist") && is_given(BEN, "hoist") && !is_given(CAT, "hoist"));
    assert_true(is_instant_given(ANA, leaves) && is_instant_given(ANA, instant_add(leaves, 60)));
    assert_ok(leave(ANA, "2026-11-20"));
    let_go("2026-11-21T05:00");
    f.now = support_at("2029-01-10T05:00");
    while (rows)
        assert_ok(retention_run_some(f.store, f.people[CAT], f.now, f.arena, &rows));
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM talk WHERE id = $1 AND kit = '' AND"
                                   " leave_at IS NULL",
                                   talk.v),
                     1);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM draw_pin WHERE talk_id = $1", talk.v),
                     0);
}

/* Everything that has dates ends with the last day; every way in ends. */
static void all_that_has_dates_ends_with_that_day(void **state)
{
    (void)state;
    struct grants grants;
    struct grant_id grant;
    struct relation_id relation;
    struct person_schools schools;
    char token[TOKEN_TEXT_MAX];
    const struct grant_new deputy = {
        f.people[ANA], {ROLE_CPD_DEPUTY, f.oak}, DAY_NONE, DAY_NONE, {0}};
    const struct relation_new mentors = {RELATION_PD_MENTOR, f.people[BEN], f.people[ANA],
                                         support_day("2026-09-01"), DAY_NONE};
    struct day today = tz_day(f.now), last = support_day("2026-11-06");
    unsigned between;
    assert_ok(grant_begin(f.store, &deputy, today, fixture_why(&f), &grant));
    assert_ok(relation_begin(f.store, &mentors, today, fixture_why(&f), &relation));
    const struct session_new session = {.person = f.people[ANA], .agent = STR("")};
    assert_ok(session_start(f.store, &session, f.now, token));
    assert_ok(leave(ANA, "2026-11-06"));
    let_go("2026-11-07T05:00");
    assert_ok(grant_list(f.store, f.people[ANA], last, &grants));
    assert_int_equal(grants.count, 1);
    assert_ok(grant_list(f.store, f.people[ANA], day_add(last, 1), &grants));
    assert_int_equal(grants.count, 0);
    assert_ok(person_schools(f.store, f.people[ANA], last, &schools));
    assert_int_equal(schools.count, 1);
    assert_ok(person_schools(f.store, f.people[ANA], day_add(last, 1), &schools));
    assert_int_equal(schools.count, 0);
    assert_ok(relation_between(f.store, f.people[BEN], f.people[ANA], day_add(last, 1), &between));
    assert_int_equal(between, 0);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM session WHERE person_id = $1", f.people[ANA].v), 0);
}

/* Those that go on; one that would begin later never was. */
static void groups_bodies_and_ways_in_end_too(void **state)
{
    static const struct {
        const char *make, *goes_on;
    } things[] = {
        {"INSERT INTO org_group_member (group_id, person_id, duty, from_on) VALUES (1, $1, "
         "'leader',"
         " 20000)",
         "SELECT count(*) FROM org_group_member WHERE person_id = $1 AND to_on IS NULL"},
        {"INSERT INTO org_group_member (group_id, person_id, duty, from_on) VALUES (1, $1, "
         "'member',"
         " 30000)",
         "SELECT count(*) FROM org_group_member WHERE person_id = $1 AND to_on >= from_on"
         " AND from_on = 30000"},
        {"INSERT INTO governing_body_member (body_id, person_id, duty, from_on)"
         " VALUES (1, $1, 'clerk', 20000)",
         "SELECT count(*) FROM governing_body_member WHERE person_id = $1 AND to_on IS NULL"},
        {"INSERT INTO feed (token_sha256, person_id, scope, created_at) VALUES ('x', $1, 'me', 0)",
         "SELECT count(*) FROM feed WHERE person_id = $1 AND revoked_at IS NULL"},
    };
    const struct api_token_new wish = {.person = f.people[ANA], .from = f.now, .days = 30};
    char token[TOKEN_TEXT_MAX];
    struct actor actor;
    int64_t id;
    (void)state;
    assert_ok(store_exec(
        f.store, "INSERT INTO org_group (id, kind, name) VALUES (1, 'team', 'Sport')", PARAMS()));
    assert_ok(
        store_exec(f.store, "INSERT INTO governing_body (id, name) VALUES (1, 'Board')", PARAMS()));
    for (size_t i = 0; i < COUNT_OF(things); i++)
        assert_ok(store_exec(f.store, things[i].make, PARAMS(p_int(f.people[ANA].v))));
    assert_ok(api_token_create(f.store, &wish, token));
    assert_ok(leave(ANA, "2026-11-06"));
    assert_ok(api_token_find(f.store, str_of(token), f.now, &id, &actor));
    let_go("2026-11-07T05:00");
    for (size_t i = 0; i < COUNT_OF(things); i++)
        assert_int_equal(fixture_count(&f, things[i].goes_on, f.people[ANA].v), 0);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM api_token WHERE person_id = $1 AND revoked_at > 0",
                      f.people[ANA].v),
        1);
}

static void the_last_administrator_stays(void **state)
{
    (void)state;
    struct grant_id id;
    const struct grant_new admin = {
        f.people[ANA], {ROLE_ADMINISTRATOR, {0}}, DAY_NONE, DAY_NONE, {0}};
    struct grant_new other = admin;
    other.person = f.people[BEN];
    assert_ok(grant_begin(f.store, &admin, tz_day(f.now), fixture_why(&f), &id));
    assert_int_equal(leave(ANA, "2026-11-06"), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "last-administrator");
    assert_ok(grant_begin(f.store, &other, tz_day(f.now), fixture_why(&f), &id));
    assert_ok(leave(ANA, "2026-11-06"));
}

static void who_comes_back_has_their_record_again(void **state)
{
    (void)state;
    struct person_record record;
    full_event();
    assert_ok(leave(ANA, "2026-10-30")); /* late: at once */
    assert_int_equal(places(ANA), 0);
    assert_ok(person_record_find(f.store, f.people[ANA], f.arena, &record));
    assert_int_equal(record.gone_at.v, f.now.v);
    assert_ok(leaver_return(f.store, f.people[ANA], f.arena));
    assert_ok(person_record_find(f.store, f.people[ANA], f.arena, &record));
    assert_true(day_is_none(record.left_on) && record.gone_at.v == 0);
    assert_int_equal(leave(ANA, "2026-11-06"), OK);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(nothing_is_lost_before_the_day_is_over), T(places_go_to_whoever_waits),
        T(talks_make_room_and_joint_ones_go_on),   T(all_that_has_dates_ends_with_that_day),
        T(groups_bodies_and_ways_in_end_too),      T(the_last_administrator_stays),
        T(who_comes_back_has_their_record_again),  T(what_a_talk_needs_is_given_and_goes_with_them),
        T(who_offered_it_leaves_and_it_goes_on),   T(two_of_one_talk_leave_on_one_day),
        T(off_a_talk_whatever_stands_in_the_way),  T(one_who_is_refused_keeps_no_other),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
