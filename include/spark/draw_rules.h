#ifndef SPARKD_SPARK_DRAW_RULES_H
#define SPARKD_SPARK_DRAW_RULES_H

#include "arena.h"
#include "token.h"

/*
 * Drawing lots for the order of a SPARK evening (SP-12, practice P13), as
 * docs/draw.md has it: whoever reads that page can compute the same order.
 * Pure: the list at closing and a seed in, an order out. Times are whole
 * seconds after doors open; talks and rooms are named by their index.
 */
enum {
    DRAW_TALKS_MAX = 200,
    DRAW_ROOMS_MAX = 24,
    DRAW_STRETCHES_MAX = 256,
    DRAW_RULES_MAX = 200, /* of each kind */
    DRAW_PEOPLE_MAX = 4,  /* of one talk */
    DRAW_WEIGHT_MAX = 10,
    DRAW_LENGTH_MAX_S = 86400,
    DRAW_STEPS_MAX = 1000,
    DRAW_TRIES = 1000,
    DRAW_PLACINGS_MAX = 2000, /* of one look ahead */
    DRAW_NONE = -1,
};

/* A stretch of a room's time in which talks may be given. */
struct draw_stretch {
    int room;
    int start_s, end_s;
};

struct draw_talk {
    int64_t id;
    int duration_s;
    int arrive_s, leave_s;       /* may start from, has to end by */
    uint32_t rooms;              /* bits of draw_list.rooms: where it can be given, never why */
    int people[DRAW_PEOPLE_MAX]; /* numbers that mean nothing outside the list */
    int people_count;
    bool first;  /* before all that are not */
    int weight;  /* 1: as likely as anybody; 2: twice as likely in every single draw */
    int room;    /* its place was fixed beforehand; DRAW_NONE: it is drawn */
    int start_s; /* of the fixed */
};

struct draw_pair {
    int first, second; /* indexes into talks */
};

/* All that a draw depends on beside its seed. */
struct draw_list {
    int changeover_s;
    int64_t rooms[DRAW_ROOMS_MAX]; /* ids, ascending */
    int room_count;
    struct draw_stretch *stretches; /* by start, then room; apart in a room */
    int stretch_count;
    struct draw_talk *talks; /* by id */
    int talk_count;
    struct draw_pair *before, *not_after; /* H8, H9 of the programme; ascending */
    int before_count, not_after_count;
};

/* ---- the whole order at once ---- */

struct draw_slot {
    int talk;
    int room, start_s;
};

struct draw_order {
    struct draw_slot *slots; /* as drawn; fixed talks are none of them */
    int count;
    int tries;     /* shuffles that were looked at */
    bool repaired; /* none of them held: the last one, changed where it had to be */
};

/* ERR_CONFLICT: no order was found that keeps everything. */
enum err draw_rules_whole(const struct draw_list *list, const uint8_t seed[static SHA256_BYTES],
                          struct arena *arena, struct draw_order *ret) MUST_USE;

/* ---- one at a time ---- */

enum draw_kind { DRAW_DRAWN, DRAW_NO_SHOW, DRAW_WITHDRAWN, DRAW_KINDS };
/* "drawn", "no_show", "withdrawn" */
const char *draw_rules_kind_name(enum draw_kind kind);

struct draw_step {
    enum draw_kind kind;
    int talk;
    int room, start_s; /* of the drawn */
    int *late_s; /* of the drawn: by how much each of the list's rooms ran behind its plan; NULL:
                    none did */
    int *among;  /* those who were in the hat for this draw, ascending */
    int among_count;
    bool back; /* of a no-show: into the hat once more, else among the reserves */
};

/* Where an evening's draw has got to. */
struct draw;

struct draw *draw_rules_new(const struct draw_list *list, const uint8_t seed[static SHA256_BYTES],
                            struct arena *arena);
/* Who may be drawn next, ascending: those who leave the rest a way to finish, else those who have
 * a start at all. How many; 0: nobody is left. Who cannot come any more is among the reserves
 * after it. */
int draw_rules_hat(struct draw *draw, int ret[static DRAW_TALKS_MAX]);
/*
 * Says by how much each room runs behind its plan when the next speaker is
 * drawn; forgotten after that. NULL: none does. Who has to leave is drawn in
 * time by it, if that can be.
 */
void draw_rules_set_late(struct draw *draw, const int *late_s);
/* From when on, by the plan, some talk of the hat could start in that room; DRAW_NONE: never. */
int draw_rules_free_s(const struct draw *draw, int room);
/* The next speaker. ERR_NOT_FOUND: nobody is left to draw. */
enum err draw_rules_next(struct draw *draw, struct draw_step *ret) MUST_USE;
/* The one drawn last is not there. ERR_CONFLICT: nobody was drawn, or that was undone already. */
enum err draw_rules_no_show(struct draw *draw, struct draw_step *ret) MUST_USE;
/* Somebody still in the hat will not speak. ERR_CONFLICT: that talk is not in it. */
enum err draw_rules_withdraw(struct draw *draw, int talk, struct draw_step *ret) MUST_USE;
/* Does what a step of a log says, with whatever the algorithm makes of it. */
enum err draw_rules_again(struct draw *draw, const struct draw_step *step,
                          struct draw_step *ret) MUST_USE;

/* The same for a step that is trusted, one of our own: who was in the hat is taken from it, not
 * looked for anew. ERR_INVALID: it does not follow from the numbers. */
enum err draw_rules_follow(struct draw *draw, const struct draw_step *step) MUST_USE;

enum draw_place { DRAW_IN_HAT, DRAW_SPOKEN, DRAW_RESERVE, DRAW_GONE, DRAW_FIXED };
/* Where a talk is now. */
enum draw_place draw_rules_place_of(const struct draw *draw, int talk);

#endif
