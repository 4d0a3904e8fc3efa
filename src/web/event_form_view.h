#ifndef SPARKD_WEB_EVENT_FORM_VIEW_H
#define SPARKD_WEB_EVENT_FORM_VIEW_H

#include "event_input.h"
#include "view_event.h"

/* The pages of the event's form. Words of a refusal come from ctx->why, under the form's names. */

/* coordinator/event_form.html over what is typed. event NULL: a new one. */
enum err event_form_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                         json_t **ret) MUST_USE;

/* coordinator/event_kind.html: what may be planned at that school, before the form is there. */
enum err event_kinds_view(struct ctx *ctx, struct school_id school, json_t **ret) MUST_USE;

/*
 * stale.html: what stands now beside what was typed, for each field that
 * event_check_stale named in ctx->why; everything typed goes along, with the
 * version of now (web specification, section 9: nothing typed is lost).
 */
enum err event_stale_view(struct ctx *ctx, const struct event *event, const struct form *typed,
                          const struct event_fields *yours, json_t **ret) MUST_USE;

#endif
