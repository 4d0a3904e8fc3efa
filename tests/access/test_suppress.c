/* DESIGN: withheld counts before an adversary who adds, subtracts and tries every table there is.
 */
#include "suppress.h"

#include <math.h>
#include <stdlib.h>

#include "support.h"

enum { SIDE_MAX = 5, CELLS_MAX = (SIDE_MAX + 1) * (SIDE_MAX + 1), SUM_MAX = 16 };

static struct arena *arena;
static unsigned seed;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    seed = 20261102;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int any_below(int n)
{
    return (int)(rand_r(&seed) % (unsigned)n);
}

struct trial {
    int rows, columns;
    int64_t cells[SIDE_MAX * SIDE_MAX];
    int64_t *shown;
};

static int64_t shown(const struct trial *t, int row, int column)
{
    return t->shown[row * (t->columns + 1) + column];
}

static void withhold(struct trial *t, const int64_t *before)
{
    const struct suppress_table table = {t->rows, t->columns, t->cells, before};
    assert_ok(suppress(&table, arena, &t->shown));
}

static struct trial any_trial(int rows, int columns, int cell_below)
{
    struct trial t = {.rows = rows, .columns = columns};
    for (int r = 0; r < rows; r++) {
        int64_t sum = 0;
        for (int c = 0; c < columns; c++)
            sum += t.cells[r * columns + c] = any_below(cell_below);
        if (sum < SUPPRESS_UNDER)
            t.cells[r * columns] += SUPPRESS_UNDER;
    }
    return t;
}

/* ---- what is published is true, and nothing small is ---- */

static void check_truth(const struct trial *t)
{
    for (int c = 0; c < t->columns; c++) {
        int64_t total = 0;
        for (int r = 0; r < t->rows; r++) {
            int64_t cell = t->cells[r * t->columns + c], said = shown(t, r, c);
            total += cell;
            assert_true(said == SUPPRESS_WITHHELD || said == cell);
            assert_false(said > 0 && said < SUPPRESS_UNDER);
        }
        int64_t said = shown(t, t->rows, c);
        assert_true(said == SUPPRESS_WITHHELD || said == total);
        assert_false(said > 0 && said < SUPPRESS_UNDER);
    }
    for (int r = 0; r <= t->rows; r++)
        assert_true(shown(t, r, t->columns) >= SUPPRESS_UNDER);
}

/* ---- an adversary with linear combinations of all that is shown ---- */

struct system {
    double rows[2 * SIDE_MAX + 2][CELLS_MAX]; /* a coefficient an unknown */
    int equations, unknowns;
    int number[CELLS_MAX]; /* of an unknown, -1: it is shown */
};

static void add_equation(struct system *s, const struct trial *t, int row, int column)
{
    int n = t->columns + 1;
    double *e = s->rows[s->equations++];
    for (int i = 0; column < 0 && i <= t->columns; i++)
        if (s->number[row * n + i] >= 0)
            e[s->number[row * n + i]] = i < t->columns ? 1 : -1;
    for (int i = 0; column >= 0 && i <= t->rows; i++)
        if (s->number[i * n + column] >= 0)
            e[s->number[i * n + column]] = i < t->rows ? 1 : -1;
}

static struct system system_of(const struct trial *t)
{
    struct system s = {.unknowns = 0};
    for (int i = 0; i < (t->rows + 1) * (t->columns + 1); i++)
        s.number[i] = t->shown[i] == SUPPRESS_WITHHELD ? s.unknowns++ : -1;
    for (int r = 0; r <= t->rows; r++)
        add_equation(&s, t, r, -1);
    for (int c = 0; c <= t->columns; c++)
        add_equation(&s, t, 0, c);
    return s;
}

/* Gauss and Jordan; the rank. */
static int reduce(struct system *s)
{
    int rank = 0;
    for (int u = 0; u < s->unknowns && rank < s->equations; u++) {
        int best = rank;
        for (int e = rank; e < s->equations; e++)
            if (fabs(s->rows[e][u]) > fabs(s->rows[best][u]))
                best = e;
        if (fabs(s->rows[best][u]) < 1e-9)
            continue;
        for (int i = 0; i < s->unknowns; i++) {
            double kept = s->rows[rank][i];
            s->rows[rank][i] = s->rows[best][i];
            s->rows[best][i] = kept;
        }
        for (int e = 0; e < s->equations; e++) {
            double factor = e == rank ? 0 : s->rows[e][u] / s->rows[rank][u];
            for (int i = 0; i < s->unknowns; i++)
                s->rows[e][i] -= factor * s->rows[rank][i];
        }
        rank++;
    }
    return rank;
}

/* A reduced equation with one unknown gives it away. */
static void check_no_combination(const struct trial *t)
{
    struct system s = system_of(t);
    int rank = reduce(&s);
    for (int e = 0; e < rank; e++) {
        int count = 0;
        for (int u = 0; u < s.unknowns; u++)
            count += fabs(s.rows[e][u]) > 1e-9;
        assert_true(count > 1);
    }
}

static void no_linear_combination_gives_one_away(void **state)
{
    (void)state;
    for (int i = 0; i < 5000; i++) {
        struct trial t =
            any_trial(1 + any_below(SIDE_MAX), 2 + any_below(SIDE_MAX - 1), 3 + any_below(20));
        withhold(&t, NULL);
        check_truth(&t);
        check_no_combination(&t);
        if (i % 100 == 0)
            arena_reset(arena);
    }
}

/* ---- an adversary who tries every table with these margins ---- */

struct guess {
    const struct trial *t;
    int64_t cells[SIDE_MAX * SIDE_MAX];
    int64_t low[CELLS_MAX], high[CELLS_MAX];
    int64_t found;
};

static void note(struct guess *g, int at, int64_t value)
{
    if (value < g->low[at])
        g->low[at] = value;
    if (value > g->high[at])
        g->high[at] = value;
}

static bool fits_columns(const struct guess *g)
{
    for (int c = 0; c < g->t->columns; c++) {
        int64_t total = 0, said = shown(g->t, g->t->rows, c);
        for (int r = 0; r < g->t->rows; r++)
            total += g->cells[r * g->t->columns + c];
        if (said != SUPPRESS_WITHHELD && said != total)
            return false;
    }
    return true;
}

static void note_all(struct guess *g)
{
    int n = g->t->columns + 1;
    g->found++;
    for (int c = 0; c < g->t->columns; c++) {
        int64_t total = 0;
        for (int r = 0; r < g->t->rows; r++) {
            note(g, r * n + c, g->cells[r * g->t->columns + c]);
            total += g->cells[r * g->t->columns + c];
        }
        note(g, g->t->rows * n + c, total);
    }
}

/* Every way to fill the cells from `at` on, `left` being what is left of its row's total. */
static void try_all(struct guess *g, int at, int64_t left)
{
    const struct trial *t = g->t;
    int row = at / t->columns, column = at % t->columns;
    if (at == t->rows * t->columns) {
        if (fits_columns(g))
            note_all(g);
        return;
    }
    if (column == 0)
        left = shown(t, row, t->columns);
    int64_t said = shown(t, row, column);
    bool last = column == t->columns - 1;
    int64_t from = said != SUPPRESS_WITHHELD ? said : last ? left : 0;
    int64_t to = said != SUPPRESS_WITHHELD ? said : left;
    if (last && from != left)
        return;
    for (int64_t value = from; value <= to && value <= left; value++) {
        g->cells[at] = value;
        try_all(g, at + 1, left - value);
    }
}

static void check_ranges(const struct trial *t)
{
    struct guess g = {.t = t};
    for (int i = 0; i < CELLS_MAX; i++)
        g.low[i] = INT64_MAX;
    try_all(&g, 0, 0);
    assert_true(g.found > 0);
    for (int r = 0; r <= t->rows; r++)
        for (int c = 0; c < t->columns; c++) {
            int at = r * (t->columns + 1) + c;
            if (t->shown[at] == SUPPRESS_WITHHELD)
                assert_true(g.high[at] - g.low[at] >= SUPPRESS_UNDER);
        }
}

static void whoever_tries_every_table_is_left_with_a_range(void **state)
{
    (void)state;
    for (int i = 0; i < 800; i++) {
        struct trial t = any_trial(1 + any_below(2), 2 + any_below(3), 2 + any_below(5));
        withhold(&t, NULL);
        check_ranges(&t);
        if (i % 100 == 0)
            arena_reset(arena);
    }
}

/* ---- against subtraction: the same people, another day ---- */

static struct trial next_day(const struct trial *t)
{
    struct trial next = *t;
    for (int i = 0; i < 3; i++) { /* somebody moves from one column to another */
        int row = any_below(t->rows), from = any_below(t->columns), to = any_below(t->columns);
        int64_t *cells = &next.cells[row * t->columns];
        int64_t people = 1 + any_below(7);
        if (cells[from] >= people) {
            cells[from] -= people;
            cells[to] += people;
        }
    }
    return next;
}

static void yesterday_subtracted_gives_nobody_away(void **state)
{
    (void)state;
    for (int i = 0; i < 800; i++) {
        struct trial one = any_trial(1 + any_below(3), 2 + any_below(3), 4 + any_below(9));
        withhold(&one, NULL);
        struct trial two = next_day(&one);
        withhold(&two, one.shown);
        check_truth(&two);
        check_no_combination(&two);
        for (int at = 0; at < (one.rows + 1) * (one.columns + 1); at++)
            if (one.shown[at] >= 0 && two.shown[at] >= 0) {
                int64_t moved = llabs(two.shown[at] - one.shown[at]);
                assert_false(moved > 0 && moved < SUPPRESS_UNDER);
            }
        if (two.rows < 3)
            check_ranges(&two);
        if (i % 100 == 0)
            arena_reset(arena);
    }
}

/* ---- by table ---- */

#define W SUPPRESS_WITHHELD
static const struct {
    const char *what;
    int rows, columns;
    int64_t cells[6], want[12];
} TABLE[] = {
    {"nothing small, nothing withheld",
     2,
     2,
     {10, 20, 30, 40},
     {10, 20, 30, 30, 40, 70, 40, 60, 100}},
    {"an empty cell counts nobody", 2, 2, {10, 0, 30, 40}, {10, 0, 10, 30, 40, 70, 40, 40, 80}},
    {"one small cell takes three with it", 2, 2, {10, 2, 30, 40}, {W, W, 12, W, W, 70, 40, 42, 82}},
    {"in one row its totals go too", 1, 3, {20, 3, 9}, {20, W, W, 32, 20, W, W, 32}},
};

static void tables_are_as_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(TABLE); i++) {
        struct trial t = {.rows = TABLE[i].rows, .columns = TABLE[i].columns};
        memcpy(t.cells, TABLE[i].cells, sizeof TABLE[i].cells);
        withhold(&t, NULL);
        for (int at = 0; at < (t.rows + 1) * (t.columns + 1); at++)
            if (t.shown[at] != TABLE[i].want[at])
                fail_msg("%s: number %d is %lld", TABLE[i].what, at, (long long)t.shown[at]);
    }
}

static void a_row_of_four_is_not_taken(void **state)
{
    static const int64_t cells[] = {2, 2, 10, 10};
    const struct suppress_table table = {2, 2, cells, NULL};
    int64_t *ret = NULL;
    (void)state;
    assert_int_equal(suppress(&table, arena, &ret), ERR_INVALID);
    assert_null(ret);
}

/* A trust of a hundred schools is withheld in one go. */
static void a_large_table_is_whole(void **state)
{
    enum { SCHOOLS = 100, COLUMNS = 4 };
    static int64_t cells[SCHOOLS * COLUMNS];
    int64_t *ret;
    (void)state;
    for (int i = 0; i < SCHOOLS * COLUMNS; i++)
        cells[i] = i % COLUMNS ? any_below(12) : 30 + any_below(60);
    const struct suppress_table table = {SCHOOLS, COLUMNS, cells, NULL};
    assert_ok(suppress(&table, arena, &ret));
    for (int r = 0; r < SCHOOLS; r++)
        for (int c = 0; c < COLUMNS; c++)
            assert_false(ret[r * (COLUMNS + 1) + c] > 0 &&
                         ret[r * (COLUMNS + 1) + c] < SUPPRESS_UNDER);
}

int main(void)
{
#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_ARENA(tables_are_as_written),
        WITH_ARENA(a_row_of_four_is_not_taken),
        WITH_ARENA(no_linear_combination_gives_one_away),
        WITH_ARENA(whoever_tries_every_table_is_left_with_a_range),
        WITH_ARENA(yesterday_subtracted_gives_nobody_away),
        WITH_ARENA(a_large_table_is_whole),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
