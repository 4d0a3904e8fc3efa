/* DESIGN: adding a school, changing it, and its leaving the trust. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "page.h"
#include "sheet.h"
#include "tz.h"

static const struct sheet_field FIELDS[] = {
    {SHEET_TEXT, "name", "Name of the school", NULL, NULL, 0, false},
    {SHEET_TEXT, "address", "Address", "As it should stand in calendars and on programmes.", NULL,
     0, false},
};

static struct school_fields read_fields(struct ctx *ctx, const struct request *request)
{
    return (struct school_fields){field_text(ctx, request, "name"),
                                  field_text(ctx, request, "address")};
}

/* ---- a new one ---- */

static const struct sheet NEW_SHEET = {
    .title = "Add a school",
    .action = "/schools/new",
    .button = "Add the school",
    .back_href = "/schools",
    .back_text = "Schools",
    .fields = FIELDS,
    .count = COUNT_OF(FIELDS),
};

enum err page_school_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    const struct form none = {NULL, 0};
    enum err err = org_gate_create_school(ctx);
    return err == OK ? response_page(response, "form.html", sheet_view(ctx, &NEW_SHEET, &none))
                     : err;
}

enum err page_school_create(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct school_id id = {0};
    const struct school_fields fields = read_fields(ctx, request);
    enum err err = org_gate_create_school(ctx);
    if (err != OK)
        return err;
    err = school_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-create", id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &NEW_SHEET, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/schools/%lld?done=created", (long long)id.v);
}

/* ---- a change ---- */

static struct sheet edit_sheet(struct ctx *ctx, const struct school *school)
{
    return (struct sheet){
        .title = "Change this school",
        .action = arena_printf(ctx->arena, "/schools/%lld/edit", (long long)school->id.v),
        .button = "Save",
        .back_href = arena_printf(ctx->arena, "/schools/%lld", (long long)school->id.v),
        .back_text = school->name,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
        .version = school->version,
    };
}

static struct form values_of(struct ctx *ctx, const struct school *school)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "name", school->name);
    sheet_put(&values, ctx->arena, "address", school->address);
    return values;
}

enum err page_school_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    enum err err = org_gate_school(ctx, request->id, true, &school);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &school);
    const struct form values = values_of(ctx, &school);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_school_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    const struct school_fields fields = read_fields(ctx, request);
    enum err err = org_gate_school(ctx, request->id, true, &school);
    if (err != OK)
        return err;
    err = school_change(ctx->store, school.id, sheet_version(&request->form), &fields, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-change", school.id.v, "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &school);
        const struct form theirs = values_of(ctx, &school);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/schools/%lld?done=saved", (long long)school.id.v);
}

/* ---- leaving ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "ended_on", "Its last day in the trust", "For example, 31 August 2026", NULL, 0,
     false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct school *school)
{
    struct sheet sheet = edit_sheet(ctx, school);
    sheet.title = "This school leaves the trust?";
    sheet.intro = "Its groups and the memberships of its governing body end on that day. All of "
                  "its history stays. It cannot be brought back here.";
    sheet.action = arena_printf(ctx->arena, "/schools/%lld/end", (long long)school->id.v);
    sheet.button = "It has left the trust";
    sheet.fields = END_FIELDS;
    sheet.count = COUNT_OF(END_FIELDS);
    sheet.grave = true;
    return sheet;
}

static enum err find_to_end(struct ctx *ctx, int64_t id, struct school *ret)
{
    enum err err = org_gate_school(ctx, id, false, ret);
    return err == OK ? org_gate_create_school(ctx) : err;
}

enum err page_school_end_ask(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct school school;
    struct form values = sheet_values(ctx->arena);
    enum err err = find_to_end(ctx, request->id, &school);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &school);
    sheet_put_day(&values, ctx->arena, "ended_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_school_end(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    enum err err = find_to_end(ctx, request->id, &school);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "ended_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = school_end(ctx->store, school.id, sheet_version(&request->form), on, tz_day(ctx->now),
                         &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "school-end", school.id.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &school);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/schools/%lld?done=ended", (long long)school.id.v);
}
