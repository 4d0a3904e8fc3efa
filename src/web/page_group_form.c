/* DESIGN: making a group, changing it, ending it. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"

static const struct choice KINDS[] = {
    {"department", "Department or subject"},
    {"team", "Team"},
    {"phase", "Phase or key stage"},
    {"working party", "Working party"},
};
static const struct sheet_field KIND = {SHEET_RADIOS,    "kind", "What kind of group?", NULL, KINDS,
                                        COUNT_OF(KINDS), false};
static const struct sheet_field NAME = {SHEET_TEXT, "name", "Its name", "For example, Mathematics",
                                        NULL,       0,      false};

static enum err read_fields(struct ctx *ctx, const struct form *typed, struct org_group_fields *ret)
{
    ret->name = form_text(typed, "name", ctx->arena);
    if (org_group_kind_parse(str_of(form_text(typed, "kind", ctx->arena)), &ret->kind) != OK)
        refuse_field(&ctx->why, "kind", "Choose what kind of group it is.");
    return refusal_check(&ctx->why);
}

/* ---- a new one ---- */

/* The schools where the actor may, and the trust where they may that. */
static enum err school_choices(struct ctx *ctx, struct choice **ret, int *ret_count)
{
    struct school *schools;
    int count, chosen = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count + 1);
    if (org_gate_may_edit(ctx, (struct school_id){0}))
        choices[chosen++] = (struct choice){"", "The whole trust"};
    for (int i = 0; i < count; i++)
        if (org_gate_may_edit(ctx, schools[i].id))
            choices[chosen++] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    *ret = choices;
    *ret_count = chosen;
    return OK;
}

static enum err new_sheet(struct ctx *ctx, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 3);
    struct choice *schools;
    int count;
    enum err err = school_choices(ctx, &schools, &count);
    if (err != OK)
        return err;
    fields[0] = KIND;
    fields[1] = NAME;
    fields[2] = (struct sheet_field){SHEET_SELECT, "school", "Of which school?", NULL, schools,
                                     count,        false};
    *ret = (struct sheet){
        .title = "Add a group",
        .action = "/groups/new",
        .button = "Add the group",
        .back_href = "/groups",
        .back_text = "Groups",
        .fields = fields,
        .count = 3,
    };
    return OK;
}

enum err page_group_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct sheet sheet;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = new_sheet(ctx, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "school", query_text(ctx, request, "school"));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

/* Which school it is said to be of, before anything else is judged; "" is the trust. */
static enum err read_school(struct ctx *ctx, const struct request *request, struct school_id *ret)
{
    struct str text = form_find(&request->form, "school");
    ret->v = 0;
    if (!text.p || (text.n && str_parse_int(text, &ret->v) != OK))
        return refuse_field(&ctx->why, "school", "Choose the school, or the whole trust.");
    return org_gate_edit(ctx, *ret);
}

enum err page_group_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct org_group_fields fields = {.kind = ORG_GROUP_DEPARTMENT};
    struct org_group_id id = {0};
    struct sheet sheet;
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = new_sheet(ctx, &sheet);
    if (err != OK)
        return err;
    err = read_school(ctx, request, &fields.school);
    if (err == OK)
        err = read_fields(ctx, &request->form, &fields);
    if (err == OK)
        err = org_group_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-create", id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/groups/%lld?done=created", (long long)id.v);
}

/* ---- a change ---- */

static struct sheet edit_sheet(struct ctx *ctx, const struct org_group *group)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 2);
    fields[0] = KIND;
    fields[1] = NAME;
    return (struct sheet){
        .title = "Change this group",
        .action = arena_printf(ctx->arena, "/groups/%lld/edit", (long long)group->id.v),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/groups/%lld", (long long)group->id.v),
        .back_text = group->fields.name,
        .fields = fields,
        .count = 2,
        .version = group->version,
    };
}

static struct form values_of(struct ctx *ctx, const struct org_group *group)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "name", group->fields.name);
    sheet_put(&values, ctx->arena, "kind", org_group_kind_name(group->fields.kind));
    return values;
}

enum err page_group_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    enum err err = org_gate_group(ctx, request->id, true, &group);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &group);
    const struct form values = values_of(ctx, &group);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_group_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    struct org_group_fields fields;
    enum err err = org_gate_group(ctx, request->id, true, &group);
    if (err != OK)
        return err;
    fields = group.fields;
    err = read_fields(ctx, &request->form, &fields);
    if (err == OK)
        err = org_group_change(ctx->store, group.id, sheet_version(&request->form), &fields,
                               &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-change", group.id.v, "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &group);
        const struct form theirs = values_of(ctx, &group);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/groups/%lld?done=saved", (long long)group.id.v);
}

/* ---- the end ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "ended_on", "Its last day", "For example, 31 August 2026", NULL, 0, false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct org_group *group)
{
    struct sheet sheet = edit_sheet(ctx, group);
    sheet.title = "End this group?";
    sheet.intro = "Everybody's place in it ends on that day. Its history stays.";
    sheet.action = arena_printf(ctx->arena, "/groups/%lld/end", (long long)group->id.v);
    sheet.button = "End the group";
    sheet.fields = END_FIELDS;
    sheet.count = COUNT_OF(END_FIELDS);
    sheet.grave = true;
    return sheet;
}

enum err page_group_end_ask(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct org_group group;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_group(ctx, request->id, true, &group);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &group);
    sheet_put_day(&values, ctx->arena, "ended_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_group_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    enum err err = org_gate_group(ctx, request->id, true, &group);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "ended_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = org_group_end(ctx->store, group.id, sheet_version(&request->form), on, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "group-end", group.id.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &group);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/groups/%lld?done=ended", (long long)group.id.v);
}
