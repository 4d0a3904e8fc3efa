/* DESIGN: slots that presenters exchange, in the API: with whom, asked, answered. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "talk_input.h"
#include "talk_swap_view.h"

static json_t *part_view(const struct talk_swap *swap, int i)
{
    const struct talk_swap_part *part = &swap->parts[i], *next = talk_swap_next(swap, i);
    return json_pack("{s:I, s:s, s:s, s:i, s:o, s:s, s:o, s:s, s:o}", "talk_id",
                     (json_int_t)part->talk.id.v, "title", part->talk.title, "presenter",
                     part->talk.presenters[0].name, "minutes", part->talk.minutes, "starts_at",
                     json_view_instant(part->slot.starts_at), "room", part->room, "new_starts_at",
                     json_view_instant(next->slot.starts_at), "new_room", next->room, "yes_at",
                     json_view_instant(part->yes_at));
}

static json_t *swap_view(struct ctx *ctx, const struct talk_swap *swap)
{
    json_t *parts = json_array();
    for (int i = 0; i < swap->count; i++)
        json_array_append_new(parts, part_view(swap, i));
    return json_pack("{s:I, s:I, s:s, s:s, s:o, s:o, s:o}", "id", (json_int_t)swap->id.v,
                     "event_id", (json_int_t)swap->event.v, "status",
                     talk_swap_status_name(swap->status), "why", talk_swap_why(ctx->arena, swap),
                     "asked_at", json_view_instant(swap->asked_at), "ended_at",
                     json_view_instant(swap->ended_at), "parts", parts);
}

/* ---- with whom ---- */

enum err api_talk_swap_choices(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct talk talk;
    struct talk_swap_choices choices;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err != OK)
        return err;
    const struct talk_swap_request ask =
        talk_swap_read(ctx, &talk, form_find(&request->query, "with"));
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = talk_swap_choose(ctx->store, ctx->now, &ask, &ctx->why, &choices);
    if (err != OK)
        return err;
    json_t *list = json_array();
    for (int i = 0; i < choices.count; i++) {
        const struct talk_swap_choice *choice = &choices.items[i];
        json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:i, s:o, s:s, s:b}", "talk_id",
                                              (json_int_t)choice->talk->id.v, "title",
                                              choice->talk->title, "presenter",
                                              choice->talk->presenters[0].name, "minutes",
                                              choice->talk->minutes, "starts_at",
                                              json_view_instant(choice->slot.starts_at), "room",
                                              choice->room, "holds", choice->closes));
    }
    return response_json(response, 200, json_pack("{s:o}", "items", list));
}

/* ---- asking ---- */

static enum err read_talks(struct ctx *ctx, const struct request *request, const struct talk *own,
                           struct response *response, struct talk_swap_request *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk_id *ids = ARENA_ARRAY(ctx->arena, struct talk_id, TALK_SWAP_MAX);
    int64_t *others = NULL;
    int count = 0;
    json_input_require(&in, "talks");
    json_input_ids(&in, "talks", TALK_SWAP_MAX - 1, &others, &count);
    ids[0] = own->id;
    for (int i = 0; i < count; i++)
        ids[i + 1].v = others[i];
    *ret = (struct talk_swap_request){own->event, ids, count + 1};
    return json_input_end(&reader, response);
}

enum err api_talk_swap_ask(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct talk talk;
    struct talk_swap_request ask;
    struct talk_swap_id id;
    struct talk_swap swap;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_LEAD, &talk);
    if (err == OK)
        err = read_talks(ctx, request, &talk, response, &ask);
    if (err == OK)
        err = talk_swap_ask(ctx->store, ctx->now, &ask, &ctx->why, &id);
    if (err == OK)
        err = talk_swap_find(ctx->store, id, ctx->arena, &swap);
    return err == OK ? api_gate_created(ctx, response, swap_view(ctx, &swap), "swaps", id.v) : err;
}

/* ---- what is asked for ---- */

enum err api_swap_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_swap_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_member(ctx);
    if (err == OK)
        err = talk_swap_list(ctx->store, ctx->actor.person, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, swap_view(ctx, &list.items[i]));
    return response_json(response, 200, json_pack("{s:o}", "items", items));
}

enum err api_swap(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_swap swap;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_swap_gate(ctx, request->id, &swap);
    return err == OK ? response_json(response, 200, swap_view(ctx, &swap)) : err;
}

enum err api_swap_answer(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk_swap_answer answer = {.by = ctx->actor.person};
    struct talk_swap swap;
    const char *word = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_swap_gate(ctx, request->id, &swap);
    if (err != OK)
        return err;
    json_input_require(&in, "answer");
    bool given = json_input_text(&in, "answer", &word);
    answer.swap = swap.id;
    answer.yes = str_eq_c(str_of(word), "yes");
    if (given && !answer.yes && !str_eq_c(str_of(word), "no"))
        json_input_refuse(&in, "answer", "Say yes or no.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_swap_answer(ctx->store, ctx->now, &answer, &ctx->why);
    if (err == OK)
        err = talk_swap_find(ctx->store, swap.id, ctx->arena, &swap);
    return err == OK ? response_json(response, 200, swap_view(ctx, &swap)) : err;
}
