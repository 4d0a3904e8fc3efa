/* DESIGN: one date of a school's calendar: added, changed, removed; what moves is said before. */
#include <string.h>

#include "check.h"
#include "page.h"
#include "view.h"
#include "words.h"
#include "year_view.h"

/* What the form holds, as typed. */
struct typed {
    const char *kind, *name;
    const char *from[3], *to[3]; /* day, month, year */
    int version;                 /* of the calendar it was written for */
    int moves;                   /* what the person was told; -1: nothing yet */
};

static const char *const PARTS[] = {"day", "month", "year"};

static int bounded(int64_t number, int otherwise)
{
    return number >= 0 && number <= INT32_MAX ? (int)number : otherwise;
}

static struct typed typed_of_form(struct ctx *ctx, const struct request *request)
{
    struct typed typed = {.kind = field_text(ctx, request, "kind"),
                          .name = field_text(ctx, request, "name"),
                          .version = bounded(form_int(&request->form, "version", -1), -1),
                          .moves = bounded(form_int(&request->form, "moves", -1), -1)};
    for (int i = 0; i < 3; i++) {
        typed.from[i] = field_text(ctx, request, arena_printf(ctx->arena, "from_%s", PARTS[i]));
        typed.to[i] = field_text(ctx, request, arena_printf(ctx->arena, "to_%s", PARTS[i]));
    }
    return typed;
}

static void type_day(struct ctx *ctx, struct day day, const char *ret[3])
{
    struct str rest = str_of(words_date_plain(ctx->arena, day)), part;
    for (int i = 0; i < 3 && str_split(&rest, ' ', &part); i++)
        ret[i] = arena_str_c(ctx->arena, part);
}

static struct typed typed_of_span(struct ctx *ctx, const struct year_page *page,
                                  const struct span *span)
{
    struct typed typed = {.kind = span_kind_name(span->kind),
                          .name = span->name,
                          .version = page->last.version,
                          .moves = -1};
    type_day(ctx, span->from, typed.from);
    type_day(ctx, span->to, typed.to);
    return typed;
}

static struct typed blank(const struct year_page *page, const char *kind)
{
    enum span_kind asked;
    bool known = span_kind_parse(str_of(kind), &asked) == OK;
    return (struct typed){
        known ? span_kind_name(asked) : "", "", {"", "", ""}, {"", "", ""}, page->last.version, -1};
}

/* ---- the form ---- */

static void add_kinds(json_t *view, const struct typed *typed, struct ctx *ctx)
{
    static const char *const hints[] = {
        [SPAN_TERM] = "From the first day to the last, with or without pupils.",
        [SPAN_HALF_TERM] = "The week inside a term.",
        [SPAN_INSET] = "Staff work and pupils stay at home. A school day for deadlines.",
        [SPAN_CLOSURE] = "Anything else that shuts the school. Bank holidays are there already."};
    static const enum span_kind order[] = {SPAN_TERM, SPAN_HALF_TERM, SPAN_INSET, SPAN_CLOSURE};
    json_t *field = view_field(view, "kind", typed->kind, &ctx->why), *options = json_array();
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const char *value = span_kind_name(order[i]);
        json_array_append_new(
            options, json_pack("{s:s, s:s, s:s, s:s, s:b}", "id",
                               i ? arena_printf(ctx->arena, "kind-%zu", i + 1) : "kind", "value",
                               value, "text", year_view_kind(order[i]), "hint", hints[order[i]],
                               "checked", strcmp(value, typed->kind) == 0));
    }
    json_object_set_new(field, "options", options);
}

static void add_day(json_t *view, const char *name, const char *const typed[3], struct ctx *ctx)
{
    json_t *field = view_field(view, name, "", &ctx->why);
    json_object_set_new(field, "field", json_string(name));
    for (int i = 0; i < 3; i++)
        json_object_set_new(field, PARTS[i], json_string(typed[i]));
}

/* id 0: a new one. */
static json_t *form_view(struct ctx *ctx, const struct year_page *page, int64_t id,
                         const struct typed *typed)
{
    struct arena *arena = ctx->arena;
    json_t *view = view_new(id ? "Change a date" : "Add a date");
    view_back(
        view, year_view_href(arena, page),
        arena_printf(arena, "%s: %s", page->school.name, school_year_name(arena, page->year.year)));
    add_kinds(view, typed, ctx);
    view_field(view, "name", typed->name, &ctx->why);
    add_day(view, "from", typed->from, ctx);
    add_day(view, "to", typed->to, ctx);
    json_t *form = json_object_get(view, "form");
    const char *action =
        id ? arena_printf(arena, "/school-dates/%lld/edit", (long long)id)
           : arena_printf(arena, "/schools/%lld/calendar/add", (long long)page->school.id.v);
    json_object_set_new(form, "action", json_string(action));
    json_object_set_new(form, "version", json_string(arena_printf(arena, "%d", typed->version)));
    json_object_set_new(form, "button", json_string(id ? "Keep this" : "Add it"));
    json_object_set_new(view, "school", json_string(page->school.name));
    if (ctx->why.field_count || ctx->why.detail) {
        view_errors(view, &ctx->why);
        json_object_set_new(view, "has_errors", json_true());
    }
    return view;
}

/* ---- what was typed ---- */

static bool is_empty(const char *const typed[3])
{
    return !typed[0][0] && !typed[1][0] && !typed[2][0];
}

static bool read_day(struct ctx *ctx, const char *field, const char *const typed[3],
                     struct day *ret)
{
    if (words_parse_date(str_of(typed[0]), str_of(typed[1]), str_of(typed[2]), ret) == OK)
        return true;
    refuse_field(&ctx->why, field,
                 "Enter a real date with a day, a month and a year, like 1 "
                 "September 2026.");
    return false;
}

/* A date without a name is called what it is; one without a last day lasts one day. */
static enum err read_span(struct ctx *ctx, const struct typed *typed, struct span *ret)
{
    struct span span = {.kind = SPAN_TERM};
    bool kind = span_kind_parse(str_of(typed->kind), &span.kind) == OK;
    if (!kind)
        refuse_field(&ctx->why, "kind", "Choose what kind of date this is.");
    span.name = typed->name[0] || !kind ? typed->name : year_view_kind(span.kind);
    bool from = read_day(ctx, "from", typed->from, &span.from);
    if (!is_empty(typed->to))
        (void)read_day(ctx, "to", typed->to, &span.to);
    else if (kind && span.kind == SPAN_TERM)
        refuse_field(&ctx->why, "to", "Enter the last day of the term.");
    else if (from)
        span.to = span.from;
    if (refusal_check(&ctx->why) == OK)
        *ret = span;
    return refusal_check(&ctx->why);
}

/* ---- saving, once what moves is known ---- */

struct act {
    const struct year_page *page;
    int64_t id; /* of the date, 0: a new one */
    const struct typed *typed;
    struct school_year year; /* as it is to be */
    int index;               /* which of it */
    const char *words;
};

static json_t *hidden(const char *name, const char *value)
{
    return json_pack("{s:s, s:s}", "name", name, "value", value);
}

static json_t *hidden_fields(struct ctx *ctx, const struct typed *typed, int moves)
{
    json_t *fields = json_array();
    json_array_append_new(fields, hidden("kind", typed->kind));
    json_array_append_new(fields, hidden("name", typed->name));
    for (int i = 0; i < 3; i++) {
        const char *from = arena_printf(ctx->arena, "from_%s", PARTS[i]);
        const char *to = arena_printf(ctx->arena, "to_%s", PARTS[i]);
        json_array_append_new(fields, hidden(from, typed->from[i]));
        json_array_append_new(fields, hidden(to, typed->to[i]));
    }
    json_array_append_new(fields,
                          hidden("version", arena_printf(ctx->arena, "%d", typed->version)));
    json_array_append_new(fields, hidden("moves", arena_printf(ctx->arena, "%d", moves)));
    return fields;
}

static enum err ask(struct ctx *ctx, const struct act *act, int moves, struct response *response)
{
    static const char after[] = "The people of this school see the new dates on their pages and in "
                                "their calendars, and are reminded by them. What is done already "
                                "stays as it is.";
    const struct span *span = &act->year.spans[act->index].span;
    json_t *view = form_view(ctx, act->page, act->id, act->typed);
    json_object_set_new(view, "page",
                        json_pack("{s:s, s:s}", "title", "Check what moves", "heading",
                                  moves ? "Deadlines will move" : "No deadline will move"));
    json_object_set_new(view, "subject",
                        json_string(arena_printf(ctx->arena, "%s: %s", span->name,
                                                 year_view_range(ctx->arena, span))));
    json_object_set_new(
        view, "text",
        json_string(arena_printf(ctx->arena, "%s %s", year_view_moves(ctx->arena, moves), after)));
    json_object_set(view, "action", json_object_get(json_object_get(view, "form"), "action"));
    json_object_set_new(view, "hidden", hidden_fields(ctx, act->typed, moves));
    json_object_set_new(view, "button", json_string("Change the calendar"));
    json_object_set_new(view, "keep",
                        json_pack("{s:s, s:s}", "text", "Leave it as it is", "href",
                                  year_view_href(ctx->arena, act->page)));
    return response_page(response, "confirm.html", view);
}

static enum err form_refused(struct ctx *ctx, const struct act *act, enum err why,
                             struct response *response)
{
    if (why != ERR_INVALID && why != ERR_CONFLICT && why != ERR_LIMIT && why != ERR_STALE)
        return why;
    if (why == ERR_LIMIT)
        why = ERR_CONFLICT;
    return response_page_refused(response, why, "school_calendar/date_form.html",
                                 form_view(ctx, act->page, act->id, act->typed));
}

/* The year that the person looked at must be the year that is there. */
static enum err check_fresh(struct ctx *ctx, const struct year_page *page, struct typed *typed)
{
    if (typed->version == page->last.version)
        return OK;
    typed->version = page->last.version;
    return refuse(&ctx->why, ERR_STALE, "stale",
                  "Somebody changed this calendar while you were typing: %s. Check that yours "
                  "still fits and send it again.",
                  page->last.words);
}

static enum err save(struct ctx *ctx, const struct act *act, struct response *response)
{
    int told = act->typed->moves < 0 ? 0 : act->typed->moves, moves = 0;
    enum err err = year_gate_save(ctx, &act->year, act->words, act->index, told, &moves);
    if (err == ERR_STALE)
        return ask(ctx, act, moves, response);
    if (err != OK)
        return form_refused(ctx, act, err, response);
    return response_redirect(ctx, response, "%s&did=1", year_view_href(ctx->arena, act->page));
}

/* ---- a new one ---- */

enum err page_school_date_new(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct year_page page;
    int year = year_gate_read(form_int(&request->query, "year", 0));
    enum err err = year_gate_open(ctx, request->id, year, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    struct typed typed = blank(&page, query_text(ctx, request, "kind"));
    return response_page(response, "school_calendar/date_form.html",
                         form_view(ctx, &page, 0, &typed));
}

/* The year follows from the first day. */
static enum err open_year_of(struct ctx *ctx, const struct request *request,
                             const struct span *span, struct year_page *page)
{
    int year = year_gate_read(calendar_year(span->from));
    if (!year)
        return refuse_field(&ctx->why, "from", "Enter a date of this century.");
    return year_gate_open(ctx, request->id, year, ACTION_CALENDAR_EDIT, page);
}

enum err page_school_date_add(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct year_page page;
    struct span span;
    struct typed typed = typed_of_form(ctx, request);
    enum err err = year_gate_open(ctx, request->id, 0, ACTION_CALENDAR_EDIT, &page);
    if (err != OK)
        return err;
    struct act act = {.page = &page, .typed = &typed};
    err = read_span(ctx, &typed, &span);
    if (err == OK)
        err = open_year_of(ctx, request, &span, &page);
    if (err == OK)
        err = check_fresh(ctx, &page, &typed);
    if (err == OK) {
        act.year = school_year_copy(&page.year, ctx->arena);
        act.index = act.year.count;
        act.words = arena_printf(ctx->arena, "Added %s", span.name);
        err = school_year_add(&act.year, &span, &ctx->why);
    }
    return err == OK ? save(ctx, &act, response) : form_refused(ctx, &act, err, response);
}

/* ---- a change ---- */

enum err page_school_date_edit(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct year_page page;
    int index;
    enum err err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &index);
    if (err != OK)
        return err;
    struct typed typed = typed_of_span(ctx, &page, &page.year.spans[index].span);
    return response_page(response, "school_calendar/date_form.html",
                         form_view(ctx, &page, request->id, &typed));
}

enum err page_school_date_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct year_page page;
    struct span span;
    struct typed typed = typed_of_form(ctx, request);
    struct act act = {.page = &page, .id = request->id, .typed = &typed};
    enum err err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &act.index);
    if (err != OK)
        return err;
    err = read_span(ctx, &typed, &span);
    if (err == OK)
        err = check_fresh(ctx, &page, &typed);
    if (err == OK) {
        act.year = school_year_copy(&page.year, ctx->arena);
        act.year.spans[act.index].span = span;
        act.words = arena_printf(ctx->arena, "Changed %s", span.name);
    }
    return err == OK ? save(ctx, &act, response) : form_refused(ctx, &act, err, response);
}

/* ---- removing ---- */

static enum err without(struct ctx *ctx, const struct year_page *page, int index,
                        struct school_year *ret)
{
    enum err err = school_year_check_removal(&page->year, index, &ctx->why);
    if (err != OK)
        return err;
    *ret = school_year_copy(&page->year, ctx->arena);
    school_year_remove(ret, index);
    return OK;
}

enum err page_school_date_remove_ask(struct ctx *ctx, const struct request *request,
                                     struct response *response)
{
    struct year_page page;
    struct school_year year;
    int index, moves = 0;
    enum err err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &index);
    if (err == OK)
        err = without(ctx, &page, index, &year);
    if (err == OK)
        err = calendar_change_count(ctx->store, &year, ctx->now, &moves);
    if (err != OK)
        return err;
    const struct span *span = &page.year.spans[index].span;
    json_t *view = view_new(arena_printf(ctx->arena, "Remove %s?", span->name));
    view_back(view, year_view_href(ctx->arena, &page), page.school.name);
    json_object_set_new(view, "subject", json_string(year_view_range(ctx->arena, span)));
    json_object_set_new(view, "text", json_string(year_view_moves(ctx->arena, moves)));
    json_object_set_new(
        view, "action",
        json_string(arena_printf(ctx->arena, "/school-dates/%lld/remove", (long long)request->id)));
    json_object_set_new(view, "hidden",
                        json_pack("[o]", hidden("moves", arena_printf(ctx->arena, "%d", moves))));
    json_object_set_new(view, "grave", json_true());
    json_object_set_new(view, "button", json_string("Remove it"));
    json_object_set_new(
        view, "keep",
        json_pack("{s:s, s:s}", "text", "Keep it", "href", year_view_href(ctx->arena, &page)));
    return response_page(response, "confirm.html", view);
}

enum err page_school_date_remove(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct year_page page;
    struct school_year year;
    int index, moves;
    int told = bounded(form_int(&request->form, "moves", -1), -1);
    enum err err = year_gate_open_date(ctx, request->id, ACTION_CALENDAR_EDIT, &page, &index);
    if (err != OK)
        return err;
    if (told < 0)
        return refuse_field(&ctx->why, "moves",
                            "Open the calendar, choose Remove and confirm it there.");
    err = without(ctx, &page, index, &year);
    if (err == OK)
        err = year_gate_save(
            ctx, &year, arena_printf(ctx->arena, "Removed %s", page.year.spans[index].span.name),
            CHECK_NOTHING, told, &moves);
    if (err == ERR_STALE)
        return page_school_date_remove_ask(ctx, request, response);
    return err == OK
               ? response_redirect(ctx, response, "%s&did=1", year_view_href(ctx->arena, &page))
               : err;
}
