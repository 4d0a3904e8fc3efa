#ifndef SPARKD_SPARK_TOPIC_RULES_H
#define SPARKD_SPARK_TOPIC_RULES_H

#include "arena.h"

/*
 * Do two talks speak about the same? Pure. Their titles' words are folded (case,
 * a plural's s), small words left out; near are two titles that share two words,
 * or all that the shorter one has, or talks of one theme.
 */
struct topic {
    const char *title, *theme; /* theme "" or NULL: none */
};

/* What they share, "reading aloud" in the order of a's title, or their theme; NULL if they are not
 * near. */
const char *topic_rules_shared(const struct topic *a, const struct topic *b, struct arena *arena);

#endif
