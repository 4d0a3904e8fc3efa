/* DESIGN: how much mail is in which state, for administrators; never what it says. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "outbox.h"

static const char *const STATES[OUTBOX_STATES] = {
    [OUTBOX_QUEUED] = "queued",     [OUTBOX_SENDING] = "sending", [OUTBOX_SENT] = "sent",
    [OUTBOX_DEFERRED] = "deferred", [OUTBOX_FAILED] = "failed",
};

/* OUTBOX_STATES: all of them. */
static enum err read_state(struct ctx *ctx, const struct request *request, int *ret)
{
    struct str text = form_find(&request->query, "state");
    *ret = OUTBOX_STATES;
    if (!text.p)
        return OK;
    for (int i = 0; i < OUTBOX_STATES; i++)
        if (str_eq_c(text, STATES[i])) {
            *ret = i;
            return OK;
        }
    return refuse_field(&ctx->why, "state", "Choose queued, sending, sent, deferred or failed.");
}

enum err api_outbox_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    int64_t counts[OUTBOX_STATES];
    int state = OUTBOX_STATES;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK && !may(&ctx->actor, ACTION_OUTBOX_VIEW, &(struct object){0}))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only administrators see the state of the mail. Ask one of them.");
    if (err == OK)
        err = read_state(ctx, request, &state);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = outbox_count(ctx->store, counts);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < OUTBOX_STATES; i++)
        if (state == OUTBOX_STATES || state == i)
            json_array_append_new(
                items, json_pack("{s:s, s:I}", "state", STATES[i], "count", (json_int_t)counts[i]));
    return api_list_answer_part(ctx, response, &list, items);
}
