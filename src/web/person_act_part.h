#ifndef SPARKD_WEB_PERSON_ACT_PART_H
#define SPARKD_WEB_PERSON_ACT_PART_H

#include "form.h"
#include "person.h"
#include "request.h"

/* The acts on a job and a part for somebody who is only just being added. */

/* Refuses `school` unless the actor may add people there. */
enum err person_act_job_school(struct ctx *ctx, struct school_id school) MUST_USE;
/* The fields of `person-job`. */
enum err person_act_job(struct ctx *ctx, struct person_id person,
                        const struct form *typed) MUST_USE;
/* The fields of `person-part`. */
enum err person_act_tie_part(struct ctx *ctx, struct person_id person,
                             const struct form *typed) MUST_USE;

#endif
