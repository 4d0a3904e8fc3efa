#ifndef SPARKD_SPARK_ARRANGE_STATE_H
#define SPARKD_SPARK_ARRANGE_STATE_H

#include "arrange.h"

/*
 * A plan while it is searched (programme specification, 2.2 and 3.1): an
 * ordered list of talks a room and block, idle units before a talk, and from
 * these the starts. Talks are numbered by length, so that those of one length
 * lie beside each other in every table; times are units.
 *
 * A cost is one integer: hard rules broken in the high part, points in the low.
 */
#define ARRANGE_HARD_ONE (INT64_C(1) << 28)

enum {
    ARRANGE_LISTS_MAX = ARRANGE_ROOMS_MAX * ARRANGE_BLOCKS_MAX,
    ARRANGE_HELD_NOWHERE = -2, /* was announced for where there is no block any more */
};

struct arrange_list {
    int room, start, end;
    int count;
    int *talks; /* in order */
};

/* Talks [first, end) are `units` long. */
struct arrange_length {
    int units, first, end;
};

enum arrange_tie { TIE_OWN, TIE_BEFORE, TIE_AFTER };

/* A rule between two talks that neighbours and clashes do not show. */
struct arrange_relation {
    int other;
    enum arrange_tie tie;
};

/* Where one talk is. */
struct arrange_seat {
    int list, place; /* list -1: nowhere */
    int start, idle;
    int before, after; /* the talks directly beside it, `count` if none */
    bool pushed;       /* its start is its arrival, not the end of what is before it */
};

struct arrange_state {
    const struct arrange_instance *instance;
    int count;  /* talks that have a slot */
    int stride; /* of a row of the tables */
    int unit_s, rows;
    int list_count, length_count;
    struct arrange_list lists[ARRANGE_LISTS_MAX];
    struct arrange_length *lengths;
    /* By talk. */
    int *index; /* in the instance */
    int *units, *arrive, *latest, *length;
    struct arrange_seat *seats, *best;
    struct arrange_slot *held; /* announced list (as room) and start; -1: none */
    int *relation_first;
    struct arrange_relation *relations;
    /* Tables of costs. */
    int32_t *pair;     /* [talk][talk]: if they overlap */
    int32_t *adjacent; /* [talk][talk]: the second directly after the first; row `count` is 0 */
    int32_t *room;     /* [talk][room] */
    int32_t *own;      /* [start][talk]: a start by itself */
    int32_t *at; /* [start][talk]: own, and clashes with all that stand; NULL: too many rows */
    /* By talk, for looking at one against all others: its start (-1: nowhere), its room, what it
     * costs at its start (as in `at`), and in its room and by its neighbours. Only where there is a
     * table `at`. */
    int32_t *starts, *rooms, *now, *beside;
    int32_t *by_room; /* [room][talk]: `room` turned round */
    int32_t *over;    /* of the one that is looked at */
    int64_t cost, best_cost;
    bool holds;            /* a plan was announced: who need not move does not */
    int moved, best_moved; /* talks that are not where they were announced */
};

/* The talks that options->given names, none placed. Costs S8 count only if something was announced.
 */
struct arrange_state *arrange_state_new(const struct arrange_instance *instance,
                                        const struct arrange_options *options, struct arena *arena);
/* What a talk costs at a start by itself (H5, H10, S8), and by clashes with those that stand. */
int32_t arrange_state_own_cost(const struct arrange_state *state, int talk, int start);
int32_t arrange_state_cost_at(const struct arrange_state *state, int talk, int start);
/* A talk comes to stand at a start, or leaves (from or to -1). */
void arrange_state_shift(struct arrange_state *state, int talk, int from, int to);
/* Two talks of one length are about to stand at each other's start. */
void arrange_state_exchange(struct arrange_state *state, int a, int b);
/* The room and the neighbours of a talk are other ones. */
void arrange_state_look(struct arrange_state *state, int talk);
/* Is a talk at another slot than was announced? */
bool arrange_state_is_moved(const struct arrange_state *state, int talk, int list, int start);
/* Nobody stands anywhere. */
void arrange_state_clear(struct arrange_state *state);
/* Remembers the plan as the best; takes it back. */
void arrange_state_keep(struct arrange_state *state);
void arrange_state_return(struct arrange_state *state);

/* What a relation of a talk costs, given both starts (-1: not placed). */
int64_t arrange_state_relation_cost(const struct arrange_state *state, int talk, int start,
                                    const struct arrange_relation *relation, int other_start);

#endif
