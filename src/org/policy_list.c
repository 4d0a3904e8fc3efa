/* DESIGN: the code lists there are, look-ups in them, and which words win: pure. */
#include "policy_list.h"

#include <string.h>

#include "check.h"
#include "policy_pack.h"

#define STAGE                                                                                      \
    {                                                                                              \
        "stage", ATTRIBUTE_STAGE, NULL                                                             \
    }

const struct policy_list_kind policy_list_kinds[] = {
    {"aims", "Aims", "L16a"},
    {"principles", "Principles", "L16b"},
    {"duties", "Duties of each role", "L14, L15"},
    {"levels", "Levels", "L20"},
    {"horizons", "How far ahead we plan", "L20"},
    {"need_sources", "Where needs come from", "L9"},
    {"forbidden_uses", "What a need never serves", "L20"},
    {"prioritisation_criteria", "What comes first", "L1"},
    {"best_value", "Best value", "L2"},
    {"approval_steps", "How requests are decided", "AP-11",
     .item_attributes = {{"who", ATTRIBUTE_CHOICE,
                          "line manager|cpd leader|slt|head|executive head|trust coordinator|"
                          "governing body"},
                         {"from_pounds", ATTRIBUTE_NUMBER, NULL},
                         {"delegate", ATTRIBUTE_CHOICE, "decides|recommends"}},
     .group_attributes = {{"school_days", ATTRIBUTE_NUMBER, NULL}}},
    {"activities", "Kinds of activity", "L10",
     .item_attributes = {{"detail", ATTRIBUTE_TEXT, NULL},
                         {"type", ATTRIBUTE_ITEM, "activities"},
                         {"mode", ATTRIBUTE_CHOICE, "bookable|self-recorded|conversation"},
                         {"hours", ATTRIBUTE_FLAG, NULL},
                         {"evaluation", ATTRIBUTE_CHOICE, "immediate|none"}}},
    {"activity_roles", "Parts one takes in an activity", "AC-27"},
    {"event_kinds", "Kinds of event", "TW-15"},
    {"themes", "Themes", "AC-31"},
    {"entitlements", "What everybody may expect in a year", "P1",
     .item_attributes = {{"unit", ATTRIBUTE_CHOICE, "hours|items"},
                         {"amount", ATTRIBUTE_NUMBER, NULL},
                         {"who", ATTRIBUTE_CHOICE,
                          "everyone|teachers|leaders|teachers and leaders|classroom support|"
                          "administration|other support|support staff|governance"},
                         {"activities", ATTRIBUTE_ITEMS, "activities"},
                         {"themes", ATTRIBUTE_ITEMS, "themes"}}},
    {"providers", "Providers the policy names", "L20"},
    {"itt_partners", "Partners in teacher training", "L20"},
    {"community_groups", "Who is to be reached", "L20"},
    {"stage_steps", "What happens in each stage", "L18", .by_stage = true, .whole = true},
    {"standards", "Standards", "L13",
     .item_attributes = {{"role_category", ATTRIBUTE_CHOICE,
                          "main scale|upper pay range|lsa|leadership|headteacher"},
                         {"version", ATTRIBUTE_NUMBER, NULL},
                         {"draft", ATTRIBUTE_FLAG, NULL},
                         {"link", ATTRIBUTE_TEXT, NULL}}},
    {"plan", "The plan", "L17", .whole = true,
     .item_attributes = {{"kind", ATTRIBUTE_CHOICE, "text|list|table|column|statement|self-check"},
                         {"box", ATTRIBUTE_TEXT, NULL},
                         {"needs_class", ATTRIBUTE_FLAG, NULL},
                         {"of", ATTRIBUTE_ITEM, "plan"},
                         {"screen", ATTRIBUTE_NUMBER, NULL}},
     .group_attributes = {STAGE, {"months", ATTRIBUTE_TEXT, NULL}}},
    {"plan_additions", "What sparkd adds to the plan", "L17",
     .item_attributes = {STAGE, {"kind", ATTRIBUTE_CHOICE, "text|list"}}},
    {"plan_examples", "Worked examples", "L17", .whole = true,
     .item_attributes = {{"field", ATTRIBUTE_ITEM, "plan"}}},
    {"input_types", "Inputs", "L11"},
    {"action_types", "Actions", "L12"},
    {"discussion_agenda", "Agenda of the annual discussion", "L20"},
    {"observation_participants", "Who observes in a pair", "L20"},
    {"conversation_partners", "Partners in learning conversations", "L20"},
    {"conversation_occasions", "Occasions of learning conversations", "L20"},
    {"outcomes", "Outcomes", "L3"},
    {"evaluation_times", "When we ask", "EV-11",
     .item_attributes = {{"school_days", ATTRIBUTE_NUMBER, NULL},
                         {"school_weeks", ATTRIBUTE_NUMBER, NULL},
                         {"reminder_days", ATTRIBUTE_NUMBER, NULL}}},
    {"evaluation_questions", "Evaluation questions", "L4",
     .group_attributes = {{"who", ATTRIBUTE_CHOICE, "participant|subject leader|senior leaders"},
                          {"times", ATTRIBUTE_ITEMS, "evaluation_times"}}},
    {"impact_indicators", "Signs of impact", "L5"},
    {"impact_scheme", "How impact is measured", "EV-09"},
    {"success_criteria", "Success criteria", "L7"},
    {"benefits", "Benefits in the annual report", "L6"},
    {"dissemination_methods", "Ways to share", "L8"},
    {"report_headings", "Headings of the report", "GO-05"},
    {"routes", "Professional routes", "L19"},
    {"route_stages", "Stages of a route", "TA-03"},
    {"associated_policies", "Associated policies", "L20"},
    {"review_dates", "Review of the policy", "L20",
     .item_attributes = {{"years", ATTRIBUTE_NUMBER, NULL}, {"month", ATTRIBUTE_MONTH, NULL}}},
    {"appraisal_words", "What the policy says of appraisal", "C2"},
};
const int policy_list_kind_count = COUNT_OF(policy_list_kinds);

const struct policy_list_kind *policy_list_kind_find(const char *key)
{
    for (int i = 0; i < policy_list_kind_count; i++)
        if (strcmp(policy_list_kinds[i].key, key) == 0)
            return &policy_list_kinds[i];
    return NULL;
}

/* ---- look-ups ---- */

const struct policy_list *policy_list_find(const struct policy_pack *pack, const char *key)
{
    const struct policy_list_kind *kind = policy_list_kind_find(key);
    CHECK(pack->lists != NULL);
    return kind ? &pack->lists[kind - policy_list_kinds] : NULL;
}

const struct policy_item *policy_list_item(const struct policy_list *list, const char *key)
{
    for (int i = 0; i < list->item_count; i++)
        if (strcmp(list->items[i].key, key) == 0)
            return &list->items[i];
    return NULL;
}

const struct policy_group *policy_list_group(const struct policy_list *list, const char *key)
{
    for (int i = 0; i < list->group_count; i++)
        if (strcmp(list->groups[i].key, key) == 0)
            return &list->groups[i];
    return NULL;
}

static const char *find_attribute(const struct policy_attribute *attributes, int count,
                                  const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return attributes[i].value;
    return NULL;
}

const char *policy_item_attribute(const struct policy_item *item, const char *name)
{
    return find_attribute(item->attributes, item->attribute_count, name);
}

const char *policy_group_attribute(const struct policy_group *group, const char *name)
{
    return find_attribute(group->attributes, group->attribute_count, name);
}

/* ---- which words win ---- */

static bool same_group(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool has_items_of(const struct policy_list *list, const char *group)
{
    for (int i = 0; i < list->item_count; i++)
        if (same_group(list->items[i].group, group))
            return true;
    return false;
}

static void add_item(struct policy_list *list, const struct policy_item *item)
{
    list->items[list->item_count++] = *item;
}

static void add_items_of(struct policy_list *to, const struct policy_list *from, const char *group)
{
    for (int i = 0; i < from->item_count; i++)
        if (same_group(from->items[i].group, group) && !policy_list_item(to, from->items[i].key))
            add_item(to, &from->items[i]);
}

static void take_attributes(struct policy_group *to, const struct policy_group *from)
{
    for (int i = 0; i < from->attribute_count; i++)
        if (!policy_group_attribute(to, from->attributes[i].name))
            to->attributes[to->attribute_count++] = from->attributes[i];
}

/* The first list's groups, then those only the second has; what a group does not say it takes from
 * its namesake. */
static void join_groups(struct policy_list *to, const struct policy_list *first,
                        const struct policy_list *second, struct arena *arena)
{
    to->groups = ARENA_ARRAY(arena, struct policy_group,
                             (size_t)(first->group_count + second->group_count + 1));
    for (int i = 0; i < first->group_count; i++) {
        const struct policy_group *namesake = policy_list_group(second, first->groups[i].key);
        to->groups[to->group_count] = first->groups[i];
        if (namesake)
            take_attributes(&to->groups[to->group_count], namesake);
        to->group_count++;
    }
    for (int i = 0; i < second->group_count; i++)
        if (!policy_list_group(to, second->groups[i].key))
            to->groups[to->group_count++] = second->groups[i];
}

static struct policy_list joined(const struct policy_list *like, const struct policy_list *first,
                                 const struct policy_list *second, struct arena *arena)
{
    struct policy_list list = *like;
    list.groups = NULL;
    list.group_count = list.item_count = 0;
    list.items = ARENA_ARRAY(arena, struct policy_item,
                             (size_t)(first->item_count + second->item_count + 1));
    join_groups(&list, first, second, arena);
    return list;
}

/* In the product's order, the pack's words in place of those of the same key; then its own. */
static void inherit_beside(struct policy_list *to, const struct policy_list *own,
                           const struct policy_list *product)
{
    for (int i = 0; i < product->item_count; i++) {
        const struct policy_item *mine = policy_list_item(own, product->items[i].key);
        add_item(to, mine ? mine : &product->items[i]);
    }
    for (int i = 0; i < own->item_count; i++)
        if (!policy_list_item(to, own->items[i].key))
            add_item(to, &own->items[i]);
}

/* The pack's items; then the product's of groups that the pack has nothing in. */
static void inherit_groups(struct policy_list *to, const struct policy_list *own,
                           const struct policy_list *product)
{
    for (int i = 0; i < own->item_count; i++)
        add_item(to, &own->items[i]);
    for (int i = 0; i < product->item_count; i++)
        if (!has_items_of(own, product->items[i].group) &&
            !policy_list_item(own, product->items[i].key))
            add_item(to, &product->items[i]);
}

/* An activity that is of a type is kept as that type is, where it says nothing else. */
static void fill_from_types(struct policy_list *list)
{
    for (int i = 0; i < list->item_count; i++) {
        struct policy_item *item = &list->items[i];
        const char *key = policy_item_attribute(item, "type");
        const struct policy_item *type = key ? policy_list_item(list, key) : NULL;
        for (int k = 0; type && k < type->attribute_count; k++)
            if (strcmp(type->attributes[k].name, "detail") != 0 &&
                !policy_item_attribute(item, type->attributes[k].name))
                item->attributes[item->attribute_count++] = type->attributes[k];
    }
}

struct policy_list policy_list_inherit(const struct policy_list *own,
                                       const struct policy_list *product, struct arena *arena)
{
    if (own->item_count + own->group_count == 0 && !own->stem)
        return *product;
    if (own->kind->whole)
        return *own;
    struct policy_list list = joined(own, own, product, arena);
    if (!list.stem) {
        list.stem = product->stem;
        list.stem_source = product->stem_source;
        list.stem_origin = product->stem_origin;
    }
    if (own->adds)
        inherit_beside(&list, own, product);
    else
        inherit_groups(&list, own, product);
    fill_from_types(&list);
    return list;
}

struct policy_list policy_list_add(const struct policy_list *list, const struct policy_list *school,
                                   struct arena *arena)
{
    struct policy_list whole = joined(list, list, school, arena);
    add_items_of(&whole, list, NULL);
    add_items_of(&whole, school, NULL);
    for (int i = 0; i < list->item_count; i++) {
        if (has_items_of(&whole, list->items[i].group))
            continue;
        add_items_of(&whole, list, list->items[i].group);
        add_items_of(&whole, school, list->items[i].group);
    }
    for (int i = 0; i < school->item_count; i++)
        add_items_of(&whole, school, school->items[i].group);
    fill_from_types(&whole);
    return whole;
}
