#ifndef SPARKD_WEB_STAGE_GAP_H
#define SPARKD_WEB_STAGE_GAP_H

#include <jansson.h>

#include "stage.h"

/* Adds to a remote's rows what lies between its talks, before the block of that number from 0 (or,
 * of their number, behind the last): keynotes, and between two blocks breaks. {time, title, who,
 * tag?}. room: from 0. */
void stage_gap_add(struct arena *arena, const struct stage *stage, int room, int block,
                   json_t *list);

#endif
