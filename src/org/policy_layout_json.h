#ifndef SPARKD_ORG_POLICY_LAYOUT_JSON_H
#define SPARKD_ORG_POLICY_LAYOUT_JSON_H

#include <jansson.h>

#include "policy_pack.h"

/* A value of our own making in the layout of conf/policies, with a line break at its end. */
struct str policy_layout_json_value(const json_t *root, struct arena *arena);

#endif
