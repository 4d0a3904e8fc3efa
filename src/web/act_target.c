/* DESIGN: on whom an act on people is, and whether whoever asks may. */
#include "absence.h"
#include "employment.h"
#include "grant.h"
#include "participation.h"
#include "person_act.h"
#include "relation.h"

/* Whose it is, and the school that it is at; v 0: it is at none. */
struct whose {
    int64_t person;
    struct school_id school;
    bool of_trust; /* it is the whole trust's */
};

static enum err find_whose(struct ctx *ctx, enum act_noun noun, int64_t id, struct whose *ret)
{
    struct employment_held job;
    struct relation relation;
    struct grant_held grant;
    struct participation part;
    struct absence absence;
    enum err err = OK;
    switch (noun) {
    case ACT_JOB:
        err = employment_find(ctx->store, (struct employment_id){id}, ctx->arena, &job);
        if (err == OK)
            *ret = (struct whose){job.person.v, job.terms.school, false};
        break;
    case ACT_RELATION:
        err = relation_find(ctx->store, (struct relation_id){id}, ctx->arena, &relation);
        if (err == OK)
            ret->person = relation.person.v;
        break;
    case ACT_GRANT:
        err = grant_find(ctx->store, (struct grant_id){id}, ctx->arena, &grant);
        if (err == OK)
            ret->person = grant.person.v;
        break;
    case ACT_PART:
        err = participation_find(ctx->store, (struct participation_id){id}, ctx->arena, &part);
        if (err == OK)
            *ret = (struct whose){part.person.v, part.school, participation_is_of_trust(part.kind)};
        break;
    case ACT_ABSENCE:
        err = absence_find(ctx->store, (struct absence_id){id}, &absence);
        if (err == OK)
            ret->person = absence.person.v;
        break;
    default:
        ret->person = id;
    }
    return err;
}

/* A supporter is named and removed by the owner alone (EQ-09). */
static bool is_supporter(struct ctx *ctx, const struct person_act *act, int64_t id)
{
    struct relation relation;
    return act->noun == ACT_RELATION &&
           relation_find(ctx->store, (struct relation_id){id}, ctx->arena, &relation) == OK &&
           relation.kind == RELATION_SUPPORTER;
}

/* A job and a part are of the school they are at, whoever else the person works for; and who works
 * at several schools leaves them all only by the word of whoever may speak for each. */
static enum err check_place(struct ctx *ctx, const struct person_act *act,
                            const struct whose *whose, const struct act_target *target)
{
    const struct object at = {.school = whose->school};
    if ((whose->school.v || whose->of_trust) && !may(&ctx->actor, act->needs, &at))
        return refuse(
            &ctx->why, ERR_DENIED, "not-allowed",
            "This is not of your school. Ask whoever leads development at the school it is "
            "at, or a trust coordinator.");
    if (act->everywhere && !person_gate_everywhere(ctx, act->needs, &target->person))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "They are at other schools too. End what they do at yours, or ask a trust "
                      "coordinator.");
    return OK;
}

enum err act_target_find(struct ctx *ctx, const struct person_act *act, int64_t id,
                         struct act_target *ret)
{
    struct act_target target = {.id = id};
    struct whose whose = {.person = 0};
    enum err err = find_whose(ctx, act->noun, id, &whose);
    if (err != OK)
        return err;
    bool own = act->own || is_supporter(ctx, act, id);
    err = own ? person_gate_find(ctx, whose.person, &target.person)
              : person_gate_may(ctx, whose.person, act->needs, &target.person);
    if (err == OK)
        err = check_place(ctx, act, &whose, &target);
    if (err == OK && own && whose.person != ctx->actor.person.v)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Whose plan it is names and removes their own supporters.");
    if (err == OK && own && !may(&ctx->actor, ACTION_DEADLINE_VIEW, &target.person.object))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Supporters are for those who take part in the development year.");
    if (err == OK)
        *ret = target;
    return err;
}
