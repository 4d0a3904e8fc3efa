/* DESIGN: question cards in the API: asked, let through or held, answered. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "question_gate.h"
#include "stage_gate.h"

/* Whose eyes it is for decides whether the name of whoever asked is there. */
enum eyes { EYES_MODERATOR, EYES_SPEAKER, EYES_ASKER, EYES_ALL };

static const char *asker_for(const struct question *q, enum eyes eyes)
{
    if (eyes == EYES_MODERATOR || (eyes == EYES_SPEAKER && q->named))
        return q->asker;
    return NULL;
}

static json_t *question_json(const struct question *q, enum eyes eyes)
{
    bool answered = q->status == QUESTION_ANSWERED;
    return json_pack("{s:I, s:I, s:s, s:s, s:b, s:s?, s:s?, s:b, s:o, s:o}", "id",
                     (json_int_t)q->id.v, "talk_id", (json_int_t)q->talk.v, "status",
                     question_status_name(q->status), "words", q->words, "named", q->named, "asker",
                     asker_for(q, eyes), "answer", answered ? q->answer : NULL, "shared", q->shared,
                     "asked_at", json_view_instant(q->asked_at), "answered_at",
                     answered ? json_view_instant(q->answered_at) : json_null());
}

static enum err add_list(struct ctx *ctx, const struct event *event, enum question_which which,
                         const char *key, json_t *view)
{
    static const enum eyes EYES[] = {
        [QUESTION_LIST_SHARED] = EYES_ALL,
        [QUESTION_LIST_ALL] = EYES_MODERATOR,
        [QUESTION_LIST_MINE] = EYES_ASKER,
        [QUESTION_LIST_TO_ME] = EYES_SPEAKER,
    };
    struct questions list;
    json_t *items = json_array();
    enum err err =
        question_list(ctx->store, event->id, which, ctx->actor.person, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(items, question_json(&list.items[i], EYES[which]));
    json_object_set_new(view, key, items);
    return err;
}

static enum err fill(struct ctx *ctx, const struct event *event, json_t *view)
{
    bool reads = false;
    enum err err = add_list(ctx, event, QUESTION_LIST_MINE, "mine", view);
    if (err == OK)
        err = add_list(ctx, event, QUESTION_LIST_TO_ME, "to_me", view);
    if (err == OK)
        err = question_gate_reads(ctx, event, &reads);
    if (err == OK && reads)
        err = add_list(ctx, event, QUESTION_LIST_SHARED, "answered", view);
    if (err == OK && stage_gate_may_run(ctx, event))
        err = add_list(ctx, event, QUESTION_LIST_ALL, "all", view);
    return err;
}

enum err api_questions(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err != OK)
        return err;
    json_t *view = json_object();
    err = fill(ctx, &event, view);
    if (err == OK)
        return response_json(response, 200, view);
    json_decref(view);
    return err;
}

static enum err answer_one(struct ctx *ctx, struct response *response, int status,
                           struct question_id id, enum eyes eyes)
{
    struct question question;
    enum err err = question_find(ctx->store, id, ctx->arena, &question);
    return err == OK ? response_json(response, status, question_json(&question, eyes)) : err;
}

enum err api_question_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct question_id id;
    bool named = true;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct question_ask ask = {.event = {request->id}, .by = ctx->actor.person, .words = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find(ctx, ask.event, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &event))
        err = ERR_DENIED;
    if (err != OK)
        return err;
    json_input_require(&in, "talk_id words");
    json_input_id(&in, "talk_id", &ask.talk.v);
    json_input_text(&in, "words", &ask.words);
    json_input_bool(&in, "named", &named);
    ask.named = named;
    err = json_input_end(&reader, response);
    if (err == OK)
        err = question_ask(ctx->store, ctx->now, &ask, &ctx->why, &id);
    return err == OK ? answer_one(ctx, response, 201, id, EYES_ASKER) : err;
}

enum err api_question_moderate(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct question question;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct question_moderation moderation = {.by = ctx->actor.person};
    const char *status = "";
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = question_gate_moderate(ctx, request->id, &question);
    if (err != OK)
        return err;
    json_input_require(&in, "status");
    json_input_text(&in, "status", &status);
    if (question_status_parse(str_of(status), &moderation.to) != OK ||
        moderation.to == QUESTION_ANSWERED)
        refuse_field(&ctx->why, "status", "Say passed, held or waiting.");
    err = json_input_end(&reader, response);
    moderation.id = question.id;
    if (err == OK)
        err = question_moderate(ctx->store, ctx->now, &moderation, &ctx->why);
    return err == OK ? answer_one(ctx, response, 200, question.id, EYES_MODERATOR) : err;
}

enum err api_question_answer(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct question question;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct question_reply reply = {.by = ctx->actor.person, .answer = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = question_gate_answer(ctx, request->id, &question);
    if (err != OK)
        return err;
    json_input_require(&in, "answer");
    json_input_text(&in, "answer", &reply.answer);
    json_input_bool(&in, "shared", &reply.shared);
    reply.id = question.id;
    err = json_input_end(&reader, response);
    if (err == OK)
        err = question_answer(ctx->store, ctx->now, &reply, &ctx->why);
    return err == OK ? answer_one(ctx, response, 200, question.id, EYES_SPEAKER) : err;
}
