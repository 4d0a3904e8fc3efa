/* DESIGN: numbers from a seed: a counter through SHA-256, so that any language has them. */
#include "draw_number.h"

#include <string.h>

#include "check.h"

struct draw_number draw_number_of(const uint8_t seed[static SHA256_BYTES])
{
    struct draw_number numbers = {.next = 0};
    memcpy(numbers.seed, seed, SHA256_BYTES);
    return numbers;
}

/* SHA-256 of the seed and the counter's eight bytes; of that the first eight; big end first. */
static uint64_t take(struct draw_number *numbers)
{
    uint8_t text[SHA256_BYTES + 8], hash[SHA256_BYTES];
    uint64_t number = 0;
    memcpy(text, numbers->seed, SHA256_BYTES);
    for (int i = 0; i < 8; i++)
        text[SHA256_BYTES + i] = (uint8_t)(numbers->next >> (56 - 8 * i));
    numbers->next++;
    token_sha256(str_make((const char *)text, sizeof text), hash);
    for (int i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    return number;
}

uint64_t draw_number_below(struct draw_number *numbers, uint64_t limit)
{
    CHECK(limit > 0);
    uint64_t spare = (UINT64_MAX % limit + 1) % limit; /* 2^64 mod limit */
    uint64_t number;
    do {
        number = take(numbers);
    } while (number > UINT64_MAX - spare);
    return number % limit;
}
