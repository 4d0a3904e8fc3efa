/* DESIGN: what is left of an evening, pushed to open SPARK pages after a commit that changed it. */
#include "sse.h"

#include <stdlib.h>
#include <sys/queue.h>

#include "check.h"
#include "reply.h"
#include "spark_view.h"

struct stream {
    LIST_ENTRY(stream) next;
    struct http_exchange *exchange;
    struct event_id event;
    int version; /* of the programme it was told last */
};

struct sse {
    struct store *store;
    LIST_HEAD(, stream) streams;
};

struct sse *sse_new(struct store *store)
{
    struct sse *sse = check_calloc(1, sizeof *sse);
    sse->store = store;
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

/* "event: room", its data as one line of JSON. */
static const char *message(struct store *store, struct event_id event, struct arena *arena,
                           int *ret_version)
{
    struct spark_room_words words;
    struct buf text;
    if (spark_room_words(store, event, arena, &words) != OK)
        return NULL;
    buf_init(&text, 4096);
    buf_add_c(&text, "event: room\ndata: {\"text\":");
    buf_add_json(&text, str_of(words.text));
    buf_printf(&text, ",\"used_minutes\":%d,\"version\":%d}\n\n", words.used_minutes,
               words.version);
    const char *copy = arena_str_c(arena, buf_str(&text));
    buf_done(&text);
    *ret_version = words.version;
    return copy;
}

static void tell(struct stream *stream, const char *text, int version)
{
    stream->version = version;
    /* A client that does not take it is dropped later, from the loop (on_stream_closed). */
    http_stream_write(stream->exchange, str_of(text));
}

bool sse_open(struct sse *sse, struct ctx *ctx, struct http_exchange *exchange, int64_t event_id)
{
    struct event_id event = {event_id};
    int version = 0;
    if (!spark_is_visible(ctx, event))
        return false;
    const char *text = message(sse->store, event, ctx->arena, &version);
    if (!text)
        return false;
    struct stream *stream = check_calloc(1, sizeof *stream);
    stream->exchange = exchange;
    stream->event = event;
    LIST_INSERT_HEAD(&sse->streams, stream, next);
    const char *head =
        arena_printf(ctx->arena, "%sContent-Type: text/event-stream\r\nCache-Control: no-store\r\n",
                     REPLY_HEADERS);
    http_stream_start(exchange, str_of(head));
    tell(stream, arena_printf(ctx->arena, "retry: 2000\n\n%s", text), version);
    return true;
}

/* What one event's pages are told this time; made once however many are open. */
struct news {
    LIST_ENTRY(news) next;
    struct event_id event;
    const char *text; /* NULL: the event is gone */
    int version;
};

LIST_HEAD(news_list, news);

static const struct news *find_news(struct sse *sse, struct news_list *list, struct event_id event,
                                    struct arena *arena)
{
    struct news *news;
    LIST_FOREACH(news, list, next)
    {
        if (news->event.v == event.v)
            return news;
    }
    news = ARENA_NEW(arena, struct news);
    news->event = event;
    news->text = message(sse->store, event, arena, &news->version);
    LIST_INSERT_HEAD(list, news, next);
    return news;
}

void sse_poll(struct sse *sse)
{
    struct news_list list = LIST_HEAD_INITIALIZER(list);
    if (LIST_EMPTY(&sse->streams))
        return;
    struct arena *arena = arena_new();
    for (struct stream *stream = LIST_FIRST(&sse->streams), *next; stream; stream = next) {
        next = LIST_NEXT(stream, next);
        const struct news *news = find_news(sse, &list, stream->event, arena);
        if (news->text && news->version != stream->version)
            tell(stream, news->text, news->version);
    }
    arena_free(arena);
}

void sse_keep_alive(struct sse *sse)
{
    for (struct stream *stream = LIST_FIRST(&sse->streams), *next; stream; stream = next) {
        next = LIST_NEXT(stream, next);
        http_stream_write(stream->exchange, STR(":\n\n"));
    }
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
