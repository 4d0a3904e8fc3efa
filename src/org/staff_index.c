/* DESIGN: a table from texts to numbers, open addressing, made once for a known number of keys. */
#include "staff_index.h"

#include <strings.h>

#include "check.h"

static uint64_t hash(const char *key)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a */
    for (; *key; key++) {
        char c = *key >= 'A' && *key <= 'Z' ? (char)(*key | 32) : *key;
        h = (h ^ (uint8_t)c) * 1099511628211u;
    }
    return h ^ h >> 32;
}

void staff_index_init(struct staff_index *index, struct arena *arena, int max)
{
    size_t slots = 16;
    while (slots < (size_t)max * 2)
        slots *= 2;
    *index = (struct staff_index){ARENA_ARRAY(arena, const char *, slots),
                                  ARENA_ARRAY(arena, int, slots), slots};
}

/* Its slot, or the free one where it belongs. */
static size_t slot_of(const struct staff_index *index, const char *key)
{
    size_t at = hash(key) & (index->slots - 1), seen = 0;
    while (index->keys[at] && strcasecmp(index->keys[at], key) != 0) {
        at = (at + 1) & (index->slots - 1);
        CHECK(++seen < index->slots);
    }
    return at;
}

bool staff_index_put(struct staff_index *index, const char *key, int value)
{
    size_t at = slot_of(index, key);
    if (index->keys[at])
        return false;
    index->keys[at] = key;
    index->values[at] = value;
    return true;
}

int staff_index_find(const struct staff_index *index, const char *key)
{
    size_t at = slot_of(index, key);
    return index->keys[at] ? index->values[at] : -1;
}
