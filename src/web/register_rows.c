/* DESIGN: people on a register's page: what is said of each, found by name, some at a time. */
#include "register_rows.h"

#include <string.h>

/* ---- which ---- */

/* Every word of what was typed is in the name or the school's. */
static bool is_asked(struct ctx *ctx, const struct register_row *row, const char *q)
{
    const char *text = arena_printf(ctx->arena, "%s %s", row->name, row->school);
    struct str rest = str_of(q);
    while (rest.n) {
        long at = str_find(rest, ' ');
        struct str word = at < 0 ? rest : str_first(rest, (size_t)at);
        rest = at < 0 ? STR("") : str_from(rest, (size_t)at + 1);
        if (word.n && !strcasestr(text, arena_str_c(ctx->arena, word)))
            return false;
    }
    return true;
}

/* ---- a row ---- */

static const char *note_of(const struct register_row *row, bool past)
{
    static const char *const PARTS[BOOKING_PARTS] = {"", "Leads it", "Leads it", "Assists"};
    if (row->part != PART_ATTENDEE)
        return PARTS[row->part];
    if (row->presents && past && row->standing.mark == REGISTER_NONE)
        return "Was to give a talk. Counts as not here unless ticked";
    if (row->presents)
        return "Gives a talk";
    if (row->beyond)
        return "Came without a booking, beyond the places";
    if (row->online)
        return "Booked online";
    return row->walk_in ? "Came without a booking" : "";
}

static const char *tick_of(enum register_mark_kind mark)
{
    static const char *const TAGS[REGISTER_MARKS] = {"quiet", "good", "wait", "quiet"};
    return TAGS[mark];
}

static json_t *row_view(struct ctx *ctx, const struct register_view *scene,
                        const struct register_row *row, const struct register_asked *asked)
{
    const struct register_standing *s = &row->standing;
    bool past = ctx->now.v >= scene->event.fields.ends_at.v;
    bool own = asked->person == row->person.v && asked->typed;
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "person", (json_int_t)row->person.v,
                  "name", row->name, "school", row->school, "note", note_of(row, past), "mark",
                  register_mark_name(s->mark), "said", register_words_standing(ctx->arena, s),
                  "ticked", s->mark == REGISTER_HERE, "corrected", row->corrected);
    json_object_set_new(
        view, "href",
        json_string(arena_printf(ctx->arena, "/events/%lld/register/person?session=%d&person=%lld",
                                 (long long)scene->event.id.v, scene->state->position,
                                 (long long)row->person.v)));
    if (s->mark != REGISTER_NONE)
        json_object_set_new(view, "tag",
                            view_tag(register_words_standing(ctx->arena, s), tick_of(s->mark)));
    if (own) {
        json_object_set_new(view, "late",
                            json_string(form_text(asked->typed, "late_min", ctx->arena)));
        json_object_set_new(view, "early",
                            json_string(form_text(asked->typed, "early_min", ctx->arena)));
        json_object_set_new(view, "typed", json_true());
        if (ctx->why.field_count)
            json_object_set_new(view, "error", json_string(ctx->why.fields[0].message));
        else if (ctx->why.detail)
            json_object_set_new(view, "error", json_string(ctx->why.detail));
    }
    return view;
}

/* ---- some at a time ---- */

static const char *page_href(struct ctx *ctx, const struct register_view *scene,
                             const struct register_asked *asked, int64_t after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_printf(&link, "/events/%lld/register", (long long)scene->event.id.v);
    view_link_number(&link, "session", scene->state->position);
    view_link_word(&link, "way", asked->paper ? "paper" : "");
    view_link_word(&link, "q", asked->q);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

static void add_shown(struct ctx *ctx, json_t *rows, json_t *view)
{
    size_t i;
    json_t *row;
    const char *shown = "";
    json_array_foreach(rows, i, row) if (json_is_true(json_object_get(row, "ticked"))) shown =
        arena_printf(ctx->arena, "%s%lld ", shown,
                     (long long)json_integer_value(json_object_get(row, "person")));
    json_object_set_new(view, "shown", json_string(shown));
}

void register_rows_fill(struct ctx *ctx, const struct register_view *scene,
                        const struct register_roll *roll, const struct register_asked *asked,
                        json_t *view)
{
    int limit = asked->paper ? REGISTER_ROWS_PAPER : REGISTER_ROWS_DOOR;
    int64_t seen = 0, shown = 0, last = asked->after + limit;
    json_t *rows = json_array();
    for (int i = 0; i < roll->count; i++) {
        if (!is_asked(ctx, &roll->items[i], asked->q) || seen++ < asked->after || shown == limit)
            continue;
        json_array_append_new(rows, row_view(ctx, scene, &roll->items[i], asked));
        shown++;
    }
    int64_t before = asked->after > limit ? asked->after - limit : 0;
    view_pages(view, (int)asked->after, (int)shown,
               asked->after ? page_href(ctx, scene, asked, before) : NULL,
               seen > last ? page_href(ctx, scene, asked, last) : NULL);
    json_object_set_new(view, "q", json_string(asked->q));
    json_object_set_new(view, "after", json_integer(asked->after));
    add_shown(ctx, rows, view);
    view_list(view, "rows", rows);
}

const char *register_rows_href(struct ctx *ctx, const struct register_view *scene, const char *q,
                               int64_t person)
{
    const struct register_asked asked = {.q = q};
    return arena_printf(ctx->arena, "%s#p%lld", page_href(ctx, scene, &asked, 0),
                        (long long)person);
}

bool register_rows_was_ticked(struct ctx *ctx, const struct form *form, int64_t person)
{
    const char *shown = arena_printf(ctx->arena, " %s ", form_text(form, "shown", ctx->arena));
    return strstr(shown, arena_printf(ctx->arena, " %lld ", (long long)person)) != NULL;
}
