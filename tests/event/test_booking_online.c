/* DESIGN: in the room or online: which events ask, what a switch moves, and what is told. */
#include "fixture.h"

#include <string.h>

#include "block.h"
#include "booking_ask.h"
#include "booking_online.h"
#include "busy.h"
#include "event_about.h"
#include "event_place.h"

static enum err put_link(struct fixture *f, struct event_id event, const char *link)
{
    const struct event_place place = {link, "", "", "", "", 0};
    return fixture_job(f, event_place_put(f->store, f->now, event, 0, &place, fixture_why(f)));
}

static void set_link(struct fixture *f, struct event_id event, const char *link)
{
    assert_ok(put_link(f, event, link));
}

static struct event_id both_of(struct fixture *f, enum event_kind kind, int capacity)
{
    struct event_fields fields = fixture_event_fields(f);
    fields.kind = kind;
    fields.capacity = capacity;
    struct event_id event = fixture_event(f, &fields);
    set_link(f, event, "https://meet.example/spark");
    return event;
}

static struct event_id both(struct fixture *f, int capacity)
{
    return both_of(f, fixture_event_fields(f).kind, capacity);
}

static struct booking book(struct fixture *f, struct event_id event, int person, bool online)
{
    const struct booking_request request = {
        .event = event, .person = f->people[person], .by = f->people[person], .online = online};
    struct booking_placed placed;
    struct booking booking;
    f->now.v++;
    assert_ok(fixture_job(f, booking_book(f->store, f->now, &request, fixture_why(f), &placed)));
    assert_ok(booking_find(f->store, placed.id, f->arena, &booking));
    return booking;
}

static enum err go(struct fixture *f, struct booking_id id, int by, bool online)
{
    const struct booking_switch to = {id, f->people[by], online};
    f->now.v++;
    return fixture_job(f, booking_online_switch(f->store, f->now, &to, fixture_why(f)));
}

static struct booking again(struct fixture *f, struct booking_id id)
{
    struct booking booking;
    assert_ok(booking_find(f->store, id, f->arena, &booking));
    return booking;
}

/* "Here, or online" says it; a link beside a room does; online alone is no choice. */
static void test_which_events_ask(void **state)
{
    static const struct {
        const char *mode, *link;
        bool offered;
    } ROWS[] = {
        {NULL, "", false},
        {NULL, "https://meet.example/x", true},
        {"in person", "https://meet.example/x", true},
        {"in person", "", false},
        {"both", "", true},
        {"both", "https://meet.example/x", true},
        {"online", "https://meet.example/x", false},
        {"own time", "https://meet.example/x", false},
    };
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct event_id event = fixture_event(&f, &fields);
        struct booking_online online;
        set_link(&f, event, ROWS[i].link);
        if (ROWS[i].mode)
            assert_ok(store_exec(f.store,
                                 "INSERT INTO event_about (event_id, mode) VALUES ($1, $2)"
                                 " ON CONFLICT (event_id) DO UPDATE SET mode = excluded.mode",
                                 PARAMS(p_int(event.v), p_text(ROWS[i].mode))));
        assert_ok(booking_online_find(f.store, event, f.people[0], &online));
        assert_int_equal(online.offered, ROWS[i].offered);
    }
    struct booking_online none;
    assert_int_equal(booking_online_find(f.store, (struct event_id){999}, f.people[0], &none),
                     ERR_NOT_FOUND);
    fixture_done(&f);
}

static void test_only_the_room_is_counted(void **state)
{
    struct fixture f;
    struct booking_online online;
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = both(&f, 1);
    struct booking sits = book(&f, event, 0, false), far = book(&f, event, 1, true);
    struct booking waits = book(&f, event, 2, false);
    assert_int_equal(sits.status, BOOKING_CONFIRMED);
    assert_true(far.status == BOOKING_CONFIRMED && far.online);
    assert_string_equal(far.online_link, "https://meet.example/spark");
    assert_int_equal(waits.status, BOOKING_WAITING);
    assert_int_equal(fixture_find(&f, event).taken, 1);
    assert_ok(booking_online_find(f.store, event, f.people[1], &online));
    assert_true(online.mine && online.count == 1);

    assert_int_equal(go(&f, far.id, 1, false), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "full");
    assert_true(again(&f, far.id).online); /* nobody loses what they have */

    /* Who goes online leaves the place to the next in line, each told once. */
    assert_ok(go(&f, sits.id, 0, true));
    assert_int_equal(again(&f, waits.id).status, BOOKING_CONFIRMED);
    assert_false(again(&f, waits.id).online);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[2]), 1);
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[0]), 2);
    assert_int_equal(again(&f, sits.id).seq, sits.seq + 1); /* the entry in calendars moves */
    assert_ok(go(&f, sits.id, 0, true));
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[0]),
                     2); /* no change, no mail */
    fixture_done(&f);
}

static void test_who_waits_need_not(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 5);
    struct event_id event = both(&f, 1);
    book(&f, event, 0, false);
    struct booking first = book(&f, event, 1, false), second = book(&f, event, 2, false);
    assert_int_equal(
        fixture_count(&f,
                      "SELECT count(*) FROM outbox WHERE kind = 'booking-waiting' AND $1 = 0"
                      " AND body LIKE '%take part online instead%'",
                      0),
        2);
    assert_ok(go(&f, first.id, 1, true));
    assert_int_equal(again(&f, first.id).status, BOOKING_CONFIRMED);
    assert_int_equal(again(&f, second.id).position, 1);
    assert_int_equal(
        fixture_count(&f, "SELECT count(*) FROM busy WHERE source_id = $1", first.id.v), 1);
    assert_int_equal(fixture_find(&f, event).taken, 1);
    fixture_done(&f);
}

static void test_refusals(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id here = fixture_event(&f, &fields), event = both(&f, 5);
    struct booking only = book(&f, here, 0, false), place = book(&f, event, 1, true);
    assert_int_equal(go(&f, only.id, 0, true), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-online");
    assert_int_equal(go(&f, (struct booking_id){999}, 0, true), ERR_NOT_FOUND);

    const struct booking_request asked = {
        .event = here, .person = f.people[2], .by = f.people[2], .online = true};
    struct booking_placed placed;
    assert_int_equal(booking_book(f.store, f.now, &asked, fixture_why(&f), &placed), ERR_INVALID);
    assert_true(fixture_refused(&f, "online"));

    /* Online there is nothing to swap; the place passes on as it is. */
    assert_int_equal(
        fixture_job(&f, booking_swap(f.store, f.now, place.id, only.id, fixture_why(&f))),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "no-place");
    const struct booking_handing handing = {place.id, f.people[3], f.people[3], NULL, false};
    assert_ok(fixture_job(&f, booking_hand(f.store, f.now, &handing, fixture_why(&f), &placed)));
    assert_true(again(&f, placed.id).online);
    assert_int_equal(fixture_find(&f, event).taken, 0);

    assert_ok(go(&f, placed.id, 3, false));
    assert_int_equal(fixture_find(&f, event).taken, 1);
    set_link(&f, event, ""); /* nobody is online any more */
    f.now = fields.starts_at;
    assert_int_equal(go(&f, placed.id, 3, true), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    fixture_done(&f);
}

/* ---- nobody who is booked online is left without a way to be there ---- */

static enum err set_mode(struct fixture *f, struct event_id id, enum event_mode mode)
{
    struct event_about about = event_about_new();
    struct event event = fixture_find(f, id);
    about.mode = mode;
    event.fields.about = &about;
    return fixture_job(f, event_update(f->store, f->now, id, 0, &event.fields, fixture_why(f)));
}

static void test_the_link_stays_while_somebody_needs_it(void **state)
{
    struct fixture f;
    struct event_place place;
    (void)state;
    fixture_init(&f, 3);
    struct event_id event = both(&f, 5);
    struct booking first = book(&f, event, 0, true), second = book(&f, event, 1, true);
    assert_int_equal(put_link(&f, event, ""), ERR_INVALID);
    assert_true(fixture_refused(&f, "online_link"));
    assert_non_null(strstr(f.why.fields[0].message, "2 people take part online"));
    assert_ok(event_place_find(f.store, event, f.arena, &place));
    assert_string_equal(place.online_link, "https://meet.example/spark");
    set_link(&f, event, "https://meet.example/other");
    assert_ok(go(&f, first.id, 0, false));
    assert_int_equal(put_link(&f, event, ""), ERR_INVALID);
    assert_non_null(strstr(f.why.fields[0].message, "1 person takes part online"));

    assert_ok(set_mode(&f, event, MODE_BOTH)); /* says it without a link */
    set_link(&f, event, "");
    assert_int_equal(set_mode(&f, event, MODE_IN_PERSON), ERR_INVALID);
    assert_true(fixture_refused(&f, "about.mode"));
    assert_true(again(&f, second.id).online);
    set_link(&f, event, "https://meet.example/spark");
    assert_ok(set_mode(&f, event, MODE_IN_PERSON));

    f.now = fixture_find(&f, event).fields.ends_at; /* over: a link that is dead may go */
    set_link(&f, event, "");
    fixture_done(&f);
}

static void test_workshops_are_in_rooms(void **state)
{
    struct fixture f;
    struct block_id block;
    (void)state;
    fixture_init(&f, 2);
    struct event_id day = both_of(&f, EVENT_INSET, 5);
    const struct event event = fixture_find(&f, day);
    const struct block_fields fields = {"Block 1", event.fields.starts_at, event.fields.ends_at,
                                        true};
    struct booking far = book(&f, day, 0, true);
    assert_int_equal(
        fixture_job(&f, block_create(f.store, f.now, day, &fields, fixture_why(&f), &block)),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "online");
    assert_ok(go(&f, far.id, 0, false));
    assert_ok(fixture_job(&f, block_create(f.store, f.now, day, &fields, fixture_why(&f), &block)));
    fixture_done(&f);
}

static void test_what_is_no_way_in_is_not_handed_on(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 2);
    struct event_id event = both(&f, 5);
    const struct booking_handing handing = {book(&f, event, 0, true).id, f.people[1], f.people[0],
                                            NULL, false};
    assert_ok(store_exec(f.store, "UPDATE event_place SET online_link = ''", PARAMS()));
    assert_int_equal(
        fixture_job(&f, booking_hand(f.store, f.now, &handing, fixture_why(&f), &placed)),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-online");
    assert_true(again(&f, handing.id).online);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_events_ask),
        cmocka_unit_test(test_only_the_room_is_counted),
        cmocka_unit_test(test_who_waits_need_not),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_the_link_stays_while_somebody_needs_it),
        cmocka_unit_test(test_workshops_are_in_rooms),
        cmocka_unit_test(test_what_is_no_way_in_is_not_handed_on),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
