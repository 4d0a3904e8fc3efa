#ifndef SPARKD_WEB_APPROVAL_FORM_H
#define SPARKD_WEB_APPROVAL_FORM_H

#include "approval_view.h"
#include "sheet.h"

/* The form of a request, and what was typed into it. */

struct approval_form {
    enum approval_kind kind;
    const char *action, *button, *back_href, *back_text;
    int version;
};
/* Its fields, the policy's criteria among them. */
enum err approval_form_sheet(struct ctx *ctx, const struct approval_form *form,
                             struct sheet *ret) MUST_USE;
/* What is there already, as it would be typed. */
struct form approval_form_values(struct ctx *ctx, const struct approval_fields *fields);
/* What was typed; refuses each field that may not stand so. */
enum err approval_form_read(struct ctx *ctx, const struct form *typed, enum approval_kind kind,
                            struct approval_fields *ret) MUST_USE;

/* page_approval.c: the list again with what was ticked and typed, and what is wrong with it. */
enum err page_approvals_again(struct ctx *ctx, const struct form *typed, enum err why,
                              struct response *response);

#endif
