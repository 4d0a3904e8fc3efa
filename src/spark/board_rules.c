/* DESIGN: pure judgement on the board: a talk goes up, down or elsewhere, and times follow. */
#include <stdlib.h>

#include "check.h"
#include "programme_board.h"

/* One room and block as it is changed. */
struct list {
    const struct programme_board *board;
    struct arrange_slot *plan;
    int room, block;
    int talks[ARRANGE_TALKS_MAX], count; /* those that may move, in order */
};

int board_rules_block(const struct arrange_instance *instance, int start_s)
{
    int block = 0;
    while (block + 1 < instance->block_count && instance->blocks[block + 1].start_s <= start_s)
        block++;
    return block;
}

static bool is_before(const struct arrange_slot *plan, int a, int b)
{
    return plan[a].start_s != plan[b].start_s ? plan[a].start_s < plan[b].start_s : a < b;
}

int board_rules_list(const struct arrange_instance *instance, const struct arrange_slot *plan,
                     int room, int block, int *ret)
{
    int count = 0;
    for (int i = 0; i < instance->talk_count && count < ARRANGE_TALKS_MAX; i++) {
        if (plan[i].room != room || board_rules_block(instance, plan[i].start_s) != block)
            continue;
        int at = count++;
        for (; at > 0 && is_before(plan, i, ret[at - 1]); at--)
            ret[at] = ret[at - 1];
        ret[at] = i;
    }
    return count;
}

static void read_list(struct list *list)
{
    int all[ARRANGE_TALKS_MAX];
    int count = board_rules_list(&list->board->instance, list->plan, list->room, list->block, all);
    list->count = 0;
    for (int i = 0; i < count; i++) {
        if (!list->board->pinned[all[i]])
            list->talks[list->count++] = all[i];
    }
}

/* ---- times follow ---- */

/* The end, with its changeover, of a pinned talk that would run meanwhile in that room; 0: none. */
static int pinned_end(const struct list *list, int start_s, int size_s)
{
    const struct arrange_instance *instance = &list->board->instance;
    for (int i = 0; i < instance->talk_count; i++) {
        int end_s = list->plan[i].start_s + instance->talks[i].duration_s + instance->changeover_s;
        if (list->board->pinned[i] && list->plan[i].room == list->room && start_s < end_s &&
            list->plan[i].start_s < start_s + size_s)
            return end_s;
    }
    return 0;
}

static void follow(struct list *list)
{
    const struct arrange_instance *instance = &list->board->instance;
    int at_s = instance->blocks[list->block].start_s;
    for (int i = 0; i < list->count; i++) {
        const struct arrange_talk *talk = &instance->talks[list->talks[i]];
        int size_s = talk->duration_s + instance->changeover_s, end_s;
        if (at_s < talk->arrive_s)
            at_s = talk->arrive_s;
        while ((end_s = pinned_end(list, at_s, size_s)) > 0)
            at_s = end_s;
        list->plan[list->talks[i]] = (struct arrange_slot){list->room, at_s};
        at_s += size_s;
    }
}

/* ---- moves ---- */

static int place_of(const struct list *list, int talk)
{
    int i = 0;
    while (i < list->count && list->talks[i] != talk)
        i++;
    return i;
}

static void take_out(struct list *list, int talk)
{
    int at = place_of(list, talk);
    CHECK(at < list->count);
    list->count--;
    for (int i = at; i < list->count; i++)
        list->talks[i] = list->talks[i + 1];
}

static void put_in(struct list *list, int talk, int at)
{
    if (at > list->count)
        at = list->count;
    for (int i = list->count++; i > at; i--)
        list->talks[i] = list->talks[i - 1];
    list->talks[at] = talk;
}

/* Position among all rows as the place among those that may move. */
static int place_at(const struct list *list, int position, int without)
{
    int all[ARRANGE_TALKS_MAX], place = 0, row = 1;
    int count = board_rules_list(&list->board->instance, list->plan, list->room, list->block, all);
    for (int i = 0; i < count && row < position; i++) {
        if (all[i] == without)
            continue;
        place += !list->board->pinned[all[i]];
        row++;
    }
    return place;
}

static void move_to(struct list *from, struct list *to, int talk, int place)
{
    if (from) {
        take_out(from, talk);
        follow(from);
    }
    put_in(to, talk, place);
    follow(to);
}

/* Within its own list, or over its end into the block beside it. */
static bool step(const struct programme_board *board, int talk, int by, struct arrange_slot *plan)
{
    struct list from = {.board = board,
                        .plan = plan,
                        .room = plan[talk].room,
                        .block = board_rules_block(&board->instance, plan[talk].start_s)};
    read_list(&from);
    int at = place_of(&from, talk) + by;
    if (at >= 0 && at < from.count) {
        take_out(&from, talk);
        move_to(NULL, &from, talk, at);
        return true;
    }
    struct list to = {.board = board, .plan = plan, .room = from.room, .block = from.block + by};
    if (to.block < 0 || to.block >= board->instance.block_count)
        return false;
    read_list(&to);
    move_to(&from, &to, talk, by < 0 ? to.count : 0);
    return true;
}

static bool put(const struct programme_board *board, const struct board_move *move,
                struct arrange_slot *plan)
{
    int talk = move->talk;
    bool placed = plan[talk].room >= 0;
    struct list to = {.board = board, .plan = plan, .room = move->room, .block = move->block};
    struct list from = {.board = board,
                        .plan = plan,
                        .room = plan[talk].room,
                        .block = board_rules_block(&board->instance, plan[talk].start_s)};
    read_list(&to);
    int place = place_at(&to, move->position, talk);
    if (placed && from.room == to.room && from.block == to.block) {
        take_out(&to, talk);
        move_to(NULL, &to, talk, place);
        return true;
    }
    if (placed)
        read_list(&from);
    move_to(placed ? &from : NULL, &to, talk, place);
    return true;
}

bool board_rules_move(const struct programme_board *board, const struct board_move *move,
                      struct arrange_slot *plan)
{
    bool placed = plan[move->talk].room >= 0;
    if (board->pinned[move->talk])
        return false;
    if (move->how == BOARD_TO)
        return put(board, move, plan);
    return placed && step(board, move->talk, move->how == BOARD_UP ? -1 : 1, plan);
}
