/* DESIGN: faults in the JSON of a policy, told to whoever typed or sent it. */
#include "policy_fault.h"

#include <string.h>

const char *policy_fault_words(const char *detail)
{
    const char *path = strstr(detail, ": "), *what = path ? strstr(path + 2, ": ") : NULL;
    return what ? what + 2 : detail;
}

enum err policy_fault_field(struct ctx *ctx, enum err err, const char *field)
{
    const char *detail = ctx->why.detail;
    if ((err != ERR_INVALID && err != ERR_CONFLICT) || !detail || ctx->why.field_count)
        return err;
    if (err == ERR_CONFLICT)
        return refuse(&ctx->why, err, ctx->why.slug, "It cannot be loaded: %s.", detail);
    refusal_init(&ctx->why, ctx->arena);
    return refuse_field(&ctx->why, field, "It cannot be taken: %s.", detail);
}
