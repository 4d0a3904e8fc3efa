#ifndef SPARKD_ORG_POLICY_PACK_JSON_H
#define SPARKD_ORG_POLICY_PACK_JSON_H

#include "policy_pack.h"

/* How much of a pack there is to read. */
enum policy_pack_extent {
    PACK_WHOLE,
    PACK_BRIEF, /* words, talks and cycle; lists are NULL */
};

/*
 * Reads a pack over what it inherits; base NULL: it inherits nothing and must
 * be complete, as sparkd's own defaults are. Faults as policy_pack_check.
 */
enum err policy_pack_json_read(const char *file, struct str text, const struct policy_pack *base,
                               enum policy_pack_extent extent, struct policy_pack *ret,
                               struct refusal *why) MUST_USE;
/* Does the pack in that text inherit nothing: is it sparkd's own? */
bool policy_pack_json_is_product(struct str text);

/* The pack's JSON, in the layout of conf/policies; reads back with base NULL as the same pack. */
struct str policy_pack_json_write(const struct policy_pack *pack, enum policy_pack_extent extent,
                                  struct arena *arena);

#endif
