#ifndef SPARKD_TEST_DRAW_EVENING_H
#define SPARKD_TEST_DRAW_EVENING_H

#include <string.h>

#include "draw_rules.h"

/* An evening in one room with one stretch, everybody there all the time. */
struct evening {
    struct draw_list list;
    struct draw_stretch stretches[8];
    struct draw_talk talks[DRAW_TALKS_MAX];
    struct draw_pair before[4], not_after[4];
};

static inline void make_evening(struct evening *evening, int talks)
{
    memset(evening, 0, sizeof *evening);
    evening->stretches[0] = (struct draw_stretch){0, 600, 600 + talks * 240};
    for (int i = 0; i < talks; i++)
        evening->talks[i] = (struct draw_talk){
            .id = 10 + i,
            .duration_s = 120,
            .leave_s = DRAW_LENGTH_MAX_S,
            .rooms = 1,
            .people = {i + 1},
            .people_count = 1,
            .weight = 1,
            .room = DRAW_NONE,
        };
    evening->list = (struct draw_list){
        .changeover_s = 120,
        .rooms = {1},
        .room_count = 1,
        .stretches = evening->stretches,
        .stretch_count = 1,
        .talks = evening->talks,
        .talk_count = talks,
        .before = evening->before,
        .not_after = evening->not_after,
    };
}

#endif
