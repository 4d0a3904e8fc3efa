/* DESIGN: a deadline rule in a form: which day, and for some rules a day and a month. */
#include "rule_form.h"

#include <string.h>

#include "check.h"
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

static const char *part_name(struct arena *arena, const char *rule, const char *part)
{
    return arena_printf(arena, "%s_%s", rule, part);
}

/* A day or month as typed, else of the rule that stands. */
static void add_number(struct ctx *ctx, const struct request *request, const char *name,
                       const char *part, int now, json_t *field)
{
    const char *number = now ? arena_printf(ctx->arena, "%d", now) : "";
    json_object_set_new(
        field, part,
        json_string(field_text_or(ctx, request, part_name(ctx->arena, name, part), number)));
}

void rule_form_view(struct ctx *ctx, const struct request *request, const char *name,
                    struct deadline_rule now, json_t *view)
{
    json_t *field = view_field(view, name, "", &ctx->why), *options = json_array();
    bool dated = FORMS[now.kind].has_date;
    const char *form =
        field_text_or(ctx, request, part_name(ctx->arena, name, "form"), FORMS[now.kind].value);
    for (size_t i = 0; i < COUNT_OF(FORMS); i++)
        view_option(options, FORMS[i].value, FORMS[i].text, strcmp(form, FORMS[i].value) == 0);
    json_object_set_new(field, "id", json_string(name));
    json_object_set_new(field, "legend",
                        json_string(strcmp(name, "opens") == 0 ? "From when" : "Due when"));
    json_object_set_new(field, "options", options);
    add_number(ctx, request, name, "day", dated ? now.day : 0, field);
    add_number(ctx, request, name, "month", dated ? now.month : 0, field);
}

static bool read_date(struct ctx *ctx, const struct request *request, const char *name,
                      struct deadline_rule *rule)
{
    struct str day = str_of(field_text(ctx, request, part_name(ctx->arena, name, "day")));
    struct str month = str_of(field_text(ctx, request, part_name(ctx->arena, name, "month")));
    struct day date;
    /* A leap year has every day there is. */
    if (words_parse_date(day, month, STR("2028"), &date) != OK) {
        refuse_field(&ctx->why, name, "Enter a real day and month, like 25 September");
        return false;
    }
    rule->month = day_civil(date).month;
    rule->day = day_civil(date).day;
    return true;
}

const char *rule_form_read(struct ctx *ctx, const struct request *request, const char *name,
                           struct deadline_rule now)
{
    const char *form =
        field_text_or(ctx, request, part_name(ctx->arena, name, "form"), FORMS[now.kind].value);
    struct deadline_rule rule = {.month = 0, .day = 0};
    size_t kind = 0;
    while (kind < COUNT_OF(FORMS) && strcmp(FORMS[kind].value, form) != 0)
        kind++;
    if (kind == COUNT_OF(FORMS)) {
        refuse_field(&ctx->why, name, "Choose one of the forms a date can have");
        return "";
    }
    rule.kind = (enum deadline_rule_kind)kind;
    if (FORMS[kind].has_date && !read_date(ctx, request, name, &rule))
        return "";
    char *text = arena_alloc(ctx->arena, DEADLINE_RULE_TEXT_MAX);
    deadline_rule_format(rule, text);
    return text;
}
