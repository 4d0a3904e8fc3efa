/* DESIGN: files that people bring: taken in two steps, and how they stand in views. */
#include "file_ask.h"

#include "json_view.h"
#include "words.h"

/* ---- taking ---- */

enum err file_ask_put(struct ctx *ctx, const struct request *request)
{
    const struct upload_file *file = upload_find(request->upload, "file");
    struct brought_file *brought = ARENA_NEW(ctx->arena, struct brought_file);
    if (!file)
        return refuse_field(&ctx->why, "file", "Choose a file.");
    /* A body that is the file itself has its name in the query. */
    struct str name = file->name.n ? file->name : str_of(query_text(ctx, request, "name"));
    enum err err =
        stored_file_judge(file->bytes, name, &ctx->site->file_limits, &ctx->why, brought);
    if (err == OK)
        err = file_store_put(ctx->site->data_dir, &brought->hash, brought->bytes);
    if (err == OK)
        ctx->brought = brought;
    return err;
}

enum err file_ask_add(struct ctx *ctx, struct file_owner owner, struct file_link_id *ret)
{
    const struct file_addition addition = {ctx->site->data_dir, owner, ctx->actor.person, ctx->now,
                                           ctx->site->file_limits};
    return stored_file_add(ctx->store, &addition, ctx->brought, &ctx->why, ret);
}

/* ---- showing ---- */

const char *file_ask_size(struct arena *arena, int64_t bytes)
{
    enum { KB = 1024, MB = 1024 * 1024 };
    if (bytes < MB)
        return arena_printf(arena, "%lld KB", (long long)((bytes + KB - 1) / KB));
    return arena_printf(arena, "%lld.%lld MB", (long long)(bytes / MB),
                        (long long)(bytes % MB * 10 / MB));
}

static json_t *file_view(struct ctx *ctx, const struct stored_file *file, bool may_remove)
{
    long long id = file->id.v;
    json_t *view = json_pack("{s:s, s:s, s:s}", "name", file->name, "href",
                             arena_printf(ctx->arena, "/files/%lld", id), "note",
                             arena_printf(ctx->arena, "%s, %s", file_kind_words(file->kind),
                                          file_ask_size(ctx->arena, file->size_bytes)));
    if (may_remove)
        json_object_set_new(view, "remove",
                            json_string(arena_printf(ctx->arena, "/files/%lld/remove", id)));
    return view;
}

enum err file_ask_view(struct ctx *ctx, struct file_owner owner, bool may_remove, json_t **ret)
{
    struct stored_file_list list;
    enum err err = stored_file_list(ctx->store, owner, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *files = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(files, file_view(ctx, &list.items[i], may_remove));
    *ret = files;
    return OK;
}

json_t *file_ask_json_one(const struct stored_file *file)
{
    return json_pack("{s:I, s:s, s:s, s:I, s:o}", "id", (json_int_t)file->id.v, "name", file->name,
                     "type", file_kind_name(file->kind), "bytes", (json_int_t)file->size_bytes,
                     "added_at", json_view_instant(file->added_at));
}

enum err file_ask_json(struct ctx *ctx, struct file_owner owner, json_t **ret)
{
    struct stored_file_list list;
    enum err err = stored_file_list(ctx->store, owner, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *files = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(files, file_ask_json_one(&list.items[i]));
    *ret = files;
    return OK;
}
