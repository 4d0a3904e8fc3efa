/* DESIGN: who may see, agree and set hours, for pages and the API alike. */
#include "hours_gate.h"

#include "tz.h"

enum err hours_gate_person(struct ctx *ctx, int64_t id, enum action action, struct person_seen *ret)
{
    struct person_seen seen;
    enum err err = person_gate_find(ctx, id, &seen);
    if (err == OK && seen.record.merged_into.v)
        return ERR_NOT_FOUND;
    if (err == OK && !may(&ctx->actor, action, &seen.object) && id == ctx->actor.person.v)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Hours are kept for those who work at a school of the trust.");
    if (err == OK && !may(&ctx->actor, action, &seen.object))
        return action == ACTION_HOURS_VIEW
                   ? refuse(&ctx->why, ERR_DENIED, "not-allowed",
                            "Only they, those who lead at their school and their line manager see "
                            "somebody's hours.")
                   : refuse(&ctx->why, ERR_DENIED, "not-allowed",
                            "Only those who lead professional development at their school, and the "
                            "trust's coordinator, record agreed hours.");
    if (err == OK)
        *ret = seen;
    return err;
}

enum err hours_gate_agreed(struct ctx *ctx, int64_t id, struct hours_adjustment *ret,
                           struct person_seen *ret_person)
{
    struct hours_adjustment found;
    struct person_seen seen;
    enum err err =
        hours_adjustment_find(ctx->store, (struct hours_adjustment_id){id}, ctx->arena, &found);
    if (err == OK)
        err = person_gate_find(ctx, found.what.person.v, &seen);
    /* whoever may not read somebody's hours knows of nothing that was agreed with them */
    if (err == OK && !may(&ctx->actor, ACTION_HOURS_VIEW, &seen.object))
        return ERR_NOT_FOUND;
    if (err == OK)
        err = hours_gate_person(ctx, found.what.person.v, ACTION_HOURS_AGREE, ret_person);
    if (err == OK)
        *ret = found;
    return err;
}

enum err hours_gate_school(struct ctx *ctx, struct school_id school)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_HOURS_VIEW);
    bool sees = school.v ? may(&ctx->actor, ACTION_HOURS_VIEW, &(struct object){.school = school})
                         : scope.trust || scope.school_count > 0;
    return sees ? OK
                : refuse(&ctx->why, ERR_DENIED, "not-allowed",
                         "Only those who lead at that school see its hours. Your own are under "
                         "Bookings.");
}

enum err hours_gate_set(struct ctx *ctx)
{
    return may(&ctx->actor, ACTION_HOURS_SET, &(struct object){.school = {0}})
               ? OK
               : refuse(&ctx->why, ERR_DENIED, "not-allowed",
                        "Only the trust's coordinator or an administrator chooses how hours are "
                        "kept. Ask one of them.");
}

int hours_gate_this_year(const struct ctx *ctx)
{
    return calendar_year(tz_day(ctx->now));
}

enum err hours_gate_year(struct ctx *ctx, const struct request *request, int *ret)
{
    int64_t year = form_int(&request->query, "year", 0);
    if (!form_has(&request->query, "year"))
        year = hours_gate_this_year(ctx);
    if (year < 2000 || year > 2200)
        return refuse_field(&ctx->why, "year",
                            "Send the calendar year in which the academic year begins, like 2026.");
    *ret = (int)year;
    return OK;
}
