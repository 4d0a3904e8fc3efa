/* DESIGN: the filters of a list of events: what there is to choose, and what is chosen. */
#include "event_filter_view.h"

#include <string.h>

#include "calendar.h"
#include "check.h"
#include "event_about.h"
#include "school.h"
#include "tz.h"
#include "words.h"

enum { MONTHS = 12 };

static const char *day_text(const struct ctx *ctx, struct day day)
{
    char text[DAY_TEXT_MAX];
    day_format(day, text);
    return arena_strdup(ctx->arena, text);
}

json_t *event_filter_view_kinds(int chosen)
{
    static const enum event_kind ORDER[] = {EVENT_SPARK,          EVENT_TWILIGHT,    EVENT_INSET,
                                            EVENT_COURSE,         EVENT_CONFERENCE,  EVENT_GROUP,
                                            EVENT_MEETING,        EVENT_OBSERVATION, EVENT_VISIT,
                                            EVENT_PROTECTED_TIME, EVENT_READING};
    json_t *options = json_array();
    view_option(options, "", "Any kind", chosen == EVENT_ANY_KIND);
    for (size_t i = 0; i < COUNT_OF(ORDER); i++)
        view_option(options, event_kind_name(ORDER[i]), event_kind_words(ORDER[i]),
                    chosen == (int)ORDER[i]);
    return options;
}

static enum err add_schools(struct ctx *ctx, const struct event_ask *ask, json_t *filter,
                            const char **ret_name)
{
    struct school *schools;
    int count;
    json_t *options = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(options, "", "Any school", ask->school.v == 0);
    for (int i = 0; err == OK && i < count; i++) {
        bool chosen = schools[i].id.v == ask->school.v;
        view_option_id(options, schools[i].id.v, schools[i].name, chosen);
        if (chosen)
            *ret_name = schools[i].name;
    }
    json_object_set_new(filter, "schools", options);
    return err;
}

/* ---- days ---- */

struct days {
    json_t *options;
    struct day chosen;
    bool found;
};

static void add_day(struct ctx *ctx, struct days *days, struct day day, const char *text)
{
    bool is_chosen = !days->found && day.v == days->chosen.v;
    days->found = days->found || is_chosen;
    view_option(days->options, day_text(ctx, day), text, is_chosen);
}

/* A day of an address that is none of those offered. */
static json_t *end_days(struct ctx *ctx, struct days *days)
{
    if (!days->found && !day_is_none(days->chosen))
        add_day(ctx, days, days->chosen, words_date_plain(ctx->arena, days->chosen));
    return days->options;
}

/* The start of the month `offset` months on. */
static struct day month_first(struct day today, int offset)
{
    struct civil civil = day_civil(today);
    int month = civil.month + offset;
    return day_of(civil.year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

/* Today, the start of the school year, and the first of each month to come. */
static json_t *from_options(struct ctx *ctx, const struct event_ask *ask)
{
    struct day today = tz_day(ctx->now), year = calendar_year_first(calendar_year(today));
    struct days days = {json_array(), ask->from, false};
    view_option(days.options, "", *ask->q ? "Any day" : "Today", day_is_none(ask->from));
    add_day(ctx, &days, year, "The start of this school year");
    for (int i = 1; i < MONTHS; i++) {
        struct day first = month_first(today, i);
        if (first.v != year.v)
            add_day(ctx, &days, first, words_date_plain(ctx->arena, first));
    }
    return end_days(ctx, &days);
}

/* The last of each month. */
static json_t *to_options(struct ctx *ctx, const struct event_ask *ask)
{
    struct days days = {json_array(), ask->to, false};
    view_option(days.options, "", "Any day", day_is_none(ask->to));
    for (int i = 1; i <= MONTHS; i++) {
        struct day last = day_add(month_first(tz_day(ctx->now), i), -1);
        add_day(ctx, &days, last, words_date_plain(ctx->arena, last));
    }
    return end_days(ctx, &days);
}

/* ---- the policy's lists ---- */

/* Of activities those that are booked, but for sparkd's own kinds. */
static bool is_offered(const char *list, const struct policy_item *item)
{
    enum event_kind known;
    if (strcmp(list, "activities") != 0)
        return !item->retired;
    return event_kind_offers(item) && event_kind_parse(str_of(item->key), &known) != OK;
}

static const char *add_list(struct ctx *ctx, const struct policy_pack *pack, const char *list_key,
                            const char *chosen, const char *name, json_t *filter)
{
    const struct policy_list *list = policy_list_find(pack, list_key);
    const char *words = NULL;
    json_t *options = json_array();
    view_option(options, "", "Any", !*chosen);
    for (int i = 0; list && i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        bool is_chosen = strcmp(item->key, chosen) == 0;
        if (is_chosen)
            words = item->text;
        if (is_chosen || is_offered(list_key, item))
            view_option(options, item->key, words_begin(ctx->arena, item->text), is_chosen);
    }
    if (json_array_size(options) > 1)
        json_object_set_new(filter, name, json_pack("{s:o}", "options", options));
    else
        json_decref(options);
    return words;
}

static enum err add_lists(struct ctx *ctx, const struct event_ask *ask, json_t *filter,
                          struct event_ask_names *names)
{
    struct policy_pack pack;
    enum err err = event_about_pack(ctx->store, ask->school, ctx->arena, &pack);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    names->type = add_list(ctx, &pack, "activities", ask->type, "types", filter);
    names->theme = add_list(ctx, &pack, "themes", ask->theme, "themes", filter);
    names->level = add_list(ctx, &pack, "levels", ask->level, "levels", filter);
    return OK;
}

static enum err add_phases(struct ctx *ctx, const struct event_ask *ask, json_t *filter)
{
    const char **phases;
    int count;
    bool found = !*ask->phase;
    enum err err = event_list_phases(ctx->store, ctx->arena, &phases, &count);
    if (err != OK || (count == 0 && found))
        return err;
    json_t *options = json_array();
    view_option(options, "", "Any", found);
    for (int i = 0; i < count; i++) {
        bool chosen = str_eq_nocase(str_of(phases[i]), str_of(ask->phase));
        found = found || chosen;
        view_option(options, phases[i], phases[i], chosen);
    }
    if (!found)
        view_option(options, ask->phase, ask->phase, true);
    json_object_set_new(filter, "phases", json_pack("{s:o}", "options", options));
    return OK;
}

enum err event_filter_view(struct ctx *ctx, const struct event_ask *ask, json_t *view,
                           struct event_ask_names *ret_names)
{
    struct event_ask_names names = {.school = NULL};
    struct event_ask typed = *ask;
    typed.q = "";
    typed.after = (struct event_cursor){.id = 0};
    bool open = strchr(event_ask_link(&typed, typed.after, ctx->arena), '?') != NULL;
    json_t *filter = json_pack("{s:s, s:b, s:o, s:o, s:o, s:b}", "q", ask->q, "open", open, "kinds",
                               event_filter_view_kinds(ask->kind), "froms", from_options(ctx, ask),
                               "tos", to_options(ctx, ask), "free", ask->free);
    json_object_set_new(view, "filter", filter);
    enum err err = add_schools(ctx, ask, filter, &names.school);
    if (err == OK)
        err = add_lists(ctx, ask, filter, &names);
    if (err == OK)
        err = add_phases(ctx, ask, filter);
    if (err == OK)
        *ret_names = names;
    return err;
}

void event_filter_view_chips(struct ctx *ctx, const struct event_ask *ask,
                             const struct event_ask_names *names, json_t *view)
{
    struct event_ask_part parts[EVENT_ASK_PARTS_MAX];
    int count = event_ask_parts(ask, names, ctx->arena, parts);
    json_t *chips = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(chips, json_pack("{s:s, s:s}", "text", parts[i].words, "href",
                                               event_ask_link(&parts[i].without,
                                                              parts[i].without.after, ctx->arena)));
    view_list(view, "chips", chips);
}
