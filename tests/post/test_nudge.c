/* DESIGN: the ladder by table and against a naive walk; catching up; the hour; the unique key. */
#include "nudge.h"

#include <stdio.h>

#include "embedded.h"
#include "support.h"
#include "tz.h"

static struct arena *arena;
static struct calendar school;

static int setup(void **state)
{
    (void)state;
    struct refusal why;
    struct span *spans;
    int count;
    arena = arena_new();
    refusal_init(&why, arena);
    assert_ok(calendar_parse_year("demo", embedded_find(embedded_data, "demo-calendar-2026.csv"),
                                  arena, &spans, &count, &why));
    struct day holidays[] = {support_day("2027-03-26"), support_day("2027-03-29"),
                             support_day("2027-05-03"), support_day("2027-05-31")};
    school = calendar_compute(spans, count, holidays, COUNT_OF(holidays), arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

enum { MON = 3, TUE = 3 << 2, WED = 3 << 4, THU = 3 << 6, FRI = 3 << 8, ALL = 1023 };

/* "" is no day. */
static void assert_day(struct day day, const char *want)
{
    char text[DAY_TEXT_MAX] = "";
    if (!day_is_none(day))
        day_format(day, text);
    assert_string_equal(text, want);
}

static void test_step_names(void **state)
{
    (void)state;
    static const char *const names[] = {"opens", "-10", "-3", "+1", "+2"};
    for (int i = 0; i < NUDGE_STEPS; i++) {
        enum nudge_step step;
        assert_string_equal(nudge_step_name((enum nudge_step)i), names[i]);
        assert_ok(nudge_step_parse(str_of(names[i]), &step));
        assert_int_equal(step, i);
    }
    enum nudge_step step;
    assert_int_equal(nudge_step_parse(STR("+3"), &step), ERR_INVALID);
}

/* Requirements C5; mail specification, section 4: earlier before the deadline, later after it. */
static void test_ladder(void **state)
{
    (void)state;
    static const struct {
        const char *opens, *due;
        int person, mentor;
        const char *want[NUDGE_STEPS];
    } table[] = {
        {"2027-01-04",
         "2027-01-29",
         ALL,
         ALL,
         {"2027-01-04", "2027-01-15", "2027-01-26", "2027-02-01", "2027-02-02"}},
        /* Mondays only: earlier before, later after, the mentor not before the person. */
        {"2027-01-04",
         "2027-01-29",
         MON,
         ALL,
         {"2027-01-04", "2027-01-11", "2027-01-25", "2027-02-01", "2027-02-02"}},
        {"2027-01-05",
         "2027-01-26",
         MON,
         ALL,
         {"2027-01-11", "", "2027-01-18", "2027-02-01", "2027-02-01"}},
        /* The mentor's own days. */
        {"2027-01-04",
         "2027-01-29",
         ALL,
         THU,
         {"2027-01-04", "2027-01-15", "2027-01-26", "2027-02-01", "2027-02-04"}},
        {"2027-01-04",
         "2027-01-29",
         ALL,
         0,
         {"2027-01-04", "2027-01-15", "2027-01-26", "2027-02-01", ""}},
        /* Over half-term. */
        {"2026-10-01",
         "2026-10-23",
         ALL,
         ALL,
         {"2026-10-01", "2026-10-09", "2026-10-20", "2026-11-02", "2026-11-03"}},
        /* A short window: what would come with the opening or before it is left out. */
        {"2027-01-26", "2027-01-29", ALL, ALL, {"2027-01-26", "", "", "2027-02-01", "2027-02-02"}},
        /* The last day of the year: nothing after it. */
        {"2027-06-07", "2027-07-21", ALL, ALL, {"2027-06-07", "2027-07-07", "2027-07-16", "", ""}},
        /* Somebody who works on no day of it hears nothing. */
        {"2027-01-04", "2027-01-29", 0, ALL, {"", "", "", "", "2027-02-02"}},
        {"", "2027-01-29", ALL, ALL, {"", "2027-01-15", "2027-01-26", "2027-02-01", "2027-02-02"}},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct day days[NUDGE_STEPS];
        struct nudge_dates dates = {
            .opens_on = *table[i].opens ? support_day(table[i].opens) : DAY_NONE,
            .due_on = support_day(table[i].due),
            .school = school,
            .person = calendar_of_person(school, table[i].person, arena),
            .mentor = calendar_of_person(school, table[i].mentor, arena),
        };
        nudge_ladder_compute(&dates, days);
        for (int s = 0; s < NUDGE_STEPS; s++)
            assert_day(days[s], table[i].want[s]);
    }
}

static void test_opening_only_and_undated(void **state)
{
    (void)state;
    struct day days[NUDGE_STEPS];
    struct nudge_dates dates = {.opens_on = support_day("2027-01-01"),
                                .due_on = support_day("2027-01-29"),
                                .school = school,
                                .person = school,
                                .mentor = school,
                                .opening_only = true};
    nudge_ladder_compute(&dates, days);
    assert_day(days[NUDGE_OPENS], "2027-01-04");
    for (int s = NUDGE_MINUS_10; s < NUDGE_STEPS; s++)
        assert_day(days[s], "");
    dates.due_on = DAY_NONE;
    nudge_ladder_compute(&dates, days);
    assert_day(days[NUDGE_OPENS], "");
}

/* Whatever the week worked: in order, on open days, before or after the deadline as the step says.
 */
static void test_ladder_holds_for_every_week_and_day(void **state)
{
    (void)state;
    for (int week = 0; week < 32; week++) {
        int bits = 0;
        for (int d = 0; d < 5; d++)
            bits |= (week >> d & 1) << (2 * d);
        struct calendar person = calendar_of_person(school, bits, arena);
        for (int i = 0; i < school.count; i++) {
            struct day days[NUDGE_STEPS], before = DAY_NONE;
            struct nudge_dates dates = {.opens_on = school.days[i > 25 ? i - 25 : 0],
                                        .due_on = school.days[i],
                                        .school = school,
                                        .person = person,
                                        .mentor = school};
            nudge_ladder_compute(&dates, days);
            for (int s = 0; s < NUDGE_STEPS; s++) {
                if (day_is_none(days[s]))
                    continue;
                assert_true(calendar_is_school_day(s == NUDGE_PLUS_2 ? school : person, days[s]));
                assert_true(days[s].v >= before.v);
                assert_true(s >= NUDGE_PLUS_1 ? days[s].v > dates.due_on.v
                                              : days[s].v <= dates.due_on.v);
                before = days[s];
            }
        }
    }
}

/* ---- what goes out ---- */

/* "step@day step@day" for the ladder of the second conversation. */
static void assert_chosen(const char *from, const char *to, const char *quiet_until,
                          const char *want)
{
    struct day days[NUDGE_STEPS];
    struct nudge_due dues[NUDGE_STEPS];
    char text[200] = "", day[DAY_TEXT_MAX];
    size_t at = 0;
    struct nudge_dates dates = {.opens_on = support_day("2027-01-04"),
                                .due_on = support_day("2027-01-29"),
                                .school = school,
                                .person = school};
    nudge_ladder_compute(&dates, days);
    struct nudge_choice choice = {.days = days,
                                  .due_on = dates.due_on,
                                  .recipient = school,
                                  .from = support_day(from),
                                  .to = support_day(to),
                                  .quiet_until = quiet_until ? support_day(quiet_until) : DAY_NONE};
    int count = nudge_choose(&choice, dues);
    for (int i = 0; i < count; i++) {
        day_format(dues[i].on, day);
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s@%s", i ? " " : "",
                               nudge_step_name(dues[i].step), day + 5);
    }
    assert_string_equal(text, want);
}

static void test_on_time(void **state)
{
    (void)state;
    assert_chosen("2026-09-01", "2027-07-21", NULL, "opens@01-04 -10@01-15 -3@01-26 +1@02-01");
    assert_chosen("2027-01-15", "2027-01-15", NULL, "-10@01-15");
    assert_chosen("2027-01-14", "2027-01-14", NULL, "");
    assert_chosen("2027-02-01", "2027-02-01", NULL, "+1@02-01");
}

/* Mail specification, section 4: after a long stop. */
static void test_after_a_stop(void **state)
{
    (void)state;
    /* Saturday: the opening goes on Monday, though not after more than five days. */
    assert_chosen("2027-01-09", "2027-01-11", NULL, "");
    assert_chosen("2027-01-08", "2027-01-08", NULL, "opens@01-08");
    assert_chosen("2027-01-16", "2027-01-18", NULL, "-10@01-18");
    assert_chosen("2027-01-20", "2027-01-20", NULL, "-10@01-20");
    assert_chosen("2027-01-21", "2027-01-21", NULL, "");
    /* The newest only. */
    assert_chosen("2027-01-27", "2027-01-27", NULL, "-3@01-27");
    /* Due today still; once it has passed, nothing from before it. */
    assert_chosen("2027-01-29", "2027-01-29", NULL, "-3@01-29");
    assert_chosen("2027-01-30", "2027-02-01", NULL, "+1@02-01");
    assert_chosen("2027-02-03", "2027-02-03", NULL, "+1@02-03");
    assert_chosen("2027-02-06", "2027-02-08", NULL, "");
    assert_chosen("2027-02-10", "2027-07-21", NULL, "");
}

/* None between an agreed conversation and the day after it. */
static void test_quiet(void **state)
{
    (void)state;
    assert_chosen("2027-01-04", "2027-07-21", "2027-01-28", "-3@01-29 +1@02-01");
    assert_chosen("2027-01-04", "2027-07-21", "2027-01-30", "+1@02-01");
    assert_chosen("2027-01-04", "2027-07-21", "2027-02-02", "+1@02-03");
    assert_chosen("2027-01-04", "2027-07-21", "2027-02-20", "");
    assert_chosen("2027-02-01", "2027-02-01", "2027-01-20", "+1@02-01");
}

/* ---- the hour ---- */

static void test_hour(void **state)
{
    (void)state;
    static const char *const days[] = {"2027-01-15", "2027-03-29", "2026-10-26", "2026-09-01"};
    int64_t first = INT64_MAX, last = 0;
    for (size_t d = 0; d < COUNT_OF(days); d++)
        for (int64_t person = 1; person <= 2000; person++) {
            struct day day = support_day(days[d]);
            struct local at = tz_local(nudge_send_at(day, (struct person_id){person}));
            int64_t s = at.hour * 3600 + at.minute * 60 + at.second;
            assert_int_equal(at.day.v, day.v);
            first = s < first ? s : first;
            last = s > last ? s : last;
        }
    /* Smeared over the whole of 08:30 to 10:00. */
    assert_in_range(first, 8 * 3600 + 1800, 8 * 3600 + 1800 + 60);
    assert_in_range(last, 10 * 3600 - 60, 10 * 3600 - 1);
    assert_int_equal(nudge_window_end(support_day("2027-01-15")).v,
                     support_at("2027-01-15T17:30").v);
}

static void test_next_run(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"2027-01-15T06:00", "2027-01-15T07:30"},
        {"2027-01-15T07:30", "2027-01-16T07:30"},
        {"2027-03-27T12:00", "2027-03-28T07:30"}, /* the clocks go forward in between */
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(nudge_next_run(support_at(table[i][0])).v, support_at(table[i][1]).v);
}

static void test_window(void **state)
{
    static const struct {
        const char *at;
        bool open;
    } WHEN[] = {
        {"2027-01-15T03:00", false}, {"2027-01-15T07:29", false}, {"2027-01-15T07:30", true},
        {"2027-01-15T17:29", true},  {"2027-01-15T17:30", false}, {"2027-07-15T07:30", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(WHEN); i++)
        assert_int_equal(nudge_window_is_open(support_at(WHEN[i].at)), WHEN[i].open);
}

/* ---- messages ---- */

static struct nudge_item item_of(int64_t to, int64_t deadline, enum nudge_step step, const char *on,
                                 const char *due, const char *about)
{
    return (struct nudge_item){.to = {to},
                               .name = "Ana",
                               .email = "ana@demo.example",
                               .deadline_id = deadline,
                               .step = step,
                               .on = support_day(on),
                               .due_on = support_day(due),
                               .label = "x",
                               .about = about};
}

static void test_merge(void **state)
{
    (void)state;
    struct nudge_item items[] = {
        item_of(2, 5, NUDGE_OPENS, "2027-02-01", "2027-06-30", NULL),
        item_of(1, 4, NUDGE_PLUS_1, "2027-02-01", "2027-01-29", NULL),
        item_of(2, 9, NUDGE_PLUS_2, "2027-02-01", "2027-01-29", "Bo"),
        item_of(2, 6, NUDGE_PLUS_1, "2027-02-01", "2027-01-29", NULL),
        item_of(2, 6, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL),
    };
    struct nudge_message *messages;
    int count;
    nudge_merge(items, COUNT_OF(items), arena, &messages, &count);
    assert_int_equal(count, 3);
    assert_int_equal(messages[0].to.v, 2);
    assert_int_equal(messages[0].count, 1);
    assert_int_equal(messages[1].to.v, 1);
    /* Most urgent first; one's own before a mentee's. */
    assert_int_equal(messages[2].count, 3);
    assert_int_equal(messages[2].items[0].deadline_id, 6);
    assert_int_equal(messages[2].items[1].deadline_id, 9);
    assert_int_equal(messages[2].items[2].deadline_id, 5);
    nudge_merge(NULL, 0, arena, &messages, &count);
    assert_int_equal(count, 0);
}

/* ---- the outbox ---- */

/* A database with two people and three deadlines of the second. */
static struct store *open_store(void)
{
    struct store *store;
    store = support_store();
    assert_ok(store_script(
        store,
        STR("INSERT INTO person (id, uid, name, email, created_at) VALUES (1, 'p1', 'Ana',"
            " 'ana@demo.example', 0), (2, 'p2', 'Bo', 'bo@demo.example', 0);"
            "INSERT INTO policy_pack (id, name, version, body, loaded_at) VALUES (1, 'x', 1, '{}', "
            "0);"
            "INSERT INTO cycle VALUES (1, 2026, 1);"
            "INSERT INTO cycle_item VALUES (1, 1, 1, 'stage', 'a', 'A', '', '', 'ladder'),"
            " (2, 1, 2, 'stage', 'b', 'B', '', '', 'ladder'),"
            " (3, 1, 3, 'stage', 'c', 'C', '', '', 'ladder');"
            "INSERT INTO deadline (id, uid, person_id, item_id, created_at, modified_at) VALUES"
            " (1, 'd1', 2, 1, 0, 0), (2, 'd2', 2, 2, 0, 0), (3, 'd3', 2, 3, 0, 0)")));
    return store;
}

static int64_t count_of(struct store *store, const char *sql)
{
    int64_t count;
    assert_ok(store_find_int(store, sql, PARAMS(), &count));
    return count;
}

static int queue(struct store *store, const char *now, struct nudge_item *items, int item_count)
{
    struct nudge_message *messages;
    int count, queued = -1;
    nudge_merge(items, item_count, arena, &messages, &count);
    assert_ok(nudge_queue(store, support_at(now), messages, count, &queued));
    return queued;
}

static const char NUDGES[] = "SELECT count(*) FROM nudge";
static const char MAILS[] = "SELECT count(*) FROM outbox";

static void test_queue_once(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct nudge_item items[] = {
        item_of(2, 1, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL),
        item_of(2, 2, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL),
        item_of(1, 1, NUDGE_PLUS_2, "2027-01-26", "2027-01-22", "Bo"),
    };
    assert_int_equal(queue(store, "2027-01-26T07:30", items, 3), 2);
    assert_int_equal(queue(store, "2027-01-26T07:31", items, 3), 0);
    assert_int_equal(count_of(store, NUDGES), 3);
    assert_int_equal(count_of(store, MAILS), 2);

    struct rows rows;
    assert_ok(store_find(store,
                         "SELECT idem, kind, due_at, expires_at, to_email, body FROM outbox "
                         "WHERE person_id = 2",
                         PARAMS(), &rows));
    assert_str(rows_str(&rows, 0), "nudges:2:2027-01-26");
    assert_str(rows_str(&rows, 1), "nudges");
    assert_int_equal(rows_int(&rows, 2),
                     nudge_send_at(support_day("2027-01-26"), (struct person_id){2}).v);
    assert_int_equal(rows_int(&rows, 3), support_at("2027-01-26T17:30").v);
    assert_str(rows_str(&rows, 4), "ana@demo.example");
    assert_str(rows_str(&rows, 5), "{\"on\":\"2027-01-26\"}");
    assert_ok(rows_end(&rows));
    store_close(store);
}

/* What turns up later in the day joins the message while it can; else it waits for tomorrow's. */
static void test_queue_again_on_the_day(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct nudge_item first = item_of(2, 1, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL);
    struct nudge_item second = item_of(2, 2, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL);
    struct nudge_item third = item_of(2, 3, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL);
    assert_int_equal(queue(store, "2027-01-26T07:30", &first, 1), 1);
    assert_int_equal(queue(store, "2027-01-26T07:40", &second, 1), 0);
    assert_int_equal(count_of(store, NUDGES), 2);
    assert_ok(store_exec(store, "UPDATE outbox SET bytes = x'00'", PARAMS()));
    assert_int_equal(queue(store, "2027-01-26T10:30", &third, 1), 0);
    assert_int_equal(count_of(store, NUDGES), 2);
    third.on = support_day("2027-01-27");
    assert_int_equal(queue(store, "2027-01-27T07:30", &third, 1), 1);
    assert_int_equal(count_of(store, NUDGES), 3);
    assert_int_equal(count_of(store, MAILS), 2);
    store_close(store);
}

static void test_queue_respects_the_window(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct nudge_item item = item_of(2, 1, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL);
    assert_int_equal(queue(store, "2027-01-26T17:30", &item, 1), 0);
    assert_int_equal(count_of(store, NUDGES), 0);
    assert_int_equal(count_of(store, MAILS), 0);
    assert_int_equal(queue(store, "2027-01-26T17:29", &item, 1), 1);
    store_close(store);
}

/* Mail specification, section 3: the first nudge of a deadline is the root of its thread. */
static void test_threads(void **state)
{
    (void)state;
    struct store *store = open_store();
    struct nudge_item opens = item_of(2, 1, NUDGE_OPENS, "2027-01-04", "2027-01-29", NULL);
    struct nudge_item ten = item_of(2, 1, NUDGE_MINUS_10, "2027-01-15", "2027-01-29", NULL);
    struct nudge_item three = item_of(2, 1, NUDGE_MINUS_3, "2027-01-26", "2027-01-29", NULL);
    assert_int_equal(queue(store, "2027-01-04T07:30", &opens, 1), 1);
    assert_int_equal(queue(store, "2027-01-15T07:30", &ten, 1), 1);
    assert_int_equal(queue(store, "2027-01-26T07:30", &three, 1), 1);
    assert_int_equal(count_of(store, "SELECT count(*) FROM outbox WHERE thread_id IS NULL"), 1);
    assert_int_equal(count_of(store, "SELECT count(*) FROM outbox WHERE thread_id = (SELECT "
                                     "message_id FROM outbox ORDER BY id LIMIT 1)"),
                     2);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step_names),
        cmocka_unit_test_setup_teardown(test_ladder, setup, teardown),
        cmocka_unit_test_setup_teardown(test_opening_only_and_undated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_ladder_holds_for_every_week_and_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_on_time, setup, teardown),
        cmocka_unit_test_setup_teardown(test_after_a_stop, setup, teardown),
        cmocka_unit_test_setup_teardown(test_quiet, setup, teardown),
        cmocka_unit_test(test_hour),
        cmocka_unit_test(test_next_run),
        cmocka_unit_test(test_window),
        cmocka_unit_test_setup_teardown(test_merge, setup, teardown),
        cmocka_unit_test_setup_teardown(test_queue_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_queue_again_on_the_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_queue_respects_the_window, setup, teardown),
        cmocka_unit_test_setup_teardown(test_threads, setup, teardown),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
