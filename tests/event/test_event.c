/* DESIGN: events from draft to cancelled, who sees them, and what a change brings about. */
#include "fixture.h"

static struct booking_placed book(struct fixture *f, struct event_id event, int person)
{
    const struct booking_request request = {event, f->people[person], f->people[person], false};
    struct booking_placed placed = {0};
    assert_ok(booking_book(f->store, f->now, &request, fixture_why(f), &placed));
    return placed;
}

static enum err update(struct fixture *f, struct event_id id, int version,
                       const struct event_fields *fields)
{
    return fixture_job(f, event_update(f->store, f->now, id, version, fields, fixture_why(f)));
}

static void test_draft_is_seen_by_those_who_may(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_draft(&f, &fields);
    struct event event = fixture_find(&f, id);
    assert_int_equal(event.status, EVENT_DRAFT);
    assert_int_equal(event.places_left, 10);
    assert_string_equal(event.place, "Hall, Oak Primary School");
    const struct {
        struct event_viewer viewer;
        enum err draft;
    } rows[] = {
        {{.person = f.people[1]}, ERR_NOT_FOUND},
        {{.all_drafts = true}, OK},
        {{.draft_schools = &f.oak, .draft_school_count = 1}, OK},
        {{.draft_schools = &f.ash, .draft_school_count = 1}, ERR_NOT_FOUND},
    };
    const struct event_filter all = {.kind = EVENT_ANY_KIND, .limit = 50};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct event_list list;
        assert_int_equal(event_find(f.store, &rows[i].viewer, id, f.arena, &event), rows[i].draft);
        assert_ok(event_list(f.store, &rows[i].viewer, &all, f.arena, &list));
        assert_int_equal(list.count, rows[i].draft == OK);
    }
    fixture_publish(&f, id);
    assert_ok(event_find(f.store, &rows[0].viewer, id, f.arena, &event));
    fixture_done(&f);
}

static void test_bad_fields_change_nothing(void **state)
{
    struct fixture f;
    struct event_id id;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    fields.school.v = 99;
    fields.title = "";
    fields.ends_at = fields.starts_at;
    assert_int_equal(event_create(f.store, f.now, f.people[0], &fields, fixture_why(&f), &id),
                     ERR_INVALID);
    assert_string_equal(f.why.slug, "validation");
    assert_int_equal(f.why.field_count, 3);
    assert_true(fixture_refused(&f, "host_school"));
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM event WHERE $1 = 0", 0), 0);
    fixture_done(&f);
}

static void test_stale_form_says_what_changed(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    int version = fixture_find(&f, id).version;
    struct event_fields first = fields, second = fields;
    first.title = "Reading together";
    first.capacity = 12;
    assert_ok(update(&f, id, version, &first));
    second.purpose = "Mine";
    assert_int_equal(update(&f, id, version, &second), ERR_STALE);
    assert_string_equal(f.why.slug, "stale");
    assert_true(fixture_refused(&f, "title"));
    assert_true(fixture_refused(&f, "capacity"));
    assert_false(fixture_refused(&f, "room"));
    assert_string_equal(fixture_find(&f, id).fields.title, "Reading together");
    assert_ok(update(&f, id, version + 1, &second));
    assert_int_equal(event_cancel(f.store, f.now, id, version, fixture_why(&f)), ERR_STALE);
    fixture_done(&f);
}

/* Calendar specification, section 7: seq rises with what is seen; a mail only for time, place,
 * title. */
static void test_change_tells_each_once(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 2;
    struct event_id id = fixture_event(&f, &fields);
    struct booking_placed placed = book(&f, id, 1);
    book(&f, id, 2);
    book(&f, id, 3); /* waits */
    struct event before = fixture_find(&f, id);

    fields.hours_min = 90;
    assert_ok(update(&f, id, 0, &fields));
    assert_int_equal(fixture_find(&f, id).seq, before.seq);
    assert_int_equal(fixture_find(&f, id).version, before.version + 1);

    fields.purpose = "Another";
    assert_ok(update(&f, id, 0, &fields));
    assert_int_equal(fixture_find(&f, id).seq, before.seq + 1);
    assert_int_equal(fixture_mails(&f, "event-changed", (struct person_id){0}), 0);

    f.now = instant_add(f.now, 60);
    fields.starts_at = instant_add(fields.starts_at, 900);
    fields.room = "Library";
    assert_ok(update(&f, id, 0, &fields));
    struct booking booking;
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(booking.seq, 2);
    assert_int_equal(booking.modified_at.v, f.now.v);
    assert_int_equal(booking.starts_at.v, fields.starts_at.v);
    assert_int_equal(fixture_mails(&f, "event-changed", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "event-changed", f.people[2]), 1);
    assert_int_equal(fixture_mails(&f, "event-changed", f.people[3]), 0);
    assert_int_equal(fixture_count(&f, "SELECT min(from_at) FROM busy WHERE event_id = $1", id.v),
                     fields.starts_at.v);
    fixture_done(&f);
}

static void test_capacity_follows_places(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 2;
    struct event_id id = fixture_event(&f, &fields);
    for (int i = 0; i < 5; i++)
        book(&f, id, i);
    fields.capacity = 1;
    assert_int_equal(update(&f, id, 0, &fields), ERR_INVALID);
    assert_true(fixture_refused(&f, "capacity"));
    fields.capacity = 4;
    assert_ok(update(&f, id, 0, &fields));
    struct event event = fixture_find(&f, id);
    assert_int_equal(event.taken, 4);
    assert_int_equal(event.waiting, 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[2]), 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[3]), 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[4]), 0);
    fixture_done(&f);
}

static void test_cancel_tells_all(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id id = fixture_event(&f, &fields), other = fixture_event(&f, &fields);
    struct booking_placed placed = book(&f, id, 0);
    book(&f, id, 1); /* waits here, then takes the other */
    assert_ok(fixture_job(&f, event_cancel(f.store, f.now, id, 0, fixture_why(&f))));
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 2);
    struct booking booking;
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CANCELLED);
    assert_int_equal(booking.seq, 1);
    assert_int_equal(booking.ended_at.v, f.now.v);
    assert_int_equal(fixture_find(&f, id).taken, 0);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM busy WHERE event_id = $1", id.v), 0);
    book(&f, other, 0); /* free again at that time */
    assert_int_equal(update(&f, id, 0, &fields), ERR_CONFLICT);
    assert_int_equal(event_publish(f.store, f.now, id, 0, fixture_why(&f)), ERR_CONFLICT);
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 2);
    fixture_done(&f);
}

/* Its register would lose who was there, and everybody be told of what is long over. */
static void test_what_is_over_is_not_cancelled(void **state)
{
    struct fixture f;
    struct booking booking;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields), draft = fixture_draft(&f, &fields);
    struct booking_placed placed = book(&f, id, 0);
    f.now = fields.ends_at;
    assert_int_equal(event_cancel(f.store, f.now, id, 0, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CONFIRMED);
    assert_int_equal(fixture_mails(&f, "event-cancelled", (struct person_id){0}), 0);
    struct event_fields again = fields; /* nor on another day, to be cancelled there */
    again.starts_at = instant_add(fields.starts_at, 7 * 86400);
    again.ends_at = instant_add(fields.ends_at, 7 * 86400);
    assert_int_equal(update(&f, id, 0, &again), ERR_INVALID);
    assert_true(fixture_refused(&f, "starts_at"));
    again = fields;
    again.title = "What it was about";
    assert_ok(update(&f, id, 0, &again));
    assert_ok(event_cancel(f.store, f.now, draft, 0, fixture_why(&f))); /* discarded */
    fixture_done(&f);
}

static void test_cancelled_draft_stays_unknown(void **state)
{
    struct fixture f;
    struct event event;
    const struct event_viewer staff = {0};
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_draft(&f, &fields);
    assert_ok(update(&f, id, 0, &fields));
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_int_equal(event_find(f.store, &staff, id, f.arena, &event), ERR_NOT_FOUND);
    fixture_done(&f);
}

static void test_list_by_filters_and_pages(void **state)
{
    struct fixture f;
    const struct event_viewer staff = {0};
    struct event_list list;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    for (int i = 0; i < 7; i++) {
        struct event_fields one = fields;
        one.starts_at = instant_add(fields.starts_at, (int64_t)(i / 2) * 86400); /* ties */
        one.ends_at = instant_add(one.starts_at, 3600);
        one.kind = i % 3 == 0 ? EVENT_COURSE : EVENT_TWILIGHT;
        one.school = i % 2 ? f.ash : f.oak;
        one.title = i == 4 ? "Phonics for all" : "Reading";
        fixture_event(&f, &one);
    }
    struct event_filter page = {.kind = EVENT_ANY_KIND, .limit = 3};
    int seen = 0, pages = 0;
    int64_t last = 0;
    do {
        assert_ok(event_list(f.store, &staff, &page, f.arena, &list));
        for (int i = 0; i < list.count; i++, seen++) {
            assert_true(list.items[i].fields.starts_at.v * 100 + list.items[i].id.v > last);
            last = list.items[i].fields.starts_at.v * 100 + list.items[i].id.v;
        }
        page.after = list.next;
        pages++;
    } while (list.next.id);
    assert_int_equal(seen, 7);
    assert_int_equal(pages, 3);

    const struct {
        struct event_filter filter;
        int count;
    } rows[] = {
        {{.kind = EVENT_COURSE, .limit = 50}, 3},
        {{.kind = EVENT_ANY_KIND, .school = f.ash, .limit = 50}, 3},
        {{.kind = EVENT_ANY_KIND, .q = STR("phonics"), .limit = 50}, 1},
        {{.kind = EVENT_ANY_KIND, .q = STR("%"), .limit = 50}, 0},
        {{.kind = EVENT_ANY_KIND, .from = instant_add(fields.starts_at, 86400), .limit = 50}, 5},
        {{.kind = EVENT_ANY_KIND, .to = instant_add(fields.starts_at, 86400), .limit = 50}, 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_ok(event_list(f.store, &staff, &rows[i].filter, f.arena, &list));
        assert_int_equal(list.count, rows[i].count);
    }
    fixture_done(&f);
}

static void test_between_for_feeds(void **state)
{
    struct fixture f;
    struct event_list list;
    struct school_id any = {0};
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct instant from = fields.starts_at, to = fields.ends_at;
    fixture_draft(&f, &fields);
    struct event_id gone = fixture_event(&f, &fields);
    assert_ok(event_cancel(f.store, f.now, gone, 0, fixture_why(&f)));
    fields.school = f.ash;
    fixture_event(&f, &fields);
    assert_ok(event_list_between(f.store, from, to, EVENT_SCOPE_TRUST, any, f.arena, &list));
    assert_int_equal(list.count, 2); /* the cancelled one is shown as such */
    assert_int_equal(list.items[0].status, EVENT_CANCELLED);
    assert_non_null(list.items[0].uid);
    assert_ok(event_list_between(f.store, from, to, EVENT_SCOPE_SCHOOL, f.ash, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_ok(event_list_between(f.store, from, to, EVENT_SCOPE_SPARK, any, f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(event_list_between(f.store, to, instant_add(to, 1), EVENT_SCOPE_TRUST, any, f.arena,
                                 &list));
    assert_int_equal(list.count, 0); /* half open at both ends */
    fixture_done(&f);
}

/* A course beside an event at the same time: person 3 had its one place and gave it up while 1 and
 * then 2, who have places at the event, wait there. */
static struct event_id passed_over(struct fixture *f, struct event_id event)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = EVENT_COURSE;
    fields.title = "Phonics";
    fields.capacity = 1;
    struct event_id course = fixture_event(f, &fields);
    struct booking_placed first = book(f, course, 3);
    for (int person = 1; person <= 2; person++) {
        f->now.v++;
        assert_int_equal(book(f, course, person).status, BOOKING_WAITING);
    }
    for (int person = 2; person >= 1; person--)
        assert_int_equal(book(f, event, person).status, BOOKING_CONFIRMED);
    assert_ok(booking_withdraw(f->store, f->now,
                               &(struct booking_withdrawal){first.id, f->people[3], NULL},
                               fixture_why(f)));
    assert_int_equal(fixture_find(f, course).places_left, 1);
    return course;
}

static void assert_first_is_promoted(struct fixture *f, struct event_id course)
{
    assert_int_equal(fixture_find(f, course).places_left, 0);
    assert_int_equal(fixture_mails(f, "booking-promoted", (struct person_id){0}), 1);
    assert_int_equal(fixture_mails(f, "booking-promoted", f->people[1]), 1); /* first in line */
}

/* SP-11: nobody waits for a place while one is free, whatever made them free. */
static void test_move_frees_who_waits_elsewhere(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    struct event_id course = passed_over(&f, event);
    fields.title = "Reading together";
    assert_ok(update(&f, event, 0, &fields)); /* still at the same time */
    assert_int_equal(fixture_find(&f, course).places_left, 1);
    fields.starts_at = instant_add(fields.starts_at, 86400);
    fields.ends_at = instant_add(fields.ends_at, 86400);
    assert_ok(update(&f, event, 0, &fields));
    assert_first_is_promoted(&f, course);
    fixture_done(&f);
}

/* All are free before anybody is promoted: the line decides, not the order of booking here. */
static void test_cancel_frees_in_the_order_of_the_line(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    struct event_id course = passed_over(&f, event);
    assert_ok(event_cancel(f.store, f.now, event, 0, fixture_why(&f)));
    assert_first_is_promoted(&f, course);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draft_is_seen_by_those_who_may),
        cmocka_unit_test(test_bad_fields_change_nothing),
        cmocka_unit_test(test_stale_form_says_what_changed),
        cmocka_unit_test(test_change_tells_each_once),
        cmocka_unit_test(test_capacity_follows_places),
        cmocka_unit_test(test_cancel_tells_all),
        cmocka_unit_test(test_what_is_over_is_not_cancelled),
        cmocka_unit_test(test_cancelled_draft_stays_unknown),
        cmocka_unit_test(test_move_frees_who_waits_elsewhere),
        cmocka_unit_test(test_cancel_frees_in_the_order_of_the_line),
        cmocka_unit_test(test_list_by_filters_and_pages),
        cmocka_unit_test(test_between_for_feeds),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
