/* DESIGN: words of a request as handlers read them. */
#include "request.h"

const char *query_text(const struct ctx *ctx, const struct request *request, const char *name)
{
    return form_text(&request->query, name, ctx->arena);
}

const char *field_text(const struct ctx *ctx, const struct request *request, const char *name)
{
    return form_text(&request->form, name, ctx->arena);
}

const char *field_text_or(const struct ctx *ctx, const struct request *request, const char *name,
                          const char *otherwise)
{
    return form_has(&request->form, name) ? field_text(ctx, request, name) : otherwise;
}
