/* DESIGN: the library of talks in the API, and what a presenter shares. */
#include "api.h"
#include "api_gate.h"
#include "json_input.h"
#include "json_view.h"
#include "talk_input.h"
#include "talk_library_view.h"

static json_t *entry_json(const struct library_entry *entry)
{
    return json_pack(
        "{s:o, s:s, s:s, s:o, s:s, s:o}", "talk", json_view_talk_shared(&entry->talk),
        "recommendations", entry->recommendations, "slides_link", entry->slides_link,
        "slides_file_id", entry->slides_file.v ? json_integer(entry->slides_file.v) : json_null(),
        "event_title", entry->event_title, "event_at", json_view_instant(entry->event_at));
}

enum err api_library(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct library library;
    const struct library_filter filter = talk_library_filter(ctx, request);
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_library_gate(ctx);
    if (err == OK)
        err = talk_library_list(ctx->store, ctx->now, &filter, ctx->arena, &library);
    if (err != OK)
        return err;
    json_t *items = json_array();
    for (int i = 0; i < library.count; i++)
        json_array_append_new(items, entry_json(&library.items[i]));
    return response_json(response, 200,
                         json_pack("{s:o, s:o}", "items", items, "next",
                                   library.next ? json_integer(library.next) : json_null()));
}

/* ---- what a presenter shares ---- */

static enum err answer(struct ctx *ctx, struct response *response, const struct talk *talk)
{
    struct talk_after after;
    enum err err = talk_after_find(ctx->store, talk, ctx->actor.person, ctx->arena, &after);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, after.version);
    return response_json(response, 200,
                         json_pack("{s:I, s:s, s:s, s:b, s:b, s:i, s:i}", "talk_id",
                                   (json_int_t)talk->id.v, "recommendations", after.recommendations,
                                   "slides_link", after.slides.link, "with_slides",
                                   after.with_slides, "agrees", after.agreed, "missing",
                                   after.missing, "version", after.version));
}

enum err api_talk_after(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    return err == OK ? answer(ctx, response, &talk) : err;
}

enum err api_talk_after_put(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct talk talk;
    struct talk_after after;
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    struct talk_after_edit edit = {.talk = &talk, .by = ctx->actor.person};
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err == OK)
        err = talk_after_find(ctx->store, &talk, ctx->actor.person, ctx->arena, &after);
    if (err == OK)
        err = api_gate_match(ctx, request, response, after.version, &edit.version);
    if (err != OK)
        return err;
    edit.recommendations = after.recommendations;
    edit.slides_link = after.slides.link;
    edit.with_slides = after.with_slides;
    json_input_require(&in, "agrees");
    json_input_bool(&in, "agrees", &edit.agrees);
    json_input_text(&in, "recommendations", &edit.recommendations);
    json_input_text(&in, "slides_link", &edit.slides_link);
    json_input_bool(&in, "with_slides", &edit.with_slides);
    err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_after_save(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? answer(ctx, response, &talk) : err;
}
