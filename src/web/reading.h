#ifndef SPARKD_WEB_READING_H
#define SPARKD_WEB_READING_H

#include "request.h"

/*
 * Reading the confidential class (http specification, section 11): its owner
 * and their PD mentor at any time; anybody else only in an emergency that two
 * people stand for, and then each reading is a row of the audit that the owner
 * sees. For routes of LANE_READ_AUDITED, which commit the row before the page
 * leaves.
 */

/* ERR_NOT_FOUND unless the actor may read that person's record now. Writes the audit's row. */
enum err reading_gate(struct ctx *ctx, struct person_id person, const char *action,
                      int64_t object_id) MUST_USE;
/* The same, and what the actor is to them. */
enum err reading_gate_as(struct ctx *ctx, struct person_id person, const char *action,
                         int64_t object_id, struct object *ret) MUST_USE;

#endif
