#ifndef SPARKD_WEB_ACTIVITY_VIEW_H
#define SPARKD_WEB_ACTIVITY_VIEW_H

#include "activity.h"
#include "view.h"

/* What pages and the API say of activities and their kinds. */

/* "20 October 2026", "3 September 2026 to 1 July 2028" */
const char *activity_view_when(struct ctx *ctx, const struct activity_fields *fields);
/* The policy's words for its kind, a capital first; its key if no pack has it any more. */
const char *activity_view_type(struct ctx *ctx, const struct policy_pack *pack, const char *key);
/* The words of a key in a list, a capital first; "" for "". */
const char *activity_view_item(struct ctx *ctx, const struct policy_pack *pack, const char *list,
                               const char *key);
/* "Co-leader" */
const char *activity_view_part(struct ctx *ctx, enum activity_part part);
/* "Completed" */
const char *activity_view_award_status(struct ctx *ctx, enum award_status status);
/* Verified, or what the person says themselves (RE-02). */
json_t *activity_view_tag(const struct activity *activity);
/* "Verified by Ben Cole on 12 November 2026"; "" if nobody did. */
const char *activity_view_verified(struct ctx *ctx, const struct activity *activity);

/* A row of a list: title, href, type, when, long, tag, files. */
json_t *activity_view_row(struct ctx *ctx, const struct policy_pack *pack,
                          const struct activity *activity);
/* [{label, text}] of all that was said of it, in the order of the form. */
json_t *activity_view_facts(struct ctx *ctx, const struct policy_pack *pack,
                            const struct activity *activity);

/* The API's: of a kind, of an activity. learned NULL: it is not told to whoever asks. Takes
 * files. */
json_t *activity_view_type_json(const struct activity_type *type);
json_t *activity_view_json(const struct activity *activity, const char *learned, json_t *files);

#endif
