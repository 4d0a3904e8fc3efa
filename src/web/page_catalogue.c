/* DESIGN: what counts as development here: every kind of activity the policy names, by how it comes
 * about. */
#include "activity_view.h"
#include "page.h"
#include "policy_gate.h"
#include "policy_view.h"
#include "words.h"

static const struct {
    const char *id, *heading, *text, *link_text, *link_href;
} WAYS[] = {
    [ACTIVITY_BOOKABLE] = {"bookable", "You book it",
                           "It is in the list of events. Did you do it elsewhere? Record it "
                           "yourself.",
                           "See what is on", "/events"},
    [ACTIVITY_SELF_RECORDED] = {"self-recorded", "You record it yourself",
                                "Write down what it was, when and how long. It stands among your "
                                "activities.",
                                "Your activities", "/activities"},
    [ACTIVITY_CONVERSATION] = {"conversation", "It is a conversation",
                               "Its time is agreed under Deadlines, and it is noted there once it "
                               "was held.",
                               "Your deadlines", "/deadlines"},
};

/* What follows from a kind, beyond what it is. */
static const char *consequence(const struct activity_type *type)
{
    if (type->counts)
        return type->evaluated ? "Its hours can count. You are asked for feedback afterwards."
                               : "Its hours can count.";
    return type->evaluated ? "You are asked for feedback afterwards." : "";
}

static json_t *type_view(struct ctx *ctx, const struct activity_type *type, bool may_record)
{
    json_t *view =
        json_pack("{s:s, s:s, s:s, s:s}", "text", words_begin(ctx->arena, type->text), "detail",
                  words_begin(ctx->arena, type->detail), "note", consequence(type), "source",
                  policy_view_source(type->source, ctx->arena));
    if (may_record && activity_type_is_recorded(type)) {
        struct buf link;
        buf_init(&link, 1024);
        buf_add_c(&link, "/activities/new");
        view_link_word(&link, "type", type->key);
        json_object_set_new(view, "record", json_string(view_link_end(&link, ctx->arena)));
    }
    return view;
}

static json_t *way_view(struct ctx *ctx, const struct activity_type_list *types,
                        enum activity_mode mode, bool may_record)
{
    json_t *items = json_array();
    for (int i = 0; i < types->count; i++)
        if (types->items[i].mode == mode)
            json_array_append_new(items, type_view(ctx, &types->items[i], may_record));
    json_t *view = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}}", "id", WAYS[mode].id, "heading",
                             WAYS[mode].heading, "text", WAYS[mode].text, "link", "text",
                             WAYS[mode].link_text, "href", WAYS[mode].link_href);
    view_list(view, "items", items);
    return view;
}

enum err page_catalogue(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_pack pack;
    struct school school;
    (void)request;
    if (!may(&ctx->actor, ACTION_POLICY_VIEW, &(struct object){0}))
        return ERR_NOT_FOUND;
    enum err err = policy_gate_here(ctx, &pack, &school);
    if (err != OK)
        return err;
    const struct object own = {.owner = ctx->actor.person};
    bool may_record = may(&ctx->actor, ACTION_ACTIVITY_KEEP, &own);
    const struct activity_type_list types = activity_type_list(&pack, ctx->arena);
    json_t *view = view_new("What counts as development"), *ways = json_array();
    view_back(view, "/trust", "Our trust");
    for (int mode = 0; mode <= ACTIVITY_CONVERSATION; mode++)
        json_array_append_new(ways, way_view(ctx, &types, (enum activity_mode)mode, may_record));
    json_object_set_new(view, "ways", ways);
    json_object_set_new(view, "may_record", json_boolean(may_record));
    json_object_set_new(view, "may_edit",
                        json_boolean(may(&ctx->actor, ACTION_POLICY_EDIT, &(struct object){0})));
    return response_page(response, "activities/catalogue.html", view);
}
