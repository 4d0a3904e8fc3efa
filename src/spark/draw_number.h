#ifndef SPARKD_SPARK_DRAW_NUMBER_H
#define SPARKD_SPARK_DRAW_NUMBER_H

#include "token.h"

/* The numbers that follow from a seed (docs/draw.md, "The numbers"). */
struct draw_number {
    uint8_t seed[SHA256_BYTES];
    uint64_t next; /* how many were taken */
};

struct draw_number draw_number_of(const uint8_t seed[static SHA256_BYTES]);
/* The next one in [0, limit), each equally likely; limit at least 1. */
uint64_t draw_number_below(struct draw_number *numbers, uint64_t limit);

#endif
