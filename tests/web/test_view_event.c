/* DESIGN: what pages say of an event to whom: places, tags, the coordinators' part, drafts. */
#include "coordinator_view.h"
#include "view_event.h"

#include "fixture.h"

enum { PEOPLE = 4 };

static struct fixture f;
static struct site site = {.base_url = "http://localhost", .trust_name = "Seven Trees Trust"};

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, PEOPLE);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static struct ctx ctx_of(int person, enum role role, struct school_id school)
{
    struct ctx ctx = {.store = f.store, .arena = f.arena, .now = f.now, .site = &site};
    refusal_init(&ctx.why, f.arena);
    ctx.actor.person = f.people[person];
    ctx.actor.grants = (struct grants){.items = {{role, school}}, .count = 1};
    return ctx;
}

static struct ctx staff(int person)
{
    return ctx_of(person, ROLE_STAFF, (struct school_id){0});
}

static void book(struct event_id event, int person)
{
    const struct booking_request request = {event, f.people[person], f.people[person], false};
    struct booking_placed placed;
    assert_ok(booking_book(f.store, f.now, &request, fixture_why(&f), &placed));
}

/* Both are looked at as the page does: found for the viewer, then described. */
static json_t *places_of(struct ctx *ctx, struct event_id id)
{
    struct event event;
    json_t *places = NULL;
    assert_ok(event_find_seen(ctx, id.v, &event));
    assert_ok(event_places_view(ctx, &event, &places));
    assert_int_equal(json_object_size(places), 1);
    return places;
}

static void check_text(const json_t *view, const char *key, const char *want)
{
    const char *text = json_string_value(json_object_get(view, key));
    if (!text || !strstr(text, want))
        fail_msg("%s is \"%s\", not \"%s\"", key, text ? text : "", want);
}

/* kind: open, booked, waiting or closed. */
static void check_places(struct ctx *ctx, struct event_id id, const char *kind, const char *tag,
                         const char *words)
{
    json_t *places = places_of(ctx, id), *state = json_object_get(places, kind);
    if (!state)
        fail_msg("not %s", kind);
    check_text(json_object_get(state, "tag"), "text", tag);
    check_text(state, json_object_get(state, "position") ? "position" : "text", words);
    json_decref(places);
}

static void check_card(struct ctx *ctx, struct event_id id, const char *tag)
{
    struct event event;
    json_t *card = NULL;
    assert_ok(event_find_seen(ctx, id.v, &event));
    assert_ok(event_card_view(ctx, &event, &card));
    check_text(json_array_get(json_object_get(card, "tags"), 0), "text", tag);
    check_text(card, "weekday", "Thu");
    check_text(card, "day", "12");
    check_text(card, "month", "Nov");
    json_decref(card);
}

/* ---- places ---- */

static void test_from_open_to_full(void **state)
{
    (void)state;
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 1;
    fields.waiting_list = true;
    struct event_id id = fixture_event(&f, &fields);
    struct ctx first = staff(0), second = staff(1), third = staff(2);
    json_t *places = places_of(&first, id), *open = json_object_get(places, "open");
    check_text(open, "button", "Book a place");
    check_text(json_object_get(open, "tag"), "text", "1 place left");
    json_decref(places);
    check_card(&first, id, "1 place left");
    book(id, 0);
    check_places(&first, id, "booked", "Booked", "Changes come");
    check_card(&first, id, "Booked");
    check_places(&second, id, "open", "Waiting list", "A place that falls free");
    book(id, 1);
    book(id, 2);
    check_places(&second, id, "waiting", "Waiting", "You are 1st in line.");
    check_places(&third, id, "waiting", "Waiting", "You are 2nd in line.");
    check_card(&third, id, "Waiting");
    struct ctx fourth = staff(3);
    check_places(&fourth, id, "open", "Waiting list", "2 people are waiting.");
}

static void test_full_without_waiting_list(void **state)
{
    (void)state;
    struct event_fields fields = fixture_event_fields(&f);
    fields.capacity = 0;
    fields.waiting_list = false;
    struct event_id id = fixture_event(&f, &fields);
    struct ctx ctx = staff(0);
    check_places(&ctx, id, "closed", "Full", "There is no waiting list");
    check_card(&ctx, id, "Full");
}

static void test_booking_window(void **state)
{
    (void)state;
    struct event_fields fields = fixture_event_fields(&f);
    fields.booking_opens_at = support_at("2026-11-03T08:00");
    fields.booking_closes_at = support_at("2026-11-10T12:00");
    struct event_id id = fixture_event(&f, &fields);
    struct ctx ctx = staff(0);
    check_places(&ctx, id, "closed", "Opens 3 Nov", "Tuesday 3 November 2026, 8am");
    check_card(&ctx, id, "Booking opens 3 Nov");
    ctx.now = support_at("2026-11-10T12:00");
    check_places(&ctx, id, "closed", "Closed",
                 "Booking closed on Tuesday 10 November 2026, midday");
    ctx.now = support_at("2026-11-12T16:00");
    check_places(&ctx, id, "closed", "On now", "no longer be booked");
    ctx.now = support_at("2026-11-12T17:30");
    check_places(&ctx, id, "closed", "Over", "no longer be booked");
    check_card(&ctx, id, "Over");
}

static void test_busy_then(void **state)
{
    (void)state;
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id first = fixture_event(&f, &fields);
    fields.title = "Something else";
    struct event_id second = fixture_event(&f, &fields);
    struct ctx ctx = staff(0);
    book(first, 0);
    check_places(&ctx, second, "closed", "Clash", "You are already booked on “Reading aloud”");
    json_t *places = places_of(&ctx, second);
    check_text(json_object_get(places, "closed"), "href", event_href(&ctx, EVENT_TWILIGHT, first));
    json_decref(places);
}

/* The administrator's row of the table has no bookings. */
static void test_no_booking_for_the_role(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    struct ctx ctx = ctx_of(0, ROLE_ADMINISTRATOR, (struct school_id){0});
    json_t *places = places_of(&ctx, id), *closed = json_object_get(places, "closed");
    check_text(closed, "text", "Your role does not book");
    check_text(closed, "heading", "10 places left");
    json_decref(places);
}

/* ---- coordinators ---- */

static json_t *coordinator_of(struct ctx *ctx, struct event_id id)
{
    struct event event;
    json_t *view = NULL;
    assert_ok(event_find_seen(ctx, id.v, &event));
    assert_ok(coordinator_view(ctx, &event, NULL, &view));
    return view;
}

static void check_may(const json_t *view, bool publish, bool edit, bool names)
{
    assert_int_equal(json_is_true(json_object_get(view, "may_publish")), publish);
    assert_int_equal(json_is_true(json_object_get(view, "may_edit")), edit);
    assert_int_equal(json_is_true(json_object_get(view, "may_cancel")), edit);
    assert_int_equal(json_is_true(json_object_get(view, "has_booked")), names);
}

/* http specification, section 11: staff see no names, a head sees their school's and edits
 * nothing, a CPD leader and a coordinator do both where they may. */
static void test_who_sees_names(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    book(id, 0);
    struct ctx plain = staff(1), other = ctx_of(1, ROLE_CPD_LEADER, f.ash);
    assert_null(coordinator_of(&plain, id));
    assert_null(coordinator_of(&other, id));
    struct ctx head = ctx_of(1, ROLE_HEAD, f.oak), leader = ctx_of(1, ROLE_CPD_LEADER, f.oak);
    struct ctx trust = ctx_of(1, ROLE_TRUST_COORDINATOR, (struct school_id){0});
    json_t *view = coordinator_of(&head, id);
    check_may(view, false, false, true);
    check_text(json_array_get(json_object_get(view, "booked"), 0), "name", "Person 00");
    json_decref(view);
    view = coordinator_of(&leader, id);
    check_may(view, false, true, true);
    json_decref(view);
    view = coordinator_of(&trust, id);
    check_may(view, false, true, true);
    check_text(view, "text", "1 booked of 10 places, nobody waiting.");
    json_decref(view);
    trust.now = support_at("2026-11-12T18:00");
    view = coordinator_of(&trust, id);
    check_may(view, false, false, true);
    json_decref(view);
}

/* A draft is not there for whoever may not edit it; a change of what one may only see is denied. */
static void test_drafts(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_draft(&f, &fields);
    struct event event;
    struct ctx plain = staff(0), head = ctx_of(1, ROLE_HEAD, f.oak),
               other = ctx_of(1, ROLE_CPD_LEADER, f.ash),
               leader = ctx_of(1, ROLE_CPD_LEADER, f.oak),
               nobody = {.store = f.store, .arena = f.arena, .now = f.now};
    assert_int_equal(event_find_seen(&plain, id.v, &event), ERR_NOT_FOUND);
    assert_int_equal(event_find_seen(&head, id.v, &event), ERR_NOT_FOUND);
    assert_int_equal(event_find_editable(&other, id.v, &event), ERR_NOT_FOUND);
    assert_ok(event_find_editable(&leader, id.v, &event));
    check_places(&leader, id, "closed", "Draft", "Nobody but coordinators");
    json_t *view = coordinator_of(&leader, id);
    check_may(view, true, true, false);
    json_decref(view);
    fixture_publish(&f, id);
    assert_ok(event_find_seen(&plain, id.v, &event));
    assert_int_equal(event_find_seen(&nobody, id.v, &event), ERR_NOT_FOUND);
    assert_int_equal(event_find_editable(&plain, id.v, &event), ERR_DENIED);
    assert_string_equal(plain.why.slug, "not-allowed");
    assert_int_equal(event_find_editable(&other, id.v, &event), ERR_DENIED);
}

static void test_cancelled(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    struct ctx ctx = staff(0);
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    check_places(&ctx, id, "closed", "Cancelled", "It was cancelled on Monday 2 November 2026.");
    check_card(&ctx, id, "Cancelled");
}

/* Texts of the address never reach the page: only words of the table do. */
static void test_flash(void **state)
{
    (void)state;
    static const struct {
        const char *query, *text;
    } CASES[] = {{"done=booked", "You are booked."}, {"done=hello", NULL}, {"", NULL}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct request request = {.id = 0};
        const char *what;
        json_t *view = view_new("x");
        assert_ok(form_parse(str_of(CASES[i].query), f.arena, &request.query, &what));
        event_flash(view, &request);
        json_t *flash = json_object_get(view, "flash");
        assert_true((flash != NULL) == (CASES[i].text != NULL));
        if (flash)
            check_text(flash, "text", CASES[i].text);
        json_decref(view);
    }
}

/* By the day they show; of one moment as they came. */
static void test_cards_by_time(void **state)
{
    (void)state;
    json_t *cards = json_array();
    static const struct {
        const char *title;
        int at;
    } CARDS[] = {{"d", 40}, {"a", 10}, {"b", 20}, {"e", 40}, {"c", 20}};
    for (size_t i = 0; i < COUNT_OF(CARDS); i++)
        json_array_append_new(cards,
                              json_pack("{s:s, s:i}", "title", CARDS[i].title, "at", CARDS[i].at));
    event_cards_by_time(cards);
    assert_int_equal(json_array_size(cards), COUNT_OF(CARDS));
    for (size_t i = 0; i < COUNT_OF(CARDS); i++)
        check_text(json_array_get(cards, i), "title", (const char[]){(char)('a' + i), 0});
    json_decref(cards);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_from_open_to_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_full_without_waiting_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_booking_window, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_busy_then, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_booking_for_the_role, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_who_sees_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_drafts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cancelled, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flash, set_up, tear_down),
        cmocka_unit_test(test_cards_by_time),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
