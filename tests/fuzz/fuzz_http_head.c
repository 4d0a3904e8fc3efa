/* DESIGN: the head parser against any bytes in any pieces: the same verdict however they are cut,
 * slices inside what was given, and nothing accepted that the specification's table refuses. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "http_head.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
    struct http_request request;
    struct http_head head;
    enum http_head_verdict verdict;
};

static void run(struct outcome *o, struct arena *arena, const char *bytes, size_t n, size_t step)
{
    o->request.arena = arena;
    http_head_init(&o->head, &o->request);
    o->verdict = HTTP_HEAD_MORE;
    for (size_t at = 0; at < n && o->verdict == HTTP_HEAD_MORE;) {
        at = n - at < step ? n : at + step;
        o->verdict = http_head_parse(&o->head, bytes, at);
    }
}

static void check_slice(struct str s, const char *bytes, size_t n)
{
    CHECK(s.n == 0 || (s.p >= bytes && s.p + s.n <= bytes + n));
}

static void check_headers(const struct http_request *request, const char *bytes, size_t n)
{
    int hosts = 0, lengths = 0;
    for (int i = 0; i < request->header_count; i++) {
        struct http_header header = request->headers[i];
        check_slice(header.name, bytes, n);
        check_slice(header.value, bytes, n);
        CHECK(header.name.n > 0 && header.value.p >= header.name.p + header.name.n + 1);
        CHECK(!memchr(header.value.p, '\r', header.value.n));
        CHECK(!memchr(header.value.p, '\n', header.value.n));
        CHECK(!memchr(header.value.p, '\0', header.value.n));
        CHECK(!str_eq_nocase(header.name, STR("transfer-encoding")));
        hosts += str_eq_nocase(header.name, STR("host"));
        lengths += str_eq_nocase(header.name, STR("content-length"));
    }
    CHECK(hosts == 1 && lengths == (request->content_length >= 0));
}

static void check_path(struct str path)
{
    struct str rest = path, segment;
    CHECK(path.n > 0 && path.p[0] == '/' && !str_has_controls(str_first(path, 1), false));
    for (size_t i = 0; i < path.n; i++)
        CHECK((uint8_t)path.p[i] >= 0x20 && path.p[i] != 0x7f && path.p[i] != '\\');
    while (str_split(&rest, '/', &segment))
        CHECK(!str_eq_c(segment, ".") && !str_eq_c(segment, ".."));
}

static void check_accepted(const struct outcome *o, const char *bytes)
{
    size_t n = o->head.scanned;
    CHECK(n <= HTTP_HEAD_BYTES_MAX && n >= 4 && memcmp(bytes + n - 4, "\r\n\r\n", 4) == 0);
    CHECK(!memmem(bytes, n - 1, "\r\n\r\n", 4));
    CHECK(o->request.method != HTTP_HEAD || o->request.content_length < 0);
    check_slice(o->request.target, bytes, n);
    check_slice(o->request.query, bytes, n);
    check_path(o->request.path);
    check_headers(&o->request, bytes, n);
}

static void check_same(const struct outcome *a, const struct outcome *b)
{
    CHECK(a->verdict == b->verdict && a->head.status == b->head.status);
    CHECK(a->request.method == b->request.method && str_eq(a->request.path, b->request.path));
    CHECK(a->request.content_length == b->request.content_length);
    CHECK(a->request.header_count == b->request.header_count && a->head.close == b->head.close);
    for (int i = 0; i < a->request.header_count; i++)
        CHECK(str_eq(a->request.headers[i].name, b->request.headers[i].name) &&
              str_eq(a->request.headers[i].value, b->request.headers[i].value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct outcome whole, split;
    struct arena *arena = arena_new();
    char *bytes = check_malloc(size ? size : 1);
    if (size)
        memcpy(bytes, data, size);
    run(&whole, arena, bytes, size, size);
    run(&split, arena, bytes, size, 1);
    check_same(&whole, &split);
    if (whole.verdict == HTTP_HEAD_DONE)
        check_accepted(&whole, bytes);
    if (whole.verdict == HTTP_HEAD_REFUSED)
        CHECK(whole.head.status >= 400 && whole.head.reason && whole.request.header_count == 0);
    free(bytes);
    arena_free(arena);
    return 0;
}
