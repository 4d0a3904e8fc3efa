#ifndef SPARKD_SPARK_TALK_SWAP_SCENE_H
#define SPARKD_SPARK_TALK_SWAP_SCENE_H

#include "talk_scene.h"
#include "talk_swap.h"

/* What every use case on slots that are exchanged looks at. */

struct slot_scene talk_swap_scene_slots(const struct talk_scene *scene);

/* ERR_CONFLICT `not-announced`, `drawn`, `too-late`; ERR_NOT_FOUND. */
enum err talk_swap_scene_find(struct store *store, struct instant now, struct event_id event,
                              struct refusal *why, struct talk_scene *ret) MUST_USE;

/* Makes the parts of what is asked for; refuses what can be in no swap: field talks, `pinned`,
 * `swap-open`. */
enum err talk_swap_scene_parts(struct store *store, const struct talk_scene *scene,
                               const struct talk_swap_request *request, struct refusal *why,
                               struct talk_swap *ret) MUST_USE;

/* H2 to H9: ERR_CONFLICT `does-not-hold`, in words for whoever asks. */
enum err talk_swap_scene_check(const struct talk_scene *scene, const struct talk_swap *swap,
                               struct refusal *why) MUST_USE;

#endif
