/* DESIGN: replies: a head of our own few lines and the owner's, then the body, written at once. */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "http_reply.h"

#define LINE(text)                                                                                 \
    {                                                                                              \
        "HTTP/1.1 " text "\r\n", sizeof("HTTP/1.1 " text "\r\n") - 1                               \
    }

/* RFC 9110 15; 421-429 and 507 as far as the house answers them. */
static const struct str status_lines[600] = {
    [200] = LINE("200 OK"),
    [201] = LINE("201 Created"),
    [202] = LINE("202 Accepted"),
    [204] = LINE("204 No Content"),
    [301] = LINE("301 Moved Permanently"),
    [302] = LINE("302 Found"),
    [303] = LINE("303 See Other"),
    [304] = LINE("304 Not Modified"),
    [307] = LINE("307 Temporary Redirect"),
    [308] = LINE("308 Permanent Redirect"),
    [400] = LINE("400 Bad Request"),
    [401] = LINE("401 Unauthorized"),
    [403] = LINE("403 Forbidden"),
    [404] = LINE("404 Not Found"),
    [405] = LINE("405 Method Not Allowed"),
    [406] = LINE("406 Not Acceptable"),
    [408] = LINE("408 Request Timeout"),
    [409] = LINE("409 Conflict"),
    [410] = LINE("410 Gone"),
    [411] = LINE("411 Length Required"),
    [412] = LINE("412 Precondition Failed"),
    [413] = LINE("413 Content Too Large"),
    [414] = LINE("414 URI Too Long"),
    [415] = LINE("415 Unsupported Media Type"),
    [416] = LINE("416 Range Not Satisfiable"),
    [417] = LINE("417 Expectation Failed"),
    [421] = LINE("421 Misdirected Request"),
    [422] = LINE("422 Unprocessable Content"),
    [423] = LINE("423 Locked"),
    [428] = LINE("428 Precondition Required"),
    [429] = LINE("429 Too Many Requests"),
    [431] = LINE("431 Request Header Fields Too Large"),
    [500] = LINE("500 Internal Server Error"),
    [501] = LINE("501 Not Implemented"),
    [502] = LINE("502 Bad Gateway"),
    [503] = LINE("503 Service Unavailable"),
    [504] = LINE("504 Gateway Timeout"),
    [505] = LINE("505 HTTP Version Not Supported"),
    [507] = LINE("507 Insufficient Storage"),
};

static void add(struct http_reply_head *head, const char *p, size_t n)
{
    CHECK(n <= sizeof head->bytes - head->n);
    memcpy(head->bytes + head->n, p, n);
    head->n += n;
}

static void add_status(struct http_reply_head *head, int status)
{
    char line[32];
    CHECK(status >= 200 && status < 600);
    const struct str *known = &status_lines[status];
    if (known->p)
        add(head, known->p, known->n);
    else
        add(head, line, (size_t)snprintf(line, sizeof line, "HTTP/1.1 %d \r\n", status));
}

/* RFC 9110 5.6.7, IMF-fixdate. */
static void write_date(struct http *http, int64_t now_s)
{
    static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct day day = {(int32_t)(now_s / 86400)};
    struct civil civil = day_civil(day);
    unsigned second = (unsigned)(now_s % 86400);
    snprintf(http->date, sizeof http->date, "Date: %s, %02u %s %04u %02u:%02u:%02u GMT\r\n",
             days[day_weekday(day)], (unsigned)civil.day % 100, months[civil.month - 1],
             (unsigned)civil.year % 10000, second / 3600, second / 60 % 60, second % 60);
    http->date_s = now_s;
}

static void add_date(struct http_reply_head *head, struct http *http)
{
    enum { DATE_BYTES = sizeof "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n" - 1 };
    int64_t now_s = clock_now(&http->clock).v;
    if (now_s != http->date_s)
        write_date(http, now_s);
    add(head, http->date, DATE_BYTES);
}

static void add_content_length(struct http_reply_head *head, size_t n)
{
    char digits[24], *p = digits + sizeof digits;
    *--p = '\n';
    *--p = '\r';
    do
        *--p = (char)('0' + n % 10);
    while (n /= 10);
    add(head, "Content-Length: ", sizeof "Content-Length: " - 1);
    add(head, p, (size_t)(digits + sizeof digits - p));
}

void http_reply_head_begin(struct http_reply_head *head, struct http_conn *conn, int status)
{
    head->n = 0;
    add_status(head, status);
    add_date(head, conn->http);
    if (conn->close)
        add(head, "Connection: close\r\n", sizeof "Connection: close\r\n" - 1);
}

enum http_sent http_reply_head_send(struct http_reply_head *head, struct http_conn *conn,
                                    struct str headers, const struct http_tail *tail)
{
    struct iovec parts[3];
    int count = 1;
    if (conn->broken)
        return HTTP_SENT_BROKEN;
    if (headers.n + 2 <= sizeof head->bytes - head->n) {
        add(head, headers.p, headers.n);
        add(head, "\r\n", 2);
    } else {
        parts[count++] = (struct iovec){(void *)headers.p, headers.n};
        parts[count++] = (struct iovec){(void *)"\r\n", 2};
    }
    parts[0] = (struct iovec){head->bytes, head->n};
    return http_out_send(&conn->out, conn->fd, parts, count, tail);
}

void http_reply(struct http_exchange *exchange, const struct http_reply *reply)
{
    struct http_conn *conn = exchange->conn;
    struct http_reply_head head;
    bool bodyless = reply->status == 204 || reply->status == 304;
    bool hidden = bodyless || exchange->request.method == HTTP_HEAD;
    struct http_tail tail = {reply->body, reply->blob, reply->is_static};
    CHECK(conn->exchange == exchange && conn->state == CONN_WORKING);
    conn->close |= reply->close || exchange->body_unread || conn->http->stopping;
    http_reply_head_begin(&head, conn, reply->status);
    if (!bodyless)
        add_content_length(&head, reply->body.n);
    http_conn_on_reply(conn,
                       http_reply_head_send(&head, conn, reply->headers, hidden ? NULL : &tail));
}
