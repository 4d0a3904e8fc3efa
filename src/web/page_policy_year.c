/* DESIGN: editing a stage or conversation of the year: its name, its dates, its reminders. */
#include <string.h>

#include "page.h"
#include "policy_edit_page.h"
#include "policy_view.h"
#include "rule_form.h"
#include "view.h"

static const char *const NUDGES[][2] = {
    {"ladder", "When it opens, 10 and 3 school days before it is due, and the day after"},
    {"opening", "Only when it opens"},
    {"none", "None"},
};

static void add_nudges(struct ctx *ctx, const struct request *request, const char *now,
                       json_t *view)
{
    const char *chosen = field_text_or(ctx, request, "nudges", now);
    json_t *options = json_array();
    for (size_t i = 0; i < 3; i++)
        json_array_append_new(options,
                              json_pack("{s:s, s:s, s:s, s:b}", "id",
                                        i ? arena_printf(ctx->arena, "nudges_%zu", i) : "nudges",
                                        "value", NUDGES[i][0], "text", NUDGES[i][1], "checked",
                                        strcmp(NUDGES[i][0], chosen) == 0));
    json_object_set_new(view_field(view, "nudges", chosen, &ctx->why), "options", options);
}

static json_t *part_view(struct ctx *ctx, const struct request *request,
                         const struct policy_draft *draft, const struct pack_item *item)
{
    json_t *view = view_new("Edit a part of the year");
    json_object_set_new(json_object_get(view, "page"), "heading", json_string(item->label));
    json_object_set_new(view, "source",
                        json_string(arena_printf(ctx->arena, "Name: %s. Dates: %s.",
                                                 policy_view_source(item->source, ctx->arena),
                                                 policy_view_source(item->dates, ctx->arena))));
    view_field(view, "label", field_text_or(ctx, request, "label", item->label), &ctx->why);
    rule_form_view(ctx, request, "opens", item->opens, view);
    rule_form_view(ctx, request, "due", item->due, view);
    add_nudges(ctx, request, item->nudges, view);
    policy_edit_page_frame(ctx, view, draft,
                           arena_printf(ctx->arena, "/policy/edit/year/%s", item->key),
                           "/policy/edit", "Edit the policy");
    return view;
}

static const struct pack_item *find_part(struct ctx *ctx, const struct request *request,
                                         const struct policy_draft *draft)
{
    return policy_pack_part(&draft->pack, arena_str_c(ctx->arena, request->name));
}

enum err page_policy_part(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_draft draft;
    enum err err = policy_edit_page_find(ctx, &draft);
    if (err != OK)
        return err;
    const struct pack_item *item = find_part(ctx, request, &draft);
    return item ? response_page(response, "policy/edit_part.html",
                                part_view(ctx, request, &draft, item))
                : ERR_NOT_FOUND;
}

/* ---- what was typed ---- */

static void read_part(struct ctx *ctx, const struct request *request, const struct pack_item *item,
                      struct policy_edit_part *ret)
{
    *ret = (struct policy_edit_part){
        .key = item->key,
        .label = field_text_or(ctx, request, "label", item->label),
        .nudges = field_text_or(ctx, request, "nudges", item->nudges),
    };
    if (!*ret->label)
        refuse_field(&ctx->why, "label", "Enter what this part of the year is called");
    ret->opens = rule_form_read(ctx, request, "opens", item->opens);
    ret->due = rule_form_read(ctx, request, "due", item->due);
}

enum err page_policy_part_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct policy_draft draft;
    struct policy_edit *edit;
    struct policy_edit_part part;
    enum err err = policy_edit_page_begin(ctx, request, &draft, &edit);
    if (err != OK)
        return err;
    const struct pack_item *item = find_part(ctx, request, &draft);
    if (item)
        read_part(ctx, request, item, &part);
    err = item ? refusal_check(&ctx->why) : ERR_NOT_FOUND;
    if (err != OK) {
        policy_edit_free(edit);
    } else {
        policy_edit_part(edit, &part);
        err = policy_edit_page_save(ctx, &draft, edit, "due");
    }
    if (err == OK)
        return response_redirect(ctx, response, "/policy/edit?saved=1");
    return item ? policy_edit_page_refused(ctx, err, response, "policy/edit_part.html",
                                           part_view(ctx, request, &draft, item))
                : err;
}
