/* DESIGN: slides in the API: handed in by presenters, listed and taken away by who runs the
 * evening. */
#include "api.h"
#include "api_gate.h"
#include "file_ask.h"
#include "json_input.h"
#include "json_view.h"
#include "slides_set.h"
#include "slides_zip.h"
#include "spark_view.h"
#include "stage_gate.h"
#include "talk_input.h"

/* ---- of one talk ---- */

static json_t *slides_json(const struct slides *slides)
{
    bool given = slides_are_given(slides);
    return json_pack("{s:I, s:s, s:b, s:o, s:o, s:b, s:b}", "talk_id", (json_int_t)slides->talk.v,
                     "link", slides->link, "without", slides->without, "file",
                     slides->file.id.v ? file_ask_json_one(&slides->file) : json_null(), "given_at",
                     given && slides->given_at.v ? json_view_instant(slides->given_at)
                                                 : json_null(),
                     "late", slides->late, "missing", !given);
}

static enum err find_own(struct ctx *ctx, const struct request *request, struct talk *ret)
{
    return talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, ret);
}

static enum err answer(struct ctx *ctx, struct response *response, const struct talk *talk)
{
    struct slides slides;
    enum err err = slides_find(ctx->store, talk, ctx->arena, &slides);
    return err == OK ? response_json(response, 200, slides_json(&slides)) : err;
}

enum err api_talk_slides(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_own(ctx, request, &talk);
    return err == OK ? answer(ctx, response, &talk) : err;
}

enum err api_talk_slides_put(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct talk talk;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct slides_edit edit = {.talk = &talk, .by = ctx->actor.person, .link = ""};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = find_own(ctx, request, &talk);
    if (err != OK)
        return err;
    json_input_require(&in, "link");
    json_input_text(&in, "link", &edit.link);
    json_input_bool(&in, "without", &edit.without);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = slides_put(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? answer(ctx, response, &talk) : err;
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct slides before;
    struct slides_edit edit = {.talk = &talk, .by = ctx->actor.person};
    enum err err = find_own(ctx, request, &talk);
    if (err == OK)
        err = slides_find(ctx->store, &talk, ctx->arena, &before);
    if (err == OK)
        err = file_ask_add(ctx, (struct file_owner){FILE_OF_TALK, request->id}, &edit.file);
    edit.link = before.link;
    if (err == OK)
        err = slides_put(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? answer(ctx, response, &talk) : err;
}

enum err api_talk_slides_file(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct talk talk;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = find_own(ctx, request, &talk);
    if (err == OK)
        err = file_ask_put(ctx, request);
    if (err == OK)
        err = slides_check_kind(ctx->brought->kind, &ctx->why);
    if (err == OK)
        response->then_write = link_file;
    return err;
}

/* ---- of an evening ---- */

static json_t *item_json(const struct slides_set *set, const struct slides_item *item)
{
    json_t *json = slides_json(&item->slides);
    bool placed = item->number > 0;
    json_object_update_new(
        json, json_pack("{s:o, s:o, s:o, s:s, s:o}", "number",
                        placed ? json_integer(item->number) : json_null(), "room",
                        placed ? json_string(set->programme.rooms[item->room].name) : json_null(),
                        "starts_at", placed ? json_view_instant(item->starts_at) : json_null(),
                        "title", item->talk->title, "file_name",
                        item->file_name ? json_string(item->file_name) : json_null()));
    return json;
}

static enum err find_set(struct ctx *ctx, const struct request *request, struct event *event,
                         struct slides_set *set)
{
    enum err err = stage_gate_run(ctx, request->id, event);
    return err == OK ? slides_set_find(ctx->store, event->id, ctx->actor.person, ctx->arena, set)
                     : err;
}

static enum err answer_set(struct response *response, const struct slides_set *set)
{
    json_t *items = json_array();
    for (int i = 0; i < set->count; i++)
        json_array_append_new(items, item_json(set, &set->items[i]));
    return response_json(
        response, 200,
        json_pack("{s:i, s:o, s:i, s:i, s:b, s:o}", "version", set->programme.version, "closes_at",
                  set->closes_at.v ? json_view_instant(set->closes_at) : json_null(), "missing",
                  set->missing, "late", set->late, "order_changed", set->order_changed, "items",
                  items));
}

enum err api_event_slides(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct slides_set set;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_set(ctx, request, &event, &set);
    return err == OK ? answer_set(response, &set) : err;
}

enum err api_event_slides_cutoff(struct ctx *ctx, const struct request *request,
                                 struct response *response)
{
    struct event event;
    struct slides_set set;
    struct instant closes_at = {0};
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    json_input_require(&in, "closes_at");
    json_input_instant_or_null(&in, "closes_at", &closes_at);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = slides_cutoff_put(ctx->store, ctx->now, &event, ctx->actor.person, closes_at,
                                &ctx->why);
    if (err == OK)
        err = find_set(ctx, request, &event, &set);
    return err == OK ? answer_set(response, &set) : err;
}

static enum err note(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct slides_set set;
    (void)response; /* its bytes were made by the step before */
    enum err err = find_set(ctx, request, &event, &set);
    return err == OK ? slides_set_take(ctx->store, ctx->now, &set, ctx->actor.person) : err;
}

enum err api_event_slides_zip(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct event event;
    struct slides_set set;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_set(ctx, request, &event, &set);
    if (err == OK)
        err = slides_zip_answer(ctx, response, &event, &set);
    if (err == OK)
        response->then_write = note;
    return err;
}
