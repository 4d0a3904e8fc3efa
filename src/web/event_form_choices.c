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

static json_t *kind_options(const char *chosen, bool spark)
{
    static const enum event_kind ORDER[] = {EVENT_TWILIGHT, EVENT_COURSE,        EVENT_INSET,
                                            EVENT_SPARK,    EVENT_CONFERENCE,    EVENT_GROUP,
                                            EVENT_VISIT,    EVENT_OBSERVATION,   EVENT_MEETING,
                                            EVENT_READING,  EVENT_PROTECTED_TIME};
    json_t *options = json_array();
    view_option(options, "", "Choose", *chosen == '\0');
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
        const char *name = event_kind_name(ORDER[i]);
        if (spark || ORDER[i] != EVENT_SPARK)
            view_option(options, name, event_kind_words(ORDER[i]), strcmp(name, chosen) == 0);
    }
    return options;
}

/* Those that are no kind of sparkd's already. */
static json_t *activity_options(const struct event_form_choices *choices, const char *chosen,
                                bool spark)
{
    const struct policy_list *list = list_of(choices, "activities");
    struct arena *arena = choices->ctx->arena;
    json_t *options = json_array();
    enum event_kind known;
    for (int i = 0; list && i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        bool is_chosen = strcmp(item->key, chosen) == 0;
        if (event_kind_parse(str_of(item->key), &known) == OK ||
            (!event_kind_offers(item) && !is_chosen) ||
            (event_kind_of(item) == EVENT_SPARK && !spark))
            continue;
        view_option(options, item->key, words_begin(arena, shortened(arena, item->text)),
                    is_chosen);
    }
    return options;
}

json_t *event_form_choices_kinds(const struct event_form_choices *choices, const char *chosen,
                                 bool spark)
{
    json_t *groups =
        json_pack("[{s:s, s:o}]", "label", "Kinds", "options", kind_options(chosen, spark));
    json_t *activities = activity_options(choices, chosen, spark);
    if (json_array_size(activities))
        json_array_append_new(
            groups, json_pack("{s:s, s:o}", "label", "From the policy", "options", activities));
    else
        json_decref(activities);
    return groups;
}
