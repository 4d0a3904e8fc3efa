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

const struct keynote *stage_next_keynote(const struct stage_room *room)
{
    const struct stage_keynote *first = &room->keynotes[0];
    bool is_next =
        room->keynote_count && (room->next < 0 || room->rows[room->next].block >= first->block);
    return is_next ? first->keynote : NULL;
}

void stage_keynote_look(const struct stage_plan *plan, struct stage_room *room)
{
    const struct keynotes *keynotes = plan->keynotes;
    room->keynote_count = 0;
    for (int i = 0; keynotes && i < keynotes->count; i++) {
        const struct keynote *keynote = &keynotes->items[i];
        int block = blocks_before(plan->pack, keynote->starts_at);
        if (keynote->room == plan->nth && !room->heard[i].v && !has_given(room, block))
            room->keynotes[room->keynote_count++] = (struct stage_keynote){keynote, block};
    }
    const struct keynote *first = stage_next_keynote(room);
    room->next_keynote = first ? first->id : (struct keynote_id){0};
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

/* ---- in all rooms ---- */

static bool is_to_come(const struct stage_room *room, struct keynote_id id)
{
    for (int i = 0; i < room->keynote_count; i++)
        if (room->keynotes[i].keynote->id.v == id.v)
            return true;
    return false;
}

void stage_keynote_share(struct stage *stage)
{
    const struct spark_settings *settings = stage->programme.settings;
    struct stage_keynote all[KEYNOTES_MAX];
    int count = 0;
    for (int i = 0; i < settings->keynotes.count; i++) {
        const struct keynote *keynote = &settings->keynotes.items[i];
        const struct stage_room *room = &stage->rooms[keynote->room - 1];
        if (room->keynote.v == keynote->id.v)
            stage->keynote_room = keynote->room;
        else if (is_to_come(room, keynote->id))
            all[count++] =
                (struct stage_keynote){keynote, blocks_before(&settings->pack, keynote->starts_at)};
    }
    for (int r = 0; r < stage->programme.room_count; r++) {
        struct stage_room *room = &stage->rooms[r];
        room->keynote_count = 0;
        for (int i = 0; i < count; i++)
            if (all[i].keynote->room == r + 1 || !has_given(room, all[i].block))
                room->keynotes[room->keynote_count++] = all[i];
    }
}

/* A room without talks is never over by itself. */
static bool is_done(const struct stage *stage, const struct stage_room *room)
{
    bool is_idle = !room->count && !room->keynote.v && !stage->programme.drawing;
    return !room->keynote_count && (room->phase == STAGE_OVER || is_idle);
}

bool stage_is_over(const struct stage *stage)
{
    bool is_over = false;
    for (int i = 0; i < stage->programme.room_count; i++) {
        if (!is_done(stage, &stage->rooms[i]))
            return false;
        is_over |= stage->rooms[i].phase == STAGE_OVER;
    }
    return is_over;
}
