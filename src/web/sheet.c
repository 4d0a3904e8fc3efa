/* DESIGN: plain forms out of a table of their fields. */
#include "sheet.h"

#include <string.h>

#include "check.h"
#include "words.h"

/* ---- values ---- */

enum { VALUES_MAX = 64 };

struct form sheet_values(struct arena *arena)
{
    return (struct form){ARENA_ARRAY(arena, struct form_field, VALUES_MAX), 0};
}

void sheet_put(struct form *values, struct arena *arena, const char *name, const char *value)
{
    CHECK(values->count < VALUES_MAX);
    values->fields[values->count++] =
        (struct form_field){arena_str(arena, str_of(name)), arena_str(arena, str_of(value))};
}

void sheet_put_day(struct form *values, struct arena *arena, const char *name, struct day day)
{
    if (day_is_none(day))
        return;
    struct civil civil = day_civil(day);
    sheet_put(values, arena, arena_printf(arena, "%s_day", name),
              arena_printf(arena, "%d", civil.day));
    sheet_put(values, arena, arena_printf(arena, "%s_month", name),
              arena_printf(arena, "%d", civil.month));
    sheet_put(values, arena, arena_printf(arena, "%s_year", name),
              arena_printf(arena, "%d", civil.year));
}

static const char *part_of(struct arena *arena, const struct form *typed, const char *name,
                           const char *part)
{
    return form_text(typed, arena_printf(arena, "%s_%s", name, part), arena);
}

struct day sheet_day(struct ctx *ctx, const struct form *typed, const char *name)
{
    struct day day = DAY_NONE;
    struct str d = str_of(part_of(ctx->arena, typed, name, "day"));
    struct str m = str_of(part_of(ctx->arena, typed, name, "month"));
    struct str y = str_of(part_of(ctx->arena, typed, name, "year"));
    if (!d.n && !m.n && !y.n)
        refuse_field(&ctx->why, name, "Enter the day.");
    else if (words_parse_date(d, m, y, &day) != OK)
        refuse_field(&ctx->why, name,
                     "There is no such date. Enter a day, a month and a year, like 12 November "
                     "2026.");
    return day;
}

const char *sheet_lines(struct arena *arena, const struct form *typed, const char *name)
{
    char *text = arena_strdup(arena, form_text(typed, name, arena)), *out = text;
    for (const char *p = text; *p; p++)
        if (*p != '\r')
            *out++ = *p;
    *out = '\0';
    return text;
}

int sheet_version(const struct form *typed)
{
    int64_t version = form_int(typed, "version", -1);
    return version > 0 && version < INT32_MAX ? (int)version : -1;
}

/* ---- the form ---- */

struct choice sheet_choice(struct arena *arena, int64_t id, const char *text)
{
    return (struct choice){arena_printf(arena, "%lld", (long long)id), text};
}

static const char *error_of(struct ctx *ctx, const struct sheet_field *field)
{
    return view_field_error(&ctx->why, field->name);
}

static void describe(struct arena *arena, json_t *view, const char *name, const char *hint,
                     const char *error)
{
    const char *text = hint ? arena_printf(arena, "%s-hint", name) : "";
    if (error)
        text = arena_printf(arena, "%s%s%s-error", text, hint ? " " : "", name);
    if (hint)
        json_object_set_new(view, "hint", json_string(hint));
    if (error)
        json_object_set_new(view, "error", json_string(error));
    if (*text)
        json_object_set_new(view, "described", json_string(text));
}

/* The first radio's id is the field's name, so that errors lead to it. */
static json_t *options_view(struct arena *arena, const struct sheet_field *field, const char *name,
                            const char *chosen)
{
    json_t *options = json_array();
    for (int i = 0; i < field->choice_count; i++) {
        const struct choice *choice = &field->choices[i];
        const char *id = i ? arena_printf(arena, "%s-%d", name, i + 1) : name;
        json_array_append_new(options, json_pack("{s:s, s:s, s:s, s:b}", "id", id, "value",
                                                 choice->value, "text", choice->text, "chosen",
                                                 strcmp(choice->value, chosen) == 0));
    }
    return options;
}

/* Each is a field of its own; the first one's id is the group's name. */
static json_t *ticks_view(struct arena *arena, const struct sheet_field *field,
                          const struct form *values)
{
    json_t *options = json_array();
    for (int i = 0; i < field->choice_count; i++) {
        const char *name = arena_printf(arena, "%s_%s", field->name, field->choices[i].value);
        json_array_append_new(
            options, json_pack("{s:s, s:s, s:s, s:b}", "id", i ? name : field->name, "name", name,
                               "text", field->choices[i].text, "chosen", form_has(values, name)));
    }
    return options;
}

static void fill_date(struct arena *arena, json_t *view, const char *name,
                      const struct form *values)
{
    static const char *const parts[] = {"day", "month", "year"};
    for (int i = 0; i < 3; i++)
        json_object_set_new(view, parts[i], json_string(part_of(arena, values, name, parts[i])));
}

json_t *sheet_field_view(struct ctx *ctx, const struct sheet_field *field,
                         const struct form *values)
{
    static const char *const KINDS[] = {
        [SHEET_TEXT] = "is_text",     [SHEET_AREA] = "is_area",   [SHEET_RADIOS] = "is_radios",
        [SHEET_SELECT] = "is_select", [SHEET_TICK] = "is_tick",   [SHEET_TICKS] = "is_ticks",
        [SHEET_DATE] = "is_date",     [SHEET_MOMENT] = "is_date", [SHEET_PERSON] = "is_person"};
    struct arena *arena = ctx->arena;
    const char *value = form_text(values, field->name, arena);
    json_t *view =
        json_pack("{s:b, s:s, s:s, s:s, s:b}", KINDS[field->kind], 1, "name", field->name, "label",
                  field->label, "value", value, "narrow", field->narrow);
    describe(arena, view, field->name, field->hint, error_of(ctx, field));
    if (field->kind == SHEET_TICK)
        json_object_set_new(view, "chosen", json_boolean(strcmp(value, "yes") == 0));
    if (field->kind == SHEET_MOMENT)
        json_object_set_new(
            view, "at", json_pack("{s:s}", "time", part_of(arena, values, field->name, "time")));
    if (field->kind == SHEET_DATE || field->kind == SHEET_MOMENT)
        fill_date(arena, view, field->name, values);
    else if (field->kind == SHEET_TICKS)
        json_object_set_new(view, "options", ticks_view(arena, field, values));
    else if (field->kind == SHEET_PERSON)
        view_list(view, "options",
                  options_view(arena, field, "person_id", form_text(values, "person_id", arena)));
    else if (field->choice_count)
        json_object_set_new(view, "options", options_view(arena, field, field->name, value));
    return view;
}

json_t *sheet_view(struct ctx *ctx, const struct sheet *sheet, const struct form *values)
{
    json_t *view = view_new(sheet->title), *fields = json_array();
    view_back(view, sheet->back_href, sheet->back_text);
    for (int i = 0; i < sheet->count; i++)
        json_array_append_new(fields, sheet_field_view(ctx, &sheet->fields[i], values));
    if (sheet->intro)
        json_object_set_new(view, "intro", json_string(sheet->intro));
    json_object_set_new(view, "fields", fields);
    json_object_update_new(view, json_pack("{s:s, s:s, s:b, s:{s:s, s:s}}", "action", sheet->action,
                                           "button", sheet->button, "grave", sheet->grave, "keep",
                                           "text", sheet->keep ? sheet->keep : "Cancel", "href",
                                           sheet->back_href));
    if (sheet->version)
        json_object_set_new(view, "version",
                            json_string(arena_printf(ctx->arena, "%d", sheet->version)));
    view_errors(view, &ctx->why);
    return view;
}

/* ---- somebody was quicker ---- */

static const char *choice_words(const struct sheet_field *field, const char *value)
{
    for (int i = 0; i < field->choice_count; i++)
        if (strcmp(field->choices[i].value, value) == 0)
            return field->choices[i].text;
    return value;
}

static const char *ticked_words(struct arena *arena, const struct sheet_field *field,
                                const struct form *values)
{
    const char *words = "";
    for (int i = 0; i < field->choice_count; i++)
        if (form_has(values, arena_printf(arena, "%s_%s", field->name, field->choices[i].value)))
            words =
                arena_printf(arena, "%s%s%s", words, *words ? ", " : "", field->choices[i].text);
    return words;
}

static const char *field_words(struct arena *arena, const struct sheet_field *field,
                               const struct form *values)
{
    if (field->kind == SHEET_TICKS)
        return ticked_words(arena, field, values);
    if (field->kind == SHEET_TICK)
        return form_has(values, field->name) ? "yes" : "no";
    if (field->kind == SHEET_DATE)
        return arena_printf(arena, "%s %s %s", part_of(arena, values, field->name, "day"),
                            part_of(arena, values, field->name, "month"),
                            part_of(arena, values, field->name, "year"));
    return choice_words(field, form_text(values, field->name, arena));
}

static json_t *differences(struct arena *arena, const struct sheet *sheet,
                           const struct form *theirs, const struct form *yours)
{
    json_t *rows = json_array();
    for (int i = 0; i < sheet->count; i++) {
        const char *now = field_words(arena, &sheet->fields[i], theirs);
        const char *typed = field_words(arena, &sheet->fields[i], yours);
        if (strcmp(now, typed) != 0)
            json_array_append_new(
                rows, json_pack("{s:s, s:s, s:s}", "label", sheet->fields[i].label, "theirs",
                                *now ? now : "Nothing", "yours", *typed ? typed : "Nothing"));
    }
    return rows;
}

/* All of the form but its proof and its old version. */
static json_t *hidden_of(struct arena *arena, const struct sheet *sheet, const struct form *yours)
{
    json_t *hidden = json_pack("[{s:s, s:s}]", "name", "version", "value",
                               arena_printf(arena, "%d", sheet->version));
    for (int i = 0; i < yours->count; i++) {
        const struct form_field *field = &yours->fields[i];
        if (!str_eq_c(field->name, "csrf") && !str_eq_c(field->name, "version"))
            json_array_append_new(hidden,
                                  json_pack("{s:s, s:s}", "name", arena_str_c(arena, field->name),
                                            "value", arena_str_c(arena, field->value)));
    }
    return hidden;
}

static json_t *stale_view(struct ctx *ctx, const struct sheet *sheet, const struct form *theirs,
                          const struct form *yours)
{
    json_t *view = view_new("Changed meanwhile");
    view_back(view, sheet->back_href, sheet->back_text);
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("This was changed while you were typing"));
    json_object_update_new(view, json_pack("{s:s, s:o, s:s, s:o, s:{s:s, s:s}}", "text",
                                           "Somebody else saved it first.", "rows",
                                           differences(ctx->arena, sheet, theirs, yours), "action",
                                           sheet->action, "hidden",
                                           hidden_of(ctx->arena, sheet, yours), "keep", "text",
                                           "Keep what is there", "href", sheet->back_href));
    return view;
}

enum err sheet_refused(struct ctx *ctx, const struct sheet *sheet, const struct form *typed,
                       const struct form *theirs, enum err why, struct response *response)
{
    if (why == ERR_STALE && theirs)
        return response_page_refused(response, why, "stale.html",
                                     stale_view(ctx, sheet, theirs, typed));
    if (why != ERR_INVALID && why != ERR_CONFLICT && why != ERR_LIMIT && why != ERR_STALE)
        return why;
    return response_page_refused(response, why, "form.html", sheet_view(ctx, sheet, typed));
}
