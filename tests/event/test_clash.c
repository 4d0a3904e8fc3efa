/* DESIGN: the clash guard: words and margins by table, and an eight-school year against a model
 * that asks minute by minute where somebody is. */
#include "clash.h"

#include <stdlib.h>
#include <string.h>

#include "booking.h"
#include "event_session.h"
#include "fixture.h"
#include "own_calendar.h"
#include "travel.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, 4);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_done(&f);
    return 0;
}

static struct event_id event_at(const char *title, struct school_id school, const char *from,
                                const char *to)
{
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = title;
    fields.school = school;
    fields.starts_at = support_at(from);
    fields.ends_at = support_at(to);
    return fixture_event(&f, &fields);
}

static enum err book(struct event_id event, int person, int by, struct booking_placed *ret)
{
    const struct booking_request request = {
        .event = event, .person = f.people[person], .by = f.people[by]};
    struct booking_placed placed;
    return fixture_job(
        &f, booking_book(f.store, f.now, &request, fixture_why(&f), ret ? ret : &placed));
}

static void put_busy(int person, enum busy_source source, int64_t id, struct school_id school,
                     const char *from, const char *to)
{
    const struct busy busy = {.person = f.people[person],
                              .from = support_at(from),
                              .to = support_at(to),
                              .source = source,
                              .source_id = id,
                              .school = school};
    assert_ok(busy_put(f.store, &busy));
}

static void check_clash(struct event_id event, const char *words)
{
    assert_int_equal(book(event, 0, 0, NULL), ERR_CONFLICT);
    assert_string_equal(f.why.slug, "clash");
    assert_string_equal(f.why.detail, words);
}

/* Issue 4: a clash blocks and names the other thing, whatever it is. */
static void test_it_names_the_other_thing(void **state)
{
    (void)state;
    struct event_id first =
        event_at("Reading in Year 3", f.oak, "2026-11-12T15:00", "2026-11-12T16:00");
    struct event_id same = event_at("Maths", f.oak, "2026-11-12T15:30", "2026-11-12T17:00");
    assert_ok(book(first, 0, 0, NULL));
    check_clash(same, "You are already booked on “Reading in Year 3” on Thursday 12 November 2026, "
                      "15:00 to 16:00. Cancel that first, or choose another event.");
    assert_int_equal(f.why.other_id, first.v);
    assert_int_equal(book(same, 0, 1, NULL), ERR_CONFLICT);
    assert_true(str_starts(str_of(f.why.detail), STR("Person 00 is already booked on")));
    struct event_id talked = event_at("Music", f.oak, "2026-11-19T10:30", "2026-11-19T11:30");
    put_busy(0, BUSY_CONVERSATION, 7, (struct school_id){0}, "2026-11-19T10:00",
             "2026-11-19T11:00");
    check_clash(talked, "You are taken by a conversation on Thursday 19 November 2026, 10:00 to "
                        "11:00. Move that first, or choose another event.");
    struct event_id own = event_at("Art", f.oak, "2026-11-24T16:00", "2026-11-24T17:00");
    put_busy(0, BUSY_OWN_CALENDAR, f.people[0].v, (struct school_id){0}, "2026-11-24T15:30",
             "2026-11-24T16:30");
    check_clash(own, "Your own calendar says you are busy on Tuesday 24 November 2026, 15:30 to "
                     "16:30. If that has changed, upload the calendar again, or choose another "
                     "event.");
    assert_int_equal(book(own, 0, 1, NULL), ERR_CONFLICT);
    assert_true(str_starts(str_of(f.why.detail),
                           STR("Person 00’s own calendar says they are busy on Tuesday")));
}

/* Two schools need the minutes between them, 30 where nobody said; one school needs none. */
static void test_the_way_between_schools(void **state)
{
    (void)state;
    struct event_id first =
        event_at("Reading in Year 3", f.oak, "2026-11-12T15:00", "2026-11-12T16:00");
    assert_ok(book(first, 0, 0, NULL));
    assert_ok(book(event_at("At once", f.oak, "2026-11-12T16:00", "2026-11-12T16:10"), 0, 0, NULL));
    assert_ok(book(first, 1, 1, NULL));
    struct event_id near = event_at("Near", f.ash, "2026-11-12T16:25", "2026-11-12T17:00");
    assert_int_equal(book(near, 1, 1, NULL), ERR_CONFLICT);
    assert_non_null(strstr(f.why.detail, "it takes 30 minutes from Oak"));
    struct refusal why;
    refusal_init(&why, f.arena);
    assert_ok(travel_put(f.store, f.ash, f.oak, 25, &why));
    assert_ok(book(near, 1, 1, NULL));
    struct event_id before = event_at("Before", f.ash, "2026-11-12T14:00", "2026-11-12T14:36");
    assert_ok(book(first, 2, 2, NULL));
    assert_int_equal(book(before, 2, 2, NULL), ERR_CONFLICT);
    assert_string_equal(
        f.why.detail,
        "You are at “Reading in Year 3” from 15:00 on 12 November 2026, and it takes 25 "
        "minutes from Ash High School to Oak Primary School. Cancel that first, or "
        "choose another event.");
    /* What is nowhere in particular, and what is online, is near. */
    put_busy(3, BUSY_OWN_CALENDAR, f.people[3].v, (struct school_id){0}, "2026-11-12T13:00",
             "2026-11-12T14:00");
    assert_ok(book(before, 3, 3, NULL));
    assert_ok(store_exec(f.store,
                         "INSERT INTO event_about (event_id, mode) VALUES ($1, 'online')"
                         " ON CONFLICT (event_id) DO UPDATE SET mode = 'online'",
                         PARAMS(p_int(before.v))));
    assert_ok(book(before, 2, 2, NULL));
}

/* A clash is said, not refused, where the event says so; and promotion gives the place too. */
static void test_an_event_that_warns(void **state)
{
    (void)state;
    struct booking_placed placed;
    struct event_fields fields = fixture_event_fields(&f);
    fields.clash_warns = true;
    fields.capacity = 1;
    struct event_id warns = fixture_event(&f, &fields);
    put_busy(0, BUSY_CONVERSATION, 7, (struct school_id){0}, "2026-11-12T16:00",
             "2026-11-12T17:00");
    put_busy(1, BUSY_CONVERSATION, 8, (struct school_id){0}, "2026-11-12T16:00",
             "2026-11-12T17:00");
    assert_ok(book(warns, 0, 0, &placed));
    assert_int_equal(placed.warning_count, 1);
    assert_string_equal(placed.warnings[0], "You are taken by a conversation on Thursday 12 "
                                            "November 2026, 16:00 to 17:00.");
    assert_ok(book(warns, 1, 1, &placed));
    assert_int_equal(placed.status, BOOKING_WAITING);
    const struct booking_placed first = {
        .id = {fixture_count(&f, "SELECT min(id) FROM booking WHERE event_id = $1", warns.v)}};
    assert_ok(
        fixture_job(&f, booking_withdraw(f.store, f.now,
                                         &(struct booking_withdrawal){first.id, f.people[0], NULL},
                                         fixture_why(&f))));
    assert_int_equal(fixture_find(&f, warns).taken, 1);
}

/* A workshop is part of its day; two of one hour are not of each other. */
static void test_a_day_and_its_workshops(void **state)
{
    (void)state;
    struct event_id day = event_at("INSET", f.oak, "2026-11-12T09:00", "2026-11-12T15:00");
    struct event_id one = event_at("One", f.oak, "2026-11-12T10:00", "2026-11-12T11:00");
    struct event_id two = event_at("Two", f.oak, "2026-11-12T10:00", "2026-11-12T11:00");
    assert_ok(store_exec(f.store, "UPDATE event SET parent_id = $1 WHERE id IN ($2, $3)",
                         PARAMS(p_int(day.v), p_int(one.v), p_int(two.v))));
    assert_ok(book(day, 0, 0, NULL));
    assert_ok(book(one, 0, 0, NULL));
    assert_int_equal(book(two, 0, 0, NULL), ERR_CONFLICT);
    assert_ok(book(two, 1, 1, NULL));
    assert_ok(book(day, 1, 1, NULL));
}

/* What is no event meets events all the same. */
static void test_a_time_that_is_no_event(void **state)
{
    (void)state;
    struct event_id event =
        event_at("Reading in Year 3", f.oak, "2026-11-12T15:00", "2026-11-12T16:00");
    struct clash_time time = {.person = f.people[0],
                              .from = support_at("2026-11-12T15:30"),
                              .to = support_at("2026-11-12T16:30")};
    struct clash clash;
    assert_int_equal(clash_find_time(f.store, &time, f.arena, &clash), ERR_NOT_FOUND);
    assert_ok(book(event, 0, 0, NULL));
    assert_ok(clash_find_time(f.store, &time, f.arena, &clash));
    assert_int_equal(clash.other.event_id, event.v);
    time.from = support_at("2026-11-12T16:00");
    assert_int_equal(clash_find_time(f.store, &time, f.arena, &clash), ERR_NOT_FOUND);
    time.from = support_at("2026-11-12T15:59");
    time.event = event;
    assert_int_equal(clash_find_time(f.store, &time, f.arena, &clash), ERR_NOT_FOUND);
}

/* ---- the year ---- */

enum { SCHOOLS = 8, YEAR_MIN = 366 * 1440, PEOPLE = 12, THINGS = 40, ASKED = 400 };

/* What somebody does in a minute: 0 nothing, 1 something nowhere, 2 + n at school n. */
static unsigned char minutes[PEOPLE][YEAR_MIN];
static int way[SCHOOLS][SCHOOLS];
static struct school_id schools[SCHOOLS];
static struct instant year;

static int below(int n)
{
    return (int)(random() % n);
}

static void make_schools(void)
{
    struct refusal why;
    for (int i = 0; i < SCHOOLS; i++)
        assert_ok(school_insert(f.store, arena_printf(f.arena, "School %d", i), "", &schools[i]));
    for (int i = 0; i < SCHOOLS; i++)
        for (int j = i + 1; j < SCHOOLS; j++) {
            refusal_init(&why, f.arena);
            int said = below(4) ? below(13) * 10 : -1;
            way[i][j] = way[j][i] = said < 0 ? 30 : said;
            if (said >= 0)
                assert_ok(travel_put(f.store, schools[i], schools[j], said, &why));
        }
}

/* Whether somebody who does `there` now can be at school n so many minutes from now. */
static bool is_too_far(unsigned char there, int school, int distance)
{
    return there >= 2 && school >= 0 && distance < way[there - 2][school];
}

/* The model: looks at every minute of it, and at those around it as far as any way is long. */
static bool clashes_by_minutes(const unsigned char *mine, int from, int to, int school)
{
    for (int m = from - 240; m < to + 240; m++) {
        if (m < 0 || m >= YEAR_MIN || !mine[m])
            continue;
        if (m >= from && m < to)
            return true;
        /* A minute before ends at m + 1. */
        if (is_too_far(mine[m], school, m < from ? from - m - 1 : m - to))
            return true;
    }
    return false;
}

/* Something that somebody has, if it fits the model's one place a minute. */
static void give(int person, int nth, int from, int length, int school)
{
    const struct busy busy = {.person = {person + 1},
                              .from = instant_add(year, from * INT64_C(60)),
                              .to = instant_add(year, (from + length) * INT64_C(60)),
                              .source = school < 0 ? BUSY_OWN_CALENDAR : BUSY_REQUIRED,
                              .source_id = school < 0 ? person + 1 : nth + 1,
                              .part = school < 0 ? nth + 1 : 1,
                              .school = school < 0 ? (struct school_id){0} : schools[school]};
    for (int m = from; m < from + length; m++)
        if (minutes[person][m])
            return;
    assert_ok(busy_put(f.store, &busy));
    memset(minutes[person] + from, school < 0 ? 1 : 2 + school, (size_t)length);
}

/* Most of it on few days, so that much is near; some of it whole days and weeks. */
static void fill_person(int person)
{
    for (int i = 0; i < THINGS; i++) {
        int day = below(20) * 9, kind = below(20);
        int length = kind == 0 ? 1440 * 7 : kind == 1 ? 1440 : 5 * (1 + below(24));
        int from = kind < 2 ? day * 1440 : day * 1440 + 5 * below(288 - 24);
        give(person, i, from, length, kind < 2 || below(3) == 0 ? -1 : below(SCHOOLS));
    }
}

static void test_a_year_against_minutes(void **state)
{
    (void)state;
    int hits = 0, asked = 0;
    srandom(4);
    year = support_at("2026-09-01T00:00");
    make_schools();
    memset(minutes, 0, sizeof minutes);
    for (int p = 0; p < f.people_count; p++)
        fill_person(p);
    for (int i = 0; i < ASKED; i++) {
        /* Clocks change before 4 am, when no event is. */
        int school = below(SCHOOLS), from = below(20) * 9 * 1440 + 300 + 5 * below(288 - 96);
        int to = from + 5 * (1 + below(24));
        struct event event = {.id = {1000 + i}, .fields = {.school = schools[school]}};
        struct event_fields fields = fixture_event_fields(&f);
        fields.school = schools[school];
        fields.starts_at = instant_add(year, from * INT64_C(60));
        fields.ends_at = instant_add(year, to * INT64_C(60));
        event.id = fixture_draft(&f, &fields);
        for (int p = 0; p < f.people_count; p++, asked++) {
            struct clash_list list;
            bool want = clashes_by_minutes(minutes[p], from, to, school);
            assert_ok(clash_list_event(f.store, &event, f.people[p], f.arena, &list));
            if (want != (list.count > 0))
                fail_msg("person %d, minutes %d to %d at school %d: %s", p, from, to, school,
                         want ? "missed" : "false alarm");
            hits += want;
        }
    }
    assert_in_range(hits, asked / 10, asked * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_names_the_other_thing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_way_between_schools, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_event_that_warns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_day_and_its_workshops, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_time_that_is_no_event, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_year_against_minutes, set_up, tear_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
