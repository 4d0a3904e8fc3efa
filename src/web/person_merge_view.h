#ifndef SPARKD_WEB_PERSON_MERGE_VIEW_H
#define SPARKD_WEB_PERSON_MERGE_VIEW_H

#include <jansson.h>

#include "person.h"
#include "request.h"

/* `merges` of a person's page: those into that record that can still be undone. */
enum err person_merge_fill(struct ctx *ctx, struct person_id kept, json_t *view) MUST_USE;

#endif
