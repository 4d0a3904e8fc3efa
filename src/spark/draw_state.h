#ifndef SPARKD_SPARK_DRAW_STATE_H
#define SPARKD_SPARK_DRAW_STATE_H

#include "draw_rules.h"

/*
 * How far the placing of talks has got (docs/draw.md, "The next start" and
 * "Looking ahead"): what has been placed, who is still in the hat, and whether
 * all of those can still be given a start.
 */
struct draw_state {
    const struct draw_list *list;
    struct draw_slot placed[DRAW_TALKS_MAX]; /* the fixed ones first */
    int placed_count;
    int free_s[DRAW_STRETCHES_MAX]; /* from when on a stretch is free */
    int last_s;                     /* the end of the last stretch */
    int floor_s;                    /* no talk starts before the one drawn before it */
    enum draw_place place[DRAW_TALKS_MAX];
    bool first[DRAW_TALKS_MAX];  /* its pin; gone once it went back */
    bool tied[DRAW_TALKS_MAX];   /* somebody of it gives another talk too */
    int late_s[DRAW_ROOMS_MAX];  /* by how much a room runs behind its plan */
    bool passed[DRAW_TALKS_MAX]; /* so late that it has no start: not in this draw's hat */
};

/* Where a talk would go if it came next. */
struct draw_start {
    int stretch; /* DRAW_NONE: nowhere */
    int start_s;
    bool waits; /* everybody would wait for its presenters to arrive */
};

struct draw_undo {
    int talk;
    int stretch, free_s, floor_s;
};

void draw_state_init(struct draw_state *state, const struct draw_list *list);
/* From now on rooms run so late (by the list's rooms; NULL: none does). */
void draw_state_set_late(struct draw_state *state, const int *late_s);
/* The earliest start there is for it now. */
struct draw_start draw_state_start(const struct draw_state *state, int talk);
struct draw_undo draw_state_put(struct draw_state *state, int talk, struct draw_start start);
/* Takes back the last one put; it is in the hat again. */
void draw_state_undo(struct draw_state *state, struct draw_undo undo);

/* Who may come next by the pins, but for `aside` (DRAW_NONE: nobody is); ascending. How many. */
int draw_state_pool(const struct draw_state *state, int aside, int ret[static DRAW_TALKS_MAX]);
/* Whether a start was found for everybody in the hat. */
bool draw_state_can_finish(struct draw_state *state);

#endif
