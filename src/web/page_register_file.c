/* DESIGN: the register out of an attendance file: upload, what would change, yes. */
#include "page.h"
#include "register_file_view.h"
#include "register_words.h"
#include "view.h"
#include "words.h"

/* ---- the upload ---- */

static json_t *sessions_of(struct ctx *ctx, const struct register_view *view)
{
    json_t *options = json_array();
    for (int i = 0; view->states.count > 1 && i < view->states.count; i++) {
        const struct register_state *state = &view->states.items[i];
        view_option_id(options, state->position,
                       words_when(ctx->arena, state->starts_at, state->ends_at),
                       state == view->state);
    }
    return options;
}

static json_t *upload_view(struct ctx *ctx, const struct register_view *view)
{
    json_t *page = register_page_view(ctx, view, "Take the register from a file");
    view_back(page, register_href(ctx, view, ""), "Register");
    json_object_set_new(page, "action",
                        json_string(arena_printf(ctx->arena, "/events/%lld/register/file",
                                                 (long long)view->event.id.v)));
    view_field(page, "file", "", &ctx->why);
    view_list(page, "sessions", sessions_of(ctx, view));
    view_errors(page, &ctx->why);
    if (ctx->why.detail || ctx->why.field_count)
        json_object_set_new(page, "has_errors", json_true());
    return page;
}

enum err page_register_file(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct register_view view;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->query, "session", 0), &view);
    return err == OK ? response_page(response, "register/file.html", upload_view(ctx, &view)) : err;
}

enum err page_register_file_put(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct register_view view;
    int64_t id = 0;
    enum err err =
        register_gate_take(ctx, request->id, form_int(&request->form, "session", 0), &view);
    if (err != OK)
        return err;
    err = register_file_ask_put(ctx, request, &view, &id);
    if (err == ERR_INVALID || err == ERR_CONFLICT)
        return response_page_refused(response, err, "register/file.html", upload_view(ctx, &view));
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "/register/files/%lld", (long long)id);
}

/* ---- what would change ---- */

static struct register_file_rule rule_of(const struct register_file_scene *scene,
                                         const struct form *form)
{
    struct register_file_rule usual = register_file_usual(scene->view.state);
    if (!form_has(form, "least") && !form_has(form, "grace"))
        return usual;
    int64_t least = form_int(form, "least", -1), grace = form_int(form, "grace", -1);
    return (struct register_file_rule){least > 9999 ? -1 : (int)least,
                                       grace > 9999 ? -1 : (int)grace};
}

static struct register_file_ask
ask_of(const struct ctx *ctx, const struct register_file_scene *scene, const struct form *form)
{
    return (struct register_file_ask){.file = &scene->file,
                                      .state = scene->view.state,
                                      .rule = rule_of(scene, form),
                                      .sees = &ctx->actor,
                                      .by = ctx->actor.person};
}

/* With a rule that cannot be, the usual one is shown beside what is wrong with it. */
static enum err show(struct ctx *ctx, const struct register_file_scene *scene,
                     const struct form *form, enum err why, struct response *response)
{
    struct register_file_plan plan;
    struct register_file_ask ask = ask_of(ctx, scene, form);
    struct refusal other;
    refusal_init(&other, ctx->arena);
    enum err err = register_file_plan(ctx->store, ctx->now, &ask, &other, &plan);
    if (err == ERR_INVALID) {
        if (why == OK)
            ctx->why = other;
        why = ERR_INVALID;
        refusal_init(&other, ctx->arena);
        ask.rule = register_file_usual(scene->view.state);
        err = register_file_plan(ctx->store, ctx->now, &ask, &other, &plan);
    }
    if (err != OK)
        return err;
    json_t *view = register_file_view(ctx, scene, &plan, form);
    return why == OK ? response_page(response, "register/file_show.html", view)
                     : response_page_refused(response, why, "register/file_show.html", view);
}

enum err page_register_file_show(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct register_file_scene scene;
    enum err err = register_file_ask_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    if (scene.file.applied_at.v)
        return response_redirect(ctx, response, "%s", register_href(ctx, &scene.view, ""));
    return show(ctx, &scene, &request->query, OK, response);
}

/* ---- yes ---- */

static const char *const PREFIXES[] = {"who_", "add_", "over_"};

/* "who_12" with a person's id: line 12 is theirs. */
static bool read_choice(const struct form_field *field, struct register_file_choice *ret)
{
    int64_t line, person;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++) {
        struct str prefix = str_of(PREFIXES[i]);
        if (!str_starts(field->name, prefix))
            continue;
        if (str_parse_int(str_from(field->name, prefix.n), &line) != OK || line > INT32_MAX ||
            str_parse_int(str_trim(field->value), &person) != OK || person == 0)
            return false;
        *ret = (struct register_file_choice){(int)line, {person}};
        return true;
    }
    return false;
}

static int read_choices(struct ctx *ctx, const struct form *form,
                        const struct register_file_choice **ret)
{
    struct register_file_choice *choices =
        ARENA_ARRAY(ctx->arena, struct register_file_choice, FORM_FIELDS_MAX);
    int count = 0;
    for (int i = 0; i < form->count; i++)
        count += read_choice(&form->fields[i], &choices[count]);
    *ret = choices;
    return count;
}

enum err page_register_file_apply(struct ctx *ctx, const struct request *request,
                                  struct response *response)
{
    struct register_file_scene scene;
    struct register_file_done done;
    enum err err = register_file_ask_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    struct register_file_ask ask = ask_of(ctx, &scene, &request->form);
    ask.choice_count = read_choices(ctx, &request->form, &ask.choices);
    err = register_file_ask_check(ctx, &scene, ask.choices, ask.choice_count);
    if (err == OK)
        err = register_file_apply(ctx->store, ctx->now, &ask, &ctx->why, &done);
    if (err == ERR_INVALID && !scene.file.applied_at.v)
        return show(ctx, &scene, &request->form, err, response);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "%s", register_href(ctx, &scene.view, ""));
}

enum err page_register_file_drop(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct register_file_scene scene;
    enum err err = register_file_ask_find(ctx, request->id, &scene);
    if (err == OK)
        err = register_file_drop(ctx->store, scene.file.id);
    if (err != OK)
        return err;
    return response_redirect(ctx, response, "%s", register_href(ctx, &scene.view, ""));
}
