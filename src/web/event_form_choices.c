/* DESIGN: what the event's form offers out of the policy and the register of providers. */
#include "event_form_choices.h"

#include <string.h>

#include "check.h"
#include "event_about.h"
#include "event_ask.h"
#include "provider.h"
#include "words.h"

enum { PROVIDERS_MAX = 200, TEXT_CHARS_MAX = 60 };

/* The policy's words can be a paragraph: its beginning, up to a word's end. */
static const char *shortened(struct arena *arena, const char *text)
{
    struct str whole = str_of(text);
    if (str_utf8_count(whole) <= TEXT_CHARS_MAX)
        return text;
    size_t n = str_utf8_prefix(whole, TEXT_CHARS_MAX);
    while (n > 0 && text[n] != ' ')
        n--;
    while (n > 0 && (text[n - 1] == ',' || text[n - 1] == ' '))
        n--;
    return arena_printf(arena, "%.*s…", (int)n, text);
}

/* ---- finding ---- */

static enum err find_providers(struct ctx *ctx, struct event_form_choices *ret)
{
    const struct provider_filter all = {"", "", -1, 0, PROVIDERS_MAX};
    struct provider_list list;
    enum err err = provider_list(ctx->store, &all, ctx->arena, &list);
    if (err != OK)
        return err;
    ret->providers = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    ret->providers[ret->provider_count++] = (struct choice){"", "Nobody: it is our own"};
    for (int i = 0; i < list.count; i++) {
        const struct provider *provider = &list.items[i];
        const char *name = provider->fields.name;
        if (provider->quality == PROVIDER_AVOID)
            name = arena_printf(ctx->arena, "%s (to be avoided)", name);
        ret->providers[ret->provider_count++] = sheet_choice(ctx->arena, provider->id.v, name);
    }
    return OK;
}

enum err event_form_choices_find(struct ctx *ctx, const struct event *event,
                                 const struct form *typed, struct event_form_choices *ret)
{
    struct event_form_choices choices = {.ctx = ctx};
    struct school_id school = {form_int(typed, "school", 0)};
    if (event)
        school = event->fields.school;
    enum err err = event_about_pack(ctx->store, school, ctx->arena, &choices.pack);
    choices.has_pack = err == OK;
    if (err == OK || err == ERR_NOT_FOUND)
        err = find_providers(ctx, &choices);
    if (err == OK)
        *ret = choices;
    return err;
}

/* ---- filling ---- */

static const struct policy_list *list_of(const struct event_form_choices *choices, const char *key)
{
    return choices->has_pack ? policy_list_find(&choices->pack, key) : NULL;
}

static void fill_from(const struct event_form_choices *choices, const char *key, const char *none,
                      struct sheet_field *field)
{
    const struct policy_list *list = list_of(choices, key);
    struct arena *arena = choices->ctx->arena;
    int count = list ? list->item_count : 0;
    struct choice *items = ARENA_ARRAY(arena, struct choice, (size_t)count + 1);
    field->choices = items;
    items[field->choice_count++] = (struct choice){"", none};
    for (int i = 0; i < count; i++)
        if (!list->items[i].retired)
            items[field->choice_count++] = (struct choice){
                list->items[i].key, words_begin(arena, shortened(arena, list->items[i].text))};
}

void event_form_choices_fill(const struct event_form_choices *choices, struct sheet_field *field)
{
    static const struct {
        const char *name, *list, *none;
    } LISTS[] = {
        {"level", "levels", "Not said"},
        {"theme", "themes", "Not said"},
        {"evaluation", "evaluation_times", "As is usual for its kind"},
    };
    for (size_t i = 0; i < COUNT_OF(LISTS); i++)
        if (strcmp(field->name, LISTS[i].name) == 0)
            fill_from(choices, LISTS[i].list, LISTS[i].none, field);
    if (strcmp(field->name, "provider") == 0) {
        field->choices = choices->providers;
        field->choice_count = choices->provider_count;
    }
}

/* ---- kinds ---- */

static const struct {
    enum event_kind kind;
    const char *hint;
} KINDS[] = {
    {EVENT_TWILIGHT, "After school, for whoever would like to"},
    {EVENT_COURSE, "Half a day or more, often bought from outside"},
    {EVENT_INSET, "A training day; it can have blocks and workshops"},
    {EVENT_SPARK, "Short talks by colleagues, with a programme"},
    {EVENT_CONFERENCE, "A day with workshops to choose from"},
    {EVENT_GROUP, "A teaching and learning group that meets again"},
    {EVENT_VISIT, "A few go to see another school"},
    {EVENT_OBSERVATION, "A colleague watches a lesson"},
    {EVENT_MEETING, "Those it is for must come; nobody books"},
    {EVENT_READING, "Something to read and confirm by a day"},
    {EVENT_PROTECTED_TIME, "Kept free for development; nobody books"},
};

static json_t *kind_options(const char *chosen, bool spark)
{
    json_t *options = json_array();
    view_option(options, "", "Choose", *chosen == '\0');
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        const char *name = event_kind_name(KINDS[i].kind);
        if (spark || KINDS[i].kind != EVENT_SPARK)
            view_option(options, name, event_kind_words(KINDS[i].kind), strcmp(name, chosen) == 0);
    }
    return options;
}

/* It is planned here, and none of sparkd's own kinds says the same already. */
static bool is_offered(const struct policy_item *item)
{
    enum event_kind known;
    bool same = event_kind_parse(str_of(item->key), &known) == OK ||
                strcmp(item->key, "learning_group") == 0;
    return !same && event_kind_offers(item) && event_kind_of(item) != EVENT_SPARK;
}

static json_t *activity_options(const struct event_form_choices *choices, const char *chosen)
{
    const struct policy_list *list = list_of(choices, "activities");
    struct arena *arena = choices->ctx->arena;
    json_t *options = json_array();
    for (int i = 0; list && i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        bool is_chosen = strcmp(item->key, chosen) == 0;
        if (is_offered(item) || is_chosen)
            view_option(options, item->key, words_begin(arena, shortened(arena, item->text)),
                        is_chosen);
    }
    return options;
}

/* What the policy adds, if anything: [{label, NAME: items}] with sparkd's kinds before it. */
static json_t *grouped(const char *name, json_t *kinds, json_t *activities)
{
    json_t *groups = json_pack("[{s:s, s:o}]", "label", "Kinds", name, kinds);
    if (json_array_size(activities))
        json_array_append_new(
            groups, json_pack("{s:s, s:o}", "label", "From the policy", name, activities));
    else
        json_decref(activities);
    return groups;
}

json_t *event_form_choices_kinds(const struct event_form_choices *choices, const char *chosen,
                                 bool spark)
{
    return grouped("options", kind_options(chosen, spark), activity_options(choices, chosen));
}

json_t *event_form_choices_links(const struct event_form_choices *choices)
{
    const struct policy_list *list = list_of(choices, "activities");
    json_t *kinds = json_array(), *activities = json_array();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++)
        json_array_append_new(
            kinds, json_pack("{s:s, s:s, s:s}", "value", event_kind_name(KINDS[i].kind), "text",
                             event_kind_words(KINDS[i].kind), "hint", KINDS[i].hint));
    for (int i = 0; list && i < list->item_count; i++)
        if (is_offered(&list->items[i]))
            json_array_append_new(activities,
                                  json_pack("{s:s, s:s}", "value", list->items[i].key, "text",
                                            words_begin(choices->ctx->arena, list->items[i].text)));
    return grouped("links", kinds, activities);
}

const char *event_form_choices_words(const struct event_form_choices *choices, const char *chosen)
{
    const struct policy_list *list = list_of(choices, "activities");
    const struct policy_item *item = list ? policy_list_item(list, chosen) : NULL;
    enum event_kind kind;
    if (event_kind_parse(str_of(chosen), &kind) == OK)
        return event_kind_words(kind);
    return item ? words_begin(choices->ctx->arena, item->text) : NULL;
}
