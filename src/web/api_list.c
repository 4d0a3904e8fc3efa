/* DESIGN: pages of a list: how many, from where, and what to ask for next. */
#include "api_list.h"

static bool read_cursor(struct str text, int64_t ret[static 2])
{
    struct str rest = text, first, second;
    return str_split(&rest, '-', &first) && str_split(&rest, '-', &second) && !rest.p &&
           str_parse_int(first, &ret[0]) == OK && str_parse_int(second, &ret[1]) == OK;
}

enum err api_list_read(struct ctx *ctx, const struct request *request, struct api_list *ret)
{
    struct api_list list = {.limit = API_LIST_DEFAULT};
    struct str limit = form_find(&request->query, "limit");
    struct str cursor = form_find(&request->query, "cursor");
    int64_t number = API_LIST_DEFAULT;
    if (limit.p && (str_parse_int(limit, &number) != OK || number < 1 || number > API_LIST_MAX))
        refuse_field(&ctx->why, "limit", "Ask for 1 to %d items at once.", API_LIST_MAX);
    if (cursor.p && !read_cursor(cursor, list.after))
        refuse_field(&ctx->why, "cursor",
                     "Send the \"next\" of the last answer as it was, or leave the cursor out to "
                     "begin at the start.");
    list.limit = (int)number;
    enum err err = refusal_check(&ctx->why);
    if (err == OK)
        *ret = list;
    return err;
}

const char *api_list_cursor(struct arena *arena, int64_t first, int64_t second)
{
    if (first == 0 && second == 0)
        return NULL;
    return arena_printf(arena, "%lld-%lld", (long long)first, (long long)second);
}

enum err api_list_answer(struct response *response, json_t *items, const char *next)
{
    return response_json(response, 200, json_pack("{s:o, s:s?}", "items", items, "next", next));
}

enum err api_list_answer_part(struct ctx *ctx, struct response *response,
                              const struct api_list *list, json_t *items)
{
    size_t count = json_array_size(items), limit = (size_t)list->limit;
    size_t from = (uint64_t)list->after[1] < count ? (size_t)list->after[1] : count;
    size_t to = count - from > limit ? from + limit : count;
    json_t *part = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append(part, json_array_get(items, i));
    json_decref(items);
    return api_list_answer(response, part,
                           api_list_cursor(ctx->arena, 0, to < count ? (int64_t)to : 0));
}

int64_t api_list_id(struct ctx *ctx, const struct request *request, const char *name)
{
    struct str text = form_find(&request->query, name);
    int64_t id = 0;
    if (text.p && (str_parse_int(text, &id) != OK || id < 1))
        refuse_field(&ctx->why, name, "Send an id: a whole number from 1 on.");
    return id;
}

struct day api_list_day(struct ctx *ctx, const struct request *request, const char *name)
{
    struct str text = form_find(&request->query, name);
    struct day day = DAY_NONE;
    if (text.p && day_parse(text, &day) != OK)
        refuse_field(&ctx->why, name, "Send a date, like 2026-11-12.");
    return day;
}
