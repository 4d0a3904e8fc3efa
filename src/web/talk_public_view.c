/* DESIGN: the question whether a public programme may name somebody, put where they look anyway. */
#include "talk_public_view.h"

enum err talk_public_view_ask(struct ctx *ctx, struct talk_id talk, json_t *view)
{
    bool agrees = false, never = false;
    enum err err = public_programme_agrees(ctx->store, talk, ctx->actor.person, &agrees);
    if (err == OK)
        err = public_programme_never(ctx->store, ctx->actor.person, &never);
    if (err == OK && !agrees && !never)
        json_object_set_new(view, "name_me", json_true());
    return err;
}

enum err talk_public_view_mine(struct ctx *ctx, const struct event *event, json_t *talks)
{
    size_t i;
    json_t *mine;
    struct instant opened_at = {0};
    enum err err = public_programme_find(ctx->store, event->id, &opened_at);
    if (err != OK || !public_programme_check(event, opened_at, ctx->now))
        return err;
    json_array_foreach(talks, i, mine)
    {
        const struct talk_id id = {json_integer_value(json_object_get(mine, "id"))};
        if (json_is_true(json_object_get(mine, "may_share")))
            err = talk_public_view_ask(ctx, id, mine);
        if (err != OK)
            return err;
    }
    return OK;
}
