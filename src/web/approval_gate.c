/* DESIGN: who may see, make and decide requests. */
#include "approval_gate.h"

#include "tz.h"

static enum err deny(struct ctx *ctx, const char *sentence)
{
    return refuse(&ctx->why, ERR_DENIED, "not-allowed", "%s", sentence);
}

static struct object object_of(const struct approval *approval, bool party)
{
    return (struct object){.owner = approval->person, .school = approval->school, .in_hand = party};
}

enum err approval_gate_find(struct ctx *ctx, int64_t id, struct approval_seen *ret)
{
    struct approval_seen seen = {.own = false};
    bool party = false;
    struct day today = tz_day(ctx->now);
    struct person_id me = ctx->actor.person;
    enum err err = approval_find(ctx->store, (struct approval_id){id}, ctx->arena, &seen.approval);
    if (err == OK)
        err = approval_is_party(ctx->store, &seen.approval, me, today, ctx->arena, &party);
    if (err == OK)
        err = approval_is_in_hand(ctx->store, &seen.approval, me, today, ctx->arena, &seen.in_hand);
    if (err != OK)
        return err;
    const struct object object = object_of(&seen.approval, party);
    bool pattern = seen.approval.fields.kind == APPROVAL_PATTERN;
    if (!may(&ctx->actor, pattern ? ACTION_PATTERN_VIEW : ACTION_REQUEST_VIEW, &object))
        return ERR_NOT_FOUND;
    seen.own = seen.approval.person.v == me.v;
    seen.in_hand =
        seen.in_hand && may(&ctx->actor, ACTION_REQUEST_DECIDE, &(struct object){.in_hand = true});
    seen.may_comment = may(&ctx->actor, ACTION_REQUEST_COMMENT, &object);
    seen.may_arrange =
        may(&ctx->actor, ACTION_REQUEST_ARRANGE, &(struct object){.school = seen.approval.school});
    *ret = seen;
    return OK;
}

enum err approval_gate_make(struct ctx *ctx)
{
    const struct object own = {.owner = ctx->actor.person};
    if (may(&ctx->actor, ACTION_REQUEST_MAKE, &own))
        return OK;
    return deny(ctx, "Requests are made by those who work or govern here. Ask your CPD leader.");
}

enum err approval_gate_own(struct ctx *ctx, int64_t id, struct approval_seen *ret)
{
    enum err err = approval_gate_find(ctx, id, ret);
    if (err == OK)
        err = approval_gate_make(ctx);
    if (err == OK && !ret->own)
        return deny(ctx, "Only the person who made this request can do that. You can write a "
                         "comment for them.");
    return err;
}

enum err approval_gate_decide(struct ctx *ctx, int64_t id, struct approval_seen *ret)
{
    enum err err = approval_gate_find(ctx, id, ret);
    if (err != OK || ret->in_hand)
        return err;
    if (ret->own)
        return refuse(&ctx->why, ERR_DENIED, "own-request",
                      "This is your own request. Somebody else decides it.");
    bool decided = false;
    for (int i = 0; i < ret->approval.step_count; i++)
        decided |= ret->approval.steps[i].by.v == ctx->actor.person.v;
    if (ret->approval.ended_at.v && decided)
        return refuse(&ctx->why, ERR_CONFLICT, "over",
                      "This request is decided already. There is nothing more to decide.");
    return refuse(&ctx->why, ERR_DENIED, "not-yours",
                  "This request waits for somebody else. Its page says for whom.");
}

enum err approval_gate_decide_some(struct ctx *ctx)
{
    if (may(&ctx->actor, ACTION_REQUEST_DECIDE, &(struct object){.in_hand = true}))
        return OK;
    return deny(ctx, "Requests are decided by those who work here.");
}

enum err approval_gate_comment(struct ctx *ctx, int64_t id, struct approval_seen *ret)
{
    enum err err = approval_gate_find(ctx, id, ret);
    if (err == OK && !ret->may_comment)
        return deny(ctx, "Comments are for those who make, decide and arrange requests.");
    return err;
}

enum err approval_gate_arrange(struct ctx *ctx, int64_t id, struct approval_seen *ret)
{
    enum err err = approval_gate_find(ctx, id, ret);
    if (err == OK && !ret->may_arrange)
        return deny(ctx, "Those who arrange cover and money at the school do this. Write a comment "
                         "for them.");
    return err;
}

enum err approval_gate_list(struct ctx *ctx, struct permission_scope *ret_funding,
                            struct permission_scope *ret_pattern)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_REQUEST_VIEW);
    if (!scope.trust && !scope.school_count)
        return deny(ctx, "The list of all requests is for those who lead, arrange cover or keep "
                         "the money. Your own are under Requests.");
    *ret_funding = scope;
    *ret_pattern = permission_scope(&ctx->actor, ACTION_PATTERN_VIEW);
    return OK;
}
