/* DESIGN: the register of providers in the API. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "json_input.h"
#include "org_gate.h"
#include "org_json.h"
#include "tz.h"

static enum err answer(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct provider provider;
    enum err err = org_gate_provider(ctx, id, false, &provider);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, provider.version);
    json_t *view = org_json_provider(&provider);
    return status == 201 ? api_gate_created(ctx, response, view, "providers", id)
                         : response_json(response, status, view);
}

/* ---- looking ---- */

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct provider_filter *ret)
{
    struct api_list list;
    enum provider_quality quality = PROVIDER_NOT_LOOKED_AT;
    struct str text = form_find(&request->query, "quality");
    struct provider_filter filter = {
        .q = query_text(ctx, request, "q"),
        .kind = query_text(ctx, request, "kind"),
        .quality = -1,
    };
    if (*filter.kind && !provider_kind_is_known(filter.kind))
        refuse_field(&ctx->why, "kind", "Send a kind of provider as providers have it.");
    if (text.p && provider_quality_parse(text, &quality) != OK)
        refuse_field(&ctx->why, "quality", "Choose not looked at, approved or avoid.");
    enum err err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    filter.quality = text.p ? (int)quality : -1;
    filter.limit = list.limit;
    filter.after = list.after[1] < INT32_MAX ? (int)list.after[1] : INT32_MAX;
    *ret = filter;
    return OK;
}

enum err api_provider_list(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct provider_filter filter;
    struct provider_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = org_gate_providers(ctx, false);
    if (err == OK)
        err = read_filter(ctx, request, &filter);
    if (err == OK)
        err = provider_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, org_json_provider(&list.items[i]));
    return api_list_answer(response, items, api_list_cursor(ctx->arena, 0, list.next));
}

enum err api_provider_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, 200, request->id) : err;
}

/* ---- changing ---- */

static enum err read_fields(struct ctx *ctx, const struct request *request,
                            struct response *response, bool creates, struct provider_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "name kind");
    json_input_text(&in, "name", &f->name);
    json_input_text(&in, "kind", &f->kind);
    json_input_text(&in, "contact", &f->contact);
    json_input_text(&in, "email", &f->email);
    json_input_text(&in, "phone", &f->phone);
    json_input_text(&in, "web", &f->web);
    return json_input_end(&reader, response);
}

enum err api_provider_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct provider_fields fields = {"", "", "", "", "", ""};
    struct provider_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_providers(ctx, true);
    if (err == OK)
        err = read_fields(ctx, request, response, true, &fields);
    if (err == OK)
        err = provider_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-create", id.v, "");
    return err == OK ? answer(ctx, response, 201, id.v) : err;
}

static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct provider *ret, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = org_gate_provider(ctx, request->id, true, ret);
    return err == OK ? api_gate_match(ctx, request, response, ret->version, ret_version) : err;
}

enum err api_provider_change(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct provider provider;
    int version;
    enum err err = find_to_change(ctx, request, response, &provider, &version);
    if (err == OK)
        err = read_fields(ctx, request, response, false, &provider.fields);
    if (err == OK)
        err = provider_change(ctx->store, provider.id, version, &provider.fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-change", provider.id.v,
                        "");
    return err == OK ? answer(ctx, response, 200, provider.id.v) : err;
}

static enum err read_judgement(struct ctx *ctx, const struct request *request,
                               struct response *response, struct provider_judgement *j)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *quality;
    json_input_require(&in, "quality");
    json_input_text(&in, "note", &j->note);
    json_input_day(&in, "on", &j->on);
    if (json_input_text(&in, "quality", &quality) &&
        provider_quality_parse(str_of(quality), &j->quality) != OK)
        json_input_refuse(&in, "quality", "Choose not looked at, approved or avoid.");
    if (j->on.v > tz_day(ctx->now).v)
        json_input_refuse(&in, "on", "Send today or a day that has passed.");
    return json_input_end(&reader, response);
}

enum err api_provider_judge(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct provider provider;
    struct provider_judgement judgement = {
        .note = "", .by = ctx->actor.person, .on = tz_day(ctx->now)};
    int version;
    enum err err = find_to_change(ctx, request, response, &provider, &version);
    if (err == OK)
        err = read_judgement(ctx, request, response, &judgement);
    if (err == OK)
        err = provider_judge(ctx->store, provider.id, version, &judgement, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-judge", provider.id.v,
                        provider_quality_name(judgement.quality));
    return err == OK ? answer(ctx, response, 200, provider.id.v) : err;
}

enum err api_provider_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct provider provider;
    struct day on = DAY_NONE;
    int version;
    enum err err = find_to_change(ctx, request, response, &provider, &version);
    if (err == OK)
        err = org_gate_day(ctx, request, response, "ended_on", &on);
    if (err == OK)
        err = provider_end(ctx->store, provider.id, version, on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "provider-end", provider.id.v, "");
    return err == OK ? answer(ctx, response, 200, provider.id.v) : err;
}
