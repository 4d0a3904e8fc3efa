/* DESIGN: editing a list of the policy: its items one by one, and new ones. */
#include <string.h>

#include "page.h"
#include "policy_edit_page.h"
#include "policy_group_field.h"
#include "policy_view.h"
#include "view.h"

/* ---- a list, and a new item ---- */

static void add_items(struct ctx *ctx, const struct policy_list *list, json_t *view)
{
    json_t *items = json_array();
    for (int i = 0; i < list->item_count; i++) {
        const struct policy_item *item = &list->items[i];
        json_t *row = json_pack(
            "{s:s, s:s, s:s}", "text", item->text, "source",
            policy_view_source(item->source, ctx->arena), "href",
            arena_printf(ctx->arena, "/policy/edit/items/%s.%s", list->kind->key, item->key));
        if (item->retired)
            json_object_set_new(row, "tag", view_tag("No longer offered", "quiet"));
        json_array_append_new(items, row);
    }
    view_list(view, "items", items);
}

static json_t *list_view(struct ctx *ctx, const struct request *request,
                         const struct policy_draft *draft, const struct policy_list *list)
{
    json_t *view = view_new("Edit a list");
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(list->kind->title));
    add_items(ctx, list, view);
    view_field(view, "text", field_text_or(ctx, request, "text", ""), &ctx->why);
    policy_group_field_view(ctx, request, &draft->pack, list, view);
    policy_edit_page_frame(ctx, view, draft,
                           arena_printf(ctx->arena, "/policy/edit/lists/%s", list->kind->key),
                           "/policy/edit", "Edit the policy");
    if (form_has(&request->query, "saved"))
        view_flash(view, "Kept in the draft. It is in force when you put the draft into force.");
    return view;
}

static const struct policy_list *find_list(struct ctx *ctx, const struct request *request,
                                           const struct policy_draft *draft)
{
    return policy_list_find(&draft->pack, arena_str_c(ctx->arena, request->name));
}

enum err page_policy_list_edit(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct policy_draft draft;
    enum err err = policy_edit_page_find(ctx, &draft);
    if (err != OK)
        return err;
    const struct policy_list *list = find_list(ctx, request, &draft);
    return list ? response_page(response, "policy/edit_list.html",
                                list_view(ctx, request, &draft, list))
                : ERR_NOT_FOUND;
}

enum err page_policy_item_add(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct policy_draft draft;
    struct policy_edit *edit;
    enum err err = policy_edit_page_begin(ctx, request, &draft, &edit);
    if (err != OK)
        return err;
    const struct policy_list *list = find_list(ctx, request, &draft);
    const char *text = field_text(ctx, request, "text");
    const char *group = list ? policy_group_field_read(ctx, request, &draft.pack, list) : NULL;
    if (list && !*text)
        refuse_field(&ctx->why, "text", "Enter the words of the new item");
    err = list ? refusal_check(&ctx->why) : ERR_NOT_FOUND;
    if (err != OK) {
        policy_edit_free(edit);
    } else {
        policy_edit_item_add(edit, list->kind->key, group, text);
        err = policy_edit_page_save(ctx, &draft, edit, "text");
    }
    if (err == OK)
        return response_redirect(ctx, response, "/policy/edit/lists/%s?saved=1", list->kind->key);
    return list ? policy_edit_page_refused(ctx, err, response, "policy/edit_list.html",
                                           list_view(ctx, request, &draft, list))
                : err;
}

/* ---- one item ---- */

struct place {
    const struct policy_list *list;
    const struct policy_item *item; /* NULL: there is none of that name */
};

/* {name} is LIST.ITEM. */
static struct place find_item(struct ctx *ctx, const struct request *request,
                              const struct policy_draft *draft)
{
    struct place place = {NULL, NULL};
    struct str rest = request->name, list;
    if (!str_split(&rest, '.', &list) || !rest.p)
        return place;
    place.list = policy_list_find(&draft->pack, arena_str_c(ctx->arena, list));
    if (place.list)
        place.item = policy_list_item(place.list, arena_str_c(ctx->arena, rest));
    return place;
}

static json_t *item_view(struct ctx *ctx, const struct request *request,
                         const struct policy_draft *draft, struct place place)
{
    json_t *view = view_new("Edit an item");
    bool typed = form_has(&request->form, "text");
    view_field(view, "text", field_text_or(ctx, request, "text", place.item->text), &ctx->why);
    json_t *retired = view_field(view, "retired", "yes", &ctx->why);
    json_object_set_new(
        retired, "checked",
        json_boolean(typed ? form_has(&request->form, "retired") : place.item->retired));
    json_object_set_new(view, "source",
                        json_string(policy_view_source(place.item->source, ctx->arena)));
    policy_edit_page_frame(ctx, view, draft,
                           arena_printf(ctx->arena, "/policy/edit/items/%s.%s",
                                        place.list->kind->key, place.item->key),
                           arena_printf(ctx->arena, "/policy/edit/lists/%s", place.list->kind->key),
                           place.list->kind->title);
    return view;
}

enum err page_policy_item(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_draft draft;
    enum err err = policy_edit_page_find(ctx, &draft);
    if (err != OK)
        return err;
    struct place place = find_item(ctx, request, &draft);
    return place.item ? response_page(response, "policy/edit_item.html",
                                      item_view(ctx, request, &draft, place))
                      : ERR_NOT_FOUND;
}

enum err page_policy_item_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct policy_draft draft;
    struct policy_edit *edit;
    enum err err = policy_edit_page_begin(ctx, request, &draft, &edit);
    if (err != OK)
        return err;
    struct place place = find_item(ctx, request, &draft);
    const char *text = field_text(ctx, request, "text");
    if (place.item && !*text)
        refuse_field(&ctx->why, "text",
                     "Enter the words. To take the item out of use, tick the box instead");
    err = place.item ? refusal_check(&ctx->why) : ERR_NOT_FOUND;
    if (err != OK) {
        policy_edit_free(edit);
    } else {
        policy_edit_item(edit, place.list->kind->key, place.item->key, text,
                         form_has(&request->form, "retired"));
        err = policy_edit_page_save(ctx, &draft, edit, "text");
    }
    if (err == OK)
        return response_redirect(ctx, response, "/policy/edit/lists/%s?saved=1",
                                 place.list->kind->key);
    return place.item ? policy_edit_page_refused(ctx, err, response, "policy/edit_item.html",
                                                 item_view(ctx, request, &draft, place))
                      : err;
}
