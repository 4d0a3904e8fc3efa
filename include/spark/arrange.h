#ifndef SPARKD_SPARK_ARRANGE_H
#define SPARKD_SPARK_ARRANGE_H

#include <stdatomic.h>
#include <stdint.h>

#include "arena.h"
#include "refusal.h"

/*
 * Arranging talks into rooms and minutes (SP-05, SP-12; programme
 * specification, sections 2 to 7): an instance in, a plan out. Pure: no store,
 * no clock. Times are whole seconds after doors open; ids are whatever the
 * caller's are. Same instance bytes, seed and moves: same plan on any machine.
 */
enum {
    ARRANGE_TALKS_MAX = 400,
    ARRANGE_ROOMS_MAX = 24,
    ARRANGE_BLOCKS_MAX = 8,
    ARRANGE_ATTENDEES_MAX = 5000,
    ARRANGE_CHOICES_MAX = 16, /* of one attendee */
    ARRANGE_PRESENTERS_MAX = 4,
    ARRANGE_RULES_MAX = 1000,
    ARRANGE_KIT_MAX = 32, /* kinds of kit in one instance */
    ARRANGE_MOVES_QUICK = 300000,
    ARRANGE_MOVES_NORMAL = 3000000,
    ARRANGE_MOVES_PATIENT = 30000000,
};

/* Hard rules (section 2.3): never traded. */
enum arrange_hard {
    HARD_ONCE,
    HARD_IN_BLOCK,
    HARD_ONE_AT_A_TIME,
    HARD_ARRIVAL,
    HARD_LEAVING,
    HARD_KIT,
    HARD_OWN_TALKS,
    HARD_BEFORE,
    HARD_NOT_AFTER,
    HARD_PINNED,
    HARD_RULES
};
/* "H1" */
const char *arrange_hard_id(enum arrange_hard rule);

/* Soft terms (section 2.4), in points: less is better. */
enum arrange_term {
    TERM_CLASH,
    TERM_SCHOOL,
    TERM_THEME,
    TERM_PACE,
    TERM_SEATS,
    TERM_DEAD_AIR,
    TERM_CHANGED,
    TERM_TERMS
};
/* "clash", as in the plan's JSON */
const char *arrange_term_name(enum arrange_term term);

struct arrange_block {
    int64_t id;
    int start_s, end_s;
};

struct arrange_room {
    int64_t id;
    int seats;
    uint32_t kit; /* bits of arrange_instance.kit */
};

struct arrange_slot {
    int room;    /* index into rooms; -1: none */
    int start_s; /* of the talk */
};

struct arrange_talk {
    int64_t id;
    int duration_s;
    int64_t school, theme; /* 0: none, never equal to another's */
    uint32_t kit;
    int arrive_s, leave_s; /* of its presenters together: may start from, has to end by */
    int64_t presenters[ARRANGE_PRESENTERS_MAX];
    int presenter_count;
    struct arrange_slot pin;       /* room -1: not pinned */
    struct arrange_slot announced; /* room -1: was not announced */
    int64_t booked_at;             /* order of precedence (section 4) */
    bool waited;                   /* at the last event */
};

struct arrange_pair {
    int first, second; /* indexes into talks */
};

struct arrange_attendee {
    int talks[ARRANGE_CHOICES_MAX]; /* indexes, each once */
    int count;
};

enum arrange_theme_mode { THEME_SPREAD, THEME_CLUSTER };

/* Points of each term; the defaults are those of section 2.4. */
struct arrange_points {
    int clash, school, theme, pace, seats, dead_air;
    int changed_room, changed_start, changed_step; /* the last: per begun 150 s of shift */
};
struct arrange_points arrange_points_default(void);

struct arrange_instance {
    int length_s, changeover_s;
    enum arrange_theme_mode theme_mode;
    struct arrange_points points;
    const char *kit[ARRANGE_KIT_MAX];
    int kit_count;
    struct arrange_block *blocks;
    int block_count;
    struct arrange_room *rooms;
    int room_count;
    struct arrange_talk *talks;
    int talk_count;
    struct arrange_pair *before,
        *not_after; /* H8: first before second; H9: second not right after first */
    int before_count, not_after_count;
    struct arrange_attendee *attendees; /* who chose at least one talk */
    int attendee_count;
};

struct arrange_break {
    enum arrange_hard rule;
    int talks[2]; /* indexes; the second -1 if it concerns one */
};

/* What a plan costs, by the definitions alone; the engine's own counting is held against it. */
struct arrange_report {
    struct arrange_break *breaks; /* by rule, then talks */
    int break_count;
    int points; /* the sum of terms */
    int terms[TERM_TERMS];
    int unavoidable;      /* proven: no plan has fewer */
    int attended, wished; /* choices people can attend, of all choices */
};

struct arrange_plan {
    struct arrange_slot *slots; /* one a talk; room -1: waiting */
    int slot_count;
    uint64_t seed;
    int64_t moves_planned, moves_done;
    bool proven_best; /* said only with a proof */
};

/* ---- reading and writing (section 8) ---- */

/* ERR_INVALID: refusal with the field ("talks[3].duration_s") and what is wrong. Allocates in
 * arena. */
enum err arrange_instance_parse(struct str json, struct arena *arena, struct refusal *why,
                                struct arrange_instance *ret) MUST_USE;
/* Puts every list into the order of the canonical form (by id, pairs and choices by their talks);
 * indexes follow. A parsed one is in order; one that was made up must be put in order before it is
 * arranged, else the plan depends on the order it was made in. */
void arrange_instance_order(struct arrange_instance *instance, struct arena *arena);
/* The canonical form, without line ends, and the SHA-256 of it in hex. */
const char *arrange_instance_format(const struct arrange_instance *instance, struct arena *arena);
const char *arrange_instance_sha256(const struct arrange_instance *instance, struct arena *arena);
/* With its report. */
const char *arrange_plan_format(const struct arrange_instance *instance,
                                const struct arrange_plan *plan, struct arena *arena);

/* ---- judging ---- */

/* Does somebody present both (H7)? */
bool arrange_share_presenter(const struct arrange_talk *a, const struct arrange_talk *b);

/* H1 to H10 and S1 to S8 of any plan, also a broken one (terms of neighbours mean nothing where
 * talks overlap in one room). Waiting talks are not judged. */
void arrange_judge(const struct arrange_instance *instance, const struct arrange_slot *slots,
                   struct arena *arena, struct arrange_report *ret);

/* ---- arranging ---- */

/* Read by others while the engine runs; written every 1,024 moves. */
struct arrange_progress {
    atomic_bool cancel; /* set by others: the best plan so far is what is returned */
    _Atomic int64_t moves_done, moves_planned;
    atomic_int hard, points;
};

enum arrange_mode {
    ARRANGE_FRESH,
    ARRANGE_ONLY_WHAT_MUST, /* from the announced slots: repair what is broken, move nobody else */
    ARRANGE_IMPROVE,        /* from the announced slots: at most moved_max talks get another slot */
};

struct arrange_options {
    enum arrange_mode mode;
    uint64_t seed;
    int64_t moves;
    int moved_max;       /* of ARRANGE_IMPROVE */
    const bool *given;   /* by talk: who has a slot; NULL: all */
    bool exact_arrivals; /* starts as fine as arrivals; else these are rounded up to a unit */
    struct arrange_progress *progress; /* NULL: nobody looks */
};

/* The best plan found; breaks in its report say that none without was found. */
void arrange_run(const struct arrange_instance *instance, const struct arrange_options *options,
                 struct arena *arena, struct arrange_plan *ret);

#endif
