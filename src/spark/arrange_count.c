/* DESIGN: windows that hold too little, counted exactly: every interval of an arrival and a
 * leaving, every set of rooms that offers some kit. */
#include <stdlib.h>
#include <string.h>

#include "arrange_model.h"

/* What counting asks of one talk. Pinned ones are not counted: two pins that meet are better told
 * by their names. */
struct counted {
    int from_s, to_s;
    int length_s;   /* with its changeover */
    uint32_t rooms; /* bits: where it may be */
};

struct counter {
    const struct arrange_instance *instance;
    const bool *given;
    int unit_s;
    struct counted *talks; /* by talk of the instance */
    int *order;            /* those given, by to_s */
    int order_count;
    int *from; /* distinct, ascending */
    int from_count;
    uint32_t *kits;
    int kit_count;
    int *lengths; /* distinct, with changeover */
    int length_count;
    struct arrange_count *best;
    int best_talks; /* INT32_MAX: none found */
};

/* ---- what there is ---- */

static uint32_t rooms_with(const struct arrange_instance *instance, uint32_t kit)
{
    uint32_t rooms = 0;
    for (int i = 0; i < instance->room_count; i++)
        if (!(kit & ~instance->rooms[i].kit))
            rooms |= UINT32_C(1) << i;
    return rooms;
}

static struct counted counted_of(const struct arrange_instance *instance,
                                 const struct arrange_talk *talk)
{
    return (struct counted){talk->arrive_s, talk->leave_s,
                            talk->duration_s + instance->changeover_s,
                            rooms_with(instance, talk->kit)};
}

static int by_number(const void *p, const void *q)
{
    const int *a = p, *b = q;
    return (*a > *b) - (*a < *b);
}

static int keep_distinct(int *values, int count)
{
    int kept = 0;
    if (count > 1)
        qsort(values, (size_t)count, sizeof *values, by_number);
    for (int i = 0; i < count; i++)
        if (kept == 0 || values[kept - 1] != values[i])
            values[kept++] = values[i];
    return kept;
}

static void add_kit(struct counter *c, uint32_t kit)
{
    for (int i = 0; i < c->kit_count; i++)
        if (c->kits[i] == kit)
            return;
    c->kits[c->kit_count++] = kit;
}

static bool is_counted(const struct counter *c, int talk)
{
    return (!c->given || c->given[talk]) && c->instance->talks[talk].pin.room < 0;
}

static void gather(struct counter *c, struct arena *arena)
{
    size_t room = (size_t)c->instance->talk_count + 1;
    c->talks = ARENA_ARRAY(arena, struct counted, room);
    c->order = ARENA_ARRAY(arena, int, room);
    c->from = ARENA_ARRAY(arena, int, room);
    c->lengths = ARENA_ARRAY(arena, int, room);
    c->kits = ARENA_ARRAY(arena, uint32_t, room);
    add_kit(c, 0);
    for (int i = 0; i < c->instance->talk_count; i++) {
        if (!is_counted(c, i))
            continue;
        c->talks[i] = counted_of(c->instance, &c->instance->talks[i]);
        int place = c->order_count;
        for (; place > 0 && c->talks[c->order[place - 1]].to_s > c->talks[i].to_s; place--)
            c->order[place] = c->order[place - 1];
        c->order[place] = i;
        c->from[c->order_count] = c->talks[i].from_s;
        c->lengths[c->order_count++] = c->talks[i].length_s;
        add_kit(c, c->instance->talks[i].kit);
    }
    c->from_count = keep_distinct(c->from, c->order_count);
    c->length_count = keep_distinct(c->lengths, c->order_count);
}

/* ---- one window ---- */

struct window {
    int from_s, to_s; /* the last talk ends by it, its changeover may not */
    uint32_t kit, rooms;
};

static int count_bits(uint32_t bits)
{
    return __builtin_popcount(bits);
}

/* Talks of a length that fit into it, or, with unit_s itself, its units: each room alike. */
static int places_of(const struct counter *c, const struct window *w, int length_s)
{
    int places = 0, u = c->unit_s;
    for (int i = 0; i < c->instance->block_count; i++) {
        const struct arrange_block *block = &c->instance->blocks[i];
        int from = (w->from_s + u - 1) / u * u, to = (w->to_s + c->instance->changeover_s) / u * u;
        from = block->start_s > from ? block->start_s : from;
        to = block->end_s < to ? block->end_s : to;
        if (to > from)
            places += (to - from) / length_s;
    }
    return places * count_bits(w->rooms);
}

static bool lies_in(const struct counted *talk, const struct window *w)
{
    return talk->from_s >= w->from_s && talk->to_s <= w->to_s && !(talk->rooms & ~w->rooms);
}

static void keep(struct counter *c, const struct window *w, int length_s, int wanted, int places,
                 int talk_count)
{
    struct arrange_count *best = c->best;
    if (talk_count >= c->best_talks)
        return;
    c->best_talks = talk_count;
    best->from_s = w->from_s;
    best->to_s = w->to_s;
    best->kit = w->kit;
    best->room_count = count_bits(w->rooms);
    best->duration_s = length_s ? length_s - c->instance->changeover_s : 0;
    best->wanted = wanted;
    best->places = places;
    best->talk_count = talk_count;
    for (int i = 0; i < c->instance->talk_count; i++)
        best->talks[i] =
            is_counted(c, i) && lies_in(&c->talks[i], w) && c->talks[i].length_s >= length_s;
}

/* `of_length` counts the talks in the window by length. */
static void judge_window(struct counter *c, const struct window *w, const int *of_length)
{
    int talks = 0, wanted_s = 0;
    for (int k = c->length_count - 1; k >= 0; k--) {
        talks += of_length[k];
        wanted_s += of_length[k] * c->lengths[k];
        int places = of_length[k] ? places_of(c, w, c->lengths[k]) : talks;
        if (talks > places)
            keep(c, w, c->lengths[k], talks, places, talks);
    }
    int held_s = talks ? places_of(c, w, c->unit_s) * c->unit_s : 0;
    if (wanted_s > held_s)
        keep(c, w, 0, wanted_s, held_s, talks);
}

static int length_index(const struct counter *c, int length_s)
{
    int k = 0;
    while (c->lengths[k] != length_s)
        k++;
    return k;
}

/* Every end for one beginning and one set of rooms: talks join by the time they have to end. */
static void judge_ends(struct counter *c, int from_s, uint32_t kit, int *of_length)
{
    struct window w = {from_s, 0, kit, rooms_with(c->instance, kit)};
    bool more = false;
    memset(of_length, 0, sizeof *of_length * (size_t)c->length_count);
    for (int i = 0; i < c->order_count; i++) {
        const struct counted *talk = &c->talks[c->order[i]];
        w.to_s = talk->to_s;
        if (lies_in(talk, &w)) {
            of_length[length_index(c, talk->length_s)]++;
            more = true;
        }
        bool last = i + 1 == c->order_count || c->talks[c->order[i + 1]].to_s != w.to_s;
        if (last && more) {
            judge_window(c, &w, of_length);
            more = false;
        }
    }
}

bool arrange_count_find(const struct arrange_instance *instance, const bool *given,
                        struct arena *arena, struct arrange_count *ret)
{
    struct arrange_count best = {
        .talks = ARENA_ARRAY(arena, bool, (size_t)instance->talk_count + 1),
    };
    struct counter c = {
        .instance = instance,
        .given = given,
        .unit_s = arrange_model_unit_s(instance),
        .best = &best,
        .best_talks = INT32_MAX,
    };
    gather(&c, arena);
    int *of_length = ARENA_ARRAY(arena, int, (size_t)c.length_count + 1);
    for (int i = 0; i < c.from_count; i++)
        for (int k = 0; k < c.kit_count; k++)
            judge_ends(&c, c.from[i], c.kits[k], of_length);
    if (c.best_talks == INT32_MAX)
        return false;
    *ret = best;
    return true;
}
