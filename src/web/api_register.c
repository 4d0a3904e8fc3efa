/* DESIGN: the register in the API: looked at, marked in batches, closed and taken up again. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "person_gate.h"
#include "register_gate.h"

#define MARK_FIELDS "person_id mark late_min early_min away_min how at key reason walk_in"

/* ---- as it stands ---- */

static void add_standing(json_t *view, const struct register_standing *s)
{
    json_object_update_new(
        view, json_pack("{s:s, s:i, s:i, s:i, s:o, s:o, s:s}", "mark", register_mark_name(s->mark),
                        "late_min", s->late_min, "early_min", s->early_min, "away_min", s->away_min,
                        "how", s->entry ? json_string(register_how_name(s->how)) : json_null(),
                        "at", json_view_instant(s->at), "by", s->by_name));
}

static json_t *row_view(const struct register_row *row)
{
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:s, s:b, s:b, s:b, s:b, s:b}", "person_id",
                  (json_int_t)row->person.v, "name", row->name, "school", row->school, "part",
                  booking_part_name(row->part), "walk_in", row->walk_in, "beyond", row->beyond,
                  "online", row->online, "presents", row->presents, "corrected", row->corrected);
    add_standing(view, &row->standing);
    return view;
}

static json_t *counts_view(const struct register_counts *c)
{
    return json_pack("{s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}", "all", c->all, "here",
                     c->here, "late", c->late, "absent", c->absent, "excused", c->excused, "none",
                     c->none, "walk_ins", c->walk_ins, "beyond", c->beyond, "online", c->online);
}

static json_t *register_json(const struct register_view *scene, const struct register_roll *roll)
{
    const struct register_state *state = scene->state;
    const struct register_counts counts = register_count(roll);
    json_t *items = json_array();
    for (int i = 0; i < roll->count; i++)
        json_array_append_new(items, row_view(&roll->items[i]));
    return json_pack(
        "{s:I, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o}", "event_id",
        (json_int_t)scene->event.id.v, "session", state->position, "sessions", scene->states.count,
        "version", state->version, "starts_at", json_view_instant(state->starts_at), "ends_at",
        json_view_instant(state->ends_at), "opens_at", json_view_instant(state->opens_at),
        "opened_at", json_view_instant(state->opened_at), "closed_at",
        json_view_instant(state->closed_at), "closed_by", state->closed_by, "counts",
        counts_view(&counts), "items", items);
}

static enum err answer(struct ctx *ctx, struct response *response, int64_t event, int64_t position)
{
    struct register_view scene;
    struct register_roll roll;
    enum err err = register_gate_view(ctx, event, position, &scene);
    if (err == OK)
        err = register_roll(ctx->store, scene.event.id, scene.state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, scene.state->version);
    return response_json(response, 200, register_json(&scene, &roll));
}

enum err api_register_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer(ctx, response, request->id, form_int(&request->query, "session", 0))
                     : err;
}

/* ---- everything that was said of somebody ---- */

static json_t *entry_view(const struct register_entry *e)
{
    return json_pack("{s:s, s:i, s:i, s:i, s:s, s:s, s:s, s:o, s:o, s:b, s:b}", "mark",
                     register_mark_name(e->mark), "late_min", e->late_min, "early_min",
                     e->early_min, "away_min", e->away_min, "how", register_how_name(e->how),
                     "reason", e->reason, "by", e->by_name, "at", json_view_instant(e->taken_at),
                     "arrived_at", json_view_instant(e->marked_at), "corrects", e->corrects,
                     "stands", e->stands);
}

enum err api_register_history(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct register_view scene;
    struct register_history history;
    const struct person_id person = {form_int(&request->query, "person_id", 0)};
    json_t *items = json_array();
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = register_gate_view(ctx, request->id, form_int(&request->query, "session", 0), &scene);
    if (err == OK)
        err = register_history(ctx->store, scene.state->session, person, ctx->arena, &history);
    for (int i = 0; err == OK && i < history.count; i++)
        json_array_append_new(items, entry_view(&history.items[i]));
    if (err == OK)
        return response_json(response, 200, json_pack("{s:o}", "items", items));
    json_decref(items);
    return err;
}

/* ---- marks ---- */

struct sent {
    struct register_mark mark;
    bool walk_in;
};

static void read_mark(const struct json_input *in, struct sent *sent)
{
    struct register_mark *m = &sent->mark;
    const char *mark = NULL, *how = NULL;
    json_input_require(in, "person_id mark");
    json_input_id(in, "person_id", &m->person.v);
    json_input_int(in, "late_min", &m->late_min);
    json_input_int(in, "early_min", &m->early_min);
    json_input_int(in, "away_min", &m->away_min);
    json_input_instant(in, "at", &m->at);
    json_input_text(in, "key", &m->key);
    json_input_text(in, "reason", &m->reason);
    json_input_bool(in, "walk_in", &sent->walk_in);
    if (json_input_text(in, "mark", &mark) && register_mark_parse(str_of(mark), &m->mark) != OK)
        json_input_refuse(in, "mark", "Choose here, absent, excused or none.");
    if (json_input_text(in, "how", &how) && register_how_parse(str_of(how), &m->how) != OK)
        json_input_refuse(in, "how", "Choose door, paper, file, code or self.");
    if (sent->walk_in && m->mark != REGISTER_HERE)
        json_input_refuse(in, "walk_in", "Only somebody who is here came without a booking.");
}

/* Whose name the actor may not even read is nobody here. */
static enum err take(struct ctx *ctx, const struct sent *sent, struct register_marked *ret)
{
    struct person_seen seen;
    if (!sent->walk_in)
        return register_take(ctx->store, ctx->now, &sent->mark, &ctx->why, ret);
    enum err err = person_gate_find(ctx, sent->mark.person.v, &seen);
    if (err == ERR_NOT_FOUND)
        return refuse_field(&ctx->why, "person", "Choose somebody who works in the trust.");
    return err == OK ? register_walk_in(ctx->store, ctx->now, &sent->mark, &ctx->why, ret) : err;
}

/* As the caller named it. */
static const char *field_of(const struct refusal *why)
{
    const char *field = why->fields[0].field;
    return str_eq_c(str_of(field), "person") ? "person_id" : field;
}

static json_t *answer_mark(struct ctx *ctx, const struct sent *sent, enum err err,
                           const struct register_marked *marked)
{
    json_t *view = json_pack("{s:I, s:s}", "person_id", (json_int_t)sent->mark.person.v, "key",
                             sent->mark.key ? sent->mark.key : "");
    if (err != OK) {
        bool field = ctx->why.field_count > 0;
        json_object_set_new(view, "refused",
                            json_pack("{s:s, s:s, s:o}", "slug",
                                      ctx->why.slug ? ctx->why.slug : "not-found", "detail",
                                      field             ? ctx->why.fields[0].message
                                      : ctx->why.detail ? ctx->why.detail
                                                        : "It is not there.",
                                      "field",
                                      field ? json_string(field_of(&ctx->why)) : json_null()));
        return view;
    }
    json_object_update_new(
        view, json_pack("{s:b, s:b}", "stands", marked->stands, "repeated", marked->repeated));
    add_standing(view, &marked->standing);
    return view;
}

/* Each by itself: one that is refused takes no other with it. */
static enum err take_one(struct ctx *ctx, const struct sent *sent, json_t *answers)
{
    struct register_marked marked = {.repeated = false};
    refusal_init(&ctx->why, ctx->arena);
    enum err err = store_savepoint(ctx->store);
    if (err != OK)
        return err;
    err = take(ctx, sent, &marked);
    if (err == OK)
        err = store_release(ctx->store);
    else
        store_rollback_savepoint(ctx->store);
    if (err != OK && err != ERR_CONFLICT && err != ERR_INVALID && err != ERR_NOT_FOUND)
        return err;
    json_array_append_new(answers, answer_mark(ctx, sent, err, &marked));
    return OK;
}

static int64_t session_of(const struct request *request)
{
    return json_integer_value(json_object_get(request->json, "session"));
}

static enum err read_marks(struct ctx *ctx, const struct request *request,
                           struct response *response, const struct register_view *scene,
                           struct sent **ret, int *ret_count)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct json_input *items;
    int session = 0, count = 0;
    json_input_int(&in, "session", &session);
    json_input_require(&in, "marks");
    if (!json_input_objects(&in, "marks", MARK_FIELDS, REGISTER_BATCH_MAX, &items, &count))
        return json_input_end(&reader, response);
    struct sent *sent = ARENA_ARRAY(ctx->arena, struct sent, (size_t)count);
    for (int i = 0; i < count; i++) {
        sent[i] = (struct sent){.mark = {.event = scene->event.id,
                                         .session = scene->state->session,
                                         .how = REGISTER_DOOR,
                                         .by = ctx->actor.person}};
        read_mark(&items[i], &sent[i]);
    }
    *ret = sent;
    *ret_count = count;
    return json_input_end(&reader, response);
}

static enum err answer_marks(struct ctx *ctx, const struct register_view *scene, json_t *answers,
                             struct response *response)
{
    struct register_roll roll;
    enum err err =
        register_roll(ctx->store, scene->event.id, scene->state->session, ctx->arena, &roll);
    if (err != OK)
        return err;
    const struct register_counts counts = register_count(&roll);
    return response_json(response, 200,
                         json_pack("{s:O, s:o}", "marks", answers, "counts", counts_view(&counts)));
}

enum err api_register_mark(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct register_view scene;
    struct sent *sent = NULL;
    int count = 0;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = register_gate_take(ctx, request->id, session_of(request), &scene);
    if (err == OK)
        err = read_marks(ctx, request, response, &scene, &sent, &count);
    if (err != OK)
        return err;
    json_t *answers = json_array();
    for (int i = 0; err == OK && i < count; i++)
        err = take_one(ctx, &sent[i], answers);
    if (err == OK)
        err = answer_marks(ctx, &scene, answers, response);
    json_decref(answers);
    return err;
}

/* ---- the end ---- */

static enum err read_closing(struct ctx *ctx, const struct request *request,
                             struct response *response, const struct register_view *scene,
                             struct register_closing *ret)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct register_closing closing = {
        .event = scene->event.id, .session = scene->state->session, .by = ctx->actor.person};
    int session = 0;
    enum err err = api_gate_match(ctx, request, response, scene->state->version, &closing.version);
    if (err != OK)
        return err;
    json_input_int(&in, "session", &session);
    json_input_text(&in, "reason", &closing.reason);
    *ret = closing;
    return json_input_end(&reader, response);
}

static enum err end(struct ctx *ctx, const struct request *request, struct response *response,
                    bool closes)
{
    struct register_view scene;
    struct register_closing closing;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = register_gate_take(ctx, request->id, session_of(request), &scene);
    if (err == OK)
        err = read_closing(ctx, request, response, &scene, &closing);
    if (err == OK)
        err = closes ? register_close(ctx->store, ctx->now, &closing, &ctx->why)
                     : register_reopen(ctx->store, ctx->now, &closing, &ctx->why);
    return err == OK ? answer(ctx, response, request->id, scene.state->position) : err;
}

enum err api_register_close(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    return end(ctx, request, response, true);
}

enum err api_register_reopen(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    return end(ctx, request, response, false);
}
