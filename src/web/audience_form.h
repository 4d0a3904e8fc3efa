#ifndef SPARKD_WEB_AUDIENCE_FORM_H
#define SPARKD_WEB_AUDIENCE_FORM_H

#include "audience.h"
#include "person_pick.h"

/* The form that says for whom an event is: schools, roles, groups, people. */
enum err audience_form(struct ctx *ctx, const struct event *event, const struct person_pick *pick,
                       struct sheet *ret) MUST_USE;

/* The lines that were chosen; ERR_INVALID if none was, or if a name means several people (then pick
 * holds them). */
enum { AUDIENCE_FORM_LINES = AUDIENCE_KINDS };
struct audience_typed {
    struct audience_line items[AUDIENCE_FORM_LINES];
    int count;
};
enum err audience_form_read(struct ctx *ctx, const struct form *typed, struct person_pick *pick,
                            struct audience_typed *ret) MUST_USE;

#endif
