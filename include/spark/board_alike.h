#ifndef SPARKD_SPARK_BOARD_ALIKE_H
#define SPARKD_SPARK_BOARD_ALIKE_H

#include "programme_board.h"

/*
 * Two talks about the same, at one time in two rooms: who wants the one wants
 * the other, and can hear only one. About the same: as topic_rules.h has it, or
 * of one subject or area of focus (talk_topic.h). Said, never counted: a
 * coordinator may want it so.
 */
enum { BOARD_ALIKE_MAX = 12 };

struct board_alike {
    int first, second; /* indexes into the board's talks; the first begins no later */
    const char *about; /* what they share: "reading aloud", "Science" */
};
struct board_alikes {
    struct board_alike items[BOARD_ALIKE_MAX];
    int count;
};
/* Of the board's plan, by start; the first BOARD_ALIKE_MAX. */
enum err board_alike_find(struct store *store, const struct programme_board *board,
                          struct arena *arena, struct board_alikes *ret) MUST_USE;

#endif
