/* DESIGN: who may see and do a draw, the same for pages and the API. */
#include "draw_gate.h"

#include "audit.h"
#include "spark_view.h"

enum err draw_gate_record(struct ctx *ctx, int64_t id, int round, struct draw_round *ret)
{
    struct event event;
    struct draw_rounds rounds;
    enum err err = spark_find(ctx, (struct event_id){id}, &event);
    if (err == OK)
        err = draw_rounds(ctx->store, event.id, ctx->arena, &rounds);
    for (int i = err == OK ? rounds.count - 1 : -1; i >= 0; i--) {
        const struct draw_round *one = &rounds.items[i];
        if (one->record && (round == 0 || one->round == round)) {
            *ret = *one;
            return OK;
        }
    }
    return err == OK ? refuse(&ctx->why, ERR_NOT_FOUND, "not-found",
                              "There is no such record yet. It is given out with the result of the "
                              "draw.")
                     : err;
}

enum err draw_gate_choose(struct ctx *ctx, const struct draw_choice *choice)
{
    enum err err = draw_choose(ctx->store, ctx->now, choice, &ctx->why);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "draw-choose",
                                 choice->event.v, spark_order_name(choice->order))
                     : err;
}
