/* DESIGN: choosing beside a naive model: random choices, withdrawals, capacities, cancellations. */
#include "choice_day.h"

#include "token.h"

/* The database allocates much and small: a short quarantine halves the time under ASan. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum { PEOPLE = 14, BLOCKS = 3, WORKSHOPS = 4, ROUNDS = 12, MOVES = 250, NONE = -1 };

/* What the engine should have, in arrays. */
struct model {
    int capacity[BLOCKS][WORKSHOPS];
    bool off[BLOCKS][WORKSHOPS]; /* called off */
    bool must[BLOCKS];
    bool booked[PEOPLE];      /* on the day */
    int pick[PEOPLE][BLOCKS]; /* NONE: none */
    int twin;                 /* workshop `twin` of the last block runs that of the first
                                 again; NONE: none does */
    bool closed;
};

struct bench {
    struct fixture f;
    struct choice_day d;
    struct model m;
    int done, refused;
};

static int taken(const struct model *m, int block, int workshop)
{
    int count = 0;
    for (int p = 0; p < PEOPLE; p++)
        count += m->pick[p][block] == workshop;
    return count;
}

/* ---- a fresh round ---- */

static struct workshop_fields fields_of(struct bench *b, int block, int workshop)
{
    bool again = block == BLOCKS - 1 && workshop == b->m.twin;
    return (struct workshop_fields){
        .block = b->d.blocks[block],
        .title = arena_printf(b->f.arena, "Workshop %d%c", block + 1, 'a' + workshop),
        .capacity = b->m.capacity[block][workshop],
        .same_as = again ? b->d.workshops[0][workshop] : (struct event_id){0}};
}

static void save_workshop(struct bench *b, int block, int workshop)
{
    const struct workshop_fields fields = fields_of(b, block, workshop);
    assert_ok(workshop_update(b->f.store, b->f.now, b->d.workshops[block][workshop], 0, &fields,
                              fixture_why(&b->f)));
}

static void start_round(struct bench *b)
{
    b->d = choice_day_make(&b->f, BLOCKS, WORKSHOPS, 1);
    b->m = (struct model){.twin = token_below(2) ? (int)token_below(WORKSHOPS) : NONE};
    for (int block = 0; block < BLOCKS; block++) {
        b->m.must[block] = token_below(3) != 0;
        struct block found;
        assert_ok(block_find(b->f.store, b->d.blocks[block], &found, b->f.arena));
        found.fields.must_choose = b->m.must[block];
        assert_ok(
            block_update(b->f.store, b->f.now, found.id, 0, &found.fields, fixture_why(&b->f)));
        for (int w = 0; w < WORKSHOPS; w++) {
            b->m.capacity[block][w] = 2 + (int)token_below(5);
            save_workshop(b, block, w);
        }
    }
    for (int p = 0; p < PEOPLE; p++)
        for (int block = 0; block < BLOCKS; block++)
            b->m.pick[p][block] = NONE;
}

/* ---- choosing ---- */

static bool is_twice(const struct model *m, const int *want)
{
    return m->twin != NONE && want[0] == m->twin && want[BLOCKS - 1] == m->twin;
}

/* Is there anything in that block which they could still have, given what they want elsewhere? */
static bool could_choose(const struct model *m, int person, int block, const int *want)
{
    for (int w = 0; w < WORKSHOPS; w++) {
        int others[BLOCKS];
        for (int i = 0; i < BLOCKS; i++)
            others[i] = i == block ? w : want[i];
        bool fits = taken(m, block, w) < m->capacity[block][w] || m->pick[person][block] == w;
        if (!m->off[block][w] && fits && !is_twice(m, others))
            return true;
    }
    return false;
}

/* The slug of the refusal; NULL: it works out, and the model has it now. */
static const char *model_choose(struct model *m, int person, const int *want)
{
    bool full = false;
    if (!m->booked[person])
        return "no-place";
    if (m->closed)
        return "too-late";
    for (int block = 0; block < BLOCKS; block++)
        if (want[block] != NONE && m->off[block][want[block]])
            return "validation";
    if (is_twice(m, want))
        return "validation";
    for (int block = 0; block < BLOCKS; block++)
        if (m->must[block] && want[block] == NONE && could_choose(m, person, block, want))
            return "validation";
    for (int block = 0; block < BLOCKS; block++) {
        int w = want[block];
        full = full || (w != NONE && m->pick[person][block] != w &&
                        taken(m, block, w) >= m->capacity[block][w]);
    }
    if (full)
        return "full";
    for (int block = 0; block < BLOCKS; block++)
        m->pick[person][block] = want[block];
    return NULL;
}

/* What one block is wished for: now and then nothing; mostly what is on and has room, so that
   the choices that work out do not drown in refusals, and often not. */
static int wish(const struct model *m, int block)
{
    int w = (int)token_below(WORKSHOPS);
    for (int look = 0; look < 3; look++)
        if (m->off[block][w] || taken(m, block, w) >= m->capacity[block][w])
            w = (int)token_below(WORKSHOPS);
    return token_below(12) == 0 ? NONE : w;
}

static void choose(struct bench *b, int person)
{
    struct event_id ids[BLOCKS];
    int want[BLOCKS], count = 0;
    for (int block = 0; block < BLOCKS; block++) {
        want[block] = wish(&b->m, block);
        if (want[block] != NONE)
            ids[count++] = b->d.workshops[block][want[block]];
    }
    const char *expected = model_choose(&b->m, person, want);
    enum err err = choice_day_choose(&b->f, b->d.id, person, ids, count);
    const char *got = err == OK ? NULL : b->f.why.slug;
    if ((got == NULL) != (expected == NULL) || (got && strcmp(got, expected) != 0))
        fail_msg("person %d: %s instead of %s", person, got ? got : "done",
                 expected ? expected : "done");
    *(err == OK ? &b->done : &b->refused) += 1;
}

/* ---- what else happens ---- */

static void come_or_go(struct bench *b, int person)
{
    if (!b->m.booked[person]) {
        choice_day_book(&b->f, b->d.id, person);
    } else {
        assert_ok(booking_withdraw_at(b->f.store, b->f.now, b->d.id, b->f.people[person], "",
                                      b->f.arena));
        for (int block = 0; block < BLOCKS; block++)
            b->m.pick[person][block] = NONE;
    }
    b->m.booked[person] = !b->m.booked[person];
}

static void resize(struct bench *b, int block, int workshop)
{
    int was = b->m.capacity[block][workshop], to = 1 + (int)token_below(7);
    if (b->m.off[block][workshop])
        return;
    b->m.capacity[block][workshop] = to;
    const struct workshop_fields fields = fields_of(b, block, workshop);
    enum err err =
        fixture_job(&b->f, workshop_update(b->f.store, b->f.now, b->d.workshops[block][workshop], 0,
                                           &fields, fixture_why(&b->f)));
    bool fits = to >= taken(&b->m, block, workshop);
    assert_int_equal(err, fits ? OK : ERR_INVALID);
    if (!fits)
        b->m.capacity[block][workshop] = was;
}

static void call_off(struct bench *b, int block, int workshop)
{
    assert_ok(
        event_cancel(b->f.store, b->f.now, b->d.workshops[block][workshop], 0, fixture_why(&b->f)));
    b->m.off[block][workshop] = true;
    for (int p = 0; p < PEOPLE; p++)
        if (b->m.pick[p][block] == workshop)
            b->m.pick[p][block] = NONE;
}

static void close_or_open(struct bench *b)
{
    b->m.closed = !b->m.closed;
    const struct choosing_fields fields = {.closes_at =
                                               instant_add(b->f.now, b->m.closed ? -1 : 86400)};
    assert_ok(choosing_update(b->f.store, b->f.now, b->d.id, &fields, fixture_why(&b->f)));
}

/* The emptiest first, of equals the older, in the order in which they booked the day. */
static void place_person(struct bench *b, int person)
{
    for (int block = 0; block < BLOCKS; block++) {
        int best = NONE, room = 0;
        if (!b->m.must[block] || b->m.pick[person][block] != NONE)
            continue;
        for (int w = 0; w < WORKSHOPS; w++) {
            int left = b->m.capacity[block][w] - taken(&b->m, block, w);
            int want[BLOCKS];
            for (int i = 0; i < BLOCKS; i++)
                want[i] = i == block ? w : b->m.pick[person][i];
            if (!b->m.off[block][w] && left > room && !is_twice(&b->m, want)) {
                best = w;
                room = left;
            }
        }
        b->m.pick[person][block] = best;
    }
}

static void place_rest(struct bench *b)
{
    struct choice_placing placing;
    struct rows rows = store_query(b->f.store,
                                   "SELECT person_id FROM booking WHERE event_id = $1"
                                   " AND status = 'confirmed' ORDER BY booked_at, id",
                                   PARAMS(p_int(b->d.id.v)));
    while (rows_next(&rows))
        for (int p = 0; p < PEOPLE; p++)
            if (b->f.people[p].v == rows_int(&rows, 0))
                place_person(b, p);
    assert_ok(rows_end(&rows));
    assert_ok(choice_place_rest(b->f.store, b->f.now, b->d.id, fixture_why(&b->f), &placing));
}

/* ---- the same? ---- */

static void assert_same(struct bench *b)
{
    for (int p = 0; p < PEOPLE; p++) {
        struct workshop_list list;
        assert_ok(workshop_list(b->f.store, b->d.id, b->f.people[p], b->f.arena, &list));
        for (int block = 0; block < BLOCKS; block++)
            for (int w = 0; w < WORKSHOPS; w++) {
                const struct workshop *found = workshop_in(&list, b->d.workshops[block][w]);
                bool mine = found && found->my_booking;
                assert_int_equal(mine, b->m.pick[p][block] == w);
                if (found)
                    assert_int_equal(found->taken, taken(&b->m, block, w));
                assert_true(!found || found->taken <= found->capacity);
                assert_int_equal(found == NULL, b->m.off[block][w]);
            }
    }
    /* nobody in two rooms at one time, whatever the model thinks */
    assert_int_equal(
        fixture_count(&b->f,
                      "SELECT count(*) FROM busy a JOIN busy o ON o.person_id = a.person_id"
                      " AND o.event_id > a.event_id AND o.from_at < a.to_at AND a.from_at < o.to_at"
                      " JOIN event x ON x.id = a.event_id JOIN event y ON y.id = o.event_id"
                      " WHERE x.parent_id = $1 AND y.parent_id = $1",
                      b->d.id.v),
        0);
}

static void step(struct bench *b)
{
    int person = (int)token_below(PEOPLE), block = (int)token_below(BLOCKS);
    int workshop = (int)token_below(WORKSHOPS), move = (int)token_below(100);
    if (move < 70)
        choose(b, person);
    else if (move < 84 && (!b->m.booked[person] || token_below(4) == 0))
        come_or_go(b, person);
    else if (move >= 84 && move < 92)
        resize(b, block, workshop);
    else if (move >= 92 && move < 97 && (b->m.closed || token_below(6) == 0))
        close_or_open(b);
    else if (move == 97 && !b->m.off[block][workshop] && !(b->m.twin == workshop))
        call_off(b, block, workshop);
    else if (move == 99)
        place_rest(b);
    b->f.now.v += 1;
}

static void beside_a_model(void **state)
{
    static struct bench b;
    (void)state;
    fixture_init(&b.f, PEOPLE);
    for (int round = 0; round < ROUNDS; round++) {
        assert_ok(store_exec(b.f.store, "DELETE FROM busy", PARAMS()));
        start_round(&b);
        for (int i = 0; i < MOVES; i++) {
            step(&b);
            if (i % 5 == 0)
                assert_same(&b);
        }
        arena_reset(b.f.arena);
    }
    print_message("%d choices made, %d refused\n", b.done, b.refused);
    assert_true(b.done > ROUNDS * MOVES / 10 && b.refused > ROUNDS * MOVES / 10);
    fixture_done(&b.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(beside_a_model)};
    token_seed(20261129); /* what fails once fails again */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
