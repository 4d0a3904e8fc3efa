/* DESIGN: marks that a phone kept while it was out of reach, taken in together, each answered. */
#include "page.h"
#include "register_words.h"

enum { SEND_MAX = 20 };

/* One of the marks that were sent: its fields end with its number. */
static const char *name_of(const struct ctx *ctx, const char *name, int nth)
{
    return arena_printf(ctx->arena, "%s_%d", name, nth);
}

static enum err read_sent(struct ctx *ctx, const struct request *request, int nth,
                          struct register_mark *mark)
{
    const struct form *form = &request->form;
    mark->person.v = form_int(form, name_of(ctx, "person", nth), 0);
    mark->at.v = form_int(form, name_of(ctx, "at", nth), 0);
    mark->key = form_text(form, name_of(ctx, "key", nth), ctx->arena);
    if (register_mark_parse(form_find(form, name_of(ctx, "mark", nth)), &mark->mark) != OK)
        return refuse_field(&ctx->why, "mark", "Choose whether they are here.");
    register_read_minutes(ctx, form, name_of(ctx, "late_min", nth), &mark->late_min);
    register_read_minutes(ctx, form, name_of(ctx, "early_min", nth), &mark->early_min);
    return refusal_check(&ctx->why);
}

static const char *why_not(const struct ctx *ctx)
{
    if (ctx->why.field_count)
        return ctx->why.fields[0].message;
    return ctx->why.detail ? ctx->why.detail : "This mark could not be taken. Reload the page.";
}

static json_t *answer(struct ctx *ctx, const struct register_mark *mark, enum err err,
                      const struct register_marked *marked)
{
    if (err != OK)
        return json_pack("{s:s, s:s}", "key", mark->key, "error", why_not(ctx));
    const struct register_standing *s = &marked->standing;
    return json_pack("{s:s, s:I, s:s, s:s}", "key", mark->key, "person", (json_int_t)mark->person.v,
                     "mark", register_mark_name(s->mark), "said",
                     register_words_standing(ctx->arena, s));
}

/* Each by itself: one that is refused takes no other with it. */
static enum err take_one(struct ctx *ctx, const struct request *request,
                         const struct register_view *scene, int nth, json_t *answers)
{
    struct register_marked marked = {.repeated = false};
    struct register_mark mark = {.event = scene->event.id,
                                 .session = scene->state->session,
                                 .how = REGISTER_DOOR,
                                 .by = ctx->actor.person};
    refusal_init(&ctx->why, ctx->arena);
    enum err err = store_savepoint(ctx->store);
    if (err != OK)
        return err;
    err = read_sent(ctx, request, nth, &mark);
    if (err == OK)
        err = register_take(ctx->store, ctx->now, &mark, &ctx->why, &marked);
    if (err == OK)
        err = store_release(ctx->store);
    else
        store_rollback_savepoint(ctx->store);
    bool told = err == OK || err == ERR_CONFLICT || err == ERR_INVALID || err == ERR_NOT_FOUND;
    if (told)
        json_array_append_new(answers, answer(ctx, &mark, err, &marked));
    return told ? OK : err;
}

static enum err answer_all(struct ctx *ctx, const struct register_view *scene, json_t *answers,
                           struct response *response)
{
    struct register_roll roll;
    enum err err =
        register_roll(ctx->store, scene->event.id, scene->state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    const struct register_counts counts = register_count(&roll);
    return response_json(
        response, 200,
        json_pack("{s:O, s:s, s:s}", "marks", answers, "here",
                  register_words_here(ctx->arena, &counts), "rest",
                  register_words_rest(ctx->arena, &counts, scene->state->closed_at.v != 0)));
}

enum err page_register_send(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct register_view scene;
    json_t *answers = json_array();
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &scene);
    for (int i = 0; err == OK && i < SEND_MAX && form_has(&request->form, name_of(ctx, "key", i));
         i++)
        err = take_one(ctx, request, &scene, i, answers);
    if (err == OK)
        err = answer_all(ctx, &scene, answers, response);
    json_decref(answers);
    return err;
}
