/* DESIGN: importing people on pages: upload, columns, what would change, yes, back. */
#include "audit.h"
#include "import_ask.h"
#include "import_view.h"
#include "page.h"
#include "staff_export.h"
#include "tz.h"
#include "upload.h"
#include "view.h"

/* ---- the upload ---- */

enum err page_import(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = import_gate(ctx);
    if (err == OK)
        err = import_start_view(ctx, NULL, &view);
    if (err != OK)
        return err;
    if (str_eq_c(str_of(query_text(ctx, request, "did")), "share"))
        view_flash(view, "Kept.");
    if (str_eq_c(str_of(query_text(ctx, request, "did")), "dropped"))
        view_flash(view, "The upload is dropped. Nothing was changed.");
    return response_page(response, "people/import.html", view);
}

/* The form again, with what was typed; a file must be chosen anew, as browsers will have it. */
static enum err start_again(struct ctx *ctx, const struct request *request, enum err why,
                            struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID)
        return why;
    enum err err = import_start_view(ctx, &request->form, &view);
    return err == OK ? response_page_refused(response, why, "people/import.html", view) : err;
}

enum err page_import_upload(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct staff_import_new new;
    int64_t id = 0;
    enum err err = import_gate(ctx);
    if (err != OK)
        return err;
    err = import_ask_upload(ctx, request, &request->form, &new);
    if (err == OK)
        err = import_ask_create(ctx, &new, &id);
    if (err != OK)
        return start_again(ctx, request, err, response);
    return response_redirect(ctx, response, "/people/import/%lld", (long long)id);
}

enum err page_import_share(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = import_gate(ctx);
    if (err != OK)
        return err;
    err = import_ask_share(ctx, form_int(&request->form, "percent", -1));
    if (err != OK)
        return start_again(ctx, request, err, response);
    return response_redirect(ctx, response, "/people/import?did=share");
}

/* ---- columns ---- */

static enum err columns_page(struct ctx *ctx, const struct staff_import *import,
                             const struct form *form, enum err why, struct response *response)
{
    struct staff_sample *sample = ARENA_NEW(ctx->arena, struct staff_sample);
    struct staff_map guess;
    struct refusal other;
    refusal_init(&other, ctx->arena);
    enum err err = staff_import_sample(ctx->store, import->id, ctx->arena, sample, &guess, &other);
    if (err != OK)
        return err;
    json_t *view = import_columns_view(ctx, import, sample, &guess, form);
    return why == OK ? response_page(response, "people/import_columns.html", view)
                     : response_page_refused(response, why, "people/import_columns.html", view);
}

enum err page_import_columns_save(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct staff_import import;
    struct staff_map map;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        const char *key = staff_field_info((enum staff_field)i)->key;
        int64_t column = form_int(&request->form, key, 0);
        map.columns[i] = column > 0 && column <= CSV_COLUMNS_MAX ? (int)column - 1 : -1;
    }
    err = staff_import_choose_columns(ctx->store, import.id, &map, ctx->now, ctx->arena, &ctx->why);
    if (err == ERR_INVALID && ctx->why.field_count)
        return columns_page(ctx, &import, &request->form, err, response);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/import/%lld", (long long)import.id);
}

/* ---- looking ---- */

static enum err show_plan(struct ctx *ctx, const struct request *request,
                          const struct staff_import *import, struct response *response)
{
    struct staff_plan *plan = ARENA_NEW(ctx->arena, struct staff_plan);
    enum staff_kind kind = STAFF_KIND_COUNT;
    int64_t page = form_int(&request->query, "page", 1);
    if (staff_kind_parse(str_of(query_text(ctx, request, "show")), &kind) != OK)
        kind = STAFF_KIND_COUNT;
    enum err err =
        staff_import_plan(ctx->store, import->id, tz_day(ctx->now), ctx->arena, plan, &ctx->why);
    if (err != OK)
        return err;
    page = page < 1 || page > STAFF_RECORDS_MAX ? 1 : page;
    return response_page(response, "people/import_show.html",
                         import_show_view(ctx, import, plan, kind, (int)page - 1));
}

enum err page_import_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    if (import.state == IMPORT_COLUMNS)
        return columns_page(ctx, &import, NULL, OK, response);
    if (import.state == IMPORT_READY)
        return show_plan(ctx, request, &import, response);
    return response_page(response, "people/import_done.html", import_done_view(ctx, &import));
}

enum err page_import_choose(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    int64_t line = form_int(&request->form, "line", 0);
    struct str who = form_find(&request->form, "person");
    int64_t person = str_eq_c(who, "-1") ? -1 : form_int(&request->form, "person", -2);
    if (line < 1 || line > INT32_MAX || person < -1) {
        refuse_field(&ctx->why, "person", "Choose whom the line means.");
        return ERR_INVALID;
    }
    err =
        staff_import_choose_person(ctx->store, import.id, (int)line, person, ctx->arena, &ctx->why);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/import/%lld?show=hand", (long long)import.id);
}

/* ---- yes ---- */

static enum err confirm_page(struct ctx *ctx, const struct staff_import *import,
                             const struct form *form, enum err why, struct response *response)
{
    struct staff_plan *plan = ARENA_NEW(ctx->arena, struct staff_plan);
    struct refusal other;
    refusal_init(&other, ctx->arena);
    enum err err = staff_import_plan(ctx->store, import->id, tz_day(ctx->now), ctx->arena, plan,
                                     why == OK ? &ctx->why : &other);
    if (err != OK)
        return err;
    json_t *view = import_confirm_view(ctx, import, plan, form);
    return why == OK ? response_page(response, "people/import_apply.html", view)
                     : response_page_refused(response, why, "people/import_apply.html", view);
}

enum err page_import_apply_ask(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    return err == OK ? confirm_page(ctx, &import, NULL, OK, response) : err;
}

enum err page_import_apply(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    struct str leave = form_find(&request->form, "leave");
    struct staff_import_yes yes = {
        .id = import.id,
        .digest = str_of(field_text(ctx, request, "digest")),
        .leave = str_eq_c(leave, "yes"),
        .leave_many = str_eq_c(form_find(&request->form, "many"), "yes"),
        .by = ctx->actor.person,
    };
    if (!str_eq_c(leave, "yes") && !str_eq_c(leave, "no"))
        err = refuse_field(&ctx->why, "leave", "Say whether they have left.");
    else
        err = import_ask_apply(ctx, &yes, &import);
    if (err == ERR_INVALID)
        return confirm_page(ctx, &import, &request->form, err, response);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/import/%lld", (long long)import.id);
}

enum err page_import_drop(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err == OK)
        err = staff_import_drop(ctx->store, import.id);
    return err == OK ? response_redirect(ctx, response, "/people/import?did=dropped") : err;
}

/* ---- back ---- */

enum err page_import_undo_ask(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    const char *place = arena_printf(ctx->arena, "/people/import/%lld", (long long)import.id);
    json_t *view = view_new("Undo this import?");
    view_back(view, place, "Imported");
    json_object_set_new(view, "subject", json_string(import.file_name));
    json_object_set_new(
        view, "text",
        json_string("Everybody is again as they were before it: new people go, changes are taken "
                    "back, those who left are here again. It is refused if somebody was changed "
                    "since."));
    json_object_set_new(view, "action", json_string(arena_printf(ctx->arena, "%s/undo", place)));
    json_object_set_new(view, "grave", json_true());
    json_object_set_new(view, "button", json_string("Undo the import"));
    json_object_set_new(view, "keep", json_pack("{s:s, s:s}", "text", "Keep it", "href", place));
    return response_page(response, "confirm.html", view);
}

enum err page_import_undo(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = import_gate_find(ctx, request->id, &import);
    if (err == OK)
        err = import_ask_undo(ctx, import.id);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/people/import/%lld", (long long)import.id);
}

/* ---- the people as a file ---- */

enum err page_people_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct object trust = {.school = {0}};
    struct buf buf;
    (void)request;
    if (!may(&ctx->actor, ACTION_PEOPLE_EXPORT, &trust))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Trust coordinators and administrators take the list of people as a file.");
    buf_init(&buf, STAFF_EXPORT_BYTES_MAX);
    enum err err = staff_export(ctx->store, tz_day(ctx->now), ctx->arena, &buf);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "people-exported", 0, "");
    if (err == OK) {
        response->body = arena_str(ctx->arena, buf_str(&buf));
        response->content_type = "text/csv; charset=utf-8";
        response->filename = "people.csv";
    }
    buf_done(&buf);
    return err;
}
