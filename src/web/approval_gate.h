#ifndef SPARKD_WEB_APPROVAL_GATE_H
#define SPARKD_WEB_APPROVAL_GATE_H

#include "approval.h"
#include "response.h"

/*
 * Who may see, make and decide requests: the same for pages and the API. What
 * somebody may not know of is not found; what they may know of and not do is
 * denied in a sentence.
 */

/* A request as somebody may see it, with what they may do to it. */
struct approval_seen {
    struct approval approval;
    bool own, in_hand; /* in_hand: the step it stands at is theirs */
    bool may_comment, may_arrange;
};
enum err approval_gate_find(struct ctx *ctx, int64_t id, struct approval_seen *ret) MUST_USE;

/* ERR_DENIED for whoever makes no requests. */
enum err approval_gate_make(struct ctx *ctx) MUST_USE;
/* Their own, to change, answer and withdraw. */
enum err approval_gate_own(struct ctx *ctx, int64_t id, struct approval_seen *ret) MUST_USE;
/* One whose step is theirs; ERR_CONFLICT `over` for one that they had to do with and that has
 * ended. */
enum err approval_gate_decide(struct ctx *ctx, int64_t id, struct approval_seen *ret) MUST_USE;
enum err approval_gate_comment(struct ctx *ctx, int64_t id, struct approval_seen *ret) MUST_USE;
/* To say who covers and how the order stands. */
enum err approval_gate_arrange(struct ctx *ctx, int64_t id, struct approval_seen *ret) MUST_USE;

/* ERR_DENIED for whoever can have no step in hand at all: before they say which. */
enum err approval_gate_decide_some(struct ctx *ctx) MUST_USE;

/* Who sees requests of a school or of the trust by right; ERR_DENIED for others. The scopes are for
 * approval_filter. */
enum err approval_gate_list(struct ctx *ctx, struct permission_scope *ret_funding,
                            struct permission_scope *ret_pattern) MUST_USE;

#endif
