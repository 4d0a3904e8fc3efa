/* DESIGN: dates that may become a year: rows that a person judges one by one before they are kept.
 */
#include "year_plan.h"

#include <string.h>

#include "check.h"
#include "year_view.h"

enum { ROWS_BYTES_MAX = 32 * 1024 };
static const char LEAVE[] = "leave";

static const char *const SOURCES[] = {
    [SOURCE_FILE] = "file", [SOURCE_ROLL] = "roll", [SOURCE_COPY] = "copy"};

const char *year_plan_source_name(enum year_source source)
{
    return SOURCES[source];
}

enum err year_plan_source_parse(struct str name, enum year_source *ret)
{
    for (int i = 0; i < SOURCE_COUNT; i++)
        if (str_eq_c(name, SOURCES[i])) {
            *ret = (enum year_source)i;
            return OK;
        }
    return ERR_INVALID;
}

const char *year_plan_words(const struct year_plan *plan, struct arena *arena)
{
    if (plan->source == SOURCE_ROLL)
        return arena_printf(arena, "Made from %s",
                            school_year_name(arena, plan->page->year.year - 1));
    if (plan->source == SOURCE_COPY)
        return arena_printf(arena, "Copied from %s", plan->from.name);
    return plan->replace ? "Replaced by the dates of a file" : "Added the dates of a file";
}

struct suggestions year_plan_rows(const struct school_year *year, struct arena *arena)
{
    struct suggestions rows = {.items = ARENA_ARRAY(arena, struct suggestion, YEAR_SPANS_MAX)};
    for (int i = 0; i < year->count; i++)
        rows.items[rows.count++] = (struct suggestion){year->spans[i].span, true};
    return rows;
}

enum err year_plan_year(struct ctx *ctx, const struct year_plan *plan, struct school_year *ret)
{
    const struct school_year *stored = &plan->page->year;
    struct span *spans = ARENA_ARRAY(ctx->arena, struct span, YEAR_SPANS_MAX);
    int count = 0;
    for (int i = 0; i < plan->rows.count; i++)
        if (plan->rows.items[i].taken)
            spans[count++] = plan->rows.items[i].span;
    *ret = plan->replace ? school_year_new(stored->school, stored->year, ctx->arena)
                         : school_year_copy(stored, ctx->arena);
    enum err err = school_year_merge(ret, spans, count, &ctx->why);
    school_year_sort(ret);
    return err;
}

/* ---- faults of the year to their rows ---- */

static int row_of(const struct year_plan *plan, const struct span *span)
{
    for (int i = 0; i < plan->rows.count; i++) {
        const struct suggestion *row = &plan->rows.items[i];
        if (row->taken && row->span.kind == span->kind && row->span.from.v == span->from.v &&
            row->span.to.v == span->to.v)
            return i;
    }
    return -1;
}

/* "spans[3].from" becomes "kind_5", the field in which that row is judged. */
static void rename_faults(struct ctx *ctx, const struct year_plan *plan,
                          const struct school_year *year)
{
    struct refusal *why = &ctx->why;
    for (int i = 0; i < why->field_count; i++) {
        struct str name = str_of(why->fields[i].field);
        int64_t index;
        long end = str_find(name, ']');
        if (!str_starts(name, STR("spans[")) || end < 0 ||
            str_parse_int(str_first(str_from(name, 6), (size_t)end - 6), &index) != OK ||
            index >= year->count)
            continue;
        int row = row_of(plan, &year->spans[index].span);
        why->fields[i].field =
            row >= 0 ? arena_printf(ctx->arena, "kind_%d", row) : "there_already";
    }
}

/* ---- the page ---- */

static json_t *kind_options(const struct suggestion *row)
{
    static const enum span_kind order[] = {SPAN_TERM, SPAN_HALF_TERM, SPAN_INSET, SPAN_CLOSURE};
    json_t *options = json_array();
    for (size_t i = 0; i < COUNT_OF(order); i++)
        view_option(options, span_kind_name(order[i]), year_view_kind(order[i]),
                    row->taken && row->span.kind == order[i]);
    view_option(options, LEAVE, "Leave out", !row->taken);
    return options;
}

static bool is_there(const struct school_year *year, const struct span *span)
{
    for (int i = 0; i < year->count; i++) {
        const struct span *have = &year->spans[i].span;
        if (have->kind == span->kind && have->from.v == span->from.v && have->to.v == span->to.v)
            return true;
    }
    return false;
}

static json_t *row_view(struct ctx *ctx, const struct year_plan *plan,
                        const struct school_year *year, int i)
{
    const struct suggestion *row = &plan->rows.items[i];
    const struct year_page *page = plan->page;
    const char *field = arena_printf(ctx->arena, "kind_%d", i);
    const char *error = view_field_error(&ctx->why, field), *doubt = NULL;
    for (int k = 0; row->taken && k < year->count; k++)
        if (year->spans[k].span.kind == row->span.kind &&
            year->spans[k].span.from.v == row->span.from.v &&
            year->spans[k].span.to.v == row->span.to.v)
            doubt = school_year_doubt(year, k, page->holidays, page->holiday_count, ctx->arena);
    json_t *view = json_pack("{s:s, s:s, s:s, s:o}", "field", field, "name", row->span.name, "when",
                             year_view_range(ctx->arena, &row->span), "options", kind_options(row));
    if (error)
        json_object_set_new(view, "error", json_string(error));
    else if (doubt)
        json_object_set_new(view, "doubt", json_string(doubt));
    if (row->taken && is_there(&page->year, &row->span))
        json_object_set_new(view, "tag", view_tag("There already", "quiet"));
    return view;
}

/* What of the stored year is in no row that is taken. */
static const char *names_of_removed(struct ctx *ctx, const struct year_plan *plan)
{
    const struct school_year *stored = &plan->page->year;
    const char *names = "";
    for (int i = 0; i < stored->count; i++) {
        const struct span *span = &stored->spans[i].span;
        if (row_of(plan, span) < 0)
            names = arena_printf(ctx->arena, "%s%s%s (%s)", names, names[0] ? "; " : "", span->name,
                                 year_view_range(ctx->arena, span));
    }
    return names;
}

static const char *format_rows(struct ctx *ctx, const struct year_plan *plan)
{
    struct school_year rows = school_year_new(plan->page->school.id, 0, ctx->arena);
    struct buf out;
    for (int i = 0; i < plan->rows.count; i++)
        rows.spans[rows.count++] = (struct school_span){.span = plan->rows.items[i].span};
    buf_init(&out, ROWS_BYTES_MAX);
    school_year_format(&rows, false, &out);
    const char *text = arena_str_c(ctx->arena, buf_str(&out));
    buf_done(&out);
    return text;
}

static const char *lead_of(struct ctx *ctx, const struct year_plan *plan)
{
    const char *year = school_year_name(ctx->arena, plan->page->year.year);
    if (plan->source == SOURCE_ROLL)
        return arena_printf(
            ctx->arena,
            "The dates of %s, moved by whole weeks so that weekdays stay. Look at each date marked "
            "Check; you can correct single dates afterwards.",
            school_year_name(ctx->arena, plan->page->year.year - 1));
    if (plan->source == SOURCE_COPY)
        return arena_printf(ctx->arena, "The dates of %s for %s. Leave out what is different here.",
                            plan->from.name, year);
    return arena_printf(ctx->arena,
                        "What the file says about %s. Choose what each date is; nothing is kept "
                        "until you say so.",
                        year);
}

static void add_form(struct ctx *ctx, const struct year_plan *plan, int moves, json_t *view)
{
    struct arena *arena = ctx->arena;
    const struct year_page *page = plan->page;
    json_t *form = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "action",
        arena_printf(arena, "/schools/%lld/calendar/year", (long long)page->school.id.v), "year",
        arena_printf(arena, "%d", page->year.year), "source", year_plan_source_name(plan->source),
        "rows", format_rows(ctx, plan), "moves", arena_printf(arena, "%d", moves), "replace",
        plan->replace, "asks_mode", page->year.count > 0);
    if (plan->source == SOURCE_COPY)
        json_object_set_new(form, "from",
                            json_string(arena_printf(arena, "%lld", (long long)plan->from.id.v)));
    json_object_set_new(form, "version",
                        json_string(arena_printf(arena, "%d", page->last.version)));
    json_object_set_new(view, "form", form);
}

/* Judged as it stands; the moves are known only if it makes sense. */
static enum err judge(struct ctx *ctx, const struct year_plan *plan, struct school_year *year,
                      int *ret_moves)
{
    struct refusal given = ctx->why;
    bool was_refused = given.field_count || given.detail;
    enum err err = year_plan_year(ctx, plan, year);
    if (err == OK && !was_refused)
        err = school_year_check(year, CHECK_WHOLE, &ctx->why);
    if (err == OK && !was_refused)
        err = calendar_change_count(ctx->store, year, ctx->now, ret_moves);
    rename_faults(ctx, plan, year);
    return err == ERR_INVALID || err == ERR_LIMIT ? OK : err;
}

enum err year_plan_view(struct ctx *ctx, const struct year_plan *plan, json_t **ret)
{
    const struct year_page *page = plan->page;
    struct school_year year;
    int moves = -1;
    enum err err = judge(ctx, plan, &year, &moves);
    if (err != OK)
        return err;
    json_t *view = view_new("Check the dates"), *rows = json_array();
    for (int i = 0; i < plan->rows.count; i++)
        json_array_append_new(rows, row_view(ctx, plan, &year, i));
    view_back(view, year_view_href(ctx->arena, page),
              arena_printf(ctx->arena, "%s: %s", page->school.name,
                           school_year_name(ctx->arena, page->year.year)));
    view_list(view, "rows", rows);
    json_object_set_new(view, "school", json_string(page->school.name));
    json_object_set_new(view, "year_name",
                        json_string(school_year_name(ctx->arena, page->year.year)));
    json_object_set_new(view, "lead", json_string(lead_of(ctx, plan)));
    if (plan->note)
        json_object_set_new(view, "note", json_string(plan->note));
    if (moves >= 0)
        json_object_set_new(view, "moves", json_string(year_view_moves(ctx->arena, moves)));
    const char *removed = names_of_removed(ctx, plan);
    if (removed[0])
        json_object_set_new(view, "removed", json_string(removed));
    add_form(ctx, plan, moves, view);
    if (ctx->why.field_count || ctx->why.detail) {
        view_errors(view, &ctx->why);
        json_object_set_new(view, "has_errors", json_true());
    }
    *ret = view;
    return OK;
}

/* ---- back from the form ---- */

static enum err read_kinds(struct ctx *ctx, const struct request *request, struct suggestions *rows)
{
    for (int i = 0; i < rows->count; i++) {
        const char *field = arena_printf(ctx->arena, "kind_%d", i);
        struct suggestion *row = &rows->items[i];
        const char *kind = field_text(ctx, request, field);
        row->taken = strcmp(kind, LEAVE) != 0;
        if (row->taken && span_kind_parse(str_of(kind), &row->span.kind) != OK) {
            row->taken = false;
            if (ctx->why.field_count < REFUSAL_FIELDS_MAX)
                refuse_field(&ctx->why, field, "Choose what this date is, or leave it out.");
        }
    }
    return refusal_check(&ctx->why);
}

static enum err read_rows(struct ctx *ctx, const struct request *request, struct suggestions *ret)
{
    struct str text = form_find(&request->form, "rows");
    struct suggestions rows = {.items = ARENA_ARRAY(ctx->arena, struct suggestion, YEAR_SPANS_MAX)};
    struct span *spans;
    struct refusal why;
    int count;
    refusal_init(&why, ctx->arena);
    if (calendar_parse_year(NULL, text, ctx->arena, &spans, &count, &why) != OK || !count ||
        count > YEAR_SPANS_MAX)
        return refuse_field(&ctx->why, "rows",
                            "There are no dates in this form. Go back to the calendar and start "
                            "again.");
    for (int i = 0; i < count; i++)
        rows.items[rows.count++] = (struct suggestion){spans[i], true};
    *ret = rows;
    return OK;
}

static enum err read_source(struct ctx *ctx, const struct request *request, struct year_plan *plan)
{
    struct object object;
    if (year_plan_source_parse(form_find(&request->form, "source"), &plan->source) != OK)
        return refuse_field(&ctx->why, "source", "Go back to the calendar and start again.");
    if (plan->source != SOURCE_COPY)
        return OK;
    object = (struct object){.school = {form_int(&request->form, "from", 0)}};
    enum err err = school_find(ctx->store, object.school, ctx->arena, &plan->from);
    if (err == ERR_NOT_FOUND || (err == OK && !may(&ctx->actor, ACTION_CALENDAR_VIEW, &object)))
        return refuse_field(&ctx->why, "from", "Choose the school to copy from again.");
    return err;
}

enum err year_plan_read(struct ctx *ctx, const struct request *request,
                        const struct year_page *page, struct year_plan *ret)
{
    struct year_plan plan = {.page = page, .moves = -1};
    int64_t moves = form_int(&request->form, "moves", -1);
    plan.moves = moves >= 0 && moves <= INT32_MAX ? (int)moves : -1;
    plan.replace = str_eq_c(form_find(&request->form, "mode"), "replace");
    enum err err = read_source(ctx, request, &plan);
    if (err == OK)
        err = read_rows(ctx, request, &plan.rows);
    if (err != OK)
        return err;
    *ret = plan;
    return read_kinds(ctx, request, &ret->rows);
}
