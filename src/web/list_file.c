/* DESIGN: lists as CSV files to take away. */
#include "list_file.h"

enum err list_file_answer(struct ctx *ctx, struct response *response, const char *filename,
                          struct buf *out)
{
    enum err err = out->full ? ERR_LIMIT : OK;
    if (err == OK) {
        response->body = arena_str(ctx->arena, buf_str(out));
        response->content_type = "text/csv; charset=utf-8";
        response->filename = filename;
    }
    buf_done(out);
    return err;
}

const char *list_file_day(struct ctx *ctx, struct day day)
{
    char text[DAY_TEXT_MAX];
    if (day_is_none(day))
        return "";
    day_format(day, text);
    return arena_strdup(ctx->arena, text);
}
