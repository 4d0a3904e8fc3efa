#ifndef SPARKD_EVENT_REGISTER_ATTEND_H
#define SPARKD_EVENT_REGISTER_ATTEND_H

#include "register_store.h"

/* Writes attendance and hours as the registers say: attended or absent once all of them are closed,
 * confirmed while one is open. person v 0: of everybody. */
enum err register_attend(struct store *store, struct instant now,
                         const struct register_scene *scene, struct person_id person,
                         struct arena *arena) MUST_USE;

/* The event is on, and not in the archive: ERR_CONFLICT `cancelled`, `not-published`, `archived`.
 */
enum err register_attend_check(const struct register_scene *scene, struct refusal *why) MUST_USE;

#endif
