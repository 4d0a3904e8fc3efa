/* DESIGN: choosing whether the trust keeps a ledger of hours, and by what rules. */
#include <string.h>

#include "audit.h"
#include "hours_gate.h"
#include "hours_view.h"
#include "page.h"
#include "school_year.h"
#include "sheet.h"

/* kept, from_year, spark; then three of each group. */
enum { PLAIN = 3, EACH = 3, FIELDS = PLAIN + EACH * HOURS_GROUPS };

static const struct choice KEPT[] = {
    {"yes", "Yes: everybody sees their own hours, their leaders those of their school"},
    {"no", "No: nothing is counted and no page speaks of it"},
};
static const struct choice SPARK[] = {
    {"no", "No: SPARK is an opportunity, nothing more"},
    {"yes", "Yes: whoever was there is credited with its hours"},
};

/* ---- the form ---- */

static void add_group(struct ctx *ctx, enum hours_group group, struct sheet_field *fields)
{
    fields[0] = (struct sheet_field){.kind = SHEET_TEXT,
                                     .name = hours_setting_field(ctx->arena, group, "days"),
                                     .label = "INSET days a year",
                                     .narrow = true};
    fields[1] = (struct sheet_field){.kind = SHEET_TEXT,
                                     .name = hours_setting_field(ctx->arena, group, "day"),
                                     .label = "Hours of each",
                                     .narrow = true};
    fields[2] = (struct sheet_field){.kind = SHEET_TEXT,
                                     .name = hours_setting_field(ctx->arena, group, "directed"),
                                     .label = "Directed hours a year",
                                     .narrow = true};
}

static struct sheet sheet_of(struct ctx *ctx, int version)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    struct choice *years = ARENA_ARRAY(ctx->arena, struct choice, 2);
    int now = hours_gate_this_year(ctx);
    for (int i = 0; i < 2; i++)
        years[i] = (struct choice){arena_printf(ctx->arena, "%d", now + i),
                                   school_year_name(ctx->arena, now + i)};
    fields[0] =
        (struct sheet_field){SHEET_RADIOS, "kept", "Keep a ledger of hours?", NULL, KEPT, 2, false};
    fields[1] = (struct sheet_field){SHEET_SELECT,
                                     "from_year",
                                     "From which academic year on?",
                                     "The years before stay as they were.",
                                     years,
                                     2,
                                     false};
    fields[2] = (struct sheet_field){
        SHEET_RADIOS, "spark", "Does SPARK count as INSET?", NULL, SPARK, 2, false};
    for (int i = 0; i < HOURS_GROUPS; i++)
        add_group(ctx, (enum hours_group)i, &fields[PLAIN + EACH * i]);
    return (struct sheet){.title = "How hours are kept",
                          .action = "/hours/settings",
                          .button = "Save",
                          .back_href = "/trust",
                          .back_text = "Our trust",
                          .fields = fields,
                          .count = FIELDS,
                          .version = version};
}

static struct form values_of(struct ctx *ctx, const struct hours_setting *setting)
{
    struct form values = sheet_values(ctx->arena);
    struct arena *arena = ctx->arena;
    int now = hours_gate_this_year(ctx);
    int from = setting->from_year > now ? setting->from_year : now;
    sheet_put(&values, arena, "kept", setting->kept ? "yes" : "no");
    sheet_put(&values, arena, "from_year", arena_printf(arena, "%d", from));
    sheet_put(&values, arena, "spark", setting->rules.spark ? "yes" : "no");
    for (int i = 0; i < HOURS_GROUPS; i++) {
        const struct hours_rule *rule = &setting->rules.of[i];
        enum hours_group group = (enum hours_group)i;
        sheet_put(&values, arena, hours_setting_field(arena, group, "days"),
                  arena_printf(arena, "%d", rule->inset_days));
        sheet_put(&values, arena, hours_setting_field(arena, group, "day"),
                  hours_view_typed(arena, rule->day_min));
        sheet_put(&values, arena, hours_setting_field(arena, group, "directed"),
                  hours_view_typed(arena, rule->directed_min));
    }
    return values;
}

/* Does a group owe anything, or is something wrong with what was typed for it? */
static bool is_in_use(struct ctx *ctx, const struct sheet_field *fields, const struct form *values)
{
    bool used = false;
    for (int i = 0; i < EACH; i++) {
        const char *value = form_text(values, fields[i].name, ctx->arena);
        used |= view_field_error(&ctx->why, fields[i].name) ||
                (i != 1 && *value && strcmp(value, "0") != 0);
    }
    return used;
}

/* The sheet's fields, those of a group together; groups out of use behind a fold. */
static json_t *page_view(struct ctx *ctx, const struct sheet *sheet, const struct form *values)
{
    json_t *view = sheet_view(ctx, sheet, values), *plain = json_array();
    json_t *used = json_array(), *others = json_array();
    json_t *fields = json_incref(json_object_get(view, "fields"));
    for (size_t i = 0; i < PLAIN; i++)
        json_array_append(plain, json_array_get(fields, i));
    for (int i = 0; i < HOURS_GROUPS; i++) {
        int first = PLAIN + EACH * i;
        json_t *own = json_array();
        for (int k = 0; k < EACH; k++)
            json_array_append(own, json_array_get(fields, (size_t)(first + k)));
        bool open = i <= HOURS_LEADERSHIP || is_in_use(ctx, &sheet->fields[first], values);
        json_array_append_new(open ? used : others,
                              json_pack("{s:s, s:o}", "legend",
                                        hours_view_group((enum hours_group)i), "fields", own));
    }
    json_decref(fields);
    json_object_set_new(view, "fields", plain);
    view_list(view, "groups", used);
    view_list(view, "others", others);
    return view;
}

static enum err find(struct ctx *ctx, struct hours_setting *ret)
{
    enum err err = hours_gate_set(ctx);
    /* what holds from the next year on, if that was chosen last */
    return err == OK ? hours_setting_find(ctx->store, hours_gate_this_year(ctx) + 1, ret) : err;
}

enum err page_hours_setting(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct hours_setting setting;
    enum err err = find(ctx, &setting);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, setting.version);
    const struct form values = values_of(ctx, &setting);
    json_t *view = page_view(ctx, &sheet, &values);
    if (form_has(&request->query, "saved"))
        view_flash(view, setting.kept ? "Saved. A ledger of hours is kept."
                                      : "Saved. No ledger of hours is kept.");
    return response_page(response, "hours/settings.html", view);
}

/* ---- what was typed ---- */

/* A number the rules refuse where none was typed: an error of the field then. */
static int read_minutes(const struct form *typed, const char *name, int max)
{
    int minutes;
    return hours_view_parse(form_find(typed, name), max, &minutes) == OK ? minutes : -1;
}

static struct hours_rule read_rule(struct ctx *ctx, const struct form *typed,
                                   enum hours_group group)
{
    const char *days = hours_setting_field(ctx->arena, group, "days");
    int64_t count = form_int(typed, days, -1);
    return (struct hours_rule){
        count >= 0 && count <= HOURS_DAYS_MAX ? (int)count : -1,
        read_minutes(typed, hours_setting_field(ctx->arena, group, "day"), HOURS_DAY_MIN_MAX),
        read_minutes(typed, hours_setting_field(ctx->arena, group, "directed"),
                     HOURS_DIRECTED_MIN_MAX),
    };
}

static bool read_yes(struct ctx *ctx, const struct form *typed, const char *name)
{
    struct str value = form_find(typed, name);
    if (!str_eq_c(value, "yes") && !str_eq_c(value, "no"))
        refuse_field(&ctx->why, name, "Choose yes or no.");
    return str_eq_c(value, "yes");
}

static struct hours_choice read_choice(struct ctx *ctx, const struct form *typed)
{
    struct hours_choice choice = {
        .version = sheet_version(typed),
        .from_year = (int)form_int(typed, "from_year", 0),
        .this_year = hours_gate_this_year(ctx),
        .kept = read_yes(ctx, typed, "kept"),
        .rules = {.spark = read_yes(ctx, typed, "spark")},
    };
    for (int i = 0; i < HOURS_GROUPS; i++)
        choice.rules.of[i] = read_rule(ctx, typed, (enum hours_group)i);
    return choice;
}

enum err page_hours_setting_save(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct hours_setting setting;
    enum err err = find(ctx, &setting);
    if (err != OK)
        return err;
    const struct hours_choice choice = read_choice(ctx, &request->form);
    err = hours_setting_change(ctx->store, &choice, ctx->actor.person, ctx->now, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-set", 0,
                        choice.kept ? "kept" : "not kept");
    if (err == OK)
        return response_redirect(ctx, response, "/hours/settings?saved=1");
    const struct sheet sheet = sheet_of(ctx, setting.version);
    if (err == ERR_INVALID)
        return response_page_refused(response, err, "hours/settings.html",
                                     page_view(ctx, &sheet, &request->form));
    const struct form theirs = values_of(ctx, &setting);
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}
