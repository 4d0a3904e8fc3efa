/* DESIGN: events in the API: looked at, created, changed, published, called off. */
#include "api.h"
#include "api_event_input.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "event_life.h"
#include "json_view.h"
#include "training_gate.h"
#include "tz.h"
#include "viewer.h"

/* As it is now, with its version. */
static enum err answer_event(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct event event;
    json_t *view;
    enum err err = event_find_seen(ctx, id, &event);
    if (err == OK)
        err = json_view_event(ctx, &event, &view);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, event.version);
    return status == 201 ? api_gate_created(ctx, response, view, "events", id)
                         : response_json(response, status, view);
}

/* ---- looking ---- */

/* A moment, or a date: its beginning, for `to` its end. */
static struct instant read_bound(struct ctx *ctx, const struct request *request, const char *name,
                                 int days)
{
    struct str text = form_find(&request->query, name);
    struct instant at = {0};
    struct day day;
    if (!text.p || instant_parse(text, &at) == OK)
        return at;
    if (day_parse(text, &day) != OK ||
        tz_instant((struct local){.day = day_add(day, days)}, &at) != OK)
        refuse_field(&ctx->why, name,
                     "Send a date like 2026-11-12, or a time like 2026-11-12T16:00:00Z.");
    return at;
}

/* A key, or words; NULL if it is not there. */
static const char *read_words(struct ctx *ctx, const struct request *request, const char *name)
{
    enum { CHARS_MAX = 80 };
    struct str text = str_trim(form_find(&request->query, name));
    if (str_utf8_count(text) > CHARS_MAX)
        refuse_field(&ctx->why, name, "Send %d characters at most.", CHARS_MAX);
    return text.n ? arena_str_c(ctx->arena, text) : "";
}

static bool read_free(struct ctx *ctx, const struct request *request)
{
    struct str text = form_find(&request->query, "free");
    if (text.p && !str_eq_c(text, "1"))
        refuse_field(&ctx->why, "free", "Send 1, or leave it out.");
    return text.p != NULL;
}

static enum err read_filter(struct ctx *ctx, const struct request *request,
                            struct event_filter *ret)
{
    struct str kind_text = form_find(&request->query, "kind");
    struct str status_text = form_find(&request->query, "status");
    enum event_kind kind = EVENT_COURSE;
    enum event_status *status = arena_alloc(ctx->arena, sizeof *status);
    struct api_list list;
    struct event_filter filter = {
        .kind = EVENT_ANY_KIND,
        .from = read_bound(ctx, request, "from", 0),
        .to = read_bound(ctx, request, "to", 1),
        .school = {api_list_id(ctx, request, "school")},
        .q = str_of(read_words(ctx, request, "q")),
        .type = read_words(ctx, request, "type"),
        .theme = read_words(ctx, request, "theme"),
        .level = read_words(ctx, request, "level"),
        .phase = read_words(ctx, request, "phase"),
        .free = read_free(ctx, request),
        .now = ctx->now,
    };
    if (kind_text.p && event_kind_parse(kind_text, &kind) != OK)
        refuse_field(&ctx->why, "kind", "Choose course, twilight, inset or spark.");
    if (status_text.p && event_status_parse(status_text, status) != OK)
        refuse_field(&ctx->why, "status",
                     "Choose draft, published, closed, done, archived or "
                     "cancelled.");
    enum err err = api_list_read(ctx, request, &list);
    if (err != OK)
        return err;
    if (kind_text.p)
        filter.kind = (int)kind;
    if (status_text.p)
        filter.status = status;
    filter.limit = list.limit;
    filter.after = (struct event_cursor){{list.after[0]}, list.after[1]};
    *ret = filter;
    return OK;
}

enum err api_event_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event_viewer viewer = event_viewer_of(ctx);
    struct event_filter filter;
    struct event_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = api_gate_member(ctx);
    if (err == OK)
        err = read_filter(ctx, request, &filter);
    if (err == OK)
        err = event_list(ctx->store, &viewer, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array(), *view;
    for (int i = 0; err == OK && i < list.count; i++) {
        err = json_view_event(ctx, &list.items[i], &view);
        if (err == OK)
            json_array_append_new(items, view);
    }
    if (err != OK) {
        json_decref(items);
        return err;
    }
    return api_list_answer(
        response, items,
        api_list_cursor(ctx->arena, list.next.id ? list.next.starts_at.v : 0, list.next.id));
}

enum err api_event_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_event(ctx, response, 200, request->id) : err;
}

/* ---- creating ---- */

static bool may_edit_at(const struct ctx *ctx, struct school_id host)
{
    return may(&ctx->actor, ACTION_EVENT_EDIT, &(struct object){.school = host});
}

/* Who may create nowhere hears so before their fields are judged; else the host decides. */
static enum err check_host(struct ctx *ctx, const struct request *request,
                           struct school_id otherwise)
{
    struct permission_scope scope = permission_scope(&ctx->actor, ACTION_EVENT_EDIT);
    struct school_id host = api_event_input_host(request, otherwise);
    if (otherwise.v && host.v == otherwise.v) /* an organiser keeps it where it is */
        return OK;
    if (!scope.trust && scope.school_count == 0)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only the trust's coordinators and a school's CPD leader create events. Ask "
                      "them.");
    if (host.v > 0 && !may_edit_at(ctx, host))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "You may hold events at your own school only. Choose it as the host, or ask "
                      "a trust coordinator.");
    return OK;
}

/* An event is made with its first session; the others follow. */
static struct event_fields first_of(const struct api_event_input *input)
{
    struct event_fields fields = input->fields;
    for (int i = 0; i < input->session_count; i++)
        if (input->sessions[i].starts_at.v == fields.starts_at.v)
            fields.ends_at = input->sessions[i].ends_at;
    return fields;
}

static enum err create(struct ctx *ctx, const struct api_event_input *input, struct event_id *ret)
{
    const struct event_fields fields = first_of(input);
    struct event_id id;
    enum err err = spark_event_create(ctx->store, ctx->now, ctx->actor.person, &fields,
                                      &input->spark, &ctx->why, &id);
    if (err == OK && input->session_count)
        err = event_set_sessions(ctx->store, ctx->now, id, 0, input->sessions, input->session_count,
                                 &ctx->why);
    if (err == OK)
        *ret = id;
    return err;
}

enum err api_event_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_event_input input = api_event_input_new();
    struct event_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = check_host(ctx, request, (struct school_id){0});
    if (err == OK)
        err = api_event_input_read(ctx, request, response, true, &input);
    if (err == OK)
        err = create(ctx, &input, &id);
    api_event_input_rename(&ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-create", id.v, "");
    return err == OK ? answer_event(ctx, response, 201, id.v) : err;
}

/* ---- changing ---- */

/* The event if the actor may edit it, and the version their If-Match holds them to. */
static enum err find_to_change(struct ctx *ctx, const struct request *request,
                               struct response *response, struct event *ret_event, int *ret_version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, ret_event);
    if (err == OK)
        err = api_gate_match(ctx, request, response, ret_event->version, ret_version);
    return err;
}

/* What is said of the event, then of its sessions: one mail a person tells of both. */
static enum err change(struct ctx *ctx, const struct event *event, int version,
                       const struct api_event_input *input)
{
    struct spark_change change = {event->id, version, input->fields,
                                  input->has_spark ? &input->spark : NULL, ctx->actor.person};
    bool several = input->session_count > 1 || event->session_count > 1;
    int64_t mark = 0;
    if (input->session_count && several) {
        change.fields.starts_at = event->fields.starts_at;
        change.fields.ends_at = event->fields.ends_at;
    }
    enum err err = notice_mark(ctx->store, &mark);
    if (err == OK)
        err = spark_event_update(ctx->store, ctx->now, &change, &ctx->why);
    if (err == OK && input->session_count)
        err = event_set_sessions(ctx->store, ctx->now, event->id, 0, input->sessions,
                                 input->session_count, &ctx->why);
    return err == OK ? notice_keep_last(ctx->store, mark, ctx->arena) : err;
}

enum err api_event_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct api_event_input input = api_event_input_new();
    struct event event;
    int version;
    enum err err = find_to_change(ctx, request, response, &event, &version);
    if (err == OK)
        err = check_host(ctx, request, event.fields.school);
    if (err != OK)
        return err;
    input.fields = event.fields;
    err = event_about_find(ctx->store, event.id, ctx->arena, &input.about);
    if (err == OK)
        err = api_event_input_read(ctx, request, response, false, &input);
    if (err == OK)
        err = change(ctx, &event, version, &input);
    api_event_input_rename(&ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-change", event.id.v, "");
    return err == OK ? answer_event(ctx, response, 200, event.id.v) : err;
}

enum err api_event_publish(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    int version;
    enum err err = find_to_change(ctx, request, response, &event, &version);
    if (err == OK)
        err = training_gate_event(ctx, &event);
    if (err == OK)
        err = event_publish(ctx->store, ctx->now, event.id, version, &ctx->why);
    if (err == OK && !event_status_is_on(event.status))
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-publish", event.id.v, "");
    return err == OK ? answer_event(ctx, response, 200, event.id.v) : err;
}

static enum err read_text(struct ctx *ctx, const struct request *request, struct response *response,
                          const char *name, const char **ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_text(&in, name, ret);
    return json_input_end(&reader, response);
}

enum err api_event_cancel(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct spark_ending ending = {.reason = ""};
    enum err err = find_to_change(ctx, request, response, &event, &ending.version);
    if (err == OK)
        err = read_text(ctx, request, response, "reason", &ending.reason);
    ending.event = event.id;
    if (err == OK)
        err = spark_event_call_off(ctx->store, ctx->now, &ending, &ctx->why);
    if (err == OK && event.status != EVENT_CANCELLED)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-cancel", event.id.v, "");
    return err == OK ? answer_event(ctx, response, 200, event.id.v) : err;
}

enum err api_event_life(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    int version;
    const char *text = "";
    enum event_status to = EVENT_DRAFT;
    enum err err = find_to_change(ctx, request, response, &event, &version);
    if (err == OK)
        err = read_text(ctx, request, response, "status", &text);
    if (err == OK && (event_status_parse(str_of(text), &to) != OK || to == EVENT_DRAFT ||
                      to == EVENT_CANCELLED)) {
        refuse_field(&ctx->why, "status", "Choose published, closed, done or archived.");
        err = refusal_check(&ctx->why);
    }
    if (err == OK)
        err = event_life_move(ctx->store, ctx->now, event.id, version, to, &ctx->why);
    if (err == OK && to != event.status)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-status", event.id.v, text);
    return err == OK ? answer_event(ctx, response, 200, event.id.v) : err;
}
