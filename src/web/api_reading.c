/* DESIGN: what is to be read, and who has, in the API; files of any event. */
#include "api.h"
#include "api_gate.h"
#include "api_list.h"
#include "audit.h"
#include "file_ask.h"
#include "json_input.h"
#include "json_view.h"
#include "reading_view.h"
#include "viewer.h"

static enum err answer(struct ctx *ctx, struct response *response, const struct event *event)
{
    json_t *view;
    enum err err = reading_view_json(ctx, event, &view);
    return err == OK ? response_json(response, 200, view) : err;
}

enum err api_reading_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = reading_view_find(ctx, request->id, &event);
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_reading_set(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    const char *address = "";
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = reading_view_find(ctx, request->id, &event);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "address");
    json_input_text(&in, "address", &address);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = assigned_reading_set_address(ctx->store, event.id, address, &ctx->why);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, ctx->actor.person, "event-change", event.id.v, "");
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_reading_confirm(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = reading_view_find_reader(ctx, request->id, &event);
    if (err == OK)
        err = assigned_reading_confirm(ctx->store, ctx->now, &event, ctx->actor.person, &ctx->why);
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_reading_take_back(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = reading_view_find_reader(ctx, request->id, &event);
    if (err == OK)
        err = assigned_reading_take_back(ctx->store, event.id, ctx->actor.person);
    return err == OK ? answer(ctx, response, &event) : err;
}

enum err api_reader_list(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct api_list page;
    struct reader_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = reading_view_find_readers(ctx, request->id, &event, &list);
    if (err == OK)
        err = api_list_read(ctx, request, &page);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < list.count; i++)
        json_array_append_new(items,
                              json_pack("{s:I, s:s, s:s, s:o}", "person_id",
                                        (json_int_t)list.items[i].person.v, "name",
                                        list.items[i].name, "school", list.items[i].school_name,
                                        "read_at", json_view_instant(list.items[i].read_at)));
    return api_list_answer_part(ctx, response, &page, items);
}

/* ---- files of an event ---- */

static enum err find_to_add(struct ctx *ctx, const struct request *request)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    return err == OK ? event_find_editable(ctx, request->id, &event) : err;
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct stored_file file;
    struct file_link_id id = {0};
    enum err err = find_to_add(ctx, request);
    if (err == OK)
        err = file_ask_add(ctx, (struct file_owner){FILE_OF_EVENT, request->id}, &id);
    if (err == OK)
        err = stored_file_find(ctx->store, id, ctx->arena, &file);
    return err == OK ? api_gate_created(ctx, response, file_ask_json_one(&file), "files", id.v)
                     : err;
}

enum err api_event_file_add(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    enum err err = find_to_add(ctx, request);
    if (err == OK)
        err = file_ask_put(ctx, request);
    if (err == OK)
        response->then_write = link_file;
    return err;
}
