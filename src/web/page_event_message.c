/* DESIGN: writing to everybody who comes to an event: typed, looked at, sent. */
#include "ask_view.h"
#include "audit.h"
#include "check.h"
#include "event_message.h"
#include "event_more_view.h"
#include "page.h"
#include "view_event.h"
#include "words.h"

static const struct choice TO[] = {
    {"booked", "Everyone who has a place"},
    {"booked and waiting", "Everyone who has a place, and who waits for one"},
    {"presenters", "Everyone who presents, leads or assists"},
};
static const struct sheet_field FIELDS[] = {
    {SHEET_RADIOS, "to", "To whom?", NULL, TO, COUNT_OF(TO), false},
    {SHEET_AREA, "text", "Your message",
     "Up to 2,000 characters, plain text. It comes with your name, and answers go to the trust’s "
     "address for development. Write nothing about a single person: everybody reads it.",
     NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct event *event)
{
    return (struct sheet){
        .title = "Write to those who come",
        .intro = arena_printf(ctx->arena,
                              "%s, %s. It is sent by email, and can be read again on "
                              "the event’s page.",
                              event->fields.title, event_when_words(ctx, event)),
        .action = arena_printf(ctx->arena, "/events/%lld/message", (long long)event->id.v),
        .button = "Look at it before it goes",
        .back_href = event_href(ctx, event->fields.kind, event->id),
        .back_text = event->fields.title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_event_message(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    struct form values = sheet_values(ctx->arena);
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    sheet_put(&values, ctx->arena, "to", "booked");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err read_draft(struct ctx *ctx, const struct request *request,
                           const struct event *event, struct message_draft *ret)
{
    *ret = (struct message_draft){event->id, ctx->actor.person, MESSAGE_BOOKED,
                                  sheet_lines(ctx->arena, &request->form, "text")};
    if (event_message_to_parse(form_find(&request->form, "to"), &ret->to) != OK)
        return refuse_field(&ctx->why, "to", "Choose who gets it.");
    return OK;
}

/* Who has no mailbox reads it on the page; who is no person of the trust gets nothing from us. */
static enum err preview(struct ctx *ctx, const struct message_draft *draft,
                        const struct sheet *sheet, const struct form *typed,
                        struct response *response)
{
    struct message_readers readers;
    int without = 0;
    enum err err = event_message_check(ctx->store, ctx->now, draft, &ctx->why);
    if (err == OK)
        err = event_message_readers(ctx->store, draft->event, draft->to, ctx->arena, &readers);
    if (err != OK)
        return err;
    for (int i = 0; i < readers.count; i++)
        without += !readers.items[i].email || !*readers.items[i].email;
    const char *count = words_count(ctx->arena, readers.count, "person", "people");
    json_t *view =
        ask_view_new(sheet, "Send this message?",
                     arena_printf(ctx->arena, "It goes to %s: %s. It cannot be called back.", count,
                                  event_message_to_words((int)draft->to)),
                     arena_printf(ctx->arena, "Send it to %s", count), typed);
    json_t *notes = json_array();
    if (without)
        ask_view_line(
            notes, arena_printf(ctx->arena, "%s no mailbox, and can read it on the event’s page.",
                                words_count(ctx->arena, without, "person has", "people have")));
    if (*readers.outside)
        ask_view_line(notes, arena_printf(ctx->arena,
                                          "From outside the trust, so write to them yourself: %s.",
                                          readers.outside));
    ask_view_list(view, "Not by email", notes);
    json_object_set_new(view, "quote", json_string(draft->text));
    return response_page(response, "events/series_ask.html", view);
}

enum err page_event_message_send(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct event event;
    struct message_draft draft;
    struct event_message sent;
    enum err err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    bool sure = form_has(&request->form, "sure");
    err = read_draft(ctx, request, &event, &draft);
    if (err == OK && sure)
        err = event_message_send(ctx->store, ctx->now, &draft, &ctx->why, &sent);
    else if (err == OK)
        err = preview(ctx, &draft, &sheet, &request->form, response);
    if (err == OK && sure)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-message", event.id.v, "");
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    return sure ? response_redirect(ctx, response, "%s?done=sent",
                                    event_href(ctx, event.fields.kind, event.id))
                : OK;
}
