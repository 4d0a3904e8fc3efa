/* DESIGN: a school's calendar in the API: shown, and single dates added, changed, removed. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "year_json.h"

enum err api_school_calendar_show(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct year_page page;
    struct str text = form_find(&request->query, "year");
    int year = year_gate_read(form_int(&request->query, "year", 0));
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = year_gate_open(ctx, request->id, year, ACTION_CALENDAR_VIEW, &page);
    if (err == OK && text.p && !year)
        err = refuse_field(&ctx->why, "year", "Send the year in which it begins, like 2026.");
    return err == OK ? response_json(response, 200, year_json(ctx, &page, &page.year)) : err;
}

/* What is there changes *span; the rest stays. */
static void read_span(const struct json_input *in, struct span *span, bool *ret_dry_run)
{
    const char *kind;
    if (json_input_text(in, "kind", &kind) && span_kind_parse(str_of(kind), &span->kind) != OK)
        json_input_refuse(in, "kind", "Send term, half_term, inset or closure.");
    (void)json_input_text(in, "name", &span->name);
    (void)json_input_day(in, "from", &span->from);
    (void)json_input_day(in, "to", &span->to);
    (void)json_input_bool(in, "dry_run", ret_dry_run);
}

/* The year follows from the first day. */
static enum err open_year_of(struct ctx *ctx, const struct request *request,
                             const struct span *span, struct year_page *page)
{
    int year = year_gate_read(calendar_year(span->from));
    if (!year)
        return refuse_field(&ctx->why, "from", "Send a date of the years 2000 to 2100.");
    return year_gate_open(ctx, request->id, year, ACTION_CALENDAR_EDIT, page);
}

enum err api_school_date_add(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct span span = {.kind = SPAN_TERM, .name = ""};
    struct year_page page;
    struct year_wish wish = {.page = &page};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = year_gate_open(ctx, request->id, 0, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    json_input_require(&in, "kind name from to");
    read_span(&in, &span, &wish.dry_run);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = open_year_of(ctx, request, &span, &page);
    if (err != OK)
        return err;
    wish.year = school_year_copy(&page.year, ctx->arena);
    wish.focus = wish.year.count;
    wish.words = arena_printf(ctx->arena, "Added %s", span.name);
    err = school_year_add(&wish.year, &span, &ctx->why);
    if (err == ERR_LIMIT)
        err = ERR_CONFLICT;
    return err == OK ? year_json_answer(ctx, &wish, response) : err;
}

enum err api_school_date_change(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct year_page page;
    struct year_wish wish = {.page = &page};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &wish.focus);
    if (err != OK)
        return err;
    wish.year = school_year_copy(&page.year, ctx->arena);
    struct span *span = &wish.year.spans[wish.focus].span;
    if (!json_input_has(&in, "kind") && !json_input_has(&in, "name") &&
        !json_input_has(&in, "from") && !json_input_has(&in, "to"))
        json_input_require(&in, "name");
    read_span(&in, span, &wish.dry_run);
    err = json_input_end(&reader, response);
    wish.words = arena_printf(ctx->arena, "Changed %s", span->name);
    return err == OK ? year_json_answer(ctx, &wish, response) : err;
}

enum err api_school_date_remove(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct year_page page;
    struct year_wish wish = {.page = &page, .focus = CHECK_NOTHING};
    int index;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &index);
    if (err == OK)
        err = school_year_check_removal(&page.year, index, &ctx->why);
    if (err != OK)
        return err;
    wish.words = arena_printf(ctx->arena, "Removed %s", page.year.spans[index].span.name);
    wish.year = school_year_copy(&page.year, ctx->arena);
    school_year_remove(&wish.year, index);
    return year_json_answer(ctx, &wish, response);
}
