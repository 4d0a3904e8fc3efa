#ifndef SPARKD_SPARK_JOINT_H
#define SPARKD_SPARK_JOINT_H

#include "talk.h"

/*
 * Joint presenters say yes or no to being named (SP-09). Until then they are
 * asked: the talk keeps its slot and their time is held, but they keep a place
 * in the audience, no mail but the question reaches them, and it is in their
 * calendar as not certain. Whoever offered the talk takes the question back
 * with talk_change.
 */

/*
 * Yes: they give it, give up a place in the audience, and get the slot into
 * their calendar; a second yes changes nothing. No: they are off the talk, and
 * whoever offered it is told. ERR_NOT_FOUND: they were not named. ERR_CONFLICT
 * `answered`: a no after a yes, or of whoever offered it; `withdrawn`: there
 * is no such talk any more; `cancelled`, `too-late` once the event has begun.
 * Inside the caller's transaction.
 */
enum err joint_answer(struct store *store, struct instant now, struct talk_id id,
                      struct person_id by, bool yes, struct refusal *why) MUST_USE;

/* Has this person been asked, and not answered? */
bool joint_is_asked(const struct talk *talk, struct person_id person);
/* "Jo Carter", "Jo Carter and Max Hill": who has not answered (NULL if all have), or who gives it.
 */
const char *joint_names(struct arena *arena, const struct talk *talk, bool asked);

#endif
