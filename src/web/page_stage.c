/* DESIGN: an evening on the big screen and on phones, as things stand; scripts only keep it true.
 */
#include <stdlib.h>

#include "check.h"
#include "page.h"
#include "qr_svg.h"
#include "spark_view.h"
#include "stage_gate.h"
#include "stage_view.h"
#include "view_event.h"
#include "words.h"

enum { SCREEN_NEXT = 3 };

/* One page of an evening: how whoever asks came to it decides where its links lead. */
struct scene {
    struct event event;
    struct stage stage;
    const char *base; /* "/spark/7", "/screen/7-0a1b…" */
    bool by_key;
    int room; /* from 0 */
};

static enum err read_scene(struct ctx *ctx, const struct request *request, struct scene *scene)
{
    enum err err = stage_find(ctx->store, ctx->now, scene->event.id, ctx->arena, &scene->stage);
    if (err != OK)
        return err;
    int64_t room = form_int(&request->query, "room", 1);
    int count = scene->stage.programme.room_count;
    scene->room = room >= 1 && room <= count ? (int)room - 1 : 0;
    return OK;
}

static enum err find_scene(struct ctx *ctx, const struct request *request, struct scene *scene)
{
    enum err err = stage_gate_watch(ctx, request->id, &scene->event);
    scene->by_key = false;
    scene->base = arena_printf(ctx->arena, "/spark/%lld", (long long)request->id);
    return err == OK ? read_scene(ctx, request, scene) : err;
}

static enum err find_screen(struct ctx *ctx, const struct request *request, struct scene *scene)
{
    struct stage_watch watch;
    enum err err = stage_gate_open(ctx, request->name, &watch);
    if (err != OK)
        return err;
    scene->event = watch.event;
    scene->by_key = true;
    err = stage_gate_screen(ctx, &scene->event, &scene->base);
    return err == OK ? read_scene(ctx, request, scene) : err;
}

/* What scripts go on from: the frame as it is now, and where the next ones come from. */
static void add_live(struct ctx *ctx, const struct scene *scene, json_t *view)
{
    json_t *frame = stage_frame(ctx->arena, &scene->stage, scene->event.fields.title, ctx->now);
    char *text = json_dumps(frame, JSON_COMPACT);
    json_decref(frame);
    CHECK(text != NULL);
    json_object_set_new(view, "frame", json_string(text));
    free(text);
    json_object_set_new(view, "live",
                        json_string(arena_printf(ctx->arena, "%s/live%s", scene->base,
                                                 scene->by_key ? "" : "?of=stage")));
    json_object_set_new(view, "at", json_string(words_time(ctx->arena, ctx->now)));
}

static json_t *room_view(struct ctx *ctx, const struct scene *scene, int room, int limit)
{
    const struct stage_words words =
        stage_words(ctx->arena, &scene->stage, room, scene->event.fields.title, ctx->now);
    json_t *view =
        json_pack("{s:i, s:s, s:s, s:s, s:s, s:s}", "room", room + 1, "look", words.look, "heading",
                  words.heading, "who", words.who, "count", words.count, "word", words.word);
    if (scene->stage.programme.room_count > 1)
        json_object_set_new(view, "name", json_string(scene->stage.programme.rooms[room].name));
    view_list(view, "next", stage_next_view(ctx->arena, &scene->stage, room, limit, ctx->now));
    return view;
}

/* ---- the big screen ---- */

static json_t *other_rooms(struct ctx *ctx, const struct scene *scene)
{
    json_t *list = json_array();
    for (int i = 0; i < scene->stage.programme.room_count; i++)
        if (i != scene->room)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s}", "href",
                                            arena_printf(ctx->arena, "%s%s?room=%d", scene->base,
                                                         scene->by_key ? "" : "/stage", i + 1),
                                            "text", scene->stage.programme.rooms[i].name));
    return list;
}

static enum err add_phones(struct ctx *ctx, const struct scene *scene, json_t *view)
{
    const char *qr = NULL, *screen;
    enum err err = stage_gate_screen(ctx, &scene->event, &screen);
    if (err != OK || !*screen || !stage_gate_is_time(&scene->event, ctx->now))
        return err;
    const char *address = arena_printf(ctx->arena, "%s%s/now", ctx->site->base_url, screen);
    err = qr_svg(address, "QR code: follow on your phone", ctx->arena, &qr);
    if (err == OK)
        json_object_set_new(view, "phones",
                            json_pack("{s:s, s:s}", "qr_html", qr, "address", address));
    return err;
}

static enum err answer_screen(struct ctx *ctx, const struct request *request,
                              const struct scene *scene, struct response *response)
{
    bool camel = str_eq_c(form_find(&request->query, "camel"), "on");
    json_t *view = view_new(arena_printf(ctx->arena, "Stage: %s", scene->event.fields.title));
    json_object_set_new(view, "event", json_string(scene->event.fields.title));
    json_object_set_new(view, "stage", room_view(ctx, scene, scene->room, SCREEN_NEXT));
    json_object_set_new(view, "camel", json_boolean(camel));
    json_object_set_new(view, "camel_href",
                        json_string(arena_printf(ctx->arena, "%s%s?room=%d%s", scene->base,
                                                 scene->by_key ? "" : "/stage", scene->room + 1,
                                                 camel ? "" : "&camel=on")));
    view_list(view, "rooms", other_rooms(ctx, scene));
    add_live(ctx, scene, view);
    enum err err = add_phones(ctx, scene, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "spark/stage.html", view);
}

enum err page_stage(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct scene scene;
    enum err err = find_scene(ctx, request, &scene);
    return err == OK ? answer_screen(ctx, request, &scene, response) : err;
}

enum err page_screen(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct scene scene;
    enum err err = find_screen(ctx, request, &scene);
    return err == OK ? answer_screen(ctx, request, &scene, response) : err;
}

/* ---- phones ---- */

/* "You speak in about 12 minutes, at about 4:52pm, in Hall." */
static const char *turn_words(struct ctx *ctx, const struct scene *scene,
                              const struct stage_row *row, int room)
{
    const struct stage_room *r = &scene->stage.rooms[room];
    const char *where =
        scene->stage.programme.room_count > 1
            ? arena_printf(ctx->arena, ", in %s", scene->stage.programme.rooms[room].name)
            : "";
    switch (row->part) {
    case STAGE_ON:
        return "You are speaking now.";
    case STAGE_GIVEN:
        return "You have spoken. Thank you.";
    case STAGE_ABSENT:
        return "You were noted as not here. If you are, tell the chair.";
    case STAGE_TO_COME:
        break;
    }
    bool first = row == &r->rows[r->next] && !stage_next_keynote(r);
    return arena_printf(ctx->arena, "%s %s, at about %s%s.", first ? "You are next:" : "You speak",
                        stage_in_minutes(ctx->arena, row->estimate, ctx->now),
                        words_time(ctx->arena, row->estimate), where);
}

static void add_turns(struct ctx *ctx, const struct scene *scene, json_t *view)
{
    json_t *turns = json_array();
    for (int room = 0; room < scene->stage.programme.room_count; room++) {
        const struct stage_room *r = &scene->stage.rooms[room];
        for (int i = 0; i < r->count; i++) {
            const struct talk *talk = stage_talk(&scene->stage, r->rows[i].talk);
            if (talk && ctx->actor.person.v && talk_gives(talk, ctx->actor.person))
                json_array_append_new(turns,
                                      json_pack("{s:I, s:s, s:s}", "talk", (json_int_t)talk->id.v,
                                                "title", talk->title, "text",
                                                turn_words(ctx, scene, &r->rows[i], room)));
        }
    }
    view_list(view, "turns", turns);
}

static enum err answer_now(struct ctx *ctx, const struct scene *scene, struct response *response)
{
    json_t *view = view_new("Now and next");
    json_t *rooms = json_array();
    json_object_set_new(view, "event", json_string(scene->event.fields.title));
    json_object_set_new(view, "reloads", json_true());
    if (ctx->actor.person.v && !scene->by_key) {
        view_back(view, event_href(ctx, EVENT_SPARK, scene->event.id), scene->event.fields.title);
        json_object_set_new(view, "programme_href",
                            json_string(arena_printf(ctx->arena, "%s/programme", scene->base)));
        if (ctx->now.v >= scene->event.fields.starts_at.v)
            json_object_set_new(view, "questions_href",
                                json_string(arena_printf(ctx->arena, "%s/questions", scene->base)));
        if (stage_gate_may_run(ctx, &scene->event))
            json_object_set_new(view, "remote_href",
                                json_string(arena_printf(ctx->arena, "%s/remote", scene->base)));
    }
    for (int i = 0; i < scene->stage.programme.room_count; i++)
        json_array_append_new(rooms, room_view(ctx, scene, i, scene->stage.rooms[i].count));
    view_list(view, "rooms", rooms);
    add_turns(ctx, scene, view);
    add_live(ctx, scene, view);
    return response_page(response, "spark/now.html", view);
}

enum err page_stage_now(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct scene scene;
    enum err err = find_scene(ctx, request, &scene);
    return err == OK ? answer_now(ctx, &scene, response) : err;
}

enum err page_screen_now(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct scene scene;
    enum err err = find_screen(ctx, request, &scene);
    return err == OK ? answer_now(ctx, &scene, response) : err;
}
