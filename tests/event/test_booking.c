/* DESIGN: places and the wait for them: each refusal with its sentence, each promotion with its
 * mail. */
#include "fixture.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "busy.h"
#include "migrate.h"

static enum err try_book(struct fixture *f, struct event_id event, int person, int by,
                         struct booking_placed *ret)
{
    const struct booking_request request = {event, f->people[person], f->people[by], false};
    return fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), ret));
}

static struct booking_placed book(struct fixture *f, struct event_id event, int person)
{
    struct booking_placed placed = {0};
    assert_ok(try_book(f, event, person, person, &placed));
    return placed;
}

static void assert_refused(struct fixture *f, struct event_id event, int person, enum err expected,
                           const char *slug)
{
    struct booking_placed placed;
    assert_int_equal(try_book(f, event, person, person, &placed), expected);
    assert_string_equal(f->why.slug, slug);
    assert_true(strlen(f->why.detail) > 20);
}

static void test_place_line_promotion(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id event = fixture_event(&f, &fields);
    struct booking_placed first = book(&f, event, 0), second = book(&f, event, 1);
    f.now.v++;
    struct booking_placed third = book(&f, event, 2);
    assert_int_equal(first.status, BOOKING_CONFIRMED);
    assert_int_equal(second.status, BOOKING_WAITING);
    assert_int_equal(second.position, 1);
    assert_int_equal(third.position, 2);
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[0]), 1);
    assert_int_equal(fixture_mails(&f, "booking-waiting", f.people[2]), 1);

    f.now.v++;
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){first.id, f.people[0], NULL},
                               fixture_why(&f)));
    struct booking booking;
    assert_ok(booking_find(f.store, second.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CONFIRMED);
    assert_int_equal(booking.seq, 1);
    assert_int_equal(booking.modified_at.v, f.now.v);
    assert_ok(booking_find(f.store, third.id, f.arena, &booking));
    assert_int_equal(booking.position, 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[1]), 1);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[0]), 1);

    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){first.id, f.people[0], NULL},
                               fixture_why(&f)));
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[0]), 1); /* once */
    struct booking_placed again = book(&f, event, 0); /* a new booking, at the end of the line */
    assert_int_not_equal(again.id.v, first.id.v);
    assert_int_equal(again.position, 2);
    fixture_done(&f);
}

static void test_refusals(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    fields.waiting_list = false;
    struct event_id event = fixture_event(&f, &fields);
    struct booking_placed placed = book(&f, event, 0);
    assert_refused(&f, event, 0, ERR_CONFLICT, "already-booked");
    assert_int_equal(f.why.other_id, placed.id.v);
    assert_refused(&f, event, 1, ERR_CONFLICT, "full");
    assert_refused(&f, (struct event_id){999}, 1, ERR_NOT_FOUND, "not-found");

    struct event_fields later = fields;
    later.starts_at = instant_add(fields.ends_at, -60); /* one minute together */
    later.ends_at = instant_add(later.starts_at, 3600);
    struct event_id overlap = fixture_event(&f, &later);
    assert_refused(&f, overlap, 0, ERR_CONFLICT, "clash");
    assert_int_equal(f.why.other_id, event.v);
    later.starts_at = fields.ends_at;
    struct event_id next = fixture_event(&f, &later);
    book(&f, next, 0); /* end to start is no clash */

    struct event_fields closed = fields;
    closed.booking_opens_at = support_at("2026-11-03T09:00");
    closed.booking_closes_at = support_at("2026-11-10T09:00");
    struct event_id window = fixture_event(&f, &closed);
    assert_refused(&f, window, 2, ERR_CONFLICT, "not-open");
    f.now = support_at("2026-11-10T09:00");
    assert_refused(&f, window, 2, ERR_CONFLICT, "too-late");
    assert_ok(event_cancel(f.store, f.now, window, 0, fixture_why(&f)));
    assert_refused(&f, window, 2, ERR_CONFLICT, "cancelled");
    f.now = fields.starts_at;
    assert_refused(&f, event, 2, ERR_CONFLICT, "too-late");
    assert_int_equal(booking_withdraw(f.store, f.now,
                                      &(struct booking_withdrawal){placed.id, f.people[0], NULL},
                                      fixture_why(&f)),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    assert_int_equal(
        booking_withdraw(f.store, f.now,
                         &(struct booking_withdrawal){(struct booking_id){999}, f.people[0], NULL},
                         fixture_why(&f)),
        ERR_NOT_FOUND);
    fixture_done(&f);
}

static void test_draft(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_draft(&f, &fields);
    assert_refused(&f, event, 1, ERR_NOT_FOUND, "not-found");
    struct booking_request request = {event, f.people[1], f.people[0], true};
    assert_int_equal(booking_book(f.store, f.now, &request, fixture_why(&f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-published");
    fixture_publish(&f, event);
    request.person.v = 999;
    assert_int_equal(booking_book(f.store, f.now, &request, fixture_why(&f), &placed), ERR_INVALID);
    assert_true(fixture_refused(&f, "person_id"));
    fixture_done(&f);
}

static void test_booked_by_somebody_else(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    assert_ok(try_book(&f, event, 1, 0, &placed));
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM outbox WHERE person_id = $1"
                                   " AND body LIKE '%\"by\":\"Person 00\"%'",
                                   f.people[1].v),
                     1);
    assert_int_equal(try_book(&f, event, 1, 0, &placed), ERR_CONFLICT);
    assert_non_null(strstr(f.why.detail, "Person 01 is"));
    fixture_done(&f);
}

/* Whoever is taken elsewhere is passed over, and comes first once free. */
static void test_promotion_passes_over_the_taken(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id event = fixture_event(&f, &fields), other = fixture_event(&f, &fields);
    struct booking_placed first = book(&f, event, 0), second = book(&f, event, 1);
    struct booking_placed elsewhere = book(&f, other, 1);
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){first.id, f.people[0], NULL},
                               fixture_why(&f)));
    struct booking booking;
    assert_ok(booking_find(f.store, second.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_WAITING);
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){elsewhere.id, f.people[1], NULL},
                               fixture_why(&f)));
    assert_ok(booking_find(f.store, second.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CONFIRMED);
    fixture_done(&f);
}

/* A conversation ended without a word to us: the next booking lets the line go first. */
static void test_line_goes_before_a_new_booking(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    struct event_id event = fixture_event(&f, &fields);
    struct booking_placed first = book(&f, event, 0), second = book(&f, event, 1);
    const struct busy talk = {
        f.people[1], fields.starts_at, fields.ends_at, BUSY_CONVERSATION, 7, 0};
    assert_ok(busy_put(f.store, &talk));
    assert_ok(booking_withdraw(f.store, f.now,
                               &(struct booking_withdrawal){first.id, f.people[0], NULL},
                               fixture_why(&f)));
    assert_int_equal(fixture_find(&f, event).places_left, 1);
    assert_ok(busy_delete(f.store, BUSY_CONVERSATION, 7, f.people[1]));
    struct booking_placed late = book(&f, event, 2);
    struct booking booking;
    assert_int_equal(late.status, BOOKING_WAITING);
    assert_ok(booking_find(f.store, second.id, f.arena, &booking));
    assert_int_equal(booking.status, BOOKING_CONFIRMED);
    fixture_done(&f);
}

static void test_lists(void **state)
{
    struct fixture f;
    struct booking_list list;
    (void)state;
    fixture_init(&f, 3);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id late = fixture_event(&f, &fields);
    fields.starts_at = instant_add(fields.starts_at, -86400);
    fields.ends_at = instant_add(fields.ends_at, -86400);
    fields.capacity = 1;
    struct event_id early = fixture_event(&f, &fields);
    book(&f, early, 1);
    book(&f, late, 0);
    struct booking_placed waiting = book(&f, early, 0);
    assert_ok(booking_list(f.store, f.people[0], BOOKING_UPCOMING, f.now, 50, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].id.v, waiting.id.v);
    assert_int_equal(list.items[0].position, 1);
    assert_string_equal(list.items[1].place, "Hall, Oak Primary School");
    assert_ok(booking_list_attendees(f.store, early, f.arena, &list));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].person_name, "Person 01");
    assert_string_equal(list.items[0].school_name, "Ash High School");
    assert_int_equal(list.items[1].status, BOOKING_WAITING);

    f.now = instant_add(fields.ends_at, 2 * 86400);
    assert_ok(booking_list(f.store, f.people[0], BOOKING_UPCOMING, f.now, 50, f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(booking_list(f.store, f.people[0], BOOKING_PAST, f.now, 50, f.arena, &list));
    assert_int_equal(list.count, 1); /* only the place, not the wait */
    assert_int_equal(list.items[0].event.v, late.v);
    assert_ok(booking_list_between(f.store, f.people[0], fields.starts_at, fields.ends_at, f.arena,
                                   &list));
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].id.v, waiting.id.v);
    fixture_done(&f);
}

/* The CHECK of the schema is the last wall. */
static void test_schema_refuses_an_oversell(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id event = fixture_event(&f, &fields);
    assert_int_equal(
        store_exec(f.store, "UPDATE event SET taken = 11 WHERE id = $1", PARAMS(p_int(event.v))),
        ERR_CONFLICT);
    fixture_done(&f);
}

/* ---- several writers at once ---- */

enum { WRITERS = 4, EACH = 15, PLACES = 20 };

struct writer {
    pthread_t thread;
    const char *path;
    const struct fixture *f;
    struct event_id event;
    int index, placed, refused;
};

static void *write_bookings(void *arg)
{
    struct writer *writer = arg;
    struct store *store = NULL;
    struct arena *arena = arena_new();
    CHECK(store_open(writer->path, STORE_WRITE, &store) == OK);
    for (int i = 0; i < EACH; i++) {
        struct person_id person = writer->f->people[writer->index * EACH + i];
        const struct booking_request request = {writer->event, person, person, false};
        struct booking_placed placed;
        struct refusal why;
        refusal_init(&why, arena);
        while (store_begin(store) != OK)
            ;
        enum err err = booking_book(store, writer->f->now, &request, &why, &placed);
        CHECK(err == OK || (err == ERR_CONFLICT && strcmp(why.slug, "full") == 0));
        CHECK(store_commit(store) == OK);
        writer->placed += err == OK;
        writer->refused += err != OK;
    }
    store_close(store);
    arena_free(arena);
    return NULL;
}

static void test_never_over_capacity_with_concurrent_writers(void **state)
{
    struct fixture f;
    struct writer writers[WRITERS];
    struct store *file = NULL;
    char path[] = "/tmp/sparkd_booking_XXXXXX", side[64];
    int placed = 0, refused = 0;
    (void)state;
    fixture_init(&f, WRITERS * EACH);
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = PLACES;
    fields.waiting_list = false;
    struct event_id event = fixture_event(&f, &fields);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(unlink(path), 0);
    assert_ok(store_backup(f.store, path));
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.path = path, .f = &f, .event = event, .index = i};
        assert_int_equal(pthread_create(&writers[i].thread, NULL, write_bookings, &writers[i]), 0);
    }
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(writers[i].thread, NULL);
        placed += writers[i].placed;
        refused += writers[i].refused;
    }
    assert_int_equal(placed, PLACES);
    assert_int_equal(refused, WRITERS * EACH - PLACES);
    assert_ok(store_open(path, STORE_WRITE, &file));
    store_close(f.store);
    f.store = file;
    assert_int_equal(fixture_find(&f, event).taken, PLACES);
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM booking WHERE $1 = 0", 0), PLACES);
    fixture_done(&f);
    unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    unlink(side);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_place_line_promotion),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_draft),
        cmocka_unit_test(test_booked_by_somebody_else),
        cmocka_unit_test(test_promotion_passes_over_the_taken),
        cmocka_unit_test(test_line_goes_before_a_new_booking),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_schema_refuses_an_oversell),
        cmocka_unit_test(test_never_over_capacity_with_concurrent_writers),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
