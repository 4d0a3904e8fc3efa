#ifndef SPARKD_WEB_POLICY_EDIT_PAGE_H
#define SPARKD_WEB_POLICY_EDIT_PAGE_H

#include "policy_draft.h"
#include "policy_edit.h"
#include "response.h"

/* What the pages of the policy's editor share: who may, the draft, saving one change of it. */

/* The draft, or what it would begin from. ERR_DENIED, in words, for whoever may only read it;
 * ERR_NOT_FOUND for the rest. */
enum err policy_edit_page_find(struct ctx *ctx, struct policy_draft *ret) MUST_USE;

/* An edit of the draft that the form's field `version` names; ERR_STALE, in words, if it is another
 * by now. Ends with policy_edit_page_save, or policy_edit_free. */
enum err policy_edit_page_begin(struct ctx *ctx, const struct request *request,
                                struct policy_draft *draft, struct policy_edit **ret) MUST_USE;
/* Checks what was edited and keeps it; a fault is refused under `field`. Takes the edit. */
enum err policy_edit_page_save(struct ctx *ctx, const struct policy_draft *draft,
                               struct policy_edit *edit, const char *field) MUST_USE;

/* form.action and form.version, errors, and the way back. */
void policy_edit_page_frame(struct ctx *ctx, json_t *view, const struct policy_draft *draft,
                            const char *action, const char *back_href, const char *back_text);
/* The form again, unless the error has no words of ours; then the error as it is. Takes the view.
 */
enum err policy_edit_page_refused(struct ctx *ctx, enum err why, struct response *response,
                                  const char *template, json_t *view) MUST_USE;

#endif
