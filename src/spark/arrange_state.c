/* DESIGN: the tables a search asks, filled once from the instance, and who stands where. */
#include "arrange_state.h"

#include <stdlib.h>
#include <string.h>

#include "arrange_rows.h"
#include "check.h"

enum {
    ROWS_MAX = 512, /* more starts than this and clashes are counted when asked */
    LANES = 8,      /* rows are whole vectors */
};

static const int32_t HARD = (int32_t)ARRANGE_HARD_ONE;

static int gcd(int a, int b)
{
    while (b) {
        int rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Durations with changeover, edges of blocks, pins and what was announced are multiples of it. */
static int unit_of(const struct arrange_instance *instance, const struct arrange_options *options)
{
    int unit_s = 0;
    for (int i = 0; i < instance->talk_count; i++) {
        const struct arrange_talk *talk = &instance->talks[i];
        unit_s = gcd(talk->duration_s + instance->changeover_s, unit_s);
        if (talk->pin.room >= 0)
            unit_s = gcd(talk->pin.start_s, unit_s);
        if (options->mode != ARRANGE_FRESH && talk->announced.room >= 0)
            unit_s = gcd(talk->announced.start_s, unit_s);
        if (options->exact_arrivals)
            unit_s = gcd(talk->arrive_s, unit_s);
    }
    for (int i = 0; i < instance->block_count; i++)
        unit_s = gcd(instance->blocks[i].end_s, gcd(instance->blocks[i].start_s, unit_s));
    return unit_s;
}

/* ---- talks by length ---- */

static int by_length(const void *a, const void *b)
{
    const int *p = a, *q = b;
    return p[0] != q[0] ? p[0] - q[0] : p[1] - q[1];
}

static void number_talks(struct arrange_state *s, const bool *given, struct arena *arena)
{
    const struct arrange_instance *instance = s->instance;
    int(*order)[2] = arena_alloc(arena, sizeof *order * (size_t)(instance->talk_count + 1));
    for (int i = 0; i < instance->talk_count; i++)
        if (!given || given[i]) {
            order[s->count][0] =
                (instance->talks[i].duration_s + instance->changeover_s) / s->unit_s;
            order[s->count++][1] = i;
        }
    if (s->count > 1)
        qsort(order, (size_t)s->count, sizeof *order, by_length);
    s->index = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    s->units = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    for (int i = 0; i < s->count; i++) {
        s->units[i] = order[i][0];
        s->index[i] = order[i][1];
    }
}

static void group_lengths(struct arrange_state *s, struct arena *arena)
{
    s->lengths = ARENA_ARRAY(arena, struct arrange_length, (size_t)s->count + 1);
    s->length = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    for (int i = 0; i < s->count; i++) {
        if (i == 0 || s->units[i] != s->units[i - 1])
            s->lengths[s->length_count++] = (struct arrange_length){s->units[i], i, i};
        s->lengths[s->length_count - 1].end = i + 1;
        s->length[i] = s->length_count - 1;
    }
}

static const struct arrange_talk *talk_of(const struct arrange_state *s, int talk)
{
    return &s->instance->talks[s->index[talk]];
}

/* A pin is a window of one start. */
static void set_windows(struct arrange_state *s, struct arena *arena)
{
    s->arrive = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    s->latest = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    for (int i = 0; i < s->count; i++) {
        const struct arrange_talk *talk = talk_of(s, i);
        int last_s = talk->leave_s - talk->duration_s;
        s->arrive[i] = (talk->arrive_s + s->unit_s - 1) / s->unit_s;
        s->latest[i] = last_s < 0 ? -1 : last_s / s->unit_s;
        if (talk->pin.room >= 0) {
            int pin = talk->pin.start_s / s->unit_s;
            s->arrive[i] = s->arrive[i] > pin ? s->arrive[i] : pin;
            s->latest[i] = s->latest[i] < pin ? s->latest[i] : pin;
        }
    }
}

static int list_at(const struct arrange_state *s, int room, int start)
{
    for (int i = 0; i < s->list_count; i++)
        if (s->lists[i].room == room && s->lists[i].start <= start && start < s->lists[i].end)
            return i;
    return -1;
}

static void make_lists(struct arrange_state *s, struct arena *arena)
{
    const struct arrange_instance *instance = s->instance;
    for (int b = 0; b < instance->block_count; b++)
        for (int r = 0; r < instance->room_count; r++)
            s->lists[s->list_count++] = (struct arrange_list){
                .room = r,
                .start = instance->blocks[b].start_s / s->unit_s,
                .end = instance->blocks[b].end_s / s->unit_s,
                .talks = ARENA_ARRAY(arena, int, (size_t)s->count + 1),
            };
}

static void make_seats(struct arrange_state *s, struct arena *arena)
{
    s->seats = ARENA_ARRAY(arena, struct arrange_seat, (size_t)s->count + 1);
    s->best = ARENA_ARRAY(arena, struct arrange_seat, (size_t)s->count + 1);
    s->held = ARENA_ARRAY(arena, struct arrange_slot, (size_t)s->count + 1);
    for (int i = 0; i < s->count; i++) {
        const struct arrange_slot *was = &talk_of(s, i)->announced;
        s->seats[i] = (struct arrange_seat){-1, 0, -1, 0, s->count, s->count, false};
        s->held[i] = (struct arrange_slot){-1, 0};
        if (s->holds && was->room >= 0) {
            int start = was->start_s / s->unit_s;
            int list = list_at(s, was->room, start);
            s->held[i] = (struct arrange_slot){list >= 0 ? list : ARRANGE_HELD_NOWHERE, start};
        }
    }
}

/* ---- tables ---- */

static int32_t *new_table(const struct arrange_state *s, int rows, struct arena *arena)
{
    return ARENA_ARRAY(arena, int32_t, (size_t)rows * (size_t)s->stride + LANES);
}

/* The number of each talk of the instance, -1 if it waits. */
static int *numbers_of(const struct arrange_state *s, struct arena *arena)
{
    int *numbers = ARENA_ARRAY(arena, int, (size_t)s->instance->talk_count + 1);
    for (int i = 0; i < s->instance->talk_count; i++)
        numbers[i] = -1;
    for (int i = 0; i < s->count; i++)
        numbers[s->index[i]] = i;
    return numbers;
}

/* S1, and who chose each. */
static int *fill_pairs(struct arrange_state *s, const int *numbers, struct arena *arena)
{
    const struct arrange_instance *instance = s->instance;
    int *demand = ARENA_ARRAY(arena, int, (size_t)s->count + 1);
    s->pair = new_table(s, s->count + 1, arena);
    for (int i = 0; i < instance->attendee_count; i++) {
        const struct arrange_attendee *attendee = &instance->attendees[i];
        for (int k = 0; k < attendee->count; k++) {
            int a = numbers[attendee->talks[k]];
            if (a < 0)
                continue;
            demand[a]++;
            for (int m = 0; m < attendee->count; m++) {
                int b = numbers[attendee->talks[m]];
                if (b >= 0 && b != a)
                    s->pair[a * s->stride + b] += instance->points.clash;
            }
        }
    }
    return demand;
}

/* S2, S3, H9. */
static void fill_adjacent(struct arrange_state *s, const int *numbers, struct arena *arena)
{
    const struct arrange_instance *instance = s->instance;
    bool spread = instance->theme_mode == THEME_SPREAD;
    s->adjacent = new_table(s, s->count + 1, arena);
    for (int a = 0; a < s->count; a++)
        for (int b = 0; b < s->count; b++) {
            const struct arrange_talk *p = talk_of(s, a), *q = talk_of(s, b);
            int32_t *cost = &s->adjacent[a * s->stride + b];
            if (p->school && p->school == q->school)
                *cost += instance->points.school;
            if (p->theme && q->theme && (p->theme == q->theme) == spread)
                *cost += instance->points.theme;
        }
    for (int i = 0; i < instance->not_after_count; i++) {
        int a = numbers[instance->not_after[i].first], b = numbers[instance->not_after[i].second];
        if (a >= 0 && b >= 0)
            s->adjacent[a * s->stride + b] += HARD;
    }
}

/* S5, H6, H10 and the room of S8. */
static void fill_rooms(struct arrange_state *s, const int *demand, struct arena *arena)
{
    const struct arrange_instance *instance = s->instance;
    s->room = ARENA_ARRAY(arena, int32_t, (size_t)(s->count + 1) * ARRANGE_ROOMS_MAX);
    for (int i = 0; i < s->count; i++)
        for (int r = 0; r < instance->room_count; r++) {
            const struct arrange_talk *talk = talk_of(s, i);
            const struct arrange_room *room = &instance->rooms[r];
            int32_t *cost = &s->room[i * ARRANGE_ROOMS_MAX + r];
            if (demand[i] > room->seats)
                *cost += instance->points.seats * (demand[i] - room->seats);
            if (talk->kit & ~room->kit)
                *cost += HARD;
            if (talk->pin.room >= 0 && talk->pin.room != r)
                *cost += HARD;
            if (talk->announced.room >= 0 && talk->announced.room != r)
                *cost += instance->points.changed_room;
        }
}

/* H5, H10 (H4 is kept by pushing) and the start of S8. */
int32_t arrange_state_own_cost(const struct arrange_state *s, int talk, int start)
{
    const struct arrange_slot *was = &talk_of(s, talk)->announced;
    const struct arrange_points *points = &s->instance->points;
    int32_t cost = start > s->latest[talk] ? HARD : 0;
    int shift_s = abs(start * s->unit_s - was->start_s);
    if (was->room >= 0 && shift_s)
        cost += points->changed_start + points->changed_step * ((shift_s + 149) / 150);
    return cost;
}

static void fill_starts(struct arrange_state *s, struct arena *arena)
{
    if (s->rows > ROWS_MAX)
        return;
    s->at = new_table(s, s->rows, arena);
    for (int start = 0; start < s->rows; start++)
        for (int i = 0; i < s->count; i++)
            s->at[start * s->stride + i] = arrange_state_own_cost(s, i, start);
}

/* ---- relations ---- */

struct relation_list {
    struct arrange_relation *items;
    int count, room;
    struct arena *arena;
};

static void add_relation(struct relation_list *list, int other, enum arrange_tie tie)
{
    if (list->count == list->room)
        list->items = arena_grow(list->arena, list->items, sizeof *list->items, 64, &list->room);
    list->items[list->count++] = (struct arrange_relation){other, tie};
}

static void add_relations_of(const struct arrange_state *s, int talk, const int *numbers,
                             struct relation_list *list)
{
    const struct arrange_instance *instance = s->instance;
    for (int k = 0; k < s->count; k++)
        if (k != talk && arrange_share_presenter(talk_of(s, talk), talk_of(s, k)))
            add_relation(list, k, TIE_OWN);
    for (int i = 0; i < instance->before_count; i++) {
        int a = numbers[instance->before[i].first], b = numbers[instance->before[i].second];
        if (a == talk && b >= 0)
            add_relation(list, b, TIE_BEFORE);
        if (b == talk && a >= 0)
            add_relation(list, a, TIE_AFTER);
    }
}

static void fill_relations(struct arrange_state *s, const int *numbers, struct arena *arena)
{
    struct relation_list list = {.arena = arena};
    s->relation_first = ARENA_ARRAY(arena, int, (size_t)s->count + 2);
    for (int i = 0; i < s->count; i++) {
        s->relation_first[i] = list.count;
        add_relations_of(s, i, numbers, &list);
    }
    s->relation_first[s->count] = list.count;
    s->relations = list.items;
}

static void make_looks(struct arrange_state *s, struct arena *arena)
{
    s->starts = new_table(s, 1, arena);
    s->rooms = new_table(s, 1, arena);
    s->now = new_table(s, 1, arena);
    s->beside = new_table(s, 1, arena);
    s->over = new_table(s, 1, arena);
    s->by_room = new_table(s, ARRANGE_ROOMS_MAX, arena);
    for (int i = 0; i < s->count; i++) {
        s->starts[i] = -1;
        for (int r = 0; r < s->instance->room_count; r++)
            s->by_room[r * s->stride + i] = s->room[i * ARRANGE_ROOMS_MAX + r];
    }
}

struct arrange_state *arrange_state_new(const struct arrange_instance *instance,
                                        const struct arrange_options *options, struct arena *arena)
{
    struct arrange_state *s = ARENA_NEW(arena, struct arrange_state);
    s->instance = instance;
    s->holds = options->mode != ARRANGE_FRESH;
    s->unit_s = unit_of(instance, options);
    s->rows = instance->length_s / s->unit_s + 1;
    number_talks(s, options->given, arena);
    group_lengths(s, arena);
    s->stride = (s->count + LANES) / LANES * LANES;
    make_lists(s, arena);
    set_windows(s, arena);
    make_seats(s, arena);
    const int *numbers = numbers_of(s, arena);
    const int *demand = fill_pairs(s, numbers, arena);
    fill_adjacent(s, numbers, arena);
    fill_rooms(s, demand, arena);
    fill_starts(s, arena);
    fill_relations(s, numbers, arena);
    make_looks(s, arena);
    arrange_state_keep(s);
    return s;
}

/* ---- who stands where ---- */

static int32_t clash_at(const struct arrange_state *s, int talk, int start)
{
    const int32_t *pair = &s->pair[talk * s->stride];
    int32_t sum = 0;
    for (int k = 0; k < s->count; k++) {
        int other = s->seats[k].start;
        bool overlap = other >= 0 && start < other + s->units[k] && other < start + s->units[talk];
        sum += overlap ? pair[k] : 0;
    }
    return sum;
}

int32_t arrange_state_cost_at(const struct arrange_state *s, int talk, int start)
{
    if (s->at)
        return s->at[start * s->stride + talk];
    return arrange_state_own_cost(s, talk, start) + clash_at(s, talk, start);
}

/* The rows of one length that meet a talk at `at`, without those that meet it at `but`, get what
 * `add` says and lose what `take` says. */
static void add_rows(struct arrange_state *s, const struct arrange_length *length, int units,
                     int at, int but, const int32_t *add, const int32_t *take)
{
    int first = at - length->units + 1, end = at + units, width = length->end - length->first;
    int but_first = but < 0 ? end : but - length->units + 1, but_end = but < 0 ? end : but + units;
    first = first < 0 ? 0 : first;
    end = end > s->rows ? s->rows : end;
    /* What lies before the others, and what lies after them. */
    int stretches[2][2] = {{first, but_first < end ? but_first : end},
                           {but_end > first ? but_end : first, end}};
    for (int i = 0; i < 2; i++)
        if (stretches[i][0] < stretches[i][1])
            arrange_rows_add(&s->at[stretches[i][0] * s->stride + length->first], s->stride,
                             stretches[i][1] - stretches[i][0], &add[length->first],
                             &take[length->first], width);
}

static void meet(struct arrange_state *s, int talk, int from, int to)
{
    struct arrange_meet meet = {s->starts, s->units, s->count, s->units[talk], from, to};
    arrange_rows_meet(s->now, &meet, &s->pair[talk * s->stride]);
}

static void stand(struct arrange_state *s, int talk, int start)
{
    s->starts[talk] = start;
    s->now[talk] = start < 0 ? 0 : s->at[start * s->stride + talk];
}

void arrange_state_shift(struct arrange_state *s, int talk, int from, int to)
{
    const int32_t *pair = &s->pair[talk * s->stride], *none = &s->pair[s->count * s->stride];
    if (!s->at || from == to)
        return;
    for (int i = 0; i < s->length_count; i++) {
        if (from >= 0)
            add_rows(s, &s->lengths[i], s->units[talk], from, to, none, pair);
        if (to >= 0)
            add_rows(s, &s->lengths[i], s->units[talk], to, from, pair, none);
    }
    meet(s, talk, from, to);
    stand(s, talk, to);
}

void arrange_state_exchange(struct arrange_state *s, int a, int b)
{
    const int32_t *of_a = &s->pair[a * s->stride], *of_b = &s->pair[b * s->stride];
    int at_a = s->seats[a].start, at_b = s->seats[b].start;
    if (!s->at || at_a == at_b)
        return;
    for (int i = 0; i < s->length_count; i++) {
        add_rows(s, &s->lengths[i], s->units[a], at_a, at_b, of_b, of_a);
        add_rows(s, &s->lengths[i], s->units[a], at_b, at_a, of_a, of_b);
    }
    meet(s, a, at_a, at_b);
    meet(s, b, at_b, at_a);
    stand(s, a, at_b);
    stand(s, b, at_a);
}

void arrange_state_look(struct arrange_state *s, int talk)
{
    const struct arrange_seat *seat = &s->seats[talk];
    s->rooms[talk] = s->lists[seat->list].room;
    s->beside[talk] = s->room[talk * ARRANGE_ROOMS_MAX + s->rooms[talk]] +
                      s->adjacent[seat->before * s->stride + talk] +
                      s->adjacent[talk * s->stride + seat->after];
}

bool arrange_state_is_moved(const struct arrange_state *s, int talk, int list, int start)
{
    const struct arrange_slot *held = &s->held[talk];
    return held->room != -1 && list >= 0 && (held->room != list || held->start_s != start);
}

int64_t arrange_state_relation_cost(const struct arrange_state *s, int talk, int start,
                                    const struct arrange_relation *relation, int other_start)
{
    int other = relation->other;
    bool broken = false;
    if (start < 0 || other_start < 0)
        return 0;
    if (relation->tie == TIE_OWN)
        broken = start < other_start + s->units[other] && other_start < start + s->units[talk];
    else if (relation->tie == TIE_BEFORE)
        broken = other_start < start + s->units[talk];
    else
        broken = start < other_start + s->units[other];
    return broken ? ARRANGE_HARD_ONE : 0;
}

void arrange_state_keep(struct arrange_state *s)
{
    memcpy(s->best, s->seats, sizeof *s->best * (size_t)s->count);
    s->best_cost = s->cost;
    s->best_moved = s->moved;
}

void arrange_state_clear(struct arrange_state *s)
{
    for (int i = 0; i < s->list_count; i++)
        s->lists[i].count = 0;
    for (int i = 0; i < s->count; i++) {
        arrange_state_shift(s, i, s->seats[i].start, -1);
        s->seats[i] = (struct arrange_seat){-1, 0, -1, 0, s->count, s->count, false};
    }
    s->cost = 0;
    s->moved = 0;
}

void arrange_state_return(struct arrange_state *s)
{
    for (int i = 0; i < s->list_count; i++)
        s->lists[i].count = 0;
    for (int i = 0; i < s->count; i++) {
        const struct arrange_seat *seat = &s->best[i];
        arrange_state_shift(s, i, s->seats[i].start, seat->start);
        s->seats[i] = *seat;
        if (seat->list >= 0) {
            s->lists[seat->list].talks[seat->place] = i;
            s->lists[seat->list].count++;
        }
    }
    for (int i = 0; i < s->count; i++)
        if (s->seats[i].list >= 0)
            arrange_state_look(s, i);
    s->cost = s->best_cost;
    s->moved = s->best_moved;
}
