/* DESIGN: what an evening comes to for its talks: calendars while it runs, who spoke for good. */
#include "fixture.h"

#include "draw_store.h"
#include "programme_publish.h"
#include "register.h"
#include "spark_event.h"
#include "stage.h"
#include "stage_talk.h"
#include "talk_library.h"

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

enum { PEOPLE = 8, FIRST = 1, SECOND = 2, RESERVE = 3 };

struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id first, second, reserve;
    struct instant doors;
};

static struct talk_id offer(struct evening *e, struct event_id event, int person,
                            enum talk_status status)
{
    const struct talk_request request = {.event = event,
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

static struct event_id spark_on(struct evening *e, const char *from, const char *to)
{
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    struct event_id id = {0};
    fields.kind = EVENT_SPARK;
    fields.starts_at = support_at(from);
    fields.ends_at = support_at(to);
    spark.changeover_s = 60;
    spark.fixed_minutes = 0;
    spark.talks_a_person = 2;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &id));
    fixture_publish(&e->f, id);
    return id;
}

/* Two talks and one reserve, from 16:00 on, with time for both. */
static void start(struct evening *e)
{
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    e->spark = spark_on(e, "2026-11-12T16:00", "2026-11-12T16:16");
    e->first = offer(e, e->spark, FIRST, TALK_CONFIRMED);
    e->second = offer(e, e->spark, SECOND, TALK_CONFIRMED);
    e->reserve = offer(e, e->spark, RESERVE, TALK_WAITING);
    e->doors = support_at("2026-11-12T16:00");
    e->f.now = e->doors;
}

static void announce(struct evening *e)
{
    struct programme_board board;
    struct event event = fixture_find(&e->f, e->spark);
    assert_ok(programme_board_find(e->f.store, &event, e->f.arena, &board));
    assert_ok(programme_publish(e->f.store, e->f.now, &event, &board, e->f.people[0],
                                fixture_why(&e->f)));
}

static void act(struct evening *e, int at_s, enum stage_kind kind, struct talk_id talk)
{
    const struct stage_request request = {
        .event = e->spark, .room = 1, .kind = kind, .talk = talk, .by = e->f.people[0]};
    struct stage_done done;
    e->f.now = instant_add(e->doors, at_s);
    assert_ok(
        fixture_job(&e->f, stage_act(e->f.store, e->f.now, &request, fixture_why(&e->f), &done)));
}

static void tick(struct evening *e, int at_s)
{
    e->f.now = instant_add(e->doors, at_s);
    assert_ok(stage_talk_keep_due(e->f.store, e->f.now, e->f.arena));
}

/* As their calendar has it. */
static struct talk_entry entry(struct evening *e, int person)
{
    struct talk_list list;
    assert_ok(talk_list_between(e->f.store, e->f.people[person], instant_add(e->doors, -86400),
                                instant_add(e->doors, 86400), e->f.arena, &list));
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static void assert_at(struct evening *e, int person, int from_s, int to_s)
{
    struct talk_entry talk = entry(e, person);
    assert_int_equal(talk.starts_at.v - e->doors.v, from_s);
    assert_int_equal(talk.ends_at.v - e->doors.v, to_s);
}

/* ---- calendars ---- */

static void an_over_run_moves_those_behind(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    announce(&e);
    int64_t mails = fixture_mails(&e.f, "talk-slot", (struct person_id){0});
    struct talk_entry before = entry(&e, SECOND);
    assert_at(&e, SECOND, 480, 900);
    act(&e, 0, STAGE_START, e.first);
    tick(&e, 60);
    assert_int_equal(entry(&e, SECOND).seq, before.seq); /* all is as announced */
    tick(&e, 420 + 200); /* nobody pressed anything: they simply go on */
    assert_at(&e, SECOND, 660, 1080);
    assert_at(&e, FIRST, 0, 660);
    struct talk_entry later = entry(&e, SECOND);
    assert_int_equal(later.expected_at.v, later.starts_at.v);
    assert_int_equal(later.announced_at.v, before.starts_at.v);
    assert_true(later.seq > before.seq);
    assert_true(later.modified_at.v > before.modified_at.v);
    tick(&e, 420 + 210);
    assert_int_equal(entry(&e, SECOND).seq, later.seq); /* within the minute nothing moves */
    act(&e, 600 + 60, STAGE_STOP, (struct talk_id){0});
    act(&e, 900, STAGE_START, e.second);
    assert_at(&e, SECOND, 900, 1320);
    assert_int_equal(entry(&e, SECOND).expected_at.v, 0);
    act(&e, 1300, STAGE_STOP, (struct talk_id){0});
    assert_at(&e, SECOND, 480, 900); /* over: as it was announced */
    assert_true(entry(&e, SECOND).seq > later.seq);
    assert_int_equal(fixture_mails(&e.f, "talk-slot", (struct person_id){0}), mails);
    fixture_done(&e.f);
}

static void what_is_undone_is_undone_in_calendars(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    announce(&e);
    act(&e, 300, STAGE_START, e.first);
    assert_at(&e, SECOND, 780, 1200);
    act(&e, 300, STAGE_UNDO, (struct talk_id){0});
    assert_at(&e, SECOND, 480, 900);
    assert_at(&e, FIRST, 0, 420);
    fixture_done(&e.f);
}

static void whoever_forgets_to_stop_ends_it_by_closing(void **state)
{
    struct evening e;
    struct stage stage;
    (void)state;
    start(&e);
    announce(&e);
    act(&e, 300, STAGE_START, e.first);
    tick(&e, 3600);
    assert_at(&e, SECOND, 3660, 4080);
    tick(&e, 960 + STAGE_AFTER_S + 1);
    assert_at(&e, SECOND, 480, 900);
    assert_ok(stage_find(e.f.store, e.f.now, e.spark, e.f.arena, &stage));
    assert_int_equal(stage.rooms[0].phase, STAGE_OVER);
    assert_int_equal(stage.rooms[0].on, -1);
    assert_int_equal(stage.rooms[0].rows[0].part, STAGE_GIVEN);
    assert_int_equal(stage.rooms[0].rows[0].ended.v - e.doors.v, 720);
    assert_int_equal(fixture_count(&e.f,
                                   "SELECT count(*) FROM stage_talk WHERE calendar_from IS NOT NULL"
                                   " AND event_id = $1",
                                   e.spark.v),
                     0);
    fixture_done(&e.f);
}

/* A stage nobody uses: by the programme the first was given, and the second is half through. */
static void what_was_given_is_not_withdrawn(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    announce(&e);
    e.f.now = instant_add(e.doors, 700);
    for (int i = FIRST; i <= SECOND; i++) {
        struct talk_id talk = i == FIRST ? e.first : e.second;
        enum err err = fixture_job(
            &e.f, talk_withdraw(e.f.store, e.f.now, talk, e.f.people[i], fixture_why(&e.f)));
        assert_int_equal(err, ERR_CONFLICT);
        assert_string_equal(e.f.why.slug, "too-late");
    }
    e.f.now = instant_add(e.doors, 479);
    assert_ok(fixture_job(
        &e.f, talk_withdraw(e.f.store, e.f.now, e.second, e.f.people[SECOND], fixture_why(&e.f))));
    fixture_done(&e.f);
}

/* ---- what is announced stands ---- */

static void publishes(struct evening *e, const char *slug)
{
    struct programme_board board;
    struct event event = fixture_find(&e->f, e->spark);
    assert_ok(programme_board_find(e->f.store, &event, e->f.arena, &board));
    enum err err = fixture_job(&e->f, programme_publish(e->f.store, e->f.now, &event, &board,
                                                        e->f.people[0], fixture_why(&e->f)));
    assert_int_equal(err, slug ? ERR_CONFLICT : OK);
    if (slug)
        assert_string_equal(e->f.why.slug, slug);
}

/* The two change places on the board. */
static void turn_round(struct evening *e)
{
    const struct programme_slot items[] = {{e->second, 1, e->doors, false},
                                           {e->first, 1, instant_add(e->doors, 480), false}};
    const struct programme_slots slots = {(struct programme_slot *)items, 2};
    const struct programme_draft draft = {e->spark, PROGRAMME_MOVED, e->f.people[0], &slots};
    int64_t id = 0;
    assert_ok(programme_version_add(e->f.store, e->f.now, &draft, &id));
}

static void nothing_is_announced_over_a_stage(void **state)
{
    struct evening e;
    struct stage stage;
    (void)state;
    start(&e);
    announce(&e);
    turn_round(&e);
    act(&e, 0, STAGE_START, e.first);
    publishes(&e, "begun");
    assert_ok(stage_find(e.f.store, e.f.now, e.spark, e.f.arena, &stage));
    assert_int_equal(stage.rooms[0].rows[stage.rooms[0].on].talk.v, e.first.v);
    act(&e, 1, STAGE_UNDO, (struct talk_id){0});
    publishes(&e, "begun"); /* the first has begun by the clock (H10) */
    e.f.now = instant_add(e.doors, -60);
    publishes(&e, NULL);
    fixture_done(&e.f);
}

/* Somebody tried the remote, then it snowed. */
static void an_evening_put_off_begins_anew(void **state)
{
    struct evening e;
    struct stage stage;
    struct spark_change change = {.event = {0}};
    (void)state;
    start(&e);
    announce(&e);
    act(&e, -600, STAGE_START, e.first);
    change.event = e.spark;
    change.fields = fixture_find(&e.f, e.spark).fields;
    change.fields.starts_at = support_at("2026-11-19T16:00");
    change.fields.ends_at = support_at("2026-11-19T16:16");
    assert_ok(
        fixture_job(&e.f, spark_event_update(e.f.store, e.f.now, &change, fixture_why(&e.f))));
    e.doors = change.fields.starts_at;
    assert_ok(stage_find(e.f.store, e.f.now, e.spark, e.f.arena, &stage));
    assert_false(stage.runs);
    assert_int_equal(stage.rooms[0].phase, STAGE_BEFORE);
    turn_round(&e);
    publishes(&e, NULL);
    fixture_done(&e.f);
}

static void nothing_is_announced_when_it_is_over(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    e.f.now = instant_add(e.doors, 300);
    publishes(&e, "begun"); /* for a time that is past */
    e.f.now = instant_add(e.doors, 960);
    publishes(&e, "over");
    fixture_done(&e.f);
}

/* ---- who spoke ---- */

static void a_reserve_for_the_first(struct evening *e)
{
    act(e, 0, STAGE_NO_SHOW, e->first);
    act(e, 30, STAGE_START, (struct talk_id){0});
    act(e, 400, STAGE_STOP, (struct talk_id){0});
}

static bool is_on_register(struct evening *e, int person)
{
    struct register_states states;
    struct register_roll roll;
    assert_ok(register_list(e->f.store, e->spark, e->f.arena, &states));
    assert_ok(register_roll(e->f.store, e->spark, states.items[0].session, e->f.arena, &roll));
    for (int i = 0; i < roll.count; i++)
        if (roll.items[i].person.v == e->f.people[person].v)
            return roll.items[i].presents;
    return false;
}

static int past_talks(struct evening *e, int person)
{
    struct talk_list list;
    assert_ok(talk_list(e->f.store, e->f.people[person], BOOKING_PAST, instant_add(e->doors, 86400),
                        10, e->f.arena, &list));
    return list.count;
}

static void a_reserve_who_spoke_has_spoken(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_false(is_on_register(&e, RESERVE));
    a_reserve_for_the_first(&e);
    assert_true(is_on_register(&e, RESERVE));
    assert_int_equal(past_talks(&e, RESERVE), 1);
    assert_int_equal(past_talks(&e, FIRST), 0); /* noted as not there */
    assert_int_equal(past_talks(&e, SECOND), 1);
    assert_true(is_on_register(&e, FIRST)); /* to be marked as absent */
    act(&e, 900, STAGE_START, e.second);
    act(&e, 1000, STAGE_STOP, (struct talk_id){0});
    struct talk_entry own = entry(&e, RESERVE);
    assert_true(own.spoke);
    assert_int_equal(own.starts_at.v - e.doors.v, 30); /* no slot of its own: as it was given */
    assert_int_equal(own.ends_at.v - e.doors.v, 400);
    fixture_done(&e.f);
}

static void undo_takes_it_back(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    a_reserve_for_the_first(&e);
    act(&e, 410, STAGE_UNDO, (struct talk_id){0}); /* the stop: they speak still */
    assert_true(is_on_register(&e, RESERVE));
    act(&e, 411, STAGE_UNDO, (struct talk_id){0}); /* the start */
    assert_false(is_on_register(&e, RESERVE));
    act(&e, 412, STAGE_UNDO, (struct talk_id){0}); /* not here */
    assert_int_equal(past_talks(&e, FIRST), 1);
    assert_int_equal(past_talks(&e, RESERVE), 0);
    fixture_done(&e.f);
}

static bool may_share(struct evening *e, struct talk_id id, int person)
{
    struct talk talk;
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    const struct talk_after_edit edit = {.talk = &talk,
                                         .by = e->f.people[person],
                                         .recommendations = "Read it aloud.",
                                         .slides_link = "",
                                         .agrees = true};
    return fixture_job(&e->f, talk_after_save(e->f.store, e->f.now, &edit, fixture_why(&e->f))) ==
           OK;
}

static void it_may_be_shared_and_the_absent_one_may_not(void **state)
{
    struct evening e;
    struct library library;
    (void)state;
    start(&e);
    a_reserve_for_the_first(&e);
    e.f.now = instant_add(e.doors, 86400);
    assert_true(may_share(&e, e.reserve, RESERVE));
    assert_false(may_share(&e, e.first, FIRST));
    assert_string_equal(e.f.why.slug, "not-in-programme");
    const struct library_filter filter = {
        .category = "", .theme = "", .q = "", .limit = TALK_LIBRARY_MAX};
    assert_ok(talk_library_list(e.f.store, e.f.now, &filter, e.f.arena, &library));
    assert_int_equal(library.count, 1);
    assert_int_equal(library.items[0].talk.id.v, e.reserve.v);
    fixture_done(&e.f);
}

static bool is_first_timer(struct evening *e, struct event_id event, struct talk_id talk)
{
    struct draw_needs needs;
    assert_ok(draw_store_needs(e->f.store, event, e->f.arena, &needs));
    for (int i = 0; i < needs.count; i++)
        if (needs.items[i].pin.talk.v == talk.v)
            return needs.items[i].first_timer;
    fail();
    return false;
}

static void who_spoke_is_no_first_timer(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    a_reserve_for_the_first(&e);
    struct event_id next = spark_on(&e, "2026-12-10T16:00", "2026-12-10T17:00");
    struct talk_id reserve = offer(&e, next, RESERVE, TALK_CONFIRMED);
    struct talk_id absent = offer(&e, next, FIRST, TALK_CONFIRMED);
    assert_false(is_first_timer(&e, next, reserve));
    assert_true(is_first_timer(&e, next, absent));
    fixture_done(&e.f);
}

/* ---- the register follows ---- */

static struct register_standing stands(struct evening *e, int person)
{
    struct register_states states;
    struct register_roll roll;
    assert_ok(register_list(e->f.store, e->spark, e->f.arena, &states));
    assert_ok(register_roll(e->f.store, e->spark, states.items[0].session, e->f.arena, &roll));
    for (int i = 0; i < roll.count; i++)
        if (roll.items[i].person.v == e->f.people[person].v)
            return roll.items[i].standing;
    return (struct register_standing){.mark = REGISTER_NONE};
}

static void say_at_the_door(struct evening *e, int person, enum register_mark_kind mark)
{
    struct register_states states;
    struct register_marked marked;
    assert_ok(register_list(e->f.store, e->spark, e->f.arena, &states));
    const struct register_mark said = {.event = e->spark,
                                       .session = states.items[0].session,
                                       .person = e->f.people[person],
                                       .mark = mark,
                                       .by = e->f.people[4]};
    assert_ok(register_take(e->f.store, e->f.now, &said, fixture_why(&e->f), &marked));
}

static void whoever_speaks_is_here(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    act(&e, 0, STAGE_START, e.first);
    assert_int_equal(stands(&e, FIRST).mark, REGISTER_HERE);
    assert_int_equal(stands(&e, SECOND).mark, REGISTER_NONE);
    act(&e, 10, STAGE_UNDO, (struct talk_id){0});
    assert_int_equal(stands(&e, FIRST).mark, REGISTER_NONE);
    act(&e, 20, STAGE_START, e.first);
    assert_int_equal(stands(&e, FIRST).mark, REGISTER_HERE);
    fixture_done(&e.f);
}

/* Who was asked to give it together and has not answered may not be there at all. */
static void an_asked_presenter_does_not_hold_up_the_stage(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    const struct talk_edit edit = {.talk = e.first,
                                   .by = e.f.people[FIRST],
                                   .co_presenters = &e.f.people[5],
                                   .co_presenter_count = 1};
    struct talk_placed placed;
    e.f.now = instant_add(e.doors, -86400);
    assert_ok(
        fixture_job(&e.f, talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed)));
    act(&e, 0, STAGE_START, e.first);
    assert_int_equal(stands(&e, FIRST).mark, REGISTER_HERE);
    assert_int_equal(stands(&e, 5).mark, REGISTER_NONE);
    fixture_done(&e.f);
}

static void what_was_said_at_the_door_stands(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    say_at_the_door(&e, FIRST, REGISTER_ABSENT);
    act(&e, 10, STAGE_START, e.first);
    assert_int_equal(stands(&e, FIRST).mark, REGISTER_ABSENT);
    act(&e, 400, STAGE_STOP, (struct talk_id){0});
    act(&e, 500, STAGE_START, e.second);
    assert_int_equal(stands(&e, SECOND).mark, REGISTER_HERE);
    say_at_the_door(&e, SECOND, REGISTER_NONE); /* a person took it back */
    act(&e, 600, STAGE_STOP, (struct talk_id){0});
    assert_int_equal(stands(&e, SECOND).mark, REGISTER_NONE);
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_over_run_moves_those_behind),
        cmocka_unit_test(what_is_undone_is_undone_in_calendars),
        cmocka_unit_test(whoever_forgets_to_stop_ends_it_by_closing),
        cmocka_unit_test(what_was_given_is_not_withdrawn),
        cmocka_unit_test(nothing_is_announced_over_a_stage),
        cmocka_unit_test(an_evening_put_off_begins_anew),
        cmocka_unit_test(nothing_is_announced_when_it_is_over),
        cmocka_unit_test(a_reserve_who_spoke_has_spoken),
        cmocka_unit_test(undo_takes_it_back),
        cmocka_unit_test(it_may_be_shared_and_the_absent_one_may_not),
        cmocka_unit_test(who_spoke_is_no_first_timer),
        cmocka_unit_test(whoever_speaks_is_here),
        cmocka_unit_test(an_asked_presenter_does_not_hold_up_the_stage),
        cmocka_unit_test(what_was_said_at_the_door_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
