/* DESIGN: what a coordinator looks at before a SPARK event is published, and how each stands. */
#include "spark_steps_view.h"

#include "call.h"
#include "spark_event.h"
#include "view.h"
#include "words.h"

static const char *href(struct ctx *ctx, const struct event *event, const char *rest)
{
    return arena_printf(ctx->arena, "/spark/%lld/%s", (long long)event->id.v, rest);
}

/* done: somebody saw to it; else what it is meanwhile. */
static void add(json_t *rows, const char *to, const char *text, const char *detail, json_t *tag)
{
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:o}", "href", to, "text", text,
                                          "detail", detail, "tag", tag));
}

static json_t *done_tag(bool done, const char *otherwise)
{
    return done ? view_tag("Done", "good") : view_tag(otherwise, "wait");
}

/* ---- rooms and breaks ---- */

/* The first is the event's own, until it is named otherwise. */
static const char *room_name(const struct event *event, const struct spark_settings *settings,
                             int room)
{
    const char *own = event->fields.room ? event->fields.room : "";
    return room == 0 && !*settings->rooms[0].name ? own : settings->rooms[room].name;
}

/* "Main hall, Library", and what is odd about them */
static const char *rooms_words(struct ctx *ctx, const struct event *event,
                               const struct spark_settings *settings)
{
    struct arena *arena = ctx->arena;
    int count = settings->pack.room_count, seats = 0, places = event->fields.capacity;
    const char *text = "";
    for (int i = 0; i < count; i++) {
        const char *name = room_name(event, settings, i);
        text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "",
                            *name ? name : "a room without a name");
        seats += settings->rooms[i].seats;
    }
    if (count == 1 && *room_name(event, settings, 0))
        text = arena_printf(arena,
                            "%s: one room so far. If talks run side by side, add the second "
                            "here.",
                            text);
    else if (count == 1)
        text = "One room, and nobody has said which.";
    else
        text = arena_printf(arena, "%s.", text);
    if (places && seats != places)
        text = arena_printf(arena, "%s %s can be booked, and there are %s.", text,
                            words_begin(arena, words_count(arena, places, "place", "places")),
                            words_count(arena, seats, "seat", "seats"));
    return text;
}

static void add_rooms(struct ctx *ctx, const struct event *event,
                      const struct spark_settings *settings, json_t *rows)
{
    bool named = true;
    for (int i = 0; i < settings->pack.room_count; i++)
        named = named && *room_name(event, settings, i);
    add(rows, href(ctx, event, "board/rooms"), "Rooms", rooms_words(ctx, event, settings),
        done_tag(named, "To do"));
}

/* "Break from 4:50pm to 5:05pm, 15 minutes" for each */
static void add_break(struct ctx *ctx, const struct event *event,
                      const struct spark_settings *settings, json_t *rows)
{
    const char *text = "";
    for (int i = 1; i < settings->span_count; i++) {
        struct instant from = {settings->spans[i - 1].end_s};
        struct instant to = {settings->spans[i].start_s};
        if (to.v - from.v >= 60)
            text = arena_printf(ctx->arena, "%s%s%s, %s", text, *text ? "; " : "",
                                words_time_range(ctx->arena, from, to),
                                words_duration(ctx->arena, (int)(to.v - from.v) / 60));
    }
    bool none = !*text;
    if (none)
        text =
            arena_printf(ctx->arena, "None: talks from %s without one.",
                         words_time_range(ctx->arena, (struct instant){settings->spans[0].start_s},
                                          (struct instant){settings->spans[0].end_s}));
    add(rows, href(ctx, event, none ? "board/rooms#break" : "board/rooms#blocks"), "Break", text,
        none ? view_tag("None", "quiet") : view_tag("Done", "good"));
}

/* ---- the call, and the order ---- */

static void add_call(struct ctx *ctx, const struct event *event, const struct call *call,
                     json_t *rows)
{
    add(rows, href(ctx, event, "call/edit"), "What the call invites",
        call->version ? "You have said what you would love to hear."
                      : "Nothing is said, so every kind of talk is welcome.",
        call->version ? view_tag("Done", "good") : view_tag("Everything", "quiet"));
}

static void add_order(struct ctx *ctx, const struct event *event,
                      const struct spark_settings *settings, json_t *rows)
{
    static const char *const TEXTS[SPARK_ORDERS] = {
        [SPARK_ARRANGED] = "You arrange it on the programme board.",
        [SPARK_SHUFFLED] = "Shuffled by lot and announced whole, when you press the button.",
        [SPARK_DRAWN] = "Drawn by lot on the evening, one speaker at a time.",
    };
    add(rows, href(ctx, event, "draw"), "How the order is made", TEXTS[settings->order],
        settings->order == SPARK_ARRANGED ? view_tag("As usual", "quiet")
                                          : view_tag("Done", "good"));
}

/* ---- what it counts as ---- */

/* Nobody is credited more than it lasts without being told: a usual value may have been left. */
static void add_hours(struct ctx *ctx, const struct event *event, json_t *rows)
{
    const struct event_fields *f = &event->fields;
    int minutes = f->hours_min, lasts = (int)((f->ends_at.v - f->starts_at.v) / 60);
    const char *counted = words_duration(ctx->arena, minutes);
    const char *text = "No hours count for whoever is there.";
    if (minutes > lasts)
        text = arena_printf(ctx->arena, "It lasts %s and counts as %s.",
                            words_duration(ctx->arena, lasts), counted);
    else if (minutes)
        text =
            arena_printf(ctx->arena, "%s for whoever is there.", words_begin(ctx->arena, counted));
    add(rows, arena_printf(ctx->arena, "/events/%lld/edit#hours", (long long)event->id.v),
        "Hours it counts as", text,
        minutes > lasts ? view_tag("Check", "wait") : done_tag(minutes, "None"));
}

/* ---- publishing, and then announcing ---- */

static void add_publish(const struct event *event, json_t *rows)
{
    if (event->status == EVENT_DRAFT)
        add(rows, "#publish", "Publish the event", "Then colleagues see it and can offer talks.",
            view_tag("To do", "wait"));
    else
        add(rows, "#coordinator-heading", "Publish the event",
            event->status == EVENT_CLOSED ? "It is published, and booking is closed."
                                          : "Colleagues see it and can offer talks.",
            view_tag("Done", "good"));
}

static void add_announce(struct ctx *ctx, const struct event *event,
                         const struct spark_settings *settings, json_t *rows)
{
    static const struct {
        const char *path, *text, *detail;
    } STEPS[SPARK_ORDERS] = {
        [SPARK_ARRANGED] = {"board/publish", "Announce the programme",
                            "When the talks are in. Everybody who speaks is told their time."},
        [SPARK_SHUFFLED] = {"draw", "Draw the order",
                            "When the talks are in. Everybody who speaks is told their time."},
        [SPARK_DRAWN] = {"draw", "Draw the speakers", "On the evening."},
    };
    add(rows, href(ctx, event, STEPS[settings->order].path), STEPS[settings->order].text,
        STEPS[settings->order].detail,
        event->status == EVENT_DRAFT ? view_tag("Later", "quiet") : view_tag("To do", "wait"));
}

/* ---- all of them ---- */

static bool is_wanted(struct ctx *ctx, const struct event *event)
{
    bool early = event->status == EVENT_DRAFT || event->status == EVENT_PUBLISHED ||
                 event->status == EVENT_CLOSED;
    return early && ctx->now.v < event->fields.starts_at.v &&
           event_may(ctx, ACTION_EVENT_EDIT, event);
}

enum err spark_steps_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct spark_settings settings;
    struct call call;
    if (!is_wanted(ctx, event))
        return OK;
    enum err err = spark_event_find(ctx->store, event->id, ctx->arena, &settings);
    if (err == OK)
        err = call_find(ctx->store, event->id, ctx->arena, &call);
    if (err != OK || settings.published || settings.drawing)
        return err;
    json_t *rows = json_array();
    add_rooms(ctx, event, &settings, rows);
    add_break(ctx, event, &settings, rows);
    add_call(ctx, event, &call, rows);
    add_order(ctx, event, &settings, rows);
    add_hours(ctx, event, rows);
    add_publish(event, rows);
    add_announce(ctx, event, &settings, rows);
    json_object_set_new(view, "steps",
                        json_pack("{s:s, s:o}", "heading",
                                  event->status == EVENT_DRAFT
                                      ? "Before you publish"
                                      : "Before the programme is announced",
                                  "rows", rows));
    return OK;
}
