/* DESIGN: the talks one wants to hear in the API: the whole choice at once, and counts without
 * names.
 */
#include "api_talk_choice.h"
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "talk_choice.h"
#include "viewer.h"

static enum err answer(struct ctx *ctx, struct response *response, const struct event *event)
{
    struct talk_chosen chosen;
    bool comes = false;
    enum err err = talk_choice_list(ctx->store, event->id, ctx->actor.person, &chosen);
    if (err == OK)
        err = talk_choice_comes(ctx->store, event->id, ctx->actor.person, &comes);
    if (err != OK)
        return err;
    json_t *ids = json_array();
    for (int i = 0; i < chosen.count; i++)
        json_array_append_new(ids, json_integer(chosen.items[i].v));
    return response_json(response, 200,
                         json_pack("{s:I, s:b, s:i, s:o}", "event_id", (json_int_t)event->id.v,
                                   "comes", comes, "most", TALK_CHOICES_MAX, "talk_ids", ids));
}

static enum err check_own(struct ctx *ctx, int64_t person)
{
    if (person == 0 || person == ctx->actor.person.v)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "What somebody wants to hear is theirs alone to see and to choose.");
}

enum err api_talk_choice_show(struct ctx *ctx, const struct event *event, int64_t person,
                              struct response *response)
{
    enum err err = check_own(ctx, person);
    return err == OK ? answer(ctx, response, event) : err;
}

static enum err read_choice(struct ctx *ctx, const struct request *request,
                            struct response *response, struct talk_id *ids, int *ret_count)
{
    int64_t *chosen = NULL;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (json_input_has(&in, "workshops"))
        json_input_refuse(&in, "workshops", "A SPARK event has talks: send talk_ids.");
    json_input_require(&in, "talk_ids");
    if (json_input_ids(&in, "talk_ids", TALK_LIST_MAX, &chosen, ret_count))
        for (int i = 0; i < *ret_count; i++)
            ids[i].v = chosen[i];
    return json_input_end(&reader, response);
}

/* The domain's field is the page's; calls know it as talk_ids. */
static void name_field(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++)
        if (str_eq_c(str_of(why->fields[i].field), "talks"))
            why->fields[i].field = "talk_ids";
}

enum err api_talk_choice_put(struct ctx *ctx, const struct event *event, int64_t person,
                             const struct request *request, struct response *response)
{
    struct talk_id *ids = ARENA_ARRAY(ctx->arena, struct talk_id, TALK_LIST_MAX);
    int count = 0;
    enum err err = check_own(ctx, person);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, event))
        err = ERR_DENIED;
    if (err == OK)
        err = read_choice(ctx, request, response, ids, &count);
    if (err != OK)
        return err;
    const struct talk_choosing choosing = {event->id, ctx->actor.person, ids, count};
    err = talk_choose(ctx->store, ctx->now, &choosing, &ctx->why);
    name_field(&ctx->why);
    return err == OK ? answer(ctx, response, event) : err;
}

enum err api_talk_demand(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct talk_demand demand;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK && event.fields.kind != EVENT_SPARK)
        err = ERR_NOT_FOUND;
    if (err == OK && !event_may(ctx, ACTION_EVENT_ATTENDEES, &event))
        err = refuse(&ctx->why, ERR_DENIED, "not-allowed",
                     "How many want to hear which talk is told to the event's organisers only.");
    if (err == OK)
        err = talk_choice_count(ctx->store, event.id, ctx->arena, &demand);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < demand.count; i++)
        json_array_append_new(items,
                              json_pack("{s:I, s:i}", "talk_id", (json_int_t)demand.items[i].talk.v,
                                        "people", demand.items[i].people));
    return response_json(
        response, 200,
        json_pack("{s:i, s:o, s:n}", "people", demand.people, "items", items, "next"));
}
