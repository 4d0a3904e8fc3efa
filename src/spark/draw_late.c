/* DESIGN: how far an evening runs behind the plan of its draw, room by room. */
#include "draw_late.h"

static struct instant later(struct instant a, struct instant b)
{
    return a.v > b.v ? a : b;
}

/* When the last talk of a room that is known of ends, as its stage expects; v 0: none was begun. */
static struct instant ends_at(const struct stage_room *room)
{
    struct instant at = {0};
    for (int i = 0; room->last != STAGE_KINDS && i < room->count; i++) {
        const struct stage_row *row = &room->rows[i];
        if (row->part == STAGE_GIVEN)
            at = later(at, row->ended);
        else if (row->part == STAGE_ON)
            at = later(at, stage_due(room));
        else if (row->part == STAGE_TO_COME)
            at = later(at, instant_add(row->estimate, (int64_t)row->minutes * 60));
    }
    return at;
}

/* When the room will be free for the next speaker, not before now. */
static struct instant free_at(const struct draw_clock *clock, const struct stage_room *room)
{
    struct instant ends = ends_at(room);
    struct instant at =
        room->phase == STAGE_PAUSED ? later(clock->now, room->break_to) : clock->now;
    return ends.v ? later(at, instant_add(ends, clock->list->changeover_s)) : at;
}

void draw_late_compute(const struct draw_clock *clock, const struct stage *stage,
                       int ret[static DRAW_ROOMS_MAX])
{
    for (int r = 0; r < clock->list->room_count; r++) {
        int room = (int)clock->list->rooms[r] - 1;
        int plan_s = draw_rules_free_s(clock->draw, r);
        ret[r] = 0;
        if (plan_s == DRAW_NONE || room >= stage->programme.room_count)
            continue;
        int64_t late_s = free_at(clock, &stage->rooms[room]).v - clock->doors_at.v - plan_s;
        ret[r] = (int)(late_s < 0 ? 0 : late_s > DRAW_LENGTH_MAX_S ? DRAW_LENGTH_MAX_S : late_s);
    }
}
