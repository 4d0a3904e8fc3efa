#ifndef SPARKD_SPARK_TALK_RESERVE_H
#define SPARKD_SPARK_TALK_RESERVE_H

#include "programme.h"
#include "talk_scene.h"

/*
 * The day itself: who cannot come after all says so until they would speak, the
 * first in line who fits that very gap speaks instead, and whoever runs the
 * evening is told by one mail.
 */

/* How things stand before somebody withdraws. */
struct talk_reserve {
    bool today;                  /* of the event */
    struct programme_slot freed; /* room 0: it has no announced slot */
    struct talk_rows before;     /* live talks; only today */
    struct programme programme;  /* only today */
    const char *gone,
        *goes_on; /* who cannot come while the talk goes on, and how; NULL: it falls */
};
enum err talk_reserve_begin(struct store *store, struct instant now, const struct talk_scene *scene,
                            const struct talk *talk, struct arena *arena,
                            struct talk_reserve *ret) MUST_USE;

/* ERR_CONFLICT `too-late`: the talk has begun, by its stage or, while nothing was done on that, by
 * its time in the programme; or the event is over. */
enum err talk_reserve_check(struct store *store, struct instant now, const struct talk_scene *scene,
                            const struct talk *talk, struct refusal *why) MUST_USE;

/*
 * Once the event has begun: the first in line who fits the gap, is free and not
 * called by a chair already has it at once; nobody is asked first any more. Only
 * in an announced programme, where a gap has its time; else nothing. Before the
 * event the line moves up as ever (talk_promote).
 */
enum err talk_reserve_call(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct arena *arena) MUST_USE;

/* Today: organisers, but never who did it themselves, learn who cannot come and who speaks instead.
 * If none of them still works here, has a mailbox and is coming, it is who made the event (and whom
 * its page names, the host school's CPD leader, if it never had an organiser), else that CPD
 * leader, their deputies, or the trust's coordinators. Whoever leads it or runs its stage learns it
 * too. */
enum err talk_reserve_tell(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct person_id by, struct arena *arena) MUST_USE;

/* Today, while nothing is announced: whoever is to speak yet and is expected at another time or in
 * another room than before, since somebody fell out, is told. */
enum err talk_reserve_move(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct arena *arena) MUST_USE;

#endif
