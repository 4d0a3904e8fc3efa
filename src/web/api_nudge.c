/* DESIGN: the dry run of reminders: one's own, and counts for coordinators. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "deadline_nudge.h"
#include "json_view.h"

enum { NUDGE_DAYS_MAX = 400 };

static enum err read_days(struct ctx *ctx, const struct request *request, struct day *ret_from,
                          struct day *ret_to)
{
    struct day from = api_list_day(ctx, request, "from"), to = api_list_day(ctx, request, "to");
    enum err err = refusal_check(&ctx->why);
    if (err == OK && day_is_none(from))
        err = refuse_field(&ctx->why, "from", "Say from which day on, like ?from=2027-01-15.");
    if (err == OK && (day_is_none(to) || to.v < from.v || to.v - from.v > NUDGE_DAYS_MAX))
        err = refuse_field(&ctx->why, "to",
                           "Say until which day, the first one or later, at most %d days on.",
                           NUDGE_DAYS_MAX);
    *ret_from = from;
    *ret_to = to;
    return err;
}

static json_t *own_of(const struct nudge_plan *plan, struct person_id person)
{
    json_t *items = json_array();
    for (int i = 0; i < plan->count; i++)
        if (plan->messages[i].to.v == person.v)
            json_array_append_new(items, json_view_nudge(&plan->messages[i]));
    return items;
}

/* How many mails go out on each day, and how many reminders they hold; the plan is by day. */
static json_t *counts_of(const struct nudge_plan *plan)
{
    json_t *counts = json_array();
    for (int i = 0; i < plan->count;) {
        struct day on = plan->messages[i].on;
        int messages = 0, reminders = 0;
        for (; i < plan->count && plan->messages[i].on.v == on.v; i++) {
            messages++;
            reminders += plan->messages[i].count;
        }
        json_array_append_new(counts, json_pack("{s:o, s:i, s:i}", "on", json_view_day(on),
                                                "messages", messages, "reminders", reminders));
    }
    return counts;
}

enum err api_nudge_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct object own = {.owner = ctx->actor.person};
    struct api_list list;
    struct nudge_plan plan;
    struct day from = DAY_NONE, to = DAY_NONE;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK && !may(&ctx->actor, ACTION_NUDGE_COUNT, &own))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Your role gets no reminders of the development cycle. Ask a trust "
                      "coordinator for the counts.");
    if (err == OK)
        err = read_days(ctx, request, &from, &to);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = nudge_plan(ctx->store, from, to, ctx->arena, &plan);
    if (err == OK)
        err = api_list_answer_part(ctx, response, &list, own_of(&plan, ctx->actor.person));
    if (err == OK && permission_scope(&ctx->actor, ACTION_NUDGE_COUNT).trust)
        json_object_set_new(response->json, "counts", counts_of(&plan));
    return err;
}
