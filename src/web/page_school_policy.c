/* DESIGN: what a school adds to its trust's lists, item by item; its dates are
 * page_school_policy_date's. */
#include <string.h>

#include "page.h"
#include "policy_gate.h"
#include "policy_group_field.h"
#include "policy_view.h"
#include "view.h"
#include "words.h"

static const char *href_of(struct ctx *ctx, const struct policy_page *page, const char *rest)
{
    return arena_printf(ctx->arena, "/schools/%lld/policy%s", (long long)page->school.id.v, rest);
}

/* ---- all of it ---- */

static json_t *item_view(struct ctx *ctx, const struct policy_page *page,
                         const struct policy_list *list, const struct policy_item *item)
{
    const struct policy_list *whole = policy_list_find(&page->here, list->kind->key);
    const struct policy_group *group = item->group ? policy_list_group(whole, item->group) : NULL;
    const struct pack_item *part =
        item->group && list->kind->by_stage ? policy_pack_part(&page->here, item->group) : NULL;
    json_t *view =
        json_pack("{s:s, s:s, s:s, s:s, s:s}", "text", item->text, "list", list->kind->key, "key",
                  item->key, "retired", item->retired ? "no" : "yes", "button",
                  item->retired ? "Offer it again" : "Take it out of use");
    if (group || part)
        json_object_set_new(view, "group", json_string(group ? group->text : part->label));
    if (item->retired)
        json_object_set_new(view, "tag", view_tag("No longer offered", "quiet"));
    json_object_set_new(view, "may_add", json_boolean(page->may_add));
    json_object_set_new(view, "action", json_string(href_of(ctx, page, "/retire")));
    json_object_set_new(view, "version",
                        json_string(arena_printf(ctx->arena, "%d", page->own.version)));
    return view;
}

static json_t *lists_view(struct ctx *ctx, const struct policy_page *page)
{
    json_t *lists = json_array();
    for (int i = 0; page->own.lists && i < policy_list_kind_count; i++) {
        const struct policy_list *list = &page->own.lists[i];
        json_t *items = json_array();
        for (int k = 0; k < list->item_count; k++)
            if (!policy_list_item(&page->pack.lists[i], list->items[k].key))
                json_array_append_new(items, item_view(ctx, page, list, &list->items[k]));
        json_array_append_new(
            lists, json_pack("{s:s, s:s, s:o}", "title", list->kind->title, "href",
                             arena_printf(ctx->arena, "/policy/lists/%s", list->kind->key), "items",
                             items));
        if (!json_array_size(items))
            json_array_remove(lists, json_array_size(lists) - 1);
    }
    return lists;
}

static bool has_dates(const struct policy_page *page, const char *part)
{
    for (int i = 0; i < page->own.date_count; i++)
        if (strcmp(page->own.dates[i].key, part) == 0)
            return true;
    return false;
}

/* The year as /policy shows it; who says it only where the school does. */
static json_t *year_view(struct ctx *ctx, const struct policy_page *page)
{
    json_t *year = policy_view_year(&page->here, ctx->arena), *row;
    size_t i;
    json_array_foreach(year, i, row)
    {
        const char *key = page->here.items[i].key;
        if (has_dates(page, key))
            json_object_set_new(row, "tag", view_tag("The school’s own", "mine"));
        if (page->may_add)
            json_object_set_new(
                row, "href",
                json_string(href_of(ctx, page, arena_printf(ctx->arena, "/dates?part=%s", key))));
    }
    return year;
}

static const char *flash_of(struct ctx *ctx, const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    int64_t moved = form_int(&request->query, "moved", 0);
    if (str_eq_c(done, "added"))
        return "Added. It is offered to everybody at this school from now on.";
    if (str_eq_c(done, "retired"))
        return "Taken out of use. Records that have it keep it.";
    if (str_eq_c(done, "offered"))
        return "It is offered again.";
    if (!str_eq_c(done, "dates"))
        return NULL;
    return arena_printf(ctx->arena, "The dates are changed. %s.",
                        words_count(ctx->arena, moved, "deadline moved", "deadlines moved"));
}

enum err page_school_policy(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct policy_page page;
    enum err err = policy_gate_open(ctx, request->id, false, &page);
    if (err != OK)
        return err;
    json_t *view = view_new(arena_printf(ctx->arena, "What %s adds", page.school.name));
    view_back(view, arena_printf(ctx->arena, "/schools/%lld", (long long)page.school.id.v),
              page.school.name);
    view_flash(view, flash_of(ctx, request));
    view_list(view, "lists", lists_view(ctx, &page));
    view_list(view, "year", year_view(ctx, &page));
    if (page.may_add)
        json_object_set_new(view, "add", json_string(href_of(ctx, &page, "/add")));
    return response_page(response, "policy/school.html", view);
}

/* ---- adding ---- */

static json_t *choices_view(struct ctx *ctx, const struct policy_page *page)
{
    json_t *choices = json_array();
    for (int i = 0; i < policy_list_kind_count; i++) {
        const char *key = policy_list_kinds[i].key;
        const struct policy_list *list = policy_list_find(&page->here, key);
        json_array_append_new(
            choices,
            json_pack("{s:s, s:s, s:s}", "text", list->kind->title, "href",
                      href_of(ctx, page, arena_printf(ctx->arena, "/add?list=%s", key)), "count",
                      words_count(ctx->arena, list->item_count, "item", "items")));
    }
    return choices;
}

/* A list is chosen first: each is a link. */
static json_t *choose_view(struct ctx *ctx, const struct policy_page *page)
{
    json_t *view = view_new("Add to a list");
    view_back(view, href_of(ctx, page, ""),
              arena_printf(ctx->arena, "What %s adds", page->school.name));
    json_object_set_new(view, "school", json_string(page->school.name));
    view_list(view, "choices", choices_view(ctx, page));
    view_errors(view, &ctx->why);
    return view;
}

/* A school may begin sections of the plan; other lists have the parts that their reports need. */
static bool takes_sections(const struct policy_list *list)
{
    return strcmp(list->kind->key, "plan") == 0;
}

static json_t *form_view(struct ctx *ctx, const struct request *request,
                         const struct policy_page *page, const struct policy_list *list)
{
    json_t *view = view_new(arena_printf(ctx->arena, "Add to: %s", list->kind->title));
    view_back(view, href_of(ctx, page, "/add"), "Add to a list");
    json_object_set_new(view, "school", json_string(page->school.name));
    view_field(view, "text", field_text(ctx, request, "text"), &ctx->why);
    policy_group_field_view(ctx, request, &page->here, list, view);
    if (takes_sections(list))
        view_field(view, "section", field_text(ctx, request, "section"), &ctx->why);
    json_object_update_new(json_object_get(view, "form"),
                           json_pack("{s:s, s:s, s:s}", "action", href_of(ctx, page, "/add"),
                                     "list", list->kind->key, "version",
                                     arena_printf(ctx->arena, "%d", page->own.version)));
    view_list(view, "groups", policy_view_groups(&page->here, list, ctx->arena));
    view_errors(view, &ctx->why);
    return view;
}

static const struct policy_list *find_list(const struct policy_page *page, const char *key)
{
    return policy_list_find(&page->here, key);
}

enum err page_school_policy_new(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_page page;
    enum err err = policy_gate_open(ctx, request->id, true, &page);
    if (err != OK)
        return err;
    const struct policy_list *list = find_list(&page, query_text(ctx, request, "list"));
    return list ? response_page(response, "policy/school_add.html",
                                form_view(ctx, request, &page, list))
                : response_page(response, "policy/school_lists.html", choose_view(ctx, &page));
}

struct typed {
    const char *text, *group, *section; /* section "": none is begun */
};

static struct typed read_item(struct ctx *ctx, const struct request *request,
                              const struct policy_page *page, const struct policy_list *list)
{
    struct typed typed = {.text = field_text(ctx, request, "text"), .section = ""};
    if (takes_sections(list))
        typed.section = field_text(ctx, request, "section");
    if (!*typed.section)
        typed.group = policy_group_field_read(ctx, request, &page->here, list);
    if (!*typed.text)
        refuse_field(&ctx->why, "text", "Enter the words of the new item");
    return typed;
}

static enum err add(struct ctx *ctx, const struct policy_page *page, const struct policy_list *list,
                    const struct typed *typed, struct policy_school_edit *edit)
{
    const char *group = typed->group;
    if (*typed->section)
        group = policy_school_edit_group_add(edit, list->kind->key, typed->section);
    policy_school_edit_item_add(edit, list->kind->key, group, typed->text);
    const char *words = arena_printf(ctx->arena, "added to %s", list->kind->key);
    return policy_gate_save(ctx, page, edit, words, "text", 0, NULL);
}

enum err page_school_policy_add(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_page page;
    struct policy_school_edit *edit;
    enum err err = policy_gate_begin(ctx, request, &page, &edit);
    if (err != OK)
        return err;
    const struct policy_list *list = find_list(&page, field_text(ctx, request, "list"));
    if (!list) {
        policy_school_edit_free(edit);
        err = refuse_field(&ctx->why, "list", "Choose the list it belongs to");
        return response_page_refused(response, err, "policy/school_lists.html",
                                     choose_view(ctx, &page));
    }
    struct typed typed = read_item(ctx, request, &page, list);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = add(ctx, &page, list, &typed, edit);
    else
        policy_school_edit_free(edit);
    if (err == ERR_INVALID)
        return response_page_refused(response, err, "policy/school_add.html",
                                     form_view(ctx, request, &page, list));
    return err == OK ? response_redirect(ctx, response, "%s", href_of(ctx, &page, "?done=added"))
                     : err;
}

/* ---- out of use, and in again ---- */

enum err page_school_policy_retire(struct ctx *ctx, const struct request *request,
                                   struct response *response)
{
    struct policy_page page;
    struct policy_school_edit *edit;
    enum err err = policy_gate_begin(ctx, request, &page, &edit);
    if (err != OK)
        return err;
    const char *list = field_text(ctx, request, "list"), *key = field_text(ctx, request, "item");
    bool retired = !str_eq_c(form_find(&request->form, "retired"), "no");
    if (!policy_school_edit_retire(edit, list, key, retired)) {
        policy_school_edit_free(edit);
        return refuse(&ctx->why, ERR_INVALID, "not-the-schools",
                      "Only what the school has added can be taken out of use here. What is "
                      "the trust’s stays: tell its coordinators.");
    }
    err = policy_gate_save(
        ctx, &page, edit,
        arena_printf(ctx->arena, "%s in %s", retired ? "retired" : "offered", list), "item", 0,
        NULL);
    return err == OK
               ? response_redirect(ctx, response, "%s",
                                   href_of(ctx, &page, retired ? "?done=retired" : "?done=offered"))
               : err;
}
