/* DESIGN: events that meet several times: which time is which when they change, who is taken and
 * told. */
#include "fixture.h"

#include <stdio.h>

#include "busy.h"
#include "event_session.h"
#include "notice.h"

static struct event_session_fields meets(const char *starts, const char *ends)
{
    return (struct event_session_fields){0, support_at(starts), support_at(ends), ""};
}

static const char *const DAYS[] = {"2026-11-12", "2026-11-19", "2026-11-26", "2026-12-03"};

/* 16:00 to 17:00 on the first so many of DAYS. */
static int days(struct event_session_fields *items, int count)
{
    for (int i = 0; i < count; i++) {
        char from[24], to[24];
        snprintf(from, sizeof from, "%sT16:00", DAYS[i]);
        snprintf(to, sizeof to, "%sT17:00", DAYS[i]);
        items[i] = meets(from, to);
    }
    return count;
}

static enum err set(struct fixture *f, struct event_id event,
                    const struct event_session_fields *items, int count)
{
    return fixture_job(
        f, event_set_sessions(f->store, f->now, event, 0, items, count, fixture_why(f)));
}

static struct event_sessions sessions_of(struct fixture *f, struct event_id event)
{
    struct event_sessions list;
    assert_ok(event_session_list(f->store, event, f->arena, &list));
    return list;
}

static struct booking_placed book(struct fixture *f, struct event_id event, int person)
{
    struct booking_placed placed = {0};
    const struct booking_request request = {
        .event = event, .person = f->people[person], .by = f->people[person]};
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
    return placed;
}

static void test_every_session_takes_time(void **state)
{
    (void)state;
    struct fixture f;
    struct event_session_fields items[4];
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    assert_ok(set(&f, event, items, days(items, 3)));
    struct event found = fixture_find(&f, event);
    assert_int_equal(found.fields.starts_at.v, items[0].starts_at.v);
    assert_int_equal(found.fields.ends_at.v, items[2].ends_at.v);
    assert_int_equal(found.date_count, 3);
    book(&f, event, 0);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", event.v),
                     3);
    /* the third time clashes with another event */
    fields.starts_at = support_at("2026-11-26T16:30");
    fields.ends_at = support_at("2026-11-26T18:00");
    struct event_id other = fixture_event(&f, &fields);
    struct booking_placed placed;
    const struct booking_request request = {
        .event = other, .person = f.people[0], .by = f.people[0]};
    assert_int_equal(booking_book(f.store, f.now, &request, fixture_why(&f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "clash");
    /* one fewer: free then, and it can be booked */
    assert_ok(set(&f, event, items, 2));
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", event.v),
                     2);
    book(&f, other, 0);
    fixture_done(&f);
}

static void test_entries_keep_their_names(void **state)
{
    (void)state;
    struct fixture f;
    struct event_session_fields items[EVENT_SESSIONS_MAX];
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    const char *uid = sessions_of(&f, event).items[0].uid;
    assert_ok(set(&f, event, items, days(items, 3)));
    struct event_sessions was = sessions_of(&f, event);
    assert_string_equal(was.items[0].uid, uid); /* it met then before */
    assert_int_equal(was.items[0].position, 1);
    /* sent in any order, without ids: each is the one that meets at its time */
    struct event_session_fields turned[3] = {items[2], items[0], items[1]};
    assert_ok(set(&f, event, turned, 3));
    struct event_sessions is = sessions_of(&f, event);
    for (int i = 0; i < 3; i++)
        assert_string_equal(is.items[i].uid, was.items[i].uid);
    /* one that moves past another keeps its name */
    event_session_fields(&is, items);
    items[0].starts_at = support_at("2026-11-20T16:00");
    items[0].ends_at = support_at("2026-11-20T17:00");
    assert_ok(set(&f, event, items, 3));
    is = sessions_of(&f, event);
    assert_string_equal(is.items[1].uid, uid);
    assert_string_equal(is.items[0].uid, was.items[1].uid);
    /* the first one is never dropped: its name moves to a time that stays */
    event_session_fields(&is, items);
    items[1] = items[2];
    assert_ok(set(&f, event, items, 2));
    is = sessions_of(&f, event);
    assert_int_equal(is.count, 2);
    assert_string_equal(is.items[0].uid, uid);
    fixture_done(&f);
}

static void test_people_are_told_once(void **state)
{
    (void)state;
    struct fixture f;
    struct event_session_fields items[4];
    struct notice_queued *told;
    int64_t mark;
    int count;
    fixture_init(&f, 3);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    book(&f, event, 0);
    book(&f, event, 1);
    assert_ok(notice_mark(f.store, &mark));
    assert_ok(set(&f, event, items, days(items, 4)));
    assert_ok(notice_list_since(f.store, mark, f.arena, &told, &count));
    assert_int_equal(count, 2);
    assert_int_equal(told[0].notice.kind, NOTICE_EVENT_CHANGED);
    assert_int_equal(told[0].notice.date_count, 4);
    /* the same again is no change */
    assert_ok(set(&f, event, items, 4));
    assert_ok(notice_list_since(f.store, mark, f.arena, &told, &count));
    assert_int_equal(count, 2);
    /* what goes is out of calendars */
    assert_ok(notice_mark(f.store, &mark));
    assert_ok(set(&f, event, items, 1));
    assert_ok(notice_list_since(f.store, mark, f.arena, &told, &count));
    assert_int_equal(count, 2);
    assert_int_equal(told[0].notice.date_count, 4);
    assert_false(told[0].notice.dates[0].ended);
    assert_true(told[0].notice.dates[3].ended);
    fixture_done(&f);
}

static void test_what_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct event_session_fields items[EVENT_SESSIONS_MAX + 1];
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    assert_int_equal(set(&f, event, items, 0), ERR_INVALID);
    assert_int_equal(set(&f, event, items, EVENT_SESSIONS_MAX + 1), ERR_INVALID);
    days(items, 3);
    items[1].ends_at = items[1].starts_at;
    assert_int_equal(set(&f, event, items, 3), ERR_INVALID);
    assert_true(fixture_refused(&f, "sessions[1].ends_at"));
    days(items, 3);
    items[2].starts_at = instant_add(items[1].ends_at, -60);
    items[2].ends_at = instant_add(items[1].ends_at, 60);
    assert_int_equal(set(&f, event, items, 3), ERR_INVALID);
    assert_true(fixture_refused(&f, "sessions[2].starts_at"));
    days(items, 3);
    items[2].starts_at = instant_add(items[0].starts_at, 367 * INT64_C(86400));
    items[2].ends_at = instant_add(items[2].starts_at, 3600);
    assert_int_equal(set(&f, event, items, 3), ERR_INVALID);
    assert_true(fixture_refused(&f, "sessions"));
    days(items, 3);
    items[1].id = 999;
    assert_int_equal(set(&f, event, items, 3), ERR_INVALID);
    assert_true(fixture_refused(&f, "sessions[1].id"));
    /* its time is that of its sessions, and a longer course is no fault */
    assert_ok(set(&f, event, items, days(items, 3)));
    fields.ends_at = support_at("2026-11-12T18:00");
    assert_int_equal(event_update(f.store, f.now, event, 0, &fields, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "starts_at"));
    fields = fixture_find(&f, event).fields;
    fields.title = "Reading aloud, three evenings";
    assert_ok(event_update(f.store, f.now, event, 0, &fields, fixture_why(&f)));
    assert_int_equal(sessions_of(&f, event).count, 3);
    fixture_done(&f);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_session_takes_time),
        cmocka_unit_test(test_entries_keep_their_names),
        cmocka_unit_test(test_people_are_told_once),
        cmocka_unit_test(test_what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
