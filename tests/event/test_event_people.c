/* DESIGN: who runs an event (TW-03, AC-27, PR-24), and what those who come need. */
#include "fixture.h"

#include "booking_need.h"
#include "event_people.h"
#include "event_place.h"
#include "retention.h"

static struct fixture f;
enum { PEOPLE = 6 };

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

static struct event_id event_at(const char *title, const char *from, const char *to, int capacity)
{
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = title;
    fields.starts_at = support_at(from);
    fields.ends_at = support_at(to);
    fields.capacity = capacity;
    return fixture_event(&f, &fields);
}

static struct event as(int who, struct event_id id)
{
    struct event event = {0};
    const struct event_viewer viewer = {.person = f.people[who]};
    assert_ok(event_find(f.store, &viewer, id, f.arena, &event));
    return event;
}

static enum err lead(struct event_id event, int who, enum booking_part part)
{
    const struct event_leading leading = {
        .event = event, .person = f.people[who], .part = part, .by = f.people[0]};
    return fixture_job(&f, event_leader_put(f.store, f.now, &leading, fixture_why(&f)));
}

static enum err book(struct event_id event, int who, struct booking_placed *ret)
{
    const struct booking_request wish = {
        .event = event, .person = f.people[who], .by = f.people[who]};
    return fixture_job(&f, booking_book(f.store, f.now, &wish, fixture_why(&f), ret));
}

static enum err withdraw(struct booking_id id, struct person_id by)
{
    const struct booking_withdrawal withdrawal = {id, by, NULL};
    return fixture_job(&f, booking_withdraw(f.store, f.now, &withdrawal, fixture_why(&f)));
}

static struct facilitator_id outsider(const char *name)
{
    struct facilitator_id id = {0};
    const struct facilitator_fields fields = {.name = name, .email = "", .expertise = ""};
    assert_ok(facilitator_create(f.store, &fields, fixture_why(&f), &id));
    return id;
}

static enum err lead_from_outside(struct event_id event, struct facilitator_id who)
{
    const struct event_leading leading = {
        .event = event, .facilitator = who, .part = PART_LEADER, .by = f.people[0]};
    return fixture_job(&f, event_leader_put(f.store, f.now, &leading, fixture_why(&f)));
}

/* ---- organisers ---- */

static void a_draft_is_seen_by_whoever_organises_or_leads_it(void **state)
{
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id draft = fixture_draft(&f, &fields);
    struct event event;
    struct event_list list;
    const struct event_viewer viewer = {.person = f.people[1]};
    const struct event_filter any = {.kind = EVENT_ANY_KIND, .limit = 10};
    (void)state;
    assert_int_equal(event_find(f.store, &viewer, draft, f.arena, &event), ERR_NOT_FOUND);
    assert_ok(event_organiser_add(f.store, f.now, draft, f.people[1], fixture_why(&f)));
    assert_ok(event_organiser_add(f.store, f.now, draft, f.people[1], fixture_why(&f))); /* once */
    assert_true(as(1, draft).organised);
    assert_ok(event_list(f.store, &viewer, &any, f.arena, &list));
    assert_int_equal(list.count, 1);
    struct event_organisers organisers;
    assert_ok(event_organiser_list(f.store, draft, f.arena, &organisers));
    assert_int_equal(organisers.count, 1);
    assert_ok(event_organiser_remove(f.store, draft, f.people[1]));
    assert_int_equal(event_find(f.store, &viewer, draft, f.arena, &event), ERR_NOT_FOUND);
    assert_ok(lead(draft, 1, PART_CO_LEADER));
    assert_int_equal(as(1, draft).my_part, PART_CO_LEADER);
}

static void nobody_and_those_who_left_organise_nothing(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 5);
    (void)state;
    assert_int_equal(
        event_organiser_add(f.store, f.now, id, (struct person_id){999}, fixture_why(&f)),
        ERR_INVALID);
    assert_ok(store_exec(f.store, "UPDATE person SET left_on = $2 WHERE id = $1",
                         PARAMS(p_int(f.people[1].v), p_day(support_day("2026-11-01")))));
    assert_int_equal(event_organiser_add(f.store, f.now, id, f.people[1], fixture_why(&f)),
                     ERR_INVALID);
    assert_true(fixture_refused(&f, "person"));
    assert_int_equal(lead(id, 1, PART_LEADER), ERR_INVALID);
}

/* ---- leaders ---- */

/* A leader takes no place, is told once, and is taken at that time. */
static void a_leader_takes_no_place(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 1);
    struct event_id then = event_at("B", "2026-11-12T16:30", "2026-11-12T17:30", 5);
    struct booking_placed placed;
    (void)state;
    assert_ok(lead(id, 1, PART_LEADER));
    assert_int_equal(fixture_find(&f, id).taken, 0);
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[1]), 1);
    assert_ok(book(id, 2, &placed));
    assert_int_equal(placed.status, BOOKING_CONFIRMED);
    assert_int_equal(book(then, 1, &placed), ERR_CONFLICT); /* leads then */
    assert_int_equal(f.why.other_id, id.v);
    assert_ok(lead(id, 1, PART_ASSISTANT)); /* another part */
    assert_ok(lead(id, 1, PART_ASSISTANT)); /* the same: nobody is told again */
    assert_int_equal(fixture_mails(&f, "booking-confirmed", f.people[1]), 2);
    struct event_leaders leaders;
    assert_ok(event_leader_list(f.store, id, f.arena, &leaders));
    assert_int_equal(leaders.count, 1);
    assert_int_equal(leaders.items[0].part, PART_ASSISTANT);
    const struct event_leading off = {.event = id, .person = f.people[1], .by = f.people[0]};
    assert_ok(event_leader_remove(f.store, f.now, &off, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, id).taken, 1); /* the other's */
    assert_ok(book(then, 1, &placed));
    const struct event_leading attends = {.event = id, .person = f.people[2], .by = f.people[0]};
    assert_ok(event_leader_remove(f.store, f.now, &attends, fixture_why(&f)));
    assert_int_equal(fixture_find(&f, id).taken, 1); /* who attends stays */
}

/* Who was to attend leads: the place goes to whoever waits. */
static void a_place_is_free_when_its_owner_leads(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 1);
    struct booking_placed placed;
    (void)state;
    assert_ok(book(id, 1, &placed));
    assert_ok(book(id, 2, &placed));
    assert_int_equal(placed.status, BOOKING_WAITING);
    assert_ok(lead(id, 1, PART_LEADER));
    assert_int_equal(fixture_find(&f, id).taken, 1);
    assert_int_equal(fixture_mails(&f, "booking-promoted", f.people[2]), 1);
    assert_int_equal(as(2, id).my_booking_status, BOOKING_CONFIRMED);
    struct event_id waits = event_at("C", "2026-11-19T16:00", "2026-11-19T17:00", 0);
    assert_ok(book(waits, 3, &placed));
    assert_ok(lead(waits, 3, PART_LEADER)); /* from the waiting list */
    assert_int_equal(as(3, waits).my_booking_status, BOOKING_CONFIRMED);
    assert_int_equal(fixture_find(&f, waits).taken, 0);
}

static void who_is_elsewhere_does_not_lead(void **state)
{
    struct event_id id = event_at("Marking", "2026-11-12T16:00", "2026-11-12T17:00", 5);
    struct event_id then = event_at("Phonics", "2026-11-12T16:59", "2026-11-12T18:00", 5);
    struct event_id after = event_at("Later", "2026-11-12T17:00", "2026-11-12T18:00", 5);
    struct booking_placed placed;
    struct facilitator_id ada = outsider("Ada Long"), bo = outsider("Bo Birch");
    (void)state;
    assert_ok(book(id, 1, &placed));
    assert_int_equal(lead(then, 1, PART_LEADER), ERR_CONFLICT);
    assert_int_equal(f.why.other_id, id.v);
    assert_non_null(strstr(f.why.detail, "“Marking”"));
    assert_ok(lead(after, 1, PART_LEADER));
    assert_ok(lead_from_outside(id, ada));
    assert_int_equal(lead_from_outside(then, ada), ERR_CONFLICT);
    assert_int_equal(f.why.other_id, id.v);
    assert_non_null(strstr(f.why.detail, "Ada Long leads “Marking”"));
    assert_ok(lead_from_outside(then, bo));
    assert_ok(lead_from_outside(after, ada));
    /* a move brings them together: said, not refused */
    struct event_overlaps overlaps;
    struct event_fields moved = fixture_find(&f, after).fields;
    assert_ok(event_leader_overlaps(f.store, after, f.arena, &overlaps));
    assert_int_equal(overlaps.count, 0);
    moved.starts_at = support_at("2026-11-12T16:30");
    assert_ok(event_update(f.store, f.now, after, 0, &moved, fixture_why(&f)));
    assert_ok(event_leader_overlaps(f.store, after, f.arena, &overlaps));
    assert_int_equal(overlaps.count, 1);
    assert_string_equal(overlaps.items[0].title, "Marking");
    assert_ok(event_cancel(f.store, f.now, id, 0, fixture_why(&f)));
    assert_ok(event_leader_overlaps(f.store, after, f.arena, &overlaps));
    assert_int_equal(overlaps.count, 0);
    assert_int_equal(lead(id, 4, PART_LEADER), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "cancelled");
}

/* A colleague of the register of facilitators is the colleague. */
static void a_colleague_of_the_register(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 5);
    struct facilitator_id own = {0};
    struct event_leaders leaders;
    const struct facilitator_fields fields = {
        .name = "", .person = f.people[1], .email = "", .expertise = ""};
    (void)state;
    assert_ok(facilitator_create(f.store, &fields, fixture_why(&f), &own));
    assert_ok(lead_from_outside(id, own));
    assert_ok(lead_from_outside(id, outsider("Ada Long")));
    assert_ok(event_leader_list(f.store, id, f.arena, &leaders));
    assert_int_equal(leaders.count, 2);
    assert_string_equal(leaders.items[0].name, "Ada Long");
    assert_int_equal(leaders.items[1].person.v, f.people[1].v);
    const struct event_leading nobody = {.event = id, .part = PART_LEADER, .by = f.people[0]};
    assert_int_equal(event_leader_put(f.store, f.now, &nobody, fixture_why(&f)), ERR_INVALID);
    assert_int_equal(lead(id, 2, PART_ATTENDEE), ERR_INVALID);
    assert_true(fixture_refused(&f, "part"));
    assert_int_equal(lead_from_outside(id, (struct facilitator_id){99}), ERR_INVALID);
    f.now = support_at("2026-11-12T17:00");
    assert_int_equal(lead(id, 2, PART_LEADER), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
}

/* ---- the link ---- */

static void who_sees_the_link(void **state)
{
    static const struct {
        struct event event;
        bool sees;
    } table[] = {
        {{.my_booking = 0}, false},
        {{.my_booking = 1, .my_booking_status = BOOKING_CONFIRMED}, true},
        {{.my_booking = 1, .my_booking_status = BOOKING_ATTENDED}, true},
        {{.my_booking = 1, .my_booking_status = BOOKING_WAITING}, false},
        {{.my_booking = 1, .my_booking_status = BOOKING_REQUESTED}, false},
        {{.my_booking = 1, .my_booking_status = BOOKING_OFFERED}, false},
        {{.my_booking = 1, .my_booking_status = BOOKING_ABSENT}, false},
        {{.my_booking = 1, .my_booking_status = BOOKING_ABSENT, .my_part = PART_LEADER}, true},
        {{.organised = true}, true},
        {{.my_talk = 1}, true},
        {{.my_talk = 1, .my_talk_waits = true}, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(event_place_opens_link(&table[i].event), table[i].sees);
}

static void what_may_be_said_of_a_place(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 5);
    struct event_place place;
    (void)state;
    assert_ok(event_place_find(f.store, id, f.arena, &place));
    assert_int_equal(place.version, 1);
    place.online_link = "http://meet.example";
    assert_int_equal(event_place_put(f.store, f.now, id, 1, &place, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "online_link"));
    place.online_link = "https://meet.example/x";
    place.getting_in = "By the side gate";
    assert_ok(event_place_put(f.store, f.now, id, 1, &place, fixture_why(&f)));
    assert_int_equal(event_place_put(f.store, f.now, id, 1, &place, fixture_why(&f)), ERR_STALE);
    assert_ok(event_place_put(f.store, f.now, id, 2, &place, fixture_why(&f)));
    assert_ok(event_place_find(f.store, id, f.arena, &place));
    assert_string_equal(place.getting_in, "By the side gate");
    assert_int_equal(place.version, 3);
}

/* ---- needs ---- */

static void needs_are_said_and_taken_back(void **state)
{
    struct event_id id = event_at("A", "2026-11-12T16:00", "2026-11-12T17:00", 5);
    struct booking_placed placed;
    struct booking booking;
    struct booking_need need;
    struct booking_need_list list;
    const struct booking_need nuts = {"A seat near the door", "No nuts"}, none = {"", ""};
    (void)state;
    assert_ok(book(id, 1, &placed));
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_ok(booking_need_put(f.store, f.now, &booking, &nuts, fixture_why(&f)));
    assert_ok(booking_need_find(f.store, placed.id, f.arena, &need));
    assert_string_equal(need.diet, "No nuts");
    assert_ok(booking_need_list(f.store, id, f.arena, &list));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].name, "Person 01");
    assert_ok(booking_need_put(f.store, f.now, &booking, &none, fixture_why(&f)));
    assert_ok(booking_need_list(f.store, id, f.arena, &list));
    assert_int_equal(list.count, 0);
    assert_ok(booking_need_put(f.store, f.now, &booking, &nuts, fixture_why(&f)));
    assert_ok(withdraw(placed.id, f.people[1]));
    assert_ok(booking_need_list(f.store, id, f.arena, &list)); /* who does not come needs nothing */
    assert_int_equal(list.count, 0);
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(booking_need_put(f.store, f.now, &booking, &nuts, fixture_why(&f)),
                     ERR_CONFLICT);
    assert_ok(book(id, 2, &placed));
    assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
    assert_int_equal(
        booking_need_put(f.store, support_at("2026-11-12T17:00"), &booking, &nuts, fixture_why(&f)),
        ERR_CONFLICT);
}

static int64_t left_of(const char *sql)
{
    return fixture_count(&f, sql, 0);
}

/* After 30 days, from the end of the event or of the booking; not a day before. */
static void needs_are_erased_afterwards(void **state)
{
    static const char NEEDS[] = "SELECT count(*) FROM booking_need WHERE booking_id > $1";
    static const char NOTES[] =
        "SELECT count(*) FROM event_place WHERE needs <> '' AND event_id > $1";
    struct event_id id = event_at("A", "2026-12-10T16:00", "2026-12-10T17:00", 5);
    const struct booking_need nuts = {"", "No nuts"};
    const struct event_place place = {"", "By the gate", "", "", "One wheelchair", 0};
    (void)state;
    assert_ok(event_place_put(f.store, f.now, id, 0, &place, fixture_why(&f)));
    for (int who = 1; who <= 2; who++) {
        struct booking_placed placed;
        struct booking booking;
        assert_ok(book(id, who, &placed));
        assert_ok(booking_find(f.store, placed.id, f.arena, &booking));
        assert_ok(booking_need_put(f.store, f.now, &booking, &nuts, fixture_why(&f)));
        if (who == 2) /* on 2 November */
            assert_ok(withdraw(placed.id, f.people[2]));
    }
    const struct {
        const char *at;
        int64_t needs, notes;
    } table[] = {
        {"2026-12-02T08:59", 2, 1},
        {"2026-12-03T09:00", 1, 1}, /* who withdrew */
        {"2027-01-09T16:59", 1, 1},
        {"2027-01-09T17:01", 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int64_t rows = 1;
        while (rows)
            assert_ok(retention_run_some(f.store, (struct person_id){0}, support_at(table[i].at),
                                         f.arena, &rows));
        assert_int_equal(left_of(NEEDS), table[i].needs);
        assert_int_equal(left_of(NOTES), table[i].notes);
    }
    struct event_place kept;
    assert_ok(event_place_find(f.store, id, f.arena, &kept));
    assert_string_equal(kept.getting_in, "By the gate");
}

int main(void)
{
#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH(a_draft_is_seen_by_whoever_organises_or_leads_it),
        WITH(nobody_and_those_who_left_organise_nothing),
        WITH(a_leader_takes_no_place),
        WITH(a_place_is_free_when_its_owner_leads),
        WITH(who_is_elsewhere_does_not_lead),
        WITH(a_colleague_of_the_register),
        WITH(who_sees_the_link),
        WITH(what_may_be_said_of_a_place),
        WITH(needs_are_said_and_taken_back),
        WITH(needs_are_erased_afterwards),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
