/* DESIGN: how professional development works in this trust, for everybody to read. */
#include "page.h"
#include "policy_gate.h"
#include "policy_view.h"
#include "view.h"
#include "words.h"

/* The trust's policy with what the reader's school adds. */
static enum err find_pack(struct ctx *ctx, struct policy_pack *ret, struct school *ret_school)
{
    if (!may(&ctx->actor, ACTION_POLICY_VIEW, &(struct object){0}))
        return ERR_NOT_FOUND;
    return policy_gate_here(ctx, ret, ret_school);
}

/* How conversations stand to appraisal, in a sentence (CY-25). */
static const char *appraisal_sentence(enum appraisal_link link)
{
    static const char *const sentences[] = {
        [APPRAISAL_SEPARATE] = "Development conversations are separate from appraisal: nothing of "
                               "them is used there.",
        [APPRAISAL_ONE_WAY] = "An appraisal may name a need. Nothing flows back: what is said in a "
                              "development conversation is not used in appraisal.",
        [APPRAISAL_COMBINED] = "Where both agree, a development conversation is held together with "
                               "appraisal.",
    };
    return sentences[link];
}

static const char *lengths_of(const struct policy_pack *pack, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < pack->talk_length_count; i++)
        text = arena_printf(arena, "%s%s%d", text,
                            i == 0                             ? ""
                            : i + 1 == pack->talk_length_count ? " or "
                                                               : ", ",
                            pack->talk_minutes[i]);
    return arena_printf(arena, "%s minutes", text);
}

enum err page_policy(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_pack pack;
    struct school school;
    enum err err = find_pack(ctx, &pack, &school);
    (void)request;
    if (err != OK)
        return err;
    json_t *view = view_new("How it works here");
    view_back(view, "/trust", "Our trust");
    json_object_set_new(view, "may_edit",
                        json_boolean(may(&ctx->actor, ACTION_POLICY_EDIT, &(struct object){0})));
    json_object_set_new(view, "policy",
                        json_pack("{s:s, s:s, s:i}", "title", pack.title, "note", pack.note,
                                  "version", pack.version));
    if (school.id.v)
        json_object_set_new(
            view, "school",
            json_pack("{s:s, s:s}", "name", school.name, "href",
                      arena_printf(ctx->arena, "/schools/%lld/policy", (long long)school.id.v)));
    view_list(view, "year", policy_view_year(&pack, ctx->arena));
    json_object_set_new(view, "talks",
                        json_pack("{s:s, s:s}", "text", lengths_of(&pack, ctx->arena), "source",
                                  policy_view_source(pack.talk_sources[0], ctx->arena)));
    json_object_set_new(view, "appraisal",
                        json_pack("{s:s, s:s}", "text", appraisal_sentence(pack.appraisal),
                                  "source", policy_view_source(pack.appraisal_source, ctx->arena)));
    view_list(view, "lists", policy_view_index(&pack, false, ctx->arena));
    json_t *silent = policy_view_index(&pack, true, ctx->arena);
    json_object_set_new(view, "silent_count",
                        json_string(words_count(ctx->arena, (int64_t)json_array_size(silent),
                                                "list of sparkd’s own", "lists of sparkd’s own")));
    view_list(view, "silent", silent);
    return response_page(response, "policy/show.html", view);
}

enum err page_policy_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct policy_pack pack;
    struct school school;
    enum err err = find_pack(ctx, &pack, &school);
    if (err != OK)
        return err;
    const struct policy_list *list =
        policy_list_find(&pack, arena_str_c(ctx->arena, request->name));
    if (!list || !list->item_count)
        return ERR_NOT_FOUND;
    json_t *view = view_new(list->kind->title);
    view_back(view, "/policy", "How it works here");
    if (list->stem)
        json_object_set_new(view, "stem",
                            json_pack("{s:s, s:s}", "text", list->stem, "source",
                                      policy_view_source(list->stem_source, ctx->arena)));
    view_list(view, "groups", policy_view_groups(&pack, list, ctx->arena));
    return response_page(response, "policy/list.html", view);
}

enum err page_policy_words(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct policy_pack pack;
    struct school school;
    enum err err = find_pack(ctx, &pack, &school);
    (void)request;
    if (err != OK)
        return err;
    json_t *view = view_new("The words we use");
    view_back(view, "/policy", "How it works here");
    view_list(view, "words", policy_view_words(&pack, ctx->arena));
    return response_page(response, "policy/words.html", view);
}
