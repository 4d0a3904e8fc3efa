/* DESIGN: how the year stands without names, for governors and trustees. */
#include "page.h"
#include "status_view.h"
#include "tz.h"
#include "view.h"
#include "words.h"

static json_t *number_view(struct ctx *ctx, const char *label, int64_t people)
{
    const char *text = people == STATUS_WITHHELD
                           ? "Not shown"
                           : arena_printf(ctx->arena, "%lld", (long long)people);
    return json_pack("{s:s, s:s, s:b}", "label", label, "text", text, "withheld",
                     people == STATUS_WITHHELD);
}

static json_t *row_view(struct ctx *ctx, const struct status_figure *figure)
{
    json_t *numbers = json_array();
    for (int s = 0; s < STANDINGS; s++)
        json_array_append_new(
            numbers, number_view(ctx, status_view_words((enum standing)s), figure->counts[s]));
    json_array_append_new(numbers, number_view(ctx, "People", figure->all));
    return json_pack("{s:s, s:b, s:o}", "school",
                     figure->school_name ? figure->school_name : "All of these", "total",
                     figure->school_name == NULL, "numbers", numbers);
}

static const char *label_of(const struct status_items *items, int64_t id)
{
    for (int i = 0; i < items->count; i++)
        if (items->items[i].id == id)
            return items->items[i].label;
    return "";
}

/* One table an item, in the order of the year. */
static json_t *tables_view(struct ctx *ctx, const struct status_figures *figures,
                           const struct status_items *items)
{
    json_t *tables = json_array();
    for (int i = 0; i < figures->count;) {
        int64_t item = figures->items[i].item;
        json_t *rows = json_array();
        for (; i < figures->count && figures->items[i].item == item; i++)
            json_array_append_new(rows, row_view(ctx, &figures->items[i]));
        json_array_append_new(
            tables, json_pack("{s:s, s:o}", "label", label_of(items, item), "rows", rows));
    }
    return tables;
}

enum err page_status_figures(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct status_figures figures = {.count = 0};
    struct status_items items;
    (void)request;
    enum err err = status_view_gate_figures(ctx);
    if (err == OK)
        err = status_view_figures(ctx, &figures);
    if (err == OK)
        err = status_items(ctx->store, (struct school_id){0}, tz_day(ctx->now), ctx->arena, &items);
    if (err != OK)
        return err;
    refusal_init(&ctx->why, ctx->arena);
    json_t *view = view_new("How the year stands");
    view_list(view, "tables", tables_view(ctx, &figures, &items));
    if (!day_is_none(figures.on))
        json_object_set_new(view, "on", json_string(words_date_plain(ctx->arena, figures.on)));
    return response_page(response, "status_figures.html", view);
}
