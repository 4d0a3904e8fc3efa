/* DESIGN: lists as files that a spreadsheet opens and does not run. */
#include "table_file.h"

#include <string.h>

static void add_cell(struct buf *out, const char *text)
{
    const char *cell = text ? text : "";
    buf_add_char(out, '"');
    if (*cell && strchr("=+-@\t\r", *cell))
        buf_add_char(out, '\'');
    for (; *cell; cell++) {
        if (*cell == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *cell);
    }
    buf_add_char(out, '"');
}

void table_file_row(struct buf *out, const char *const *cells, int count)
{
    for (int i = 0; i < count; i++) {
        if (i)
            buf_add_char(out, ',');
        add_cell(out, cells[i]);
    }
    buf_add_c(out, "\r\n");
}

void table_file_begin(struct buf *out, const char *const *names, int count)
{
    buf_init(out, TABLE_FILE_BYTES_MAX);
    buf_add_c(out, "\xef\xbb\xbf");
    table_file_row(out, names, count);
}

enum err table_file_answer(struct ctx *ctx, struct response *response, struct buf *out,
                           const char *filename)
{
    enum err err = out->full ? ERR_BUG : OK;
    if (err == OK) {
        response->body = arena_str(ctx->arena, buf_str(out));
        response->content_type = "text/csv; charset=utf-8";
        response->filename = filename;
    }
    buf_done(out);
    return err;
}
