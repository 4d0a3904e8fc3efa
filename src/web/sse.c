/* DESIGN: what changes on an evening, pushed to its open pages: one frame, made once for them all.
 */
#include "sse.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/queue.h>

#include "check.h"
#include "reply.h"
#include "spark_view.h"
#include "stage_gate.h"
#include "stage_view.h"
#include "token.h"

/* What a page listens to: minutes left while talks are booked, or the stages of the evening. */
enum topic { TOPIC_ROOM, TOPIC_STAGE, TOPICS };

struct stream {
    LIST_ENTRY(stream) next;
    struct http_exchange *exchange;
    struct event_id event;
    enum topic topic;
    struct stage_mark mark;      /* what it was told last follows from that */
    char screen[TOKEN_TEXT_MAX]; /* the key by which a screen came; "": somebody signed in */
};

struct sse {
    struct store *store;
    const struct clock *clock;
    LIST_HEAD(, stream) streams;
};

struct sse *sse_new(struct store *store, const struct clock *clock)
{
    struct sse *sse = check_calloc(1, sizeof *sse);
    sse->store = store;
    sse->clock = clock;
    LIST_INIT(&sse->streams);
    return sse;
}

static void drop_stream(struct stream *stream)
{
    LIST_REMOVE(stream, next);
    free(stream);
}

void sse_free(struct sse *sse)
{
    if (!sse)
        return;
    while (!LIST_EMPTY(&sse->streams))
        drop_stream(LIST_FIRST(&sse->streams));
    free(sse);
}

/* ---- frames ---- */

/* "event: room", its data as one line of JSON. */
static enum err room_frame(struct sse *sse, struct event_id event, struct arena *arena,
                           const char **ret)
{
    struct spark_room_words words;
    struct buf text;
    enum err err = spark_room_words(sse->store, event, arena, &words);
    if (err != OK)
        return err;
    buf_init(&text, 4096);
    buf_add_c(&text, "event: room\ndata: {\"text\":");
    buf_add_json(&text, str_of(words.text));
    buf_printf(&text, ",\"used_minutes\":%d,\"version\":%d}\n\n", words.used_minutes,
               words.version);
    *ret = arena_str_c(arena, buf_str(&text));
    buf_done(&text);
    return OK;
}

/* "event: stage" */
static enum err stage_text(struct sse *sse, struct event_id event, struct arena *arena,
                           const char **ret)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct event found;
    struct stage stage;
    struct instant now = clock_now(sse->clock);
    enum err err = event_find(sse->store, &viewer, event, arena, &found);
    if (err == OK)
        err = stage_find(sse->store, now, event, arena, &stage);
    if (err != OK)
        return err;
    json_t *frame = stage_frame(arena, &stage, found.fields.title, now);
    char *text = json_dumps(frame, JSON_COMPACT);
    json_decref(frame);
    CHECK(text != NULL);
    *ret = arena_printf(arena, "event: stage\ndata: %s\n\n", text);
    free(text);
    return OK;
}

/* What one event's pages are told this time; made once however many are open. */
struct news {
    LIST_ENTRY(news) next;
    struct event_id event;
    bool there;
    struct stage_mark mark;
    const char *texts[TOPICS]; /* NULL: nobody asked yet */
    const char *screen;        /* the key of its screens now; NULL: nobody asked yet */
};

LIST_HEAD(news_list, news);

static struct news *find_news(struct sse *sse, struct news_list *list, struct event_id event,
                              struct arena *arena)
{
    struct news *news;
    LIST_FOREACH(news, list, next)
    {
        if (news->event.v == event.v)
            return news;
    }
    news = ARENA_NEW(arena, struct news);
    *news = (struct news){.event = event};
    news->there = stage_mark(sse->store, event, &news->mark) == OK;
    LIST_INSERT_HEAD(list, news, next);
    return news;
}

/* NULL: the event is gone. */
static const char *text_of(struct sse *sse, struct news *news, enum topic topic,
                           struct arena *arena)
{
    const char **text = &news->texts[topic];
    enum err err = OK;
    if (news->there && !*text)
        err = topic == TOPIC_STAGE ? stage_text(sse, news->event, arena, text)
                                   : room_frame(sse, news->event, arena, text);
    return err == OK ? *text : NULL;
}

static void tell(struct stream *stream, const char *text, struct stage_mark mark)
{
    stream->mark = mark;
    /* A client that does not take it is dropped later, from the loop (on_stream_closed). */
    http_stream_write(stream->exchange, str_of(text));
}

/* Is the address by which it came still that of the event's screens? */
static bool is_open(struct sse *sse, struct news *news, const struct stream *stream,
                    struct arena *arena)
{
    if (!*stream->screen)
        return true;
    if (!news->screen && stage_screen_find(sse->store, news->event, arena, &news->screen) != OK)
        return true;
    return token_equal(str_of(stream->screen), str_of(news->screen));
}

static void end_stream(struct stream *stream)
{
    http_stream_end(stream->exchange);
    drop_stream(stream);
}

/* ---- streams ---- */

/* By its number for whoever may see it, by its address on a screen in the room. */
static enum err find_event(struct ctx *ctx, const struct request *request, struct stage_watch *ret)
{
    ret->screen = "";
    return request->name.n ? stage_gate_open(ctx, request->name, ret)
                           : stage_gate_watch(ctx, request->id, &ret->event);
}

static enum topic topic_of(const struct request *request)
{
    bool stage = request->name.n || str_eq_c(form_find(&request->query, "of"), "stage");
    return stage ? TOPIC_STAGE : TOPIC_ROOM;
}

bool sse_open(struct sse *sse, struct ctx *ctx, struct http_exchange *exchange,
              const struct request *request)
{
    struct stage_watch watch;
    struct news_list list = LIST_HEAD_INITIALIZER(list);
    if (find_event(ctx, request, &watch) != OK)
        return false;
    enum topic topic = topic_of(request);
    struct news *news = find_news(sse, &list, watch.event.id, ctx->arena);
    const char *text = text_of(sse, news, topic, ctx->arena);
    if (!text)
        return false;
    struct stream *stream = check_calloc(1, sizeof *stream);
    stream->exchange = exchange;
    stream->event = watch.event.id;
    stream->topic = topic;
    snprintf(stream->screen, sizeof stream->screen, "%s", watch.screen);
    LIST_INSERT_HEAD(&sse->streams, stream, next);
    const char *head =
        arena_printf(ctx->arena, "%sContent-Type: text/event-stream\r\nCache-Control: no-store\r\n",
                     REPLY_HEADERS);
    http_stream_start(exchange, str_of(head));
    tell(stream, arena_printf(ctx->arena, "retry: 2000\n\n%s", text), news->mark);
    return true;
}

void sse_poll(struct sse *sse)
{
    struct news_list list = LIST_HEAD_INITIALIZER(list);
    if (LIST_EMPTY(&sse->streams))
        return;
    struct arena *arena = arena_new();
    for (struct stream *stream = LIST_FIRST(&sse->streams), *next; stream; stream = next) {
        next = LIST_NEXT(stream, next);
        struct news *news = find_news(sse, &list, stream->event, arena);
        if (!is_open(sse, news, stream, arena)) {
            end_stream(stream);
            continue;
        }
        bool acted = stream->topic == TOPIC_STAGE && news->mark.acts != stream->mark.acts;
        const char *text = news->mark.programme != stream->mark.programme || acted
                               ? text_of(sse, news, stream->topic, arena)
                               : NULL;
        if (text)
            tell(stream, text, news->mark);
    }
    arena_free(arena);
}

void sse_keep_alive(struct sse *sse)
{
    struct news_list list = LIST_HEAD_INITIALIZER(list);
    if (LIST_EMPTY(&sse->streams))
        return;
    struct arena *arena = arena_new();
    for (struct stream *stream = LIST_FIRST(&sse->streams), *next; stream; stream = next) {
        next = LIST_NEXT(stream, next);
        struct news *news = find_news(sse, &list, stream->event, arena);
        if (!is_open(sse, news, stream, arena)) {
            end_stream(stream);
            continue;
        }
        bool runs = stream->topic == TOPIC_STAGE && news->mark.acts > 0;
        const char *text = runs ? text_of(sse, news, TOPIC_STAGE, arena) : NULL;
        if (text)
            tell(stream, text, news->mark);
        else
            http_stream_write(stream->exchange, STR(":\n\n"));
    }
    arena_free(arena);
}

void sse_closed(struct sse *sse, struct http_exchange *exchange)
{
    struct stream *stream;
    LIST_FOREACH(stream, &sse->streams, next)
    {
        if (stream->exchange == exchange)
            break;
    }
    if (stream)
        drop_stream(stream);
}
