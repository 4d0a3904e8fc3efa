/* DESIGN: a feed's bytes made ready once, so that a poll is a comparison of tags. */
#include "snapshot.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST /* it reads what it is given, and says so */
#include <zlib.h>

#include "buf.h"
#include "check.h"
#include "token.h"

#define GZIP_LEVEL 6
#define GZIP_WINDOW (15 + 16) /* 32 KB, with gzip's header instead of zlib's */
#define HEADS_LIMIT_BYTES 4096

/* The same bytes give the same gzip bytes: zlib writes no name and no time into the header. */
static struct blob *compress_blob(struct str bytes)
{
    z_stream stream = {0};
    CHECK(bytes.n <= UINT32_MAX / 2);
    CHECK(deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) ==
          Z_OK);
    size_t capacity = deflateBound(&stream, bytes.n);
    char *p = check_malloc(capacity);
    stream.next_in = (const Bytef *)bytes.p;
    stream.avail_in = (uInt)bytes.n;
    stream.next_out = (Bytef *)p;
    stream.avail_out = (uInt)capacity;
    CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    size_t n = stream.total_out;
    CHECK(deflateEnd(&stream) == Z_OK);
    return blob_take(check_realloc(p, n), n);
}

static void make_tags(struct snapshot *snapshot)
{
    char hex[SHA256_HEX_MAX];
    token_sha256_hex(blob_str(snapshot->plain), hex);
    size_t n = strlen(hex);
    snapshot->etag[0] = snapshot->etag_gzip[0] = '"';
    memcpy(snapshot->etag + 1, hex, n);
    memcpy(snapshot->etag_gzip + 1, hex, n);
    memcpy(snapshot->etag + 1 + n, "\"", sizeof "\"");
    memcpy(snapshot->etag_gzip + 1 + n, "-gz\"", sizeof "-gz\"");
}

/* Apple's clients ask by date alone: a change must be newer than what they have, though the clock
 * went back or an earlier change fell into the same second. */
static struct instant changed_at(const struct snapshot *snapshot,
                                 const struct snapshot_source *source)
{
    if (source->etag_before.n == 0)
        return source->now;
    if (str_eq_c(source->etag_before, snapshot->etag))
        return source->changed_before;
    struct instant least = instant_add(source->changed_before, 1);
    return source->now.v > least.v ? source->now : least;
}

/* What tells caches apart; a 304 carries these and no others. */
static void add_cache_lines(struct buf *heads, const char *etag)
{
    buf_printf(heads,
               "ETag: %s\r\n"
               "Vary: Accept-Encoding\r\n"
               "Cache-Control: private, no-cache\r\n",
               etag);
}

static void add_full_lines(struct buf *heads, const struct snapshot *snapshot, bool gzip,
                           bool attachment)
{
    char date[SNAPSHOT_DATE_MAX];
    snapshot_date_format(snapshot->changed_at, date);
    buf_printf(heads,
               "Content-Type: text/calendar; charset=utf-8\r\n"
               "Content-Disposition: %s; filename=\"spark.ics\"\r\n"
               "%sLast-Modified: %s\r\n"
               "X-Robots-Tag: noindex\r\n",
               attachment ? "attachment" : "inline", gzip ? "Content-Encoding: gzip\r\n" : "",
               date);
    add_cache_lines(heads, gzip ? snapshot->etag_gzip : snapshot->etag);
}

static void make_heads(struct snapshot *snapshot, bool attachment)
{
    struct buf heads;
    size_t ends[4];
    buf_init(&heads, HEADS_LIMIT_BYTES);
    add_full_lines(&heads, snapshot, false, attachment);
    ends[0] = heads.n;
    add_full_lines(&heads, snapshot, true, attachment);
    ends[1] = heads.n;
    add_cache_lines(&heads, snapshot->etag);
    ends[2] = heads.n;
    add_cache_lines(&heads, snapshot->etag_gzip);
    ends[3] = heads.n;
    CHECK(!heads.full);
    snapshot->heads = buf_take(&heads, NULL);
    snapshot->head_plain = str_make(snapshot->heads, ends[0]);
    snapshot->head_gzip = str_make(snapshot->heads + ends[0], ends[1] - ends[0]);
    snapshot->head_plain_304 = str_make(snapshot->heads + ends[1], ends[2] - ends[1]);
    snapshot->head_gzip_304 = str_make(snapshot->heads + ends[2], ends[3] - ends[2]);
}

void snapshot_init(struct snapshot *snapshot, const struct snapshot_source *source)
{
    *snapshot = (struct snapshot){.plain = source->bytes};
    snapshot->gzip = compress_blob(blob_str(snapshot->plain));
    make_tags(snapshot);
    snapshot->changed_at = changed_at(snapshot, source);
    make_heads(snapshot, source->attachment);
}

void snapshot_done(struct snapshot *snapshot)
{
    blob_unref(snapshot->plain);
    blob_unref(snapshot->gzip);
    free(snapshot->heads);
    *snapshot = (struct snapshot){0};
}
