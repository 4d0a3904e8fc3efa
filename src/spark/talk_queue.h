#ifndef SPARKD_SPARK_TALK_QUEUE_H
#define SPARKD_SPARK_TALK_QUEUE_H

#include "arrange_precedence.h"
#include "talk_store.h"

/*
 * An event's waiting line (SP-11) in its order of precedence (programme
 * specification, section 4; arrange_precedence.h): a talk whose school has no
 * slot yet before one whose school has; whose lead was left waiting at the last
 * event they offered a talk to; since when it waits; id. A confirmed talk that
 * waits for a longer form is in line with its school's slot.
 */
struct talk_queue {
    struct arrange_precedence turns;
    bool *had; /* by talk of turns: had its turn */
};

/* At most 2,000 talks with a slot or in line. */
enum err talk_queue_find(struct store *store, struct event_id event, struct arena *arena,
                         struct talk_queue *ret) MUST_USE;
/* Whose turn is next; v 0: everybody had theirs. */
struct talk_id talk_queue_next(struct talk_queue *queue);
/* What it waits for is given to the talk: its school has a slot from now on. */
void talk_queue_give(struct talk_queue *queue, struct talk_id talk);

/* Why somebody who waits for less long is before a talk. */
enum talk_ahead { AHEAD_NOBODY, AHEAD_SCHOOLS, AHEAD_WAITED };
struct talk_place {
    int position; /* from 1, if everybody before it is given theirs; 0: it waits for nothing */
    enum talk_ahead ahead;
};
/* Nobody may have had a turn yet. */
struct talk_place talk_queue_place(const struct talk_queue *queue, struct talk_id talk,
                                   struct arena *arena);

#endif
