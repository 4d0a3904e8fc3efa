#ifndef SPARKD_SPARK_PACK_RULES_H
#define SPARKD_SPARK_PACK_RULES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Do these talks fit into these blocks (SP-05, practice T2)? A talk holds its
 * room for its minutes and one changeover, the last one's changeover too
 * (programme specification, section 2.1). Every block runs in every room.
 * Exact for any lengths as long as rooms times blocks are no more than 8; beyond
 * that "they fit" is still proven, "they do not" only means that the largest
 * first did not go in. Pure; memory of its own only while it runs.
 */
enum { PACK_BLOCKS_MAX = 8, PACK_ROOMS_MAX = 24, PACK_TALKS_MAX = 400, PACK_MINUTES_MAX = 60 };

/* A stretch in which talks may run, in seconds from any one origin. */
struct pack_block {
    int64_t start_s, end_s;
};

struct pack {
    struct pack_block blocks[PACK_BLOCKS_MAX]; /* in the order of time, apart */
    int block_count;
    int room_count; /* 0 counts as one */
    int changeover_s;
};

/* How many talks there are of each length, by minutes: of[7] talks of 7 minutes. */
struct pack_talks {
    int of[PACK_MINUTES_MAX + 1];
    int count; /* of all lengths */
};

/* Counts `count` more talks of that length; a negative count takes them away. */
void pack_rules_add(struct pack_talks *talks, int minutes, int count);

/* What all blocks of all rooms offer, and what these talks take, changeovers counted. */
int64_t pack_rules_room_s(const struct pack *pack);
/* How long talks run, breaks not counted: what one room offers. */
int64_t pack_rules_length_s(const struct pack *pack);
int64_t pack_rules_used_s(const struct pack *pack, const struct pack_talks *talks);

/* Whether the talks fit into the blocks in some order, changeovers counted. */
bool pack_rules_fits(const struct pack *pack, const struct pack_talks *talks);

/* How many more talks of that length would fit beside these; these must fit. */
int pack_rules_more(const struct pack *pack, const struct pack_talks *talks, int minutes);

/* By how many minutes at least the last block must grow for the talks to fit; 0: they fit. */
int pack_rules_missing(const struct pack *pack, const struct pack_talks *talks);

struct pack_place {
    int room; /* from 0 */
    int64_t start_s;
};

/*
 * Places for talks in the given order. Each goes behind the one before, in the
 * room that is free first, into the next block when that is needed for all to
 * fit, into an earlier block's rest only when nothing else holds all. They must
 * fit (CHECK).
 */
void pack_rules_place(const struct pack *pack, const int *minutes, int count,
                      struct pack_place *ret);

#endif
