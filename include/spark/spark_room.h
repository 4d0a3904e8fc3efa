#ifndef SPARKD_SPARK_SPARK_ROOM_H
#define SPARKD_SPARK_SPARK_ROOM_H

#include "talk.h"

/* What an open page shows of a SPARK event (SP-05), by the answer that booking gives. */
struct spark_room {
    int64_t seconds_left;       /* not taken by confirmed talks and their changeovers */
    int more[TALK_LENGTHS_MAX]; /* how many talks of each length that need nothing else would still
                                   fit */
    int waiting;                /* talks and longer forms in line */
    int version;                /* of the programme */
};

/* ERR_NOT_FOUND: no SPARK event. */
enum err spark_room_left(struct store *store, struct event_id event,
                         const struct talk_lengths *lengths, struct spark_room *ret) MUST_USE;

#endif
