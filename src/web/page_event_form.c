/* DESIGN: planning and changing an event on a page. */
#include "audit.h"
#include "event_form_view.h"
#include "page.h"

/* ---- where one may plan ---- */

static enum err check_plans(struct ctx *ctx, struct permission_scope *ret)
{
    *ret = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    if (ret->trust || ret->school_count)
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Trust coordinators and school CPD leaders plan events. Tell yours what you "
                  "would like to see.");
}

/* Where one plans; event NULL: a new one. An organiser keeps the event where it is. */
static enum err check_school(struct ctx *ctx, const struct event *event, struct school_id school)
{
    const struct object object = {.school = school};
    if ((event && event->fields.school.v == school.v) ||
        may(&ctx->actor, ACTION_EVENT_EDIT, &object))
        return OK;
    return refuse_field(&ctx->why, "school", "You plan events at your own school. Choose it.");
}

/* The form again with what was typed, or the error as it is if no words of ours explain it. */
static enum err form_refused(struct ctx *ctx, const struct request *request,
                             const struct event *event, enum err why, struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    event_input_rename(&ctx->why);
    enum err err = event_form_view(ctx, event, &request->form, &view);
    if (err != OK)
        return err;
    return response_page_refused(response, why, "coordinator/event_form.html", view);
}

/* What was typed; `about` points into *ret. event NULL: a new one. */
static enum err read_input(struct ctx *ctx, const struct request *request,
                           const struct event *event, struct event_input *ret)
{
    struct policy_pack pack;
    const struct policy_pack *has = NULL;
    struct school_id school = {form_int(&request->form, "school", 0)};
    if (event_input_needs_pack(&request->form) &&
        event_about_pack(ctx->store, school, ctx->arena, &pack) == OK)
        has = &pack;
    enum err err = event_input_read(&request->form, has, &ctx->why, ret);
    ret->fields.about = &ret->about;
    return err == OK ? check_school(ctx, event, ret->fields.school) : err;
}

/* ---- a new one ---- */

/* The kind that is chosen, or that of the policy's activity; ERR_NOT_FOUND: neither. */
static enum err find_kind(struct ctx *ctx, const char *chosen, struct school_id school,
                          enum event_kind *ret)
{
    struct policy_pack pack;
    if (event_kind_parse(str_of(chosen), ret) == OK)
        return OK;
    enum err err = event_about_pack(ctx->store, school, ctx->arena, &pack);
    if (err != OK)
        return err;
    const struct policy_list *list = policy_list_find(&pack, "activities");
    const struct policy_item *item = list ? policy_list_item(list, chosen) : NULL;
    if (!item)
        return ERR_NOT_FOUND;
    *ret = event_kind_of(item);
    return OK;
}

/* First which kind it is, then its form with what is usual for that kind. */
enum err page_event_new(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct permission_scope plans;
    struct person person;
    json_t *view;
    enum event_kind kind;
    enum spark_order order;
    const char *chosen = form_text(&request->query, "kind", ctx->arena);
    enum err err = check_plans(ctx, &plans);
    if (err == OK)
        err = person_find(ctx->store, ctx->actor.person, ctx->arena, &person);
    if (err == OK)
        err = spark_event_usual_order(ctx->store, ctx->arena, &order);
    if (err != OK)
        return err;
    struct school_id school = plans.trust ? person.school : plans.schools[0];
    enum err known = find_kind(ctx, chosen, school, &kind);
    if (known == ERR_NOT_FOUND) {
        err = event_kinds_view(ctx, school, &view);
        return err == OK ? response_page(response, "coordinator/event_kind.html", view) : err;
    }
    if (known != OK)
        return known;
    const struct form blank = event_input_blank(kind, chosen, school, order, ctx->arena);
    err = event_form_view(ctx, NULL, &blank, &view);
    return err == OK ? response_page(response, "coordinator/event_form.html", view) : err;
}

enum err page_event_create(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct permission_scope plans;
    struct event_input input;
    struct event_id id;
    enum err err = check_plans(ctx, &plans);
    if (err == OK)
        err = read_input(ctx, request, NULL, &input);
    if (err == OK)
        err = spark_event_create(ctx->store, ctx->now, ctx->actor.person, &input.fields,
                                 &input.spark, &ctx->why, &id);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-create", id.v, "");
    if (err != OK)
        return form_refused(ctx, request, NULL, err, response);
    return response_redirect(ctx, response, "%s?done=created",
                             event_href(ctx, input.fields.kind, id));
}

/* ---- a change ---- */

enum err page_event_edit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct event_about about;
    struct spark_settings settings;
    json_t *view;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    bool spark = event.fields.kind == EVENT_SPARK;
    if (event.status == EVENT_CANCELLED)
        return response_redirect(ctx, response, "%s", event_href(ctx, event.fields.kind, event.id));
    if (spark)
        err = spark_event_find(ctx->store, event.id, ctx->arena, &settings);
    if (err == OK)
        err = event_about_find(ctx->store, event.id, ctx->arena, &about);
    if (err != OK)
        return err;
    const struct form form = event_input_form(&event, &about, spark ? &settings : NULL, ctx->arena);
    err = event_form_view(ctx, &event, &form, &view);
    return err == OK ? response_page(response, "coordinator/event_form.html", view) : err;
}

/* Times of several sessions are not this form's to change. */
static void keep_times(const struct event *event, struct event_fields *fields)
{
    if (event->date_count == 0)
        return;
    fields->starts_at = event->fields.starts_at;
    fields->ends_at = event->fields.ends_at;
}

static enum err save(struct ctx *ctx, const struct event *event, const struct event_input *input)
{
    bool spark = event->fields.kind == EVENT_SPARK;
    struct spark_change change = {.event = event->id,
                                  .version = input->version,
                                  .fields = input->fields,
                                  .spark = spark ? &input->spark : NULL,
                                  .by = ctx->actor.person};
    enum err err = spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
    if (err == ERR_STALE && ctx->why.field_count == 0) {
        /* Somebody saved, but nothing that this form has differently. */
        refusal_init(&ctx->why, ctx->arena);
        change.version = event->version;
        err = spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
    }
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-change", event->id.v, "");
    return err;
}

static enum err stale(struct ctx *ctx, const struct request *request, const struct event *event,
                      const struct event_fields *yours, struct response *response)
{
    json_t *view;
    enum err err = event_stale_view(ctx, event, &request->form, yours, &view);
    return err == OK ? response_page_refused(response, ERR_STALE, "stale.html", view) : err;
}

enum err page_event_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct event_input input;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = read_input(ctx, request, &event, &input);
    keep_times(&event, &input.fields);
    if (err == OK && *input.fields.type && str_eq_c(str_of(event.fields.type), input.fields.type))
        input.fields.kind = event.fields.kind; /* its type does not tell all of it */
    if (err == OK)
        err = save(ctx, &event, &input);
    if (err == ERR_STALE)
        return stale(ctx, request, &event, &input.fields, response);
    if (err != OK)
        return form_refused(ctx, request, &event, err, response);
    return response_redirect(ctx, response, "%s?done=saved",
                             event_href(ctx, event.fields.kind, event.id));
}
