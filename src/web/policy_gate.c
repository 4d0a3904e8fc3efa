/* DESIGN: who may read and add to the policy of a school, and the saving of what they add. */
#include "policy_gate.h"

#include "cycle_addition.h"
#include "org_words.h"
#include "policy_fault.h"
#include "tz.h"

static enum err check(struct ctx *ctx, bool add, struct policy_page *page)
{
    const struct object object = {.school = page->school.id};
    bool in_trust = day_is_none(page->school.ended_on);
    if (!may(&ctx->actor, ACTION_POLICY_VIEW, &object))
        return ERR_NOT_FOUND;
    page->may_add = in_trust && may(&ctx->actor, ACTION_POLICY_ADD, &object);
    if (!add || page->may_add)
        return OK;
    if (!in_trust)
        return refuse(&ctx->why, ERR_CONFLICT, "ended",
                      "This school has left the trust. What it added stays as it was.");
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "The school’s %s and %s add to the policy here, and the trust’s coordinators. "
                  "Tell them what you miss.",
                  org_words(ctx).leader, org_words(ctx).head);
}

enum err policy_gate_open(struct ctx *ctx, int64_t school, bool add, struct policy_page *ret)
{
    struct policy_page page = {.may_add = false};
    enum err err = school_find(ctx->store, (struct school_id){school}, ctx->arena, &page.school);
    if (err == OK)
        err = check(ctx, add, &page);
    if (err == OK)
        err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &page.pack);
    if (err == OK)
        err = policy_school_find(ctx->store, page.school.id, &page.pack, ctx->arena, &page.own);
    if (err != OK)
        return err;
    page.here = policy_school_apply(&page.pack, &page.own, ctx->arena);
    *ret = page;
    return OK;
}

enum err policy_gate_here(struct ctx *ctx, struct policy_pack *ret, struct school *ret_school)
{
    struct policy_pack pack;
    struct policy_school own;
    struct person_schools schools;
    struct school school = {.id = {0}};
    enum err err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    if (err == OK)
        err = person_schools(ctx->store, ctx->actor.person, tz_day(ctx->now), &schools);
    if (err == OK && schools.count) {
        err = school_find(ctx->store, schools.ids[0], ctx->arena, &school);
        if (err == OK)
            err = policy_school_find(ctx->store, school.id, &pack, ctx->arena, &own);
        if (err == OK)
            pack = policy_school_apply(&pack, &own, ctx->arena);
    }
    if (err != OK)
        return err;
    *ret = pack;
    *ret_school = school;
    return OK;
}

/* ---- a change ---- */

enum err policy_gate_begin(struct ctx *ctx, const struct request *request, struct policy_page *page,
                           struct policy_school_edit **ret)
{
    struct str text = {NULL, 0};
    enum err err = policy_gate_open(ctx, request->id, true, page);
    if (err == OK && form_int(&request->form, "version", page->own.version) != page->own.version)
        return refuse(&ctx->why, ERR_STALE, "stale",
                      "Somebody else changed what this school adds while you were on this page. "
                      "Look at it, then make your change again.");
    if (err == OK && page->own.version)
        err = policy_school_text(ctx->store, page->school.id, ctx->arena, &text);
    return err == OK ? policy_school_edit_new(text, &page->pack, ret) : err;
}

enum err policy_gate_save(struct ctx *ctx, const struct policy_page *page,
                          struct policy_school_edit *edit, const char *words, const char *field,
                          int told, int *ret_moves)
{
    struct refusal why;
    int moves = 0;
    const struct cycle_addition addition = {.actor = ctx->actor.person,
                                            .school = page->school.id,
                                            .version = page->own.version,
                                            .text = policy_school_edit_format(edit, ctx->arena),
                                            .pack = &page->pack,
                                            .words = words};
    policy_school_edit_free(edit);
    refusal_init(&why, ctx->arena);
    enum err err = OK;
    if (ret_moves)
        err = cycle_addition_count(ctx->store, &addition, ctx->now, &moves, &why);
    if (err == OK && moves && moves != told) {
        *ret_moves = moves;
        return ERR_LIMIT;
    }
    if (err == OK)
        err = cycle_addition_save(ctx->store, &addition, ctx->now, &moves, &why);
    if (err == ERR_INVALID)
        return refuse_field(&ctx->why, field, "This %s", policy_fault_words(why.detail));
    if (err != OK)
        ctx->why = why;
    else if (ret_moves)
        *ret_moves = moves;
    return err;
}
