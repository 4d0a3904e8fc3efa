/* DESIGN: the fields of an event and its booking window, row by row. */
#include "fixture.h"

#include <stdlib.h>

static const char LONG_TITLE[] = "123456789 123456789 123456789 123456789 123456789 123456789 "
                                 "123456789 123456789 X";

struct bad {
    const char *field; /* NULL: nothing is wrong */
    const char *title, *room;
    const char *starts, *ends, *opens, *closes; /* NULL: as in the fixture, "" not given */
    int capacity, hours_min;
    enum event_kind kind;
    enum attendance attendance;
};

static const struct bad BAD[] = {
    {NULL, "A", "", NULL, NULL, NULL, NULL, 0, 0, EVENT_COURSE, ATTENDANCE_REQUIRED},
    {NULL, "é", "", NULL, NULL, NULL, NULL, 10000, 1440, EVENT_SPARK, ATTENDANCE_INVITED},
    {"title", "", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"title", "   ", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"title", LONG_TITLE, "", NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"title", "a\nb", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"title", "a\xff", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"room", "A", LONG_TITLE, NULL, NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"starts_at", "A", "", "", NULL, NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"ends_at", "A", "", NULL, "", NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"ends_at", "A", "", NULL, "2026-11-12T16:00", NULL, NULL, 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {"ends_at", "A", "", NULL, "2026-11-12T15:59", NULL, NULL, 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {NULL, "A", "", NULL, "2026-11-13T16:00", NULL, NULL, 1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"ends_at", "A", "", NULL, "2026-11-13T16:01", NULL, NULL, 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {"capacity", "A", "", NULL, NULL, NULL, NULL, -1, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"capacity", "A", "", NULL, NULL, NULL, NULL, 10001, 0, EVENT_COURSE, ATTENDANCE_INVITED},
    {"hours", "A", "", NULL, NULL, NULL, NULL, 1, 1441, EVENT_COURSE, ATTENDANCE_INVITED},
    {"booking_closes_at", "A", "", NULL, NULL, "2026-11-05T09:00", "2026-11-05T09:00", 1, 0,
     EVENT_COURSE, ATTENDANCE_INVITED},
    {NULL, "A", "", NULL, NULL, "2026-11-05T09:00", "2026-11-12T17:30", 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {"booking_closes_at", "A", "", NULL, NULL, NULL, "2026-11-12T17:31", 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {"booking_opens_at", "A", "", NULL, NULL, "2026-11-12T16:00", NULL, 1, 0, EVENT_COURSE,
     ATTENDANCE_INVITED},
    {"attendance", "A", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_SPARK, ATTENDANCE_REQUIRED},
    {"kind", "A", "", NULL, NULL, NULL, NULL, 1, 0, EVENT_KINDS, ATTENDANCE_INVITED},
};

static struct instant at(const char *wall, const char *fallback)
{
    const char *text = wall ? wall : fallback;
    return *text ? support_at(text) : (struct instant){0};
}

static void test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        const struct bad *bad = &BAD[i];
        struct fixture f = {.arena = arena_new()};
        const struct event_fields fields = {.kind = bad->kind,
                                            .title = bad->title,
                                            .room = bad->room,
                                            .school = {1},
                                            .starts_at = at(bad->starts, "2026-11-12T16:00"),
                                            .ends_at = at(bad->ends, "2026-11-12T17:30"),
                                            .capacity = bad->capacity,
                                            .attendance = bad->attendance,
                                            .hours_min = bad->hours_min,
                                            .booking_opens_at = at(bad->opens, ""),
                                            .booking_closes_at = at(bad->closes, "")};
        event_rules_check(&fields, fixture_why(&f));
        assert_int_equal(f.why.field_count, bad->field != NULL);
        if (bad->field)
            assert_string_equal(f.why.fields[0].field, bad->field);
        arena_free(f.arena);
    }
}

static void test_purpose_has_lines_and_an_end(void **state)
{
    struct fixture f = {.arena = arena_new()};
    char text[1002];
    struct event_fields fields = {.title = "A",
                                  .starts_at = support_at("2026-11-12T16:00"),
                                  .ends_at = support_at("2026-11-12T17:30"),
                                  .purpose = text};
    (void)state;
    memset(text, 'x', sizeof text);
    text[500] = '\n';
    text[1000] = 0;
    event_rules_check(&fields, fixture_why(&f));
    assert_int_equal(f.why.field_count, 0);
    text[1000] = 'x';
    text[1001] = 0;
    event_rules_check(&fields, fixture_why(&f));
    assert_true(fixture_refused(&f, "purpose"));
    arena_free(f.arena);
}

static void test_window(void **state)
{
    static const struct {
        const char *now, *opens, *closes;
        enum event_window window;
        const char *slug;
    } ROWS[] = {
        {"2026-11-02T09:00", "", "", EVENT_WINDOW_OPEN, NULL},
        {"2026-11-12T15:59", "", "", EVENT_WINDOW_OPEN, NULL},
        {"2026-11-12T16:00", "", "", EVENT_WINDOW_STARTED, "too-late"},
        {"2026-11-02T08:59", "2026-11-02T09:00", "", EVENT_WINDOW_BEFORE, "not-open"},
        {"2026-11-02T09:00", "2026-11-02T09:00", "", EVENT_WINDOW_OPEN, NULL},
        {"2026-11-10T09:00", "", "2026-11-10T09:00", EVENT_WINDOW_CLOSED, "too-late"},
        {"2026-11-10T08:59", "", "2026-11-10T09:00", EVENT_WINDOW_OPEN, NULL},
        {"2026-11-12T16:30", "", "2026-11-12T17:00", EVENT_WINDOW_STARTED, "too-late"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct fixture f = {.arena = arena_new()};
        struct event event = {.status = EVENT_PUBLISHED,
                              .fields = {.starts_at = support_at("2026-11-12T16:00"),
                                         .ends_at = support_at("2026-11-12T17:30"),
                                         .booking_opens_at = at(ROWS[i].opens, ""),
                                         .booking_closes_at = at(ROWS[i].closes, "")}};
        struct instant now = support_at(ROWS[i].now);
        assert_int_equal(event_rules_window(&event, now), ROWS[i].window);
        enum err err = event_rules_bookable(&event, now, fixture_why(&f));
        assert_int_equal(err, ROWS[i].slug ? ERR_CONFLICT : OK);
        if (ROWS[i].slug)
            assert_string_equal(f.why.slug, ROWS[i].slug);
        arena_free(f.arena);
    }
}

static void test_words(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_string_equal(
        event_rules_when(arena, support_at("2026-11-12T16:00"), support_at("2026-11-12T17:30")),
        "Thursday 12 November 2026, 16:00 to 17:30");
    assert_string_equal(
        event_rules_when(arena, support_at("2026-07-01T22:00"), support_at("2026-07-02T01:05")),
        "Wednesday 1 July 2026, 22:00 to Thursday 2 July 2026, 01:05");
    assert_string_equal(event_rules_place(arena, "Hall", "Oak"), "Hall, Oak");
    assert_string_equal(event_rules_place(arena, "", "Oak"), "Oak");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_purpose_has_lines_and_an_end),
        cmocka_unit_test(test_window),
        cmocka_unit_test(test_words),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
