/* DESIGN: a kept file on its way out: always to save, never to show. */
#include "file_answer.h"

#include "blob.h"
#include "percent.h"

/* What old programs read: ASCII alone, the rest as "_"; quotes are in no safe name. */
static const char *ascii_name(struct arena *arena, const char *name)
{
    struct str s = str_of(name);
    char *out = arena_alloc(arena, s.n + 1);
    size_t n = 0, step;
    uint32_t code;
    for (size_t at = 0; at < s.n; at += step) {
        step = str_utf8_next(s, at, &code);
        bool plain = step == 1 && code >= ' ' && code < 0x7f && code != '"' && code != '\\';
        out[n++] = plain ? (char)code : '_';
        step = step ? step : 1;
    }
    return out;
}

const char *file_answer_disposition(struct arena *arena, const char *name)
{
    return arena_printf(arena, "attachment; filename=\"%s\"; filename*=UTF-8''%s",
                        ascii_name(arena, name), percent_format(arena, name));
}

enum err file_answer(struct ctx *ctx, struct response *response, const struct stored_file *file)
{
    struct str bytes;
    enum err err = file_store_read(ctx->site->data_dir, file->hash, &bytes);
    if (err == ERR_NOT_FOUND)
        return refuse(&ctx->why, ERR_CONFLICT, "file-missing",
                      "This file is missing on the server. Tell your IT support: it may be in the "
                      "backup.");
    if (err != OK)
        return err;
    response->blob = blob_take((char *)(uintptr_t)bytes.p, bytes.n);
    response->body = blob_str(response->blob);
    response->content_type = file_kind_media_type(file->kind);
    response_header(ctx, response, "Content-Disposition: %s",
                    file_answer_disposition(ctx->arena, file->name));
    return OK;
}
