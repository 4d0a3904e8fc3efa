/* DESIGN: the policy's editor: the draft, what it would change, putting it into force. */
#include <string.h>

#include "audit.h"
#include "cycle_change.h"
#include "page.h"
#include "policy_edit_page.h"
#include "policy_view.h"
#include "view.h"
#include "words.h"

/* ---- what the draft would change ---- */

/* "cycle.goals.due" in words a coordinator reads. */
static const char *place_words(struct arena *arena, const char *what)
{
    static const struct {
        const char *stem, *words;
    } PLACES[] = {{"labels.", "Word: "},
                  {"cycle.", "The year: "},
                  {"lists.", "List: "},
                  {"talks.", "Presentations: "},
                  {"appraisal", "Appraisal"}};
    for (size_t i = 0; i < sizeof PLACES / sizeof PLACES[0]; i++)
        if (str_starts(str_of(what), str_of(PLACES[i].stem)))
            what = arena_printf(arena, "%s%s", PLACES[i].words, what + strlen(PLACES[i].stem));
    char *words = arena_strdup(arena, what);
    for (char *p = words; *p; p++)
        *p = *p == '.' || *p == '_' ? ' ' : *p;
    return words;
}

static json_t *changes_view(struct ctx *ctx, const struct cycle_change *change)
{
    json_t *list = json_array();
    for (int i = 0; i < change->changes.count; i++) {
        const struct policy_change *c = &change->changes.items[i];
        json_t *row = json_pack("{s:s}", "what", place_words(ctx->arena, c->what));
        if (c->from)
            json_object_set_new(row, "from", json_string(c->from));
        if (c->to)
            json_object_set_new(row, "to", json_string(c->to));
        if (c->people)
            json_object_set_new(
                row, "people",
                json_string(words_count(ctx->arena, c->people, "person gets another date",
                                        "people get another date")));
        json_array_append_new(list, row);
    }
    return list;
}

static enum err fill_changes(struct ctx *ctx, const struct policy_draft *draft, json_t *view)
{
    struct cycle_change change;
    if (!draft->version)
        return OK;
    enum err err = cycle_change_find(ctx->store, "The draft", draft->text, ctx->now, ctx->arena,
                                     &change, &ctx->why);
    if (err != OK)
        return err;
    json_object_set_new(
        view, "draft",
        json_pack("{s:s, s:s}", "changed", words_relative(ctx->arena, draft->changed_at, ctx->now),
                  "moved",
                  words_count(ctx->arena, change.people, "deadline moves", "deadlines move")));
    view_list(view, "changes", changes_view(ctx, &change));
    return OK;
}

/* ---- the pages of the editor ---- */

static json_t *year_links(const struct policy_pack *pack, struct arena *arena)
{
    json_t *links = json_array();
    for (int i = 0; i < pack->item_count; i++)
        json_array_append_new(
            links, json_pack("{s:s, s:s}", "text", pack->items[i].label, "href",
                             arena_printf(arena, "/policy/edit/year/%s", pack->items[i].key)));
    return links;
}

static json_t *list_links(const struct policy_pack *pack, struct arena *arena)
{
    json_t *links = json_array();
    for (int i = 0; i < policy_list_kind_count; i++) {
        const struct policy_list_kind *kind = &policy_list_kinds[i];
        const struct policy_list *list = policy_list_find(pack, kind->key);
        json_array_append_new(
            links, json_pack("{s:s, s:s, s:s}", "text", kind->title, "href",
                             arena_printf(arena, "/policy/edit/lists/%s", kind->key), "count",
                             words_count(arena, list->item_count, "item", "items")));
    }
    return links;
}

static const char *flash_of(const struct request *request)
{
    if (form_has(&request->query, "saved"))
        return "Kept in the draft. Nothing changes for anybody until you put it into force.";
    if (form_has(&request->query, "discarded"))
        return "The draft is thrown away. The policy in force stays as it was.";
    return form_has(&request->query, "published")
               ? "The policy is in force. Deadlines that move do so within a minute."
               : NULL;
}

static enum err edit_view(struct ctx *ctx, const struct request *request,
                          const struct policy_draft *draft, json_t **ret)
{
    json_t *view = view_new("Edit the policy");
    enum err err = fill_changes(ctx, draft, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    policy_edit_page_frame(ctx, view, draft, "/policy/edit", "/policy", "How it works here");
    view_list(view, "year", year_links(&draft->pack, ctx->arena));
    view_list(view, "lists", list_links(&draft->pack, ctx->arena));
    view_flash(view, flash_of(request));
    *ret = view;
    return OK;
}

enum err page_policy_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_draft draft;
    json_t *view;
    enum err err = policy_edit_page_find(ctx, &draft);
    if (err == OK)
        err = edit_view(ctx, request, &draft, &view);
    return err == OK ? response_page(response, "policy/edit.html", view) : err;
}

/* ---- putting it into force, throwing it away ---- */

/* The draft that the form was about. */
static enum err find_shown(struct ctx *ctx, const struct request *request, struct policy_draft *ret)
{
    enum err err = policy_edit_page_find(ctx, ret);
    if (err == OK &&
        (!ret->version || form_int(&request->form, "version", -1) != (int64_t)ret->version))
        return refuse(&ctx->why, ERR_STALE, "stale",
                      "The draft is not the one you were shown any more. Look at it again first.");
    return err;
}

enum err page_policy_publish(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct policy_draft draft;
    struct policy_pack pack;
    enum err err = find_shown(ctx, request, &draft);
    if (err == OK)
        err = cycle_change_load(ctx->store, "The draft", draft.text, draft.base_id,
                                ctx->actor.person, ctx->now, &pack, &ctx->why);
    if (err == OK)
        err = policy_draft_delete(ctx->store, draft.version);
    if (err == OK)
        err = response_redirect(ctx, response, "/policy/edit?published=1");
    response->wakes = err == OK;
    return err;
}

enum err page_policy_discard(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct policy_draft draft;
    enum err err = find_shown(ctx, request, &draft);
    if (err == OK)
        err = policy_draft_delete(ctx->store, draft.version);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "policy-draft-discarded",
                        draft.base_id, "");
    return err == OK ? response_redirect(ctx, response, "/policy/edit?discarded=1") : err;
}
