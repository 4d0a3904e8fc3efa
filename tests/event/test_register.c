/* DESIGN: the register as it is used: at the door, late, twice, corrected, closed and taken up. */
#include "fixture.h"

#include "register.h"
#include "register_rules.h"

/* A twilight of 12 November, 16:00 to 17:30, 90 minutes credited, two places, two people booked. */
struct door {
    struct fixture f;
    struct event_id event;
    struct register_states states;
    struct register_marked marked;
};

static void book(struct door *d, int person)
{
    const struct booking_request request = {
        .event = d->event, .person = d->f.people[person], .by = d->f.people[person]};
    struct booking_placed placed;
    assert_ok(booking_book(d->f.store, d->f.now, &request, fixture_why(&d->f), &placed));
}

static void open_door(struct door *d, int sessions)
{
    *d = (struct door){.event = {0}};
    fixture_init(&d->f, 6);
    struct event_fields fields = fixture_event_fields(&d->f);
    struct event_session_fields times[3];
    fields.capacity = 2;
    fields.hours_min = 90 * sessions;
    fields.counts = EVENT_COUNTS_INSET;
    d->event = fixture_event(&d->f, &fields);
    for (int i = 0; i < sessions; i++)
        times[i] = (struct event_session_fields){
            .starts_at = instant_add(fields.starts_at, (int64_t)i * 7 * 86400),
            .ends_at = instant_add(fields.ends_at, (int64_t)i * 7 * 86400)};
    if (sessions > 1)
        assert_ok(event_set_sessions(d->f.store, d->f.now, d->event, 0, times, sessions,
                                     fixture_why(&d->f)));
    book(d, 1);
    book(d, 2);
    d->f.now = support_at("2026-11-12T16:05");
    assert_ok(register_list(d->f.store, d->event, d->f.arena, &d->states));
    assert_int_equal(d->states.count, sessions);
}

static struct register_mark mark_of(const struct door *d, int person, enum register_mark_kind mark)
{
    return (struct register_mark){.event = d->event,
                                  .session = d->states.items[0].session,
                                  .person = d->f.people[person],
                                  .mark = mark,
                                  .by = d->f.people[0]};
}

static enum err send(struct door *d, const struct register_mark *mark)
{
    return fixture_job(&d->f,
                       register_mark(d->f.store, d->f.now, mark, fixture_why(&d->f), &d->marked));
}

static void say(struct door *d, int person, enum register_mark_kind kind)
{
    const struct register_mark mark = mark_of(d, person, kind);
    assert_ok(send(d, &mark));
    assert_true(d->marked.stands);
}

static enum err end(struct door *d, int session, const char *reason)
{
    const struct register_closing closing = {.event = d->event,
                                             .session = d->states.items[session].session,
                                             .by = d->f.people[0],
                                             .reason = reason};
    return reason ? fixture_job(&d->f,
                                register_reopen(d->f.store, d->f.now, &closing, fixture_why(&d->f)))
                  : fixture_job(&d->f,
                                register_close(d->f.store, d->f.now, &closing, fixture_why(&d->f)));
}

/* "attended 90", "absent -1", "confirmed -1" */
static void assert_booking(struct door *d, int person, const char *status, int credit_min)
{
    struct rows rows;
    assert_ok(store_find(d->f.store,
                         "SELECT status, coalesce(credit_min, -1) FROM booking WHERE event_id = $1"
                         " AND person_id = $2 ORDER BY id DESC",
                         PARAMS(p_int(d->event.v), p_int(d->f.people[person].v)), &rows));
    assert_str(rows_str(&rows, 0), status);
    assert_int_equal(rows_int(&rows, 1), credit_min);
    assert_ok(rows_end(&rows));
}

static struct register_roll roll_of(struct door *d, int session)
{
    struct register_roll roll;
    assert_ok(
        register_roll(d->f.store, d->event, d->states.items[session].session, d->f.arena, &roll));
    return roll;
}

/* ---- at the door ---- */

static void test_it_opens_an_hour_before(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    const struct register_mark mark = mark_of(&d, 1, REGISTER_HERE);
    d.f.now = support_at("2026-11-12T14:59");
    assert_int_equal(send(&d, &mark), ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "too-early");
    d.f.now = support_at("2026-11-12T15:00");
    assert_ok(send(&d, &mark));
    struct register_roll roll = roll_of(&d, 0);
    assert_int_equal(roll.count, 2);
    struct register_counts counts = register_count(&roll);
    assert_int_equal(counts.here, 1);
    assert_int_equal(counts.none, 1);
    fixture_done(&d.f);
}

static void test_a_mark_sent_twice_is_one(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    struct register_mark mark = mark_of(&d, 1, REGISTER_HERE);
    mark.key = "phone-1";
    assert_ok(send(&d, &mark));
    int64_t entry = d.marked.entry;
    assert_false(d.marked.repeated);
    d.f.now = instant_add(d.f.now, 600);
    assert_ok(send(&d, &mark));
    assert_true(d.marked.repeated && d.marked.stands);
    assert_int_equal(d.marked.entry, entry);
    assert_int_equal(fixture_count(&d.f, "SELECT count(*) FROM register_entry WHERE id > $1", 0),
                     1);
    mark.mark = REGISTER_ABSENT;
    assert_int_equal(send(&d, &mark), ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "key-used");
    mark.key = "phone 1";
    assert_int_equal(send(&d, &mark), ERR_INVALID);
    assert_true(fixture_refused(&d.f, "key"));
    fixture_done(&d.f);
}

/* A phone that was out of reach sends late what it took early. */
static void test_what_was_taken_last_stands(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    struct register_mark late = mark_of(&d, 1, REGISTER_HERE), early = late;
    late.at = support_at("2026-11-12T16:04");
    early.at = support_at("2026-11-12T16:02");
    early.mark = REGISTER_ABSENT;
    assert_ok(send(&d, &late));
    assert_ok(send(&d, &early));
    assert_false(d.marked.stands);
    assert_int_equal(d.marked.standing.mark, REGISTER_HERE);
    late.mark = REGISTER_EXCUSED; /* taken at the same moment: who arrives later */
    assert_ok(send(&d, &late));
    assert_true(d.marked.stands);
    early.at = support_at("2026-11-12T18:00"); /* no clock runs ahead of ours */
    assert_ok(send(&d, &early));
    assert_int_equal(d.marked.standing.at.v, d.f.now.v);
    struct register_history history;
    assert_ok(register_history(d.f.store, early.session, early.person, d.f.arena, &history));
    assert_int_equal(history.count, 4);
    assert_true(history.items[0].stands);
    assert_false(history.items[1].stands);
    fixture_done(&d.f);
}

static void test_minutes_are_checked(void **state)
{
    static const struct {
        enum register_mark_kind mark;
        int late, early, away;
        const char *field;
    } BAD[] = {{REGISTER_HERE, 91, 0, 0, "late_min"},   {REGISTER_HERE, -1, 0, 0, "late_min"},
               {REGISTER_HERE, 60, 31, 0, "early_min"}, {REGISTER_HERE, 30, 30, 31, "away_min"},
               {REGISTER_ABSENT, 5, 0, 0, "late_min"},  {REGISTER_EXCUSED, 0, 5, 0, "early_min"}};
    struct door d;
    (void)state;
    open_door(&d, 1);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct register_mark mark = mark_of(&d, 1, BAD[i].mark);
        mark.late_min = BAD[i].late;
        mark.early_min = BAD[i].early;
        mark.away_min = BAD[i].away;
        assert_int_equal(send(&d, &mark), ERR_INVALID);
        assert_true(fixture_refused(&d.f, BAD[i].field));
    }
    struct register_mark mark = mark_of(&d, 1, REGISTER_HERE);
    mark.late_min = mark.early_min = mark.away_min = 30;
    assert_ok(send(&d, &mark));
    fixture_done(&d.f);
}

/* ---- without a booking ---- */

static enum err walk_in(struct door *d, int person)
{
    const struct register_mark mark = mark_of(d, person, REGISTER_HERE);
    return fixture_job(
        &d->f, register_walk_in(d->f.store, d->f.now, &mark, fixture_why(&d->f), &d->marked));
}

static void test_walk_ins_stand_in_the_room(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    const struct register_mark stranger = mark_of(&d, 3, REGISTER_HERE);
    assert_int_equal(send(&d, &stranger), ERR_INVALID);
    assert_true(fixture_refused(&d.f, "person"));
    int64_t mails = fixture_count(&d.f, "SELECT count(*) FROM outbox WHERE id > $1", 0);
    assert_ok(walk_in(&d, 3));
    assert_ok(walk_in(&d, 3)); /* on it already */
    struct register_roll roll = roll_of(&d, 0);
    assert_int_equal(roll.count, 3);
    assert_int_equal(register_count(&roll).walk_ins, 1);
    assert_int_equal(register_count(&roll).beyond, 1); /* both places were taken */
    assert_int_equal(fixture_find(&d.f, d.event).taken, 2);
    assert_int_equal(fixture_count(&d.f, "SELECT count(*) FROM outbox WHERE id > $1", 0), mails);
    assert_int_equal(
        fixture_count(&d.f, "SELECT count(*) FROM busy WHERE person_id = $1", d.f.people[3].v), 1);
    struct register_mark nobody = stranger;
    nobody.person = (struct person_id){999};
    assert_int_equal(register_walk_in(d.f.store, d.f.now, &nobody, fixture_why(&d.f), &d.marked),
                     ERR_INVALID);
    fixture_done(&d.f);
}

static void test_undo_takes_them_off_again(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    struct register_mark undo = mark_of(&d, 1, REGISTER_HERE);
    say(&d, 1, REGISTER_HERE);
    assert_ok(register_undo(d.f.store, d.f.now, &undo, fixture_why(&d.f), &d.marked));
    struct register_roll roll = roll_of(&d, 0);
    assert_int_equal(roll.count, 2);
    assert_int_equal(register_count(&roll).none, 2);
    assert_ok(walk_in(&d, 3));
    undo.person = d.f.people[3];
    assert_ok(register_undo(d.f.store, d.f.now, &undo, fixture_why(&d.f), &d.marked));
    assert_int_equal(roll_of(&d, 0).count, 2);
    assert_booking(&d, 3, "withdrawn", -1);
    assert_int_equal(fixture_find(&d.f, d.event).taken, 2);
    fixture_done(&d.f);
}

/* Whoever waited and came has a place if somebody's came free, and is off the list. */
static void test_who_waited_is_let_in(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    d.f.now = support_at("2026-11-10T09:00");
    book(&d, 3);
    assert_booking(&d, 3, "waiting", -1);
    d.f.now = support_at("2026-11-12T16:05");
    assert_ok(walk_in(&d, 3));
    assert_booking(&d, 3, "confirmed", -1);
    assert_int_equal(fixture_find(&d.f, d.event).waiting, 0);
    assert_int_equal(fixture_find(&d.f, d.event).taken, 2);
    fixture_done(&d.f);
}

/* ---- the end ---- */

static void test_closing_makes_attendance_and_hours(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    struct register_mark late = mark_of(&d, 1, REGISTER_HERE);
    late.late_min = 7;
    late.early_min = 5;
    assert_ok(send(&d, &late));
    assert_ok(walk_in(&d, 3));
    assert_int_equal(end(&d, 0, NULL), ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "too-early");
    d.f.now = support_at("2026-11-12T17:30");
    assert_ok(end(&d, 0, NULL));
    assert_booking(&d, 1, "attended", 78);
    assert_booking(&d, 2, "absent", -1);
    assert_booking(&d, 3, "attended", 90);
    assert_int_equal(fixture_find(&d.f, d.event).status, EVENT_DONE);
    struct booking_list past; /* what they see of it themselves */
    assert_ok(booking_list(d.f.store, d.f.people[1], BOOKING_PAST, d.f.now, 10, d.f.arena, &past));
    assert_int_equal(past.count, 1);
    assert_int_equal(past.items[0].status, BOOKING_ATTENDED);
    assert_int_equal(past.items[0].credit_min, 78);
    assert_ok(end(&d, 0, NULL)); /* no change */
    fixture_done(&d.f);
}

static void test_a_correction_says_why(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    d.f.now = support_at("2026-11-12T17:30");
    assert_ok(end(&d, 0, NULL));
    struct register_mark mark = mark_of(&d, 2, REGISTER_HERE);
    assert_int_equal(send(&d, &mark), ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "register-closed");
    mark.reason = "Signed the sheet";
    mark.late_min = 30;
    assert_ok(send(&d, &mark));
    assert_booking(&d, 2, "attended", 60);
    assert_true(roll_of(&d, 0).items[1].corrected);
    assert_int_equal(fixture_count(&d.f,
                                   "SELECT count(*) FROM audit WHERE action ="
                                   " 'register-correct' AND object_id = $1",
                                   d.event.v),
                     1);
    assert_ok(register_undo(d.f.store, d.f.now, &mark, fixture_why(&d.f), &d.marked));
    assert_booking(&d, 2, "absent", -1);
    fixture_done(&d.f);
}

static void test_it_is_taken_up_again(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 1);
    say(&d, 1, REGISTER_HERE);
    d.f.now = support_at("2026-11-12T17:30");
    assert_ok(end(&d, 0, NULL));
    assert_int_equal(end(&d, 0, ""), ERR_INVALID);
    assert_true(fixture_refused(&d.f, "reason"));
    assert_ok(end(&d, 0, "Half the sheet was missing"));
    assert_booking(&d, 1, "confirmed", -1);
    assert_booking(&d, 2, "confirmed", -1);
    assert_int_equal(fixture_find(&d.f, d.event).status, EVENT_PUBLISHED);
    say(&d, 2, REGISTER_HERE);
    assert_ok(end(&d, 0, NULL));
    assert_booking(&d, 1, "attended", 90);
    assert_booking(&d, 2, "attended", 90);
    fixture_done(&d.f);
}

/* Three afternoons are one course: it is over when the last register is closed. */
static void test_several_sessions(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 3);
    for (int i = 0; i < 3; i++) {
        struct register_mark mark = mark_of(&d, 1, i == 1 ? REGISTER_EXCUSED : REGISTER_HERE);
        mark.session = d.states.items[i].session;
        mark.late_min = i == 2 ? 10 : 0;
        d.f.now = d.states.items[i].ends_at;
        assert_ok(send(&d, &mark));
        assert_ok(end(&d, i, NULL));
        assert_booking(&d, 1, i == 2 ? "attended" : "confirmed", i == 2 ? 170 : -1);
    }
    assert_booking(&d, 2, "absent", -1);
    /* The hours were entered wrongly: half of them. */
    struct event_fields fields = fixture_find(&d.f, d.event).fields;
    fields.hours_min = 135;
    assert_ok(event_update(d.f.store, d.f.now, d.event, 0, &fields, fixture_why(&d.f)));
    assert_booking(&d, 1, "attended", 80);
    /* What was taken is not thrown away. */
    struct event_session_fields first = {.id = d.states.items[0].session,
                                         .starts_at = d.states.items[0].starts_at,
                                         .ends_at = d.states.items[0].ends_at};
    assert_int_equal(
        event_set_sessions(d.f.store, d.f.now, d.event, 0, &first, 1, fixture_why(&d.f)),
        ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "register-taken");
    /* Nor does another day take it over when the first is left out. */
    struct event_session_fields rest[2];
    for (int i = 0; i < 2; i++)
        rest[i] = (struct event_session_fields){.starts_at = d.states.items[i + 1].starts_at,
                                                .ends_at = d.states.items[i + 1].ends_at};
    assert_int_equal(event_set_sessions(d.f.store, d.f.now, d.event, 0, rest, 2, fixture_why(&d.f)),
                     ERR_CONFLICT);
    assert_str(str_of(d.f.why.slug), "register-taken");
    fixture_done(&d.f);
}

static void test_which_session_is_shown(void **state)
{
    struct door d;
    (void)state;
    open_door(&d, 3);
    struct register_states *s = &d.states;
    assert_int_equal(register_pick(s, 0, support_at("2026-11-01T09:00"))->position, 1);
    assert_int_equal(register_pick(s, 0, support_at("2026-11-19T14:59"))->position, 1);
    assert_int_equal(register_pick(s, 0, support_at("2026-11-19T15:00"))->position, 2);
    s->items[1].closed_at = d.f.now;
    assert_int_equal(register_pick(s, 0, support_at("2026-11-20T09:00"))->position, 1);
    s->items[0].closed_at = d.f.now;
    assert_int_equal(register_pick(s, 0, support_at("2026-11-20T09:00"))->position, 2);
    assert_int_equal(register_pick(s, 3, support_at("2026-11-20T09:00"))->position, 3);
    assert_null(register_pick(s, 4, support_at("2026-11-20T09:00")));
    fixture_done(&d.f);
}

/* ---- pure ---- */

static void test_credit(void **state)
{
    static const struct {
        int hours_min, count;
        struct register_part parts[3];
        int credit_min;
    } CASES[] = {
        {90, 1, {{90, true, 0}}, 90},
        {90, 1, {{90, true, 12}}, 78},
        {90, 1, {{90, false, 0}}, 0},
        {0, 1, {{90, true, 0}}, 0},
        /* A day of 390 minutes is credited with 360: lunch. Each minute late costs one. */
        {360, 1, {{390, true, 20}}, 340},
        {360, 1, {{390, true, 380}}, 0},
        /* 120 for 60 in the room and 60 at home. */
        {120, 1, {{60, true, 5}}, 115},
        /* 100 over three alike: 33, 34, 33. */
        {100, 3, {{60, true, 0}, {60, true, 0}, {60, true, 0}}, 100},
        {100, 3, {{60, true, 0}, {60, false, 0}, {60, true, 0}}, 66},
        {100, 3, {{60, false, 0}, {60, true, 4}, {60, false, 0}}, 30},
        /* 180 by length: 120 and 60. */
        {180, 2, {{240, true, 0}, {120, false, 0}}, 120},
        {180, 2, {{240, false, 0}, {120, true, 61}}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_int_equal(register_credit(CASES[i].hours_min, CASES[i].parts, CASES[i].count),
                         CASES[i].credit_min);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_opens_an_hour_before),
        cmocka_unit_test(test_a_mark_sent_twice_is_one),
        cmocka_unit_test(test_what_was_taken_last_stands),
        cmocka_unit_test(test_minutes_are_checked),
        cmocka_unit_test(test_walk_ins_stand_in_the_room),
        cmocka_unit_test(test_undo_takes_them_off_again),
        cmocka_unit_test(test_who_waited_is_let_in),
        cmocka_unit_test(test_closing_makes_attendance_and_hours),
        cmocka_unit_test(test_a_correction_says_why),
        cmocka_unit_test(test_it_is_taken_up_again),
        cmocka_unit_test(test_several_sessions),
        cmocka_unit_test(test_which_session_is_shown),
        cmocka_unit_test(test_credit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
