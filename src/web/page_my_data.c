/* DESIGN: everything held on somebody, for that person: asked for, then read, printed or taken. */
#include <stdlib.h>
#include <string.h>

#include "fresh.h"
#include "held_data_view.h"
#include "page.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum err page_my_data(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person person;
    (void)request;
    enum err err = held_data_view_gate(ctx);
    if (err == OK)
        err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err != OK)
        return err;
    json_t *view = view_new("Your data");
    if (!day_is_none(person.left_on))
        json_object_set_new(view, "last_day", json_string(words_date(ctx->arena, person.left_on)));
    return response_page(response, "my_data.html", view);
}

/* Written down first; what is asked for can be opened for ten minutes. */
enum err page_my_data_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    bool file = strcmp(field_text(ctx, request, "as"), "file") == 0;
    enum err err = held_data_view_gate(ctx);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = held_data_ask(ctx->store, ctx->actor.person, ctx->now);
    return err == OK ? response_redirect(ctx, response, file ? "/my-data.json" : "/my-data/all")
                     : err;
}

static json_t *section_view(const struct held_section *section)
{
    json_t *columns = json_array(), *rows = json_array();
    for (int c = 0; c < section->column_count; c++)
        json_array_append_new(columns, json_string(section->columns[c]));
    for (int r = 0; r < section->row_count; r++) {
        json_t *cells = json_array();
        for (int c = 0; c < section->column_count; c++)
            json_array_append_new(cells, json_pack("{s:s, s:s}", "label", section->columns[c],
                                                   "text", section->rows[r][c]));
        json_array_append_new(rows, json_pack("{s:o}", "cells", cells));
    }
    json_t *view = json_pack("{s:s, s:o}", "title", section->title, "columns", columns);
    view_list(view, "rows", rows);
    return view;
}

/* Who did not ask lately goes where one asks. */
static enum err find(struct ctx *ctx, struct response *response, struct held_data *ret)
{
    enum err err = held_data_view_find(ctx, ret);
    if (err == ERR_CONFLICT && response_redirect(ctx, response, "/my-data") != OK)
        return ERR_BUG;
    return err;
}

enum err page_my_data_all(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct held_data data;
    (void)request;
    enum err err = find(ctx, response, &data);
    if (err != OK)
        return response->location ? OK : err;
    json_t *view = view_new("Everything held on you"), *sections = json_array();
    view_back(view, "/my-data", "Your data");
    for (int i = 0; i < data.count; i++)
        json_array_append_new(sections, section_view(&data.sections[i]));
    json_object_set_new(view, "sections", sections);
    json_object_set_new(view, "made", json_string(words_moment(ctx->arena, ctx->now)));
    return response_page(response, "my_data_all.html", view);
}

enum err page_my_data_file(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct held_data data;
    (void)request;
    enum err err = find(ctx, response, &data);
    if (err != OK)
        return response->location ? OK : err;
    json_t *view = held_data_view_json(ctx, &data);
    char *text = json_dumps(view, JSON_INDENT(2));
    json_decref(view);
    if (!text)
        return ERR_BUG;
    response->body = arena_str(ctx->arena, str_of(text));
    free(text);
    response->content_type = "application/json";
    response->filename = "my-data.json";
    return OK;
}
