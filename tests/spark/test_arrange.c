/* DESIGN: the first test vector of the programme specification (section 8), row by row; what the
 * reader refuses, and by which field; the engine's own counting against the judge's. */
#include "support.h"

#include <stdio.h>

#include "arrange.h"
#include "buf.h"

static struct arena *arena;

static struct str read_file(const char *path)
{
    struct buf text;
    char chunk[4096];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    buf_init(&text, 1 << 20);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&text, chunk, n);
    fclose(file);
    struct str copy = arena_str(arena, buf_str(&text));
    buf_done(&text);
    return copy;
}

static struct str vector_text(void)
{
    return read_file(SPARKD_SOURCE_DIR "/tests/data/arrange/vector.json");
}

static struct arrange_instance parse(struct str text)
{
    struct arrange_instance instance;
    struct refusal why;
    refusal_init(&why, arena);
    assert_ok(arrange_instance_parse(text, arena, &why, &instance));
    return instance;
}

/* ---- the vector ---- */

static const struct arrange_slot FIRST[] = {
    {0, 150}, {0, 600}, {0, 750}, {0, 900}, {1, 150}, {1, 750}, {1, 900},
};

struct vector_row {
    const char *what;
    int talks[2]; /* the second -1 */
    struct arrange_slot slots[2];
    const char *hard;
    int points; /* -1: not compared */
};

static const struct vector_row ROWS[] = {
    {"the one above", {0, -1}, {{0, 150}}, "", 72},
    {"talk 6 to room 1, 450", {6, -1}, {{1, 450}}, "H3(4,6) H7(0,6) H8(0,6) ", -1},
    {"talk 5 to room 1, 600", {5, -1}, {{1, 600}}, "H9(4,5) ", 77},
    {"talk 6 to room 1, 1200", {6, -1}, {{1, 1200}}, "H5(6,-1) ", 83},
    {"talk 3 to room 0, 930", {3, -1}, {{0, 930}}, "H2(3,-1) ", 75},
    {"talks 0 and 4 change rooms", {0, 4}, {{1, 150}, {0, 150}}, "H6(0,-1) ", 52},
};

static const char *breaks_text(const struct arrange_report *report)
{
    const char *text = "";
    for (int i = 0; i < report->break_count; i++)
        text = arena_printf(arena, "%s%s(%d,%d) ", text, arrange_hard_id(report->breaks[i].rule),
                            report->breaks[i].talks[0], report->breaks[i].talks[1]);
    return text;
}

static void test_vector(void **state)
{
    (void)state;
    struct arrange_instance instance = parse(vector_text());
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct arrange_slot slots[COUNT_OF(FIRST)];
        struct arrange_report report;
        memcpy(slots, FIRST, sizeof slots);
        for (int k = 0; k < 2 && ROWS[i].talks[k] >= 0; k++)
            slots[ROWS[i].talks[k]] = ROWS[i].slots[k];
        arrange_judge(&instance, slots, arena, &report);
        assert_string_equal(breaks_text(&report), ROWS[i].hard);
        if (ROWS[i].points >= 0)
            assert_int_equal(report.points, ROWS[i].points);
        assert_int_equal(report.unavoidable, 0);
    }
}

static void test_vector_terms(void **state)
{
    static const int terms[] = {3, 20, 5, 6, 4, 8, 26};
    struct arrange_report report;
    (void)state;
    struct arrange_instance instance = parse(vector_text());
    arrange_judge(&instance, FIRST, arena, &report);
    for (int i = 0; i < TERM_TERMS; i++)
        assert_int_equal(report.terms[i], terms[i]);
    assert_int_equal(report.attended, 11);
    assert_int_equal(report.wished, 14);
}

static struct arrange_plan run(const struct arrange_instance *instance,
                               const struct arrange_options *options)
{
    struct arrange_plan plan;
    arrange_run(instance, options, arena, &plan);
    return plan;
}

/* Exhaustive search found 8 points, by two plans. */
static void test_vector_optimum(void **state)
{
    struct arrange_instance instance = parse(vector_text());
    struct arrange_report report;
    (void)state;
    for (uint64_t seed = 0; seed < 5; seed++) {
        struct arrange_plan plan =
            run(&instance, &(struct arrange_options){.seed = seed, .moves = 20000});
        arrange_judge(&instance, plan.slots, arena, &report);
        assert_int_equal(report.break_count, 0);
        assert_int_equal(report.points, 8);
    }
}

/* ---- reading and writing ---- */

static const char *replaced(const char *old, const char *new)
{
    struct str text = vector_text();
    const char *at = memmem(text.p, text.n, old, strlen(old));
    assert_non_null(at);
    return arena_printf(arena, "%.*s%s%s", (int)(at - text.p), text.p, new, at + strlen(old));
}

static void test_refusals(void **state)
{
    static const struct {
        const char *old, *new, *field;
    } CASES[] = {
        {"\"sparkd_instance\":1", "\"sparkd_instance\":2", "sparkd_instance"},
        {"\"sparkd_instance\":1,", "\"sparkd_instance\":1,\"extra\":0,", "extra"},
        {"\"sparkd_instance\":1,", "\"sparkd_instance\":1,,", "instance"},
        {"\"length_s\":1500", "\"length_s\":86401", "event.length_s"},
        {"\"length_s\":1500,", "", "event.length_s"},
        {"\"changeover_s\":30", "\"changeover_s\":-1", "event.changeover_s"},
        {"\"spread\"", "\"heap\"", "event.theme_mode"},
        {"\"end_s\":1050", "\"end_s\":150", "blocks[0]"},
        {"\"end_s\":1050", "\"end_s\":1501", "blocks[0].end_s"},
        {"\"start_s\":1200", "\"start_s\":1000", "blocks"},
        {"{\"id\":2,\"start_s\":1200", "{\"id\":1,\"start_s\":1200", "blocks"},
        {"{\"id\":1,\"seats\":1", "{\"id\":0,\"seats\":1", "rooms"},
        {"\"kit\":[\"screen\"]},", "\"kit\":[\"screen\",\"screen\"]},", "rooms[0].kit[1]"},
        {"\"kit\":[\"screen\"]},", "\"kit\":[7]},", "rooms[0].kit[0]"},
        {"\"duration_s\":120", "\"duration_s\":120.5", "talks[1].duration_s"},
        {"\"duration_s\":120", "\"duration_s\":0", "talks[1].duration_s"},
        {"\"duration_s\":120", "\"length_s\":120", "talks[1].length_s"},
        {"\"presenters\":[10]", "\"presenters\":[10,10]", "talks[0].presenters[1]"},
        {"\"presenters\":[10]", "\"presenters\":[1,2,3,4,5]", "talks[0].presenters"},
        {"\"presenters\":[11]", "\"presenters\":[11],\"waited\":1", "talks[1].waited"},
        {"\"room\":0,\"start_s\":750", "\"room\":7,\"start_s\":750", "talks[3].announced.room"},
        {"\"talks\":[",
         "\"talks\":[{\"id\":4,\"duration_s\":1,\"school\":0,\"theme\":0,\"kit\":[],"
         "\"arrive_s\":0,\"leave_s\":9,\"presenters\":[]},",
         "talks"},
        {"[[0,6]]", "[[0,0]]", "before[0]"},
        {"[[0,6]]", "[[0,99]]", "before[0][1]"},
        {"[[0,6]]", "[[0,6,1]]", "before[0]"},
        {"[[4,5]]", "[[4,5],[4,5]]", "not_after"},
        {"[0,5,6]", "[0,5,5]", "choices[3][2]"},
        {"[0,5,6]", "[]", "choices[3]"},
        {"[[0,4],", "7,\"x\":[[0,4],", "x"},
        {"\"sparkd_instance\":1,", "\"sparkd_instance\":1,\"points\":{\"clash\":101},",
         "points.clash"},
        {"\"sparkd_instance\":1,", "\"sparkd_instance\":1,\"points\":{\"fun\":1},", "points.fun"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct arrange_instance instance;
        struct refusal why;
        refusal_init(&why, arena);
        const char *text = replaced(CASES[i].old, CASES[i].new);
        assert_int_equal(arrange_instance_parse(str_of(text), arena, &why, &instance), ERR_INVALID);
        assert_string_equal(why.fields[0].field, CASES[i].field);
    }
}

/* Any order and white space is read; one form is written, and its name is that form's. */
static void test_canonical(void **state)
{
    (void)state;
    struct arrange_instance instance = parse(vector_text());
    const char *form = arrange_instance_format(&instance, arena);
    struct arrange_instance again = parse(str_of(form));
    assert_string_equal(arrange_instance_format(&again, arena), form);
    const char *turned = replaced("[[0,4],[1,5],[2,5]", "[[5,2],[4,0],[5,1]");
    struct arrange_instance other = parse(str_of(turned));
    assert_string_equal(arrange_instance_format(&other, arena), form);
    assert_string_equal(arrange_instance_sha256(&instance, arena),
                        "73377181fa5f1a4195269ad0a944421fb65efb2bed7bd1728bd74a7eb142a562");
}

static void test_options_of_talks_are_kept(void **state)
{
    (void)state;
    struct arrange_instance instance = parse(str_of(
        replaced("\"presenters\":[11]", "\"presenters\":[12,11],\"waited\":true,\"booked_at\":7,"
                                        "\"pin\":{\"room\":1,\"start_s\":600}")));
    assert_non_null(strstr(arrange_instance_format(&instance, arena),
                           "\"presenters\":[11,12],\"pin\":{\"room\":1,\"start_s\":600},"
                           "\"booked_at\":7,\"waited\":true}"));
    struct arrange_plan plan = run(&instance, &(struct arrange_options){.moves = 5000});
    assert_int_equal(plan.slots[1].room, 1);
    assert_int_equal(plan.slots[1].start_s, 600);
}

/* ---- running ---- */

static void test_same_again(void **state)
{
    struct arrange_instance instance = parse(vector_text());
    struct arrange_options options = {.seed = 3, .moves = 3000};
    (void)state;
    struct arrange_plan one = run(&instance, &options), two = run(&instance, &options);
    assert_string_equal(arrange_plan_format(&instance, &one, arena),
                        arrange_plan_format(&instance, &two, arena));
}

static void test_cancel_keeps_a_plan(void **state)
{
    struct arrange_instance instance = parse(vector_text());
    struct arrange_progress progress = {.cancel = true};
    struct arrange_report report;
    (void)state;
    struct arrange_plan plan =
        run(&instance, &(struct arrange_options){.moves = INT64_C(1) << 40, .progress = &progress});
    assert_true(plan.moves_done <= 1024);
    assert_int_equal(plan.moves_planned, INT64_C(1) << 40);
    arrange_judge(&instance, plan.slots, arena, &report);
    for (int i = 0; i < plan.slot_count; i++)
        assert_true(plan.slots[i].room >= 0);
}

/* Who is not given a slot waits, and binds nobody. */
static void test_waiting(void **state)
{
    struct arrange_instance instance = parse(vector_text());
    bool given[7] = {true, true, false, true, true, true, false};
    struct arrange_report report;
    (void)state;
    struct arrange_plan plan =
        run(&instance, &(struct arrange_options){.moves = 2000, .given = given});
    for (int i = 0; i < 7; i++)
        assert_int_equal(plan.slots[i].room >= 0, given[i]);
    arrange_judge(&instance, plan.slots, arena, &report);
    assert_int_equal(report.break_count, 0);
    assert_non_null(strstr(arrange_plan_format(&instance, &plan, arena), "\"waiting\":[2,6]"));
}

static void test_nobody(void **state)
{
    (void)state;
    struct arrange_instance instance = parse(
        str_of("{\"sparkd_instance\":1,\"event\":{\"length_s\":60,\"changeover_s\":0,"
               "\"theme_mode\":\"cluster\"},\"blocks\":[{\"id\":1,\"start_s\":0,\"end_s\":60}],"
               "\"rooms\":[{\"id\":1,\"seats\":0,\"kit\":[]}],\"talks\":[],\"before\":[],"
               "\"not_after\":[],\"choices\":[]}"));
    struct arrange_plan plan = run(&instance, &(struct arrange_options){.moves = 1000});
    assert_int_equal(plan.slot_count, 0);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_vector, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_vector_terms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_vector_optimum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refusals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_canonical, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_options_of_talks_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cancel_keeps_a_plan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_waiting, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nobody, set_up, tear_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
