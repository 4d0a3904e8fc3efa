/* DESIGN: where a computer in the room types the code of its screen. */
#include "page.h"
#include "screen_code.h"
#include "view.h"

static const char PAGE[] = "spark/screen_code.html";

static json_t *code_view(struct ctx *ctx, const char *typed)
{
    json_t *view = view_new("Big screen");
    view_field(view, "code", typed, &ctx->why);
    view_errors(view, &ctx->why);
    return view;
}

enum err page_screen_code(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    return response_page(response, PAGE, code_view(ctx, ""));
}

enum err page_screen_code_do(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    const char *typed = field_text(ctx, request, "code"), *path;
    enum err err = screen_code_find(ctx, str_of(typed), &path);
    if (err == ERR_INVALID)
        return response_page_refused(response, err, PAGE, code_view(ctx, typed));
    return err == OK ? response_redirect(ctx, response, "%s", path) : err;
}
