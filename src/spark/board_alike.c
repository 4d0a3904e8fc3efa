/* DESIGN: talks about the same that a plan gives at one time in two rooms. */
#include "board_alike.h"

#include <string.h>

#include "talk_topic.h"
#include "topic_rules.h"

/* Whoever hears one misses the other (programme specification, S1). */
static bool overlap(const struct programme_board *board, int a, int b)
{
    const struct arrange_slot *one = &board->plan[a], *two = &board->plan[b];
    const struct arrange_talk *talks = board->instance.talks;
    int changeover_s = board->instance.changeover_s;
    return one->room >= 0 && two->room >= 0 && one->room != two->room &&
           one->start_s < two->start_s + talks[b].duration_s + changeover_s &&
           two->start_s < one->start_s + talks[a].duration_s + changeover_s;
}

static const char *same_word(const struct talk_topic *a, const struct talk_topic *b,
                             enum talk_topic_kind kind)
{
    return *a->words[kind] && strcmp(a->words[kind], b->words[kind]) == 0 ? a->words[kind] : NULL;
}

static const char *shared(const struct programme_board *board, const struct talk_topic *topics,
                          int a, int b, struct arena *arena)
{
    const struct topic one = {board->talks[a].title, board->talks[a].theme};
    const struct topic two = {board->talks[b].title, board->talks[b].theme};
    const char *about = topic_rules_shared(&one, &two, arena);
    if (!about)
        about = same_word(&topics[a], &topics[b], TALK_SUBJECT);
    return about ? about : same_word(&topics[a], &topics[b], TALK_FOCUS);
}

static enum err read_topics(struct store *store, const struct programme_board *board,
                            struct arena *arena, struct talk_topic *topics)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < board->talk_count; i++)
        err = talk_topic_find(store, board->talks[i].id, arena, &topics[i]);
    return err;
}

/* In the order in which they begin. */
static void put(const struct programme_board *board, struct board_alikes *list, int a, int b,
                const char *about)
{
    const struct arrange_slot *plan = board->plan;
    bool swap = plan[b].start_s < plan[a].start_s;
    struct board_alike alike = {swap ? b : a, swap ? a : b, about};
    int at = list->count < BOARD_ALIKE_MAX ? list->count++ : BOARD_ALIKE_MAX - 1;
    if (at == BOARD_ALIKE_MAX - 1 && list->items[at].about &&
        plan[list->items[at].first].start_s <= plan[alike.first].start_s)
        return;
    for (; at > 0 && plan[list->items[at - 1].first].start_s > plan[alike.first].start_s; at--)
        list->items[at] = list->items[at - 1];
    list->items[at] = alike;
}

enum err board_alike_find(struct store *store, const struct programme_board *board,
                          struct arena *arena, struct board_alikes *ret)
{
    struct talk_topic *topics =
        ARENA_ARRAY(arena, struct talk_topic, (size_t)board->talk_count + 1);
    struct board_alikes list = {.count = 0};
    enum err err = read_topics(store, board, arena, topics);
    if (err != OK)
        return err;
    for (int a = 0; a < board->talk_count; a++)
        for (int b = a + 1; b < board->talk_count; b++) {
            const char *about = overlap(board, a, b) ? shared(board, topics, a, b, arena) : NULL;
            if (about)
                put(board, &list, a, b, about);
        }
    *ret = list;
    return OK;
}
