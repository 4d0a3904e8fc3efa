#ifndef SPARKD_WEB_BLOCK_JSON_H
#define SPARKD_WEB_BLOCK_JSON_H

#include "choice.h"

#include <jansson.h>

/* A day's blocks and workshops as the API shows them. All return new values. */

/* With those of the workshops that are in it. */
json_t *block_json(const struct block *block, const struct workshop_list *workshops);
json_t *block_json_workshop(const struct workshop *workshop);
json_t *block_json_choosing(const struct choosing *choosing);
/* What is a draft leaves the list. */
void block_json_hide_drafts(struct workshop_list *list);

#endif
