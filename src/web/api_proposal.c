/* DESIGN: the proposals of a call in the API: read, accepted, declined. */
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "json_input.h"
#include "json_view.h"
#include "proposal.h"
#include "spark_view.h"
#include "viewer.h"

static json_t *proposal_json(const struct proposal *p)
{
    json_t *json = json_pack("{s:o}", "talk", json_view_talk(&p->talk, true));
    bool decided = p->decided_at.v != 0;
    json_object_set_new(json, "first_timer", json_boolean(p->first_timer));
    json_object_set_new(json, "verdict",
                        decided ? json_string(p->accepted ? "accept" : "decline") : json_null());
    json_object_set_new(json, "word", json_string(p->word));
    json_object_set_new(json, "decided_at",
                        decided ? json_view_instant(p->decided_at) : json_null());
    json_object_set_new(json, "decided_by", json_string(p->decided_by));
    return json;
}

enum err api_proposals(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct proposals all;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = proposal_list(ctx->store, event.id, ctx->arena, &all);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < all.count; i++)
        json_array_append_new(items, proposal_json(&all.items[i]));
    return response_json(response, 200, json_pack("{s:o}", "items", items));
}

static bool is_one_twice(const int64_t *ids, int count)
{
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            if (ids[k] == ids[i])
                return true;
    return false;
}

static enum err read_verdict(struct ctx *ctx, const struct request *request,
                             struct response *response, struct proposal_verdict *verdict)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *word = "";
    int64_t *ids;
    int count = 0;
    json_input_require(&in, "verdict talk_ids");
    if (json_input_text(&in, "verdict", &word) && strcmp(word, "accept") != 0 &&
        strcmp(word, "decline") != 0)
        json_input_refuse(&in, "verdict", "Choose accept or decline.");
    verdict->accept = strcmp(word, "accept") == 0;
    json_input_text(&in, "word", &verdict->word);
    if (json_input_ids(&in, "talk_ids", PROPOSALS_MAX, &ids, &count)) {
        if (is_one_twice(ids, count))
            json_input_refuse(&in, "talk_ids", "Name each talk once.");
        struct talk_id *talks = ARENA_ARRAY(ctx->arena, struct talk_id, (size_t)count + 1);
        for (int i = 0; i < count; i++)
            talks[i].v = ids[i];
        verdict->talks = talks;
        verdict->count = count;
    }
    return json_input_end(&reader, response);
}

enum err api_proposals_decide(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    struct proposal_outcome outcome;
    struct proposal_verdict verdict = {.event = {request->id}, .by = ctx->actor.person};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = read_verdict(ctx, request, response, &verdict);
    if (err == OK)
        err = proposal_decide(ctx->store, ctx->now, &verdict, &ctx->why, &outcome);
    if (err == OK)
        err =
            audit_add(ctx->store, ctx->now, ctx->actor.person, "proposals-decide", event.id.v, "");
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:i, s:i, s:i}", "accepted", outcome.accepted, "waiting",
                                   outcome.waiting, "declined", outcome.declined));
}
