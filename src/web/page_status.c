/* DESIGN: how the year stands in one school, by name, a page at a time. */
#include "list_file.h"
#include "page.h"
#include "status_view.h"
#include "tz.h"
#include "view.h"
#include "words.h"

#include "audit.h"

enum { PAGE_ROWS = 100, FILE_ROWS = 20000 };

struct asked {
    struct school_id school;
    int64_t item, skip;
    int standing;
};

static struct asked read_asked(struct ctx *ctx, const struct request *request)
{
    struct asked asked = {{form_int(&request->query, "school", 0)},
                          form_int(&request->query, "item", 0),
                          form_int(&request->query, "skip", 0),
                          STANDINGS};
    enum standing standing;
    if (standing_parse(str_of(query_text(ctx, request, "standing")), &standing) == OK)
        asked.standing = (int)standing;
    if (asked.skip < 0 || asked.skip > 1000000)
        asked.skip = 0;
    return asked;
}

static const char *link_of(struct ctx *ctx, const char *path, const struct asked *asked)
{
    return arena_printf(
        ctx->arena, "%s?school=%lld&item=%lld%s%s%s", path, (long long)asked->school.v,
        (long long)asked->item, asked->standing < STANDINGS ? "&standing=" : "",
        asked->standing < STANDINGS ? standing_name((enum standing)asked->standing) : "",
        asked->skip ? arena_printf(ctx->arena, "&skip=%lld", (long long)asked->skip) : "");
}

/* ---- pieces ---- */

static json_t *tag_of(enum standing standing)
{
    static const char *const kinds[STANDINGS] = {"good", "quiet", "wait", "quiet"};
    return view_tag(status_view_words(standing), kinds[standing]);
}

static json_t *items_view(struct ctx *ctx, const struct asked *asked,
                          const struct status_items *items)
{
    json_t *list = json_array();
    for (int i = 0; i < items->count; i++) {
        const struct status_item *item = &items->items[i];
        json_t *counts = json_array();
        for (int s = 0; s < STANDINGS; s++) {
            const struct asked one = {asked->school, item->id, 0, s};
            json_array_append_new(
                counts,
                json_pack("{s:s, s:s, s:s}", "label", status_view_words((enum standing)s), "count",
                          arena_printf(ctx->arena, "%lld", (long long)item->counts[s]), "href",
                          link_of(ctx, "/status", &one)));
        }
        json_array_append_new(list,
                              json_pack("{s:s, s:o}", "label", item->label, "counts", counts));
    }
    return list;
}

static const char *date_of(struct ctx *ctx, const struct status_row *row)
{
    if (row->standing == STANDING_EXEMPT)
        return "";
    bool done = row->standing == STANDING_DONE;
    struct day day = done ? row->done_on : row->due_on;
    if (day_is_none(day))
        return "No date yet";
    return arena_printf(ctx->arena, "%s %s", done ? "Done" : "By",
                        words_date_plain(ctx->arena, day));
}

static json_t *rows_view(struct ctx *ctx, const struct status_rows *rows)
{
    json_t *list = json_array();
    for (int i = 0; i < rows->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}", "name", rows->items[i].name,
                                              "label", rows->items[i].label, "date",
                                              date_of(ctx, &rows->items[i]), "tag",
                                              tag_of(rows->items[i].standing)));
    return list;
}

static json_t *schools_view(const struct school *schools, int count, struct school_id chosen)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        view_option_id(list, schools[i].id.v, schools[i].name, schools[i].id.v == chosen.v);
    return list;
}

static json_t *pages_view(struct ctx *ctx, const struct asked *asked, bool more)
{
    struct asked one = *asked;
    json_t *pages = json_pack("{s:s}", "text", "By name");
    if (asked->skip) {
        one.skip = asked->skip > PAGE_ROWS ? asked->skip - PAGE_ROWS : 0;
        json_object_set_new(pages, "previous", json_string(link_of(ctx, "/status", &one)));
    }
    if (more) {
        one.skip = asked->skip + PAGE_ROWS;
        json_object_set_new(pages, "following", json_string(link_of(ctx, "/status", &one)));
    }
    return pages;
}

/* ---- the page ---- */

static const char *heading_of(struct ctx *ctx, const struct asked *asked,
                              const struct status_items *items)
{
    const char *item = "Everything";
    for (int i = 0; i < items->count; i++)
        if (items->items[i].id == asked->item)
            item = items->items[i].label;
    if (asked->standing >= STANDINGS)
        return item;
    return arena_printf(ctx->arena, "%s: %s", item,
                        status_view_words((enum standing)asked->standing));
}

static enum err show_names(struct ctx *ctx, const struct asked *asked, json_t *view)
{
    struct status_items items;
    struct status_rows rows;
    const struct status_query query = {asked->school, asked->item, asked->standing,
                                       (int)asked->skip, PAGE_ROWS};
    enum err err = status_items(ctx->store, asked->school, tz_day(ctx->now), ctx->arena, &items);
    if (err == OK)
        err = status_list(ctx->store, &query, tz_day(ctx->now), ctx->arena, &rows);
    if (err != OK)
        return err;
    json_t *names = json_pack("{s:s, s:s}", "heading", heading_of(ctx, asked, &items), "file",
                              link_of(ctx, "/status.csv", asked));
    view_list(names, "items", items_view(ctx, asked, &items));
    view_list(names, "rows", rows_view(ctx, &rows));
    json_object_set_new(view, "names", names);
    if (rows.more || asked->skip)
        json_object_set_new(view, "pages", pages_view(ctx, asked, rows.more));
    return OK;
}

/* The school that was asked for, else the first one the actor sees by name. view may be NULL. */
static enum err find_school(struct ctx *ctx, struct asked *asked, json_t *view)
{
    struct school *schools;
    int count, at = 0;
    enum err err = status_view_schools(ctx, ACTION_STATUS_VIEW, &schools, &count);
    while (err == OK && asked->school.v && at < count && schools[at].id.v != asked->school.v)
        at++;
    if (err != OK || at >= count)
        return err == OK ? ERR_NOT_FOUND : err;
    asked->school = schools[at].id;
    if (!view)
        return OK;
    json_object_set_new(view, "school", json_string(schools[at].name));
    if (count > 1)
        json_object_set_new(
            view, "choice",
            json_pack("{s:o}", "schools", schools_view(schools, count, asked->school)));
    return OK;
}

enum err page_status(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct asked asked = read_asked(ctx, request);
    if (status_view_gate_names(ctx, (struct school_id){0}) != OK)
        return page_status_figures(ctx, request, response);
    enum err err = asked.school.v ? status_view_gate_names(ctx, asked.school) : OK;
    if (err != OK)
        return err;
    json_t *view = view_new("How the year stands");
    err = find_school(ctx, &asked, view);
    if (err == OK)
        err = show_names(ctx, &asked, view);
    response_page(response, "status.html", view);
    if (err != OK)
        response_done(response);
    return err;
}

/* ---- as a file ---- */

enum err page_status_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"person", "what", "standing", "due on", "done on"};
    struct asked asked = read_asked(ctx, request);
    struct status_rows rows;
    struct buf out;
    enum err err = status_view_gate_names(ctx, asked.school);
    if (err == OK)
        err = find_school(ctx, &asked, NULL);
    const struct status_query query = {asked.school, asked.item, asked.standing, 0, FILE_ROWS};
    if (err == OK)
        err = status_list(ctx->store, &query, tz_day(ctx->now), ctx->arena, &rows);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "status-exported", asked.school.v,
                        "");
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 5);
    for (int i = 0; i < rows.count; i++) {
        const struct status_row *row = &rows.items[i];
        const char *const cells[] = {row->name, row->label, standing_name(row->standing),
                                     list_file_day(ctx, row->due_on),
                                     list_file_day(ctx, row->done_on)};
        csv_row(&out, cells, 5);
    }
    return list_file_answer(ctx, response, "year.csv", &out);
}
