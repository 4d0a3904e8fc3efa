/* DESIGN: the files of an event for those who come: brought and removed by its organisers. */
#include "event_more_view.h"
#include "file_ask.h"
#include "page.h"
#include "view_event.h"

enum { MB = 1 << 20 };

static const char *href_of(struct ctx *ctx, const struct event *event)
{
    return arena_printf(ctx->arena, "/events/%lld/files", (long long)event->id.v);
}

/* A text to be read has a page of its own, with its files on it. */
static enum err find(struct ctx *ctx, int64_t id, struct event *ret)
{
    enum err err = event_find_editable(ctx, id, ret);
    if (err == OK && ret->fields.kind == EVENT_READING)
        return refuse(&ctx->why, ERR_CONFLICT, "has-its-own",
                      "What is to be read has its files on its own page.");
    return err;
}

static void add_form(struct ctx *ctx, const struct event *event, size_t count, json_t *view)
{
    const struct file_limits *limits = &ctx->site->file_limits;
    json_object_set_new(view, "action", json_string(href_of(ctx, event)));
    json_object_set_new(
        view, "hint",
        json_string(arena_printf(ctx->arena,
                                 "PDF, picture, Office document or text, at most %lld MB; up to %d "
                                 "files. Leave out names and pictures of pupils.",
                                 (long long)(limits->file_bytes / MB), FILES_OF_ONE_MAX)));
    if (count >= FILES_OF_ONE_MAX)
        json_object_set_new(view, "full",
                            json_string(arena_printf(ctx->arena,
                                                     "%d files are as many as an event can have. "
                                                     "Remove one to add another.",
                                                     FILES_OF_ONE_MAX)));
    view_field(view, "file", "", &ctx->why);
    if (ctx->why.field_count || ctx->why.detail)
        view_errors(view, &ctx->why);
}

static enum err show(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *files;
    enum err err =
        file_ask_view(ctx, (struct file_owner){FILE_OF_EVENT, event->id.v}, true, &files);
    if (err != OK)
        return err;
    json_t *view = view_new("Files for those who come");
    view_back(view, event_href(ctx, event->fields.kind, event->id), event->fields.title);
    add_form(ctx, event, json_array_size(files), view);
    view_list(view, "files", files);
    *ret = view;
    return OK;
}

enum err page_event_papers(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = find(ctx, request->id, &event);
    if (err == OK)
        err = show(ctx, &event, &view);
    if (err != OK)
        return err;
    if (str_eq_c(form_find(&request->query, "done"), "file"))
        view_flash(view, "The file is added. Those who have a place see it on the event’s page.");
    return response_page(response, "events/files.html", view);
}

/* The page again, with what is wrong beside the file. */
static enum err refused(struct ctx *ctx, const struct event *event, enum err why,
                        struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    enum err err = show(ctx, event, &view);
    return err == OK ? response_page_refused(response, why, "events/files.html", view) : err;
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct file_link_id id;
    enum err err = find(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = file_ask_add(ctx, (struct file_owner){FILE_OF_EVENT, event.id.v}, &id);
    return err == OK ? response_redirect(ctx, response, "%s?done=file", href_of(ctx, &event))
                     : refused(ctx, &event, err, response);
}

enum err page_event_paper_add(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    enum err err = find(ctx, request->id, &event);
    if (err != OK)
        return err;
    err = file_ask_put(ctx, request);
    if (err != OK)
        return refused(ctx, &event, err, response);
    response->then_write = link_file;
    return OK;
}
