/* DESIGN: saying for whom an event is. */
#include "audience_form.h"

#include "audience_view.h"
#include "check.h"
#include "employment.h"
#include "org_group.h"
#include "school.h"
#include "tz.h"

enum { GROUPS_OFFERED = 200, FIELDS = 6 };

static struct choice none(const char *text)
{
    return (struct choice){"", text};
}

/* ---- the choices ---- */

static enum err add_schools(struct ctx *ctx, struct sheet_field *field,
                            struct sheet_field *governors)
{
    struct school *schools;
    int count, n = 0, g = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *of = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    struct choice *by = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 2);
    of[n++] = none("Any school");
    by[g++] = none("No governors");
    by[g++] = (struct choice){"all", "All governors and trustees"};
    for (int i = 0; i < count; i++) {
        of[n++] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
        by[g++] = sheet_choice(ctx->arena, schools[i].id.v,
                               arena_printf(ctx->arena, "Governors of %s", schools[i].name));
    }
    *field = (struct sheet_field){SHEET_SELECT, "school", "School", NULL, of, n, false};
    *governors = (struct sheet_field){SHEET_SELECT, "governors", "Governors", NULL, by, g, false};
    return OK;
}

static enum err add_groups(struct ctx *ctx, struct sheet_field *field)
{
    const struct org_group_filter filter = {.kind = "", .limit = GROUPS_OFFERED};
    struct org_group_list groups;
    int n = 0;
    enum err err = org_group_list(ctx->store, &filter, tz_day(ctx->now), ctx->arena, &groups);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)groups.count + 1);
    choices[n++] = none("Any group");
    for (int i = 0; i < groups.count; i++) {
        const struct org_group *group = &groups.items[i];
        choices[n++] =
            sheet_choice(ctx->arena, group->id.v,
                         *group->school_name ? arena_printf(ctx->arena, "%s, %s",
                                                            group->fields.name, group->school_name)
                                             : group->fields.name);
    }
    *field = (struct sheet_field){
        SHEET_SELECT, "group", "Department, team, phase or working party", NULL, choices, n, false};
    return OK;
}

static struct sheet_field words_field(struct ctx *ctx, const char *name, const char *label,
                                      const char *any, const char *const *words, int count)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    choices[0] = none(any);
    for (int i = 0; i < count; i++)
        choices[i + 1] = (struct choice){words[i], words[i]};
    return (struct sheet_field){SHEET_SELECT, name, label, NULL, choices, count + 1, false};
}

enum err audience_form(struct ctx *ctx, const struct event *event, const struct person_pick *pick,
                       struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    enum err err = add_schools(ctx, &fields[0], &fields[5]);
    if (err == OK)
        err = add_groups(ctx, &fields[3]);
    if (err != OK)
        return err;
    fields[1] = words_field(ctx, "staff_group", "Staff group", "Any staff group",
                            employment_staff_groups, EMPLOYMENT_STAFF_GROUPS);
    fields[2] = words_field(ctx, "role", "Role", "Any role", employment_role_categories,
                            EMPLOYMENT_ROLE_CATEGORIES);
    fields[4] = (struct sheet_field){SHEET_PERSON,
                                     "person",
                                     "Somebody by name, besides",
                                     "A name, or a work mail address.",
                                     pick ? pick->choices : NULL,
                                     pick ? pick->count : 0,
                                     false};
    const char *back = audience_view_path(ctx, event);
    *ret = (struct sheet){
        .title = "Add whom it is for",
        .intro = "Choose one or more. Where an event has a school and a role, it is for those who "
                 "have that role at that school.",
        .action = arena_printf(ctx->arena, "%s/add", back),
        .button = "Add",
        .back_href = back,
        .back_text = "Who it is for",
        .fields = fields,
        .count = FIELDS,
    };
    return OK;
}

/* ---- what was chosen ---- */

static void take(struct audience_typed *typed, enum audience_kind kind, int64_t object,
                 const char *word)
{
    typed->items[typed->count++] =
        (struct audience_line){.kind = kind, .object = object, .word = word};
}

/* An id of a select; anything else is refused later, as an object that does not exist. */
static void take_id(const struct form *form, enum audience_kind kind, const char *name,
                    struct audience_typed *typed)
{
    int64_t id = -1;
    struct str text = form_find(form, name);
    if (text.n == 0)
        return;
    if (str_parse_int(text, &id) != OK || id <= 0)
        id = -1;
    take(typed, kind, id, "");
}

static void take_word(struct ctx *ctx, const struct form *form, enum audience_kind kind,
                      const char *name, struct audience_typed *typed)
{
    const char *word = form_text(form, name, ctx->arena);
    if (*word)
        take(typed, kind, 0, word);
}

enum err audience_form_read(struct ctx *ctx, const struct form *form, struct person_pick *pick,
                            struct audience_typed *ret)
{
    struct audience_typed typed = {.count = 0};
    take_id(form, AUDIENCE_SCHOOL, "school", &typed);
    take_id(form, AUDIENCE_GROUP, "group", &typed);
    take_word(ctx, form, AUDIENCE_STAFF_GROUP, "staff_group", &typed);
    take_word(ctx, form, AUDIENCE_ROLE, "role", &typed);
    if (str_eq_c(form_find(form, "governors"), "all"))
        take(&typed, AUDIENCE_GOVERNORS, 0, "");
    else
        take_id(form, AUDIENCE_GOVERNORS, "governors", &typed);
    enum err err = person_pick_read(ctx, form, false, pick);
    if (err == OK && pick->person.v)
        take(&typed, AUDIENCE_PERSON, pick->person.v, "");
    if (err == OK && typed.count == 0)
        return refuse_field(&ctx->why, "school", "Choose at least one of these.");
    if (err == OK)
        *ret = typed;
    return err;
}
