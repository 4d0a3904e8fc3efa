/* DESIGN: places at events that need approval: held meanwhile, given or passed on by the answer. */
#include "approval_fixture.h"

/* Of oak, with that many places, each to be approved. */
static struct event_id event_of(struct fixture *f, int capacity)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.capacity = capacity;
    fields.approval = true;
    return fixture_event(f, &fields);
}

static struct booking_placed book(struct fixture *f, struct event_id event, int person)
{
    const struct booking_request request = {
        .event = event, .person = f->people[person], .by = f->people[person]};
    struct booking_placed placed = {.position = 0};
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
    return placed;
}

static enum booking_status status_of(struct fixture *f, struct booking_id id)
{
    struct booking booking = {.status = BOOKING_CANCELLED};
    assert_ok(booking_find(f->store, id, f->arena, &booking));
    return booking.status;
}

static struct approval_id request_of(struct fixture *f, struct booking_id id)
{
    return (struct approval_id){
        fixture_count(f, "SELECT id FROM approval WHERE booking_id = $1", id.v)};
}

static void approve_all(struct fixture *f, struct approval_id id)
{
    approval_yes(f, id, MANAGER);
    approval_yes(f, id, LEADER);
    approval_yes(f, id, HEAD);
}

static void an_approved_place_is_confirmed_with_one_mail(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct booking_placed placed = book(&f, event_of(&f, 1), ASKER);
    assert_int_equal(placed.status, BOOKING_REQUESTED);
    struct approval_id id = request_of(&f, placed.id);
    struct approval approval = approval_of(&f, id);
    assert_string_equal(approval.fields.title, "Reading aloud");
    assert_int_equal(approval.fields.from.v, support_day("2026-11-12").v);
    assert_int_equal(approval.booking.v, placed.id.v);
    assert_string_equal(approval_holders_text(&f, id), "Person 02");
    approve_all(&f, id);
    assert_int_equal(status_of(&f, placed.id), BOOKING_CONFIRMED);
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[ASKER]), 1);
    assert_int_equal(fixture_mails(&f, "approval-answer", f.people[ASKER]), 0);
    fixture_done(&f);
}

static void a_declined_place_goes_to_the_next(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct event_id event = event_of(&f, 1);
    struct booking_placed first = book(&f, event, ASKER), second = book(&f, event, DEPUTY);
    assert_int_equal(second.status, BOOKING_WAITING);
    assert_ok(approval_try(&f, request_of(&f, first.id), MANAGER, false, "Secret reason"));
    assert_int_equal(status_of(&f, first.id), BOOKING_DECLINED);
    assert_int_equal(status_of(&f, second.id), BOOKING_REQUESTED); /* nobody has approved it yet */
    assert_int_equal(fixture_mails(&f, "booking-declined", f.people[ASKER]), 1);
    assert_int_equal(fixture_mails(&f, "approval-answer", f.people[ASKER]), 0);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM outbox WHERE body LIKE '%Secret%'", 0),
                     0);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM approval", 0), 2);
    fixture_done(&f);
}

static void one_who_waits_may_be_approved_before_a_place_comes_free(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct event_id event = event_of(&f, 1);
    struct booking_placed first = book(&f, event, DEPUTY), second = book(&f, event, ASKER);
    approve_all(&f, request_of(&f, second.id));
    assert_int_equal(status_of(&f, second.id), BOOKING_WAITING);
    assert_int_equal(fixture_mails(&f, "approval-answer", f.people[ASKER]), 1);
    assert_ok(approval_withdraw(f.store, f.now, request_of(&f, first.id), 0, fixture_why(&f)));
    assert_int_equal(status_of(&f, first.id), BOOKING_WITHDRAWN);
    assert_int_equal(status_of(&f, second.id), BOOKING_CONFIRMED);
    fixture_done(&f);
}

static void what_is_given_up_takes_its_request_along(void **state)
{
    struct fixture f;
    (void)state;
    approval_fixture_init(&f, "bronte.json");
    struct event_id event = event_of(&f, 2);
    struct booking_placed first = book(&f, event, ASKER), second = book(&f, event, DEPUTY);
    const struct booking_withdrawal withdrawal = {.id = first.id, .by = f.people[ASKER]};
    assert_ok(booking_withdraw(f.store, f.now, &withdrawal, fixture_why(&f)));
    assert_int_equal(approval_of(&f, request_of(&f, first.id)).status, APPROVAL_WITHDRAWN);
    struct booking_placed again = book(&f, event, ASKER);
    assert_int_equal(approval_of(&f, request_of(&f, again.id)).status, APPROVAL_OPEN);
    assert_ok(event_cancel(f.store, f.now, event, 0, fixture_why(&f)));
    assert_int_equal(approval_of(&f, request_of(&f, second.id)).status, APPROVAL_WITHDRAWN);
    assert_int_equal(approval_of(&f, request_of(&f, again.id)).status, APPROVAL_WITHDRAWN);
    struct approval_list list;
    assert_ok(approval_list_waiting(f.store, f.people[MANAGER], tz_day(f.now), f.arena, &list));
    assert_int_equal(list.count, 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_approved_place_is_confirmed_with_one_mail),
        cmocka_unit_test(a_declined_place_goes_to_the_next),
        cmocka_unit_test(one_who_waits_may_be_approved_before_a_place_comes_free),
        cmocka_unit_test(what_is_given_up_takes_its_request_along),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
