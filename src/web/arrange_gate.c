/* DESIGN: who sees an order that the arranger was asked for, the same for pages and the API. */
#include "arrange_gate.h"

enum err arrange_gate(struct ctx *ctx, int64_t job, struct arrange_scene *ret)
{
    enum err err = arrange_job_find(ctx->store, job, &ret->job);
    return err == OK ? board_scene_find(ctx, ret->job.event.v, &ret->board) : err;
}
