/* DESIGN: setting up a governing body, or the board, and naming it. */
#include "audit.h"
#include "check.h"
#include "org_gate.h"
#include "org_words.h"
#include "page.h"
#include "sheet.h"
#include "words.h"

static const struct sheet_field NAME = {
    SHEET_TEXT, "name", "What it is called", "As it calls itself.", NULL, 0, false};

static const char *href_of(struct ctx *ctx, struct school_id school)
{
    return school.v ? arena_printf(ctx->arena, "/schools/%lld/governing-body", (long long)school.v)
                    : "/board";
}

/* ---- a new one ---- */

static struct sheet new_sheet(struct ctx *ctx, const struct school *school)
{
    const struct org_words words = org_words(ctx);
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 2);
    struct choice *only = ARENA_NEW(ctx->arena, struct choice);
    const char *id = school ? arena_printf(ctx->arena, "%lld", (long long)school->id.v) : "";
    *only = (struct choice){id, school ? school->name : "The whole trust"};
    fields[0] = (struct sheet_field){SHEET_SELECT, "school", "Of", NULL, only, 1, false};
    fields[1] = NAME;
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Set up the %s", school ? words.body : words.board),
        .action = "/governing-bodies/new",
        .button = "Set it up",
        .back_href = href_of(ctx, school ? school->id : (struct school_id){0}),
        .back_text = school ? school->name : words_begin(ctx->arena, words.board),
        .fields = fields,
        .count = 2,
    };
}

/* The school said in a query or form, for somebody who may; "" is the trust: *ret_school NULL. */
static enum err find_school(struct ctx *ctx, struct str text, struct school **ret_school)
{
    int64_t id = 0;
    struct school *school = ARENA_NEW(ctx->arena, struct school);
    enum err err = org_gate_edit_somewhere(ctx);
    if (err != OK)
        return err;
    if (text.n && str_parse_int(text, &id) != OK)
        return ERR_NOT_FOUND;
    *ret_school = NULL;
    if (!text.p)
        return refuse(&ctx->why, ERR_INVALID, "no-school",
                      "This address lacks its school. Go to Schools and choose it there.");
    if (!id)
        return org_gate_edit(ctx, (struct school_id){0});
    err = org_gate_school(ctx, id, true, school);
    if (err == OK)
        *ret_school = school;
    return err;
}

enum err page_body_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school *school;
    struct form values = sheet_values(ctx->arena);
    struct str text = form_find(&request->query, "school");
    enum err err = find_school(ctx, text.p ? text : STR(""), &school);
    if (err != OK)
        return err;
    const struct sheet sheet = new_sheet(ctx, school);
    const struct org_words words = org_words(ctx);
    sheet_put(&values, ctx->arena, "name",
              school ? arena_printf(ctx->arena, "%s of %s", words_begin(ctx->arena, words.body),
                                    school->name)
                     : words_begin(ctx->arena, words.board));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_body_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school *school;
    struct governing_body_id id = {0};
    struct str of_text = form_find(&request->form, "school");
    enum err err = find_school(ctx, of_text, &school);
    if (err != OK)
        return err;
    const struct school_id of = {school ? school->id.v : 0};
    err = governing_body_create(ctx->store, of, field_text(ctx, request, "name"), &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "body-create", id.v, "");
    if (err != OK) {
        const struct sheet sheet = new_sheet(ctx, school);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=created", href_of(ctx, of));
}

/* ---- another name ---- */

static struct sheet edit_sheet(struct ctx *ctx, const struct governing_body *body)
{
    return (struct sheet){
        .title = "Change its name",
        .action = arena_printf(ctx->arena, "/governing-bodies/%lld/edit", (long long)body->id.v),
        .button = "Save",
        .back_href = href_of(ctx, body->school),
        .back_text = body->name,
        .fields = &NAME,
        .count = 1,
        .version = body->version,
    };
}

enum err page_body_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct governing_body body;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_body(ctx, request->id, true, &body);
    if (err != OK)
        return err;
    const struct sheet sheet = edit_sheet(ctx, &body);
    sheet_put(&values, ctx->arena, "name", body.name);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_body_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct governing_body body;
    struct form theirs = sheet_values(ctx->arena);
    enum err err = org_gate_body(ctx, request->id, true, &body);
    if (err != OK)
        return err;
    err = governing_body_rename(ctx->store, body.id, sheet_version(&request->form),
                                field_text(ctx, request, "name"), &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "body-change", body.id.v, "");
    if (err != OK) {
        const struct sheet sheet = edit_sheet(ctx, &body);
        sheet_put(&theirs, ctx->arena, "name", body.name);
        return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
    }
    return response_redirect(ctx, response, "%s?done=saved", href_of(ctx, body.school));
}
