/* DESIGN: packing talks into blocks: exact, by keeping for each block only what can matter. */
#include "pack_rules.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Blocks as room left in seconds, talks as one size and number a length, largest first. */
struct problem {
    int64_t room[PACK_BLOCKS_MAX];
    int block_count;
    int64_t size[PACK_MINUTES_MAX];
    int number[PACK_MINUTES_MAX];
    int size_count;
};

void pack_rules_add(struct pack_talks *talks, int minutes, int count)
{
    CHECK(minutes >= 1 && minutes <= PACK_MINUTES_MAX);
    talks->of[minutes] += count;
    talks->count += count;
    CHECK(talks->of[minutes] >= 0);
}

static int64_t size_of(const struct pack *pack, int minutes)
{
    return (int64_t)minutes * 60 + pack->changeover_s;
}

int64_t pack_rules_room_s(const struct pack *pack)
{
    int64_t room = 0;
    for (int i = 0; i < pack->block_count; i++)
        room += pack->blocks[i].end_s - pack->blocks[i].start_s;
    return room;
}

int64_t pack_rules_used_s(const struct pack *pack, const struct pack_talks *talks)
{
    int64_t used = 0;
    for (int minutes = 1; minutes <= PACK_MINUTES_MAX; minutes++)
        used += talks->of[minutes] * size_of(pack, minutes);
    return used;
}

static struct problem problem_of(const struct pack *pack, const struct pack_talks *talks)
{
    struct problem problem = {.block_count = pack->block_count};
    for (int i = 0; i < pack->block_count; i++)
        problem.room[i] = pack->blocks[i].end_s - pack->blocks[i].start_s;
    for (int minutes = PACK_MINUTES_MAX; minutes >= 1; minutes--) {
        if (talks->of[minutes] == 0)
            continue;
        problem.size[problem.size_count] = size_of(pack, minutes);
        problem.number[problem.size_count++] = talks->of[minutes];
    }
    return problem;
}

/* ---- the quick answers ---- */

static int64_t sum_of_room(const struct problem *problem, int from_block)
{
    int64_t room = 0;
    for (int i = from_block; i < problem->block_count; i++)
        room += problem->room[i];
    return room;
}

static int64_t sum_of_talks(const struct problem *problem, const int *number)
{
    int64_t sum = 0;
    for (int i = 0; i < problem->size_count; i++)
        sum += number[i] * problem->size[i];
    return sum;
}

/* The largest first, each into the first block that holds it. True proves that all fit. */
static bool fits_greedily(const struct problem *problem)
{
    int64_t room[PACK_BLOCKS_MAX];
    memcpy(room, problem->room, sizeof room);
    for (int i = 0; i < problem->size_count; i++) {
        int left = problem->number[i];
        for (int b = 0; b < problem->block_count && left; b++) {
            int64_t here = room[b] / problem->size[i];
            int put = here < left ? (int)here : left;
            room[b] -= put * problem->size[i];
            left -= put;
        }
        if (left)
            return false;
    }
    return true;
}

/* ---- the exact answer ---- */

/*
 * What may be left over after some blocks, as numbers a length; one that is
 * nowhere less than another is dropped, for it is harder to place.
 */
struct rests {
    int *numbers; /* count rows of size_count */
    int count, room;
};

static bool is_no_less(const int *a, const int *b, int n)
{
    for (int i = 0; i < n; i++) {
        if (a[i] < b[i])
            return false;
    }
    return true;
}

static void rests_add(struct rests *rests, const int *rest, int n)
{
    int kept = 0;
    for (int i = 0; i < rests->count; i++) {
        if (is_no_less(rest, rests->numbers + i * n, n))
            return; /* and nothing was dropped before: kept rows are no more than one another */
    }
    for (int i = 0; i < rests->count; i++) {
        int *row = rests->numbers + i * n;
        if (is_no_less(row, rest, n))
            continue;
        memmove(rests->numbers + kept++ * n, row, (size_t)n * sizeof *row);
    }
    rests->count = kept;
    if (rests->count == rests->room) {
        rests->room = rests->room ? 2 * rests->room : 16;
        rests->numbers =
            check_realloc(rests->numbers, (size_t)rests->room * (size_t)n * sizeof *rest);
    }
    memcpy(rests->numbers + rests->count++ * n, rest, (size_t)n * sizeof *rest);
}

struct fill {
    const struct problem *problem;
    struct rests *to;
    int64_t later_s; /* room of the blocks that follow */
};

/* Every way to fill `room_s` with lengths from `at` on; rest is what stays out. */
static void fill_block(const struct fill *fill, int at, int64_t room_s, int *rest)
{
    const struct problem *problem = fill->problem;
    if (at == problem->size_count) {
        if (sum_of_talks(problem, rest) <= fill->later_s)
            rests_add(fill->to, rest, problem->size_count);
        return;
    }
    int64_t size = problem->size[at];
    int all = rest[at];
    int most = room_s / size < all ? (int)(room_s / size) : all;
    /* of the last length as many as fit: fewer is never better */
    int least = at == problem->size_count - 1 ? most : 0;
    for (int put = most; put >= least; put--) {
        rest[at] = all - put;
        fill_block(fill, at + 1, room_s - put * size, rest);
    }
    rest[at] = all;
}

static bool fits_exactly(const struct problem *problem)
{
    struct rests from = {0}, to = {0};
    int n = problem->size_count;
    int rest[PACK_MINUTES_MAX];
    rests_add(&from, problem->number, n);
    for (int b = 0; b < problem->block_count && from.count; b++) {
        const struct fill fill = {problem, &to, sum_of_room(problem, b + 1)};
        to.count = 0;
        for (int i = 0; i < from.count; i++) {
            memcpy(rest, from.numbers + i * n, (size_t)n * sizeof *rest);
            fill_block(&fill, 0, problem->room[b], rest);
        }
        struct rests swap = from;
        from = to;
        to = swap;
    }
    bool fits = from.count > 0; /* no room follows the last block: its rest is nothing */
    free(from.numbers);
    free(to.numbers);
    return fits;
}

static bool fits(const struct problem *problem)
{
    if (sum_of_talks(problem, problem->number) > sum_of_room(problem, 0))
        return false;
    if (problem->size_count == 0 || fits_greedily(problem))
        return true;
    return problem->block_count > 1 && fits_exactly(problem);
}

bool pack_rules_fits(const struct pack *pack, const struct pack_talks *talks)
{
    struct problem problem = problem_of(pack, talks);
    return fits(&problem);
}

int pack_rules_more(const struct pack *pack, const struct pack_talks *talks, int minutes)
{
    struct pack_talks more = *talks;
    int count = -1;
    do {
        count++;
        pack_rules_add(&more, minutes, 1);
    } while (pack_rules_fits(pack, &more));
    return count;
}

int pack_rules_missing(const struct pack *pack, const struct pack_talks *talks)
{
    struct pack wider = *pack;
    int minutes = 0;
    CHECK(pack->block_count > 0);
    int64_t short_s = pack_rules_used_s(pack, talks) - pack_rules_room_s(pack);
    if (short_s > 0)
        minutes = (int)((short_s + 59) / 60);
    struct pack_block *last = &wider.blocks[pack->block_count - 1];
    last->end_s += (int64_t)minutes * 60;
    while (!pack_rules_fits(&wider, talks)) {
        last->end_s += 60;
        minutes++;
    }
    return minutes;
}

/* ---- placing in order ---- */

static void take(struct problem *problem, int64_t size)
{
    for (int i = 0; i < problem->size_count; i++) {
        if (problem->size[i] == size) {
            problem->number[i]--;
            return;
        }
    }
}

/* Would the rest still fit with this talk in that block? Then it is put there. */
static bool put(struct problem *problem, int block, int64_t size)
{
    struct problem after = *problem;
    after.room[block] -= size;
    take(&after, size);
    if (after.room[block] < 0 || !fits(&after))
        return false;
    *problem = after;
    return true;
}

void pack_rules_place(const struct pack *pack, const int *minutes, int count, int64_t *ret_start_s)
{
    struct pack_talks talks = {0};
    int64_t next_s[PACK_BLOCKS_MAX];
    int current = 0;
    for (int i = 0; i < count; i++)
        pack_rules_add(&talks, minutes[i], 1);
    for (int b = 0; b < pack->block_count; b++)
        next_s[b] = pack->blocks[b].start_s;
    struct problem problem = problem_of(pack, &talks);
    CHECK(fits(&problem));
    for (int i = 0; i < count; i++) {
        int64_t size = size_of(pack, minutes[i]);
        int tries = 0;
        while (!put(&problem, current, size)) {
            current = (current + 1) % pack->block_count;
            CHECK(++tries < pack->block_count);
        }
        ret_start_s[i] = next_s[current];
        next_s[current] += size;
    }
}
