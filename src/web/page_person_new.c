/* DESIGN: somebody new: first who they are and as what they come, then what that kind needs. */
#include <string.h>

#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "check.h"
#include "json_person.h"
#include "page.h"
#include "person_act.h"
#include "sheet.h"
#include "tz.h"

/* "staff", or the kind of a part. */
static bool is_staff(const char *as)
{
    return strcmp(as, "staff") == 0;
}

static bool is_kind(const char *as)
{
    enum participation_kind kind;
    return is_staff(as) || participation_kind_parse(str_of(as), &kind) == OK;
}

static enum err add_schools(struct ctx *ctx, struct sheet_field *field)
{
    struct school *schools;
    int count, shown = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, SCHOOLS_MAX + 1);
    choices[shown++] = (struct choice){"", "Choose a school"};
    for (int i = 0; err == OK && i < count; i++)
        if (may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = schools[i].id}))
            choices[shown++] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    field->choices = choices;
    field->choice_count = shown;
    return err;
}

static struct sheet_field kind_field(struct ctx *ctx)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, PART_KINDS + 1);
    choices[0] = (struct choice){"staff", "Staff, with a job at a school"};
    for (int i = 0; i < PART_KINDS; i++)
        choices[i + 1] = (struct choice){participation_kind_name((enum participation_kind)i),
                                         person_words_part(ctx, (enum participation_kind)i)};
    return (struct sheet_field){SHEET_RADIOS,   "as", "How do they come to us?", NULL, choices,
                                PART_KINDS + 1, false};
}

static struct sheet_field group_field(struct ctx *ctx)
{
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, EMPLOYMENT_STAFF_GROUPS);
    for (int i = 0; i < EMPLOYMENT_STAFF_GROUPS; i++)
        choices[i] = (struct choice){employment_staff_groups[i], employment_staff_groups[i]};
    return (struct sheet_field){SHEET_SELECT,  "staff_group",
                                "Staff group", "Only for staff: leave it as it is for others",
                                choices,       EMPLOYMENT_STAFF_GROUPS,
                                false};
}

static enum err sheet_of(struct ctx *ctx, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 10);
    int n = 0;
    fields[n++] =
        (struct sheet_field){SHEET_TEXT, "name", "Name", "As colleagues know them", NULL, 0, false};
    fields[n++] = (struct sheet_field){
        SHEET_TEXT, "email", "Work mail address", "Leave empty if they have none", NULL, 0, false};
    fields[n++] = kind_field(ctx);
    fields[n++] = (struct sheet_field){SHEET_SELECT, "school", "School", NULL, NULL, 0, false};
    enum err err = add_schools(ctx, &fields[n - 1]);
    fields[n++] = group_field(ctx);
    fields[n++] = (struct sheet_field){SHEET_TEXT,
                                       "partner",
                                       "Who sends them?",
                                       "Only for an ITT student: their university or teaching "
                                       "school",
                                       NULL,
                                       0,
                                       false};
    fields[n++] = (struct sheet_field){
        SHEET_TEXT,
        "event",
        "Number of the event that is open to them",
        "Only for a parent, a guest or a visitor: the number at the end of its address",
        NULL,
        0,
        true};
    fields[n++] = (struct sheet_field){
        SHEET_DATE, "from", "First day", "Before it they cannot sign in", NULL, 0, false};
    *ret = (struct sheet){
        .title = "Add somebody",
        .intro = "Search for them first: a second record of one person is a nuisance to both.",
        .action = "/people/new",
        .button = "Add",
        .back_href = "/people",
        .back_text = "People",
        .fields = fields,
        .count = n,
    };
    return err;
}

enum err page_person_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct sheet sheet;
    struct form values = sheet_values(ctx->arena);
    (void)request;
    enum err err = person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false);
    if (err == OK)
        err = sheet_of(ctx, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "as", "staff");
    sheet_put_day(&values, ctx->arena, "from", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* The same names under which the acts on a job and on a part ask. */
static struct form typed_for_act(struct ctx *ctx, const struct form *typed, const char *as)
{
    struct form form = {ARENA_ARRAY(ctx->arena, struct form_field, FORM_FIELDS_MAX + 4), 0};
    for (int i = 0; i < typed->count; i++) {
        struct form_field field = typed->fields[i];
        if (is_staff(as) && str_starts(field.name, STR("from_")))
            field.name = str_of(arena_printf(ctx->arena, "starts_on_%s",
                                             arena_str_c(ctx->arena, str_from(field.name, 5))));
        form.fields[form.count++] = field;
    }
    if (!is_staff(as))
        form.fields[form.count++] = (struct form_field){STR("kind"), str_of(as)};
    return form;
}

/* Faults of the job's first day stand at the day that was typed. */
static void rename_faults(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++) {
        if (strcmp(why->fields[i].field, "starts_on") == 0)
            why->fields[i].field = "from";
        if (strcmp(why->fields[i].field, "kind") == 0)
            why->fields[i].field = "as";
    }
}

static enum err create(struct ctx *ctx, const struct form *typed, struct person_id *ret)
{
    const char *as = form_text(typed, "as", ctx->arena);
    const struct person_names names = {form_text(typed, "name", ctx->arena),
                                       form_text(typed, "email", ctx->arena)};
    struct person_id person;
    if (!is_kind(as))
        refuse_field(&ctx->why, "as", "Choose how they come to us.");
    enum err err = person_record_create(ctx->store, &names, ctx->now, &ctx->why, &person);
    if (err != OK)
        return err;
    struct form act = typed_for_act(ctx, typed, as);
    err = is_staff(as) ? person_act_job(ctx, person, &act) : person_act_tie_part(ctx, person, &act);
    rename_faults(&ctx->why);
    if (err == OK)
        err = person_act_sync(ctx, person);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "person-added", person.v, as);
    if (err == OK)
        *ret = person;
    return err;
}

enum err page_person_create(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct sheet sheet;
    struct person_id person;
    enum err err = person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false);
    if (err != OK)
        return err;
    err = create(ctx, &request->form, &person);
    if (err == OK)
        return response_redirect(ctx, response, "/people/%lld?done=person-added",
                                 (long long)person.v);
    enum err shown = sheet_of(ctx, &sheet);
    return shown == OK ? sheet_refused(ctx, &sheet, &request->form, NULL, err, response) : shown;
}

/* ---- the call ---- */

enum err api_person_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    static const struct act_field FIELDS[] = {
        {.json = JSON_TEXT_FIELD, .name = "name"},
        {.json = JSON_TEXT_FIELD, .name = "email"},
        {.json = JSON_TEXT_FIELD, .name = "as"},
        {.json = JSON_ID_FIELD, .name = "school"},
        {.json = JSON_TEXT_FIELD, .name = "staff_group"},
        {.json = JSON_TEXT_FIELD, .name = "partner"},
        {.json = JSON_ID_FIELD, .name = "event"},
        {.json = JSON_DAY_FIELD, .name = "from"},
        {.json = JSON_DAY_FIELD, .name = "to"},
    };
    struct form typed;
    struct person_id person;
    struct person_seen seen;
    json_t *view;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = person_gate_somewhere(ctx, ACTION_PERSON_EDIT, false);
    if (err == OK)
        err = json_person_fields(ctx, FIELDS, COUNT_OF(FIELDS), request->json, &typed);
    if (err == OK)
        err = create(ctx, &typed, &person);
    if (err == OK)
        err = person_gate_find(ctx, person.v, &seen);
    if (err == OK)
        err = json_person(ctx, &seen, &view);
    return err == OK ? api_gate_created(ctx, response, view, "people", person.v) : err;
}
