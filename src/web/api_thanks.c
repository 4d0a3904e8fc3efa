/* DESIGN: thanks after an evening in the API: who spoke and what they share, the word, the mail. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "thanks_view.h"

static json_t *talk_json(const struct thanks_talk *given, const struct library_entry *shared)
{
    const struct talk *talk = &given->talk;
    json_t *presenters = json_array();
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        if (!p->asked)
            json_array_append_new(
                presenters, json_pack("{s:s, s:s}", "name", p->name, "school", p->school_name));
    }
    return json_pack("{s:I, s:s, s:o, s:b, s:s?, s:s?}", "talk_id", (json_int_t)talk->id.v, "title",
                     talk->title, "presenters", presenters, "reserve", given->reserve,
                     "recommendations", shared ? shared->recommendations : NULL, "slides_link",
                     shared ? shared->slides_link : NULL);
}

/* Who would be written to, for those who send it. */
static enum err add_readers(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct thanks_readers readers;
    if (!event_may(ctx, ACTION_EVENT_EDIT, event))
        return OK;
    enum err err = thanks_readers(ctx->store, event->id, ctx->arena, &readers);
    if (err == OK)
        json_object_set_new(view, "mail",
                            json_pack("{s:i, s:i}", "presenters", readers.speakers, "listeners",
                                      readers.count - readers.speakers));
    return err;
}

static json_t *thanks_json(const struct event *event, const struct thanks *thanks,
                           const struct library *library)
{
    json_t *talks = json_array(), *keynotes = json_array();
    for (int i = 0; i < thanks->keynotes.count; i++)
        json_array_append_new(keynotes,
                              json_pack("{s:s, s:s}", "title", thanks->keynotes.items[i].title,
                                        "guest", thanks->keynotes.items[i].guest));
    for (int i = 0; i < thanks->count; i++) {
        const struct thanks_talk *given = &thanks->talks[i];
        json_array_append_new(talks, talk_json(given, thanks_shared(library, given->talk.id)));
    }
    return json_pack("{s:I, s:s, s:s?, s:i, s:o, s:o, s:i, s:b, s:i, s:o, s:o}", "event_id",
                     (json_int_t)event->id.v, "word", thanks->word, "by",
                     *thanks->by ? thanks->by : NULL, "version", thanks->version, "sent_at",
                     json_view_instant(thanks->sent_at), "sent_to",
                     thanks->sent_at.v ? json_integer(thanks->sent_to) : json_null(), "came",
                     thanks->came, "counted", thanks->counted, "answered", thanks->answered,
                     "talks", talks, "keynotes", keynotes);
}

static enum err add_next(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event next;
    enum err err = thanks_next_event(ctx, event, &next);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    json_object_set_new(view, "next_event_id", json_view_id(err == OK ? next.id.v : 0));
    return OK;
}

static enum err answer(struct ctx *ctx, const struct event *event, struct response *response)
{
    struct thanks thanks;
    struct library library;
    enum err err = thanks_find(ctx->store, event->id, ctx->arena, &thanks);
    if (err == OK)
        err = thanks_library(ctx, event, &library);
    if (err != OK)
        return err;
    json_t *view = thanks_json(event, &thanks, &library);
    err = add_next(ctx, event, view);
    if (err == OK)
        err = add_readers(ctx, event, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    api_gate_tag(ctx, response, thanks.version);
    return response_json(response, 200, view);
}

enum err api_thanks(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK && !thanks_is_due(ctx, &event))
        return refuse(&ctx->why, ERR_CONFLICT, "too-early",
                      "There is somebody to thank once the event is over.");
    return err == OK ? answer(ctx, &event, response) : err;
}

/* Whoever may write and send, and the version they saw. */
static enum err gate(struct ctx *ctx, const struct request *request, struct response *response,
                     struct event *event, struct thanks *thanks, int *version)
{
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, event);
    if (err == OK)
        err = thanks_find(ctx->store, event->id, ctx->arena, thanks);
    return err == OK ? api_gate_match(ctx, request, response, thanks->version, version) : err;
}

enum err api_thanks_put(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct thanks thanks;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct thanks_edit edit = {.by = ctx->actor.person, .word = ""};
    enum err err = gate(ctx, request, response, &event, &thanks, &edit.version);
    if (err != OK)
        return err;
    edit.event = event.id;
    json_input_require(&in, "word");
    json_input_text(&in, "word", &edit.word);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = thanks_write(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? answer(ctx, &event, response) : err;
}

enum err api_thanks_send(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct thanks thanks;
    int version = 0, count = 0;
    enum err err = gate(ctx, request, response, &event, &thanks, &version);
    if (err == OK)
        err = thanks_send(ctx->store, ctx->now, event.id, version, ctx->actor.person, &ctx->why,
                          &count);
    return err == OK ? answer(ctx, &event, response) : err;
}
