/* DESIGN: what is not known for want of work is said to be so, and never more than was allowed is
 * done: a page waits for half a second of it (programme specification, section 7). */
#include "support.h"

#include "arrange_proof.h"
#include "buf.h"

static struct arena *arena;

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

enum { TALKS = 40, RINGS = 3 };

/* Two rooms for an hour, forty talks of two minutes. `length_s` of the hour; `rings` of three talks
 * of which each is before the next. */
static struct arrange_instance evening(int length_s, int rings)
{
    struct arrange_instance instance;
    struct refusal why;
    struct buf text;
    buf_init(&text, 1 << 16);
    buf_printf(&text,
               "{\"sparkd_instance\":1,\"event\":{\"length_s\":%d,\"changeover_s\":45,"
               "\"theme_mode\":\"spread\"},\"blocks\":[{\"id\":1,\"start_s\":0,\"end_s\":%d}],"
               "\"rooms\":[{\"id\":1,\"seats\":30,\"kit\":[]},{\"id\":2,\"seats\":30,\"kit\":[]}],"
               "\"talks\":[",
               length_s, length_s);
    for (int i = 1; i <= TALKS; i++)
        buf_printf(&text,
                   "%s{\"id\":%d,\"duration_s\":120,\"school\":0,\"theme\":0,\"kit\":[],"
                   "\"arrive_s\":0,\"leave_s\":%d,\"presenters\":[%d]}",
                   i > 1 ? "," : "", i, length_s, 100 + i);
    buf_printf(&text, "],\"before\":[");
    for (int i = 0; i < 3 * rings; i++)
        buf_printf(&text, "%s[%d,%d]", i ? "," : "", i + 1, i % 3 == 2 ? i - 1 : i + 2);
    buf_printf(&text, "],\"not_after\":[],\"choices\":[]}");
    refusal_init(&why, arena);
    assert_ok(arrange_instance_parse(buf_str(&text), arena, &why, &instance));
    buf_done(&text);
    return instance;
}

static struct arrange_proof prove(const struct arrange_instance *instance, int64_t work)
{
    struct arrange_proof proof;
    const struct arrange_proof_options options = {.ways = true, .work = work};
    arrange_proof_find(instance, &options, arena, &proof);
    return proof;
}

/* With all the work there is each ring is its own conflict, of three rules and three talks. */
static void test_enough(void **state)
{
    (void)state;
    struct arrange_instance instance = evening(3600, RINGS);
    struct arrange_proof proof = prove(&instance, 0);
    assert_int_equal(proof.verdict, VERDICT_IMPOSSIBLE);
    assert_int_equal(proof.conflict_count, RINGS);
    assert_false(proof.cut_short);
    assert_true(proof.all);
    for (int i = 0; i < RINGS; i++) {
        assert_true(proof.conflicts[i].minimal);
        assert_int_equal(proof.conflicts[i].rule_count, 6);
    }
}

/* Whatever the work, what is said is so: never "fits", never more conflicts than there are, and
 * "everything was tried" only where it was. */
static void test_any_work(void **state)
{
    (void)state;
    struct arrange_instance instance = evening(3600, RINGS);
    bool was_short = false;
    for (int64_t work = 1; work < 10000000; work *= 3) {
        struct arrange_proof proof = prove(&instance, work), again = prove(&instance, work);
        assert_int_not_equal(proof.verdict, VERDICT_FITS);
        assert_int_equal(proof.conflict_count, again.conflict_count);
        assert_int_equal(proof.cut_short, again.cut_short);
        assert_true(proof.conflict_count <= RINGS);
        if (!proof.cut_short)
            assert_int_equal(proof.conflict_count, RINGS);
        was_short = was_short || proof.cut_short;
    }
    assert_true(was_short);
}

/* Counting is told at once; without work nobody looks which of its talks could be spared. */
static void test_counted(void **state)
{
    (void)state;
    struct arrange_instance instance = evening(1800, 0);
    struct arrange_proof whole = prove(&instance, 0), cut = prove(&instance, 1);
    assert_int_equal(whole.verdict, VERDICT_IMPOSSIBLE);
    assert_true(whole.conflicts[0].counted && whole.conflicts[0].room_more);
    assert_true(whole.conflicts[0].minimal);
    assert_int_equal(cut.verdict, VERDICT_IMPOSSIBLE);
    assert_true(cut.conflicts[0].counted && cut.cut_short);
    assert_false(cut.conflicts[0].minimal || cut.conflicts[0].room_more);
}

/* What fits is found by the engine, for little. */
static void test_fits(void **state)
{
    (void)state;
    struct arrange_instance instance = evening(3600, 0);
    struct arrange_proof proof = prove(&instance, 5000);
    assert_int_equal(proof.verdict, VERDICT_FITS);
    assert_false(proof.cut_short);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_enough, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_any_work, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fits, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
