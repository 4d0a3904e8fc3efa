/* DESIGN: reminders through a whole school year against a naive reckoning; when they keep silent.
 */
#include "deadline_nudge.h"

#include <stdio.h>

#include "conversation.h"
#include "fixture.h"
#include "tz.h"

static struct fixture f;

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* The day's real run, as clockwork does it. */
static int run_at(struct instant now)
{
    struct nudge_plan plan;
    struct arena *arena = arena_new();
    int total = 0, queued = 0;
    assert_ok(nudge_plan(f.store, tz_day(now), tz_day(now), arena, &plan));
    for (int at = 0; at < plan.count; at += NUDGE_BATCH) {
        int count = plan.count - at < NUDGE_BATCH ? plan.count - at : NUDGE_BATCH;
        assert_ok(nudge_queue(f.store, now, plan.messages + at, count, &queued));
        total += queued;
    }
    arena_free(arena);
    return total;
}

static int run(const char *day)
{
    return run_at(tz_at(support_day(day), 7, 30));
}

/* What one person got on a day: "step:key step:key", by key of the cycle. */
static const char *got(struct person_id person, const char *day)
{
    char *text = arena_strdup(f.arena, "");
    char idem[64];
    snprintf(idem, sizeof idem, "nudges:%lld:%s", (long long)person.v, day);
    struct rows rows = store_query(
        f.store,
        "SELECT n.step, i.key FROM outbox o JOIN nudge n ON n.outbox_id = o.id JOIN deadline d ON "
        "d.id = n.deadline_id JOIN cycle_item i ON i.id = d.item_id WHERE o.idem = $1 ORDER BY "
        "i.position",
        PARAMS(p_text(idem)));
    while (rows_next(&rows))
        text = arena_printf(f.arena, "%s%s%s:%s", text, *text ? " " : "",
                            rows_text(&rows, 0, f.arena), rows_text(&rows, 1, f.arena));
    assert_ok(rows_end(&rows));
    return text;
}

/* ---- a school year ---- */

enum { PEOPLE = 48 };

struct member {
    struct person_id id;
    struct school_id school;
    int working_days;
    struct calendar calendar; /* of the school */
    int mentor;               /* index, or -1 */
    bool exempt;
};

static struct member members[PEOPLE];

static bool works(const struct member *m, struct day day)
{
    return calendar_is_school_day(m->calendar, day) &&
           (m->working_days >> (2 * (int)day_weekday(day)) & 3);
}

/* n school days from `day`, n < 0 before it: by walking, without the calendar's counting. */
static struct day walk(const struct member *m, struct day day, int n)
{
    int step = n < 0 ? -1 : 1;
    for (; n; n -= step)
        do {
            day = day_add(day, step);
            if (day.v < support_day("2026-08-01").v || day.v > support_day("2027-07-31").v)
                return DAY_NONE;
        } while (!calendar_is_school_day(m->calendar, day));
    return day;
}

static struct day to_working(const struct member *m, struct day day, int step)
{
    while (!day_is_none(day) && !works(m, day)) {
        day = day_add(day, step);
        if (day.v < support_day("2026-08-01").v || day.v > support_day("2027-07-31").v)
            return DAY_NONE;
    }
    return day;
}

/* The ladder of requirements C5 once more, in the plainest way. */
static struct day expected_day(const struct member *owner, const struct member *to,
                               const struct deadline *d, enum nudge_step step)
{
    struct day opens = to_working(owner, d->opens_on, 1), day;
    bool opens_in_time = !day_is_none(opens) && opens.v <= d->due_on.v;
    switch (step) {
    case NUDGE_OPENS:
        return opens_in_time ? opens : DAY_NONE;
    case NUDGE_MINUS_10:
    case NUDGE_MINUS_3:
        day = to_working(owner, walk(owner, d->due_on, step == NUDGE_MINUS_10 ? -10 : -3), -1);
        return day.v > (opens_in_time ? opens : d->opens_on).v ? day : DAY_NONE;
    case NUDGE_PLUS_1:
        return to_working(owner, walk(owner, d->due_on, 1), 1);
    default:
        day = walk(owner, d->due_on, 2);
        if (day_is_none(day))
            return DAY_NONE;
        struct day own = to_working(owner, walk(owner, d->due_on, 1), 1);
        return to_working(to, own.v > day.v ? own : day, 1);
    }
}

static void make_members(void)
{
    static const int weeks[] = {WORKING_DAYS_ALL, WORKING_DAYS_ALL, 0x3f, 0x3f0, 0x111, 0x2, 0x300};
    struct school_id schools[] = {f.school, fixture_school(&f, "Millbrook")};
    struct span later = {SPAN_CLOSURE, "Flood", support_day("2027-01-26"),
                         support_day("2027-01-29")};
    assert_ok(calendar_insert_year(f.store, schools[1], &later, 1));
    for (int i = 0; i < PEOPLE; i++) {
        struct member *m = &members[i];
        m->school = schools[i % 2];
        m->working_days = weeks[i % (int)COUNT_OF(weeks)];
        m->id = fixture_person(&f, m->school, "teaching", m->working_days);
        m->exempt = i % 16 == 5;
        m->mentor = i % 3 ? i / 4 : -1;
        if (m->mentor == i)
            m->mentor = -1;
        assert_ok(calendar_load(f.store, m->school, f.arena, &m->calendar));
        if (m->exempt)
            assert_ok(person_exempt(f.store, m->id, support_day("2026-09-01"), DAY_NONE));
        if (m->mentor >= 0)
            assert_ok(person_set_pd_mentor(f.store, m->id, members[m->mentor].id,
                                           support_day("2026-08-01")));
    }
}

/* That the step of one deadline was recorded once, with a message of that day; or not at all. */
static int check_step(const struct member *owner, const struct member *to, const struct deadline *d,
                      enum nudge_step step, struct day want)
{
    int64_t day;
    enum err err = store_find_int(
        f.store,
        "SELECT o.due_at FROM nudge n JOIN outbox o ON o.id = n.outbox_id WHERE "
        "n.person_id = $1 AND n.deadline_id = $2 AND n.step = $3",
        PARAMS(p_int(to->id.v), p_int(d->id.v), p_text(nudge_step_name(step))), &day);
    bool none = day_is_none(want) || owner->exempt || to->exempt;
    if (none) {
        assert_int_equal(err, ERR_NOT_FOUND);
        return 0;
    }
    assert_ok(err);
    assert_int_equal(tz_day((struct instant){day}).v, want.v);
    return 1;
}

static bool is_ladder(const struct deadline *d)
{
    for (int i = 0; i < f.pack.item_count; i++)
        if (strcmp(f.pack.items[i].key, d->key) == 0)
            return strcmp(f.pack.items[i].nudges, "ladder") == 0;
    return false;
}

static int check_member(const struct member *m)
{
    struct deadline_list list;
    int count = 0;
    assert_ok(deadline_list(f.store, m->id, support_at("2027-07-30T12:00"), f.arena, &list));
    assert_int_equal(list.count, 9);
    for (int i = 0; i < list.count; i++) {
        const struct deadline *d = &list.items[i];
        int last = is_ladder(d) ? NUDGE_PLUS_1 : NUDGE_OPENS;
        for (int s = NUDGE_OPENS; s <= last; s++)
            count +=
                check_step(m, m, d, (enum nudge_step)s, expected_day(m, m, d, (enum nudge_step)s));
        const struct member *mentor = m->mentor >= 0 ? &members[m->mentor] : NULL;
        if (mentor && is_ladder(d))
            count +=
                check_step(m, mentor, d, NUDGE_PLUS_2, expected_day(m, mentor, d, NUDGE_PLUS_2));
    }
    return count;
}

static const struct member *member_of(int64_t id)
{
    for (int i = 0; i < PEOPLE; i++)
        if (members[i].id.v == id)
            return &members[i];
    fail_msg("a message to nobody");
    return NULL;
}

/* Practice P11: on the recipient's school days, in the window, one a day. */
static void check_messages(void)
{
    struct rows rows =
        store_query(f.store, "SELECT person_id, due_at, expires_at FROM outbox", PARAMS());
    while (rows_next(&rows)) {
        struct local at = tz_local(rows_instant(&rows, 1)), end = tz_local(rows_instant(&rows, 2));
        int minute = at.hour * 60 + at.minute;
        assert_true(works(member_of(rows_int(&rows, 0)), at.day));
        assert_in_range(minute, 8 * 60 + 30, 10 * 60 - 1);
        assert_int_equal(end.day.v, at.day.v);
        assert_int_equal(end.hour * 60 + end.minute, 17 * 60 + 30);
    }
    assert_ok(rows_end(&rows));
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM (SELECT 1 FROM outbox GROUP BY "
                                     "person_id, due_at / 86400 HAVING count(*) > 1)"),
                     0);
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM outbox o WHERE NOT EXISTS (SELECT 1 "
                                     "FROM nudge n WHERE n.outbox_id = o.id)"),
                     0);
}

/* The dry run for the year says the same as the year lived through. */
static void check_dry_run(const struct nudge_plan *plan)
{
    int64_t steps = 0;
    for (int i = 0; i < plan->count; i++) {
        const struct nudge_message *m = &plan->messages[i];
        char idem[64], day[DAY_TEXT_MAX];
        int64_t count;
        day_format(m->on, day);
        snprintf(idem, sizeof idem, "nudges:%lld:%s", (long long)m->to.v, day);
        assert_ok(store_find_int(f.store,
                                 "SELECT count(*) FROM nudge n JOIN outbox o ON o.id = n.outbox_id "
                                 "WHERE o.idem = $1 AND o.due_at = $2",
                                 PARAMS(p_text(idem), p_instant(m->send_at)), &count));
        assert_int_equal(count, m->count);
        steps += m->count;
    }
    assert_int_equal(plan->count, fixture_int(&f, "SELECT count(*) FROM outbox"));
    assert_int_equal(steps, fixture_int(&f, "SELECT count(*) FROM nudge"));
}

static void test_a_school_year(void **state)
{
    (void)state;
    struct nudge_plan plan;
    struct day first = support_day("2026-08-20"), last = support_day("2027-08-10");
    make_members();
    fixture_sync(&f, "2026-08-20T08:00");
    assert_ok(nudge_plan(f.store, first, last, f.arena, &plan));
    for (struct day day = first; day.v <= last.v; day = day_add(day, 1)) {
        run_at(tz_at(day, 7, 30));
        /* A restart in the middle of the day adds nothing. */
        assert_int_equal(run_at(tz_at(day, 11, 0)), 0);
    }
    int count = 0;
    for (int i = 0; i < PEOPLE; i++)
        count += check_member(&members[i]);
    assert_true(count > PEOPLE * 20);
    assert_int_equal(count, fixture_int(&f, "SELECT count(*) FROM nudge"));
    check_messages();
    check_dry_run(&plan);
}

/* ---- silence ---- */

static const char JAN15[] = "2027-01-15";

static struct person_id teacher_with(struct person_id mentor)
{
    struct person_id person = fixture_teacher(&f);
    if (mentor.v)
        assert_ok(person_set_pd_mentor(f.store, person, mentor, support_day("2026-09-01")));
    return person;
}

/* The journey: the nudge for the next development conversation on 15 January. */
static void test_ten_days_before(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    assert_int_equal(run(JAN15), 1);
    assert_string_equal(got(ana, JAN15), "-10:second");
    assert_int_equal(run("2027-01-16"), 0);
    assert_int_equal(run("2027-01-18"), 0);
}

static void test_none_when_done_exempt_or_gone(void **state)
{
    (void)state;
    struct refusal why;
    struct person_id held = fixture_teacher(&f), ect = fixture_teacher(&f);
    struct person_id gone = fixture_teacher(&f), still = fixture_teacher(&f);
    refusal_init(&why, f.arena);
    fixture_sync(&f, "2026-09-01T08:00");
    struct conversation_id talk = {
        fixture_deadline(&f, held, "second", "2027-01-12T12:00").conversation_id};
    assert_ok(conversation_hold(f.store, held, talk, 0, support_day("2027-01-12"),
                                support_at("2027-01-12T12:00"), &why));
    assert_ok(person_exempt(f.store, ect, support_day("2027-01-01"), support_day("2027-06-01")));
    assert_ok(store_exec(f.store, "UPDATE person SET left_on = $2 WHERE id = $1",
                         PARAMS(p_int(gone.v), p_day(support_day("2027-01-14")))));
    assert_int_equal(run(JAN15), 1);
    assert_string_equal(got(still, JAN15), "-10:second");
    /* Taken back, it is asked for again. */
    assert_ok(conversation_undo(f.store, held, talk, support_at("2027-01-18T12:00"), &why));
    assert_int_equal(run("2027-01-26"), 2);
    assert_string_equal(got(held, "2027-01-26"), "-3:second");
}

static void test_quiet_around_an_agreed_time(void **state)
{
    (void)state;
    struct refusal why;
    struct person_id mentor = fixture_teacher(&f), ana = teacher_with(mentor);
    struct conversation_time time = {.starts_at = support_at("2027-02-01T15:45")};
    refusal_init(&why, f.arena);
    fixture_sync(&f, "2026-09-01T08:00");
    struct conversation_id talk = {
        fixture_deadline(&f, ana, "second", "2027-01-12T12:00").conversation_id};
    assert_ok(
        conversation_schedule(f.store, ana, talk, &time, support_at("2027-01-12T12:00"), &why));
    run(JAN15);
    run("2027-01-26");
    run("2027-02-01");
    run("2027-02-02");
    assert_string_equal(got(ana, JAN15), "");
    assert_string_equal(got(ana, "2027-01-26"), "");
    assert_string_equal(got(ana, "2027-02-01"), "");
    assert_string_equal(got(ana, "2027-02-02"), "");
    /* Not said to be held two days later: asked once, and the mentor too. */
    run("2027-02-03");
    assert_string_equal(got(ana, "2027-02-03"), "+1:second");
    assert_string_equal(got(mentor, "2027-02-03"), "+2:second");
}

/* Mail specification, section 4: after a long stop. */
static void test_after_a_long_stop(void **state)
{
    (void)state;
    struct person_id mentor = fixture_teacher(&f), ana = teacher_with(mentor);
    fixture_sync(&f, "2026-09-01T08:00");
    assert_ok(person_exempt(f.store, mentor, support_day("2026-09-01"), support_day("2026-09-30")));
    run("2027-01-27"); /* Wednesday; −10 and −3 were missed */
    assert_string_equal(got(ana, "2027-01-27"), "-3:second");
    run("2027-02-08"); /* +1 and +2 were six and seven days ago */
    assert_string_equal(got(ana, "2027-02-08"), "");
    run("2027-07-05"); /* final was due on 30 June: +1 was Thursday, +2 Friday */
    assert_string_equal(got(ana, "2027-07-05"), "+1:final");
    assert_string_equal(got(mentor, "2027-07-05"), "+1:final +2:final");
}

/* The ladder goes up only: a date moved later does not bring an older step after a newer one. */
static void test_moved_later(void **state)
{
    (void)state;
    struct person_id ana = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    run("2027-01-26");
    assert_string_equal(got(ana, "2027-01-26"), "-3:second");
    assert_ok(
        store_exec(f.store, "UPDATE deadline SET due_on = $1 WHERE due_on = $2",
                   PARAMS(p_day(support_day("2027-02-12")), p_day(support_day("2027-01-29")))));
    run("2027-01-29"); /* -10 of the new date */
    run("2027-02-09"); /* -3, which was sent */
    assert_string_equal(got(ana, "2027-01-29"), "");
    assert_string_equal(got(ana, "2027-02-09"), "");
    run("2027-02-22");
    assert_string_equal(got(ana, "2027-02-22"), "+1:second");
}

/* An absent mentor is left in peace; a new one is told instead of the old. */
static void test_the_mentor_of_the_day(void **state)
{
    (void)state;
    struct person_id before = fixture_teacher(&f), after = fixture_teacher(&f);
    struct person_id absent = fixture_teacher(&f);
    struct person_id ana = teacher_with(before), bo = teacher_with(absent);
    fixture_sync(&f, "2026-09-01T08:00");
    assert_ok(person_set_pd_mentor(f.store, ana, after, support_day("2027-01-20")));
    assert_ok(person_exempt(f.store, absent, support_day("2027-01-01"), DAY_NONE));
    run("2027-02-02");
    (void)bo;
    assert_string_equal(got(before, "2027-02-02"), "+1:second");
    assert_string_equal(got(after, "2027-02-02"), "+1:second +2:second");
    assert_string_equal(got(absent, "2027-02-02"), "");
}

/* The dry run looks as if today were its first day: what went out that day shows, what went before
 * does not. */
static void test_dry_run_after_the_fact(void **state)
{
    (void)state;
    struct nudge_plan plan;
    (void)fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    run(JAN15);
    assert_ok(nudge_plan(f.store, support_day(JAN15), support_day("2027-01-31"), f.arena, &plan));
    assert_int_equal(plan.count, 2);
    assert_ok(
        nudge_plan(f.store, support_day("2027-01-16"), support_day("2027-01-31"), f.arena, &plan));
    assert_int_equal(plan.count, 1);
    assert_int_equal(plan.messages[0].items[0].step, NUDGE_MINUS_3);
    assert_string_equal(plan.messages[0].email, "p1@demo.example");
    assert_ok(
        nudge_plan(f.store, support_day("2027-02-10"), support_day("2027-02-01"), f.arena, &plan));
    assert_int_equal(plan.count, 0);
}

/* ---- letters ---- */

static int64_t outbox_of(struct person_id person, const char *day)
{
    char idem[64];
    int64_t id;
    snprintf(idem, sizeof idem, "nudges:%lld:%s", (long long)person.v, day);
    assert_ok(store_find_int(f.store, "SELECT id FROM outbox WHERE idem = $1", PARAMS(p_text(idem)),
                             &id));
    return id;
}

static struct nudge_letter letter_at(int64_t outbox_id, const char *now)
{
    struct nudge_letter letter;
    assert_ok(nudge_letter(f.store, outbox_id, support_at(now), f.arena, &letter));
    return letter;
}

static void test_letter(void **state)
{
    (void)state;
    struct person_id mentor = fixture_teacher(&f), ana = teacher_with(mentor);
    fixture_sync(&f, "2026-09-01T08:00");
    run("2027-02-01");
    run("2027-02-02");
    struct nudge_letter own = letter_at(outbox_of(ana, "2027-02-01"), "2027-02-01T09:00");
    assert_int_equal(own.count, 1);
    assert_string_equal(own.items[0].label, "Second Professional Development Conversation");
    assert_int_equal(own.items[0].step, NUDGE_PLUS_1);
    assert_int_equal(own.items[0].due_on.v, support_day("2027-01-29").v);
    assert_true(own.items[0].conversation_id > 0);
    assert_null(own.items[0].mentee);
    assert_int_equal(own.on.v, support_day("2027-02-01").v);

    struct nudge_letter told = letter_at(outbox_of(mentor, "2027-02-02"), "2027-02-02T09:00");
    assert_int_equal(told.count, 1);
    assert_int_equal(told.items[0].step, NUDGE_PLUS_2);
    assert_string_equal(told.items[0].mentee, "Person 2");
    assert_int_equal(letter_at(4711, "2027-02-02T09:00").count, 0);
}

/* Asked again when it is claimed: what is done, booked, moved or handed over is left out. */
static void test_letter_still_needed(void **state)
{
    (void)state;
    struct refusal why;
    struct person_id mentor = fixture_teacher(&f), next = fixture_teacher(&f);
    struct person_id ana = teacher_with(mentor);
    fixture_sync(&f, "2026-09-01T08:00");
    refusal_init(&why, f.arena);
    run("2027-06-07");
    int64_t opened = outbox_of(ana, "2027-06-07");
    struct nudge_letter both = letter_at(opened, "2027-06-07T09:00");
    assert_int_equal(both.count, 2);
    assert_true(both.items[0].due_on.v < both.items[1].due_on.v);

    struct conversation_id talk = {both.items[0].conversation_id};
    struct conversation_time time = {.starts_at = support_at("2027-06-20T15:45")};
    assert_ok(
        conversation_schedule(f.store, ana, talk, &time, support_at("2027-06-07T08:00"), &why));
    assert_int_equal(letter_at(opened, "2027-06-07T09:00").count, 1);
    struct deadline review = fixture_deadline(&f, ana, "review", "2027-06-07T08:00");
    assert_ok(deadline_complete(f.store, ana, review.id, support_at("2027-06-07T08:05"), &why));
    assert_int_equal(letter_at(opened, "2027-06-07T09:00").count, 0);

    /* +1 and +2, then the deadline moves: nobody is late any more. */
    run("2027-02-01");
    run("2027-02-02");
    int64_t late = outbox_of(ana, "2027-02-01"), told = outbox_of(mentor, "2027-02-02");
    assert_int_equal(letter_at(late, "2027-02-01T09:00").count, 1);
    assert_ok(person_set_pd_mentor(f.store, ana, next, support_day("2027-02-02")));
    assert_int_equal(letter_at(told, "2027-02-02T09:00").count, 0);
    assert_ok(store_exec(f.store, "UPDATE deadline SET due_on = $1 WHERE opens_on < $1",
                         PARAMS(p_day(support_day("2027-02-12")))));
    assert_int_equal(letter_at(late, "2027-02-01T09:00").count, 0);
    /* Exempt or gone between queueing and sending. */
    run("2027-02-09");
    int64_t three = outbox_of(next, "2027-02-09");
    assert_true(letter_at(three, "2027-02-09T09:00").count > 0);
    assert_ok(person_exempt(f.store, next, support_day("2027-02-09"), DAY_NONE));
    assert_int_equal(letter_at(three, "2027-02-09T09:00").count, 0);
    three = outbox_of(mentor, "2027-02-09");
    assert_true(letter_at(three, "2027-02-09T09:00").count > 0);
    assert_ok(store_exec(f.store, "UPDATE person SET left_on = $2 WHERE id = $1",
                         PARAMS(p_int(mentor.v), p_day(support_day("2027-02-08")))));
    assert_int_equal(letter_at(three, "2027-02-09T09:00").count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_school_year, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ten_days_before, setup, teardown),
        cmocka_unit_test_setup_teardown(test_none_when_done_exempt_or_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(test_quiet_around_an_agreed_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_after_a_long_stop, setup, teardown),
        cmocka_unit_test_setup_teardown(test_moved_later, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_mentor_of_the_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_dry_run_after_the_fact, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letter, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letter_still_needed, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
