/* DESIGN: one JSON object a line on standard error, written with one call. */
#include "log.h"

#include <stdatomic.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"

enum { LINE_MAX_BYTES = 4096 };

static _Atomic enum log_level least = LOG_INFO;

void log_set_level(enum log_level level)
{
    least = level;
}

void log_write(enum log_level level, const char *event, const struct log_field *fields)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};
    char ts[INSTANT_TEXT_MAX];
    struct clock real;
    struct buf line;
    if (level < least)
        return;
    clock_init_real(&real);
    instant_format(clock_now(&real), ts);
    buf_init(&line, LINE_MAX_BYTES);
    buf_printf(&line, "{\"ts\":\"%s\",\"lvl\":\"%s\",\"ev\":", ts, names[level]);
    buf_add_json(&line, str_of(event));
    for (const struct log_field *f = fields; f->key; f++) {
        buf_add_char(&line, ',');
        buf_add_json(&line, str_of(f->key));
        buf_add_char(&line, ':');
        if (f->text)
            buf_add_json(&line, str_of(f->text));
        else
            buf_printf(&line, "%lld", (long long)f->number);
    }
    buf_add_c(&line, "}\n");
    ssize_t written = write(STDERR_FILENO, line.p, line.n);
    (void)written; /* nowhere left to say so */
    buf_done(&line);
}
