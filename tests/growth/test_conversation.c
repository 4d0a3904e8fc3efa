/* DESIGN: conversations: who may, a time and its clashes, held, confirmed, undone, a new mentor. */
#include "conversation.h"

#include "booking.h"
#include "busy.h"
#include "clash.h"
#include "fixture.h"

static struct fixture f;
static struct refusal why;
static struct person_id ana, mentor, other;
static struct conversation_id id; /* Ana's second conversation */

static const char NOW[] = "2027-01-12T12:00";

static int setup(void **state)
{
    (void)state;
    fixture_open(&f);
    refusal_init(&why, f.arena);
    ana = fixture_teacher(&f);
    mentor = fixture_teacher(&f);
    other = fixture_teacher(&f);
    assert_ok(person_set_pd_mentor(f.store, ana, mentor, support_day("2026-09-01")));
    fixture_sync(&f, "2026-09-01T08:00");
    id.v = fixture_deadline(&f, ana, "second", NOW).conversation_id;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

static struct conversation find(const char *now)
{
    struct conversation c;
    assert_ok(conversation_find(f.store, ana, id, support_at(now), f.arena, &c));
    return c;
}

static enum err schedule(struct person_id actor, int version, const char *starts, const char *room)
{
    struct conversation_time time = {
        .version = version, .starts_at = support_at(starts), .room = str_of(room)};
    refusal_init(&why, f.arena);
    return conversation_schedule(f.store, actor, id, &time, support_at(NOW), &why);
}

static enum err hold(struct person_id actor, int version, const char *on, const char *now)
{
    refusal_init(&why, f.arena);
    return conversation_hold(f.store, actor, id, version, support_day(on), support_at(now), &why);
}

static bool is_busy(struct person_id person, const char *at)
{
    struct clash clash;
    struct instant from = support_at(at);
    const struct clash_time time = {.person = person, .from = from, .to = instant_add(from, 60)};
    return clash_find_time(f.store, &time, f.arena, &clash) == OK;
}

/* NO-04, PR-06: owner and PD mentor, nobody else, and nobody else learns that there is one. */
static void test_only_the_two(void **state)
{
    (void)state;
    struct conversation c;
    struct instant now = support_at(NOW);
    assert_ok(conversation_find(f.store, ana, id, now, f.arena, &c));
    assert_string_equal(c.label, "Second Professional Development Conversation");
    assert_string_equal(c.person_name, "Person 1");
    assert_string_equal(c.pd_mentor_name, "Person 2");
    assert_int_equal(c.due_on.v, support_day("2027-01-29").v);
    assert_ok(conversation_find(f.store, mentor, id, now, f.arena, &c));
    assert_int_equal(conversation_find(f.store, other, id, now, f.arena, &c), ERR_NOT_FOUND);
    assert_int_equal(schedule(other, 0, "2027-01-20T15:45", ""), ERR_NOT_FOUND);
    assert_int_equal(hold(other, 0, "2027-01-12", NOW), ERR_NOT_FOUND);
    assert_int_equal(conversation_undo(f.store, other, id, now, &why), ERR_NOT_FOUND);
    assert_int_equal(conversation_confirm(f.store, other, id, now, &why), ERR_NOT_FOUND);
    assert_string_equal(why.slug, "not-found");
    assert_int_equal(find(NOW).version, c.version);
}

static void test_schedule(void **state)
{
    (void)state;
    int version = find(NOW).version, seq = find(NOW).seq;
    assert_ok(schedule(mentor, version, "2027-01-20T15:45", " Library "));
    struct conversation c = find(NOW);
    assert_int_equal(c.starts_at.v, support_at("2027-01-20T15:45").v);
    assert_int_equal(c.ends_at.v, support_at("2027-01-20T16:45").v);
    assert_string_equal(c.room, "Library");
    assert_int_equal(c.version, version + 1);
    assert_int_equal(c.seq, seq + 1);
    assert_int_equal(c.modified_at.v, support_at(NOW).v);
    assert_true(is_busy(ana, "2027-01-20T16:00"));
    assert_true(is_busy(mentor, "2027-01-20T16:00"));

    /* Moved, though it overlaps where it was. */
    assert_ok(schedule(ana, c.version, "2027-01-20T16:15", ""));
    assert_false(is_busy(ana, "2027-01-20T15:50"));
    assert_true(is_busy(mentor, "2027-01-20T17:00"));
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM busy"), 2);

    struct conversation_times times;
    assert_ok(conversation_list_times(f.store, mentor, support_at("2027-01-01T00:00"),
                                      support_at("2027-02-01T00:00"), f.arena, &times));
    assert_int_equal(times.count, 1);
    assert_int_equal(times.items[0].id.v, id.v);
    assert_ok(conversation_list_times(f.store, other, support_at("2027-01-01T00:00"),
                                      support_at("2027-02-01T00:00"), f.arena, &times));
    assert_int_equal(times.count, 0);
}

static void test_stale(void **state)
{
    (void)state;
    int version = find(NOW).version;
    assert_ok(schedule(mentor, version, "2027-01-20T15:45", ""));
    assert_int_equal(schedule(ana, version, "2027-01-21T15:45", ""), ERR_STALE);
    assert_string_equal(why.slug, "stale");
    assert_int_equal(hold(ana, version, "2027-01-12", NOW), ERR_STALE);
    assert_int_equal(find(NOW).starts_at.v, support_at("2027-01-20T15:45").v);
}

/* A clash is refused whole: the time agreed before stays, for both. */
static void test_clash(void **state)
{
    (void)state;
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    struct busy busy = {.person = mentor,
                        .from = support_at("2027-01-21T16:00"),
                        .to = support_at("2027-01-21T17:00"),
                        .source = BUSY_BOOKING,
                        .source_id = 5};
    assert_ok(busy_put(f.store, &busy));
    struct conversation before = find(NOW);
    assert_int_equal(schedule(ana, 0, "2027-01-21T15:30", ""), ERR_CONFLICT);
    assert_string_equal(why.slug, "clash");
    assert_string_equal(why.detail, "Person 2 already has something in the calendar at that time. "
                                    "Choose another time.");
    assert_int_equal(why.other_id, 0);
    assert_int_equal(find(NOW).version, before.version);
    assert_int_equal(find(NOW).starts_at.v, before.starts_at.v);
    assert_true(is_busy(ana, "2027-01-20T16:00"));
    assert_true(is_busy(mentor, "2027-01-20T16:00"));
    assert_false(is_busy(ana, "2027-01-21T15:40"));
    /* Right after it is no clash. */
    assert_ok(schedule(ana, 0, "2027-01-21T15:00", ""));
    assert_false(store_in_transaction(f.store));
}

static void test_bad_times(void **state)
{
    (void)state;
    static const struct {
        const char *starts, *ends, *room, *field;
    } table[] = {
        {"2027-01-12T12:00", NULL, "", "starts_at"},
        {"2026-11-12T12:00", NULL, "", "starts_at"},
        {"2027-08-02T12:00", NULL, "", "starts_at"},
        {"2027-01-20T12:00", "2027-01-20T12:00", "", "ends_at"},
        {"2027-01-20T12:00", "2027-01-20T11:00", "", "ends_at"},
        {"2027-01-20T12:00", "2027-01-20T16:01", "", "ends_at"},
        {"2027-01-20T12:00", NULL, "a\nb", "room"},
        {"2027-01-20T12:00", NULL, "\xff", "room"},
        {"2027-01-20T12:00", NULL,
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "room"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct conversation_time time = {.starts_at = support_at(table[i].starts),
                                         .room = str_of(table[i].room)};
        if (table[i].ends)
            time.ends_at = support_at(table[i].ends);
        refusal_init(&why, f.arena);
        assert_int_equal(conversation_schedule(f.store, ana, id, &time, support_at(NOW), &why),
                         ERR_INVALID);
        assert_int_equal(why.field_count, 1);
        assert_string_equal(why.fields[0].field, table[i].field);
    }
    assert_int_equal(find(NOW).starts_at.v, 0);
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM busy"), 0);
}

/* CY-05: closes the deadline; the other one confirms. */
static void test_held_and_confirmed(void **state)
{
    (void)state;
    int version = find(NOW).version;
    assert_int_equal(conversation_confirm(f.store, mentor, id, support_at(NOW), &why),
                     ERR_CONFLICT);
    assert_string_equal(why.slug, "not-held");
    assert_ok(hold(ana, version, "2027-01-11", NOW));
    struct conversation c = find(NOW);
    struct deadline d = fixture_deadline(&f, ana, "second", NOW);
    assert_int_equal(c.held_on.v, support_day("2027-01-11").v);
    assert_int_equal(c.held_by.v, ana.v);
    assert_int_equal(c.pd_mentor.v, mentor.v);
    assert_int_equal(d.status, DEADLINE_DONE);
    assert_int_equal(d.done_on.v, c.held_on.v);
    assert_int_equal(d.seq, 1);
    assert_int_equal(hold(mentor, 0, "2027-01-11", NOW), ERR_CONFLICT);
    assert_string_equal(why.slug, "already-held");
    assert_int_equal(schedule(ana, 0, "2027-01-20T12:00", ""), ERR_CONFLICT);

    assert_int_equal(conversation_confirm(f.store, ana, id, support_at(NOW), &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "own");
    assert_ok(conversation_confirm(f.store, mentor, id, support_at(NOW), &why));
    version = find(NOW).version;
    assert_int_equal(find(NOW).confirmed_by.v, mentor.v);
    assert_ok(conversation_confirm(f.store, mentor, id, support_at(NOW), &why));
    assert_int_equal(find(NOW).version, version);
}

static void test_held_by_the_mentor_on_a_day_of_the_year(void **state)
{
    (void)state;
    assert_int_equal(hold(mentor, 0, "2027-01-13", NOW), ERR_INVALID);
    assert_string_equal(why.fields[0].field, "held_on");
    assert_int_equal(hold(mentor, 0, "2026-07-31", NOW), ERR_INVALID);
    assert_int_equal(fixture_deadline(&f, ana, "second", NOW).status, DEADLINE_OPEN);
    assert_ok(hold(mentor, 0, "2027-01-12", NOW));
    assert_int_equal(find(NOW).held_by.v, mentor.v);
    assert_ok(conversation_confirm(f.store, ana, id, support_at(NOW), &why));
}

/* Held before the time agreed: nobody is busy with it any more, until that is taken back. */
static void test_held_before_and_after_its_time(void **state)
{
    (void)state;
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    assert_ok(hold(ana, 0, "2027-01-12", NOW));
    assert_false(is_busy(mentor, "2027-01-20T16:00"));
    assert_ok(conversation_undo(f.store, ana, id, support_at(NOW), &why));
    assert_int_equal(find(NOW).starts_at.v, support_at("2027-01-20T15:45").v);
    assert_true(is_busy(mentor, "2027-01-20T16:00"));
    assert_true(is_busy(ana, "2027-01-20T16:00"));
    assert_ok(hold(ana, 0, "2027-01-20", "2027-01-20T17:00"));
    assert_int_equal(find(NOW).starts_at.v, support_at("2027-01-20T15:45").v);
    assert_true(is_busy(mentor, "2027-01-20T16:00"));
}

/* A time that somebody has filled meanwhile is not taken again. */
static void test_undo_after_the_time_was_filled(void **state)
{
    (void)state;
    struct busy filled = {
        mentor, support_at("2027-01-20T16:00"), support_at("2027-01-20T17:00"), BUSY_BOOKING, 77,
        0};
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    assert_ok(hold(ana, 0, "2027-01-12", NOW));
    assert_ok(busy_put(f.store, &filled));
    assert_ok(conversation_undo(f.store, ana, id, support_at(NOW), &why));
    assert_int_equal(find(NOW).starts_at.v, 0);
    assert_false(is_busy(ana, "2027-01-20T15:50"));
    assert_null(why.slug);
}

/* Mail specification, section 5: 7 days, by either of the two. */
static void test_undo(void **state)
{
    (void)state;
    assert_int_equal(conversation_undo(f.store, ana, id, support_at(NOW), &why), ERR_CONFLICT);
    assert_string_equal(why.slug, "not-held");
    assert_ok(hold(ana, 0, "2027-01-12", NOW));
    assert_ok(conversation_confirm(f.store, mentor, id, support_at(NOW), &why));
    assert_true(find("2027-01-19T12:00").may_undo);
    assert_false(find("2027-01-19T12:01").may_undo);
    assert_int_equal(conversation_undo(f.store, ana, id, support_at("2027-01-19T12:01"), &why),
                     ERR_CONFLICT);
    assert_string_equal(why.slug, "too-late");
    assert_ok(conversation_undo(f.store, mentor, id, support_at("2027-01-19T12:00"), &why));
    struct conversation c = find(NOW);
    assert_true(day_is_none(c.held_on));
    assert_int_equal(c.held_by.v, 0);
    assert_int_equal(c.confirmed_by.v, 0);
    assert_int_equal(fixture_deadline(&f, ana, "second", NOW).status, DEADLINE_OPEN);
}

/* PR-06: what is to come goes to the new mentor, the record stays with the old one. */
static void test_new_mentor(void **state)
{
    (void)state;
    struct conversation c;
    struct conversation_id first = {fixture_deadline(&f, ana, "initial", NOW).conversation_id};
    refusal_init(&why, f.arena);
    assert_ok(conversation_hold(f.store, ana, first, 0, support_day("2026-10-08"),
                                support_at("2026-10-08T16:00"), &why));
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    assert_ok(person_set_pd_mentor(f.store, ana, other, support_day("2027-01-13")));

    struct instant then = support_at("2027-01-13T09:00");
    assert_ok(conversation_find(f.store, other, id, then, f.arena, &c));
    assert_int_equal(conversation_find(f.store, mentor, id, then, f.arena, &c), ERR_NOT_FOUND);
    fixture_sync(&f, "2027-01-13T09:00");
    assert_false(is_busy(mentor, "2027-01-20T16:00"));
    assert_true(is_busy(other, "2027-01-20T16:00"));
    assert_int_equal(find("2027-01-13T09:00").pd_mentor.v, other.v);

    assert_ok(conversation_find(f.store, mentor, first, then, f.arena, &c));
    assert_ok(conversation_confirm(f.store, mentor, first, then, &why));
    assert_int_equal(conversation_find(f.store, other, first, then, f.arena, &c), ERR_NOT_FOUND);
}

/* Moved before the next sync: nobody stays busy who is not there. */
static void test_new_mentor_and_new_time(void **state)
{
    (void)state;
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    assert_ok(person_set_pd_mentor(f.store, ana, other, support_day("2027-01-12")));
    assert_ok(schedule(other, 0, "2027-01-21T15:45", ""));
    assert_false(is_busy(mentor, "2027-01-20T16:00"));
    assert_true(is_busy(other, "2027-01-21T16:00"));
    assert_int_equal(fixture_int(&f, "SELECT count(*) FROM busy"), 2);
}

/* A course of one place on 20 January, 16:00, where that person waits though the place is free:
 * they have the conversation then. */
static struct booking_placed wait_beside_a_place(struct person_id person)
{
    const struct event_fields fields = {.kind = EVENT_COURSE,
                                        .title = "Phonics",
                                        .school = f.school,
                                        .starts_at = support_at("2027-01-20T16:00"),
                                        .ends_at = support_at("2027-01-20T17:30"),
                                        .capacity = 1,
                                        .attendance = ATTENDANCE_VOLUNTARY,
                                        .waiting_list = true};
    struct person_id first = fixture_teacher(&f);
    struct instant now = support_at(NOW);
    struct event_id event;
    struct booking_placed placed, waiting;
    assert_ok(event_create(f.store, now, first, &fields, &why, &event));
    assert_ok(event_publish(f.store, now, event, 0, &why));
    struct booking_request request = {event, first, first, false};
    assert_ok(booking_book(f.store, now, &request, &why, &placed));
    request.person = request.by = person;
    assert_ok(booking_book(f.store, now, &request, &why, &waiting));
    assert_ok(schedule(ana, 0, "2027-01-20T15:45", ""));
    assert_ok(
        booking_withdraw(f.store, now, &(struct booking_withdrawal){placed.id, first, NULL}, &why));
    return waiting;
}

static void assert_booking(struct booking_placed placed, enum booking_status status)
{
    struct booking booking;
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(booking.status, status);
}

/* SP-11: whoever becomes free gets the free place they wait for at once. */
static void test_who_becomes_free_gets_the_place(void **state)
{
    (void)state;
    struct booking_placed of_ana = wait_beside_a_place(ana);
    assert_booking(of_ana, BOOKING_WAITING);
    assert_ok(schedule(ana, 0, "2027-01-20T15:30", "")); /* still at the same time */
    assert_booking(of_ana, BOOKING_WAITING);
    assert_ok(schedule(ana, 0, "2027-01-21T15:45", ""));
    assert_booking(of_ana, BOOKING_CONFIRMED);
}

static void test_held_early_gives_the_place(void **state)
{
    (void)state;
    struct booking_placed of_mentor = wait_beside_a_place(mentor);
    assert_booking(of_mentor, BOOKING_WAITING);
    assert_ok(hold(ana, 0, "2027-01-12", NOW));
    assert_booking(of_mentor, BOOKING_CONFIRMED);
}

static void test_old_mentor_gets_the_place(void **state)
{
    (void)state;
    struct booking_placed waiting = wait_beside_a_place(mentor);
    assert_ok(person_set_pd_mentor(f.store, ana, other, support_day("2027-01-13")));
    assert_booking(waiting, BOOKING_WAITING);
    fixture_sync(&f, "2027-01-13T09:00");
    assert_booking(waiting, BOOKING_CONFIRMED);
}

static void test_without_a_mentor(void **state)
{
    (void)state;
    struct person_id alone = fixture_teacher(&f);
    fixture_sync(&f, "2026-09-01T08:00");
    id.v = fixture_deadline(&f, alone, "second", NOW).conversation_id;
    assert_ok(schedule(alone, 0, "2027-01-20T15:45", ""));
    assert_int_equal(schedule((struct person_id){0}, 0, "2027-01-20T15:45", ""), ERR_NOT_FOUND);
    assert_ok(hold(alone, 0, "2027-01-12", NOW));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_only_the_two, setup, teardown),
        cmocka_unit_test_setup_teardown(test_schedule, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stale, setup, teardown),
        cmocka_unit_test_setup_teardown(test_clash, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_times, setup, teardown),
        cmocka_unit_test_setup_teardown(test_held_and_confirmed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_held_by_the_mentor_on_a_day_of_the_year, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_held_before_and_after_its_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo, setup, teardown),
        cmocka_unit_test_setup_teardown(test_undo_after_the_time_was_filled, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_mentor, setup, teardown),
        cmocka_unit_test_setup_teardown(test_new_mentor_and_new_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_who_becomes_free_gets_the_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_held_early_gives_the_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_old_mentor_gets_the_place, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_a_mentor, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
