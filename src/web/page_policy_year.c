/* DESIGN: editing a stage or conversation of the year: its name, its dates, its reminders. */
#include <string.h>

#include "page.h"
#include "policy_edit_page.h"
#include "policy_view.h"
#include "view.h"
#include "words.h"

/* The forms a date rule has, in the order of enum deadline_rule_kind. */
static const struct {
    const char *value, *text;
    bool has_date;
} FORMS[] = {
    [RULE_FIRST_OF_YEAR] = {"first", "the first school day of the year", false},
    [RULE_LAST_OF_YEAR] = {"last", "the last school day of the year", false},
    [RULE_ON_OR_BEFORE] = {"before", "the last school day on or before", true},
    [RULE_ON_OR_AFTER] = {"after", "the first school day on or after", true},
};
static const char *const NUDGES[][2] = {
    {"ladder", "When it opens, 10 and 3 school days before it is due, and the day after"},
    {"opening", "Only when it opens"},
    {"none", "None"},
};

/* A rule as its three fields are named: opens_form, opens_day, opens_month. */
static const char *part_name(struct arena *arena, const char *rule, const char *part)
{
    return arena_printf(arena, "%s_%s", rule, part);
}

static const char *typed_or(struct ctx *ctx, const struct request *request, const char *name,
                            const char *now)
{
    return form_has(&request->form, name) ? field_text(ctx, request, name) : now;
}

static void add_rule(struct ctx *ctx, const struct request *request, const char *name,
                     struct deadline_rule rule, json_t *view)
{
    json_t *field = view_field(view, name, "", &ctx->why), *options = json_array();
    bool dated = FORMS[rule.kind].has_date;
    const char *form =
        typed_or(ctx, request, part_name(ctx->arena, name, "form"), FORMS[rule.kind].value);
    for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++)
        json_array_append_new(options, json_pack("{s:s, s:s, s:b}", "value", FORMS[i].value, "text",
                                                 FORMS[i].text, "selected",
                                                 strcmp(form, FORMS[i].value) == 0));
    json_object_set_new(field, "id", json_string(name));
    json_object_set_new(field, "legend",
                        json_string(strcmp(name, "opens") == 0 ? "From when" : "Due when"));
    json_object_set_new(field, "options", options);
    json_object_set_new(
        field, "day",
        json_string(typed_or(ctx, request, part_name(ctx->arena, name, "day"),
                             dated ? arena_printf(ctx->arena, "%d", rule.day) : "")));
    json_object_set_new(
        field, "month",
        json_string(typed_or(ctx, request, part_name(ctx->arena, name, "month"),
                             dated ? arena_printf(ctx->arena, "%d", rule.month) : "")));
}

static void add_nudges(struct ctx *ctx, const struct request *request, const char *now,
                       json_t *view)
{
    const char *chosen = typed_or(ctx, request, "nudges", now);
    json_t *options = json_array();
    for (size_t i = 0; i < 3; i++)
        json_array_append_new(options,
                              json_pack("{s:s, s:s, s:s, s:b}", "id",
                                        i ? arena_printf(ctx->arena, "nudges_%zu", i) : "nudges",
                                        "value", NUDGES[i][0], "text", NUDGES[i][1], "checked",
                                        strcmp(NUDGES[i][0], chosen) == 0));
    json_object_set_new(view_field(view, "nudges", chosen, &ctx->why), "options", options);
}

static json_t *part_view(struct ctx *ctx, const struct request *request,
                         const struct policy_draft *draft, const struct pack_item *item)
{
    json_t *view = view_new("Edit a part of the year");
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(item->label));
    json_object_set_new(view, "source",
                        json_string(arena_printf(ctx->arena, "Name: %s. Dates: %s.",
                                                 policy_view_source(item->source, ctx->arena),
                                                 policy_view_source(item->dates, ctx->arena))));
    view_field(view, "label", typed_or(ctx, request, "label", item->label), &ctx->why);
    add_rule(ctx, request, "opens", item->opens, view);
    add_rule(ctx, request, "due", item->due, view);
    add_nudges(ctx, request, item->nudges, view);
    policy_edit_page_frame(ctx, view, draft,
                           arena_printf(ctx->arena, "/policy/edit/year/%s", item->key),
                           "/policy/edit", "Edit the policy");
    return view;
}

static const struct pack_item *find_part(struct ctx *ctx, const struct request *request,
                                         const struct policy_draft *draft)
{
    return policy_pack_part(&draft->pack, arena_str_c(ctx->arena, request->name));
}

enum err page_policy_part(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_draft draft;
    enum err err = policy_edit_page_find(ctx, &draft);
    if (err != OK)
        return err;
    const struct pack_item *item = find_part(ctx, request, &draft);
    return item ? response_page(response, "policy/edit_part.html",
                                part_view(ctx, request, &draft, item))
                : ERR_NOT_FOUND;
}

/* ---- what was typed ---- */

static void read_rule(struct ctx *ctx, const struct request *request, const char *name,
                      struct deadline_rule now, const char **ret)
{
    char *text = arena_alloc(ctx->arena, DEADLINE_RULE_TEXT_MAX);
    const char *form =
        typed_or(ctx, request, part_name(ctx->arena, name, "form"), FORMS[now.kind].value);
    struct deadline_rule rule = {.kind = RULE_FIRST_OF_YEAR, .month = 0, .day = 0};
    struct day day;
    size_t kind = 0;
    while (kind < sizeof FORMS / sizeof FORMS[0] && strcmp(FORMS[kind].value, form) != 0)
        kind++;
    *ret = text;
    if (kind == sizeof FORMS / sizeof FORMS[0]) {
        refuse_field(&ctx->why, name, "Choose one of the forms a date can have");
        return;
    }
    rule.kind = (enum deadline_rule_kind)kind;
    if (FORMS[kind].has_date) {
        struct str typed_day = str_of(field_text(ctx, request, part_name(ctx->arena, name, "day")));
        struct str typed_month =
            str_of(field_text(ctx, request, part_name(ctx->arena, name, "month")));
        if (words_parse_date(typed_day, typed_month, STR("2028"), &day) != OK) {
            refuse_field(&ctx->why, name, "Enter a real day and month, like 25 September");
            return;
        }
        rule.month = day_civil(day).month;
        rule.day = day_civil(day).day;
    }
    deadline_rule_format(rule, text);
}

static void read_part(struct ctx *ctx, const struct request *request, const struct pack_item *item,
                      struct policy_edit_part *ret)
{
    *ret = (struct policy_edit_part){
        .key = item->key,
        .label = typed_or(ctx, request, "label", item->label),
        .nudges = typed_or(ctx, request, "nudges", item->nudges),
    };
    if (!*ret->label)
        refuse_field(&ctx->why, "label", "Enter what this part of the year is called");
    read_rule(ctx, request, "opens", item->opens, &ret->opens);
    read_rule(ctx, request, "due", item->due, &ret->due);
}

enum err page_policy_part_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct policy_draft draft;
    struct policy_edit *edit;
    struct policy_edit_part part;
    enum err err = policy_edit_page_begin(ctx, request, &draft, &edit);
    if (err != OK)
        return err;
    const struct pack_item *item = find_part(ctx, request, &draft);
    if (item)
        read_part(ctx, request, item, &part);
    err = item ? refusal_check(&ctx->why) : ERR_NOT_FOUND;
    if (err != OK) {
        policy_edit_free(edit);
    } else {
        policy_edit_part(edit, &part);
        err = policy_edit_page_save(ctx, &draft, edit, "due");
    }
    if (err == OK)
        return response_redirect(ctx, response, "/policy/edit?saved=1");
    return item ? policy_edit_page_refused(ctx, err, response, "policy/edit_part.html",
                                           part_view(ctx, request, &draft, item))
                : err;
}
