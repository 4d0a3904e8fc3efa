/* DESIGN: the policy in force: its words, its year, its lists. */
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "json_view.h"
#include "policy_gate.h"

static const char *const ORIGINS[] = {
    [POLICY_TRUST] = "trust", [POLICY_PRODUCT] = "product", [POLICY_SCHOOL] = "school"};

/* The trust's policy with what the reader's school adds. */
static enum err find_pack(struct ctx *ctx, const struct request *request, struct response *response,
                          struct policy_pack *ret, struct school *ret_school)
{
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_may(ctx, ACTION_POLICY_VIEW);
    return err == OK ? policy_gate_here(ctx, ret, ret_school) : err;
}

static json_t *labels_view(const struct policy_pack *pack)
{
    json_t *labels = json_object();
    for (int i = 0; i < pack->label_count; i++)
        json_object_set_new(labels, pack->labels[i].key,
                            json_pack("{s:s, s:s}", "text", pack->labels[i].text, "source",
                                      pack->labels[i].source));
    return labels;
}

static json_t *part_view(const struct pack_item *item)
{
    char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_format(item->opens, opens);
    deadline_rule_format(item->due, due);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "key", item->key, "kind",
                     item->kind, "label", item->label, "opens", opens, "due", due, "nudges",
                     item->nudges, "source", item->source, "dates", item->dates);
}

static json_t *lists_view(const struct policy_pack *pack)
{
    json_t *lists = json_array();
    for (int i = 0; i < policy_list_kind_count; i++) {
        const struct policy_list *list = policy_list_find(pack, policy_list_kinds[i].key);
        json_array_append_new(lists, json_pack("{s:s, s:s, s:i}", "key", list->kind->key, "title",
                                               list->kind->title, "count", list->item_count));
    }
    return lists;
}

enum err api_policy_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_pack pack;
    struct school school;
    enum err err = find_pack(ctx, request, response, &pack, &school);
    if (err != OK)
        return err;
    json_t *cycle = json_array(), *minutes = json_array();
    for (int i = 0; i < pack.item_count; i++)
        json_array_append_new(cycle, part_view(&pack.items[i]));
    for (int i = 0; i < pack.talk_length_count; i++)
        json_array_append_new(minutes, json_integer(pack.talk_minutes[i]));
    json_t *view =
        json_pack("{s:s, s:s, s:s, s:i, s:s, s:o, s:o, s:o, s:o}", "name", pack.name, "title",
                  pack.title, "note", pack.note, "version", pack.version, "appraisal",
                  appraisal_link_name(pack.appraisal), "talk_minutes", minutes, "labels",
                  labels_view(&pack), "cycle", cycle, "lists", lists_view(&pack));
    json_object_set_new(view, "school_id", school.id.v ? json_integer(school.id.v) : json_null());
    return response_json(response, 200, view);
}

static json_t *item_view(const struct policy_item *item)
{
    json_t *attributes = json_object();
    for (int i = 0; i < item->attribute_count; i++)
        json_object_set_new(attributes, item->attributes[i].name,
                            json_string(item->attributes[i].value));
    json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:b, s:o}", "key", item->key, "text", item->text,
                             "source", item->source, "origin", ORIGINS[item->origin], "retired",
                             item->retired, "attributes", attributes);
    json_object_set_new(view, "group", item->group ? json_string(item->group) : json_null());
    return view;
}

enum err api_policy_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_pack pack;
    struct school school;
    enum err err = find_pack(ctx, request, response, &pack, &school);
    if (err != OK)
        return err;
    const struct policy_list *list =
        policy_list_find(&pack, arena_str_c(ctx->arena, request->name));
    if (!list)
        return refuse(&ctx->why, ERR_NOT_FOUND, "not-found",
                      "There is no list of that key. GET /api/v1/policy names them all.");
    json_t *groups = json_array(), *items = json_array();
    for (int i = 0; i < list->group_count; i++)
        json_array_append_new(groups, json_pack("{s:s, s:s}", "key", list->groups[i].key, "text",
                                                list->groups[i].text));
    for (int i = 0; i < list->item_count; i++)
        json_array_append_new(items, item_view(&list->items[i]));
    return response_json(response, 200,
                         json_pack("{s:s, s:s, s:o, s:o, s:o}", "key", list->kind->key, "title",
                                   list->kind->title, "stem",
                                   list->stem ? json_string(list->stem) : json_null(), "groups",
                                   groups, "items", items));
}
