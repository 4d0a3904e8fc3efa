/* DESIGN: a file taken away, and removed from what it belongs to. */
#include "file_answer.h"
#include "file_gate.h"
#include "page.h"
#include "view.h"

enum err page_stored_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct stored_file file;
    enum err err = file_gate_find(ctx, request->id, &file);
    return err == OK ? file_answer(ctx, response, &file) : err;
}

enum err page_stored_file_remove_ask(struct ctx *ctx, const struct request *request,
                                     struct response *response)
{
    struct stored_file file;
    enum err err = file_gate_remove(ctx, request->id, &file);
    if (err != OK)
        return err;
    const char *home = file_gate_home(ctx, &file);
    json_t *view = view_new("Remove this file?");
    view_back(view, home, "Back");
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:s, s:s}}", "subject", file.name, "text",
                  "It is removed for everybody who can see it here, for good.", "action",
                  arena_printf(ctx->arena, "/files/%lld/remove", (long long)file.id.v), "button",
                  "Remove it", "grave", 1, "keep", "text", "Keep it", "href", home));
    return response_page(response, "confirm.html", view);
}

enum err page_stored_file_remove(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct stored_file file;
    enum err err = file_gate_remove(ctx, request->id, &file);
    if (err == OK)
        err = file_gate_end(ctx, &file);
    return err == OK
               ? response_redirect(ctx, response, "%s?done=removed", file_gate_home(ctx, &file))
               : err;
}
