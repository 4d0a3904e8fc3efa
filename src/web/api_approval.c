/* DESIGN: requests in the API: lists, the route, making, changing and withdrawing. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "approval_view.h"
#include "json_input.h"
#include "money.h"
#include "policy_pack.h"
#include "tz.h"

/* ---- looking ---- */

static enum err add_items(struct ctx *ctx, const struct approval_list *list, json_t **ret)
{
    json_t *items = json_array();
    enum err err = OK;
    for (int i = 0; err == OK && i < list->count; i++) {
        json_t *item;
        err = approval_view_json(ctx, &list->items[i], &item);
        if (err == OK)
            json_array_append_new(items, item);
    }
    if (err == OK)
        *ret = items;
    else
        json_decref(items);
    return err;
}

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct permission_scope scopes[2], struct approval_filter *ret)
{
    struct api_list list;
    struct str status = form_find(&request->query, "state");
    int64_t person = api_list_id(ctx, request, "person");
    struct approval_filter f = {.person = {person},
                                .status =
                                    approval_word(approval_statuses, APPROVAL_STATUSES, status),
                                .q = query_text(ctx, request, "q")};
    if (status.p && f.status < 0)
        refuse_field(&ctx->why, "state", "Choose open, asked, approved, declined or withdrawn.");
    enum err err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    if (person != ctx->actor.person.v) {
        f.funding = &scopes[0];
        f.pattern = &scopes[1];
    }
    f.limit = list.limit;
    f.after = list.after[1] < 1000000 ? (int)list.after[1] : 1000000;
    *ret = f;
    return OK;
}

/* One's own for everybody who may make them; else what one sees by right. */
enum err api_approval_list(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct permission_scope scopes[2] = {{.trust = false}, {.trust = false}};
    struct approval_filter filter;
    struct approval_list list;
    json_t *items;
    int64_t person = form_int(&request->query, "person", 0);
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = person && person == ctx->actor.person.v
                  ? approval_gate_make(ctx)
                  : approval_gate_list(ctx, &scopes[0], &scopes[1]);
    if (err == OK)
        err = read_filter(ctx, request, scopes, &filter);
    if (err == OK)
        err = approval_list(ctx->store, &filter, ctx->arena, &list);
    if (err == OK)
        err = add_items(ctx, &list, &items);
    return err == OK ? api_list_answer(response, items, api_list_cursor(ctx->arena, 0, list.next))
                     : err;
}

enum err api_approval_waiting(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct api_list page;
    struct approval_list list;
    json_t *items;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = approval_gate_decide_some(ctx);
    if (err == OK)
        err = api_list_read(ctx, request, &page);
    if (err == OK)
        err = approval_list_waiting(ctx->store, ctx->actor.person, tz_day(ctx->now), ctx->arena,
                                    &list);
    if (err == OK)
        err = add_items(ctx, &list, &items);
    return err == OK ? api_list_answer_part(ctx, response, &page, items) : err;
}

static json_t *route_json(struct ctx *ctx, const struct policy_pack *pack, enum approval_kind kind)
{
    const struct approval_route route = approval_route(pack, kind, ctx->arena);
    json_t *steps = json_array();
    for (int i = 0; i < route.count; i++)
        json_array_append_new(
            steps, json_pack("{s:s, s:s, s:s, s:b, s:i}", "key", route.steps[i].key, "text",
                             route.steps[i].words, "who", route.steps[i].who, "delegate_recommends",
                             route.steps[i].recommends, "from_pounds", route.from_pounds[i]));
    return json_pack("{s:s, s:s, s:i, s:o}", "kind", approval_kinds[kind], "title", route.title,
                     "school_days", route.step_days, "steps", steps);
}

enum err api_approval_route(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct policy_pack pack;
    json_t *items = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK && !may(&ctx->actor, ACTION_POLICY_VIEW, &(struct object){.school = {0}}))
        err = ERR_DENIED;
    if (err == OK)
        err = policy_pack_find_whole(ctx->store, 0, ctx->arena, &pack);
    for (int kind = 0; err == OK && kind < APPROVAL_KINDS; kind++)
        json_array_append_new(items, route_json(ctx, &pack, (enum approval_kind)kind));
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return api_list_answer(response, items, NULL);
}

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct approval_seen seen;
    json_t *view;
    enum err err = approval_gate_find(ctx, id, &seen);
    if (err == OK)
        err = approval_view_json(ctx, &seen.approval, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, seen.approval.version);
    return status == 201 ? api_gate_created(ctx, response, view, "requests", id)
                         : response_json(response, status, view);
}

enum err api_approval_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- what was sent ---- */

static void read_word(const struct json_input *in, const char *name, const char *const *words,
                      int count, int *ret)
{
    const char *text;
    if (!json_input_text(in, name, &text))
        return;
    int place = approval_word(words, count, str_of(text));
    if (place < 0)
        json_input_refuse(in, name, "Send one of the words that the document names.");
    else
        *ret = place;
}

static void read_criteria(struct ctx *ctx, const struct json_input *in, const char **ret)
{
    const json_t *list = json_object_get(in->object, "criteria"), *key;
    const char *words = "";
    size_t i;
    if (!list)
        return;
    json_array_foreach(list, i, key)
    {
        if (!json_is_string(key) || json_string_length(key) > 100 || i > 100)
            json_input_refuse(in, "criteria", "Send a list of keys of the policy's points.");
        else
            words = arena_printf(ctx->arena, "%s%s%s", words, *words ? " " : "",
                                 json_string_value(key));
    }
    if (!json_is_array(list))
        json_input_refuse(in, "criteria", "Send a list of keys of the policy's points.");
    *ret = words;
}

static void read_money(const struct json_input *in, struct approval_fields *f)
{
    const char *unit = f->cover_hours ? "hours" : "periods";
    money_input(in, "cost", &f->cost_pence);
    money_input(in, "travel_cost", &f->travel_pence);
    json_input_int(in, "cover_needed", &f->cover_amount);
    json_input_int(in, "miles", &f->miles);
    if (json_input_text(in, "cover_unit", &unit) && !str_eq_c(str_of(unit), "hours") &&
        !str_eq_c(str_of(unit), "periods"))
        json_input_refuse(in, "cover_unit", "Choose periods or hours.");
    f->cover_hours = str_eq_c(str_of(unit), "hours");
    read_word(in, "payer", approval_payers, APPROVAL_PAYERS, &f->payer);
}

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates, struct approval_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    int kind = f->kind;
    if (creates) {
        json_input_require(&in, "kind title from to outcome");
        read_word(&in, "kind", approval_kinds, APPROVAL_KINDS, &kind);
        f->kind = (enum approval_kind)kind;
    }
    json_input_text(&in, "title", &f->title);
    json_input_text(&in, "provider", &f->provider);
    json_input_day(&in, "from", &f->from);
    json_input_day(&in, "to", &f->to);
    json_input_text(&in, "travel", &f->travel);
    json_input_text(&in, "outcome", &f->outcome);
    json_input_text(&in, "in_trust_note", &f->in_trust_note);
    read_word(&in, "in_trust", approval_answers, APPROVAL_ANSWERS, &f->in_trust);
    json_input_bool(&in, "for_need", &f->for_need);
    json_input_bool(&in, "for_goal", &f->for_goal);
    read_money(&in, f);
    read_criteria(ctx, &in, &f->criteria);
    return json_input_end(&reader, response);
}

enum err api_approval_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct approval_new made = {.person = ctx->actor.person,
                                .fields = {.title = "",
                                           .provider = "",
                                           .from = DAY_NONE,
                                           .to = DAY_NONE,
                                           .travel = "",
                                           .outcome = "",
                                           .in_trust = APPROVAL_ANSWERS - 1,
                                           .in_trust_note = "",
                                           .criteria = ""}};
    struct approval_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = approval_gate_make(ctx);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &made.fields);
    if (err == OK)
        err = approval_make(ctx->store, ctx->now, &made, &ctx->why, &id);
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_own(struct ctx *ctx, const struct request *request, struct response *response,
                         struct approval *ret, int *ret_version)
{
    struct approval_seen seen;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = approval_gate_own(ctx, request->id, &seen);
    if (err == OK)
        err = api_gate_match(ctx, request, response, seen.approval.version, ret_version);
    if (err == OK)
        *ret = seen.approval;
    return err;
}

enum err api_approval_change(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct approval approval;
    int version;
    enum err err = find_own(ctx, request, response, &approval, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, false, &approval.fields);
    if (err == OK)
        err = approval_change(ctx->store, ctx->now, approval.id, version, &approval.fields,
                              &ctx->why);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

enum err api_approval_withdraw(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct approval approval;
    int version;
    enum err err = find_own(ctx, request, response, &approval, &version);
    if (err == OK)
        err = approval_withdraw(ctx->store, ctx->now, approval.id, version, &ctx->why);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}
