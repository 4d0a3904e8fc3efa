/* DESIGN: how the year stands, in the API: by name for one school, or as figures. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "json_view.h"
#include "status_view.h"
#include "tz.h"

static json_t *row_view(const struct status_row *row)
{
    return json_pack("{s:I, s:s, s:I, s:s, s:s, s:o, s:o}", "person_id", (json_int_t)row->person.v,
                     "name", row->name, "item_id", (json_int_t)row->item, "label", row->label,
                     "standing", standing_name(row->standing), "due_on", json_view_day(row->due_on),
                     "done_on", json_view_day(row->done_on));
}

static void read_query(struct ctx *ctx, const struct request *request, struct status_query *query)
{
    const char *word = query_text(ctx, request, "standing");
    enum standing standing;
    query->item = api_list_id(ctx, request, "item");
    query->standing = STANDINGS;
    if (*word && standing_parse(str_of(word), &standing) != OK)
        refuse_field(&ctx->why, "standing", "Send one of done, due, late, exempt.");
    else if (*word)
        query->standing = (int)standing;
}

enum err api_status_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_list list;
    struct status_rows rows;
    struct status_query query = {.school = {request->id}};
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = status_view_gate_names(ctx, query.school);
    struct school school;
    if (err == OK)
        err = school_find(ctx->store, query.school, ctx->arena, &school);
    if (err != OK)
        return err;
    read_query(ctx, request, &query);
    err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    query.skip = list.after[1] < INT32_MAX ? (int)list.after[1] : INT32_MAX;
    query.limit = list.limit;
    err = status_list(ctx->store, &query, tz_day(ctx->now), ctx->arena, &rows);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < rows.count; i++)
        json_array_append_new(items, row_view(&rows.items[i]));
    return api_list_answer(
        response, items,
        rows.more ? api_list_cursor(ctx->arena, 0, (int64_t)query.skip + rows.count) : NULL);
}

/* ---- figures ---- */

static json_t *number(int64_t people)
{
    return people == STATUS_WITHHELD ? json_null() : json_integer(people);
}

static json_t *figure_view(const struct status_figure *figure)
{
    json_t *view = json_pack("{s:I, s:o, s:o}", "item_id", (json_int_t)figure->item, "school_id",
                             json_view_id(figure->school.v), "all", number(figure->all));
    for (int s = 0; s < STANDINGS; s++)
        json_object_set_new(view, standing_name((enum standing)s), number(figure->counts[s]));
    return view;
}

enum err api_status_figures(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct status_figures figures;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = status_view_gate_figures(ctx);
    if (err == OK)
        err = status_view_figures(ctx, &figures);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < figures.count; i++)
        json_array_append_new(items, figure_view(&figures.items[i]));
    return response_json(response, 200,
                         json_pack("{s:o, s:o}", "on", json_view_day(figures.on), "items", items));
}
