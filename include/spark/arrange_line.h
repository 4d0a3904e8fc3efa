#ifndef SPARKD_SPARK_ARRANGE_LINE_H
#define SPARKD_SPARK_ARRANGE_LINE_H

#include "arrange_proof.h"

/*
 * WHO gets a slot, decided before and apart from where it is (programme
 * specification, section 4): by precedence, never by points, so "why am I
 * waiting?" has one answer that is the same for every seed.
 *
 * The precedence: talks that are pinned or were announced; then, while any are
 * left, a talk whose school has none yet before one whose school has; who was
 * waiting last time; booking time; id. The first that fits with those accepted
 * before it is accepted, else it waits for good: it cannot fit later either.
 */
enum arrange_wait {
    WAIT_NOT,       /* it has a slot */
    WAIT_FULL,      /* no slot of its length was left */
    WAIT_WINDOW,    /* none between its arrival and its leaving */
    WAIT_KIT,       /* none in a room with what it needs */
    WAIT_OWN,       /* none while its presenters have no other talk */
    WAIT_ORDER,     /* none that keeps the order it was set in with another */
    WAIT_PINNED,    /* not where it is pinned */
    WAIT_TOGETHER,  /* several of these together */
    WAIT_NOT_FOUND, /* none was found with a fixed number of tries; that is no proof */
};
/* "window", as in JSON */
const char *arrange_wait_name(enum arrange_wait wait);

struct arrange_turn {
    int talk;
    enum arrange_wait wait;
    enum arrange_rule_kind rule; /* WAIT_WINDOW: RULE_ARRIVAL or RULE_LEAVING; WAIT_ORDER */
    bool short_fits;             /* waits, but would fit in the end with the shortest length */
};

struct arrange_line {
    struct arrange_turn *turns; /* in order of precedence */
    int turn_count;
    bool *given;                /* by talk: accepted */
    struct arrange_slot *slots; /* a legal plan of those accepted; room -1: waits */
};

/* `settled` (by talk, NULL: none): accepted already and never bumped; they come first, and are
 * accepted without asking. */
void arrange_line_decide(const struct arrange_instance *instance, const bool *settled,
                         atomic_bool *cancel, struct arena *arena, struct arrange_line *ret);

#endif
