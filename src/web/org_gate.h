#ifndef SPARKD_WEB_ORG_GATE_H
#define SPARKD_WEB_ORG_GATE_H

#include "body_meeting.h"
#include "facilitator.h"
#include "org_group.h"
#include "response.h"
#include "room.h"

/*
 * Who may see and change schools, groups, governing bodies, rooms and providers: the
 * same for pages and the API. What somebody may not know of is not found; what
 * they may know of and not change is denied in a sentence.
 */

/* ERR_DENIED for whoever may see no schools: parents and guests. */
enum err org_gate_view(struct ctx *ctx) MUST_USE;
bool org_gate_may_edit(const struct ctx *ctx, struct school_id school);
/* school v 0: what is of the trust. */
enum err org_gate_edit(struct ctx *ctx, struct school_id school) MUST_USE;
/* May they change anything at all, before they say at which school? */
enum err org_gate_edit_somewhere(struct ctx *ctx) MUST_USE;
enum err org_gate_create_school(struct ctx *ctx) MUST_USE;

/* Each finds the thing for somebody who may see it; `edit` for somebody who may change it. */
enum err org_gate_school(struct ctx *ctx, int64_t id, bool edit, struct school *ret) MUST_USE;
enum err org_gate_group(struct ctx *ctx, int64_t id, bool edit, struct org_group *ret) MUST_USE;
enum err org_gate_body(struct ctx *ctx, int64_t id, bool edit, struct governing_body *ret) MUST_USE;
enum err org_gate_room(struct ctx *ctx, int64_t id, bool edit, struct room *ret) MUST_USE;
enum err org_gate_meeting(struct ctx *ctx, int64_t id, bool edit, struct body_meeting *ret_meeting,
                          struct governing_body *ret_body) MUST_USE;
/* The membership and, by its school, the right to change it. */
enum err org_gate_membership(struct ctx *ctx, enum membership_of of, int64_t id,
                             struct membership *ret) MUST_USE;

/* The register of providers: for those who plan and pay, not for all. */
enum err org_gate_providers(struct ctx *ctx, bool edit) MUST_USE;
enum err org_gate_provider(struct ctx *ctx, int64_t id, bool edit, struct provider *ret) MUST_USE;
enum err org_gate_facilitator(struct ctx *ctx, int64_t id, bool edit,
                              struct facilitator *ret) MUST_USE;

/* The one required date of an API call's body. */
enum err org_gate_day(struct ctx *ctx, const struct request *request, struct response *response,
                      const char *name, struct day *ret) MUST_USE;

/* The "school" of an API call's body, null for the trust: it decides who may, before anything else
 * is judged. */
enum err org_gate_body_school(struct ctx *ctx, const struct request *request,
                              struct school_id *ret) MUST_USE;

#endif
