/* DESIGN: something to read by a day: its page, "I have read it", who has not, what it is. */
#include "assigned_reading.h"
#include "audit.h"
#include "check.h"
#include "coordinator_view.h"
#include "file_ask.h"
#include "flash.h"
#include "list_file.h"
#include "page.h"
#include "reading_view.h"
#include "sheet.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

static const char *href_of(struct ctx *ctx, const struct event *event)
{
    return event_href(ctx, EVENT_READING, event->id);
}

/* ---- its page ---- */

static enum err show(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new(event->fields.title), *coordinator = NULL;
    enum err err = reading_view_fill(ctx, event, view);
    if (err == OK)
        err = coordinator_view(
            ctx, event, "Nobody books a place: everybody it is for says that they have read it.",
            &coordinator);
    if (coordinator)
        json_object_set_new(view, "coordinator", coordinator);
    view_back(view, "/events", "Events");
    view_errors(view, &ctx->why);
    view_field(view, "file", "", &ctx->why);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

enum err page_reading(struct ctx *ctx, const struct request *request, struct response *response)
{
    static const struct flash DONE[] = {{"read", "Thank you: you have read it."},
                                        {"unread", "You have not read it yet."},
                                        {"file", "The file is added."},
                                        {"removed", "The file is removed."}};
    struct event event;
    json_t *view;
    enum err err = reading_view_find(ctx, request->id, &event);
    if (err == OK)
        err = show(ctx, &event, &view);
    if (err != OK)
        return err;
    event_flash(view, request);
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "readings/show.html", view);
}

static enum err refused(struct ctx *ctx, const struct event *event, enum err why,
                        struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    enum err err = show(ctx, event, &view);
    return err == OK ? response_page_refused(response, why, "readings/show.html", view) : err;
}

/* ---- "I have read it" ---- */

enum err page_reading_confirm(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    enum err err = reading_view_find_reader(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = assigned_reading_confirm(ctx->store, ctx->now, &event, ctx->actor.person, &ctx->why);
    return err == OK ? response_redirect(ctx, response, "%s?done=read", href_of(ctx, &event))
                     : refused(ctx, &event, err, response);
}

enum err page_reading_take_back(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct event event;
    enum err err = reading_view_find_reader(ctx, request->id, &event);
    if (err == OK)
        err = assigned_reading_take_back(ctx->store, event.id, ctx->actor.person);
    return err == OK ? response_redirect(ctx, response, "%s?done=unread", href_of(ctx, &event))
                     : err;
}

/* ---- what it is ---- */

static enum err find_editable(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = reading_view_find(ctx, id, ret);
    return err == OK ? event_find_editable(ctx, id, ret) : err;
}

static const struct sheet_field FIELDS[] = {
    {SHEET_TEXT, "address", "Where is it? (optional)",
     "A web address, if it is not a file that you add", NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct event *event)
{
    return (struct sheet){
        .title = "What is to be read",
        .action = arena_printf(ctx->arena, "%s/edit", href_of(ctx, event)),
        .button = "Save",
        .back_href = href_of(ctx, event),
        .back_text = event->fields.title,
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_reading_edit(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    const char *address;
    struct form values = sheet_values(ctx->arena);
    enum err err = find_editable(ctx, request->id, &event);
    if (err == OK)
        err = assigned_reading_address(ctx->store, event.id, ctx->arena, &address);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &event);
    sheet_put(&values, ctx->arena, "address", address);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_reading_save(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    enum err err = find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = assigned_reading_set_address(ctx->store, event.id, field_text(ctx, request, "address"),
                                       &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-change", event.id.v, "");
    if (err != OK) {
        const struct sheet sheet = sheet_of(ctx, &event);
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    }
    return response_redirect(ctx, response, "%s?done=saved", href_of(ctx, &event));
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct file_link_id id;
    enum err err = find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = file_ask_add(ctx, (struct file_owner){FILE_OF_EVENT, event.id.v}, &id);
    return err == OK ? response_redirect(ctx, response, "%s?done=file", href_of(ctx, &event))
                     : refused(ctx, &event, err, response);
}

enum err page_reading_file_add(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    enum err err = find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = file_ask_put(ctx, request);
    if (err != OK)
        return refused(ctx, &event, err, response);
    response->then_write = link_file;
    return OK;
}

/* ---- who has read it ---- */

static json_t *reader_view(struct ctx *ctx, const struct reader_row *reader)
{
    const char *when = reader->read_at.v ? words_moment(ctx->arena, reader->read_at) : "";
    return json_pack("{s:s, s:s, s:s, s:o}", "name", reader->name, "school", reader->school_name,
                     "when", when, "tag",
                     reader->read_at.v ? view_tag("Read", "good") : view_tag("Not yet", "wait"));
}

enum err page_readers(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct reader_list list;
    enum err err = reading_view_find_readers(ctx, request->id, &event, &list);
    if (err != OK)
        return err;
    json_t *view = view_new("Who has read it"), *rows = json_array();
    view_back(view, href_of(ctx, &event), event.fields.title);
    for (int i = 0; i < list.count; i++)
        json_array_append_new(rows, reader_view(ctx, &list.items[i]));
    view_list(view, "readers", rows);
    json_object_set_new(view, "count",
                        json_string(arena_printf(ctx->arena, "%d of %d", list.read, list.count)));
    json_object_set_new(
        view, "file",
        json_string(arena_printf(ctx->arena, "%s/readers.csv", href_of(ctx, &event))));
    return response_page(response, "readings/readers.html", view);
}

enum err page_readers_file(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    static const char *const names[] = {"Name", "School", "Read"};
    struct event event;
    struct reader_list list;
    struct buf out;
    enum err err = reading_view_find_readers(ctx, request->id, &event, &list);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, COUNT_OF(names));
    for (int i = 0; i < list.count; i++) {
        const struct reader_row *r = &list.items[i];
        struct day day = r->read_at.v ? tz_day(r->read_at) : DAY_NONE;
        csv_row(&out, (const char *const[]){r->name, r->school_name, list_file_day(ctx, day)},
                COUNT_OF(names));
    }
    return list_file_answer(ctx, response, "readers.csv", &out);
}
