/* DESIGN: what a handler answers, before the loop renders it. */
#include "response.h"

#include <stdarg.h>

enum err response_page(struct response *response, const char *template, json_t *view)
{
    response->template = template;
    response->view = view;
    return OK;
}

enum err response_page_refused(struct response *response, enum err err, const char *template,
                               json_t *view)
{
    response_page(response, template, view);
    return err;
}

/* A value never ends its header line, whatever it was made of. */
static char *one_line(char *text)
{
    for (char *c = text; *c; c++)
        if (*c == '\r' || *c == '\n')
            *c = ' ';
    return text;
}

enum err response_redirect(struct ctx *ctx, struct response *response, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    response->location = one_line(arena_vprintf(ctx->arena, format, args));
    va_end(args);
    response->status = 303;
    return OK;
}

enum err response_json(struct response *response, int status, json_t *value)
{
    response->status = status;
    response->json = value;
    return OK;
}

void response_header(struct ctx *ctx, struct response *response, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *line = one_line(arena_vprintf(ctx->arena, format, args));
    va_end(args);
    response->headers =
        arena_printf(ctx->arena, "%s%s\r\n", response->headers ? response->headers : "", line);
}

void response_done(struct response *response)
{
    json_decref(response->view);
    json_decref(response->json);
    blob_unref(response->blob);
    *response = (struct response){.status = 0};
}
