/* DESIGN: the frames between mailer and deliverer. */
#include "frame.h"

#include <string.h>

enum { LENGTH_BYTES = 4 };

/* ---- writing ---- */

static size_t begin(struct buf *out, enum frame_kind kind)
{
    size_t at = out->n;
    buf_add(out, "\0\0\0\0", LENGTH_BYTES);
    buf_add_char(out, (char)kind);
    return at;
}

static void end(struct buf *out, size_t at)
{
    if (out->full)
        return;
    uint32_t n = (uint32_t)(out->n - at - LENGTH_BYTES);
    memcpy(out->p + at, &n, sizeof n);
}

static void add_str(struct buf *out, struct str s)
{
    uint32_t n = (uint32_t)s.n;
    buf_add(out, &n, sizeof n);
    buf_add(out, s.p, s.n);
}

static void add_int(struct buf *out, int64_t value)
{
    buf_add(out, &value, sizeof value);
}

void frame_add_settings(struct buf *out, const struct frame_settings *settings)
{
    size_t at = begin(out, FRAME_SETTINGS);
    add_str(out, settings->host);
    add_str(out, settings->port);
    add_str(out, settings->user);
    add_str(out, settings->password);
    add_str(out, settings->ca_file);
    add_str(out, settings->from);
    add_int(out, settings->tls);
    add_int(out, settings->timeout_ms);
    add_int(out, settings->answer_timeout_ms);
    add_int(out, settings->messages_max);
    end(out, at);
}

void frame_add_message(struct buf *out, const struct frame_message *message)
{
    size_t at = begin(out, FRAME_MESSAGE);
    add_int(out, message->id);
    add_str(out, message->to);
    add_str(out, message->bytes);
    end(out, at);
}

void frame_add_result(struct buf *out, const struct frame_result *result)
{
    size_t at = begin(out, FRAME_RESULT);
    add_int(out, result->id);
    add_int(out, result->outcome);
    add_int(out, result->more);
    add_int(out, result->hold);
    add_str(out, result->reply);
    end(out, at);
}

void frame_add_leave(struct buf *out)
{
    end(out, begin(out, FRAME_LEAVE));
}

/* ---- reading ---- */

bool frame_peek(struct str arrived, enum frame_kind *ret_kind, struct str *ret_fields,
                size_t *ret_used, enum err *ret_err)
{
    uint32_t n = 0;
    *ret_err = OK;
    if (arrived.n < LENGTH_BYTES)
        return false;
    memcpy(&n, arrived.p, sizeof n);
    if (n == 0 || n > FRAME_BYTES_MAX)
        *ret_err = ERR_INVALID;
    if (*ret_err != OK || arrived.n - LENGTH_BYTES < n)
        return false;
    *ret_kind = (enum frame_kind)arrived.p[LENGTH_BYTES];
    *ret_fields = str_make(arrived.p + LENGTH_BYTES + 1, n - 1);
    *ret_used = LENGTH_BYTES + n;
    return true;
}

struct reader {
    struct str rest;
    bool bad;
};

static struct str take(struct reader *reader, size_t n)
{
    if (reader->bad || reader->rest.n < n) {
        reader->bad = true;
        return (struct str){"", 0};
    }
    struct str taken = str_first(reader->rest, n);
    reader->rest = str_from(reader->rest, n);
    return taken;
}

static int64_t take_int(struct reader *reader)
{
    int64_t value = 0;
    struct str bytes = take(reader, sizeof value);
    if (!reader->bad)
        memcpy(&value, bytes.p, sizeof value);
    return value;
}

static struct str take_str(struct reader *reader)
{
    uint32_t n = 0;
    struct str bytes = take(reader, sizeof n);
    if (!reader->bad)
        memcpy(&n, bytes.p, sizeof n);
    return take(reader, n);
}

static enum err finished(const struct reader *reader)
{
    return reader->bad || reader->rest.n > 0 ? ERR_INVALID : OK;
}

enum err frame_parse_settings(struct str fields, struct frame_settings *ret)
{
    struct reader reader = {fields, false};
    struct frame_settings settings;
    settings.host = take_str(&reader);
    settings.port = take_str(&reader);
    settings.user = take_str(&reader);
    settings.password = take_str(&reader);
    settings.ca_file = take_str(&reader);
    settings.from = take_str(&reader);
    settings.tls = take_int(&reader);
    settings.timeout_ms = take_int(&reader);
    settings.answer_timeout_ms = take_int(&reader);
    settings.messages_max = take_int(&reader);
    if (finished(&reader) != OK)
        return ERR_INVALID;
    *ret = settings;
    return OK;
}

enum err frame_parse_message(struct str fields, struct frame_message *ret)
{
    struct reader reader = {fields, false};
    struct frame_message message;
    message.id = take_int(&reader);
    message.to = take_str(&reader);
    message.bytes = take_str(&reader);
    if (finished(&reader) != OK)
        return ERR_INVALID;
    *ret = message;
    return OK;
}

enum err frame_parse_result(struct str fields, struct frame_result *ret)
{
    struct reader reader = {fields, false};
    struct frame_result result;
    result.id = take_int(&reader);
    result.outcome = take_int(&reader);
    result.more = take_int(&reader);
    result.hold = take_int(&reader);
    result.reply = take_str(&reader);
    if (finished(&reader) != OK)
        return ERR_INVALID;
    *ret = result;
    return OK;
}
