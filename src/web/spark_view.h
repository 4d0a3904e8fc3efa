#ifndef SPARKD_WEB_SPARK_VIEW_H
#define SPARKD_WEB_SPARK_VIEW_H

#include "request.h"
#include "spark_room.h"

/* What SPARK pages and their event stream say of an evening. */

/* The lengths the trust's policy allows (SP-04). */
enum err spark_lengths(struct store *store, struct arena *arena, struct talk_lengths *ret) MUST_USE;

struct spark_room_words {
    const char *text; /* "21 minutes left: room for two 7-minute talks or five 2-minute talks" */
    int used_minutes, total_minutes;
    int version;
    struct spark_room room;
};
enum err spark_room_words(struct store *store, struct event_id event, struct arena *arena,
                          struct spark_room_words *ret) MUST_USE;

/* Is there such a SPARK event for whoever asks (a draft only for who may edit it)? */
bool spark_is_visible(struct ctx *ctx, struct event_id event);

#endif
