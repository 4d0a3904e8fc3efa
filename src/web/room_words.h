#ifndef SPARKD_WEB_ROOM_WORDS_H
#define SPARKD_WEB_ROOM_WORDS_H

#include "room.h"

/* "Hearing loop, Car park", what stands between them chosen by the caller; "" for nothing. */
const char *room_words_has(struct arena *arena, unsigned has, const char *between);
/* Of what somebody may depend on, what it lacks: "hearing loop, car park."; NULL for nothing, or
 * if nobody went through the checklist. */
const char *room_words_missing(struct arena *arena, const struct room *room);

#endif
