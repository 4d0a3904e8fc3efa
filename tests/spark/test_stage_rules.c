/* DESIGN: a room's evening by table, and beside a naive model that lives through it second by
 * second. */
#include <stdio.h>
#include <stdlib.h>

#include "stage_rules.h"
#include "support.h"

enum { DOORS = 1000000, CHANGE_S = 60, MAX = 12 };

/* Two blocks of 30 minutes with a break of 10 between them. */
static const struct pack PACK = {
    .blocks = {{DOORS, DOORS + 1800}, {DOORS + 2400, DOORS + 4200}},
    .block_count = 2,
    .room_count = 1,
    .changeover_s = CHANGE_S,
};

struct room_of {
    struct arena *arena;
    struct stage_slot slots[MAX], reserves[2];
    struct stage_plan plan;
    struct stage_act acts[64];
    int count;
};

/* Talks 1 to 3 of 7 minutes from the start, 4 and 5 after the break; reserves 8 and 9. */
static void start(struct room_of *r)
{
    static const int64_t at[] = {0, 480, 960, 2400, 2880};
    *r = (struct room_of){.arena = arena_new()};
    for (int i = 0; i < 5; i++)
        r->slots[i] = (struct stage_slot){{i + 1}, 7, {DOORS + at[i]}, {0}};
    r->reserves[0] = (struct stage_slot){{8}, 2, {0}, {0}};
    r->reserves[1] = (struct stage_slot){{9}, 7, {0}, {0}};
    r->plan = (struct stage_plan){r->slots, 5, r->reserves, 2, &PACK, false};
}

static struct stage_room at(struct room_of *r, int64_t s)
{
    struct stage_room room;
    stage_rules_fold(&r->plan, r->acts, r->count, (struct instant){DOORS + s}, r->arena, &room);
    return room;
}

static void act(struct room_of *r, int64_t s, enum stage_kind kind, int64_t talk, int64_t other)
{
    struct stage_act done = {kind, {talk}, {other}, {DOORS + s}};
    struct stage_room room = at(r, s);
    const char *why = stage_rules_check(&room, &done);
    if (why)
        fail_msg("%s: %s", stage_kind_name(kind), why);
    r->acts[r->count++] = done;
}

static const char *refused(struct room_of *r, int64_t s, enum stage_kind kind, int64_t talk)
{
    const struct stage_act wanted = {kind, {talk}, {0}, {DOORS + s}};
    struct stage_room room = at(r, s);
    return stage_rules_check(&room, &wanted);
}

/* "1! 2 3": ids in order, ! on, . given, - absent; then when those to come begin. */
static const char *order(struct room_of *r, int64_t s)
{
    static const char *const MARKS[] = {"", "!", ".", "-"};
    struct stage_room room = at(r, s);
    const char *text = "";
    for (int i = 0; i < room.count; i++)
        text = arena_printf(r->arena, "%s%s%lld%s", text, i ? " " : "",
                            (long long)room.rows[i].talk.v, MARKS[room.rows[i].part]);
    return text;
}

static const char *times(struct room_of *r, int64_t s)
{
    struct stage_room room = at(r, s);
    const char *text = "";
    for (int i = 0; i < room.count; i++)
        if (room.rows[i].part == STAGE_TO_COME)
            text = arena_printf(r->arena, "%s%s%lld", text, *text ? " " : "",
                                (long long)(room.rows[i].estimate.v - DOORS));
    return text;
}

static void done(struct room_of *r)
{
    arena_free(r->arena);
}

/* ---- the table ---- */

static void before_anything(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    assert_int_equal(at(&r, -600).phase, STAGE_BEFORE);
    assert_string_equal(times(&r, -600), "0 480 960 2400 2880");
    /* a late start moves all of the first block; the break takes in what it can */
    assert_string_equal(times(&r, 100), "100 580 1060 2400 2880");
    assert_string_equal(times(&r, 1000), "1000 1480 1960 2980 3460");
    assert_null(refused(&r, 0, STAGE_START, 1));
    assert_non_null(refused(&r, 0, STAGE_STOP, 0));
    assert_non_null(refused(&r, 0, STAGE_RESUME, 0));
    assert_non_null(refused(&r, 0, STAGE_UNDO, 0));
    assert_non_null(refused(&r, 0, STAGE_START, 77));
    done(&r);
}

static void a_talk_and_its_over_run(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    act(&r, 0, STAGE_START, 1, 0);
    struct stage_room room = at(&r, 100);
    assert_int_equal(room.phase, STAGE_TALKING);
    assert_int_equal(stage_due(&room).v, DOORS + 420);
    assert_string_equal(times(&r, 100), "480 960 2400 2880");
    act(&r, 400, STAGE_EXTEND, 0, 0);
    assert_string_equal(times(&r, 430), "510 990 2400 2880");
    /* over by ten minutes: all later talks are later by what the break cannot take in */
    assert_string_equal(times(&r, 1050), "1110 1590 2610 3090");
    act(&r, 1050, STAGE_STOP, 0, 0);
    assert_string_equal(order(&r, 1051), "1. 2 3 4 5");
    assert_string_equal(times(&r, 1080), "1110 1590 2610 3090");
    assert_string_equal(times(&r, 1200), "1200 1680 2700 3180");
    assert_non_null(refused(&r, 1200, STAGE_START, 1));
    done(&r);
}

static void who_is_not_here(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    act(&r, 0, STAGE_NO_SHOW, 1, 0);
    assert_string_equal(order(&r, 0), "1- 2 3 4 5");
    assert_string_equal(times(&r, 0), "0 480 2400 2880"); /* those of the block move up */
    act(&r, 0, STAGE_NO_SHOW, 3, 8);
    assert_string_equal(order(&r, 0), "1- 3- 2 8 4 5");
    assert_string_equal(times(&r, 0), "0 480 2400 2880");
    act(&r, 5, STAGE_UNDO, 0, 0);
    assert_string_equal(order(&r, 5), "1- 2 3 4 5");
    act(&r, 6, STAGE_UNDO, 0, 0);
    assert_string_equal(order(&r, 6), "1 2 3 4 5");
    assert_string_equal(times(&r, 0), "6 486 966 2400 2880"); /* no time before the last act */
    done(&r);
}

static void order_is_changed(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    r.slots[1].minutes = 2; /* as if 2 were a short one, with a gap behind it */
    act(&r, 0, STAGE_SWAP, 1, 2);
    assert_string_equal(order(&r, 0), "2 1 3 4 5");
    assert_string_equal(times(&r, 0), "0 180 660 2400 2880");
    act(&r, 0, STAGE_SKIP, 2, 0);
    assert_string_equal(order(&r, 0), "1 3 4 5 2");
    assert_string_equal(times(&r, 0), "0 480 2400 2880 3360");
    act(&r, 0, STAGE_START, 4, 0);
    assert_string_equal(order(&r, 10), "4! 1 3 5 2");
    done(&r);
}

static void with_several_rooms_nobody_moves_up(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    r.plan.keeps_times = true;
    act(&r, 0, STAGE_NO_SHOW, 1, 0);
    assert_string_equal(times(&r, 0), "480 960 2400 2880");
    act(&r, 0, STAGE_SWAP, 2, 3);
    assert_string_equal(order(&r, 0), "1- 3 2 4 5");
    assert_string_equal(times(&r, 0), "480 960 2400 2880");
    done(&r);
}

static void who_arrives_late_is_not_expected_before(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    r.slots[1].arrive_at.v = DOORS + 400;
    act(&r, 0, STAGE_NO_SHOW, 1, 0);
    assert_string_equal(times(&r, 0), "400 880 2400 2880");
    done(&r);
}

static void a_break(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    for (int i = 1; i <= 3; i++) {
        act(&r, 500 * i, STAGE_START, i, 0);
        act(&r, 500 * i + 420, STAGE_STOP, 0, 0);
    }
    assert_string_equal(times(&r, 1930), "2520 3000"); /* the break keeps its ten minutes */
    act(&r, 1980, STAGE_BREAK, 0, 0);
    assert_int_equal(at(&r, 1990).phase, STAGE_PAUSED);
    assert_non_null(refused(&r, 1990, STAGE_BREAK, 0));
    assert_string_equal(times(&r, 1990), "2580 3060");
    assert_string_equal(times(&r, 2700), "2700 3180");
    act(&r, 2400, STAGE_RESUME, 0, 0);
    assert_string_equal(times(&r, 2400), "2400 2880"); /* it was cut short: no second one follows */
    act(&r, 2410, STAGE_START, 4, 0);
    act(&r, 2800, STAGE_STOP, 0, 0);
    act(&r, 2900, STAGE_START, 5, 0);
    assert_int_equal(at(&r, 3000).phase, STAGE_TALKING);
    assert_non_null(refused(&r, 3000, STAGE_BREAK, 0));
    act(&r, 3300, STAGE_STOP, 0, 0);
    assert_int_equal(at(&r, 3301).phase, STAGE_OVER);
    assert_non_null(refused(&r, 3301, STAGE_BREAK, 0));
    act(&r, 3302, STAGE_UNDO, 0, 0); /* the stop was a slip: the talk goes on as it began */
    struct stage_room room = at(&r, 3303);
    assert_int_equal(room.phase, STAGE_TALKING);
    assert_int_equal(stage_due(&room).v, DOORS + 3320);
    done(&r);
}

static void a_talk_that_left_the_programme(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    act(&r, 0, STAGE_START, 1, 0);
    r.slots[0] = r.slots[4];
    r.slots[0].starts_at.v = DOORS;
    r.plan.count = 4; /* 5 2 3 4 */
    assert_int_equal(at(&r, 60).phase, STAGE_BEFORE);
    assert_string_equal(order(&r, 60), "5 2 3 4");
    done(&r);
}

static void a_clock_set_back(void **state)
{
    struct room_of r;
    (void)state;
    start(&r);
    act(&r, 300, STAGE_START, 1, 0);
    assert_string_equal(times(&r, -5000), times(&r, 300));
    done(&r);
}

/* ---- beside a naive model ---- */

/* The order, by moving ids about in a list. */
struct naive {
    int64_t ids[MAX + 2];
    char part[MAX + 2]; /* 'c' to come, 'o' on, 'g' given, 'a' absent */
    int count;
};

static int first_coming(const struct naive *n)
{
    for (int i = 0; i < n->count; i++)
        if (n->part[i] == 'c')
            return i;
    return -1;
}

static void take(struct naive *n, int at)
{
    for (int i = at; i + 1 < n->count; i++) {
        n->ids[i] = n->ids[i + 1];
        n->part[i] = n->part[i + 1];
    }
    n->count--;
}

static void insert(struct naive *n, int at, int64_t id, char part)
{
    for (int i = n->count++; i > at; i--) {
        n->ids[i] = n->ids[i - 1];
        n->part[i] = n->part[i - 1];
    }
    n->ids[at] = id;
    n->part[at] = part;
}

static int place(const struct naive *n, int64_t id)
{
    int i = 0;
    while (n->ids[i] != id)
        i++;
    return i;
}

static void naive_no_show(struct naive *n, const struct stage_act *a)
{
    int at = place(n, a->talk.v), top = first_coming(n);
    take(n, at);
    if (a->other.v)
        insert(n, at, a->other.v, 'c');
    insert(n, top, a->talk.v, 'a');
}

static void naive_act(struct naive *n, const struct stage_act *a)
{
    int top = first_coming(n);
    for (int i = 0; a->kind == STAGE_STOP && i < n->count; i++)
        if (n->part[i] == 'o')
            n->part[i] = 'g';
    if (a->kind == STAGE_START) {
        take(n, place(n, a->talk.v));
        insert(n, top, a->talk.v, 'o');
    } else if (a->kind == STAGE_SKIP) {
        take(n, top);
        insert(n, n->count, a->talk.v, 'c');
    } else if (a->kind == STAGE_SWAP) {
        take(n, top);
        insert(n, top + 1, a->talk.v, 'c');
    } else if (a->kind == STAGE_NO_SHOW) {
        naive_no_show(n, a);
    }
}

/* What the log comes to: undone acts never were. */
static struct naive replay(const struct room_of *r)
{
    struct naive n = {.count = 0};
    struct stage_act kept[64];
    int count = 0;
    for (int i = 0; i < r->plan.count; i++)
        insert(&n, i, r->slots[i].talk.v, 'c');
    for (int i = 0; i < r->count; i++)
        if (r->acts[i].kind == STAGE_UNDO)
            count -= count > 0;
        else
            kept[count++] = r->acts[i];
    for (int i = 0; i < count; i++)
        naive_act(&n, &kept[i]);
    return n;
}

static void check_order(struct room_of *r, const struct stage_room *room)
{
    static const char PARTS[] = "coga";
    struct naive n = replay(r);
    assert_int_equal(room->count, n.count);
    for (int i = 0; i < n.count; i++) {
        assert_int_equal(room->rows[i].talk.v, n.ids[i]);
        assert_int_equal(PARTS[room->rows[i].part], n.part[i]);
    }
}

static int64_t rest_s(int from, int to)
{
    return from == 0 && to == 1 ? PACK.blocks[1].start_s - PACK.blocks[0].end_s : 0;
}

/* Lives on from now, one second after the other: who may begin, begins. Only for rooms in which a
 * talk is given: what came before does not matter then. */
static void check_times(const struct stage_room *room, int64_t now)
{
    if (room->phase != STAGE_TALKING)
        return;
    int64_t ends = stage_due(room).v > now ? stage_due(room).v : now;
    int block = room->rows[room->on].block, next = room->next;
    bool on = true;
    for (int64_t t = now; next >= 0 && next < room->count && t < now + 40000; t++) {
        const struct stage_row *row = &room->rows[next];
        if (on && t >= ends)
            on = false;
        int64_t pause = row->block > block ? rest_s(block, row->block) : CHANGE_S;
        if (on || t < ends + pause || t < row->floor.v || t < row->arrive_at.v)
            continue;
        assert_int_equal(row->estimate.v, t);
        on = true;
        ends = t + row->minutes * 60;
        block = row->block;
        next++;
    }
    assert_true(next < 0 || next == room->count);
}

static struct stage_act random_act(const struct stage_room *room, int64_t now)
{
    struct stage_act a = {.kind = (enum stage_kind)(rand() % STAGE_KINDS), .at = {now}};
    int coming = room->next < 0 ? 0 : room->count - room->next;
    bool any = a.kind == STAGE_START || a.kind == STAGE_NO_SHOW;
    if (coming && (any || a.kind == STAGE_SKIP || a.kind == STAGE_SWAP))
        a.talk = room->rows[room->next + (any && rand() % 3 == 0 ? rand() % coming : 0)].talk;
    if (a.kind == STAGE_SWAP && coming > 1)
        a.other = room->rows[room->next + 1].talk;
    if (a.kind == STAGE_NO_SHOW && rand() % 2)
        a.other.v = 8 + rand() % 2;
    for (int i = 0; a.kind == STAGE_NO_SHOW && i < room->count; i++)
        if (room->rows[i].talk.v == a.other.v)
            a.other.v = 0; /* called already */
    return a;
}

static void one_evening(unsigned seed)
{
    struct room_of r;
    srand(seed);
    start(&r);
    r.plan.keeps_times = rand() % 2;
    for (int i = 0; i < 5; i++)
        if (rand() % 3 == 0)
            r.slots[i].minutes = 2;
    int64_t now = DOORS - 300;
    for (int i = 0; i < 40; i++) {
        now += rand() % 400;
        struct stage_room room = at(&r, now - DOORS);
        check_order(&r, &room);
        check_times(&room, now);
        struct stage_act a = random_act(&room, now);
        if (!stage_rules_check(&room, &a))
            r.acts[r.count++] = a;
    }
    done(&r);
}

static void any_evening(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 1000; seed++)
        one_evening(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_anything),
        cmocka_unit_test(a_talk_and_its_over_run),
        cmocka_unit_test(who_is_not_here),
        cmocka_unit_test(order_is_changed),
        cmocka_unit_test(with_several_rooms_nobody_moves_up),
        cmocka_unit_test(who_arrives_late_is_not_expected_before),
        cmocka_unit_test(a_break),
        cmocka_unit_test(a_talk_that_left_the_programme),
        cmocka_unit_test(a_clock_set_back),
        cmocka_unit_test(any_evening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
