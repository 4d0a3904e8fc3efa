/* DESIGN: what a plan breaks and costs, by the definitions alone: every rule over every pair of
 * talks in seconds, sharing nothing with the engine. */
#include <stdlib.h>

#include "arrange.h"
#include "check.h"

static const char *const HARD_IDS[HARD_RULES] = {"H1", "H2", "H3", "H4", "H5",
                                                 "H6", "H7", "H8", "H9", "H10"};
static const char *const TERM_NAMES[TERM_TERMS] = {"clash", "school",   "theme",  "pace",
                                                   "seats", "dead_air", "changed"};

const char *arrange_hard_id(enum arrange_hard rule)
{
    return HARD_IDS[rule];
}

const char *arrange_term_name(enum arrange_term term)
{
    return TERM_NAMES[term];
}

struct judge {
    const struct arrange_instance *instance;
    const struct arrange_slot *slots;
    struct arena *arena;
    struct arrange_report *ret;
    int break_room;
};

static const struct arrange_talk *talk_of(const struct judge *j, int a)
{
    return &j->instance->talks[a];
}

static bool is_given(const struct judge *j, int a)
{
    return j->slots[a].room >= 0;
}

static int start_of(const struct judge *j, int a)
{
    return j->slots[a].start_s;
}

/* Without the changeover. */
static int end_of(const struct judge *j, int a)
{
    return start_of(j, a) + talk_of(j, a)->duration_s;
}

/* The end of its changeover. */
static int free_from(const struct judge *j, int a)
{
    return end_of(j, a) + j->instance->changeover_s;
}

static bool overlap(const struct judge *j, int a, int b)
{
    return start_of(j, a) < free_from(j, b) && start_of(j, b) < free_from(j, a);
}

/* The block it begins in, -1 if none. */
static int block_of(const struct judge *j, int a)
{
    const struct arrange_instance *instance = j->instance;
    for (int i = 0; i < instance->block_count; i++)
        if (instance->blocks[i].start_s <= start_of(j, a) &&
            start_of(j, a) < instance->blocks[i].end_s)
            return i;
    return -1;
}

static bool same_list(const struct judge *j, int a, int b)
{
    return j->slots[a].room == j->slots[b].room && block_of(j, a) == block_of(j, b);
}

/* B directly after A: next in the same room and block, no idle gap between. */
static bool adjacent(const struct judge *j, int a, int b)
{
    return a != b && same_list(j, a, b) && start_of(j, b) == free_from(j, a);
}

bool arrange_share_presenter(const struct arrange_talk *a, const struct arrange_talk *b)
{
    for (int i = 0; i < a->presenter_count; i++)
        for (int k = 0; k < b->presenter_count; k++)
            if (a->presenters[i] == b->presenters[k])
                return true;
    return false;
}

/* ---- hard rules ---- */

static void add_break(struct judge *j, enum arrange_hard rule, int a, int b)
{
    struct arrange_report *ret = j->ret;
    if (ret->break_count == j->break_room)
        ret->breaks = arena_grow(j->arena, ret->breaks, sizeof *ret->breaks, 16, &j->break_room);
    ret->breaks[ret->break_count++] = (struct arrange_break){rule, {a, b}};
}

static void judge_one(struct judge *j, int a)
{
    const struct arrange_talk *talk = talk_of(j, a);
    int block = block_of(j, a);
    if (block < 0 || free_from(j, a) > j->instance->blocks[block].end_s)
        add_break(j, HARD_IN_BLOCK, a, -1);
    if (start_of(j, a) < talk->arrive_s)
        add_break(j, HARD_ARRIVAL, a, -1);
    if (end_of(j, a) > talk->leave_s)
        add_break(j, HARD_LEAVING, a, -1);
    if (talk->kit & ~j->instance->rooms[j->slots[a].room].kit)
        add_break(j, HARD_KIT, a, -1);
    if (talk->pin.room >= 0 &&
        (talk->pin.room != j->slots[a].room || talk->pin.start_s != start_of(j, a)))
        add_break(j, HARD_PINNED, a, -1);
}

static void judge_two(struct judge *j, int a, int b)
{
    if (!overlap(j, a, b))
        return;
    if (j->slots[a].room == j->slots[b].room)
        add_break(j, HARD_ONE_AT_A_TIME, a, b);
    if (arrange_share_presenter(talk_of(j, a), talk_of(j, b)))
        add_break(j, HARD_OWN_TALKS, a, b);
}

static void judge_rules(struct judge *j)
{
    const struct arrange_instance *instance = j->instance;
    for (int i = 0; i < instance->before_count; i++) {
        int a = instance->before[i].first, b = instance->before[i].second;
        if (is_given(j, a) && is_given(j, b) && start_of(j, b) < free_from(j, a))
            add_break(j, HARD_BEFORE, a, b);
    }
    for (int i = 0; i < instance->not_after_count; i++) {
        int a = instance->not_after[i].first, b = instance->not_after[i].second;
        if (is_given(j, a) && is_given(j, b) && adjacent(j, a, b))
            add_break(j, HARD_NOT_AFTER, a, b);
    }
}

static int by_rule(const void *p, const void *q)
{
    const struct arrange_break *a = p, *b = q;
    if (a->rule != b->rule)
        return (int)a->rule - (int)b->rule;
    return a->talks[0] != b->talks[0] ? a->talks[0] - b->talks[0] : a->talks[1] - b->talks[1];
}

static void judge_hard(struct judge *j)
{
    int n = j->instance->talk_count;
    for (int a = 0; a < n; a++) {
        if (!is_given(j, a))
            continue;
        judge_one(j, a);
        for (int b = a + 1; b < n; b++)
            if (is_given(j, b))
                judge_two(j, a, b);
    }
    judge_rules(j);
    if (j->ret->break_count > 1)
        qsort(j->ret->breaks, (size_t)j->ret->break_count, sizeof *j->ret->breaks, by_rule);
}

/* ---- soft terms ---- */

static void judge_attendee(struct judge *j, const struct arrange_attendee *attendee)
{
    for (int i = 0; i < attendee->count; i++)
        for (int k = i + 1; k < attendee->count; k++) {
            int a = attendee->talks[i], b = attendee->talks[k];
            if (is_given(j, a) && is_given(j, b) && overlap(j, a, b))
                j->ret->terms[TERM_CLASH] += j->instance->points.clash;
        }
}

static void judge_neighbours(struct judge *j, int a, int b)
{
    const struct arrange_talk *first = talk_of(j, a), *second = talk_of(j, b);
    const struct arrange_points *points = &j->instance->points;
    bool same = first->theme == second->theme;
    if (first->school && first->school == second->school)
        j->ret->terms[TERM_SCHOOL] += points->school;
    if (first->theme && second->theme && same == (j->instance->theme_mode == THEME_SPREAD))
        j->ret->terms[TERM_THEME] += points->theme;
}

/* The talk directly after, -1 if none. */
static int next_of(const struct judge *j, int a)
{
    for (int b = 0; b < j->instance->talk_count; b++)
        if (is_given(j, b) && adjacent(j, a, b))
            return b;
    return -1;
}

static void judge_run(struct judge *j, int a)
{
    int b = next_of(j, a);
    if (b < 0)
        return;
    judge_neighbours(j, a, b);
    int c = next_of(j, b);
    if (c >= 0 && talk_of(j, a)->duration_s == talk_of(j, b)->duration_s &&
        talk_of(j, b)->duration_s == talk_of(j, c)->duration_s)
        j->ret->terms[TERM_PACE] += j->instance->points.pace;
}

/* Idle before it: neither the block's start nor the end of another stands at its start. */
static void judge_gap(struct judge *j, int a)
{
    int block = block_of(j, a);
    if (block >= 0 && j->instance->blocks[block].start_s == start_of(j, a))
        return;
    for (int b = 0; b < j->instance->talk_count; b++)
        if (is_given(j, b) && adjacent(j, b, a))
            return;
    j->ret->terms[TERM_DEAD_AIR] += j->instance->points.dead_air;
}

static int demand_of(const struct judge *j, int a)
{
    int demand = 0;
    for (int i = 0; i < j->instance->attendee_count; i++)
        for (int k = 0; k < j->instance->attendees[i].count; k++)
            demand += j->instance->attendees[i].talks[k] == a;
    return demand;
}

/* Seats of the largest room that has its kit and, if it is pinned, is its own; -1: none has. */
static int seats_at_best(const struct judge *j, int a)
{
    const struct arrange_talk *talk = talk_of(j, a);
    int best = -1;
    for (int r = 0; r < j->instance->room_count; r++) {
        const struct arrange_room *room = &j->instance->rooms[r];
        bool allowed = !(talk->kit & ~room->kit) && (talk->pin.room < 0 || talk->pin.room == r);
        if (allowed && room->seats > best)
            best = room->seats;
    }
    return best;
}

static void judge_seats(struct judge *j, int a, int demand)
{
    int seats = j->instance->rooms[j->slots[a].room].seats, best = seats_at_best(j, a);
    if (demand > seats)
        j->ret->terms[TERM_SEATS] += j->instance->points.seats * (demand - seats);
    if (best >= 0 && demand > best)
        j->ret->unavoidable += j->instance->points.seats * (demand - best);
}

static void judge_changed(struct judge *j, int a)
{
    const struct arrange_slot *was = &talk_of(j, a)->announced, *is = &j->slots[a];
    const struct arrange_points *points = &j->instance->points;
    int shift_s = abs(is->start_s - was->start_s);
    if (was->room < 0)
        return;
    if (was->room != is->room)
        j->ret->terms[TERM_CHANGED] += points->changed_room;
    if (shift_s)
        j->ret->terms[TERM_CHANGED] +=
            points->changed_start + points->changed_step * ((shift_s + 149) / 150);
}

static void judge_soft(struct judge *j)
{
    for (int i = 0; i < j->instance->attendee_count; i++)
        judge_attendee(j, &j->instance->attendees[i]);
    for (int a = 0; a < j->instance->talk_count; a++) {
        if (!is_given(j, a))
            continue;
        judge_run(j, a);
        judge_gap(j, a);
        judge_seats(j, a, demand_of(j, a));
        judge_changed(j, a);
    }
    for (int i = 0; i < TERM_TERMS; i++)
        j->ret->points += j->ret->terms[i];
}

/* ---- choices people can attend ---- */

static bool ends_sooner(const struct judge *j, int a, int b)
{
    if (end_of(j, a) != end_of(j, b))
        return end_of(j, a) < end_of(j, b);
    return start_of(j, a) != start_of(j, b) ? start_of(j, a) > start_of(j, b) : a < b;
}

/* Takes chosen talks by end time while they begin after the last one's changeover. */
static void judge_attended(struct judge *j, const struct arrange_attendee *attendee)
{
    int order[ARRANGE_CHOICES_MAX], n = 0, last = -1;
    for (int i = 0; i < attendee->count; i++) {
        int a = attendee->talks[i], k = n;
        if (!is_given(j, a))
            continue;
        for (; k > 0 && ends_sooner(j, a, order[k - 1]); k--)
            order[k] = order[k - 1];
        order[k] = a;
        n++;
    }
    for (int i = 0; i < n; i++)
        if (last < 0 || start_of(j, order[i]) >= free_from(j, last)) {
            last = order[i];
            j->ret->attended++;
        }
    j->ret->wished += attendee->count;
}

void arrange_judge(const struct arrange_instance *instance, const struct arrange_slot *slots,
                   struct arena *arena, struct arrange_report *ret)
{
    struct judge judge = {instance, slots, arena, ret, 0};
    *ret = (struct arrange_report){0};
    judge_hard(&judge);
    judge_soft(&judge);
    for (int i = 0; i < instance->attendee_count; i++)
        judge_attended(&judge, &instance->attendees[i]);
}
