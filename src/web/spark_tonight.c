/* DESIGN: a SPARK event’s page on the evening: one thing to do, and it comes first. */
#include "spark_tonight.h"

#include <stdlib.h>

#include "booking.h"
#include "check.h"
#include "stage_gate.h"
#include "stage_view.h"
#include "view.h"
#include "words.h"

enum { BEFORE_S = 3600, AFTER_S = 6 * 3600, NEXT_SHOWN = 2, NEXT_ON_CARD = 1 };

static const char *heading(struct ctx *ctx, const struct event *event)
{
    if (ctx->now.v < event->fields.starts_at.v)
        return arena_printf(ctx->arena, "It begins at %s",
                            words_time(ctx->arena, event->fields.starts_at));
    return ctx->now.v < event->fields.ends_at.v ? "It is on now" : "The evening";
}

static bool is_near(struct ctx *ctx, const struct event *event)
{
    bool on = event->status == EVENT_PUBLISHED || event->status == EVENT_CLOSED;
    return on && ctx->now.v >= event->fields.starts_at.v - BEFORE_S &&
           ctx->now.v < event->fields.ends_at.v + AFTER_S;
}

/* Some room has still something to come, or its clock runs. */
static bool is_going(const struct stage *stage)
{
    for (int i = 0; i < stage->programme.room_count; i++)
        if (stage->rooms[i].phase != STAGE_OVER)
            return true;
    return false;
}

static json_t *room_view(struct ctx *ctx, const struct event *event, const struct stage *stage,
                         int room, int next)
{
    const struct stage_words words =
        stage_words(ctx->arena, stage, room, event->fields.title, ctx->now);
    json_t *view =
        json_pack("{s:i, s:s, s:s, s:s, s:s, s:s}", "room", room + 1, "look", words.look, "heading",
                  words.heading, "who", words.who, "count", words.count, "word", words.word);
    if (stage->programme.room_count > 1)
        json_object_set_new(view, "name", json_string(stage->programme.rooms[room].name));
    view_list(view, "next", stage_next_view(ctx->arena, stage, room, next, ctx->now));
    return view;
}

static void add_frame(struct ctx *ctx, const struct event *event, const struct stage *stage,
                      json_t *tonight)
{
    json_t *frame = stage_frame(ctx->arena, stage, event->fields.title, ctx->now);
    char *text = json_dumps(frame, JSON_COMPACT);
    json_decref(frame);
    CHECK(text != NULL);
    json_object_set_new(tonight, "frame", json_string(text));
    free(text);
    json_object_set_new(
        tonight, "live",
        json_string(arena_printf(ctx->arena, "/spark/%lld/live?of=stage", (long long)event->id.v)));
}

struct tonight {
    struct stage stage;
    json_t *view; /* NULL: it is not near */
    bool going;   /* its stage is, and stands in view */
};

/* `next`: how many who speak after are named. */
static enum err find_tonight(struct ctx *ctx, const struct event *event, int next,
                             struct tonight *ret)
{
    *ret = (struct tonight){.view = NULL};
    if (!is_near(ctx, event))
        return OK;
    ret->view = json_pack("{s:s, s:b}", "heading", heading(ctx, event), "run",
                          stage_gate_may_run(ctx, event));
    if (ctx->now.v < event->fields.starts_at.v)
        return OK;
    enum err err = stage_find(ctx->store, ctx->now, event->id, ctx->arena, &ret->stage);
    if (err != OK || !is_going(&ret->stage))
        return err;
    json_t *rooms = json_array();
    for (int i = 0; i < ret->stage.programme.room_count; i++)
        json_array_append_new(rooms, room_view(ctx, event, &ret->stage, i, next));
    json_object_set_new(ret->view, "rooms", rooms);
    ret->going = true;
    return OK;
}

enum err spark_tonight_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct tonight tonight;
    enum err err = find_tonight(ctx, event, NEXT_SHOWN, &tonight);
    if (tonight.view)
        json_object_set_new(view, "tonight", tonight.view);
    if (err != OK || !tonight.going)
        return err;
    add_frame(ctx, event, &tonight.stage, tonight.view);
    json_object_set_new(view, "stage_on", json_true());
    return OK;
}

/* ---- on home ---- */

static bool concerns(struct ctx *ctx, const struct event *event)
{
    bool booked = event->my_booking && booking_status_has_place(event->my_booking_status);
    return booked || event->my_talk || stage_gate_may_run(ctx, event);
}

enum err spark_tonight_card(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct tonight tonight;
    if (event->fields.kind != EVENT_SPARK || !concerns(ctx, event))
        return OK;
    enum err err = find_tonight(ctx, event, NEXT_ON_CARD, &tonight);
    if (!tonight.view)
        return err;
    json_object_set_new(view, "tonight", tonight.view);
    json_object_update_new(tonight.view, json_pack("{s:I, s:s}", "id", (json_int_t)event->id.v,
                                                   "title", event->fields.title));
    return err;
}
