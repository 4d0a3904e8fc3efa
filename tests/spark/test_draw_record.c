/* DESIGN: a draw's record: read strictly, computed again, and every changed byte noticed. */
#include <stdlib.h>

#include "support.h"

#include "draw_evening.h"
#include "draw_record.h"

static struct draw_record record_of(const struct evening *evening, enum draw_mode mode)
{
    struct draw_record record = {.event = 7, .round = 1, .mode = mode, .list = evening->list};
    memset(record.secret, 'a', sizeof record.secret - 1);
    return record;
}

static const char *whole_record(struct evening *evening, struct arena *arena)
{
    make_evening(evening, 5);
    evening->talks[4].first = true;
    evening->list.before_count = 1;
    evening->before[0] = (struct draw_pair){1, 0};
    struct draw_record record = record_of(evening, DRAW_WHOLE);
    assert_ok(draw_record_draw(&record, arena));
    return draw_record_format(&record, arena);
}

static const char *stepped_record(struct evening *evening, struct arena *arena)
{
    struct draw *draw;
    struct draw_step steps[4];
    make_evening(evening, 5);
    struct draw_record record = record_of(evening, DRAW_ONE_BY_ONE);
    draw_record_seed(&record, arena);
    assert_ok(draw_record_resume(&record, arena, &draw));
    assert_ok(draw_rules_next(draw, &steps[0]));
    assert_ok(draw_rules_no_show(draw, &steps[1]));
    assert_ok(draw_rules_next(draw, &steps[2]));
    assert_ok(draw_rules_withdraw(draw, steps[0].talk, &steps[3]));
    record.steps = steps;
    record.step_count = 4;
    draw_record_end(&record, draw, arena);
    return draw_record_format(&record, arena);
}

static bool holds(struct str file, struct arena *arena)
{
    struct refusal why;
    struct draw_verdict verdict;
    refusal_init(&why, arena);
    enum err err = draw_record_verify(file, NULL, &why, &verdict);
    assert_true(err == OK || (err == ERR_INVALID && why.detail));
    return err == OK && verdict.fault_count == 0;
}

/* Each byte becomes its neighbours, another digit, a blank; is left out; is written twice. */
static void walk_every_byte(const char *file, struct arena *arena)
{
    size_t n = strlen(file);
    char *other = malloc(n + 2);
    for (size_t i = 0; i < n; i++) {
        const char with[] = {(char)(file[i] + 1),
                             (char)(file[i] - 1),
                             (char)(file[i] ^ 0x20),
                             (char)(file[i] ^ 0x80),
                             '0',
                             '1',
                             'f',
                             ' ',
                             '\n',
                             ','};
        for (size_t k = 0; k < sizeof with; k++) {
            memcpy(other, file, n);
            other[i] = with[k];
            assert_int_equal(holds(str_make(other, n), arena), with[k] == file[i]);
        }
        memcpy(other, file, i);
        memcpy(other + i, file + i + 1, n - i - 1);
        assert_false(holds(str_make(other, n - 1), arena));
        memcpy(other, file, i + 1);
        memcpy(other + i + 1, file + i, n - i);
        assert_false(holds(str_make(other, n + 1), arena));
        arena_reset(arena);
    }
    free(other);
}

static void test_a_changed_byte_is_noticed(void **state)
{
    struct arena *arena = arena_new(), *walk = arena_new();
    struct evening evening;
    const char *(*const records[])(struct evening *, struct arena *) = {whole_record,
                                                                        stepped_record};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        const char *file = records[i](&evening, arena);
        assert_true(holds(str_of(file), arena));
        walk_every_byte(file, walk);
    }
    arena_free(walk);
    arena_free(arena);
}

/* The example a stranger starts with: docs/draw.md and these bytes. */
static void test_the_first_vector(void **state)
{
    struct arena *arena = arena_new();
    struct evening evening;
    const char *file = whole_record(&evening, arena);
    struct refusal why;
    struct draw_verdict verdict;
    (void)state;
    refusal_init(&why, arena);
    assert_ok(draw_record_verify(str_of(file), NULL, &why, &verdict));
    assert_string_equal(verdict.record.commitment,
                        "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    assert_int_equal(verdict.record.order.slots[0].talk, 4);
    assert_ok(draw_record_verify(str_of(file), verdict.record.commitment, &why, &verdict));
    assert_int_equal(verdict.fault_count, 0);
    assert_ok(draw_record_verify(str_of(file), verdict.record.seed, &why, &verdict));
    assert_int_equal(verdict.fault_count, 1);
    arena_free(arena);
}

/* What the reader refuses says where it stands. */
static void test_the_reader_names_the_place(void **state)
{
    static const struct {
        const char *from, *to, *says;
    } ROWS[] = {
        {"\"weight\":1", "\"weight\":11", "list.talks[0].weight: must be a whole number from 1"},
        {"\"weight\":1", "\"weight\":1.0", "list.talks[0].weight: must be a whole number from 1"},
        {"\"rooms\":[1],\"people\"", "\"rooms\":[2],\"people\"",
         "list.talks[0].rooms[0]: must be one of list.rooms"},
        {"{\"id\":11", "{\"id\":10", "list.talks[1]: must have a larger id than the talk before"},
        {"\"before\":[[11,10]]", "\"before\":[[11,11]]", "list.before[0]: must be two talks"},
        {"\"mode\":\"whole\"", "\"mode\":\"hole\"", "mode: must be \"whole\" or"},
        {"\"event\":7", "\"event\":7,\"event\":7", "it is not JSON"},
        {"\"event\":7", "\"event\":7,\"name\":7", "the record: has a member that no draw has"},
        {"\"first\":false", "\"first\":0", "list.talks[0].first: must be true or false"},
        {"\"secret\":\"a", "\"secret\":\"A", "secret: must be 64 digits"},
        {"\"end_s\":", "\"end_s\":0,\"x\":", "list.stretches[0]: has a member"},
    };
    struct arena *arena = arena_new();
    struct evening evening;
    const char *file = whole_record(&evening, arena);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ROWS); i++) {
        struct refusal why;
        struct draw_record record;
        const char *at = strstr(file, ROWS[i].from);
        refusal_init(&why, arena);
        assert_non_null(at);
        const char *other = arena_printf(arena, "%.*s%s%s", (int)(at - file), file, ROWS[i].to,
                                         at + strlen(ROWS[i].from));
        assert_int_equal(draw_record_parse(str_of(other), &why, &record), ERR_INVALID);
        if (!strstr(why.detail, ROWS[i].says))
            fail_msg("%s, not %s", why.detail, ROWS[i].says);
    }
    arena_free(arena);
}

/* ---- following its own steps ---- */

static int below(unsigned *dice, int n)
{
    *dice = *dice * 1103515245 + 12345;
    return (int)(*dice >> 16) % n;
}

/* People who come late or leave early, somebody first, one who speaks twice: a hard evening. */
static void make_hard_evening(struct evening *evening, unsigned *dice)
{
    int talks = 3 + below(dice, 6);
    make_evening(evening, talks);
    for (int i = 0; i < talks; i++) {
        struct draw_talk *talk = &evening->talks[i];
        talk->weight = 1 + below(dice, 3);
        if (below(dice, 3) == 0)
            talk->arrive_s = 600 + below(dice, talks) * 240;
        if (below(dice, 3) == 0)
            talk->leave_s = talk->arrive_s + 600 + below(dice, talks) * 240;
    }
    evening->talks[below(dice, talks)].first = below(dice, 2) == 0;
    evening->talks[1].people[0] = evening->talks[0].people[0];
}

static enum err random_step(struct draw *draw, unsigned *dice, int talks, struct draw_step *ret)
{
    int kind = below(dice, 6);
    if (kind == 0)
        return draw_rules_withdraw(draw, below(dice, talks), ret);
    if (kind == 1)
        return draw_rules_no_show(draw, ret);
    int late_s[DRAW_ROOMS_MAX] = {0};
    if (below(dice, 2)) /* some rooms, by up to half an hour */
        for (int i = 0; i < 2; i++)
            late_s[i] = below(dice, 2) * below(dice, 1800);
    draw_rules_set_late(draw, late_s);
    return draw_rules_next(draw, ret);
}

/* Followed, a draw stands as it does when it is searched for again: same places, same next lot. */
static void test_following_is_as_good_as_searching(void **state)
{
    struct arena *arena = arena_new();
    unsigned dice = 7;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct evening evening;
        struct draw_step steps[24], next[2];
        struct draw *draw, *followed, *again;
        make_hard_evening(&evening, &dice);
        struct draw_record record = record_of(&evening, DRAW_ONE_BY_ONE);
        record.round = 1 + round;
        draw_record_seed(&record, arena);
        record.steps = steps;
        assert_ok(draw_record_resume(&record, arena, &draw));
        for (int i = 0; i < 24 && record.step_count < 24; i++)
            if (random_step(draw, &dice, evening.list.talk_count, &steps[record.step_count]) == OK)
                record.step_count++;
        assert_ok(draw_record_take_up(&record, arena, &followed));
        assert_ok(draw_record_resume(&record, arena, &again));
        enum err here = draw_rules_next(followed, &next[0]);
        assert_int_equal(draw_rules_next(again, &next[1]), here);
        if (here == OK)
            assert_int_equal(next[0].talk, next[1].talk);
        for (int i = 0; i < evening.list.talk_count; i++)
            assert_int_equal(draw_rules_place_of(followed, i), draw_rules_place_of(again, i));
        arena_reset(arena);
    }
    arena_free(arena);
}

static void test_a_step_that_was_not_drawn_is_not_followed(void **state)
{
    struct arena *arena = arena_new();
    struct evening evening;
    struct draw *draw;
    struct draw_step step;
    (void)state;
    make_evening(&evening, 4);
    struct draw_record record = record_of(&evening, DRAW_ONE_BY_ONE);
    draw_record_seed(&record, arena);
    assert_ok(draw_record_resume(&record, arena, &draw));
    assert_ok(draw_rules_next(draw, &step));
    step.talk = (step.talk + 1) % 4;
    record.steps = &step;
    record.step_count = 1;
    assert_int_equal(draw_record_take_up(&record, arena, &draw), ERR_INVALID);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_changed_byte_is_noticed),
        cmocka_unit_test(test_the_first_vector),
        cmocka_unit_test(test_the_reader_names_the_place),
        cmocka_unit_test(test_following_is_as_good_as_searching),
        cmocka_unit_test(test_a_step_that_was_not_drawn_is_not_followed),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
