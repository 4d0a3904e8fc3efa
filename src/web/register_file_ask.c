/* DESIGN: attendance files as pages and the API ask for them: whose they are, and who may be named.
 */
#include "register_file_ask.h"

#include "person_gate.h"
#include "upload.h"

static const struct register_state *state_of(const struct register_view *view, int64_t session)
{
    for (int i = 0; i < view->states.count; i++)
        if (view->states.items[i].session == session)
            return &view->states.items[i];
    return NULL;
}

enum err register_file_ask_find(struct ctx *ctx, int64_t id, struct register_file_scene *ret)
{
    enum err err = register_file_find(ctx->store, id, ctx->arena, &ret->file);
    if (err == OK)
        err = register_gate_take(ctx, ret->file.event.v, 0, &ret->view);
    if (err != OK)
        return err;
    ret->view.state = state_of(&ret->view, ret->file.session);
    return ret->view.state ? OK : ERR_NOT_FOUND;
}

enum err register_file_ask_put(struct ctx *ctx, const struct request *request,
                               const struct register_view *view, int64_t *ret_id)
{
    const struct upload_file *file = upload_find(request->upload, "file");
    if (!file || !file->bytes.n)
        return refuse_field(&ctx->why, "file",
                            "Choose the attendance file that Teams or Meet gave you.");
    const struct register_file_new new = {.event = view->event.id,
                                          .state = view->state,
                                          .by = ctx->actor.person,
                                          .name = file->name,
                                          .bytes = file->bytes};
    return register_file_put(ctx->store, ctx->now, &new, &ctx->why, ret_id);
}

static bool is_on(const struct register_roll *roll, struct person_id person)
{
    for (int i = 0; i < roll->count; i++)
        if (roll->items[i].person.v == person.v)
            return true;
    return false;
}

enum err register_file_ask_check(struct ctx *ctx, const struct register_file_scene *scene,
                                 const struct register_file_choice *choices, int count)
{
    struct register_roll roll;
    struct person_seen seen;
    enum err err =
        register_roll(ctx->store, scene->file.event, scene->file.session, ctx->arena, &roll);
    for (int i = 0; err == OK && i < count; i++) {
        if (!choices[i].person.v || is_on(&roll, choices[i].person))
            continue;
        err = person_gate_find(ctx, choices[i].person.v, &seen);
        if (err == ERR_NOT_FOUND)
            err = refuse_field(&ctx->why, "people", "Line %d: choose somebody who is known here.",
                               choices[i].line);
    }
    return err;
}
