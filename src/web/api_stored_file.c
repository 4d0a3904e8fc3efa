/* DESIGN: files that people bring, in the API: added to an activity, taken away, removed. */
#include "activity_gate.h"
#include "api.h"
#include "api_gate.h"
#include "file_answer.h"
#include "file_ask.h"
#include "file_gate.h"

static enum err find_to_add(struct ctx *ctx, const struct request *request)
{
    struct activity activity;
    enum err err = api_gate_write(ctx);
    return err == OK ? activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, &activity) : err;
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct stored_file file;
    struct file_link_id id = {0};
    enum err err = find_to_add(ctx, request);
    if (err == OK)
        err = file_ask_add(ctx, (struct file_owner){FILE_OF_ACTIVITY, request->id}, &id);
    if (err == OK)
        err = stored_file_find(ctx->store, id, ctx->arena, &file);
    return err == OK ? api_gate_created(ctx, response, file_ask_json_one(&file), "files", id.v)
                     : err;
}

enum err api_activity_file_add(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    enum err err = find_to_add(ctx, request);
    if (err == OK)
        err = file_ask_put(ctx, request);
    if (err == OK)
        response->then_write = link_file;
    return err;
}

enum err api_stored_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct stored_file file;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = file_gate_find(ctx, request->id, &file);
    return err == OK ? file_answer(ctx, response, &file) : err;
}

enum err api_stored_file_remove(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct stored_file file;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = file_gate_remove(ctx, request->id, &file);
    if (err == OK)
        err = file_gate_end(ctx, &file);
    return err == OK ? response_json(response, 204, NULL) : err;
}
