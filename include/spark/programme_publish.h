#ifndef SPARKD_SPARK_PROGRAMME_PUBLISH_H
#define SPARKD_SPARK_PROGRAMME_PUBLISH_H

#include "programme_board.h"

/*
 * Announcing the programme (SP-12): from then on it stands for everybody, in
 * each presenter's calendar too. Whoever's room or start is not what was
 * announced before is told once; nobody else is written to.
 */
struct programme_told {
    int talk;                   /* index on the board */
    struct arrange_slot before; /* room -1: nothing was announced */
};
struct programme_telling {
    struct programme_told *items; /* by start */
    int count;
    int people; /* presenters of those talks */
};
struct programme_telling programme_publish_telling(const struct programme_board *board,
                                                   struct arena *arena);

/*
 * The board's programme is announced. ERR_CONFLICT: `broken-rules` with a
 * sentence for each in the refusal's fields (up to its room for them),
 * `not-published` while the event is a draft, `empty` without talks.
 */
enum err programme_publish(struct store *store, struct instant now, const struct event *event,
                           const struct programme_board *board, struct person_id by,
                           struct refusal *why) MUST_USE;

#endif
