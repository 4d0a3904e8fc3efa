/* DESIGN: governing bodies and their meetings (PR-03, GO-04). */
#include "world.h"

#include "body_meeting.h"

static void one_a_school(void **state)
{
    struct world w;
    struct governing_body_id board, oak, other;
    struct governing_body *list, body;
    int count;
    (void)state;
    world_init(&w);
    assert_ok(governing_body_create(w.store, w.oak, "Governors", world_why(&w), &oak));
    assert_ok(
        governing_body_create(w.store, (struct school_id){0}, "Board", world_why(&w), &board));
    assert_int_equal(governing_body_create(w.store, w.oak, "Others", world_why(&w), &other),
                     ERR_CONFLICT);
    assert_int_equal(
        governing_body_create(w.store, (struct school_id){0}, "Others", world_why(&w), &other),
        ERR_CONFLICT);
    assert_int_equal(w.why.other_id, board.v);
    assert_int_equal(
        governing_body_create(w.store, (struct school_id){99}, "X", world_why(&w), &other),
        ERR_INVALID);
    assert_int_equal(governing_body_create(w.store, w.ash, " ", world_why(&w), &other),
                     ERR_INVALID);
    assert_ok(governing_body_list(w.store, w.arena, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "Board");
    assert_ok(governing_body_rename(w.store, oak, 1, "Strategic governors", world_why(&w)));
    assert_int_equal(governing_body_rename(w.store, oak, 1, "X", world_why(&w)), ERR_STALE);
    assert_ok(governing_body_find_of(w.store, w.oak, w.arena, &body));
    assert_string_equal(body.name, "Strategic governors");
    assert_int_equal(governing_body_find_of(w.store, w.ash, w.arena, &body), ERR_NOT_FOUND);
    world_done(&w);
}

static void one_chair(void **state)
{
    struct world w;
    struct governing_body_id body;
    struct membership_id first, second;
    struct day sept = support_day("2026-09-01");
    (void)state;
    world_init(&w);
    assert_ok(governing_body_create(w.store, w.oak, "Governors", world_why(&w), &body));
    const struct membership_new ana = {MEMBERSHIP_OF_BODY, body.v, w.ana, DUTY_CHAIR, sept};
    struct membership_new ben = {MEMBERSHIP_OF_BODY, body.v, w.ben, DUTY_CHAIR, sept};
    assert_ok(membership_add(w.store, &ana, world_why(&w), &first));
    assert_int_equal(membership_add(w.store, &ben, world_why(&w), &second), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "one-chair");
    ben.duty = DUTY_MEMBER;
    assert_ok(membership_add(w.store, &ben, world_why(&w), &second));
    /* Once in it, whatever as. */
    ben.duty = DUTY_CLERK;
    assert_int_equal(membership_add(w.store, &ben, world_why(&w), &second), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "already-member");
    assert_ok(membership_end(w.store, MEMBERSHIP_OF_BODY, first, sept, world_why(&w)));
    assert_ok(membership_add(w.store, &ana, world_why(&w), &first));
    world_done(&w);
}

static void meetings(void **state)
{
    struct world w;
    struct governing_body_id body;
    struct body_meeting_id id;
    struct body_meeting meeting;
    struct body_meeting_list list;
    struct instant now = support_at("2026-11-02T09:00"), later = support_at("2026-11-12T18:00"),
                   past = support_at("2026-10-01T18:00");
    (void)state;
    world_init(&w);
    assert_ok(governing_body_create(w.store, w.oak, "Governors", world_why(&w), &body));
    const struct body_meeting_fields none = {{0}, ""}, coming = {later, "Library"},
                                     held = {past, ""};
    assert_int_equal(body_meeting_create(w.store, body, &none, world_why(&w), &id), ERR_INVALID);
    assert_true(world_refused(&w, "starts_at"));
    assert_ok(body_meeting_create(w.store, body, &coming, world_why(&w), &id));
    assert_int_equal(body_meeting_receive(w.store, now, id, 0, "Report", world_why(&w)),
                     ERR_CONFLICT);
    assert_string_equal(w.why.slug, "not-yet");
    assert_ok(body_meeting_change(w.store, id, 1, &held, world_why(&w)));
    assert_int_equal(body_meeting_change(w.store, id, 1, &held, world_why(&w)), ERR_STALE);
    assert_ok(body_meeting_receive(w.store, now, id, 2, "The annual report", world_why(&w)));
    assert_int_equal(body_meeting_cancel(w.store, id, 0, world_why(&w)), ERR_CONFLICT);
    assert_string_equal(w.why.slug, "received");
    assert_ok(body_meeting_receive(w.store, now, id, 0, "", world_why(&w)));
    assert_ok(body_meeting_cancel(w.store, id, 0, world_why(&w)));
    assert_ok(body_meeting_cancel(w.store, id, 0, world_why(&w)));
    assert_int_equal(body_meeting_change(w.store, id, 0, &coming, world_why(&w)), ERR_CONFLICT);
    assert_ok(body_meeting_find(w.store, id, w.arena, &meeting));
    assert_true(meeting.cancelled);
    assert_ok(body_meeting_create(w.store, body, &coming, world_why(&w), &id));
    assert_ok(body_meeting_list(w.store, body, 0, 1, w.arena, &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.next, 1);
    assert_int_equal(list.items[0].fields.starts_at.v, later.v); /* the latest first */
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_a_school),
        cmocka_unit_test(one_chair),
        cmocka_unit_test(meetings),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
