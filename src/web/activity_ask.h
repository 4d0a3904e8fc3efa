#ifndef SPARKD_WEB_ACTIVITY_ASK_H
#define SPARKD_WEB_ACTIVITY_ASK_H

#include "activity.h"
#include "sheet.h"

/* The form of an activity: what it asks, what was typed into it. */
#define ACTIVITY_FORM_FIELDS                                                                       \
    "version type title " DATE_FIELDS("from") " " DATE_FIELDS(                                     \
        "to") " minutes provider part "                                                            \
              "level theme standard_1 standard_2 standard_3 "                                      \
              "standard_4 standard_5 learned award_body "                                          \
              "award_level award_credits award_status " DATE_FIELDS("award_on")

/* What was typed, as far as it can be read; what cannot is refused under its field. */
struct activity_fields activity_ask_read(struct ctx *ctx, const struct form *typed);
/* The form filled with what stands. */
struct form activity_ask_values(struct ctx *ctx, const struct activity_fields *fields,
                                const char *learned);

/* A sheet of all fields: the first ACTIVITY_ASK_SHORT are the short form. before: what stands
 * there, whose kind is offered though it be retired; NULL for a new one. */
enum { ACTIVITY_ASK_SHORT = 5, ACTIVITY_ASK_MORE = 11 };
struct sheet activity_ask_sheet(struct ctx *ctx, const struct policy_pack *pack,
                                const struct activity_fields *before);
/* The sheet's view for activities/form.html: fields, more, award; those two are open where
 * something in them is filled or refused. */
json_t *activity_ask_view(struct ctx *ctx, const struct sheet *sheet, const struct form *values);

#endif
