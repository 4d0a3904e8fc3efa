/* DESIGN: slots that presenters exchange, as their pages show them. */
#include "talk_swap_view.h"

#include "viewer.h"
#include "words.h"

enum err talk_swap_gate(struct ctx *ctx, int64_t id, struct talk_swap *ret)
{
    struct talk_swap swap;
    struct event event;
    enum err err = talk_swap_find(ctx->store, (struct talk_swap_id){id}, ctx->arena, &swap);
    if (err == OK && talk_swap_part_of(&swap, ctx->actor.person) < 0)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = spark_find(ctx, swap.event, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &event))
        return ERR_DENIED;
    if (err == OK)
        *ret = swap;
    return err;
}

struct talk_swap_request talk_swap_read(struct ctx *ctx, const struct talk *own, struct str with)
{
    struct talk_id *ids = ARENA_ARRAY(ctx->arena, struct talk_id, TALK_SWAP_MAX + 1);
    struct talk_swap_request request = {own->event, ids, 1};
    struct str word;
    ids[0] = own->id;
    while (str_split(&with, ',', &word)) {
        int64_t id = 0;
        word = str_trim(word);
        if (word.n == 0)
            continue;
        if (str_parse_int(word, &id) != OK || request.count > TALK_SWAP_MAX)
            refuse_field(&ctx->why, "talks", "Choose at most %d talks, each from the list.",
                         TALK_SWAP_MAX);
        else
            ids[request.count++].v = id;
    }
    return request;
}

/* ---- who goes where ---- */

static const char *lead_name(const struct talk_swap_part *part)
{
    return part->talk.presenters[0].name;
}

static const char *slot_words(struct arena *arena, const struct talk_swap_part *part)
{
    const char *time = words_time(arena, part->slot.starts_at);
    return *part->room ? arena_printf(arena, "%s, %s", time, part->room) : time;
}

static json_t *said(const struct talk_swap_part *part)
{
    return part->yes_at.v ? view_tag("Said yes", "good") : view_tag("Not yet", "wait");
}

json_t *talk_swap_view_rows(struct ctx *ctx, const struct talk_swap *swap, bool answers)
{
    json_t *rows = json_array();
    for (int i = 0; i < swap->count; i++) {
        const struct talk_swap_part *part = &swap->parts[i], *next = talk_swap_next(swap, i);
        bool mine = part->talk.person.v == ctx->actor.person.v;
        json_t *row = json_pack("{s:s, s:s, s:s, s:s}", "who", mine ? "You" : lead_name(part),
                                "title", part->talk.title, "from", slot_words(ctx->arena, part),
                                "to", slot_words(ctx->arena, next));
        if (answers)
            json_object_set_new(row, "said", said(part));
        json_array_append_new(rows, row);
    }
    return rows;
}

const char *talk_swap_view_names(struct arena *arena, const struct talk_swap *swap, int but)
{
    const char *names = "";
    int left = swap->count - 1;
    for (int i = 0; i < swap->count; i++) {
        if (i == but)
            continue;
        const char *joint = left == swap->count - 1 ? "" : left == 1 ? " and " : ", ";
        names = arena_printf(arena, "%s%s%s", names, joint, lead_name(&swap->parts[i]));
        left--;
    }
    return names;
}

/* ---- on one's own talk ---- */

static void put(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

static json_t *way(struct ctx *ctx, const struct talk_swap *swap, const char *button)
{
    return json_pack("{s:s, s:s}", "href",
                     arena_printf(ctx->arena, "/swaps/%lld", (long long)swap->id.v), "button",
                     button);
}

/* "Ana Bell asks to swap slots: you would speak at 4:12pm, Hall, instead of 4:20pm, Hall." */
static const char *asked_words(struct ctx *ctx, const struct talk_swap *swap, int part)
{
    return arena_printf(ctx->arena, "%s asks to swap slots: you would speak at %s instead of %s.",
                        lead_name(&swap->parts[0]),
                        slot_words(ctx->arena, talk_swap_next(swap, part)),
                        slot_words(ctx->arena, &swap->parts[part]));
}

static void mark(struct ctx *ctx, const struct talk_swap *swap, int part, json_t *mine)
{
    bool answered = swap->parts[part].yes_at.v > 0;
    if (!answered) {
        put(mine, "why", asked_words(ctx, swap, part));
        json_object_set_new(mine, "ask", way(ctx, swap, "Say yes or no"));
        return;
    }
    put(mine, "why",
        arena_printf(ctx->arena,
                     "A swap of slots with %s is waiting for everybody to say yes. Nothing moves "
                     "until then.",
                     talk_swap_view_names(ctx->arena, swap, part)));
    json_object_set_new(mine, "swap",
                        json_pack("{s:s, s:s}", "href",
                                  arena_printf(ctx->arena, "/swaps/%lld", (long long)swap->id.v),
                                  "text", "See the swap"));
}

static bool may_ask(struct ctx *ctx, const struct spark_evening *evening,
                    const struct programme_item *item)
{
    return item && item->talk.status == TALK_CONFIRMED && !item->pinned &&
           item->talk.person.v == ctx->actor.person.v && evening->programme.announced &&
           evening->settings.order == SPARK_ARRANGED && !evening->settings.drawing &&
           event_status_is_on(evening->event.status) &&
           ctx->now.v < evening->event.fields.starts_at.v;
}

static void add_way(struct ctx *ctx, const struct spark_evening *evening, struct talk_id id,
                    json_t *mine)
{
    if (!may_ask(ctx, evening, spark_item_of(&evening->programme, id)))
        return;
    json_object_set_new(mine, "swap",
                        json_pack("{s:s, s:s}", "href",
                                  arena_printf(ctx->arena, "/talks/%lld/swap", (long long)id.v),
                                  "text", "Swap with somebody"));
}

/* The part of an open swap that is this talk. */
static const struct talk_swap *swap_of(const struct talk_swap_list *list, struct talk_id talk,
                                       int *ret_part)
{
    for (int i = 0; i < list->count; i++) {
        for (int k = 0; k < list->items[i].count; k++) {
            *ret_part = k;
            if (list->items[i].parts[k].talk.id.v == talk.v)
                return &list->items[i];
        }
    }
    return NULL;
}

enum err talk_swap_view_mine(struct ctx *ctx, const struct spark_evening *evening, json_t *talks)
{
    struct talk_swap_list list;
    size_t i;
    json_t *mine;
    if (json_array_size(talks) == 0)
        return OK;
    enum err err = talk_swap_list(ctx->store, ctx->actor.person, ctx->arena, &list);
    if (err != OK)
        return err;
    json_array_foreach(talks, i, mine)
    {
        int part = 0;
        const struct talk_id id = {json_integer_value(json_object_get(mine, "id"))};
        const struct talk_swap *swap = swap_of(&list, id, &part);
        if (!swap)
            add_way(ctx, evening, id, mine);
        else if (swap->parts[part].talk.person.v == ctx->actor.person.v)
            mark(ctx, swap, part, mine);
    }
    return OK;
}

enum err talk_swap_view_asked(struct ctx *ctx, json_t *view)
{
    struct talk_swap_list list;
    json_t *asked = json_object_get(view, "asked");
    enum err err = talk_swap_list(ctx->store, ctx->actor.person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct talk_swap *swap = &list.items[i];
        int part = talk_swap_part_of(swap, ctx->actor.person);
        if (swap->parts[part].yes_at.v)
            continue;
        json_t *row = way(ctx, swap, "Say yes or no");
        put(row, "heading", "A colleague asks to swap slots");
        put(row, "text", asked_words(ctx, swap, part));
        json_array_append_new(asked, row);
    }
    json_object_set_new(view, "has_asked", json_boolean(json_array_size(asked) > 0));
    return err;
}
