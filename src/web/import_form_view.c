/* DESIGN: the forms of an import: the upload, and which column holds what. */
#include <stdlib.h>
#include <string.h>

#include "import_view.h"
#include "view.h"
#include "words.h"

/* ---- the upload ---- */

static json_t *map_options(const char *chosen)
{
    json_t *options = json_array();
    for (int i = 0; i < STAFF_PRESET_COUNT; i++) {
        enum staff_preset preset = (enum staff_preset)i;
        const char *name = staff_preset_name(preset);
        json_array_append_new(options,
                              json_pack("{s:s, s:s, s:s, s:b}", "id", i ? name : "map", "value",
                                        name, "text", staff_preset_label(preset), "checked",
                                        str_eq_c(str_of(chosen), name) || (!*chosen && i == 0)));
    }
    return options;
}

static enum err school_options(struct ctx *ctx, int64_t chosen, json_t *options)
{
    struct school *schools;
    int count = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    view_option(options, "", "The file has a column for it", chosen == 0);
    for (int i = 0; i < count; i++)
        view_option_id(options, schools[i].id.v, schools[i].name, schools[i].id.v == chosen);
    return OK;
}

static enum err past_view(struct ctx *ctx, json_t *view)
{
    struct staff_import *imports;
    json_t *list = json_array();
    int count = 0;
    enum err err = staff_import_list(ctx->store, ctx->arena, &imports, &count);
    for (int i = 0; err == OK && i < count; i++)
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s}", "href",
                      arena_printf(ctx->arena, "/people/import/%lld", (long long)imports[i].id),
                      "file", imports[i].file_name, "state", import_state_words(ctx, &imports[i])));
    view_list(view, "imports", list);
    return err;
}

enum err import_start_view(struct ctx *ctx, const struct form *form, json_t **ret)
{
    json_t *view = view_new("Import people"), *schools = json_array();
    int percent = 0;
    int64_t school = form ? form_int(form, "school_id", 0) : 0;
    const char *map = form ? form_text(form, "map", ctx->arena) : "";
    view_back(view, "/trust", "Our trust");
    view_field(view, "file", "", &ctx->why);
    json_object_set_new(view_field(view, "map", map, &ctx->why), "options", map_options(map));
    enum err err = school_options(ctx, school, schools);
    json_object_set_new(view_field(view, "school_id", "", &ctx->why), "options", schools);
    view_field(view, "add_schools", form ? form_text(form, "add_schools", ctx->arena) : "", NULL);
    view_field(view, "choose", form ? form_text(form, "choose", ctx->arena) : "", NULL);
    if (err == OK)
        err = past_view(ctx, view);
    if (err == OK)
        err = staff_import_share(ctx->store, &percent);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    bool typed = form && form_has(form, "percent");
    view_field(view, "percent",
               typed ? form_text(form, "percent", ctx->arena)
                     : arena_printf(ctx->arena, "%d", percent),
               &ctx->why);
    if (ctx->why.field_count)
        view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

/* ---- columns ---- */

/* A system's file often holds more than sparkd takes. Of such columns the heading is enough: nobody
 * reads a birthday over a colleague's shoulder. Letters alone, in lower case, count. */
static bool is_private(struct str heading)
{
    static const char *const words[] = {"birth",  "dob",    "nino",     "ninumber", "insurance",
                                        "salary", "ethnic", "religion", "disab",    "national",
                                        "gender", "phone",  "postcode", "bank",     "homeaddress"};
    char plain[64];
    size_t n = 0;
    for (size_t i = 0; i < heading.n && n + 1 < sizeof plain; i++) {
        char c = heading.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z')
            plain[n++] = c;
    }
    plain[n] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(plain, words[i]))
            return true;
    return false;
}

static const char *example_of(struct ctx *ctx, const struct staff_sample *sample, int column)
{
    if (is_private(sample->headings.cells[column]))
        return "";
    for (int i = 0; i < sample->row_count; i++)
        if (column < sample->rows[i].count && sample->rows[i].cells[column].n) {
            struct str cell = sample->rows[i].cells[column];
            struct str shown = str_first(cell, str_utf8_prefix(cell, 30));
            return arena_printf(ctx->arena, "%.*s%s", (int)shown.n, shown.p,
                                shown.n < cell.n ? "…" : "");
        }
    return "";
}

static json_t *column_options(struct ctx *ctx, const struct staff_sample *sample, int chosen)
{
    json_t *options = json_array();
    view_option(options, "", "None", chosen < 0);
    for (int i = 0; i < sample->headings.count; i++) {
        struct str heading = sample->headings.cells[i];
        const char *example = example_of(ctx, sample, i);
        view_option_id(options, i + 1,
                       arena_printf(ctx->arena, "%.*s%s%s%s", (int)heading.n, heading.p,
                                    *example ? " (" : "", example, *example ? ")" : ""),
                       i == chosen);
    }
    return options;
}

json_t *import_columns_view(struct ctx *ctx, const struct staff_import *import,
                            const struct staff_sample *sample, const struct staff_map *guess,
                            const struct form *form)
{
    json_t *view = view_new("Which column holds what?"), *fields = json_array();
    view_back(view, "/people/import", "Import people");
    json_object_set_new(view, "file", json_string(import->file_name));
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        const struct staff_field_info *info = staff_field_info((enum staff_field)i);
        int chosen = form ? (int)form_int(form, info->key, 0) - 1 : guess->columns[i];
        json_t *field = json_pack("{s:s, s:s, s:o}", "key", info->key, "label", info->label,
                                  "options", column_options(ctx, sample, chosen));
        const char *error = view_field_error(&ctx->why, info->key);
        if (*info->hint)
            json_object_set_new(field, "hint", json_string(info->hint));
        if (error)
            json_object_set_new(field, "error", json_string(error));
        json_array_append_new(fields, field);
    }
    json_object_set_new(view, "fields", fields);
    json_object_set_new(view, "action",
                        json_string(arena_printf(ctx->arena, "/people/import/%lld/columns",
                                                 (long long)import->id)));
    json_object_set_new(
        view, "drop",
        json_string(arena_printf(ctx->arena, "/people/import/%lld/drop", (long long)import->id)));
    if (ctx->why.field_count)
        view_errors(view, &ctx->why);
    return view;
}
