/* DESIGN: how long things are kept: each class, its period, what would go today, and letting it. */
#include "fresh.h"
#include "page.h"
#include "retention.h"
#include "retention_view.h"
#include "view.h"
#include "words.h"

static enum err show(struct ctx *ctx, const char *key, const char *typed, json_t **ret)
{
    json_t *view = view_new("How long things are kept"), *classes = json_array();
    struct retention_state states[RETENTION_CLASSES_MAX];
    int count = 0;
    enum err err = retention_list(ctx->store, ctx->now, states, &count);
    int64_t due = 0;
    for (int i = 0; err == OK && i < count; i++) {
        json_t *one = retention_view_class(ctx, &states[i]);
        if (key && str_eq_c(str_of(key), states[i].class->key)) {
            json_object_set_new(one, "days", json_string(typed));
            json_object_set_new(one, "error", json_string(ctx->why.fields[0].message));
        }
        due += states[i].due;
        json_array_append_new(classes, one);
    }
    view_list(view, "classes", classes);
    json_object_set_new(view, "due",
                        json_string(words_count(ctx->arena, due, "entry is", "entries are")));
    json_object_set_new(view, "any_due", json_boolean(due > 0));
    if (key)
        json_object_set_new(view, "errors",
                            json_pack("[{s:s, s:s}]", "field",
                                      arena_printf(ctx->arena, "days-%s", key), "message",
                                      ctx->why.fields[0].message));
    *ret = view;
    if (err != OK)
        json_decref(view);
    return err;
}

enum err page_retention(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    struct str did = form_find(&request->query, "did");
    enum err err = retention_view_gate(ctx);
    if (err == OK)
        err = show(ctx, NULL, NULL, &view);
    if (err != OK)
        return err;
    if (did.p && str_eq_c(did, "set"))
        view_flash(view, "Changed. What is past its period goes tonight, or when you say so.");
    if (did.p && str_eq_c(did, "run"))
        view_flash(view,
                   "Some of it is erased. What is left goes with the next click, or tonight.");
    return response_page(response, "retention.html", view);
}

enum err page_retention_set(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    const char *key = field_text(ctx, request, "class"), *typed = field_text(ctx, request, "days");
    json_t *view;
    enum err err = retention_view_gate(ctx);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err != OK)
        return err;
    err = retention_set(ctx->store, ctx->actor.person, key, form_int(&request->form, "days", 0),
                        ctx->now, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/retention?did=set");
    if (err == ERR_NOT_FOUND)
        err = refuse_field(&ctx->why, "days", "Choose one of the kinds of data on this page.");
    enum err shown = show(ctx, key, typed, &view);
    return shown == OK ? response_page_refused(response, err, "retention.html", view) : shown;
}

enum err page_retention_run(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    int64_t rows;
    enum err err = retention_view_gate(ctx);
    if (err == OK)
        err = fresh_gate(ctx, request, response);
    if (err == OK)
        err = retention_run_some(ctx->store, ctx->actor.person, ctx->now, ctx->arena, &rows);
    return err == OK ? response_redirect(ctx, response, "/retention?did=run") : err;
}
