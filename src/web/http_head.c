/* DESIGN: the head parser, a strict subset of RFC 9112, line by line, in slices of what came. */
#include "http_head.h"

#include <string.h>

/* What a byte may be in: RFC 9110 5.6.2 (tokens), 5.5 (values with obs-text), RFC 9112 3.2
 * (targets), RFC 3986 3.2.2 (names of hosts, narrowed). */
enum {
    TOKEN = 1,
    VALUE = 2,
    TARGET = 4,
    HOST = 8,
    SIGN = VALUE | TARGET,
    WORD = TOKEN | SIGN,
    NAME = WORD | HOST
};

/* clang-format off */
static const uint8_t byte_classes[256] = {
    ['\t'] = VALUE,       [' '] = VALUE,         ['!'] = WORD,         ['"'] = SIGN,
    ['#'] = TOKEN | VALUE, ['$' ... '\''] = WORD, ['(' ... ')'] = SIGN, ['*' ... '+'] = WORD,
    [','] = SIGN,         ['-' ... '.'] = NAME,  ['/'] = SIGN,         ['0' ... '9'] = NAME,
    [':' ... '@'] = SIGN, ['A' ... 'Z'] = NAME,  ['[' ... ']'] = SIGN, ['^'] = WORD,
    ['_'] = NAME,         ['`'] = WORD,          ['a' ... 'z'] = NAME, ['{'] = SIGN,
    ['|'] = WORD,         ['}'] = SIGN,          ['~'] = WORD,         [0x80 ... 0xff] = VALUE,
};
/* clang-format on */

static bool has_class(struct str s, uint8_t class)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(byte_classes[(uint8_t)s.p[i]] & class))
            return false;
    return true;
}

void http_head_init(struct http_head *head, struct http_request *request)
{
    static const struct str empty = {"", 0};
    *head = (struct http_head){.request = request};
    request->method = HTTP_GET;
    request->target = request->path = request->query = request->host = request->body = empty;
    request->header_count = 0;
    request->content_length = -1;
    request->body_fd = -1;
}

static bool refuse(struct http_head *head, int status, const char *reason)
{
    head->status = status;
    head->reason = reason;
    head->request->header_count = 0;
    return false;
}

/* ---- the request line ---- */

static bool find_method(struct str name, enum http_method *ret)
{
    static const struct {
        struct str name;
        enum http_method method;
    } methods[] = {
        {{"GET", 3}, HTTP_GET}, {{"HEAD", 4}, HTTP_HEAD},   {{"POST", 4}, HTTP_POST},
        {{"PUT", 3}, HTTP_PUT}, {{"PATCH", 5}, HTTP_PATCH}, {{"DELETE", 6}, HTTP_DELETE},
    };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (str_eq(name, methods[i].name)) {
            *ret = methods[i].method;
            return true;
        }
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        return (c | 0x20) - 'a' + 10;
    return -1;
}

/* The byte of the "%hh" at s.p[at], -1 if it is not one. */
static int percent_byte(struct str s, size_t at)
{
    if (s.n - at < 3)
        return -1;
    int high = hex_digit(s.p[at + 1]), low = hex_digit(s.p[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* False for a broken escape or one of a NUL. */
static bool query_is_good(struct str query)
{
    for (size_t i = 0; i < query.n; i++)
        if (query.p[i] == '%' && percent_byte(query, i) <= 0)
            return false;
    return true;
}

/* Decodes once; false for escapes that would be read differently by somebody: slashes, controls. */
static bool decode_path(struct arena *arena, struct str raw, struct str *ret)
{
    size_t n = 0;
    if (!raw.n || !memchr(raw.p, '%', raw.n)) {
        *ret = raw;
        return true;
    }
    char *path = arena_alloc(arena, raw.n + 1);
    for (size_t i = 0; i < raw.n; i++) {
        int byte = (uint8_t)raw.p[i];
        if (byte == '%') {
            byte = percent_byte(raw, i);
            if (byte < 0x20 || byte == 0x7f || byte == '/' || byte == '\\')
                return false;
            i += 2;
        }
        path[n++] = (char)byte;
    }
    *ret = (struct str){path, n};
    return true;
}

static bool has_dot_segment(struct str path)
{
    struct str rest = path, segment;
    if (!path.n || !memchr(path.p, '.', path.n))
        return false;
    while (str_split(&rest, '/', &segment))
        if (str_eq_c(segment, ".") || str_eq_c(segment, ".."))
            return true;
    return false;
}

static bool take_target(struct http_head *head, struct str target)
{
    struct http_request *request = head->request;
    struct str path;
    request->target = target; /* of a refused request too: it tells who asks, a page or the API */
    if (target.n == 0 || target.p[0] != '/' || (target.n > 1 && target.p[1] == '/') ||
        !has_class(target, TARGET))
        return refuse(head, 400, "target");
    const char *mark = memchr(target.p, '?', target.n);
    size_t path_n = mark ? (size_t)(mark - target.p) : target.n;
    struct str query = mark ? str_from(target, path_n + 1) : request->query;
    if (memchr(target.p, '\\', path_n) || !query_is_good(query) ||
        !decode_path(request->arena, str_first(target, path_n), &path) || has_dot_segment(path))
        return refuse(head, 400, "target");
    request->path = path;
    request->query = query;
    return true;
}

static bool take_version(struct http_head *head, struct str version)
{
    if (version.n != 8 || memcmp(version.p, "HTTP/", 5) != 0 || version.p[6] != '.' ||
        version.p[5] < '0' || version.p[5] > '9' || version.p[7] < '0' || version.p[7] > '9')
        return refuse(head, 400, "request-line");
    if (version.p[5] != '1' || version.p[7] > '1')
        return refuse(head, 505, "version");
    head->http_1_0 = version.p[7] == '0';
    head->close = head->http_1_0;
    return true;
}

static bool take_request_line(struct http_head *head, struct str line)
{
    struct str rest = line, method, target;
    if (!str_split(&rest, ' ', &method) || !str_split(&rest, ' ', &target) || !rest.p ||
        method.n == 0 || !has_class(method, TOKEN))
        return refuse(head, 400, "request-line");
    if (!take_version(head, rest))
        return false;
    if (!find_method(method, &head->request->method))
        return refuse(head, 501, "method");
    return take_target(head, target);
}

/* ---- header lines ---- */

static struct str trim_blanks(struct str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_from(s, 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static bool port_is_good(struct str port)
{
    int64_t number;
    return port.n <= 5 && str_parse_int(port, &number) == OK && number <= 65535;
}

/* RFC 9110 7.2, narrowed: a name, an IPv4 address or a bracketed IPv6 one, and perhaps a port. */
static bool host_is_good(struct str host)
{
    struct str name = host;
    if (host.n && host.p[0] == '[') {
        long close = str_find(host, ']');
        if (close < 3)
            return false;
        for (long i = 1; i < close; i++)
            if (hex_digit(host.p[i]) < 0 && host.p[i] != ':' && host.p[i] != '.')
                return false;
        struct str rest = str_from(host, (size_t)close + 1);
        return rest.n == 0 || (rest.p[0] == ':' && port_is_good(str_from(rest, 1)));
    }
    long colon = str_find(host, ':');
    if (colon >= 0)
        name = str_first(host, (size_t)colon);
    return name.n && has_class(name, HOST) &&
           (colon < 0 || port_is_good(str_from(host, (size_t)colon + 1)));
}

static bool take_host(struct http_head *head, struct str value)
{
    if (++head->host_count > 1 || !host_is_good(value))
        return refuse(head, 400, "host");
    head->request->host = value;
    return true;
}

static bool take_content_length(struct http_head *head, struct str value)
{
    int64_t length = 0;
    if (head->request->content_length >= 0 || value.n == 0)
        return refuse(head, 400, "content-length");
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] < '0' || value.p[i] > '9')
            return refuse(head, 400, "content-length");
    if (value.n > 18 || str_parse_int(value, &length) != OK)
        return refuse(head, 413, "too-large");
    head->request->content_length = length;
    return true;
}

static bool take_transfer_encoding(struct http_head *head, struct str value)
{
    (void)value;
    head->has_transfer_encoding = true;
    return true;
}

static bool take_connection(struct http_head *head, struct str value)
{
    struct str rest = value, option;
    while (str_split(&rest, ',', &option))
        if (str_eq_nocase(trim_blanks(option), STR("close")))
            head->close = true;
    return true;
}

static bool take_expect(struct http_head *head, struct str value)
{
    if (str_eq_nocase(value, STR("100-continue")))
        head->expects_continue = true;
    else
        head->expects_other = true;
    return true;
}

/* The headers that say where a request ends and whom it is for. */
static bool take_framing(struct http_head *head, struct str name, struct str value)
{
    static const struct {
        struct str name;
        bool (*take)(struct http_head *, struct str);
    } rows[] = {
        {{"host", 4}, take_host},
        {{"content-length", 14}, take_content_length},
        {{"transfer-encoding", 17}, take_transfer_encoding},
        {{"connection", 10}, take_connection},
        {{"expect", 6}, take_expect},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (name.n == rows[i].name.n && str_eq_nocase(name, rows[i].name))
            return rows[i].take(head, value);
    return true;
}

static bool take_header(struct http_head *head, struct str line)
{
    struct http_request *request = head->request;
    const char *colon = memchr(line.p, ':', line.n);
    if (!colon)
        return refuse(head, 400, "header");
    struct str name = {line.p, (size_t)(colon - line.p)};
    struct str value = trim_blanks(str_from(line, name.n + 1));
    if (name.n == 0 || !has_class(name, TOKEN) || !has_class(value, VALUE))
        return refuse(head, 400, "header");
    if (request->header_count == HTTP_HEADERS_MAX)
        return refuse(head, 431, "headers");
    request->headers[request->header_count++] = (struct http_header){name, value};
    return take_framing(head, name, value);
}

/* ---- the whole ---- */

static bool finish(struct http_head *head)
{
    bool has_length = head->request->content_length >= 0;
    head->done = true;
    if (head->host_count != 1)
        return refuse(head, 400, "host");
    if (head->has_transfer_encoding)
        return refuse(head, has_length ? 400 : 501, "transfer-encoding");
    if (has_length && head->request->method == HTTP_HEAD)
        return refuse(head, 400, "content-length");
    /* RFC 9110 10.1.1: an expectation in HTTP/1.0 is ignored. */
    if (head->http_1_0)
        head->expects_continue = false;
    else if (head->expects_other)
        return refuse(head, 417, "expect");
    return true;
}

static bool take_line(struct http_head *head, struct str line)
{
    if (head->line_count++ == 0)
        return take_request_line(head, line);
    return line.n ? take_header(head, line) : finish(head);
}

/* A first byte that begins no method (TLS, an empty line) is not waited upon. */
static bool begins_well(struct http_head *head, const char *bytes, size_t n)
{
    return n == 0 || head->scanned || has_class((struct str){bytes, 1}, TOKEN) ||
           refuse(head, 400, "request-line");
}

enum http_head_verdict http_head_parse(struct http_head *head, const char *bytes, size_t n)
{
    size_t end = n < HTTP_HEAD_BYTES_MAX ? n : HTTP_HEAD_BYTES_MAX;
    if (head->status || !begins_well(head, bytes, n))
        return HTTP_HEAD_REFUSED;
    while (head->scanned < end && !head->done) {
        const char *lf = memchr(bytes + head->scanned, '\n', end - head->scanned);
        if (!lf) {
            head->scanned = end;
            break;
        }
        struct str line = {bytes + head->line, (size_t)(lf - (bytes + head->line))};
        head->scanned = head->line = (size_t)(lf + 1 - bytes);
        if (line.n == 0 || line.p[--line.n] != '\r') {
            refuse(head, 400, "bare-lf");
            return HTTP_HEAD_REFUSED;
        }
        if (!take_line(head, line))
            return HTTP_HEAD_REFUSED;
    }
    if (!head->done && end == HTTP_HEAD_BYTES_MAX)
        refuse(head, 431, "head");
    if (head->status)
        return HTTP_HEAD_REFUSED;
    return head->done ? HTTP_HEAD_DONE : HTTP_HEAD_MORE;
}
