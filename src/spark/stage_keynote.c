/* DESIGN: where in a room's evening its keynotes stand; pure. */
#include "stage_rules.h"

/* How many blocks are over by then. */
static int blocks_before(const struct pack *pack, struct instant at)
{
    int count = 0;
    while (count < pack->block_count && pack->blocks[count].end_s <= at.v)
        count++;
    return count;
}

static bool has_given(const struct stage_room *room, int block)
{
    for (int i = 0; i < room->count; i++)
        if (room->rows[i].started.v && room->rows[i].block >= block)
            return true;
    return false;
}

const char *stage_room_phase(const struct stage_room *room)
{
    return room->keynote.v ? "keynote" : stage_phase_name(room->phase);
}

void stage_keynote_look(const struct stage_plan *plan, const bool *heard, struct stage_room *room)
{
    const struct keynotes *keynotes = plan->keynotes;
    room->keynote_count = 0;
    for (int i = 0; keynotes && i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        int block = blocks_before(plan->pack, keynote->starts_at);
        if (keynote->room == plan->nth && !heard[i] && !has_given(room, block))
            room->keynotes[room->keynote_count++] = (struct stage_keynote){keynote, block};
    }
    const struct stage_keynote *first = &room->keynotes[0];
    bool is_next =
        room->keynote_count && (room->next < 0 || room->rows[room->next].block >= first->block);
    room->next_keynote = is_next ? first->keynote->id : (struct keynote_id){0};
}

const char *stage_keynote_check(const struct stage_room *room, const struct stage_act *act)
{
    if (room->phase == STAGE_TALKING)
        return "A talk is being given. Stop it first.";
    if (room->keynote.v)
        return "A keynote is being given. End it first.";
    return act->keynote.v && act->keynote.v == room->next_keynote.v
               ? NULL
               : "That keynote is not the next in this room.";
}
