/* DESIGN: every other place of one talk, weighed by the definitions over tables made once. */
#include "arrange_why.h"

#include <stdlib.h>
#include <string.h>

#include "arrange_model.h"

struct weigher {
    const struct arrange_instance *instance;
    struct arrange_slot *slots; /* of the plan that is weighed */
    int *pair;                  /* [talk][talk]: people who chose both */
    int *demand;
    int *next, *block; /* by talk: who is directly after it, -1; where it begins */
    bool *follows;     /* by talk: somebody is directly before it */
};

static const struct arrange_talk *talk_of(const struct weigher *w, int talk)
{
    return &w->instance->talks[talk];
}

static int free_from(const struct weigher *w, int talk)
{
    return w->slots[talk].start_s + talk_of(w, talk)->duration_s + w->instance->changeover_s;
}

static bool overlap(const struct weigher *w, int a, int b)
{
    return w->slots[a].start_s < free_from(w, b) && w->slots[b].start_s < free_from(w, a);
}

static int block_at(const struct weigher *w, int start_s)
{
    for (int i = 0; i < w->instance->block_count; i++)
        if (w->instance->blocks[i].start_s <= start_s && start_s < w->instance->blocks[i].end_s)
            return i;
    return -1;
}

static bool directly_after(const struct weigher *w, int a, int b)
{
    return w->slots[a].room == w->slots[b].room && w->slots[b].start_s == free_from(w, a) &&
           w->block[a] == w->block[b];
}

/* ---- what a plan costs ---- */

static void find_neighbours(struct weigher *w)
{
    int n = w->instance->talk_count;
    for (int a = 0; a < n; a++) {
        w->next[a] = -1;
        w->follows[a] = false;
        w->block[a] = w->slots[a].room < 0 ? -1 : block_at(w, w->slots[a].start_s);
    }
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n && w->slots[a].room >= 0; b++)
            if (a != b && w->slots[b].room >= 0 && directly_after(w, a, b)) {
                w->next[a] = b;
                w->follows[b] = true;
            }
}

static int clashes_of(const struct weigher *w, int a)
{
    int n = w->instance->talk_count, sum = 0;
    for (int b = a + 1; b < n; b++)
        if (w->pair[a * n + b] && w->slots[b].room >= 0 && overlap(w, a, b))
            sum += w->pair[a * n + b];
    return sum;
}

static void weigh_neighbours(const struct weigher *w, int a, int *terms)
{
    const struct arrange_points *points = &w->instance->points;
    int b = w->next[a];
    if (b < 0)
        return;
    const struct arrange_talk *p = talk_of(w, a), *q = talk_of(w, b);
    bool spread = w->instance->theme_mode == THEME_SPREAD;
    if (p->school && p->school == q->school)
        terms[TERM_SCHOOL] += points->school;
    if (p->theme && q->theme && (p->theme == q->theme) == spread)
        terms[TERM_THEME] += points->theme;
    int c = w->next[b];
    if (c >= 0 && p->duration_s == q->duration_s && q->duration_s == talk_of(w, c)->duration_s)
        terms[TERM_PACE] += points->pace;
}

static void weigh_place(const struct weigher *w, int a, int *terms)
{
    const struct arrange_points *points = &w->instance->points;
    const struct arrange_slot *is = &w->slots[a], *was = &talk_of(w, a)->announced;
    int over = w->demand[a] - w->instance->rooms[is->room].seats;
    if (over > 0)
        terms[TERM_SEATS] += points->seats * over;
    if (!w->follows[a] &&
        (w->block[a] < 0 || w->instance->blocks[w->block[a]].start_s != is->start_s))
        terms[TERM_DEAD_AIR] += points->dead_air;
    if (was->room < 0)
        return;
    int shift_s = abs(is->start_s - was->start_s);
    if (was->room != is->room)
        terms[TERM_CHANGED] += points->changed_room;
    if (shift_s)
        terms[TERM_CHANGED] +=
            points->changed_start + points->changed_step * ((shift_s + 149) / 150);
}

static void weigh(struct weigher *w, int *terms)
{
    memset(terms, 0, sizeof *terms * TERM_TERMS);
    find_neighbours(w);
    for (int a = 0; a < w->instance->talk_count; a++) {
        if (w->slots[a].room < 0)
            continue;
        terms[TERM_CLASH] += w->instance->points.clash * clashes_of(w, a);
        weigh_neighbours(w, a, terms);
        weigh_place(w, a, terms);
    }
}

/* ---- what is forbidden ---- */

static bool shares_presenter(const struct arrange_talk *a, const struct arrange_talk *b)
{
    for (int i = 0; i < a->presenter_count; i++)
        for (int k = 0; k < b->presenter_count; k++)
            if (a->presenters[i] == b->presenters[k])
                return true;
    return false;
}

static bool stands_alone(const struct weigher *w, int a)
{
    const struct arrange_talk *talk = talk_of(w, a);
    const struct arrange_slot *slot = &w->slots[a];
    int block = block_at(w, slot->start_s);
    return block >= 0 && free_from(w, a) <= w->instance->blocks[block].end_s &&
           slot->start_s >= talk->arrive_s && slot->start_s + talk->duration_s <= talk->leave_s &&
           !(talk->kit & ~w->instance->rooms[slot->room].kit) &&
           (talk->pin.room < 0 ||
            (talk->pin.room == slot->room && talk->pin.start_s == slot->start_s));
}

static bool stands_beside(const struct weigher *w, int a)
{
    for (int b = 0; b < w->instance->talk_count; b++)
        if (b != a && w->slots[b].room >= 0 && overlap(w, a, b) &&
            (w->slots[a].room == w->slots[b].room ||
             shares_presenter(talk_of(w, a), talk_of(w, b))))
            return false;
    return true;
}

/* The order of `a` with others; adjacency is as found last. */
static bool stands_in_order(const struct weigher *w, int a)
{
    const struct arrange_instance *instance = w->instance;
    for (int i = 0; i < instance->before_count; i++) {
        int first = instance->before[i].first, second = instance->before[i].second;
        if ((first == a || second == a) && w->slots[first].room >= 0 &&
            w->slots[second].room >= 0 && w->slots[second].start_s < free_from(w, first))
            return false;
    }
    for (int i = 0; i < instance->not_after_count; i++) {
        int first = instance->not_after[i].first, second = instance->not_after[i].second;
        if ((first == a || second == a) && w->next[first] == second)
            return false;
    }
    return true;
}

static bool is_legal(struct weigher *w, int a)
{
    return stands_alone(w, a) && stands_beside(w, a) && stands_in_order(w, a);
}

/* ---- every other place ---- */

struct search {
    struct weigher w;
    int talk, now[TERM_TERMS];
    struct arrange_why *ret;
};

static void keep(struct search *s, const struct arrange_alternative *found)
{
    struct arrange_why *ret = s->ret;
    int place = ret->alternative_count;
    while (place > 0 && ret->alternatives[place - 1].points > found->points)
        place--;
    if (place == WHY_ALTERNATIVES_MAX)
        return;
    if (ret->alternative_count < WHY_ALTERNATIVES_MAX)
        ret->alternative_count++;
    for (int i = ret->alternative_count - 1; i > place; i--)
        ret->alternatives[i] = ret->alternatives[i - 1];
    ret->alternatives[place] = *found;
}

/* The plan stands as it would be. */
static bool weigh_as_it_is(struct search *s, int other)
{
    struct arrange_alternative found = {s->w.slots[s->talk], other, 0, {0}};
    weigh(&s->w, found.terms);
    if (!is_legal(&s->w, s->talk) || (other >= 0 && !is_legal(&s->w, other)))
        return false;
    for (int i = 0; i < TERM_TERMS; i++) {
        found.terms[i] -= s->now[i];
        found.points += found.terms[i];
    }
    keep(s, &found);
    return true;
}

static void exchange(struct arrange_slot *a, struct arrange_slot *b)
{
    struct arrange_slot c = *a;
    *a = *b;
    *b = c;
}

static void try_exchange(struct search *s, int other)
{
    struct arrange_slot *slots = s->w.slots;
    s->ret->exchanges++;
    exchange(&slots[s->talk], &slots[other]);
    if (!weigh_as_it_is(s, other))
        s->ret->exchanges_ruled_out++;
    exchange(&slots[s->talk], &slots[other]);
}

static bool is_free(const struct weigher *w, int talk)
{
    for (int b = 0; b < w->instance->talk_count; b++)
        if (b != talk && w->slots[b].room == w->slots[talk].room && overlap(w, talk, b))
            return false;
    return true;
}

static void try_start(struct search *s, int room, int start_s)
{
    struct arrange_slot was = s->w.slots[s->talk], *slot = &s->w.slots[s->talk];
    if (was.room == room && was.start_s == start_s)
        return;
    *slot = (struct arrange_slot){room, start_s};
    if (is_free(&s->w, s->talk)) {
        s->ret->free_slots++;
        if (!weigh_as_it_is(s, -1))
            s->ret->free_ruled_out++;
    }
    *slot = was;
}

static void count_start(struct search *s, int start_s)
{
    const struct arrange_talk *talk = talk_of(&s->w, s->talk);
    s->ret->starts++;
    s->ret->before_arrival += start_s < talk->arrive_s;
    s->ret->after_leaving += start_s + talk->duration_s > talk->leave_s;
}

static void try_starts(struct search *s)
{
    const struct arrange_instance *instance = s->w.instance;
    const struct arrange_talk *talk = talk_of(&s->w, s->talk);
    int unit_s = arrange_model_unit_s(instance);
    for (int i = 0; i < instance->block_count; i++)
        for (int start_s = instance->blocks[i].start_s;
             start_s + talk->duration_s + instance->changeover_s <= instance->blocks[i].end_s;
             start_s += unit_s) {
            count_start(s, start_s);
            for (int room = 0; room < instance->room_count; room++)
                try_start(s, room, start_s);
        }
}

static void fill_tables(struct weigher *w, const struct arrange_slot *slots, struct arena *arena)
{
    const struct arrange_instance *instance = w->instance;
    size_t n = (size_t)instance->talk_count;
    w->slots = ARENA_ARRAY(arena, struct arrange_slot, n + 1);
    memcpy(w->slots, slots, sizeof *slots * n);
    w->pair = ARENA_ARRAY(arena, int, n *n + 1);
    w->demand = ARENA_ARRAY(arena, int, n + 1);
    w->next = ARENA_ARRAY(arena, int, n + 1);
    w->block = ARENA_ARRAY(arena, int, n + 1);
    w->follows = ARENA_ARRAY(arena, bool, n + 1);
    for (int i = 0; i < instance->attendee_count; i++) {
        const struct arrange_attendee *attendee = &instance->attendees[i];
        for (int k = 0; k < attendee->count; k++) {
            w->demand[attendee->talks[k]]++;
            for (int m = 0; m < attendee->count; m++)
                if (m != k)
                    w->pair[(size_t)attendee->talks[k] * n + (size_t)attendee->talks[m]]++;
        }
    }
}

void arrange_why_find(const struct arrange_instance *instance, const struct arrange_slot *slots,
                      int talk, struct arena *arena, struct arrange_why *ret)
{
    struct search s = {.w = {.instance = instance}, .talk = talk, .ret = ret};
    const struct arrange_talk *mine = &instance->talks[talk];
    *ret = (struct arrange_why){.rooms = instance->room_count};
    fill_tables(&s.w, slots, arena);
    weigh(&s.w, s.now);
    for (int i = 0; i < instance->room_count; i++)
        ret->rooms_without_kit += (mine->kit & ~instance->rooms[i].kit) != 0;
    if (mine->pin.room >= 0)
        return;
    for (int i = 0; i < instance->talk_count; i++)
        if (i != talk && slots[i].room >= 0 && instance->talks[i].duration_s == mine->duration_s)
            try_exchange(&s, i);
    try_starts(&s);
}
