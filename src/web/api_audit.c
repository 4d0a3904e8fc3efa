/* DESIGN: the record of what was done in the API: one's own, for administrators anybody's. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "audit_ask.h"
#include "json_view.h"

static json_t *row_view(struct ctx *ctx, const struct audit_row *row)
{
    return json_pack("{s:I, s:o, s:o, s:s?, s:s, s:s, s:o, s:s?, s:I, s:s, s:s}", "id",
                     (json_int_t)row->id, "at", json_view_instant(row->at), "actor_id",
                     json_view_id(row->actor.v), "actor", row->actor_name, "action", row->action,
                     "sentence", audit_sentence(ctx->arena, row, ctx->actor.person), "subject_id",
                     json_view_id(row->subject.v), "subject", row->subject_name, "object_id",
                     (json_int_t)row->object_id, "reason", row->reason, "detail", row->detail);
}

/* Whose rows: those of anybody for who reads all, else one's own. */
static enum err find_whose(struct ctx *ctx, const struct request *request, struct person_id *ret)
{
    const struct object trust = {.school = {0}}, own = {.owner = ctx->actor.person};
    bool all = may(&ctx->actor, ACTION_AUDIT_VIEW, &trust);
    if (!may(&ctx->actor, ACTION_AUDIT_VIEW, &own))
        return ERR_DENIED;
    bool of_another = form_has(&request->query, "person") &&
                      form_int(&request->query, "person", 0) != ctx->actor.person.v;
    if (!all && of_another)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only administrators read what was done by others. Leave \"person\" out to "
                      "read your own.");
    *ret = (struct person_id){all ? api_list_id(ctx, request, "person") : ctx->actor.person.v};
    return OK;
}

static void read_days(struct ctx *ctx, const struct request *request, struct audit_ask *ask)
{
    ask->from_day = api_list_day(ctx, request, "from");
    ask->to_day = api_list_day(ctx, request, "to");
    ask->action = query_text(ctx, request, "action");
    if (*ask->action && !audit_words_find(ask->action))
        refuse_field(&ctx->why, "action", "There is no such action.");
}

enum err api_audit_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct audit_list found;
    struct audit_ask ask = {.action = ""};
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_whose(ctx, request, &ask.person);
    if (err != OK)
        return err;
    read_days(ctx, request, &ask);
    err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    ask.after[0] = list.after[0];
    ask.after[1] = list.after[1];
    const struct audit_query query = audit_ask_query(&ask, list.limit);
    err = audit_list(ctx->store, &query, ctx->arena, &found);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < found.count; i++)
        json_array_append_new(items, row_view(ctx, &found.items[i]));
    const struct audit_row *last = found.more ? &found.items[found.count - 1] : NULL;
    return api_list_answer(response, items,
                           last ? api_list_cursor(ctx->arena, last->at.v, last->id) : NULL);
}
