/* DESIGN: a school's hours by name, for those who lead there; the same as a file. */
#include <string.h>

#include "audit.h"
#include "check.h"
#include "hours_gate.h"
#include "hours_view.h"
#include "list_file.h"
#include "page.h"
#include "school_year.h"
#include "status_view.h"
#include "words.h"

enum { PAGE_ROWS = 100, ANY_GROUP = HOURS_GROUPS };

struct asked {
    struct school_id school;
    const char *school_name;
    int year, after;
    int group; /* enum hours_group, or ANY_GROUP */
};

static enum err read_asked(struct ctx *ctx, const struct request *request, struct asked *ret)
{
    int64_t after = form_int(&request->query, "after", 0);
    struct asked asked = {.school = {form_int(&request->query, "school", 0)},
                          .school_name = "",
                          .after = after > 0 && after < 100000 ? (int)after : 0,
                          .group = ANY_GROUP};
    enum hours_group group;
    enum err err = hours_gate_school(ctx, asked.school);
    if (err == OK)
        err = hours_gate_year(ctx, request, &asked.year);
    if (err != OK)
        return err;
    if (hours_group_parse(form_find(&request->query, "group"), &group) == OK)
        asked.group = (int)group;
    *ret = asked;
    return OK;
}

static const char *link_of(struct ctx *ctx, const char *path, const struct asked *asked, int after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, path);
    view_link_number(&link, "school", asked->school.v);
    view_link_number(&link, "year", asked->year);
    view_link_word(&link, "group",
                   asked->group == ANY_GROUP ? ""
                                             : hours_group_name((enum hours_group)asked->group));
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

/* The school that was asked for, else the first one by name. view may be NULL. */
static enum err find_school(struct ctx *ctx, struct asked *asked, json_t *view)
{
    struct school *schools;
    int count, at = 0;
    json_t *options = json_array();
    enum err err = status_view_schools(ctx, ACTION_HOURS_VIEW, &schools, &count);
    while (err == OK && asked->school.v && at < count && schools[at].id.v != asked->school.v)
        at++;
    if (err == OK && at >= count)
        err = ERR_NOT_FOUND;
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(options, schools[i].id.v, schools[i].name, i == at);
    if (err == OK) {
        asked->school = schools[at].id;
        asked->school_name = schools[at].name;
    }
    if (err == OK && view && count > 1)
        view_list(view, "schools", json_incref(options));
    json_decref(options);
    return err;
}

/* Those of the school, and of the group where one was asked for. */
static enum err list(struct ctx *ctx, const struct asked *asked, struct ledger_list *ret)
{
    struct ledger_list all;
    int kept = 0;
    enum err err = ledger_list(ctx->store, asked->school, asked->year, ctx->arena, &all);
    for (int i = 0; err == OK && i < all.count; i++)
        if (asked->group == ANY_GROUP ||
            ledger_is_in_group(&all.items[i], asked->school, (enum hours_group)asked->group))
            all.items[kept++] = all.items[i];
    all.count = kept;
    if (err == OK)
        *ret = all;
    return err;
}

/* ---- the page ---- */

static json_t *row_view(struct ctx *ctx, const struct ledger *l)
{
    const struct hours_totals *t = &l->totals;
    struct arena *arena = ctx->arena;
    json_t *view = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s}", "name", l->name, "href",
        arena_printf(arena, "/people/%lld/hours?year=%d", (long long)l->person.v, l->year),
        "required", hours_view_time(arena, t->inset_required), "done",
        hours_view_time(arena, t->inset_done), "owed", hours_view_time(arena, t->inset_owed),
        "booked", hours_view_time(arena, t->inset_booked));
    if (!t->inset_required)
        json_object_set_new(view, "tag", view_tag("Owes none", "quiet"));
    else if (!t->inset_owed)
        json_object_set_new(view, "tag", view_tag("Done", "good"));
    return view;
}

/* Who is asked for more than there is (practice P3). */
static json_t *over_view(struct ctx *ctx, const struct ledger_list *ledgers)
{
    json_t *over = json_array();
    for (int i = 0; i < ledgers->count; i++) {
        const struct ledger *l = &ledgers->items[i];
        if (!l->totals.inset_required || l->totals.inset_asked <= l->totals.inset_required)
            continue;
        json_array_append_new(
            over, json_pack("{s:s, s:s, s:s}", "name", l->name, "href",
                            arena_printf(ctx->arena, "/people/%lld/hours?year=%d",
                                         (long long)l->person.v, l->year),
                            "text",
                            arena_printf(ctx->arena, "is asked for %s of %s of INSET",
                                         words_duration(ctx->arena, l->totals.inset_asked),
                                         words_duration(ctx->arena, l->totals.inset_required))));
    }
    return over;
}

static void fill_filter(struct ctx *ctx, const struct asked *asked, json_t *view)
{
    json_t *groups = json_array();
    view_option(groups, "", "Everybody", asked->group == ANY_GROUP);
    for (int i = 0; i < HOURS_GROUPS; i++)
        view_option(groups, hours_group_name((enum hours_group)i),
                    hours_view_group((enum hours_group)i), asked->group == i);
    json_object_update_new(view, json_pack("{s:o, s:s, s:s, s:s, s:s}", "groups", groups, "school",
                                           asked->school_name, "year",
                                           school_year_name(ctx->arena, asked->year), "year_value",
                                           arena_printf(ctx->arena, "%d", asked->year), "file",
                                           link_of(ctx, "/hours/school.csv", asked, 0)));
}

/* "12 of 34 have done all of it." */
static const char *lead_words(struct ctx *ctx, const struct ledger_list *ledgers)
{
    int owe = 0, done = 0;
    for (int i = 0; i < ledgers->count; i++) {
        owe += ledgers->items[i].totals.inset_required > 0;
        done += ledgers->items[i].totals.inset_required > 0 && !ledgers->items[i].totals.inset_owed;
    }
    if (!owe)
        return "Nobody here owes INSET hours in this year.";
    return arena_printf(ctx->arena, "%d of the %d who owe INSET hours have done all of them.", done,
                        owe);
}

static void fill_rows(struct ctx *ctx, const struct asked *asked, const struct ledger_list *ledgers,
                      json_t *view)
{
    json_t *rows = json_array();
    int end = asked->after + PAGE_ROWS < ledgers->count ? asked->after + PAGE_ROWS : ledgers->count;
    int before = asked->after > PAGE_ROWS ? asked->after - PAGE_ROWS : 0;
    for (int i = asked->after; i < end; i++)
        json_array_append_new(rows, row_view(ctx, &ledgers->items[i]));
    int shown = (int)json_array_size(rows);
    view_list(view, "people", rows);
    view_list(view, "over", over_view(ctx, ledgers));
    json_object_set_new(view, "lead", json_string(lead_words(ctx, ledgers)));
    view_pages(view, asked->after, shown,
               asked->after ? link_of(ctx, "/hours/school", asked, before) : NULL,
               end < ledgers->count ? link_of(ctx, "/hours/school", asked, end) : NULL);
}

enum err page_hours_school(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct asked asked;
    struct ledger_list ledgers = {.kept = false};
    enum err err = read_asked(ctx, request, &asked);
    if (err != OK)
        return err;
    json_t *view = json_object();
    view_back(view, "/trust", "Our trust");
    err = find_school(ctx, &asked, view);
    if (err == OK)
        err = list(ctx, &asked, &ledgers);
    if (err == OK && ledgers.kept) {
        struct asked plain = asked;
        plain.year = 0; /* the switch says which */
        json_object_update_new(
            view, view_new(arena_printf(ctx->arena, "Hours at %s", asked.school_name)));
        fill_filter(ctx, &asked, view);
        fill_rows(ctx, &asked, &ledgers, view);
        err = hours_view_years(ctx, link_of(ctx, "/hours/school", &plain, 0), asked.year, view);
    }
    if (err == OK && ledgers.kept)
        return response_page(response, "hours/school.html", view);
    json_decref(view);
    return err == OK ? hours_view_none(ctx, asked.year, response) : err;
}

/* ---- as a file ---- */

static const char *number(struct ctx *ctx, int minutes)
{
    return arena_printf(ctx->arena, "%d", minutes);
}

enum err page_hours_school_file(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    static const char *const names[] = {"Person",
                                        "INSET minutes required",
                                        "Done",
                                        "Still owed",
                                        "Booked",
                                        "Asked for",
                                        "Directed time limit",
                                        "Directed time used"};
    struct asked asked;
    struct ledger_list ledgers;
    struct buf out;
    enum err err = read_asked(ctx, request, &asked);
    if (err == OK)
        err = find_school(ctx, &asked, NULL);
    if (err == OK)
        err = list(ctx, &asked, &ledgers);
    if (err == OK && !ledgers.kept)
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "hours-exported", asked.school.v,
                        "");
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, COUNT_OF(names));
    for (int i = 0; i < ledgers.count; i++) {
        const struct hours_totals *t = &ledgers.items[i].totals;
        const char *const cells[] = {ledgers.items[i].name,          number(ctx, t->inset_required),
                                     number(ctx, t->inset_done),     number(ctx, t->inset_owed),
                                     number(ctx, t->inset_booked),   number(ctx, t->inset_asked),
                                     number(ctx, t->directed_limit), number(ctx, t->directed_used)};
        csv_row(&out, cells, COUNT_OF(names));
    }
    return list_file_answer(ctx, response, "hours.csv", &out);
}
