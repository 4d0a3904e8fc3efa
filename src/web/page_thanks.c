/* DESIGN: thanks after an evening on pages: read, written, looked at as a mail, and sent. */
#include "check.h"
#include "page.h"
#include "sheet.h"
#include "thanks_view.h"
#include "view_event.h"
#include "words.h"

static const char *href_of(struct ctx *ctx, const struct event *event, const char *path)
{
    return arena_printf(ctx->arena, "/spark/%lld/thanks%s", (long long)event->id.v, path);
}

static void flash(json_t *view, const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    if (str_eq_c(done, "written"))
        view_flash(view, "Your word of thanks is on the page. Nobody has been written to.");
    if (str_eq_c(done, "mended"))
        view_flash(view, "Your word of thanks is changed. Nobody is written to again.");
    if (str_eq_c(done, "sent"))
        view_flash(view, "The thanks are on their way, one email each.");
}

static enum err show(struct ctx *ctx, const struct request *request, const char *template,
                     struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = thanks_view(ctx, &event, &view);
    if (err != OK)
        return err;
    flash(view, request);
    return response_page(response, template, view);
}

enum err page_thanks(struct ctx *ctx, const struct request *request, struct response *response)
{
    return show(ctx, request, "spark/thanks.html", response);
}

enum err page_thanks_sheet(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    return show(ctx, request, "spark/thanks_sheet.html", response);
}

/* ---- the word ---- */

static const struct sheet_field FIELDS[] = {
    {SHEET_AREA, "word", "Your word of thanks (optional)",
     "A few sentences, up to 1,000 characters, plain text. It stands on the page with your name, "
     "and in the email. Name no pupil.",
     NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct event *event, int version, bool sent)
{
    return (struct sheet){
        .title = "Say thank you",
        .intro = arena_printf(ctx->arena, "%s. %s", event->fields.title,
                              sent ? "The email has been sent: what you change now is read on the "
                                     "page, and nobody is written to again."
                                   : "Nobody is written to yet: you look at the email first."),
        .action = href_of(ctx, event, "/word"),
        .button = "Save",
        .back_href = href_of(ctx, event, ""),
        .back_text = "Thank you",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
        .version = version,
    };
}

/* Whoever may write it, and how it stands. */
static enum err find(struct ctx *ctx, int64_t id, struct event *event, struct thanks *thanks)
{
    enum err err = spark_find_editable(ctx, id, event);
    return err == OK ? thanks_find(ctx->store, event->id, ctx->arena, thanks) : err;
}

enum err page_thanks_word(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct thanks thanks;
    struct form values = sheet_values(ctx->arena);
    enum err err = find(ctx, request->id, &event, &thanks);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event, thanks.version, thanks.sent_at.v != 0);
    sheet_put(&values, ctx->arena, "word", thanks.word);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_thanks_word_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    struct thanks thanks;
    enum err err = find(ctx, request->id, &event, &thanks);
    if (err != OK)
        return err;
    bool sent = thanks.sent_at.v != 0;
    const struct thanks_edit edit = {
        .event = event.id,
        .by = ctx->actor.person,
        .version = thanks.version ? sheet_version(&request->form) : 0,
        .word = sheet_lines(ctx->arena, &request->form, "word"),
    };
    err = thanks_write(ctx->store, ctx->now, &edit, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/thanks?done=%s", (long long)event.id.v,
                                 sent ? "mended" : "written");
    struct form theirs = sheet_values(ctx->arena);
    const struct sheet sheet = sheet_of(ctx, &event, thanks.version, sent);
    sheet_put(&theirs, ctx->arena, "word", thanks.word);
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}

/* ---- the mail ---- */

/* One of the talks that presenters are thanked for, as their mail names it. */
static const char *talk_of(const struct thanks_readers *readers)
{
    return readers->speakers ? readers->items[0].talk_title : NULL;
}

static void add_readers(struct ctx *ctx, const struct thanks *thanks,
                        const struct thanks_readers *readers, json_t *view)
{
    int without = 0, others = readers->count - readers->speakers;
    for (int i = 0; i < readers->count; i++)
        without += !readers->items[i].email || !*readers->items[i].email;
    const char *talk = talk_of(readers);
    if (talk)
        json_object_set_new(
            view, "speakers",
            json_pack("{s:s, s:s}", "count",
                      words_count(ctx->arena, readers->speakers, "person who gave a talk",
                                  "people who gave a talk"),
                      "talk", talk));
    if (others)
        json_object_set_new(view, "listeners",
                            json_pack("{s:s}", "count",
                                      words_count(ctx->arena, others, "person who listened",
                                                  "people who listened")));
    if (without)
        json_object_set_new(view, "without",
                            json_string(arena_printf(
                                ctx->arena, "%s no mailbox, and can read it on the page.",
                                words_count(ctx->arena, without, "person has", "people have"))));
    json_object_set_new(
        view, "button",
        json_string(arena_printf(ctx->arena, "Send the thanks to %s",
                                 words_count(ctx->arena, readers->count, "person", "people"))));
    json_object_set_new(view, "counted", json_boolean(thanks->counted));
}

/* Is there anything to send? Says why not. */
static void add_stop(struct ctx *ctx, const struct event *event, const struct thanks *thanks,
                     const struct thanks_readers *readers, json_t *view)
{
    const char *stop = NULL;
    if (!thanks_is_due(ctx, event))
        stop = "The thanks can be sent once the event is over.";
    else if (thanks->sent_at.v)
        stop = "The thanks were sent already. There is nothing more to do.";
    else if (!readers->count)
        stop = "Nobody is noted as having come. Look at the register first.";
    if (stop)
        json_object_set_new(view, "stop", json_string(stop));
}

static enum err preview(struct ctx *ctx, const struct event *event, const struct thanks *thanks,
                        json_t **ret)
{
    struct thanks_readers readers;
    enum err err = thanks_readers(ctx->store, event->id, ctx->arena, &readers);
    if (err != OK)
        return err;
    json_t *view = view_new("Send the thanks?");
    view_back(view, href_of(ctx, event, ""), "Thank you");
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "version", json_integer(thanks->version));
    if (*thanks->word)
        json_object_set_new(view, "word",
                            json_pack("{s:s, s:s}", "text", thanks->word, "by", thanks->by));
    add_readers(ctx, thanks, &readers, view);
    add_stop(ctx, event, thanks, &readers, view);
    view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

enum err page_thanks_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct thanks thanks;
    json_t *view;
    enum err err = find(ctx, request->id, &event, &thanks);
    if (err == OK)
        err = preview(ctx, &event, &thanks, &view);
    return err == OK ? response_page(response, "spark/thanks_send.html", view) : err;
}

enum err page_thanks_send(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct thanks thanks;
    json_t *view;
    int count = 0;
    enum err err = find(ctx, request->id, &event, &thanks);
    if (err != OK)
        return err;
    err = thanks_send(ctx->store, ctx->now, event.id,
                      thanks.version ? sheet_version(&request->form) : 0, ctx->actor.person,
                      &ctx->why, &count);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/thanks?done=sent",
                                 (long long)event.id.v);
    if (err != ERR_CONFLICT && err != ERR_STALE)
        return err;
    enum err shown = preview(ctx, &event, &thanks, &view);
    return shown == OK ? response_page_refused(response, err, "spark/thanks_send.html", view)
                       : shown;
}
