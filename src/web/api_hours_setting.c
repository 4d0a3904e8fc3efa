/* DESIGN: whether and how a ledger of hours is kept, in the API. */
#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "hours_gate.h"
#include "json_input.h"

static json_t *rule_view(enum hours_group group, const struct hours_rule *rule)
{
    return json_pack("{s:s, s:i, s:i, s:i}", "group", hours_group_name(group), "inset_days",
                     rule->inset_days, "day_minutes", rule->day_min, "directed_minutes",
                     rule->directed_min);
}

static enum err answer(struct ctx *ctx, struct response *response, int year)
{
    struct hours_setting setting;
    json_t *groups = json_array();
    enum err err = hours_setting_find(ctx->store, year, &setting);
    for (int i = 0; err == OK && i < HOURS_GROUPS; i++)
        json_array_append_new(groups, rule_view((enum hours_group)i, &setting.rules.of[i]));
    if (err != OK) {
        json_decref(groups);
        return err;
    }
    api_gate_tag(ctx, response, setting.version);
    return response_json(
        response, 200,
        json_pack("{s:i, s:o, s:b, s:b, s:i, s:o}", "year", year, "from_year",
                  setting.from_year ? json_integer(setting.from_year) : json_null(), "kept",
                  setting.kept, "spark", setting.rules.spark, "version", setting.version, "groups",
                  groups));
}

enum err api_hours_setting(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    int year;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = hours_gate_set(ctx);
    if (err == OK)
        err = hours_gate_year(ctx, request, &year);
    return err == OK ? answer(ctx, response, year) : err;
}

/* ---- choosing ---- */

/* What a group that is named says takes the place of what holds. */
static void read_group(const struct json_input *in, struct hours_rules *rules)
{
    const char *name = "";
    enum hours_group group;
    json_input_require(in, "group inset_days day_minutes directed_minutes");
    if (!json_input_text(in, "group", &name))
        return;
    if (hours_group_parse(str_of(name), &group) != OK) {
        json_input_refuse(in, "group", "Send a group as the settings of hours have it.");
        return;
    }
    json_input_int(in, "inset_days", &rules->of[group].inset_days);
    json_input_int(in, "day_minutes", &rules->of[group].day_min);
    json_input_int(in, "directed_minutes", &rules->of[group].directed_min);
}

static enum err read_choice(struct ctx *ctx, const struct request *request,
                            struct response *response, struct hours_choice *choice)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct json_input *groups = NULL;
    int count = 0;
    json_input_require(&in, "kept");
    json_input_bool(&in, "kept", &choice->kept);
    json_input_bool(&in, "spark", &choice->rules.spark);
    json_input_int(&in, "from_year", &choice->from_year);
    json_input_objects(&in, "groups", "group inset_days day_minutes directed_minutes", HOURS_GROUPS,
                       &groups, &count);
    for (int i = 0; i < count; i++)
        read_group(&groups[i], &choice->rules);
    return json_input_end(&reader, response);
}

enum err api_hours_setting_save(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    int now = hours_gate_this_year(ctx);
    struct hours_setting setting;
    struct hours_choice choice = {.from_year = now, .this_year = now};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = hours_gate_set(ctx);
    if (err == OK)
        err = hours_setting_find(ctx->store, now + 1, &setting);
    if (err != OK)
        return err;
    choice.rules = setting.rules;
    err = api_gate_match(ctx, request, response, setting.version, &choice.version);
    if (err == OK)
        err = read_choice(ctx, request, response, &choice);
    if (err == OK)
        err = hours_setting_change(ctx->store, &choice, ctx->actor.person, ctx->now, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-set", 0,
                        choice.kept ? "kept" : "not kept");
    return err == OK ? answer(ctx, response, choice.from_year) : err;
}
