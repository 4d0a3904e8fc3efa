/* DESIGN: who leads activities: the list, and keeping it. */
#include "audit.h"
#include "check.h"
#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "page.h"
#include "person_pick.h"
#include "tz.h"

enum { PAGE_FACILITATORS = 50, PROVIDERS_OFFERED = 500 };

/* ---- the list ---- */

static struct facilitator_filter read_filter(struct ctx *ctx, const struct request *request)
{
    int64_t after = form_int(&request->query, "after", 0);
    return (struct facilitator_filter){
        .q = query_text(ctx, request, "q"),
        .after = after > 0 && after < 1000000 ? (int)after : 0,
        .limit = PAGE_FACILITATORS,
    };
}

static const char *link_of(struct ctx *ctx, const struct facilitator_filter *f, int after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, "/facilitators");
    view_link_word(&link, "q", f->q);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

static void fill_pages(struct ctx *ctx, const struct facilitator_filter *f,
                       const struct facilitator_list *list, json_t *view)
{
    int before = f->after > f->limit ? f->after - f->limit : 0;
    view_pages(view, f->after, list->count, f->after ? link_of(ctx, f, before) : NULL,
               list->next ? link_of(ctx, f, list->next) : NULL);
}

static json_t *row_view(struct ctx *ctx, const struct facilitator *f, bool edits)
{
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:b}", "name", f->fields.name, "provider", f->provider_name,
                  "expertise", f->fields.expertise, "colleague", f->fields.person.v != 0);
    if (edits)
        json_object_set_new(
            row, "href",
            json_string(arena_printf(ctx->arena, "/facilitators/%lld/edit", (long long)f->id.v)));
    return row;
}

static const struct flash DONE[] = {
    {"saved", "Saved."},
    {"ended", "They are no longer in the list."},
};

enum err page_facilitators(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct facilitator_list list;
    const struct facilitator_filter filter = read_filter(ctx, request);
    enum err err = org_gate_providers(ctx, false);
    if (err == OK)
        err = facilitator_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    bool edits = may(&ctx->actor, ACTION_PROVIDER_EDIT, &(struct object){.school = {0}});
    json_t *view = view_new("Facilitators"), *rows = json_array();
    view_back(view, "/providers", "Providers");
    FLASH_SHOW(view, request, DONE);
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, row_view(ctx, &list.items[i], edits));
    view_list(view, "facilitators", rows);
    fill_pages(ctx, &filter, &list, view);
    json_object_set_new(view, "q", json_string(filter.q));
    json_object_set_new(view, "may_edit", json_boolean(edits));
    return response_page(response, "org/facilitators.html", view);
}

enum err page_facilitators_file(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    static const char *const names[] = {"Facilitator", "From", "Provider", "Email", "Expertise"};
    struct facilitator_filter filter = read_filter(ctx, request);
    struct facilitator_list list;
    struct buf out;
    enum err err = org_gate_providers(ctx, false);
    filter.limit = LIST_FILE_ROWS_MAX;
    filter.after = 0;
    if (err == OK)
        err = facilitator_list(ctx->store, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 5);
    for (int i = 0; i < list.count; i++) {
        const struct facilitator *f = &list.items[i];
        csv_row(&out,
                (const char *const[]){f->fields.name, f->fields.person.v ? "the trust" : "outside",
                                      f->provider_name, f->fields.email, f->fields.expertise},
                5);
    }
    return list_file_answer(ctx, response, "facilitators.csv", &out);
}

/* ---- the form ---- */

static enum err provider_choices(struct ctx *ctx, struct choice **ret, int *ret_count)
{
    const struct provider_filter all = {.quality = -1, .limit = PROVIDERS_OFFERED};
    struct provider_list list;
    enum err err = provider_list(ctx->store, &all, ctx->arena, &list);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)list.count + 1);
    choices[0] = (struct choice){"", "None: on their own account"};
    for (int i = 0; i < list.count; i++)
        choices[i + 1] = sheet_choice(ctx->arena, list.items[i].id.v, list.items[i].fields.name);
    *ret = choices;
    *ret_count = list.count + 1;
    return OK;
}

static enum err sheet_of(struct ctx *ctx, const struct facilitator *facilitator,
                         const struct person_pick *pick, struct sheet *ret)
{
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, 5);
    struct choice *providers;
    int count;
    enum err err = provider_choices(ctx, &providers, &count);
    if (err != OK)
        return err;
    fields[0] = (struct sheet_field){SHEET_PERSON,
                                     "person",
                                     "A colleague",
                                     "A name or a work mail address. Leave empty for somebody from "
                                     "outside.",
                                     pick ? pick->choices : NULL,
                                     pick ? pick->count : 0,
                                     false};
    fields[1] =
        (struct sheet_field){SHEET_TEXT, "name", "Or a name from outside", NULL, NULL, 0, false};
    fields[2] = (struct sheet_field){
        SHEET_SELECT, "provider", "Of which provider?", NULL, providers, count, false};
    fields[3] = (struct sheet_field){SHEET_TEXT, "email", "Email (optional)", NULL, NULL, 0, false};
    fields[4] = (struct sheet_field){
        SHEET_AREA, "expertise", "What are they good at? (optional)", NULL, NULL, 0, false};
    *ret = (struct sheet){
        .title = facilitator ? "Change this facilitator" : "Add a facilitator",
        .action = facilitator ? arena_printf(ctx->arena, "/facilitators/%lld/edit",
                                             (long long)facilitator->id.v)
                              : "/facilitators/new",
        .button = facilitator ? "Save" : "Add the facilitator",
        .back_href = "/facilitators",
        .back_text = "Facilitators",
        .fields = fields,
        .count = 5,
        .version = facilitator ? facilitator->version : 0,
    };
    return OK;
}

static enum err read_fields(struct ctx *ctx, const struct form *typed, struct person_pick *pick,
                            struct facilitator_fields *ret)
{
    enum err err = person_pick_read(ctx, typed, false, pick);
    if (err != OK)
        return err;
    *ret = (struct facilitator_fields){
        .name = form_text(typed, "name", ctx->arena),
        .person = pick->person,
        .provider = {form_int(typed, "provider", 0)},
        .email = form_text(typed, "email", ctx->arena),
        .expertise = sheet_lines(ctx->arena, typed, "expertise"),
    };
    return refusal_check(&ctx->why);
}

static enum err refused(struct ctx *ctx, const struct request *request,
                        const struct facilitator *facilitator, const struct person_pick *pick,
                        const struct form *theirs, enum err why, struct response *response)
{
    struct sheet sheet;
    enum err err = sheet_of(ctx, facilitator, pick, &sheet);
    return err == OK ? sheet_refused(ctx, &sheet, &request->form, theirs, why, response) : err;
}

enum err page_facilitator_new(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct sheet sheet;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_providers(ctx, true);
    if (err == OK)
        err = sheet_of(ctx, NULL, NULL, &sheet);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "provider", query_text(ctx, request, "provider"));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_facilitator_create(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct person_pick pick = {.count = 0};
    struct facilitator_fields fields;
    struct facilitator_id id = {0};
    enum err err = org_gate_providers(ctx, true);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &pick, &fields);
    if (err == OK)
        err = facilitator_create(ctx->store, &fields, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-create", id.v, "");
    if (err != OK)
        return refused(ctx, request, NULL, &pick, NULL, err, response);
    return response_redirect(ctx, response, "/facilitators?done=saved");
}

static struct form values_of(struct ctx *ctx, const struct facilitator *f)
{
    struct form values = sheet_values(ctx->arena);
    bool colleague = f->fields.person.v != 0;
    sheet_put(&values, ctx->arena, "person", colleague ? f->fields.name : "");
    sheet_put(&values, ctx->arena, "name", colleague ? "" : f->fields.name);
    if (colleague)
        sheet_put(&values, ctx->arena, "person_id",
                  arena_printf(ctx->arena, "%lld", (long long)f->fields.person.v));
    sheet_put(&values, ctx->arena, "provider",
              f->fields.provider.v
                  ? arena_printf(ctx->arena, "%lld", (long long)f->fields.provider.v)
                  : "");
    sheet_put(&values, ctx->arena, "email", f->fields.email);
    sheet_put(&values, ctx->arena, "expertise", f->fields.expertise);
    return values;
}

enum err page_facilitator_edit(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct facilitator facilitator;
    struct person_pick pick = {.count = 0};
    struct sheet sheet;
    enum err err = org_gate_facilitator(ctx, request->id, true, &facilitator);
    if (err != OK)
        return err;
    const struct facilitator_fields *f = &facilitator.fields;
    if (f->person.v) /* offered again, for names that several have */
        pick.choices[pick.count++] = sheet_choice(ctx->arena, f->person.v, f->name);
    err = sheet_of(ctx, &facilitator, &pick, &sheet);
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &facilitator);
    json_t *view = sheet_view(ctx, &sheet, &values);
    json_object_set_new(
        view, "end",
        json_pack("{s:s, s:s}", "text", "Take them out of the list", "href",
                  arena_printf(ctx->arena, "/facilitators/%lld/end", (long long)facilitator.id.v)));
    return response_page(response, "form.html", view);
}

enum err page_facilitator_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct facilitator facilitator;
    struct person_pick pick = {.count = 0};
    struct facilitator_fields fields;
    enum err err = org_gate_facilitator(ctx, request->id, true, &facilitator);
    if (err != OK)
        return err;
    err = read_fields(ctx, &request->form, &pick, &fields);
    if (err == OK)
        err = facilitator_change(ctx->store, facilitator.id, sheet_version(&request->form), &fields,
                                 &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-change",
                        facilitator.id.v, "");
    if (err != OK) {
        const struct form theirs = values_of(ctx, &facilitator);
        return refused(ctx, request, &facilitator, &pick, &theirs, err, response);
    }
    return response_redirect(ctx, response, "/facilitators?done=saved");
}

/* ---- the end ---- */

static const struct sheet_field END_FIELDS[] = {
    {SHEET_DATE, "ended_on", "Their last day", "For example, 31 August 2026", NULL, 0, false},
};

static struct sheet end_sheet(struct ctx *ctx, const struct facilitator *f)
{
    return (struct sheet){
        .title = arena_printf(ctx->arena, "Take %s out of the list?", f->fields.name),
        .intro = "What they led stays with its events.",
        .action = arena_printf(ctx->arena, "/facilitators/%lld/end", (long long)f->id.v),
        .button = "Take them out",
        .back_href = "/facilitators",
        .back_text = "Facilitators",
        .fields = END_FIELDS,
        .count = COUNT_OF(END_FIELDS),
        .version = f->version,
        .grave = true,
    };
}

enum err page_facilitator_end_ask(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct facilitator facilitator;
    struct form values = sheet_values(ctx->arena);
    enum err err = org_gate_facilitator(ctx, request->id, true, &facilitator);
    if (err != OK)
        return err;
    const struct sheet sheet = end_sheet(ctx, &facilitator);
    sheet_put_day(&values, ctx->arena, "ended_on", tz_day(ctx->now));
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_facilitator_end(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct facilitator facilitator;
    enum err err = org_gate_facilitator(ctx, request->id, true, &facilitator);
    if (err != OK)
        return err;
    struct day on = sheet_day(ctx, &request->form, "ended_on");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = facilitator_end(ctx->store, facilitator.id, sheet_version(&request->form), on,
                              &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "facilitator-end",
                        facilitator.id.v, "");
    if (err != OK) {
        const struct sheet sheet = end_sheet(ctx, &facilitator);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "/facilitators?done=ended");
}
