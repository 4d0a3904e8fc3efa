/* DESIGN: importing people through the API: upload, look, choose, yes, back. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "import_ask.h"
#include "import_view.h"
#include "json_input.h"
#include "tz.h"
#include "upload.h"

/* ---- answers ---- */

/* The plan of one that is ready; NULL for others. */
static enum err plan_of(struct ctx *ctx, const struct staff_import *import, struct staff_plan **ret)
{
    *ret = NULL;
    if (import->state != IMPORT_READY)
        return OK;
    struct staff_plan *plan = ARENA_NEW(ctx->arena, struct staff_plan);
    enum err err =
        staff_import_plan(ctx->store, import->id, tz_day(ctx->now), ctx->arena, plan, &ctx->why);
    if (err == OK)
        *ret = plan;
    return err;
}

static enum err answer(struct ctx *ctx, int64_t id, struct response *response)
{
    struct staff_import import;
    struct staff_plan *plan;
    enum err err = staff_import_find(ctx->store, id, ctx->arena, &import);
    if (err == OK)
        err = plan_of(ctx, &import, &plan);
    return err == OK ? response_json(response, 200, import_json(ctx, &import, plan)) : err;
}

static enum err gate_write(struct ctx *ctx, int64_t id, struct staff_import *ret)
{
    enum err err = api_gate_write(ctx);
    return err == OK ? import_gate_find(ctx, id, ret) : err;
}

/* ---- upload ---- */

/* At once, if ?dry_run=no: refused when a second yes is needed, and then nothing is kept. */
static enum err apply_at_once(struct ctx *ctx, const struct request *request, int64_t id)
{
    struct staff_import import;
    struct staff_import_yes yes = {.id = id,
                                   .leave = !str_eq_c(form_find(&request->query, "leave"), "no"),
                                   .by = ctx->actor.person};
    if (!str_eq_c(form_find(&request->query, "dry_run"), "no"))
        return OK;
    enum err err = staff_import_find(ctx->store, id, ctx->arena, &import);
    if (err == OK && import.state == IMPORT_COLUMNS)
        return refuse_field(&ctx->why, "map",
                            "The columns of this file are not known. Send it without dry_run=no, "
                            "then choose them.");
    return err == OK ? import_ask_apply(ctx, &yes, &import) : err;
}

enum err api_import_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct staff_import import;
    struct staff_import_new new;
    struct staff_plan *plan;
    int64_t id = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = import_gate(ctx);
    if (err == OK)
        err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = import_ask_upload(ctx, request, &request->query, &new);
    if (err == OK)
        err = import_ask_create(ctx, &new, &id);
    if (err == OK)
        err = apply_at_once(ctx, request, id);
    if (err == OK)
        err = staff_import_find(ctx->store, id, ctx->arena, &import);
    if (err == OK)
        err = plan_of(ctx, &import, &plan);
    return err == OK ? api_gate_created(ctx, response, import_json(ctx, &import, plan),
                                        "people/import", id)
                     : err;
}

enum err api_import_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct staff_import *imports;
    int count = 0;
    enum err err = import_gate(ctx);
    if (err == OK)
        err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = staff_import_list(ctx->store, ctx->arena, &imports, &count);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(items, import_json(ctx, &imports[i], NULL));
    return api_list_answer_part(ctx, response, &list, items);
}

/* ---- looking ---- */

enum err api_import_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = import_gate_find(ctx, request->id, &import);
    return err == OK ? answer(ctx, import.id, response) : err;
}

enum err api_import_items(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    struct staff_plan *plan = ARENA_NEW(ctx->arena, struct staff_plan);
    struct api_list list;
    enum staff_kind kind = STAFF_NEW;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = import_gate_find(ctx, request->id, &import);
    if (err != OK)
        return err;
    struct str name = form_find(&request->query, "kind");
    if (staff_kind_parse(name.p ? name : STR("?"), &kind) != OK)
        refuse_field(&ctx->why, "kind", "Choose new, changed, leave, hand or unread.");
    err = api_list_read(ctx, request, &list);
    if (err == OK)
        err = refusal_check(&ctx->why);
    if (err == OK)
        err =
            staff_import_plan(ctx->store, import.id, tz_day(ctx->now), ctx->arena, plan, &ctx->why);
    if (err != OK)
        return err;
    const struct staff_items *found = &plan->lists[kind];
    json_t *items = json_array();
    int64_t from = list.after[1];
    int64_t end = from + list.limit < found->count ? from + list.limit : found->count;
    for (int64_t i = from; i < end; i++)
        json_array_append_new(items, import_item_json(plan, &found->items[i]));
    return api_list_answer(response, items,
                           end < found->count ? api_list_cursor(ctx->arena, 0, end) : NULL);
}

/* ---- choosing ---- */

enum err api_import_columns(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct staff_import import;
    struct staff_map map;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = gate_write(ctx, request->id, &import);
    if (err != OK)
        return err;
    for (int i = 0; i < STAFF_FIELD_COUNT; i++) {
        const char *key = staff_field_info((enum staff_field)i)->key;
        int column = 0;
        if (json_input_int(&in, key, &column) && (column < 1 || column > CSV_COLUMNS_MAX))
            json_input_refuse(&in, key, "Columns are numbered from 1.");
        map.columns[i] = column - 1;
    }
    err = json_input_end(&reader, response);
    if (err == OK)
        err = staff_import_choose_columns(ctx->store, import.id, &map, ctx->now, ctx->arena,
                                          &ctx->why);
    return err == OK ? answer(ctx, import.id, response) : err;
}

enum err api_import_choose(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct staff_import import;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    int line = 0, person = -2;
    enum err err = gate_write(ctx, request->id, &import);
    if (err != OK)
        return err;
    json_input_require(&in, "line person_id");
    if (json_input_int(&in, "line", &line) && line < 1)
        json_input_refuse(&in, "line", "Lines are numbered from 1.");
    if (json_input_int(&in, "person_id", &person) && person < -1)
        json_input_refuse(&in, "person_id",
                          "Give a person's id, 0 for somebody new, -1 to leave the line out.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err =
            staff_import_choose_person(ctx->store, import.id, line, person, ctx->arena, &ctx->why);
    return err == OK ? answer(ctx, import.id, response) : err;
}

/* ---- yes, back, away ---- */

enum err api_import_apply(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *digest = NULL;
    struct staff_import_yes yes = {.by = ctx->actor.person};
    enum err err = gate_write(ctx, request->id, &import);
    if (err != OK)
        return err;
    json_input_require(&in, "digest leave");
    json_input_text(&in, "digest", &digest);
    json_input_bool(&in, "leave", &yes.leave);
    json_input_bool(&in, "leave_many", &yes.leave_many);
    err = json_input_end(&reader, response);
    if (err != OK)
        return err;
    yes.id = import.id;
    yes.digest = str_of(digest);
    err = import_ask_apply(ctx, &yes, &import);
    return err == OK ? answer(ctx, import.id, response) : err;
}

enum err api_import_undo(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = gate_write(ctx, request->id, &import);
    if (err == OK)
        err = import_ask_undo(ctx, import.id);
    return err == OK ? answer(ctx, import.id, response) : err;
}

enum err api_import_drop(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct staff_import import;
    enum err err = gate_write(ctx, request->id, &import);
    if (err == OK)
        err = staff_import_drop(ctx->store, import.id);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- the share ---- */

enum err api_import_share_show(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    int percent = 0;
    enum err err = import_gate(ctx);
    if (err == OK)
        err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = staff_import_share(ctx->store, &percent);
    return err == OK ? response_json(response, 200, json_pack("{s:i}", "percent", percent)) : err;
}

enum err api_import_share_change(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    int percent = -1;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = import_gate(ctx);
    if (err != OK)
        return err;
    json_input_require(&in, "percent");
    json_input_int(&in, "percent", &percent);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = import_ask_share(ctx, percent);
    return err == OK ? response_json(response, 200, json_pack("{s:i}", "percent", percent)) : err;
}
