/* DESIGN: a reader of the demo's outbox: enough MIME for the messages we write ourselves. */
#include "demo_mail.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

enum { MAIL_BYTES_MAX = 1 << 20, PARTS_DEEP_MAX = 4 };

struct part {
    struct str head, body;
};

static struct part split_part(struct str text)
{
    const char *gap = memmem(text.p, text.n, "\r\n\r\n", 4);
    if (!gap)
        return (struct part){text, STR("")};
    size_t n = (size_t)(gap - text.p);
    return (struct part){str_first(text, n + 2), str_from(text, n + 4)};
}

/* A header unfolded; "" if there is none. */
static const char *header(struct part part, const char *name, struct arena *arena)
{
    struct str rest = part.head, line;
    struct buf value;
    bool inside = false;
    buf_init(&value, 4096);
    while (str_split(&rest, '\n', &line)) {
        bool folded = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        long colon = str_find(line, ':');
        if (!folded)
            inside = colon > 0 && str_eq_nocase(str_first(line, (size_t)colon), str_of(name));
        if (!inside)
            continue;
        if (folded)
            buf_add_char(&value, ' ');
        buf_add_str(&value, str_trim(folded ? line : str_from(line, (size_t)colon + 1)));
    }
    const char *text = arena_str_c(arena, buf_str(&value));
    buf_done(&value);
    return text;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 6.7; `underscore` is RFC 2047's space. */
static void add_quoted(struct buf *out, struct str s, bool underscore)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '=' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
            buf_add_char(out, (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])));
            i += 2;
        } else if (s.p[i] == '=' && i + 2 < s.n && s.p[i + 1] == '\r') {
            i += 2;
        } else if (s.p[i] != '\r') {
            buf_add_char(out, underscore && s.p[i] == '_' ? ' ' : s.p[i]);
        }
    }
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void add_base64(struct buf *out, struct str s)
{
    unsigned bits = 0;
    int count = 0;
    for (size_t i = 0; i < s.n; i++) {
        int digit = base64_digit(s.p[i]);
        if (digit < 0)
            continue;
        bits = bits << 6 | (unsigned)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_add_char(out, (char)(bits >> count & 0xff));
        }
    }
}

/* Encoded words (RFC 2047) of our own composer: =?UTF-8?B?…?= and =?UTF-8?Q?…?=. */
static const char *decode_words(const char *text, struct arena *arena)
{
    struct buf out;
    bool after_word = false;
    buf_init(&out, 4096);
    while (*text) {
        const char *start = strstr(text, "=?");
        const char *mode = start ? strchr(start + 2, '?') : NULL;
        const char *end = mode && mode[1] ? strstr(mode + 3, "?=") : NULL;
        if (!end) {
            buf_add_c(&out, text);
            break;
        }
        struct str between = str_make(text, (size_t)(start - text));
        if (!after_word || str_trim(between).n)
            buf_add_str(&out, between);
        struct str coded = str_make(mode + 3, (size_t)(end - mode - 3));
        if ((mode[1] | 32) == 'b')
            add_base64(&out, coded);
        else
            add_quoted(&out, coded, true);
        text = end + 2;
        after_word = true;
    }
    const char *decoded = arena_str_c(arena, buf_str(&out));
    buf_done(&out);
    return decoded;
}

static const char *decoded_body(struct part part, struct arena *arena)
{
    struct buf out;
    const char *encoding = header(part, "Content-Transfer-Encoding", arena);
    buf_init(&out, MAIL_BYTES_MAX);
    if (strcasecmp(encoding, "base64") == 0)
        add_base64(&out, part.body);
    else if (strcasecmp(encoding, "quoted-printable") == 0)
        add_quoted(&out, part.body, false);
    else
        buf_add_str(&out, part.body);
    const char *text = arena_str_c(arena, buf_str(&out));
    buf_done(&out);
    return text;
}

static struct str boundary_of(const char *type)
{
    const char *at = strstr(type, "boundary=\"");
    const char *end = at ? strchr(at + 10, '"') : NULL;
    return end ? str_make(at + 10, (size_t)(end - at - 10)) : str_make(NULL, 0);
}

/* The first text/plain becomes `text`; every other leaf is shown as source. */
static void add_leaf(struct part part, const char *type, struct arena *arena, json_t *view)
{
    const char *body = decoded_body(part, arena);
    if (!str_is_utf8(str_of(body)))
        return;
    if (strncmp(type, "text/plain", 10) == 0 && !json_object_get(view, "text"))
        json_object_set_new(view, "text", json_string(body));
    else
        json_array_append_new(json_object_get(view, "parts"),
                              json_pack("{s:s, s:s}", "name", type, "source", body));
}

static void add_part(struct str text, struct arena *arena, json_t *view, int depth)
{
    struct part part = split_part(text);
    const char *type = header(part, "Content-Type", arena);
    struct str boundary = boundary_of(type);
    if (!boundary.p || depth == PARTS_DEEP_MAX) {
        add_leaf(part, type, arena, view);
        return;
    }
    const char *mark = arena_printf(arena, "--%.*s", (int)boundary.n, boundary.p);
    size_t n = strlen(mark);
    const char *end = part.body.p + part.body.n;
    const char *at = memmem(part.body.p, part.body.n, mark, n);
    while (at && end - at > (long)n + 2 && strncmp(at + n, "--", 2) != 0) {
        const char *from = at + n + 2;
        const char *next = memmem(from, (size_t)(end - from), mark, n);
        add_part(str_make(from, (size_t)((next ? next : end) - from)), arena, view, depth + 1);
        at = next;
    }
}

static struct str read_mail(struct ctx *ctx, const char *name)
{
    FILE *file = fopen(arena_printf(ctx->arena, "%s/outbox/%s", ctx->site->data_dir, name), "re");
    struct buf text;
    char chunk[4096];
    if (!file)
        return str_make(NULL, 0);
    buf_init(&text, MAIL_BYTES_MAX);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&text, chunk, n);
    fclose(file);
    struct str copy = arena_str(ctx->arena, buf_str(&text));
    buf_done(&text);
    return copy;
}

static int is_mail(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), STR(".eml")) && entry->d_name[0] != '.';
}

static int newest_first(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*b)->d_name, (*a)->d_name);
}

/* NULL if it is to somebody else than `to`. */
static json_t *list_item(struct ctx *ctx, const char *name, const char *to)
{
    struct part part = split_part(read_mail(ctx, name));
    const char *address = header(part, "To", ctx->arena);
    if (to && !strcasestr(address, to))
        return NULL;
    struct str id = str_first(str_of(name), strlen(name) - 4);
    return json_pack("{s:s, s:s, s:s, s:s}", "id", arena_str_c(ctx->arena, id), "subject",
                     decode_words(header(part, "Subject", ctx->arena), ctx->arena), "to", address,
                     "sent", header(part, "Date", ctx->arena));
}

json_t *demo_mail_list(struct ctx *ctx, const char *to)
{
    struct dirent **entries = NULL;
    json_t *list = json_array();
    const char *dir = arena_printf(ctx->arena, "%s/outbox", ctx->site->data_dir);
    int count = scandir(dir, &entries, is_mail, newest_first);
    for (int i = 0; i < count; i++) {
        json_t *item =
            json_array_size(list) < DEMO_MAILS_MAX ? list_item(ctx, entries[i]->d_name, to) : NULL;
        if (item)
            json_array_append_new(list, item);
        free(entries[i]);
    }
    free(entries);
    return list;
}

/* A name of a file in that one directory, nothing else. */
static bool is_plain_name(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              c == '-' || c == '_' || (c == '.' && i > 0)))
            return false;
    }
    return name.n > 0 && name.n < 120;
}

/* The mail's links into this server, so that they can be followed from here. */
static json_t *links_of(struct ctx *ctx, const char *text)
{
    json_t *links = json_array();
    struct str rest = str_of(text), line, base = str_of(ctx->site->base_url);
    while (text && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, base) && line.n > base.n && line.p[base.n] == '/')
            json_array_append_new(links,
                                  json_string(arena_str_c(ctx->arena, str_from(line, base.n))));
    }
    return links;
}

enum err demo_mail_view(struct ctx *ctx, struct str name, json_t **ret)
{
    static const char *const shown[] = {"From", "To", "Reply-To", "Date", "Message-ID"};
    if (!is_plain_name(name))
        return ERR_NOT_FOUND;
    struct str text = read_mail(ctx, arena_printf(ctx->arena, "%.*s.eml", (int)name.n, name.p));
    if (!text.p)
        return ERR_NOT_FOUND;
    struct part part = split_part(text);
    const char *subject = decode_words(header(part, "Subject", ctx->arena), ctx->arena);
    json_t *headers = json_array();
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const char *value = decode_words(header(part, shown[i], ctx->arena), ctx->arena);
        if (value[0])
            json_array_append_new(headers,
                                  json_pack("{s:s, s:s}", "name", shown[i], "value", value));
    }
    json_t *view = json_pack("{s:{s:s, s:s}, s:o, s:[]}", "page", "title", "Mail", "heading",
                             subject, "headers", headers, "parts");
    add_part(text, ctx->arena, view, 0);
    json_object_set_new(view, "links",
                        links_of(ctx, json_string_value(json_object_get(view, "text"))));
    *ret = view;
    return OK;
}
