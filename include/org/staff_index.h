#ifndef SPARKD_ORG_STAFF_INDEX_H
#define SPARKD_ORG_STAFF_INDEX_H

#include "arena.h"

/* Texts to numbers, in one arena; the letters A to Z are taken as a to z. */
struct staff_index {
    const char **keys;
    int *values;
    size_t slots;
};

/* Room for `max` keys. */
void staff_index_init(struct staff_index *index, struct arena *arena, int max);
/* Borrows the key. False: it stands there already, nothing is changed. */
bool staff_index_put(struct staff_index *index, const char *key, int value);
/* -1: there is no such key. */
int staff_index_find(const struct staff_index *index, const char *key);

#endif
