/* DESIGN: pure judgement on the board: a break parts a block, and talks make way for it. */
#include "board_break.h"

#include <string.h>

#include "keynote_rules.h"

/* ---- blocks ---- */

static bool meets_keynote(const struct keynotes *keynotes, const struct pack_block *pause)
{
    for (int i = 0; i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        if (keynote->starts_at.v < pause->end_s && keynote_ends_at(keynote).v > pause->start_s)
            return true;
    }
    return false;
}

static int find_span(const struct spark_settings *settings, const struct pack_block *pause)
{
    int i = 0;
    while (i < settings->span_count && (pause->start_s <= settings->spans[i].start_s ||
                                        pause->end_s >= settings->spans[i].end_s))
        i++;
    return i;
}

enum board_break_fault board_break_part(struct spark_settings *settings,
                                        const struct pack_block *pause)
{
    struct pack_block spans[PACK_BLOCKS_MAX];
    struct pack pack = settings->pack;
    int at = find_span(settings, pause), count = settings->span_count;
    if (at == count)
        return BREAK_OUTSIDE;
    if (meets_keynote(&settings->keynotes, pause))
        return BREAK_KEYNOTE;
    if (count == PACK_BLOCKS_MAX)
        return BREAK_TOO_MANY;
    memcpy(spans, settings->spans, sizeof spans);
    memmove(&spans[at + 1], &spans[at], (size_t)(count - at) * sizeof *spans);
    spans[at].end_s = pause->start_s;
    spans[at + 1].start_s = pause->end_s;
    if (!keynote_rules_cut(spans, count + 1, &settings->keynotes, &pack))
        return BREAK_TOO_MANY;
    memcpy(settings->spans, spans, sizeof spans);
    settings->span_count = count + 1;
    settings->pack = pack;
    return BREAK_FITS;
}

/* ---- talks ---- */

static int size_of(const struct programme_board *board, int talk)
{
    return board->instance.talks[talk].duration_s + board->instance.changeover_s;
}

/* The end, with its changeover, of a talk that would be given meanwhile in that room, of pinned
 * ones alone or of all; 0: none. */
static int taken_until(const struct programme_board *board, const struct arrange_slot *plan,
                       int talk, struct arrange_slot slot, bool pinned_only)
{
    for (int i = 0; i < board->instance.talk_count; i++) {
        if (i == talk || plan[i].room != slot.room || (pinned_only && !board->pinned[i]))
            continue;
        int end_s = plan[i].start_s + size_of(board, i);
        if (slot.start_s < end_s && plan[i].start_s < slot.start_s + size_of(board, talk))
            return end_s;
    }
    return 0;
}

/* From then on in that room, beside pinned talks alone or beside all; room -1: no more. */
static struct arrange_slot find_gap(const struct programme_board *board,
                                    const struct arrange_slot *plan, int talk,
                                    struct arrange_slot from, bool pinned_only)
{
    const struct arrange_instance *instance = &board->instance;
    int size_s = size_of(board, talk);
    for (int b = 0; b < instance->block_count; b++) {
        const int starts[] = {instance->blocks[b].start_s, instance->talks[talk].arrive_s};
        struct arrange_slot at = from;
        for (int i = 0; i < 2; i++)
            if (at.start_s < starts[i])
                at.start_s = starts[i];
        for (int end_s; (end_s = taken_until(board, plan, talk, at, pinned_only)) > 0;)
            at.start_s = end_s;
        if (at.start_s + size_s <= instance->blocks[b].end_s)
            return at;
    }
    return (struct arrange_slot){.room = -1};
}

static void fill_gap(const struct programme_board *board, struct arrange_slot *plan, int talk)
{
    const struct arrange_instance *instance = &board->instance;
    uint32_t kit = instance->talks[talk].kit;
    for (int r = 0; r < instance->room_count && plan[talk].room < 0; r++)
        if ((kit & ~instance->rooms[r].kit) == 0)
            plan[talk] = find_gap(board, plan, talk, (struct arrange_slot){r, 0}, false);
}

/* One behind the other, none earlier than it was. Those left over are listed. */
static int move_on(const struct programme_board *board, struct arrange_slot *plan, int room,
                   int *ret_left)
{
    int talks[ARRANGE_TALKS_MAX], count = 0, left = 0;
    struct arrange_slot at = {room, 0};
    for (int b = 0; b < board->instance.block_count; b++)
        count += board_rules_list(&board->instance, plan, room, b, &talks[count]);
    for (int i = 0; i < count; i++) {
        int talk = talks[i];
        if (board->pinned[talk])
            continue;
        if (at.start_s < plan[talk].start_s)
            at.start_s = plan[talk].start_s;
        plan[talk] = find_gap(board, plan, talk, at, true);
        if (plan[talk].room >= 0)
            at.start_s = plan[talk].start_s + size_of(board, talk);
        else
            ret_left[left++] = talk;
    }
    return left;
}

void board_break_make_way(const struct programme_board *board, struct arrange_slot *plan)
{
    int left[ARRANGE_TALKS_MAX], count = 0;
    for (int r = 0; r < board->instance.room_count; r++)
        count += move_on(board, plan, r, &left[count]);
    for (int i = 0; i < count; i++)
        fill_gap(board, plan, left[i]);
}
