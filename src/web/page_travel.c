/* DESIGN: how long the way between two schools takes: the list, and one of them said. */
#include "travel_ask.h"

#include "list_file.h"
#include "org_gate.h"
#include "page.h"
#include "sheet.h"
#include "view.h"
#include "words.h"

/* ---- the list ---- */

static json_t *row_view(struct ctx *ctx, const struct travel *travel)
{
    bool may = travel_ask_may(ctx, travel->a, travel->b);
    json_t *view =
        json_pack("{s:s, s:s, s:s}", "from", travel->a_name, "to", travel->b_name, "minutes",
                  words_count(ctx->arena, travel->minutes, "minute", "minutes"));
    if (!travel->is_said)
        json_object_set_new(view, "tag", view_tag("Not said", "quiet"));
    if (may)
        json_object_set_new(
            view, "href",
            json_string(arena_printf(ctx->arena, "/travel/change?from_school=%lld&to_school=%lld",
                                     (long long)travel->a.v, (long long)travel->b.v)));
    return view;
}

static enum err fill_schools(struct ctx *ctx, struct school_id chosen, json_t *view)
{
    struct school *schools;
    int count;
    json_t *options = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(options, "", "Every school", !chosen.v);
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(options, schools[i].id.v, schools[i].name, schools[i].id.v == chosen.v);
    json_object_set_new(view, "schools", options);
    return err;
}

enum err page_travel(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school_id school = {form_int(&request->query, "school", 0)};
    struct travel_list list = {.count = 0};
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = travel_list(ctx->store, school, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("The way between schools"), *rows = json_array();
    view_back(view, "/schools", "Schools");
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, row_view(ctx, &list.items[i]));
    view_list(view, "ways", rows);
    view_flash(view, str_eq_c(form_find(&request->query, "done"), "saved") ? "Saved." : NULL);
    err = fill_schools(ctx, school, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/travel.html", view);
}

enum err page_travel_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"From", "To", "Minutes", "Said"};
    struct travel_list list;
    struct buf out;
    (void)request;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = travel_list(ctx->store, (struct school_id){0}, ctx->arena, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 4);
    for (int i = 0; i < list.count; i++)
        csv_row(&out,
                (const char *const[]){list.items[i].a_name, list.items[i].b_name,
                                      arena_printf(ctx->arena, "%d", list.items[i].minutes),
                                      list.items[i].is_said ? "yes" : "no"},
                4);
    return list_file_answer(ctx, response, "travel.csv", &out);
}

/* ---- one said ---- */

static enum err change_sheet(struct ctx *ctx, struct sheet *ret)
{
    enum { FIELDS = 3 };
    struct sheet_field *fields = ARENA_ARRAY(ctx->arena, struct sheet_field, FIELDS);
    struct school *schools;
    int count;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err != OK)
        return err;
    struct choice *choices = ARENA_ARRAY(ctx->arena, struct choice, (size_t)count);
    for (int i = 0; i < count; i++)
        choices[i] = sheet_choice(ctx->arena, schools[i].id.v, schools[i].name);
    fields[0] =
        (struct sheet_field){SHEET_SELECT, "from_school", "Between", NULL, choices, count, false};
    fields[1] = (struct sheet_field){SHEET_SELECT, "to_school", "and", NULL, choices, count, false};
    fields[2] = (struct sheet_field){SHEET_TEXT,
                                     "minutes",
                                     "Minutes from door to door",
                                     "The same both ways. Leave it empty for the usual 30 minutes.",
                                     NULL,
                                     0,
                                     true};
    *ret = (struct sheet){
        .title = "How long does the way take?",
        .intro = "Nobody can book two things so close together that there is no time for the way.",
        .action = "/travel/change",
        .button = "Save",
        .back_href = "/travel",
        .back_text = "The way between schools",
        .fields = fields,
        .count = FIELDS,
    };
    return OK;
}

enum err page_travel_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school_id a = {form_int(&request->query, "from_school", 0)},
                     b = {form_int(&request->query, "to_school", 0)};
    struct form values = sheet_values(ctx->arena);
    struct sheet sheet;
    int minutes = TRAVEL_DEFAULT_MIN;
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = change_sheet(ctx, &sheet);
    if (err == OK)
        err = travel_find(ctx->store, a, b, &minutes);
    if (err != OK)
        return err;
    sheet_put(&values, ctx->arena, "from_school", query_text(ctx, request, "from_school"));
    sheet_put(&values, ctx->arena, "to_school", query_text(ctx, request, "to_school"));
    sheet_put(&values, ctx->arena, "minutes",
              a.v && b.v && a.v != b.v ? arena_printf(ctx->arena, "%d", minutes) : "");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_travel_change(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct school_id a = {form_int(&request->form, "from_school", 0)},
                     b = {form_int(&request->form, "to_school", 0)};
    struct str typed = str_trim(form_find(&request->form, "minutes"));
    int64_t minutes = -1;
    struct sheet sheet;
    enum err err = org_gate_edit_somewhere(ctx);
    if (err == OK)
        err = change_sheet(ctx, &sheet);
    if (err != OK)
        return err;
    if (typed.n && (str_parse_int(typed, &minutes) != OK || minutes > TRAVEL_MIN_MAX))
        minutes = TRAVEL_MIN_MAX + 1;
    err = travel_ask_put(ctx, a, b, (int)minutes);
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return response_redirect(ctx, response, "/travel?done=saved");
}
