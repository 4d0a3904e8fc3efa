/* DESIGN: departments, teams, phases and working parties: the list, and one of them. */
#include <string.h>

#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "org_words.h"
#include "page.h"
#include "tz.h"
#include "words.h"

enum { PAGE_GROUPS = 50 };

/* ---- what the query asks ---- */

struct ask {
    struct org_group_filter filter;
    const char *school_name; /* NULL: of all */
};

static enum err read_ask(struct ctx *ctx, const struct request *request, struct ask *ret)
{
    struct school school;
    int64_t after = form_int(&request->query, "after", 0);
    enum org_group_kind kind;
    struct ask ask = {.filter = {.limit = PAGE_GROUPS, .kind = query_text(ctx, request, "kind")}};
    struct str of = form_find(&request->query, "school");
    ask.filter.of_trust = str_eq_c(of, "trust");
    ask.filter.ended = str_eq_c(form_find(&request->query, "ended"), "yes");
    ask.filter.school.v = ask.filter.of_trust ? 0 : form_int(&request->query, "school", 0);
    ask.filter.after = after > 0 && after < 1000000 ? (int)after : 0;
    if (org_group_kind_parse(str_of(ask.filter.kind), &kind) != OK)
        ask.filter.kind = "";
    if (ask.filter.school.v) {
        enum err err = school_find(ctx->store, ask.filter.school, ctx->arena, &school);
        if (err != OK)
            return err;
        ask.school_name = school.name;
    }
    *ret = ask;
    return OK;
}

static const char *link_of(struct ctx *ctx, const struct ask *ask, int after)
{
    const struct org_group_filter *f = &ask->filter;
    struct buf link;
    buf_init(&link, 1024);
    buf_add_c(&link, "/groups");
    view_link_number(&link, "school", f->school.v);
    view_link_word(&link, "school", f->of_trust ? "trust" : "");
    view_link_word(&link, "kind", f->kind);
    view_link_word(&link, "ended", f->ended ? "yes" : "");
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

/* ---- the list ---- */

static enum err fill_filter(struct ctx *ctx, const struct ask *ask, json_t *view)
{
    struct school *schools;
    int count;
    json_t *list = json_array(), *kinds = json_array();
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(list, "", "Any", !ask->filter.of_trust && !ask->filter.school.v);
    view_option(list, "trust", "The whole trust", ask->filter.of_trust);
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(list, schools[i].id.v, schools[i].name,
                       schools[i].id.v == ask->filter.school.v);
    view_option(kinds, "", "Any kind", !*ask->filter.kind);
    for (int i = 0; i < ORG_GROUP_KINDS; i++) {
        const char *name = org_group_kind_name((enum org_group_kind)i);
        view_option(kinds, name, words_begin(ctx->arena, name),
                    strcmp(name, ask->filter.kind) == 0);
    }
    json_object_set_new(
        view, "filter",
        json_pack("{s:o, s:o, s:b}", "schools", list, "kinds", kinds, "ended", ask->filter.ended));
    return err;
}

static json_t *row_view(struct ctx *ctx, const struct org_group *group)
{
    bool of_trust = !group->fields.school.v;
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", group->fields.name, "href",
                     arena_printf(ctx->arena, "/groups/%lld", (long long)group->id.v), "kind",
                     words_begin(ctx->arena, org_group_kind_name(group->fields.kind)), "of",
                     of_trust ? "The whole trust" : group->school_name, "leaders", group->leaders,
                     "members", words_count(ctx->arena, group->members, "person", "people"));
}

static void fill_pages(struct ctx *ctx, const struct ask *ask, const struct org_group_list *groups,
                       json_t *view)
{
    int after = ask->filter.after;
    int before = after > PAGE_GROUPS ? after - PAGE_GROUPS : 0;
    view_pages(view, after, groups->count, after ? link_of(ctx, ask, before) : NULL,
               groups->next ? link_of(ctx, ask, groups->next) : NULL);
}

enum err page_groups(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct ask ask;
    struct org_group_list groups;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = read_ask(ctx, request, &ask);
    if (err == OK)
        err = org_group_list(ctx->store, &ask.filter, tz_day(ctx->now), ctx->arena, &groups);
    if (err != OK)
        return err;
    json_t *view = view_new("Groups"), *rows = json_array();
    view_back(view, "/schools", "Schools");
    for (int i = 0; i < groups.count; i++)
        json_array_append_new(rows, row_view(ctx, &groups.items[i]));
    view_list(view, "groups", rows);
    fill_pages(ctx, &ask, &groups, view);
    json_object_set_new(view, "may_create", json_boolean(org_gate_edit_somewhere(ctx) == OK));
    err = fill_filter(ctx, &ask, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/groups.html", view);
}

enum err page_groups_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const char *const names[] = {"Group", "Kind", "School", "Leaders", "People"};
    struct ask ask;
    struct org_group_list groups;
    struct buf out;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = read_ask(ctx, request, &ask);
    if (err != OK)
        return err;
    ask.filter.limit = LIST_FILE_ROWS_MAX;
    ask.filter.after = 0;
    err = org_group_list(ctx->store, &ask.filter, tz_day(ctx->now), ctx->arena, &groups);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 5);
    for (int i = 0; i < groups.count; i++) {
        const struct org_group *group = &groups.items[i];
        csv_row(&out,
                (const char *const[]){group->fields.name, org_group_kind_name(group->fields.kind),
                                      group->school_name, group->leaders,
                                      arena_printf(ctx->arena, "%d", group->members)},
                5);
    }
    return list_file_answer(ctx, response, "groups.csv", &out);
}

/* ---- one ---- */

static const struct flash DONE[] = {
    {"created", "The group is there. Now say who is in it."},
    {"saved", "Saved."},
    {"added", "Added."},
    {"left", "Noted. They stay in the history."},
    {"ended", "The group has ended. Its history stays."},
};

static void fill_group(struct ctx *ctx, const struct org_group *group, json_t *view)
{
    bool of_trust = !group->fields.school.v;
    bool ended = !day_is_none(group->ended_on);
    json_object_update_new(
        view, json_pack("{s:I, s:s, s:s, s:b}", "id", (json_int_t)group->id.v, "kind",
                        words_begin(ctx->arena, org_group_kind_name(group->fields.kind)), "of",
                        of_trust ? "the whole trust" : group->school_name, "may_edit",
                        !ended && org_gate_may_edit(ctx, group->fields.school)));
    if (ended)
        json_object_set_new(
            view, "ended",
            json_string(arena_printf(ctx->arena, "Ended on %s",
                                     words_date_plain(ctx->arena, group->ended_on))));
    if (of_trust)
        view_back(view, "/groups?school=trust", "Groups of the trust");
    else
        view_back(view,
                  arena_printf(ctx->arena, "/schools/%lld", (long long)group->fields.school.v),
                  group->school_name);
}

enum err page_group(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct org_group group;
    struct membership *members;
    int count;
    enum err err = org_gate_group(ctx, request->id, false, &group);
    if (err == OK)
        err = membership_list(ctx->store, MEMBERSHIP_OF_GROUP, group.id.v, ctx->arena, &members,
                              &count);
    if (err != OK)
        return err;
    const struct org_words words = org_words(ctx);
    json_t *view = view_new(group.fields.name);
    FLASH_SHOW(view, request, DONE);
    fill_group(ctx, &group, view);
    org_words_members(ctx, view, &words, members, count, "group-members");
    return response_page(response, "org/group.html", view);
}
