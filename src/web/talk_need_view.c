/* DESIGN: what those who speak need, beside their talks, for the organisers' eyes. */
#include "talk_need_view.h"

enum err talk_need_view_find(struct ctx *ctx, const struct event *event, struct talk_need_list *ret)
{
    *ret = (struct talk_need_list){NULL, 0};
    return event_may(ctx, ACTION_EVENT_NEEDS, event)
               ? talk_need_list(ctx->store, event->id, ctx->arena, ret)
               : OK;
}

const char *talk_need_view_words(struct ctx *ctx, const struct talk_need_list *needs,
                                 struct talk_id talk)
{
    const char *text = "";
    for (int i = 0; i < needs->count; i++) {
        const struct talk_need_line *line = &needs->items[i];
        if (line->talk.v == talk.v)
            text = arena_printf(ctx->arena, "%s%s%s (%s)", text,
                                *text ? "; " : "Has an access need: ", line->access, line->name);
    }
    return text;
}

void talk_need_view_add(struct ctx *ctx, const struct talk_need_list *needs, const char *key,
                        json_t *rows)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        struct talk_id talk = {json_integer_value(json_object_get(row, key))};
        const char *words = talk_need_view_words(ctx, needs, talk);
        if (*words)
            json_object_set_new(row, "access", json_string(words));
    }
}
