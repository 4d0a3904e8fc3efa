/* DESIGN: a school's year as a list by term that a person reads and prints. */
#include "year_view.h"

#include <string.h>
#include <strings.h>

#include "tz.h"
#include "words.h"

const char *year_view_kind(enum span_kind kind)
{
    static const char *const words[] = {[SPAN_TERM] = "Term",
                                        [SPAN_HALF_TERM] = "Half-term",
                                        [SPAN_INSET] = "INSET day",
                                        [SPAN_CLOSURE] = "Closure"};
    return words[kind];
}

const char *year_view_range(struct arena *arena, const struct span *span)
{
    const char *from = words_date(arena, span->from), *to = words_date(arena, span->to);
    if (span->from.v == span->to.v)
        return from;
    bool one_year = day_civil(span->from).year == day_civil(span->to).year;
    size_t n = strlen(from) - (one_year ? 5 : 0);
    return arena_printf(arena, "%.*s to %s", (int)n, from, to);
}

const char *year_view_moves(struct arena *arena, int moves)
{
    if (!moves)
        return "No deadline moves.";
    return arena_printf(arena, "This moves %s.",
                        words_count(arena, moves, "deadline", "deadlines"));
}

const char *year_view_href(struct arena *arena, const struct year_page *page)
{
    return arena_printf(arena, "/schools/%lld/calendar?year=%d", (long long)page->school.id.v,
                        page->year.year);
}

/* ---- one line ---- */

static json_t *line_view(struct ctx *ctx, const struct year_page *page, int index)
{
    static const char *const tags[] = {[SPAN_TERM] = "good",
                                       [SPAN_HALF_TERM] = "quiet",
                                       [SPAN_INSET] = "mine",
                                       [SPAN_CLOSURE] = "quiet"};
    const struct school_span *row = &page->year.spans[index];
    const char *doubt =
        school_year_doubt(&page->year, index, page->holidays, page->holiday_count, ctx->arena);
    const char *kind = year_view_kind(row->span.kind);
    json_t *line = json_pack("{s:I, s:s, s:s}", "id", (json_int_t)row->id.v, "name", row->span.name,
                             "when", year_view_range(ctx->arena, &row->span));
    /* "INSET day" beside a tag that says INSET day is said once. */
    json_object_set_new(line, "named", json_boolean(strcasecmp(kind, row->span.name) != 0));
    json_object_set_new(line, "tag", view_tag(kind, tags[row->span.kind]));
    /* False, not missing: a line stands inside its term, whose own would be found. */
    json_object_set_new(line, "doubt", doubt && page->may_edit ? json_string(doubt) : json_false());
    json_object_set_new(line, "may_edit", json_boolean(page->may_edit));
    return line;
}

static json_t *holiday_view(struct ctx *ctx, const struct bank_holiday *holiday)
{
    return json_pack("{s:b, s:b, s:b, s:s, s:s, s:o}", "id", 0, "doubt", 0, "named", 1, "name",
                     holiday->name, "when", words_date(ctx->arena, holiday->on), "tag",
                     view_tag("Bank holiday", "quiet"));
}

/* ---- by term ---- */

/* Everything but terms that begins in [from, to], bank holidays among it by date. */
static json_t *lines_between(struct ctx *ctx, const struct year_page *page, struct day from,
                             struct day to)
{
    json_t *lines = json_array();
    int i = 0, k = 0;
    while (i < page->year.count || k < page->holiday_count) {
        const struct span *span = i < page->year.count ? &page->year.spans[i].span : NULL;
        const struct bank_holiday *holiday = k < page->holiday_count ? &page->holidays[k] : NULL;
        bool take_span = span && (!holiday || span->from.v <= holiday->on.v);
        struct day day = take_span ? span->from : holiday->on;
        bool here = day.v >= from.v && day.v <= to.v;
        if (here && take_span && span->kind != SPAN_TERM)
            json_array_append_new(lines, line_view(ctx, page, i));
        else if (here && !take_span)
            json_array_append_new(lines, holiday_view(ctx, holiday));
        i += take_span;
        k += !take_span;
    }
    return lines;
}

/* The stretch before a term belongs to the term that follows. */
static json_t *terms_view(struct ctx *ctx, const struct year_page *page)
{
    json_t *terms = json_array();
    struct day from = calendar_year_first(page->year.year);
    for (int i = 0; i < page->year.count; i++) {
        const struct span *span = &page->year.spans[i].span;
        if (span->kind != SPAN_TERM)
            continue;
        json_t *term = line_view(ctx, page, i);
        view_list(term, "lines", lines_between(ctx, page, from, span->to));
        json_array_append_new(terms, term);
        from = day_add(span->to, 1);
    }
    json_t *rest = lines_between(ctx, page, from, calendar_year_last(page->year.year));
    if (json_array_size(rest)) {
        json_t *last = json_pack("{s:s}", "name",
                                 json_array_size(terms) ? "After the last term" : "No term yet");
        view_list(last, "lines", rest);
        json_array_append_new(terms, last);
    } else {
        json_decref(rest);
    }
    return terms;
}

/* ---- around it ---- */

static void add_days(struct ctx *ctx, const struct year_page *page, json_t *view)
{
    int pupils, inset;
    school_year_days(&page->year, page->holidays, page->holiday_count, ctx->arena, &pupils, &inset);
    json_object_set_new(
        view, "days",
        json_string(arena_printf(
            ctx->arena, "%s with pupils and %s. Deadlines and reminders follow this calendar.",
            words_count(ctx->arena, pupils, "school day", "school days"),
            words_count(ctx->arena, inset, "INSET day", "INSET days"))));
}

static json_t *year_link(struct ctx *ctx, const struct year_page *page, int year)
{
    return json_pack("{s:s, s:s, s:b}", "text", school_year_name(ctx->arena, year), "href",
                     arena_printf(ctx->arena, "/schools/%lld/calendar?year=%d",
                                  (long long)page->school.id.v, year),
                     "current", year == page->year.year);
}

static void add_last(struct ctx *ctx, const struct year_page *page, json_t *view)
{
    const struct calendar_last *last = &page->last;
    if (!page->may_edit || !last->version || last->year != page->year.year)
        return;
    const char *who =
        last->actor_name[0] ? arena_printf(ctx->arena, ", by %s", last->actor_name) : "";
    const char *text = arena_printf(
        ctx->arena, "%s%s, %s. %s", last->words, who,
        words_relative(ctx->arena, last->at, ctx->now),
        last->moved ? arena_printf(ctx->arena, "It moved %s.",
                                   words_count(ctx->arena, last->moved, "deadline", "deadlines"))
                    : "No deadline moved.");
    json_object_set_new(view, "last",
                        json_pack("{s:s, s:i}", "text", text, "version", last->version));
}

enum err year_view_fill(struct ctx *ctx, const struct year_page *page, json_t *view)
{
    int this_year = calendar_year(tz_day(ctx->now)), years = 0;
    int near[] = {this_year - 1, this_year, this_year + 1};
    json_t *links = json_array();
    for (size_t i = 0; i < 3; i++)
        years += near[i] == page->year.year;
    if (!years && page->year.year < this_year)
        json_array_append_new(links, year_link(ctx, page, page->year.year));
    for (size_t i = 0; i < 3; i++)
        json_array_append_new(links, year_link(ctx, page, near[i]));
    if (!years && page->year.year > this_year)
        json_array_append_new(links, year_link(ctx, page, page->year.year));
    json_object_set_new(view, "years", links);
    json_object_set_new(view, "school", json_string(page->school.name));
    json_object_set_new(view, "base",
                        json_string(arena_printf(ctx->arena, "/schools/%lld/calendar",
                                                 (long long)page->school.id.v)));
    json_object_set_new(view, "year", json_integer(page->year.year));
    json_object_set_new(view, "year_name",
                        json_string(school_year_name(ctx->arena, page->year.year)));
    json_object_set_new(view, "next_name",
                        json_string(school_year_name(ctx->arena, page->year.year + 1)));
    json_object_set_new(view, "next_year", json_integer(page->year.year + 1));
    json_object_set_new(view, "before_name",
                        json_string(school_year_name(ctx->arena, page->year.year - 1)));
    json_object_set_new(view, "may_edit", json_boolean(page->may_edit));
    json_object_set_new(view, "has_dates", json_boolean(page->year.count > 0));
    view_list(view, "terms", terms_view(ctx, page));
    if (page->year.count)
        add_days(ctx, page, view);
    add_last(ctx, page, view);
    return OK;
}
