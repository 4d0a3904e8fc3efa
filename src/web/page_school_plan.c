/* DESIGN: a year from a file, from the year before or from another school: looked at, then kept. */
#include "calendar_file.h"
#include "page.h"
#include "year_plan.h"
#include "year_view.h"

static const char PLAN[] = "school_calendar/plan.html";

static int asked_year(const struct request *request)
{
    return year_gate_read(form_int(&request->query, "year", 0));
}

static enum err answer(struct ctx *ctx, const struct year_plan *plan, struct response *response)
{
    json_t *view;
    enum err err = year_plan_view(ctx, plan, &view);
    return err == OK ? response_page(response, PLAN, view) : err;
}

/* ---- a file ---- */

static json_t *upload_view(struct ctx *ctx, const struct year_page *page)
{
    json_t *view = view_new("Take dates from a file");
    view_back(view, year_view_href(ctx->arena, page), page->school.name);
    json_object_set_new(view, "school", json_string(page->school.name));
    json_object_set_new(view, "year_name",
                        json_string(school_year_name(ctx->arena, page->year.year)));
    view_field(view, "file", "", &ctx->why);
    json_t *form = json_object_get(view, "form");
    json_object_set_new(form, "action",
                        json_string(arena_printf(ctx->arena, "/schools/%lld/calendar/import",
                                                 (long long)page->school.id.v)));
    json_object_set_new(form, "year", json_string(arena_printf(ctx->arena, "%d", page->year.year)));
    if (ctx->why.field_count || ctx->why.detail) {
        view_errors(view, &ctx->why);
        json_object_set_new(view, "has_errors", json_true());
    }
    return view;
}

enum err page_school_import(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct year_page page;
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    return response_page(response, "school_calendar/import.html", upload_view(ctx, &page));
}

/* The reader's words under the field they are about. */
static enum err refuse_file(struct ctx *ctx, enum err err)
{
    const char *detail = ctx->why.detail;
    if (err != ERR_INVALID || !detail)
        return err;
    refusal_init(&ctx->why, ctx->arena);
    return refuse_field(&ctx->why, "file", "%s", detail);
}

enum err page_school_import_read(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct year_page page;
    int year = year_gate_read(form_int(&request->form, "year", 0));
    enum err err = year_gate_open(ctx, request->id, year, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    struct year_plan plan = {.page = &page, .source = SOURCE_FILE, .moves = -1};
    const struct upload_file *file = upload_find(request->upload, "file");
    if (!file || !file->bytes.n)
        err = refuse_field(&ctx->why, "file", "Choose a calendar file (.ics) or a table (.csv).");
    else
        err = refuse_file(
            ctx, calendar_file_read(ctx, file->bytes, page.year.year, &plan.rows, &plan.note));
    if (err == ERR_INVALID)
        return response_page_refused(response, err, "school_calendar/import.html",
                                     upload_view(ctx, &page));
    return err == OK ? answer(ctx, &plan, response) : err;
}

/* ---- the year before ---- */

enum err page_school_next(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct year_page page;
    struct school_year before;
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_EDIT, &page);
    if (err == OK)
        err = school_year_load(ctx->store, page.school.id, page.year.year - 1, ctx->arena, &before);
    if (err != OK)
        return err;
    if (!before.count)
        return refuse(&ctx->why, ERR_CONFLICT, "no-dates",
                      "%s has no dates for %s to make this year from. Type the dates, or take "
                      "them from a file.",
                      page.school.name, school_year_name(ctx->arena, before.year));
    struct school_year next = school_year_shift(&before, page.year.year, ctx->arena);
    struct year_plan plan = {.page = &page,
                             .source = SOURCE_ROLL,
                             .rows = year_plan_rows(&next, ctx->arena),
                             .moves = -1};
    return answer(ctx, &plan, response);
}

/* ---- another school ---- */

static enum err choose_view(struct ctx *ctx, const struct year_page *page, json_t **ret)
{
    struct school *schools;
    int count;
    json_t *items = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    for (int i = 0; err == OK && i < count; i++) {
        struct school_year year;
        err = school_year_load(ctx->store, schools[i].id, page->year.year, ctx->arena, &year);
        if (err == OK && year.count && schools[i].id.v != page->school.id.v)
            json_array_append_new(
                items,
                json_pack("{s:s, s:s}", "name", schools[i].name, "href",
                          arena_printf(ctx->arena, "/schools/%lld/calendar/copy?year=%d&from=%lld",
                                       (long long)page->school.id.v, page->year.year,
                                       (long long)schools[i].id.v)));
    }
    json_t *view = view_new("Copy from another school");
    view_back(view, year_view_href(ctx->arena, page), page->school.name);
    json_object_set_new(view, "school", json_string(page->school.name));
    json_object_set_new(view, "year_name",
                        json_string(school_year_name(ctx->arena, page->year.year)));
    view_list(view, "schools", items);
    *ret = view;
    return err;
}

enum err page_school_copy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct year_page page, from;
    int64_t other = form_int(&request->query, "from", 0);
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    if (!other) {
        json_t *view;
        err = choose_view(ctx, &page, &view);
        response_page(response, "school_calendar/copy.html", view);
        return err;
    }
    err = year_gate_open(ctx, other, page.year.year, ACTION_CALENDAR_VIEW, &from);
    if (err != OK)
        return err;
    if (!from.year.count)
        return refuse(&ctx->why, ERR_CONFLICT, "no-dates", "%s has no dates for %s either.",
                      from.school.name, school_year_name(ctx->arena, page.year.year));
    struct year_plan plan = {.page = &page,
                             .source = SOURCE_COPY,
                             .from = from.school,
                             .rows = year_plan_rows(&from.year, ctx->arena),
                             .moves = -1};
    return answer(ctx, &plan, response);
}

/* ---- kept ---- */

/* The page again: with what is wrong, or with what moves now that other kinds were chosen. */
static enum err plan_again(struct ctx *ctx, const struct year_plan *plan, enum err why,
                           struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_STALE && why != ERR_LIMIT)
        return why;
    enum err err = year_plan_view(ctx, plan, &view);
    if (err != OK)
        return err;
    if (why == ERR_STALE && !ctx->why.detail)
        return response_page(response, PLAN, view);
    return response_page_refused(response, why == ERR_STALE ? ERR_STALE : ERR_INVALID, PLAN, view);
}

static enum err check_fresh(struct ctx *ctx, const struct request *request,
                            const struct year_page *page)
{
    if (form_int(&request->form, "version", -1) == page->last.version)
        return OK;
    return refuse(&ctx->why, ERR_STALE, "stale",
                  "Somebody changed this calendar meanwhile: %s. Look at the dates again.",
                  page->last.words);
}

enum err page_school_year_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct year_page page;
    struct year_plan plan = {.rows = {.count = 0}};
    struct school_year year;
    int moves, asked = year_gate_read(form_int(&request->form, "year", 0));
    enum err err = year_gate_open(ctx, request->id, asked, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    plan.page = &page;
    err = year_plan_read(ctx, request, &page, &plan);
    if (err != OK)
        return plan.rows.count ? plan_again(ctx, &plan, err, response) : err;
    err = check_fresh(ctx, request, &page);
    if (err == OK)
        err = year_plan_year(ctx, &plan, &year);
    if (err == OK)
        err = year_gate_save(ctx, &year, year_plan_words(&plan, ctx->arena), CHECK_WHOLE,
                             plan.moves < 0 ? 0 : plan.moves, &moves);
    if (err != OK) {
        if (err == ERR_INVALID)
            refusal_init(&ctx->why, ctx->arena); /* judged again, by row */
        return plan_again(ctx, &plan, err, response);
    }
    return response_redirect(ctx, response, "%s&did=1", year_view_href(ctx->arena, &page));
}
