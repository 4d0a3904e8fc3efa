/* DESIGN: whole years in the API: imported, made from the year before, copied, taken back. */
#include "api.h"
#include "api_gate.h"
#include "calendar_file.h"
#include "json_input.h"
#include "year_json.h"
#include "year_roll.h"

/* What the calls have in common: the school, then the body's year and dry_run. */
struct call {
    struct json_reader reader;
    struct json_input in;
    struct year_page page;
    struct year_wish wish;
};

static enum err open_call(struct ctx *ctx, const struct request *request, struct call *call)
{
    call->reader = (struct json_reader){.why = &ctx->why};
    call->in = json_input_of(&call->reader, request->json);
    call->wish = (struct year_wish){.page = &call->page, .focus = CHECK_WHOLE};
    enum err err = api_gate_write(ctx);
    return err == OK ? year_gate_open(ctx, request->id, 0, ACTION_CALENDAR_EDIT, &call->page) : err;
}

static int read_year(const struct json_input *in)
{
    int number = 0;
    json_input_require(in, "year");
    bool given = json_input_int(in, "year", &number);
    int year = year_gate_read(number);
    if (given && !year)
        json_input_refuse(in, "year", "Send the year in which it begins, 2000 to 2100.");
    return year;
}

/* The rest of the body was read; the page becomes that of the year that was asked for. */
static enum err open_year(struct ctx *ctx, struct call *call, int year, struct response *response)
{
    enum err err = json_input_end(&call->reader, response);
    return err == OK ? year_gate_open(ctx, call->page.school.id.v, year, ACTION_CALENDAR_EDIT,
                                      &call->page)
                     : err;
}

/* ---- dates that are sent ---- */

static bool read_mode(const struct json_input *in)
{
    const char *mode = "add";
    if (json_input_text(in, "mode", &mode) && !str_eq_c(str_of(mode), "add") &&
        !str_eq_c(str_of(mode), "replace"))
        json_input_refuse(in, "mode", "Send add or replace.");
    return str_eq_c(str_of(mode), "replace");
}

static int read_dates(struct ctx *ctx, const struct json_input *in, struct span *spans)
{
    struct json_input *items;
    int count = 0;
    json_input_require(in, "dates");
    if (!json_input_objects(in, "dates", "kind name from to", YEAR_SPANS_MAX, &items, &count))
        return 0;
    for (int i = 0; i < count; i++) {
        const char *kind;
        spans[i] = (struct span){.kind = SPAN_TERM, .name = ""};
        if (ctx->why.field_count + 4 > REFUSAL_FIELDS_MAX)
            break; /* enough to mend */
        json_input_require(&items[i], "kind name from to");
        if (json_input_text(&items[i], "kind", &kind) &&
            span_kind_parse(str_of(kind), &spans[i].kind) != OK)
            json_input_refuse(&items[i], "kind", "Send term, half_term, inset or closure.");
        (void)json_input_text(&items[i], "name", &spans[i].name);
        (void)json_input_day(&items[i], "from", &spans[i].from);
        (void)json_input_day(&items[i], "to", &spans[i].to);
    }
    return count;
}

enum err api_school_calendar_import(struct ctx *ctx, const struct request *request,
                                    struct response *response)
{
    struct call call;
    struct span *spans = ARENA_ARRAY(ctx->arena, struct span, YEAR_SPANS_MAX);
    enum err err = open_call(ctx, request, &call);
    if (err != OK)
        return err;
    int year = read_year(&call.in);
    bool replace = read_mode(&call.in);
    int count = read_dates(ctx, &call.in, spans);
    (void)json_input_bool(&call.in, "dry_run", &call.wish.dry_run);
    err = open_year(ctx, &call, year, response);
    if (err != OK)
        return err;
    call.wish.year = replace ? school_year_new(call.page.school.id, year, ctx->arena)
                             : school_year_copy(&call.page.year, ctx->arena);
    call.wish.words =
        replace ? "Replaced by the dates of a program" : "Added the dates of a program";
    err = school_year_merge(&call.wish.year, spans, count, &ctx->why);
    if (err == ERR_LIMIT)
        err = ERR_CONFLICT;
    return err == OK ? year_json_answer(ctx, &call.wish, response) : err;
}

/* ---- the year before ---- */

static enum err refuse_no_dates(struct ctx *ctx, const struct school *school, int year)
{
    return refuse(&ctx->why, ERR_CONFLICT, "no-dates", "%s has no dates for %s.", school->name,
                  school_year_name(ctx->arena, year));
}

enum err api_school_calendar_next(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct call call;
    struct school_year before;
    enum err err = open_call(ctx, request, &call);
    if (err != OK)
        return err;
    int year = read_year(&call.in);
    (void)json_input_bool(&call.in, "dry_run", &call.wish.dry_run);
    err = open_year(ctx, &call, year, response);
    if (err == OK)
        err = school_year_load(ctx->store, call.page.school.id, year - 1, ctx->arena, &before);
    if (err == OK && !before.count)
        err = refuse_no_dates(ctx, &call.page.school, year - 1);
    if (err == OK && call.page.year.count)
        err = refuse(&ctx->why, ERR_CONFLICT, "has-dates",
                     "%s has dates for %s already. Change those, or import with mode replace.",
                     call.page.school.name, school_year_name(ctx->arena, year));
    if (err != OK)
        return err;
    call.wish.year = school_year_shift(&before, year, ctx->arena);
    call.wish.words =
        arena_printf(ctx->arena, "Made from %s", school_year_name(ctx->arena, year - 1));
    return year_json_answer(ctx, &call.wish, response);
}

/* ---- another school ---- */

enum err api_school_calendar_copy(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct call call;
    struct year_page from;
    int64_t other = 0;
    enum err err = open_call(ctx, request, &call);
    if (err != OK)
        return err;
    int year = read_year(&call.in), count;
    json_input_require(&call.in, "from_school");
    (void)json_input_id(&call.in, "from_school", &other);
    (void)json_input_bool(&call.in, "dry_run", &call.wish.dry_run);
    err = open_year(ctx, &call, year, response);
    if (err == OK)
        err = year_gate_open(ctx, other, year, ACTION_CALENDAR_VIEW, &from);
    if (err == OK && !from.year.count)
        err = refuse_no_dates(ctx, &from.school, year);
    if (err != OK)
        return err;
    count = from.year.count;
    call.wish.year = school_year_copy(&call.page.year, ctx->arena);
    call.wish.words = arena_printf(ctx->arena, "Copied from %s", from.school.name);
    err = school_year_merge(&call.wish.year, school_year_spans(&from.year, ctx->arena), count,
                            &ctx->why);
    if (err == ERR_LIMIT)
        err = ERR_CONFLICT;
    return err == OK ? year_json_answer(ctx, &call.wish, response) : err;
}

/* ---- undo ---- */

enum err api_school_calendar_undo(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct call call;
    int version = 0, moved;
    enum err err = open_call(ctx, request, &call);
    if (err != OK)
        return err;
    json_input_require(&call.in, "version");
    (void)json_input_int(&call.in, "version", &version);
    err = json_input_end(&call.reader, response);
    int year = call.page.last.year;
    if (err == OK && !call.page.last.version)
        err = refuse(&ctx->why, ERR_CONFLICT, "nothing-to-undo",
                     "This calendar was not changed yet.");
    if (err == OK)
        err = calendar_change_undo(ctx->store, ctx->now, ctx->actor.person, call.page.school.id,
                                   version, &ctx->why, &moved);
    if (err == OK)
        err = year_gate_open(ctx, call.page.school.id.v, year, ACTION_CALENDAR_EDIT, &call.page);
    if (err != OK)
        return err;
    return response_json(response, 200,
                         json_pack("{s:b, s:i, s:o}", "dry_run", 0, "moved", moved, "calendar",
                                   year_json(ctx, &call.page, &call.page.year)));
}

/* ---- a file, only read ---- */

enum err api_school_calendar_read(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct year_page page;
    struct suggestions rows;
    const char *note;
    struct str given = form_find(&request->query, "year");
    int year = year_gate_read(form_int(&request->query, "year", 0));
    const struct upload_file *file = upload_find(request->upload, "file");
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_write(ctx);
    if (err == OK)
        err = year_gate_open(ctx, request->id, year, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    if (given.p && !year)
        refuse_field(&ctx->why, "year", "Send the year in which it begins, 2000 to 2100.");
    if (!file || !file->bytes.n)
        refuse_field(&ctx->why, "file", "Send a calendar (text/calendar) or a table (text/csv).");
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = calendar_file_read(ctx, file->bytes, page.year.year, &rows, &note);
    return err == OK ? response_json(response, 200, year_json_rows(&rows, note)) : err;
}

/* ---- every school ---- */

static json_t *roll_json(const struct year_roll *roll, bool dry_run)
{
    json_t *schools = json_array();
    for (int i = 0; i < roll->count; i++) {
        const struct year_roll_school *row = &roll->schools[i];
        json_array_append_new(schools,
                              json_pack("{s:I, s:b, s:i, s:i, s:i}", "school",
                                        (json_int_t)row->school.id.v, "made", row->is_made, "dates",
                                        row->is_made ? row->next.count : row->dates, "to_check",
                                        row->doubts, "moved", row->moves));
    }
    return json_pack("{s:b, s:i, s:i, s:o}", "dry_run", dry_run, "year", roll->year, "moved",
                     roll->moves, "schools", schools);
}

enum err api_calendars_next(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct year_roll roll;
    bool dry_run = false;
    int moved;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = year_roll_check(ctx);
    if (err != OK)
        return err;
    int year = read_year(&in);
    (void)json_input_bool(&in, "dry_run", &dry_run);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = year_roll_plan(ctx, year, &roll);
    if (err == OK && !dry_run)
        err = year_roll_save(ctx, &roll, &moved);
    return err == OK ? response_json(response, 200, roll_json(&roll, dry_run)) : err;
}
