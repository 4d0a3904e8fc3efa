/* DESIGN: editing the trust's words, and how conversations stand to appraisal. */
#include <string.h>

#include "page.h"
#include "policy_edit_page.h"
#include "policy_view.h"
#include "view.h"

static const char *const LINKS[] = {"separate", "one-way", "combined"};

static const char *link_words(enum appraisal_link link)
{
    static const char *const words[] = {
        [APPRAISAL_SEPARATE] = "Separate: nothing of a conversation is used in appraisal",
        [APPRAISAL_ONE_WAY] = "One way: an appraisal may name a need, nothing flows back",
        [APPRAISAL_COMBINED] = "Combined: held together where both agree",
    };
    return words[link];
}

static void add_words(struct ctx *ctx, const struct request *request,
                      const struct policy_draft *draft, json_t *view)
{
    json_t *words = json_array();
    for (int i = 0; i < draft->pack.label_count; i++) {
        const struct pack_label *label = &draft->pack.labels[i];
        const char *error = view_field_error(&ctx->why, label->key);
        json_t *word = json_pack("{s:s, s:s, s:s, s:s}", "id", label->key, "label",
                                 policy_view_label_words(label->key), "value",
                                 field_text_or(ctx, request, label->key, label->text), "source",
                                 policy_view_source(label->source, ctx->arena));
        if (error)
            json_object_set_new(word, "error", json_string(error));
        json_array_append_new(words, word);
    }
    view_list(view, "words", words);
}

static void add_links(struct ctx *ctx, const struct request *request,
                      const struct policy_draft *draft, json_t *view)
{
    const char *now =
        field_text_or(ctx, request, "appraisal_link", appraisal_link_name(draft->pack.appraisal));
    json_t *options = json_array();
    for (int i = 0; i < 3; i++)
        json_array_append_new(
            options,
            json_pack("{s:s, s:s, s:s, s:b}", "id",
                      i ? arena_printf(ctx->arena, "appraisal_link_%d", i) : "appraisal_link",
                      "value", LINKS[i], "text", link_words((enum appraisal_link)i), "checked",
                      strcmp(LINKS[i], now) == 0));
    json_object_set_new(view_field(view, "appraisal_link", now, &ctx->why), "options", options);
}

static json_t *words_view(struct ctx *ctx, const struct request *request,
                          const struct policy_draft *draft)
{
    json_t *view = view_new("Edit the words");
    add_words(ctx, request, draft, view);
    add_links(ctx, request, draft, view);
    policy_edit_page_frame(ctx, view, draft, "/policy/edit/words", "/policy/edit",
                           "Edit the policy");
    return view;
}

enum err page_policy_words_edit(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_draft draft;
    enum err err = policy_edit_page_find(ctx, &draft);
    return err == OK
               ? response_page(response, "policy/edit_words.html", words_view(ctx, request, &draft))
               : err;
}

static void apply_words(struct ctx *ctx, const struct request *request, struct policy_edit *edit)
{
    for (int i = 0; policy_pack_label_keys[i]; i++) {
        const char *key = policy_pack_label_keys[i];
        const char *typed = field_text(ctx, request, key);
        if (!form_has(&request->form, key))
            continue;
        if (!*typed)
            refuse_field(&ctx->why, key, "Enter the word you use for %s",
                         policy_view_label_words(key));
        else
            policy_edit_label(edit, key, typed);
    }
}

static void apply_link(struct ctx *ctx, const struct request *request, struct policy_edit *edit)
{
    const char *typed = field_text(ctx, request, "appraisal_link");
    if (!form_has(&request->form, "appraisal_link"))
        return;
    for (int i = 0; i < 3; i++)
        if (strcmp(LINKS[i], typed) == 0) {
            policy_edit_appraisal(edit, (enum appraisal_link)i);
            return;
        }
    refuse_field(&ctx->why, "appraisal_link", "Choose how conversations stand to appraisal");
}

enum err page_policy_words_save(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct policy_draft draft;
    struct policy_edit *edit;
    enum err err = policy_edit_page_begin(ctx, request, &draft, &edit);
    if (err != OK)
        return err;
    apply_words(ctx, request, edit);
    apply_link(ctx, request, edit);
    err = refusal_check(&ctx->why);
    if (err == OK)
        err = policy_edit_page_save(ctx, &draft, edit, "pd");
    else
        policy_edit_free(edit);
    if (err == OK)
        return response_redirect(ctx, response, "/policy/edit?saved=1");
    return policy_edit_page_refused(ctx, err, response, "policy/edit_words.html",
                                    words_view(ctx, request, &draft));
}
