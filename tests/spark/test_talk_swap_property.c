/* DESIGN: random swaps in random programmes, judged by the board's own judge: the slots are the
 * same ones, nobody breaks a rule, and all of a chain move or nobody (SP-11).
 */
#include "fixture.h"

#include <stdlib.h>

#include "programme_board.h"
#include "spark_event.h"
#include "talk_swap.h"
#include "token.h"

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { PEOPLE = 24, EVENINGS = 40, TRIES = 60, SLOTS_MAX = 24 };
enum { TURNED, CHAINED, REFUSED_NOW, REFUSED_BY_ONE, OVERTAKEN, TAKEN_BACK, KINDS };

struct bench {
    struct fixture f;
    struct event_id spark;
    struct talk_id talks[SLOTS_MAX];
    int count;
    int done[KINDS];
};

static const struct talk_lengths LENGTHS = {{2, 7}, 2};

/* ---- an evening ---- */

static struct talk_needs needs_of(struct bench *b)
{
    struct event event = fixture_find(&b->f, b->spark);
    struct talk_needs needs = {.kit = token_below(5) == 0 ? "piano" : ""};
    if (token_below(6) == 0)
        needs.from = instant_add(event.fields.starts_at, 60 * (int64_t)token_below(30));
    else if (token_below(5) == 0)
        needs.to = instant_add(event.fields.starts_at, 60 * (int64_t)(30 + token_below(50)));
    return needs;
}

static void book(struct bench *b, int person)
{
    struct person_id joint = b->f.people[(person + 7) % PEOPLE];
    const struct talk_needs needs = needs_of(b);
    const struct talk_request request = {.event = b->spark,
                                         .person = b->f.people[person],
                                         .by = b->f.people[person],
                                         .title = arena_printf(b->f.arena, "Talk %d", person),
                                         .category = talk_categories[0],
                                         .minutes = LENGTHS.minutes[token_below(3) > 0],
                                         .co_presenters = &joint,
                                         .co_presenter_count = token_below(3) == 0,
                                         .needs = &needs,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    enum err err =
        fixture_job(&b->f, talk_book(b->f.store, b->f.now, &request, fixture_why(&b->f), &placed));
    if (err == OK && placed.status == TALK_CONFIRMED && b->count < SLOTS_MAX)
        b->talks[b->count++] = placed.id;
    b->f.now.v++;
}

static void load(struct bench *b, struct programme_board *board)
{
    const struct event event = fixture_find(&b->f, b->spark);
    assert_ok(programme_board_find(b->f.store, &event, b->f.arena, board));
}

static int breaks(const struct programme_board *board, struct arena *arena)
{
    struct arrange_report report = {0};
    programme_board_judge(board, board->plan, arena, &report);
    return report.break_count;
}

/* Withdraws what the first order breaks rules with, until none is broken; then it is announced. */
static void announce(struct bench *b)
{
    struct programme_board board;
    int64_t version = 0;
    for (;;) {
        struct arrange_report report = {0};
        load(b, &board);
        programme_board_judge(&board, board.plan, b->f.arena, &report);
        if (report.break_count == 0)
            break;
        assert_ok(talk_withdraw(b->f.store, b->f.now, board.talks[report.breaks[0].talks[0]].id,
                                (struct person_id){0}, fixture_why(&b->f)));
    }
    struct programme_slots slots = programme_board_slots(&board, board.plan, b->f.arena);
    for (int i = 0; i < slots.count; i++)
        slots.items[i].pinned = token_below(8) == 0;
    const struct programme_draft draft = {b->spark, PROGRAMME_ARRANGED, b->f.people[0], &slots};
    assert_ok(programme_version_add(b->f.store, b->f.now, &draft, &version));
    assert_ok(programme_version_publish(b->f.store, b->f.now, b->spark, version));
    b->count = 0;
    for (int i = 0; i < slots.count && i < SLOTS_MAX; i++)
        b->talks[b->count++] = slots.items[i].talk;
}

/* Rules of order that the announced programme keeps. */
static void add_rules(struct bench *b)
{
    struct programme_board board;
    for (int i = 0; i < 6 && b->count > 1; i++) {
        struct board_rule rule = {token_below(2) > 0, b->talks[token_below((uint32_t)b->count)],
                                  b->talks[token_below((uint32_t)b->count)]};
        load(b, &board);
        if (fixture_job(&b->f, programme_board_rule_add(b->f.store, &board, &rule,
                                                        fixture_why(&b->f))) != OK)
            continue;
        load(b, &board);
        if (breaks(&board, b->f.arena))
            assert_ok(
                programme_board_rule_remove(b->f.store, b->f.now, b->spark, &rule, b->f.arena));
    }
}

static void begin(struct bench *b)
{
    struct event_fields fields = fixture_event_fields(&b->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    fields.clash_warns = true;
    fields.starts_at = instant_add(b->f.now, 20 * 86400);
    fields.ends_at = instant_add(fields.starts_at, 5400);
    spark.fixed_minutes = 30;
    spark.talks_a_person = 3;
    spark.rooms[0] = (struct talk_room){"Hall", 40, "piano"};
    spark.rooms[1] = (struct talk_room){"Library", 20, ""};
    spark.room_count = 2;
    assert_ok(spark_event_create(b->f.store, b->f.now, b->f.people[0], &fields, &spark,
                                 fixture_why(&b->f), &b->spark));
    fixture_publish(&b->f, b->spark);
    b->count = 0;
    for (int i = 0; i < 20; i++)
        book(b, (int)token_below(PEOPLE));
    announce(b);
    add_rules(b);
}

/* ---- what stands ---- */

static int by_place(const void *a, const void *b)
{
    const struct programme_slot *x = a, *y = b;
    if (x->room != y->room)
        return x->room < y->room ? -1 : 1;
    return (x->starts_at.v > y->starts_at.v) - (x->starts_at.v < y->starts_at.v);
}

static struct programme_slots places(struct bench *b)
{
    struct programme_board board;
    load(b, &board);
    if (board.announced.count > 1)
        qsort(board.announced.items, (size_t)board.announced.count, sizeof *board.announced.items,
              by_place);
    return board.announced;
}

static bool had_place(const struct programme_slots *was, struct talk_id talk)
{
    for (int i = 0; i < was->count; i++)
        if (was->items[i].talk.v == talk.v)
            return true;
    return false;
}

/* The same rooms and times, each with one talk; so many talks moved; nothing broken. Whoever waited
 * because they spoke elsewhere at the time of a gap may have it now. */
static void check(struct bench *b, const struct programme_slots *was, int turned)
{
    const struct programme_slots is = places(b);
    struct programme_board board;
    int at = 0, moved = 0;
    for (int i = 0; i < is.count; i++) {
        if (at == was->count || by_place(&was->items[at], &is.items[i]) != 0) {
            assert_true(turned > 0);
            assert_false(had_place(was, is.items[i].talk));
            continue;
        }
        moved += was->items[at++].talk.v != is.items[i].talk.v;
    }
    assert_int_equal(at, was->count);
    assert_int_equal(moved, turned);
    load(b, &board);
    assert_int_equal(breaks(&board, b->f.arena), 0);
}

/* ---- a try ---- */

static enum err say(struct bench *b, struct talk_swap_id id, const struct talk_swap *swap, int part,
                    bool yes)
{
    const struct talk_swap_answer said = {id, swap->parts[part].talk.person, yes};
    return fixture_job(&b->f, talk_swap_answer(b->f.store, b->f.now, &said, fixture_why(&b->f)));
}

/* Answers in any order; one may say no, or a talk of it is withdrawn meanwhile. */
static void answer_all(struct bench *b, struct talk_swap_id id, int *ret_withdrawn)
{
    struct talk_swap swap = {.count = 0};
    uint32_t dice = token_below(10);
    assert_ok(talk_swap_find(b->f.store, id, b->f.arena, &swap));
    int no = dice == 0 ? (int)token_below((uint32_t)swap.count) : -1;
    int first = (int)token_below((uint32_t)swap.count);
    if (dice == 1) {
        const struct talk *talk = &swap.parts[first].talk;
        assert_ok(talk_withdraw(b->f.store, b->f.now, talk->id, talk->person, fixture_why(&b->f)));
        *ret_withdrawn = 1;
    }
    for (int i = 0; i < swap.count; i++) {
        int part = (first + i) % swap.count;
        if (part == 0 && part != no)
            continue; /* said with the asking */
        enum err err = say(b, id, &swap, part, part != no);
        assert_true(err == OK || err == ERR_CONFLICT);
    }
}

static void try_one(struct bench *b)
{
    const struct programme_slots was = places(b);
    struct talk_id ids[TALK_SWAP_MAX];
    struct talk_swap_id id = {0};
    struct talk_swap swap = {.status = TALK_SWAP_STATUSES};
    int count = 2 + (int)token_below(token_below(2) ? 5 : 1), withdrawn = 0;
    for (int i = 0; i < count; i++)
        ids[i] = b->talks[token_below((uint32_t)b->count)];
    const struct talk_swap_request request = {b->spark, ids, count};
    enum err err =
        fixture_job(&b->f, talk_swap_ask(b->f.store, b->f.now, &request, fixture_why(&b->f), &id));
    b->f.now.v++;
    if (err != OK) {
        assert_true(err == ERR_CONFLICT || err == ERR_INVALID);
        b->done[REFUSED_NOW]++;
        check(b, &was, 0);
        return;
    }
    answer_all(b, id, &withdrawn);
    assert_ok(talk_swap_find(b->f.store, id, b->f.arena, &swap));
    assert_int_not_equal(swap.status, TALK_SWAP_OPEN);
    b->done[swap.status == TALK_SWAP_DONE         ? TURNED
            : swap.status == TALK_SWAP_REFUSED    ? REFUSED_BY_ONE
            : swap.status == TALK_SWAP_TAKEN_BACK ? TAKEN_BACK
                                                  : OVERTAKEN]++;
    b->done[CHAINED] += swap.status == TALK_SWAP_DONE && count > 2;
    if (!withdrawn)
        check(b, &was, swap.status == TALK_SWAP_DONE ? count : 0);
}

static void swaps_keep_the_programme_whole(void **state)
{
    struct bench b = {.done = {0}};
    (void)state;
    fixture_init(&b.f, PEOPLE);
    for (int i = 0; i < EVENINGS; i++) {
        begin(&b);
        for (int n = 0; n < TRIES && b.count > 1; n++) {
            try_one(&b);
            arena_reset(b.f.arena);
        }
    }
    for (int i = 0; i < KINDS; i++)
        if (b.done[i] == 0)
            fail_msg("way %d was never taken", i);
    fixture_done(&b.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(swaps_keep_the_programme_whole)};
    support_init();
    token_seed(20261119);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
