#ifndef SPARKD_WEB_POLICY_GATE_H
#define SPARKD_WEB_POLICY_GATE_H

#include "person.h"
#include "policy_school.h"
#include "policy_school_edit.h"
#include "request.h"

/* The policy as a school has it, for whoever asks: its trust's pack and what the school adds. */
struct policy_page {
    struct school school;
    struct policy_pack pack;  /* the trust's */
    struct policy_school own; /* what the school adds */
    struct policy_pack here;  /* both */
    bool may_add;
};

/* `add`: for somebody who may add to it. ERR_NOT_FOUND: no such school, or the actor may know of no
 * policy. ERR_DENIED with words: may read it and not add. ERR_CONFLICT "ended": to a school that
 * has left. */
enum err policy_gate_open(struct ctx *ctx, int64_t school, bool add,
                          struct policy_page *ret) MUST_USE;

/* The pack in force where the actor works first, with what that school adds; school.id.v 0: they
 * work in none, and it is the trust's. Says nothing about whether they may see it. */
enum err policy_gate_here(struct ctx *ctx, struct policy_pack *ret,
                          struct school *ret_school) MUST_USE;

/* An edit of what the form's field `version` names; ERR_STALE, in words, if it is another by now.
 */
enum err policy_gate_begin(struct ctx *ctx, const struct request *request, struct policy_page *page,
                           struct policy_school_edit **ret) MUST_USE;

/* Ends the edit and saves what it made; a fault is refused under `field`. `words` are the audit's.
 * Where deadlines move, and other than the `told` of them, nothing is saved: ERR_LIMIT, and
 * *ret_moves is how many. ret_moves NULL: what cannot move any. */
enum err policy_gate_save(struct ctx *ctx, const struct policy_page *page,
                          struct policy_school_edit *edit, const char *words, const char *field,
                          int told, int *ret_moves) MUST_USE;

#endif
