/* DESIGN: messages to those who come to an event, and its files, in the API. */
#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "event_message.h"
#include "file_ask.h"
#include "file_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "viewer.h"

static json_t *message_json(const struct event_message *m)
{
    return json_pack("{s:I, s:s, s:s, s:s, s:i, s:o}", "id", (json_int_t)m->id, "to",
                     event_message_to_name(m->to), "text", m->text, "by", m->by, "recipients",
                     m->recipients, "sent_at", json_view_instant(m->sent_at));
}

enum err api_event_messages(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct event_messages list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK)
        err = event_message_list(ctx->store, &event, ctx->actor.person,
                                 event_may(ctx, ACTION_EVENT_EDIT, &event), ctx->arena, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items, message_json(&list.items[i]));
    return response_json(response, 200, json_pack("{s:o}", "items", items));
}

static enum err read_draft(struct ctx *ctx, const struct request *request,
                           struct response *response, struct message_draft *draft, bool *dry)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *to = "";
    json_input_require(&in, "to text");
    if (json_input_text(&in, "to", &to) && event_message_to_parse(str_of(to), &draft->to) != OK)
        json_input_refuse(&in, "to", "Choose booked, booked and waiting, or presenters.");
    json_input_text(&in, "text", &draft->text);
    json_input_bool(&in, "dry_run", dry);
    return json_input_end(&reader, response);
}

/* How many would get it; nothing is sent. */
static enum err answer_dry(struct ctx *ctx, const struct message_draft *draft,
                           struct response *response)
{
    struct message_readers readers;
    enum err err = event_message_check(ctx->store, ctx->now, draft, &ctx->why);
    if (err == OK)
        err = event_message_readers(ctx->store, draft->event, draft->to, ctx->arena, &readers);
    return err == OK ? response_json(response, 200, json_pack("{s:i}", "recipients", readers.count))
                     : err;
}

enum err api_event_message_send(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct event event;
    struct event_message sent;
    bool dry = false;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &event);
    struct message_draft draft = {{request->id}, ctx->actor.person, MESSAGE_BOOKED, ""};
    if (err == OK)
        err = read_draft(ctx, request, response, &draft, &dry);
    if (err != OK)
        return err;
    if (dry)
        return answer_dry(ctx, &draft, response);
    err = event_message_send(ctx->store, ctx->now, &draft, &ctx->why, &sent);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-message", event.id.v, "");
    return err == OK ? response_json(response, 201, message_json(&sent)) : err;
}

enum err api_event_files(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *files;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &event);
    if (err == OK && !file_gate_opens_event(ctx, &event))
        err = refuse(&ctx->why, ERR_DENIED, "not-allowed",
                     "The files of this event are for those who have a place. Book one first.");
    if (err == OK)
        err = file_ask_json(ctx, (struct file_owner){FILE_OF_EVENT, event.id.v}, &files);
    return err == OK ? response_json(response, 200, json_pack("{s:o}", "items", files)) : err;
}
