/* DESIGN: what is to be read by a day: who says that they have, who has not, and no places. */
#include "assigned_reading.h"

#include "audience.h"
#include "fixture.h"
#include "reading_reminder.h"

/* A policy to read by the end of 27 November, for the staff of oak. */
static struct event_id make(struct fixture *f, enum attendance attendance)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = EVENT_READING;
    fields.title = "Keeping children safe";
    fields.starts_at = support_at("2026-11-27T00:00");
    fields.ends_at = support_at("2026-11-28T00:00");
    fields.capacity = 0;
    fields.waiting_list = false;
    fields.attendance = attendance;
    struct event_id id = fixture_draft(f, &fields);
    assert_ok(
        assigned_reading_set_address(f->store, id, "https://www.gov.uk/safe", fixture_why(f)));
    return id;
}

static struct reader_list readers(struct fixture *f, struct event_id id)
{
    const struct event event = fixture_find(f, id);
    struct reader_list list;
    assert_ok(assigned_reading_list(f->store, &event, f->arena, &list));
    return list;
}

static enum err confirm(struct fixture *f, struct event_id id, int who)
{
    const struct event event = fixture_find(f, id);
    return assigned_reading_confirm(f->store, f->now, &event, f->people[who], fixture_why(f));
}

static int due_of(struct fixture *f, int who)
{
    struct readings_due due;
    assert_ok(assigned_reading_list_due(f->store, f->now, f->people[who], f->arena, &due));
    return due.count;
}

static void an_address_of_the_web_or_none(void **state)
{
    static const char *const bad[] = {"javascript:alert(1)", "www.gov.uk", "https://a b",
                                      "ftp://x"};
    struct fixture f;
    const char *address;
    (void)state;
    fixture_init(&f, 1);
    struct event_id id = make(&f, ATTENDANCE_REQUIRED);
    assert_ok(assigned_reading_set_address(f.store, id, "", fixture_why(&f)));
    assert_ok(assigned_reading_address(f.store, id, f.arena, &address));
    assert_string_equal(address, "");
    assert_int_equal(event_publish(f.store, f.now, id, 0, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "nothing-to-read");
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_int_equal(assigned_reading_set_address(f.store, id, bad[i], fixture_why(&f)),
                         ERR_INVALID);
        assert_true(fixture_refused(&f, "address"));
    }
    assert_ok(
        assigned_reading_set_address(f.store, id, "https://www.gov.uk/kcsie", fixture_why(&f)));
    assert_ok(assigned_reading_address(f.store, id, f.arena, &address));
    assert_string_equal(address, "https://www.gov.uk/kcsie");
    assert_ok(assigned_reading_set_address(f.store, id, "", fixture_why(&f)));
    fixture_done(&f);
}

/* Person 00 and 02 are at oak, 01 at ash. */
static void who_has_not_is_listed_first(void **state)
{
    struct fixture f;
    struct instant at;
    (void)state;
    fixture_init(&f, 3);
    struct event_id id = make(&f, ATTENDANCE_REQUIRED);
    assert_int_equal(confirm(&f, id, 0), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-published");
    fixture_publish(&f, id);
    assert_int_equal(readers(&f, id).count, 2);
    assert_int_equal(due_of(&f, 0), 1);
    assert_int_equal(due_of(&f, 1), 0);
    assert_ok(confirm(&f, id, 0));
    assert_int_equal(due_of(&f, 0), 0);
    assert_ok(confirm(&f, id, 1)); /* it is not for them, and they read it */
    f.now = instant_add(f.now, 60);
    assert_ok(confirm(&f, id, 0));
    assert_ok(assigned_reading_read_at(f.store, id, f.people[0], &at));
    assert_int_equal(at.v, f.now.v - 60); /* the first time counts */
    struct reader_list list = readers(&f, id);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.read, 2);
    assert_int_equal(list.items[0].person.v, f.people[2].v);
    assert_int_equal(list.items[0].read_at.v, 0);
    assert_string_equal(list.items[1].name, "Person 00");
    assert_string_equal(list.items[2].name, "Person 01");
    assert_ok(assigned_reading_take_back(f.store, id, f.people[0]));
    assert_ok(assigned_reading_read_at(f.store, id, f.people[0], &at));
    assert_int_equal(at.v, 0);
    /* late is better than never */
    f.now = support_at("2026-12-24T09:00");
    assert_ok(confirm(&f, id, 2));
    assert_int_equal(readers(&f, id).read, 2);
    fixture_done(&f);
}

/* Whom it is for is told once; nobody is booked, nobody is taken, and no places are needed. */
static void nobody_books_it(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 3);
    struct event_id id = make(&f, ATTENDANCE_REQUIRED);
    fixture_publish(&f, id);
    assert_int_equal(fixture_mails(&f, "reading-asked", (struct person_id){0}), 2);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM booking WHERE event_id = $1", id.v),
                     0);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", id.v), 0);
    const struct booking_request wish = {.event = id, .person = f.people[0], .by = f.people[0]};
    assert_int_equal(booking_book(f.store, f.now, &wish, fixture_why(&f), &placed), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "to-read");
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_int_equal(confirm(&f, id, 0), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "cancelled");
    fixture_done(&f);
}

/* For everybody, of their own will: who has not read it is nobody's list. */
static void for_everybody(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 3);
    struct event_id id = make(&f, ATTENDANCE_VOLUNTARY);
    fixture_publish(&f, id);
    assert_int_equal(readers(&f, id).count, 0);
    assert_ok(confirm(&f, id, 1));
    assert_int_equal(readers(&f, id).count, 1);
    fixture_done(&f);
}

/* Person 00 and 02 are at oak; 02 has read it. */
static void who_has_not_is_reminded_once(void **state)
{
    struct fixture f;
    bool more;
    (void)state;
    fixture_init(&f, 3);
    struct event_id id = make(&f, ATTENDANCE_REQUIRED);
    struct event_id other = make(&f, ATTENDANCE_VOLUNTARY); /* asked of nobody */
    fixture_publish(&f, id);
    fixture_publish(&f, other);
    assert_ok(confirm(&f, id, 2));
    f.now = support_at("2026-11-24T23:59");
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_int_equal(fixture_mails(&f, "reading-due", (struct person_id){0}), 0);
    f.now = support_at("2026-11-25T07:30");
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_true(more);
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_false(more);
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_int_equal(fixture_mails(&f, "reading-due", (struct person_id){0}), 1);
    assert_int_equal(fixture_mails(&f, "reading-due", f.people[0]), 1);
    fixture_done(&f);
}

/* Whoever was told of it today is not told again today: not before a day has gone by. */
static void no_reminder_within_a_day(void **state)
{
    struct fixture f;
    bool more;
    (void)state;
    fixture_init(&f, 3);
    struct event_id id = make(&f, ATTENDANCE_REQUIRED);
    f.now = support_at("2026-11-25T12:00");
    fixture_publish(&f, id);
    f.now = support_at("2026-11-26T07:30");
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_int_equal(fixture_mails(&f, "reading-due", (struct person_id){0}), 0);
    f.now = support_at("2026-11-27T07:30");
    assert_ok(reading_remind_due(f.store, f.now, 1, f.arena, &more));
    assert_true(fixture_mails(&f, "reading-due", f.people[0]) == 1);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_of_the_web_or_none),
        cmocka_unit_test(who_has_not_is_listed_first),
        cmocka_unit_test(who_has_not_is_reminded_once),
        cmocka_unit_test(no_reminder_within_a_day),
        cmocka_unit_test(nobody_books_it),
        cmocka_unit_test(for_everybody),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
