/* DESIGN: who may change the blocks and workshops of a day, and see who comes to what. */
#include "block_gate.h"

enum err block_gate_block(struct ctx *ctx, int64_t id, struct block *ret, struct event *ret_day)
{
    enum err err = block_find(ctx->store, (struct block_id){id}, ret, ctx->arena);
    return err == OK ? event_find_editable(ctx, ret->day.v, ret_day) : err;
}

enum err block_gate_workshop(struct ctx *ctx, int64_t id, struct event *ret_workshop,
                             struct event *ret_day)
{
    struct block_id block;
    enum err err = event_find_seen(ctx, id, ret_workshop);
    if (err == OK)
        err = workshop_find_block(ctx->store, ret_workshop->id, &block);
    return err == OK ? event_find_editable(ctx, ret_workshop->parent.v, ret_day) : err;
}

enum err block_gate_choices(struct ctx *ctx, int64_t day, struct event *ret)
{
    enum err err = event_find_seen(ctx, day, ret);
    if (err == OK && !event_may(ctx, ACTION_EVENT_ATTENDEES, ret))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the organisers of the day see who comes to which workshop. Ask them.");
    return err;
}

enum err block_gate_person(struct ctx *ctx, const struct event *day, int64_t person,
                           struct person *ret, bool *ret_other)
{
    bool other = person && person != ctx->actor.person.v;
    if (other && !event_may(ctx, ACTION_EVENT_EDIT, day))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the organiser of the day can choose for somebody else.");
    enum err err = person_find(ctx->store, other ? (struct person_id){person} : ctx->actor.person,
                               ctx->arena, ret);
    if (err == OK)
        *ret_other = other;
    return err;
}
