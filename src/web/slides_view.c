/* DESIGN: slides that are still wanted, on the card of their talk. */
#include "slides_view.h"

#include "words.h"

static enum err add(struct ctx *ctx, const struct talk *talk, struct instant closes_at,
                    json_t *mine)
{
    struct slides slides;
    enum err err = slides_find(ctx->store, talk, ctx->arena, &slides);
    if (err != OK || slides_are_given(&slides))
        return err;
    const char *text =
        closes_at.v && ctx->now.v <= closes_at.v
            ? arena_printf(ctx->arena, "Hand in slides by %s", words_moment(ctx->arena, closes_at))
            : "Hand in slides";
    json_object_set_new(mine, "hand_in", json_pack("{s:s}", "text", text));
    return OK;
}

enum err slides_view_mine(struct ctx *ctx, const struct spark_evening *evening, json_t *talks)
{
    size_t i;
    json_t *mine;
    struct instant closes_at = {0};
    if (ctx->now.v >= evening->event.fields.ends_at.v)
        return OK;
    enum err err = slides_cutoff_find(ctx->store, evening->event.id, &closes_at);
    json_array_foreach(talks, i, mine)
    {
        const struct talk_id id = {json_integer_value(json_object_get(mine, "id"))};
        const struct programme_item *item = spark_item_of(&evening->programme, id);
        if (err == OK && item && json_is_true(json_object_get(mine, "may_hand_in")))
            err = add(ctx, &item->talk, closes_at, mine);
    }
    return err;
}
