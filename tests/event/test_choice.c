/* DESIGN: choosing the workshops of a day: whole, never oversold, given back with the day. */
#include "choice_day.h"

#include "audience.h"
#include "booking_ask.h"
#include "event_people.h"
#include "register.h"

#define IDS(...)                                                                                   \
    (const struct event_id[])                                                                      \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static struct fixture f;
static struct choice_day d;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, 12);
    d = choice_day_make(&f, 2, 3, 2);
    for (int p = 0; p < 8; p++)
        choice_day_book(&f, d.id, p);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static enum err choose(int person, struct event_id first, struct event_id second)
{
    return choice_day_choose(&f, d.id, person, IDS(first, second), 2);
}

static int taken(struct event_id workshop)
{
    return fixture_find(&f, workshop).taken;
}

static struct choice_state state_of(int person)
{
    struct choice_state state;
    assert_ok(choice_find(f.store, f.now, d.id, f.people[person], f.arena, &state));
    return state;
}

static int64_t busy_of(int person)
{
    return fixture_count(&f, "SELECT count(*) FROM busy WHERE person_id = $1", f.people[person].v);
}

static void a_choice_and_another(void **state)
{
    (void)state;
    int64_t mails = fixture_mails(&f, "booking-confirmed", (struct person_id){0});
    assert_int_equal(state_of(1).left, 2);
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_int_equal(state_of(1).left, 0);
    assert_int_equal(state_of(1).chosen, 2);
    assert_int_equal(busy_of(1), 3); /* the day, and a workshop in each block */
    assert_ok(choose(1, d.workshops[0][2], d.workshops[1][0]));
    assert_int_equal(taken(d.workshops[0][0]), 0);
    assert_int_equal(taken(d.workshops[0][2]), 1);
    assert_int_equal(taken(d.workshops[1][0]), 1);
    assert_int_equal(busy_of(1), 3);
    /* a change of mind is no news: nothing was mailed */
    assert_int_equal(fixture_mails(&f, "booking-confirmed", (struct person_id){0}), mails);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", (struct person_id){0}), 0);
}

static void a_full_one_changes_nothing(void **state)
{
    (void)state;
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(choose(2, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(choose(3, d.workshops[0][1], d.workshops[1][1]));
    assert_int_equal(choose(3, d.workshops[0][2], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "full");
    assert_true(fixture_refused(&f, block_field(f.arena, d.blocks[1])));
    assert_int_equal(f.why.field_count, 1);
    assert_int_equal(taken(d.workshops[0][1]), 1);
    assert_int_equal(taken(d.workshops[0][2]), 0);
    /* each of two is named */
    assert_int_equal(choose(3, d.workshops[0][0], d.workshops[1][0]), ERR_CONFLICT);
    assert_int_equal(f.why.field_count, 2);
    /* whoever has a place there keeps it, full or not */
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][2]));
    assert_ok(choose(3, d.workshops[0][1], d.workshops[1][0]));
}

static void what_is_no_choice(void **state)
{
    struct event_fields other = choice_day_fields(&f);
    (void)state;
    other.starts_at.v += 86400;
    other.ends_at.v += 86400;
    struct event_id elsewhere = fixture_event(&f, &other);
    assert_int_equal(choice_day_choose(&f, d.id, 1, IDS(d.workshops[0][0]), 1), ERR_INVALID);
    assert_true(fixture_refused(&f, block_field(f.arena, d.blocks[1])));
    assert_int_equal(choose(1, d.workshops[0][0], d.workshops[0][1]), ERR_INVALID);
    assert_int_equal(choose(1, d.workshops[0][0], elsewhere), ERR_INVALID);
    assert_true(fixture_refused(&f, "workshops"));
    assert_int_equal(choice_day_choose(&f, elsewhere, 1, NULL, 0), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "no-blocks");
    assert_int_equal(taken(d.workshops[0][0]), 0);
}

/* Nobody comes twice to what runs twice. */
static void the_same_workshop_twice(void **state)
{
    struct event_id again = {0};
    (void)state;
    const struct workshop_fields fields = {.block = d.blocks[1],
                                           .title = "Workshop 1a, again",
                                           .capacity = 2,
                                           .same_as = d.workshops[0][0]};
    assert_ok(workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &again));
    assert_int_equal(choose(1, d.workshops[0][0], again), ERR_INVALID);
    assert_true(fixture_refused(&f, block_field(f.arena, d.blocks[1])));
    assert_ok(choose(1, d.workshops[0][1], again));
}

static void a_block_with_nothing_left(void **state)
{
    (void)state;
    for (int p = 1; p < 7; p++)
        assert_ok(choose(p, d.workshops[0][(p - 1) / 2], d.workshops[1][(p - 1) / 2]));
    assert_ok(choice_day_choose(&f, d.id, 0, NULL, 0));
    /* a place came free in one block: it is theirs to choose now */
    struct block_fields may = {"Block 1", support_at("2026-11-12T10:00"),
                               support_at("2026-11-12T10:50"), false};
    assert_ok(block_update(f.store, f.now, d.blocks[0], 0, &may, fixture_why(&f)));
    assert_ok(choice_day_choose(&f, d.id, 1, IDS(d.workshops[1][0]), 1));
    assert_ok(choice_day_choose(&f, d.id, 7, IDS(d.workshops[0][0]), 1));
}

/* Who leads in a block, or is taken then by something else, need not choose there. */
static void those_who_lead(void **state)
{
    (void)state;
    const struct event_leading leading = {
        .event = d.workshops[0][1], .person = f.people[2], .part = PART_LEADER, .by = f.people[0]};
    assert_ok(event_leader_put(f.store, f.now, &leading, fixture_why(&f)));
    assert_int_equal(state_of(2).left, 1);
    assert_ok(choice_day_choose(&f, d.id, 2, IDS(d.workshops[1][0]), 1));
    assert_int_equal(choose(2, d.workshops[0][0], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "clash");
    struct workshop_list list;
    assert_ok(workshop_list(f.store, d.id, f.people[2], f.arena, &list));
    assert_string_equal(workshop_in(&list, d.workshops[0][1])->leaders, "Person 02");
    assert_true(workshop_in(&list, d.workshops[0][1])->my_lead);
}

static void when_and_who(void **state)
{
    struct choosing_fields times = {.opens_at = support_at("2026-11-03T16:00"),
                                    .closes_at = support_at("2026-11-10T17:00")};
    (void)state;
    assert_ok(choosing_update(f.store, f.now, d.id, &times, fixture_why(&f)));
    assert_int_equal(choose(1, d.workshops[0][0], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-open");
    f.now = times.opens_at;
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_int_equal(choose(9, d.workshops[0][0], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "no-place");
    f.now = times.closes_at;
    assert_int_equal(choose(1, d.workshops[0][1], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    assert_false(state_of(1).is_open);
    const struct choice_made late = {.day = d.id,
                                     .person = f.people[1],
                                     .by = f.people[0],
                                     .workshops = IDS(d.workshops[0][1], d.workshops[1][0]),
                                     .count = 2,
                                     .organises = true};
    assert_ok(choice_make(f.store, f.now, &late, fixture_why(&f)));
    f.now = support_at("2026-11-12T09:00");
    assert_int_equal(choice_make(f.store, f.now, &late, fixture_why(&f)), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "too-late");
    times.closes_at = support_at("2026-11-12T09:01");
    assert_int_equal(choosing_update(f.store, f.now, d.id, &times, fixture_why(&f)), ERR_INVALID);
    assert_true(fixture_refused(&f, "closes_at"));
}

/* A day that was moved to before its choosing closes has no choosing once it starts. */
static void closed_by_the_start_at_the_latest(void **state)
{
    const struct event day = fixture_find(&f, d.id);
    const struct instant starts = day.fields.starts_at;
    const struct {
        struct instant said, closes;
    } rows[] = {{{0}, starts},
                {starts, starts},
                {instant_add(starts, 60), starts},
                {instant_add(starts, -60), instant_add(starts, -60)}};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct choosing choosing = {.closes_at = rows[i].said};
        assert_int_equal(choosing_closes(&choosing, &day).v, rows[i].closes.v);
    }
}

static void only_for_some(void **state)
{
    (void)state;
    const struct audience_line ash = {.kind = AUDIENCE_SCHOOL, .object = f.ash.v, .word = ""};
    assert_ok(audience_add(f.store, f.now, d.workshops[0][0], &ash, fixture_why(&f)));
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0])); /* of ash */
    assert_int_equal(choose(2, d.workshops[0][0], d.workshops[1][0]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "not-eligible");
}

/* ---- by itself ---- */

static int64_t booking_of(int person, struct event_id event)
{
    int64_t id = 0;
    assert_ok(store_find_int(f.store,
                             "SELECT id FROM booking WHERE event_id = $1 AND person_id = $2"
                             " AND ended_at IS NULL",
                             PARAMS(p_int(event.v), p_int(f.people[person].v)), &id));
    return id;
}

static enum err withdraw(int person, struct event_id event, struct person_id by)
{
    const struct booking_withdrawal withdrawal = {{booking_of(person, event)}, by, NULL};
    return fixture_job(&f, booking_withdraw(f.store, f.now, &withdrawal, fixture_why(&f)));
}

static void never_by_itself(void **state)
{
    struct booking_placed placed;
    struct booking_ask_id ask;
    const struct booking_request request = {
        .event = d.workshops[0][0], .person = f.people[1], .by = f.people[1]};
    (void)state;
    assert_int_equal(
        fixture_job(&f, booking_book(f.store, f.now, &request, fixture_why(&f), &placed)),
        ERR_CONFLICT);
    assert_string_equal(f.why.slug, "choose");
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_int_equal(withdraw(1, d.workshops[0][0], f.people[1]), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "choose");
    const struct booking_id mine = {booking_of(1, d.workshops[0][0])};
    const struct booking_handing handing = {
        .id = mine, .to = f.people[2], .by = f.people[1], .organises = true};
    assert_int_equal(booking_hand(f.store, f.now, &handing, fixture_why(&f), &placed),
                     ERR_CONFLICT);
    const struct booking_ask_new to = {mine, f.people[2], {0}};
    assert_int_equal(booking_ask_make(f.store, f.now, &to, fixture_why(&f), &ask), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "choose");
    assert_ok(withdraw(1, d.workshops[0][0], f.people[0])); /* whoever organises may */
    assert_int_equal(taken(d.workshops[0][0]), 0);
}

static void with_the_day_goes_the_choice(void **state)
{
    (void)state;
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(withdraw(1, d.id, f.people[1]));
    assert_int_equal(taken(d.workshops[0][0]) + taken(d.workshops[1][0]), 0);
    assert_int_equal(busy_of(1), 0);
    assert_int_equal(fixture_mails(&f, "booking-cancelled", f.people[1]), 1);
    /* handed on: the colleague chooses anew */
    struct booking_placed placed;
    assert_ok(choose(2, d.workshops[0][0], d.workshops[1][0]));
    const struct booking_handing handing = {
        .id = {booking_of(2, d.id)}, .to = f.people[9], .by = f.people[0], .organises = true};
    assert_ok(booking_hand(f.store, f.now, &handing, fixture_why(&f), &placed));
    assert_int_equal(taken(d.workshops[0][0]) + taken(d.workshops[1][0]), 0);
    assert_int_equal(state_of(9).left, 2);
    /* swapped away */
    struct event_fields fields = fixture_event_fields(&f);
    fields.starts_at.v += 86400;
    fields.ends_at.v += 86400;
    struct event_id twilight = fixture_event(&f, &fields);
    choice_day_book(&f, twilight, 10);
    assert_ok(choose(3, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(booking_swap(f.store, f.now, (struct booking_id){booking_of(3, d.id)},
                           (struct booking_id){booking_of(10, twilight)}, fixture_why(&f)));
    assert_int_equal(taken(d.workshops[0][0]) + taken(d.workshops[1][0]), 0);
    assert_int_equal(state_of(10).left, 2);
}

/* ---- who has not chosen ---- */

static void gaps_and_a_reminder(void **state)
{
    struct choice_gaps gaps;
    int count = 0;
    (void)state;
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(choice_list_gaps(f.store, d.id, f.arena, &gaps));
    assert_int_equal(gaps.count, 7);
    assert_string_equal(gaps.items[0].name, "Person 00");
    assert_int_equal(gaps.items[0].block_count, 2);
    assert_ok(choice_remind(f.store, f.now, d.id, fixture_why(&f), &count));
    assert_int_equal(count, 7);
    assert_int_equal(fixture_mails(&f, "choice-reminder", (struct person_id){0}), 7);
    assert_int_equal(fixture_mails(&f, "choice-reminder", f.people[1]), 0);
    assert_int_equal(choice_remind(f.store, f.now, d.id, fixture_why(&f), &count), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "reminded");
    f.now.v += 86400;
    assert_ok(choice_remind(f.store, f.now, d.id, fixture_why(&f), &count));
    assert_int_equal(fixture_mails(&f, "choice-reminder", f.people[2]), 2);
}

/* One rule on every list: a block that is full is nothing to be reminded of, and whoever leads the
 * day may choose, and need not. */
static void nobody_is_asked_for_what_they_cannot_do(void **state)
{
    struct choice_gaps gaps;
    int count = 0;
    const struct event_leading leading = {
        .event = d.id, .person = f.people[9], .part = PART_LEADER, .by = f.people[0]};
    (void)state;
    assert_ok(event_leader_put(f.store, f.now, &leading, fixture_why(&f)));
    assert_int_equal(state_of(9).left, 0);
    assert_ok(choice_day_choose(&f, d.id, 9, NULL, 0));
    for (int p = 1; p < 7; p++)
        assert_ok(choose(p, d.workshops[0][(p - 1) / 2], d.workshops[1][(p - 1) / 2]));
    assert_ok(choice_list_gaps(f.store, d.id, f.arena, &gaps));
    assert_int_equal(gaps.count, 2); /* 0 and 7: listed, so that a place is found for them */
    assert_true(gaps.items[0].full[0] && gaps.items[0].full[1]);
    assert_ok(choice_remind(f.store, f.now, d.id, fixture_why(&f), &count));
    assert_int_equal(count, 0);
    assert_int_equal(fixture_mails(&f, "choice-reminder", (struct person_id){0}), 0);
    assert_ok(withdraw(1, d.workshops[1][0], f.people[0]));
    assert_ok(choice_remind(f.store, f.now, d.id, fixture_why(&f), &count));
    assert_int_equal(count, 3);
}

/* A workshop that runs twice is given to nobody twice, whoever chose or was placed in the other. */
static void nobody_is_placed_twice_in_one(void **state)
{
    struct event_id again = {0};
    struct choice_placing placing;
    (void)state;
    for (int w = 1; w < 3; w++)
        assert_ok(event_cancel(f.store, f.now, d.workshops[0][w], 0, fixture_why(&f)));
    for (int w = 0; w < 3; w++)
        assert_ok(event_cancel(f.store, f.now, d.workshops[1][w], 0, fixture_why(&f)));
    const struct workshop_fields fields = {.block = d.blocks[1],
                                           .title = "Workshop 1a, again",
                                           .capacity = 10,
                                           .same_as = d.workshops[0][0]};
    assert_ok(workshop_create(f.store, f.now, f.people[0], d.id, &fields, fixture_why(&f), &again));
    const struct choice_made late = {.day = d.id,
                                     .person = f.people[1],
                                     .by = f.people[1],
                                     .workshops = IDS(again),
                                     .count = 1,
                                     .organises = true};
    assert_ok(choice_make(f.store, f.now, &late, fixture_why(&f)));
    assert_ok(choice_place_rest(f.store, f.now, d.id, fixture_why(&f), &placing));
    assert_int_equal(fixture_count(&f,
                                   "SELECT count(*) FROM booking a JOIN booking b"
                                   " ON b.person_id = a.person_id AND b.event_id = $1"
                                   " AND b.ended_at IS NULL JOIN workshop w ON w.same_as ="
                                   " a.event_id AND w.event_id = b.event_id"
                                   " WHERE a.ended_at IS NULL",
                                   again.v),
                     0);
    assert_int_equal(taken(again) + taken(d.workshops[0][0]), 8);
}

static void everybody_has_a_place(void **state)
{
    struct choice_placing placing;
    struct choice_gaps gaps;
    (void)state;
    choice_day_book(&f, d.id, 8); /* nine people, six places in each block */
    assert_ok(choose(7, d.workshops[0][0], d.workshops[1][0]));
    assert_ok(choice_place_rest(f.store, f.now, d.id, fixture_why(&f), &placing));
    assert_int_equal(placing.placed, 5);
    assert_int_equal(placing.stuck, 3);
    assert_int_equal(placing.left, 0);
    for (int w = 0; w < 3; w++)
        assert_int_equal(taken(d.workshops[0][w]), 2);
    /* the emptiest first, of equals the older: Person 00 is in the second one */
    assert_true(booking_of(0, d.workshops[0][1]) > 0);
    assert_true(booking_of(1, d.workshops[0][2]) > 0);
    assert_int_equal(fixture_mails(&f, "choice-placed", (struct person_id){0}), 5);
    assert_int_equal(fixture_mails(&f, "choice-placed", f.people[7]), 0);
    assert_ok(choice_list_gaps(f.store, d.id, f.arena, &gaps));
    assert_int_equal(gaps.count, 3);
    struct choice_seats seats;
    assert_ok(choice_list_seats(f.store, d.id, f.arena, &seats));
    assert_int_equal(seats.count, 12);
    assert_int_equal(seats.items[0].workshop.v, d.workshops[0][0].v);
    /* a larger room, and they fit */
    struct workshop_fields more = {.block = d.blocks[0], .title = "Workshop 1a", .capacity = 20};
    assert_ok(workshop_update(f.store, f.now, d.workshops[0][0], 0, &more, fixture_why(&f)));
    assert_ok(choice_place_rest(f.store, f.now, d.id, fixture_why(&f), &placing));
    assert_int_equal(placing.placed, 3);
    assert_int_equal(placing.stuck, 3); /* in the other block there is no room yet */
}

static enum err walk_in(struct event_id workshop, int person)
{
    struct register_states states;
    struct register_marked marked;
    assert_ok(register_list(f.store, workshop, f.arena, &states));
    f.now = states.items[0].starts_at;
    const struct register_mark mark = {.event = workshop,
                                       .session = states.items[0].session,
                                       .person = f.people[person],
                                       .mark = REGISTER_HERE,
                                       .how = REGISTER_DOOR,
                                       .by = f.people[11]};
    return fixture_job(&f, register_walk_in(f.store, f.now, &mark, fixture_why(&f), &marked));
}

/* At the door of a workshop: with a place on the day, and in one room of the block. */
static void at_the_door(void **state)
{
    (void)state;
    assert_ok(choose(1, d.workshops[0][0], d.workshops[1][0]));
    assert_int_equal(walk_in(d.workshops[0][1], 9), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "no-place");
    assert_ok(walk_in(d.workshops[0][1], 1)); /* they chose the other, and are here */
    assert_int_equal(taken(d.workshops[0][0]), 0);
    assert_int_equal(taken(d.workshops[0][1]), 1);
    assert_int_equal(taken(d.workshops[1][0]), 1);
    assert_int_equal(walk_in(d.workshops[0][2], 1), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "elsewhere");
    assert_int_equal(taken(d.workshops[0][1]), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_choice_and_another),
        TEST(a_full_one_changes_nothing),
        TEST(what_is_no_choice),
        TEST(the_same_workshop_twice),
        TEST(a_block_with_nothing_left),
        TEST(those_who_lead),
        TEST(when_and_who),
        TEST(closed_by_the_start_at_the_latest),
        TEST(only_for_some),
        TEST(never_by_itself),
        TEST(with_the_day_goes_the_choice),
        TEST(gaps_and_a_reminder),
        TEST(nobody_is_asked_for_what_they_cannot_do),
        TEST(nobody_is_placed_twice_in_one),
        TEST(everybody_has_a_place),
        TEST(at_the_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
