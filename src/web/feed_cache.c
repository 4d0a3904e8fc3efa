/* DESIGN: ready answers of calendar feeds by token, made anew only when something was written. */
#include "feed_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include "check.h"
#include "feed.h"
#include "log.h"
#include "reply.h"
#include "snapshot.h"
#include "tz.h"

enum {
    BUCKETS = 1024,
    CACHE_BYTES_MAX = 24 << 20, /* beyond: the least recently fetched goes */
    FEED_BYTES_MAX = 2 << 20,
    VARIANTS = 4,
    TOKEN_CHARS = TOKEN_TEXT_MAX - 1,
};

enum variant { PLAIN, GZIP, PLAIN_304, GZIP_304 };

struct entry {
    LIST_ENTRY(entry) bucket;
    TAILQ_ENTRY(entry) age;
    uint8_t key[SHA256_BYTES];
    int64_t feed_id;
    uint64_t generation;
    struct day day; /* the window slides at most once a day */
    struct snapshot snapshot;
    char *heads[VARIANTS]; /* what every answer carries and the snapshot's lines */
    size_t bytes;
};

struct feed_cache {
    struct feed_cache_options options;
    LIST_HEAD(, entry) buckets[BUCKETS];
    TAILQ_HEAD(feed_cache_age, entry) by_age; /* most recently fetched first */
    size_t bytes;
};

struct feed_cache *feed_cache_new(const struct feed_cache_options *options)
{
    struct feed_cache *cache = check_calloc(1, sizeof *cache);
    cache->options = *options;
    TAILQ_INIT(&cache->by_age);
    return cache;
}

static void clear_entry(struct entry *entry)
{
    if (entry->bytes)
        snapshot_done(&entry->snapshot);
    for (int i = 0; i < VARIANTS; i++) {
        free(entry->heads[i]);
        entry->heads[i] = NULL;
    }
}

static void drop_entry(struct feed_cache *cache, struct entry *entry)
{
    LIST_REMOVE(entry, bucket);
    TAILQ_REMOVE(&cache->by_age, entry, age);
    cache->bytes -= entry->bytes;
    clear_entry(entry);
    free(entry);
}

void feed_cache_free(struct feed_cache *cache)
{
    if (!cache)
        return;
    while (!TAILQ_EMPTY(&cache->by_age))
        drop_entry(cache, TAILQ_FIRST(&cache->by_age));
    free(cache);
}

static unsigned bucket_of(const uint8_t *key)
{
    return (key[0] | (unsigned)key[1] << 8) % BUCKETS;
}

static struct entry *find_entry(struct feed_cache *cache, const uint8_t *key)
{
    struct entry *entry;
    LIST_FOREACH(entry, &cache->buckets[bucket_of(key)], bucket)
    {
        if (memcmp(entry->key, key, SHA256_BYTES) == 0)
            return entry;
    }
    return NULL;
}

static struct entry *add_entry(struct feed_cache *cache, const uint8_t *key, int64_t feed_id)
{
    struct entry *entry = check_calloc(1, sizeof *entry);
    memcpy(entry->key, key, SHA256_BYTES);
    entry->feed_id = feed_id;
    LIST_INSERT_HEAD(&cache->buckets[bucket_of(key)], entry, bucket);
    TAILQ_INSERT_HEAD(&cache->by_age, entry, age);
    return entry;
}

static char *join_head(struct str lines)
{
    struct buf head;
    buf_init(&head, 16384);
    buf_add_c(&head, REPLY_HEADERS);
    buf_add_str(&head, lines);
    return buf_take(&head, NULL);
}

/* ---- (etag, changed_at) are kept by the writer, so that Last-Modified only grows ---- */

struct tag_job {
    struct job job;
    int64_t feed_id;
    char etag[SNAPSHOT_ETAG_MAX];
    struct instant changed_at;
};

static enum err run_tag(struct job *job, struct store *store)
{
    struct tag_job *tag = CONTAINER_OF(job, struct tag_job, job);
    return feed_keep_tag(store, tag->feed_id, tag->etag, tag->changed_at);
}

static void done_tag(struct job *job, enum err err)
{
    (void)err; /* the next change of the feed says it again */
    free(CONTAINER_OF(job, struct tag_job, job));
}

static void keep_tag(struct feed_cache *cache, const struct entry *entry)
{
    struct tag_job *tag = check_calloc(1, sizeof *tag);
    tag->job = (struct job){.run = run_tag, .done = done_tag, .quiet = true};
    tag->feed_id = entry->feed_id;
    memcpy(tag->etag, entry->snapshot.etag, sizeof tag->etag);
    tag->changed_at = entry->snapshot.changed_at;
    if (lane_submit(cache->options.writer, &tag->job) != OK)
        free(tag);
}

/* ---- making an entry ---- */

static size_t entry_bytes(const struct entry *entry)
{
    return sizeof *entry + blob_str(entry->snapshot.plain).n + blob_str(entry->snapshot.gzip).n +
           4096;
}

/* Takes the bytes. Unchanged bytes keep the snapshot with its tags. */
static void renew_entry(struct feed_cache *cache, struct entry *entry, const struct feed *feed,
                        struct buf *bytes, struct instant now)
{
    if (entry->bytes && str_eq(blob_str(entry->snapshot.plain), buf_str(bytes)))
        return;
    size_t n;
    struct snapshot_source source = {
        .etag_before = str_of(entry->bytes ? entry->snapshot.etag : feed->etag),
        .changed_before = entry->bytes ? entry->snapshot.changed_at : feed->changed_at,
        .now = now,
    };
    struct snapshot fresh;
    char *p = buf_take(bytes, &n);
    source.bytes = blob_take(p, n);
    snapshot_init(&fresh, &source);
    cache->bytes -= entry->bytes;
    clear_entry(entry);
    entry->snapshot = fresh;
    entry->heads[PLAIN] = join_head(fresh.head_plain);
    entry->heads[GZIP] = join_head(fresh.head_gzip);
    entry->heads[PLAIN_304] = join_head(fresh.head_plain_304);
    entry->heads[GZIP_304] = join_head(fresh.head_gzip_304);
    entry->bytes = entry_bytes(entry);
    cache->bytes += entry->bytes;
    if (!str_eq_c(str_of(feed->etag), entry->snapshot.etag))
        keep_tag(cache, entry);
}

static void make_room(struct feed_cache *cache, const struct entry *keep)
{
    while (cache->bytes > CACHE_BYTES_MAX) {
        struct entry *oldest = TAILQ_LAST(&cache->by_age, feed_cache_age);
        if (oldest == keep)
            return;
        drop_entry(cache, oldest);
    }
}

static enum err write_feed(struct feed_cache *cache, struct ctx *ctx, struct str token,
                           struct feed *ret_feed, struct buf *bytes)
{
    struct store *store = cache->options.store;
    enum err err = store_begin_read(store);
    if (err == OK)
        err = feed_find_by_token(store, token, tz_day(ctx->now), ctx->arena, ret_feed);
    struct feed_source source = {ret_feed, cache->options.site->base_url, ctx->now};
    if (err == OK)
        err = feed_write(store, &source, ctx->arena, bytes);
    store_rollback(store);
    return err == OK && bytes->full ? ERR_LIMIT : err;
}

/* The current entry of a token; ERR_NOT_FOUND if it is unknown or revoked. */
static enum err fresh_entry(struct feed_cache *cache, struct ctx *ctx, struct str token,
                            struct entry **ret)
{
    uint8_t key[SHA256_BYTES];
    uint64_t generation = lane_generation(cache->options.writer);
    struct day today = tz_day(ctx->now);
    token_sha256(token, key);
    struct entry *entry = find_entry(cache, key);
    if (entry && entry->generation == generation && entry->day.v == today.v) {
        *ret = entry;
        return OK;
    }
    struct feed feed;
    struct buf bytes;
    buf_init(&bytes, FEED_BYTES_MAX);
    enum err err = write_feed(cache, ctx, token, &feed, &bytes);
    if (err == OK) {
        entry = entry ? entry : add_entry(cache, key, feed.id);
        renew_entry(cache, entry, &feed, &bytes, ctx->now);
        entry->generation = generation;
        entry->day = today;
        make_room(cache, entry);
        *ret = entry;
    } else if (err == ERR_NOT_FOUND && entry) {
        drop_entry(cache, entry);
    }
    buf_done(&bytes);
    return err;
}

static void answer_entry(struct feed_cache *cache, struct entry *entry,
                         const struct request *request, struct http_exchange *exchange)
{
    const struct snapshot *snapshot = &entry->snapshot;
    bool gzip = snapshot_wants_gzip(request->accept_encoding, request->user_agent,
                                    STR(SNAPSHOT_NO_GZIP_DEFAULT));
    int status =
        snapshot_condition(snapshot, gzip, request->if_none_match, request->if_modified_since);
    struct http_reply reply = {.status = status};
    if (status == 304) {
        reply.headers = str_of(entry->heads[gzip ? GZIP_304 : PLAIN_304]);
    } else {
        reply.headers = str_of(entry->heads[gzip ? GZIP : PLAIN]);
        reply.blob = gzip ? snapshot->gzip : snapshot->plain;
        reply.body = blob_str(reply.blob);
    }
    TAILQ_REMOVE(&cache->by_age, entry, age);
    TAILQ_INSERT_HEAD(&cache->by_age, entry, age);
    http_reply(exchange, &reply);
}

/* Never a redirect to sign-in and never a 200: its page would empty the calendar. */
static void answer_unknown(struct ctx *ctx, struct http_exchange *exchange)
{
    const char *head = arena_printf(
        ctx->arena, "%sContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n",
        REPLY_HEADERS);
    struct http_reply reply = {
        .status = 404,
        .headers = str_of(head),
        .body = STR("This calendar address is unknown or was ended by its owner.\n"),
        .is_static = true,
    };
    http_reply(exchange, &reply);
}

static enum err too_often(struct ctx *ctx)
{
    return refuse(&ctx->why, ERR_LIMIT, "too-many",
                  "This calendar was fetched too often. Once an hour is enough.");
}

/* A stranger's guesses count against the stranger; a known address never depends on them. */
static enum err answer_guess(struct feed_cache *cache, struct ctx *ctx,
                             const struct request *request, struct http_exchange *exchange,
                             int *ret_retry_s)
{
    if (!limit_take(cache->options.limiter, LIMIT_UNKNOWN, str_of(request->peer),
                    clock_monotonic_ms(), ret_retry_s))
        return too_often(ctx);
    answer_unknown(ctx, exchange);
    return OK;
}

enum err feed_cache_answer(struct feed_cache *cache, struct ctx *ctx, const struct request *request,
                           struct http_exchange *exchange, int *ret_retry_s)
{
    struct str token = request->name;
    struct entry *entry;
    enum err err = token.n == TOKEN_CHARS ? fresh_entry(cache, ctx, token, &entry) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND)
        return answer_guess(cache, ctx, request, exchange, ret_retry_s);
    if (err != OK)
        return err;
    if (!limit_take(cache->options.limiter, LIMIT_FEED, token, clock_monotonic_ms(), ret_retry_s))
        return too_often(ctx);
    touches_add(cache->options.touches, TOUCH_FEED, entry->feed_id, ctx->now, request->user_agent);
    answer_entry(cache, entry, request, exchange);
    return OK;
}
