/* DESIGN: a policy pack as pages show it: words, dates, lists, and beside each who says it. */
#include "policy_view.h"

#include <string.h>

#include "view.h"
#include "words.h"

/* ---- who says it ---- */

static bool is_word(struct str part)
{
    return str_eq_c(part, "product") || str_eq_c(part, "school") || str_eq_c(part, "trust");
}

static const char *word_of(struct str part)
{
    if (str_eq_c(part, "school"))
        return "the school’s own";
    return str_eq_c(part, "trust") ? "the trust’s own" : "sparkd’s default";
}

/* "B:58" or "B:56-61" */
static const char *lines_of(struct str part, struct arena *arena)
{
    struct str document, lines = part;
    (void)str_split(&lines, ':', &document);
    bool several = str_find(lines, '-') >= 0;
    return arena_printf(arena, "the policy, %s %.*s", several ? "lines" : "line", (int)lines.n,
                        lines.p);
}

const char *policy_view_source(const char *source, struct arena *arena)
{
    struct str rest = str_of(source), part;
    const char *text = "";
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        const char *one = is_word(part) ? word_of(part) : lines_of(part, arena);
        if (*text && !is_word(part))
            one += strlen("the policy, ");
        text = *text ? arena_printf(arena, "%s; %s", text, one) : one;
    }
    return text;
}

static const struct {
    const char *key, *words;
} LABELS[] = {
    {"pd", "Professional development"},
    {"pd_short", "The same, short"},
    {"cpd_leader", "Who leads it in a school"},
    {"cpd_lead", "Who leads it in the trust"},
    {"pd_mentor", "Who holds the conversations with a member of staff"},
    {"pd_plan", "A person’s own plan"},
    {"school_plan", "The school’s plan of professional development"},
    {"improvement_plan", "The plan for the school’s improvement"},
    {"appraisal", "Appraisal"},
    {"governing_body", "The governing body of a school"},
    {"trust_board", "The board of the trust"},
    {"head", "The head of a school"},
    {"executive_head", "The head of several schools"},
    {"slt", "The senior leaders of a school"},
    {"operations_manager", "Who runs buildings and budgets"},
    {"curriculum_coordinator", "Who coordinates the curriculum"},
    {"line_manager", "Line manager"},
    {"performance_manager", "Who holds the appraisal"},
    {"subject_leader", "Who leads a subject or department"},
    {"school", "A school of the trust"},
    {"pupils", "Those who are taught"},
    {"ect", "A teacher in induction"},
    {"spark", "The evening of short presentations"},
    {"spark_in_full", "What that name stands for"},
    {"talk", "One short presentation"},
    {"twilight", "A session after school"},
    {"inset", "A training day"},
};

const char *policy_view_label_words(const char *key)
{
    for (size_t i = 0; i < sizeof LABELS / sizeof LABELS[0]; i++)
        if (strcmp(LABELS[i].key, key) == 0)
            return LABELS[i].words;
    return key;
}

json_t *policy_view_tag(const struct policy_list *list)
{
    bool trust = false, product = false, school = false;
    for (int i = 0; i < list->item_count; i++) {
        trust = trust || list->items[i].origin == POLICY_TRUST;
        product = product || list->items[i].origin == POLICY_PRODUCT;
        school = school || list->items[i].origin == POLICY_SCHOOL;
    }
    if (!trust && !product)
        return school ? view_tag("The school’s own", "mine") : NULL;
    if (!trust)
        return view_tag(school ? "sparkd’s default and school" : "sparkd’s default",
                        school ? "mine" : "quiet");
    if (product)
        return view_tag(
            school ? "Policy, sparkd’s default and school" : "Policy and sparkd’s default", "good");
    return view_tag(school ? "Policy and school" : "From the policy", "good");
}

static void add_source(json_t *view, const char *source, struct arena *arena)
{
    json_object_set_new(view, "source", json_string(policy_view_source(source, arena)));
}

/* ---- the year ---- */

static json_t *part_view(const struct pack_item *item, struct arena *arena)
{
    char opens[DEADLINE_RULE_TEXT_MAX], due[DEADLINE_RULE_TEXT_MAX];
    deadline_rule_words(item->opens, opens);
    deadline_rule_words(item->due, due);
    json_t *view = json_pack("{s:s, s:s, s:s, s:b, s:s}", "label", item->label, "opens", opens,
                             "due", due, "conversation", strcmp(item->kind, "conversation") == 0,
                             "dates_source", policy_view_source(item->dates, arena));
    add_source(view, item->source, arena);
    if (item->months)
        json_object_set_new(view, "months", json_string(item->months));
    return view;
}

json_t *policy_view_year(const struct policy_pack *pack, struct arena *arena)
{
    json_t *parts = json_array();
    for (int i = 0; i < pack->item_count; i++)
        json_array_append_new(parts, part_view(&pack->items[i], arena));
    return parts;
}

/* ---- lists ---- */

static bool is_silent(const struct policy_list *list)
{
    for (int i = 0; i < list->item_count; i++)
        if (list->items[i].origin != POLICY_PRODUCT)
            return false;
    return true;
}

json_t *policy_view_index(const struct policy_pack *pack, bool silent, struct arena *arena)
{
    json_t *links = json_array();
    for (int i = 0; i < policy_list_kind_count; i++) {
        const struct policy_list *list = policy_list_find(pack, policy_list_kinds[i].key);
        if (!list->item_count || is_silent(list) != silent)
            continue;
        const char *href = arena_printf(arena, "/policy/lists/%s", list->kind->key);
        json_t *link = json_pack("{s:s, s:s, s:s}", "title", list->kind->title, "href", href,
                                 "count", words_count(arena, list->item_count, "item", "items"));
        json_object_set_new(link, "tag", policy_view_tag(list));
        json_array_append_new(links, link);
    }
    return links;
}

/* What an item says besides its text, in words; "" if nothing that a reader needs. */
static const char *detail_of(const struct policy_item *item, struct arena *arena)
{
    const char *text = "";
    if (item->retired)
        text = "no longer offered";
    for (int i = 0; i < item->attribute_count; i++) {
        const struct policy_attribute *a = &item->attributes[i];
        const char *one = strcmp(a->name, "detail") == 0 ? a->value
                          : strcmp(a->name, "mode") == 0 ? a->value
                          : strcmp(a->name, "draft") == 0 && strcmp(a->value, "true") == 0 ? "draft"
                                                                                           : NULL;
        if (one)
            text = *text ? arena_printf(arena, "%s; %s", text, one) : one;
    }
    return text;
}

static json_t *item_view(const struct policy_item *item, struct arena *arena)
{
    const char *detail = detail_of(item, arena);
    json_t *view = json_pack("{s:s}", "text", item->text);
    add_source(view, item->source, arena);
    if (*detail)
        json_object_set_new(view, "detail", json_string(detail));
    return view;
}

static bool is_of(const struct policy_item *item, const char *group)
{
    return item->group ? group && strcmp(item->group, group) == 0 : !group;
}

static void add_group(json_t *groups, const struct policy_list *list, const char *key,
                      const char *heading, struct arena *arena)
{
    json_t *items = json_array();
    for (int i = 0; i < list->item_count; i++)
        if (is_of(&list->items[i], key))
            json_array_append_new(items, item_view(&list->items[i], arena));
    if (!json_array_size(items)) {
        json_decref(items);
        return;
    }
    json_t *group = json_pack("{s:o}", "items", items);
    if (heading)
        json_object_set_new(group, "heading", json_string(heading));
    json_array_append_new(groups, group);
}

json_t *policy_view_groups(const struct policy_pack *pack, const struct policy_list *list,
                           struct arena *arena)
{
    json_t *groups = json_array();
    add_group(groups, list, NULL, NULL, arena);
    for (int i = 0; list->kind->by_stage && i < pack->item_count; i++)
        add_group(groups, list, pack->items[i].key, pack->items[i].label, arena);
    for (int i = 0; i < list->group_count; i++)
        add_group(groups, list, list->groups[i].key, list->groups[i].text, arena);
    return groups;
}

/* ---- words ---- */

json_t *policy_view_words(const struct policy_pack *pack, struct arena *arena)
{
    const struct policy_pack *of = pack;
    json_t *words = json_array();
    for (int i = 0; i < of->label_count; i++) {
        json_t *word = json_pack("{s:s, s:s}", "text", of->labels[i].text, "meaning",
                                 policy_view_label_words(of->labels[i].key));
        add_source(word, of->labels[i].source, arena);
        json_array_append_new(words, word);
    }
    return words;
}
