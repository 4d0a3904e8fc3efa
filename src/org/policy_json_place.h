#ifndef SPARKD_ORG_POLICY_JSON_PLACE_H
#define SPARKD_ORG_POLICY_JSON_PLACE_H

#include "arena.h"
#include "str.h"

/*
 * A place in a JSON document, as a chain of steps from its root, and the line
 * it stands on: jansson keeps no positions.
 */
struct policy_json_place {
    const struct policy_json_place *up; /* NULL: this is the root */
    const char *key;                    /* of a member of the object above; NULL: an element */
    size_t index;                       /* of an element of the array above */
};

/* "lists.outcomes.items[3].text"; "pack" for the root. */
const char *policy_json_place_format(const struct policy_json_place *place, struct arena *arena);

/* The line, from 1, on which the key or element stands; of what surrounds it if it is not there.
 * Reads any bytes. */
int policy_json_place_line(struct str text, const struct policy_json_place *place);

#endif
