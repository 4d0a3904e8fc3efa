/* DESIGN: a slot that waits for a yes, as its presenter's pages show it. */
#include "talk_offer_view.h"

#include "audit.h"
#include "words.h"

static void put(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

static json_t *way(struct ctx *ctx, struct talk_id talk, const char *button)
{
    return json_pack("{s:s, s:s}", "href",
                     arena_printf(ctx->arena, "/talks/%lld/offer", (long long)talk.v), "button",
                     button);
}

static void mark(struct ctx *ctx, const struct talk_offer *offer, json_t *mine)
{
    if (offer->over_at.v) {
        put(mine, "why",
            "You were asked about a slot and it went to the next in line. You are asked again when "
            "another one falls free.");
        json_object_set_new(mine, "again", way(ctx, offer->talk, "See whether it is still free"));
        return;
    }
    put(mine, "heading", "A slot is free for your talk");
    json_object_set_new(mine, "tag", view_tag("Say yes or no", "wait"));
    put(mine, "why",
        arena_printf(ctx->arena, "It is kept for you, and yours if you say yes by %s.",
                     words_moment(ctx->arena, offer->answer_by)));
    json_object_set_new(mine, "ask", way(ctx, offer->talk, "Say yes or no"));
    json_object_del(mine, "length");
    json_object_del(mine, "wait_for_longer");
}

enum err talk_offer_view_mine(struct ctx *ctx, json_t *talks)
{
    size_t i;
    json_t *mine;
    enum err err = OK;
    json_array_foreach(talks, i, mine)
    {
        struct talk_offer offer;
        const struct talk_id id = {json_integer_value(json_object_get(mine, "id"))};
        bool lead = json_object_get(mine, "may_leave") == NULL;
        err = talk_offer_find(ctx->store, id, &offer);
        if (err == OK && lead)
            mark(ctx, &offer, mine);
        if (err != OK && err != ERR_NOT_FOUND)
            return err;
    }
    return OK;
}

enum err talk_offer_view_asked(struct ctx *ctx, json_t *view)
{
    struct talk_offer_list list;
    json_t *asked = json_array();
    enum err err = talk_offer_list(ctx->store, ctx->actor.person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct talk_offer_item *item = &list.items[i];
        json_t *row = way(ctx, item->talk, "Say yes or no");
        put(row, "heading", "A slot is free for your talk");
        put(row, "text",
            arena_printf(ctx->arena, "“%s”, %s at %s. Say yes by %s.", item->title,
                         words_duration(ctx->arena, item->minutes), item->event_title,
                         words_moment(ctx->arena, item->answer_by)));
        json_array_append_new(asked, row);
    }
    view_list(view, "asked", asked);
    return err;
}

enum err talk_offer_save_setting(struct ctx *ctx, struct event_id event,
                                 const struct talk_offer_setting *setting)
{
    enum err err = talk_offer_setting_save(ctx->store, ctx->now, event, setting, &ctx->why);
    return err == OK ? audit_add(ctx->store, ctx->now, ctx->actor.person, "talk-asking", event.v,
                                 setting->answer_h ? "asked first" : "given at once")
                     : err;
}
