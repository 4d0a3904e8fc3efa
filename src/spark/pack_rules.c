/* DESIGN: packing talks into blocks: exact, by keeping for each block only what can matter. */
#include "pack_rules.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { BINS_MAX = PACK_BLOCKS_MAX * PACK_ROOMS_MAX, EXACT_BINS_MAX = 8 };

/* A bin is a block in a room, block by block: what is left of each in seconds; talks as one size
 * and number a length, largest first. */
struct problem {
    int64_t room[BINS_MAX];
    int bin_count;
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

static int rooms_of(const struct pack *pack)
{
    return pack->room_count ? pack->room_count : 1;
}

int64_t pack_rules_length_s(const struct pack *pack)
{
    int64_t length = 0;
    for (int i = 0; i < pack->block_count; i++)
        length += pack->blocks[i].end_s - pack->blocks[i].start_s;
    return length;
}

int64_t pack_rules_room_s(const struct pack *pack)
{
    return pack_rules_length_s(pack) * rooms_of(pack);
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
    int rooms = rooms_of(pack);
    struct problem problem = {.bin_count = pack->block_count * rooms};
    for (int i = 0; i < problem.bin_count; i++)
        problem.room[i] = pack->blocks[i / rooms].end_s - pack->blocks[i / rooms].start_s;
    for (int minutes = PACK_MINUTES_MAX; minutes >= 1; minutes--) {
        if (talks->of[minutes] == 0)
            continue;
        problem.size[problem.size_count] = size_of(pack, minutes);
        problem.number[problem.size_count++] = talks->of[minutes];
    }
    return problem;
}

/* ---- the quick answers ---- */

static int64_t sum_of_room(const struct problem *problem, int from_bin)
{
    int64_t room = 0;
    for (int i = from_bin; i < problem->bin_count; i++)
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

/* The largest first, each into the first bin that holds it. True proves that all fit. */
static bool fits_greedily(const struct problem *problem)
{
    int64_t room[BINS_MAX];
    memcpy(room, problem->room, sizeof room);
    for (int i = 0; i < problem->size_count; i++) {
        int left = problem->number[i];
        for (int b = 0; b < problem->bin_count && left; b++) {
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
 * What may be left over after some bins, as numbers a length; one that is
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
    int64_t later_s; /* room of the bins that follow */
};

/* Every way to fill `room_s` with lengths from `at` on; rest is what stays out. */
static void fill_bin(const struct fill *fill, int at, int64_t room_s, int *rest)
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
        fill_bin(fill, at + 1, room_s - put * size, rest);
    }
    rest[at] = all;
}

static bool fits_exactly(const struct problem *problem)
{
    struct rests from = {0}, to = {0};
    int n = problem->size_count;
    int rest[PACK_MINUTES_MAX];
    rests_add(&from, problem->number, n);
    for (int b = 0; b < problem->bin_count && from.count; b++) {
        const struct fill fill = {problem, &to, sum_of_room(problem, b + 1)};
        to.count = 0;
        for (int i = 0; i < from.count; i++) {
            memcpy(rest, from.numbers + i * n, (size_t)n * sizeof *rest);
            fill_bin(&fill, 0, problem->room[b], rest);
        }
        struct rests swap = from;
        from = to;
        to = swap;
    }
    bool fits = from.count > 0; /* no room follows the last bin: its rest is nothing */
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
    return problem->bin_count > 1 && problem->bin_count <= EXACT_BINS_MAX && fits_exactly(problem);
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
        minutes = (int)((short_s / rooms_of(pack) + 59) / 60);
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

/* Would the rest still fit with this talk in that bin? Then it is put there. */
static bool put(struct problem *problem, int bin, int64_t size)
{
    struct problem after = *problem;
    after.room[bin] -= size;
    take(&after, size);
    if (after.room[bin] < 0 || !fits(&after))
        return false;
    *problem = after;
    return true;
}

/* Of one block's rooms the one that is free first, that holds it and leaves the rest feasible;
 * -1: none. */
static int put_in_block(struct problem *problem, int block, int rooms, int64_t size)
{
    bool tried[PACK_ROOMS_MAX] = {false};
    for (int tries = 0; tries < rooms; tries++) {
        int best = -1;
        for (int r = 0; r < rooms; r++) {
            int bin = block * rooms + r;
            if (!tried[r] && (best < 0 || problem->room[bin] > problem->room[best]))
                best = bin;
        }
        if (put(problem, best, size))
            return best;
        tried[best - block * rooms] = true;
    }
    return -1;
}

static struct pack_place place_of(const struct pack *pack, const struct problem *after, int bin,
                                  int64_t size)
{
    int rooms = rooms_of(pack);
    return (struct pack_place){bin % rooms,
                               pack->blocks[bin / rooms].end_s - after->room[bin] - size};
}

/* False: from some talk on the rest is not seen to fit, which happens beyond EXACT_BINS_MAX. */
static bool place_in_order(const struct pack *pack, struct problem problem, const int *minutes,
                           int count, struct pack_place *ret)
{
    int current = 0;
    for (int i = 0; i < count; i++) {
        int64_t size = size_of(pack, minutes[i]);
        int tries = 0, bin;
        while ((bin = put_in_block(&problem, current, rooms_of(pack), size)) < 0) {
            current = (current + 1) % pack->block_count;
            if (++tries == pack->block_count)
                return false;
        }
        ret[i] = place_of(pack, &problem, bin, size);
    }
    return true;
}

/* As fits_greedily puts them. */
static void place_largest_first(const struct pack *pack, struct problem problem, const int *minutes,
                                int count, struct pack_place *ret)
{
    for (int size = 0; size < problem.size_count; size++) {
        for (int i = 0, bin = 0; i < count; i++) {
            if (size_of(pack, minutes[i]) != problem.size[size])
                continue;
            while (problem.room[bin] < problem.size[size])
                CHECK(++bin < problem.bin_count);
            problem.room[bin] -= problem.size[size];
            ret[i] = place_of(pack, &problem, bin, problem.size[size]);
        }
    }
}

void pack_rules_place(const struct pack *pack, const int *minutes, int count,
                      struct pack_place *ret)
{
    struct pack_talks talks = {0};
    for (int i = 0; i < count; i++)
        pack_rules_add(&talks, minutes[i], 1);
    const struct problem problem = problem_of(pack, &talks);
    CHECK(fits(&problem));
    if (!place_in_order(pack, problem, minutes, count, ret))
        place_largest_first(pack, problem, minutes, count, ret);
}
