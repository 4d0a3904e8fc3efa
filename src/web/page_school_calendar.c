/* DESIGN: a school's calendar: read by everyone, kept as a file, its last change taken back. */
#include "closure_gate.h"
#include "feed.h"
#include "page.h"
#include "school_year_file.h"
#include "tz.h"
#include "view.h"
#include "words.h"
#include "year_view.h"

enum { CSV_BYTES_MAX = 64 * 1024, JUST_NOW_S = 600 };

static int asked_year(const struct request *request)
{
    return year_gate_read(form_int(&request->query, "year", 0));
}

/* What the last act did, said once: ?did=1 just after it. */
static const char *flash_of(struct ctx *ctx, const struct request *request,
                            const struct year_page *page)
{
    const struct calendar_last *last = &page->last;
    if (!form_has(&request->query, "did") || !page->may_edit)
        return NULL;
    if (!last->version || ctx->now.v - last->at.v > JUST_NOW_S)
        return "Nothing had to be changed.";
    return arena_printf(
        ctx->arena, "%s. %s", last->words,
        last->moved ? arena_printf(ctx->arena, "%s moved.",
                                   words_count(ctx->arena, last->moved, "deadline", "deadlines"))
                    : "No deadline moved.");
}

enum err page_school_calendar(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct year_page page;
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_VIEW, &page);
    if (err != OK)
        return err;
    const char *title = arena_printf(ctx->arena, "%s: %s", page.school.name,
                                     school_year_name(ctx->arena, page.year.year));
    json_t *view = view_new(title);
    view_back(view, "/school-calendars", "School calendars");
    view_flash(view, flash_of(ctx, request, &page));
    if (closure_gate_may(ctx, page.school.id))
        json_object_set_new(view, "may_close",
                            json_string(arena_printf(ctx->arena, "/schools/%lld/closure",
                                                     (long long)page.school.id.v)));
    if (form_has(&request->query, "closed"))
        view_flash(view, "The school is closed then, and everyone concerned is told. To take it "
                         "back, remove the date below; events can be moved again one by one.");
    response_page(response, "school_calendar/show.html", view);
    return year_view_fill(ctx, &page, view);
}

/* ---- files ---- */

static const char *file_name(struct ctx *ctx, const struct year_page *page, const char *ending)
{
    return arena_printf(ctx->arena, "calendar-%lld-%d.%s", (long long)page->school.id.v,
                        page->year.year, ending);
}

enum err page_school_calendar_csv(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct year_page page;
    struct buf out;
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_VIEW, &page);
    if (err != OK)
        return err;
    buf_init(&out, CSV_BYTES_MAX);
    school_year_format(&page.year, true, &out);
    response->body = arena_str(ctx->arena, buf_str(&out));
    response->content_type = "text/csv; charset=utf-8";
    response->filename = file_name(ctx, &page, "csv");
    err = out.full ? ERR_BUG : OK;
    buf_done(&out);
    return err;
}

enum err page_school_calendar_ics(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct year_page page;
    struct buf out;
    enum err err =
        year_gate_open(ctx, request->id, asked_year(request), ACTION_CALENDAR_VIEW, &page);
    if (err != OK)
        return err;
    buf_init(&out, SCHOOL_YEAR_FILE_BYTES_MAX);
    err = school_year_file_write(ctx->store, &page.school, &page.year, ctx->now, ctx->arena, &out);
    response->body = arena_str(ctx->arena, buf_str(&out));
    response->content_type = "text/calendar; charset=utf-8";
    response->filename = file_name(ctx, &page, "ics");
    buf_done(&out);
    return err;
}

/* ---- undo ---- */

enum err page_school_calendar_undo(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct year_page page;
    int moved;
    int64_t version = form_int(&request->form, "version", 0);
    enum err err = year_gate_open(ctx, request->id, 0, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    if (!page.last.version || version < 1 || version > INT32_MAX)
        return refuse_field(&ctx->why, "version",
                            "There is no change to take back. Open the calendar again.");
    err = calendar_change_undo(ctx->store, ctx->now, ctx->actor.person, page.school.id,
                               (int)version, &ctx->why, &moved);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/schools/%lld/calendar?year=%d&did=1",
                             (long long)page.school.id.v, page.last.year);
}
