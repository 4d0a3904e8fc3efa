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
 * `not-published` while the event is a draft, `empty` without talks, `drawn`
 * where lots decide the order, `begun` once the stage was used or for a talk
 * that has begun (H10) or would in the past, `over` after the end.
 */
enum err programme_publish(struct store *store, struct instant now, const struct event *event,
                           const struct programme_board *board, struct person_id by,
                           struct refusal *why) MUST_USE;
/* The same for an order that was drawn: the draw has judged when. */
enum err programme_publish_drawn(struct store *store, struct instant now, const struct event *event,
                                 const struct programme_board *board, struct person_id by,
                                 struct refusal *why) MUST_USE;

/*
 * Once a programme is announced, settings change only as far as it stays
 * sound: what breaks by the change, and did not before, is refused.
 * ERR_CONFLICT `broken-rules` with sentences that name the talks, under the
 * field `field_of` names for a rule. When people arrive and leave is theirs
 * and never in the way of moving an event: the board shows it.
 */
struct programme_frames {
    struct board_frame before, after;
    const char *(*field_of)(const struct programme_frames *frames, enum arrange_hard rule);
};
enum err programme_publish_keeps(struct store *store, const struct programme_frames *frames,
                                 struct refusal *why) MUST_USE;

#endif
