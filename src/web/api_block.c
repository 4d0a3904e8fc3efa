/* DESIGN: a day's blocks and workshops in the API. */
#include "api.h"
#include "api_gate.h"
#include "audit.h"
#include "block_gate.h"
#include "block_json.h"
#include "json_input.h"
#include "json_view.h"

static enum err note(struct ctx *ctx, const char *action, const struct event *day)
{
    return audit_add(ctx->store, ctx->now, ctx->actor.person, action, day->id.v, "");
}

static enum err list_seen(struct ctx *ctx, const struct event *day, struct workshop_list *ret)
{
    enum err err = workshop_list(ctx->store, day->id, ctx->actor.person, ctx->arena, ret);
    if (err == OK && !event_may(ctx, ACTION_EVENT_EDIT, day))
        block_json_hide_drafts(ret);
    return err;
}

/* ---- looking ---- */

static enum err answer_block(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct block block;
    struct event day;
    struct workshop_list list;
    enum err err = block_find(ctx->store, (struct block_id){id}, &block, ctx->arena);
    if (err == OK)
        err = event_find_seen(ctx, block.day.v, &day);
    if (err == OK)
        err = list_seen(ctx, &day, &list);
    if (err != OK)
        return err;
    json_t *view = block_json(&block, &list);
    api_gate_tag(ctx, response, block.version);
    return status == 201 ? api_gate_created(ctx, response, view, "blocks", id)
                         : response_json(response, status, view);
}

enum err api_block_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_block(ctx, response, 200, request->id) : err;
}

enum err api_blocks(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct choosing choosing;
    struct block_list blocks;
    struct workshop_list list;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = event_find_seen(ctx, request->id, &day);
    if (err == OK)
        err = choosing_find(ctx->store, day.id, &choosing);
    if (err == OK)
        err = block_list(ctx->store, day.id, ctx->arena, &blocks);
    if (err == OK)
        err = list_seen(ctx, &day, &list);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < blocks.count; i++)
        json_array_append_new(items, block_json(&blocks.items[i], &list));
    return response_json(
        response, 200,
        json_pack("{s:o, s:o}", "choosing", block_json_choosing(&choosing), "blocks", items));
}

static enum err answer_workshop(struct ctx *ctx, struct response *response, int status, int64_t id)
{
    struct event event, day;
    struct workshop_list list;
    enum err err = event_find_seen(ctx, id, &event);
    if (err == OK && !event.parent.v)
        err = ERR_NOT_FOUND;
    if (err == OK)
        err = event_find_seen(ctx, event.parent.v, &day);
    if (err == OK)
        err = list_seen(ctx, &day, &list);
    const struct workshop *w = err == OK ? workshop_in(&list, event.id) : NULL;
    if (!w)
        return err == OK ? ERR_NOT_FOUND : err;
    api_gate_tag(ctx, response, w->version);
    json_t *view = block_json_workshop(w);
    return status == 201 ? api_gate_created(ctx, response, view, "workshops", id)
                         : response_json(response, status, view);
}

enum err api_workshop_show(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    enum err err = api_gate_query(ctx, request, response);
    return err == OK ? answer_workshop(ctx, response, 200, request->id) : err;
}

/* ---- blocks ---- */

static enum err read_block(struct ctx *ctx, const struct request *request,
                           struct response *response, bool creates, struct block_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "name starts_at ends_at");
    json_input_text(&in, "name", &f->name);
    json_input_instant(&in, "starts_at", &f->starts_at);
    json_input_instant(&in, "ends_at", &f->ends_at);
    json_input_bool(&in, "must_choose", &f->must_choose);
    return json_input_end(&reader, response);
}

enum err api_block_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event day;
    struct block_fields fields = {.name = "", .must_choose = true};
    struct block_id id = {0};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = event_find_editable(ctx, request->id, &day);
    if (err == OK)
        err = read_block(ctx, request, response, true, &fields);
    if (err == OK)
        err = block_create(ctx->store, ctx->now, day.id, &fields, &ctx->why, &id);
    if (err == OK)
        err = note(ctx, "block-save", &day);
    return err == OK ? answer_block(ctx, response, 201, id.v) : err;
}

enum err api_block_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct block block;
    struct event day;
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = block_gate_block(ctx, request->id, &block, &day);
    if (err == OK)
        err = api_gate_match(ctx, request, response, block.version, &version);
    if (err == OK)
        err = read_block(ctx, request, response, false, &block.fields);
    if (err == OK)
        err = block_update(ctx->store, ctx->now, block.id, version, &block.fields, &ctx->why);
    if (err == OK)
        err = note(ctx, "block-save", &day);
    return err == OK ? answer_block(ctx, response, 200, block.id.v) : err;
}

enum err api_block_remove(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct block block;
    struct event day;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = block_gate_block(ctx, request->id, &block, &day);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, block.version);
    if (err == OK)
        err = block_remove(ctx->store, ctx->now, block.id, &ctx->why);
    if (err == OK)
        err = note(ctx, "block-remove", &day);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- workshops ---- */

static enum err read_workshop(struct ctx *ctx, const struct request *request,
                              struct response *response, bool creates, struct workshop_fields *f)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "title capacity");
    json_input_text(&in, "title", &f->title);
    json_input_text(&in, "purpose", &f->purpose);
    json_input_text(&in, "room", &f->room);
    json_input_int(&in, "capacity", &f->capacity);
    json_input_id(&in, "block_id", &f->block.v);
    if (json_is_null(json_object_get(request->json, "room_id")))
        f->in.v = 0;
    else
        json_input_id(&in, "room_id", &f->in.v);
    if (json_is_null(json_object_get(request->json, "same_as")))
        f->same_as.v = 0;
    else
        json_input_id(&in, "same_as", &f->same_as.v);
    return json_input_end(&reader, response);
}

enum err api_workshop_create(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct block block;
    struct event day;
    struct event_id id = {0};
    struct workshop_fields fields = {.title = "", .purpose = "", .room = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = block_gate_block(ctx, request->id, &block, &day);
    fields.block.v = request->id;
    if (err == OK)
        err = read_workshop(ctx, request, response, true, &fields);
    if (err == OK)
        err = workshop_create(ctx->store, ctx->now, ctx->actor.person, day.id, &fields, &ctx->why,
                              &id);
    if (err == OK)
        err = note(ctx, "workshop-save", &day);
    return err == OK ? answer_workshop(ctx, response, 201, id.v) : err;
}

static enum err fields_now(struct ctx *ctx, const struct event *workshop, struct workshop_fields *f)
{
    struct workshop_list list;
    enum err err =
        workshop_list(ctx->store, workshop->parent, (struct person_id){0}, ctx->arena, &list);
    const struct workshop *w = err == OK ? workshop_in(&list, workshop->id) : NULL;
    if (!w)
        return err == OK ? ERR_NOT_FOUND : err;
    *f = (struct workshop_fields){.block = w->block,
                                  .title = w->title,
                                  .purpose = w->purpose,
                                  .room = w->room,
                                  .in = w->in,
                                  .capacity = w->capacity};
    if (w->run_of.v != w->id.v)
        f->same_as = w->run_of;
    return OK;
}

enum err api_workshop_change(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event workshop, day;
    struct workshop_fields fields;
    int version;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = block_gate_workshop(ctx, request->id, &workshop, &day);
    if (err == OK)
        err = api_gate_match(ctx, request, response, workshop.version, &version);
    if (err == OK)
        err = fields_now(ctx, &workshop, &fields);
    if (err == OK)
        err = read_workshop(ctx, request, response, false, &fields);
    if (err == OK)
        err = workshop_update(ctx->store, ctx->now, workshop.id, version, &fields, &ctx->why);
    if (err == OK)
        err = note(ctx, "workshop-save", &day);
    return err == OK ? answer_workshop(ctx, response, 200, workshop.id.v) : err;
}
