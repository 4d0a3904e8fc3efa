/* DESIGN: writes a value so that it cannot leave the place it was put in. */
#include <string.h>

#include "check.h"
#include "percent.h"
#include "template_set.h"

/* What stands for a byte in text and in quoted attributes; NULL for itself. */
static const char *const entities[256] = {
    ['\0'] = "\xEF\xBF\xBD", ['&'] = "&amp;",  ['<'] = "&lt;",
    ['>'] = "&gt;",          ['"'] = "&quot;", ['\''] = "&#39;",
};

static void escape_text(struct buf *out, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        const char *entity = entities[(unsigned char)s.p[i]];
        if (!entity)
            continue;
        buf_add(out, s.p + from, i - from);
        buf_add_c(out, entity);
        from = i + 1;
    }
    buf_add(out, s.p + from, s.n - from);
}

static bool is_known_start(struct str s)
{
    static const struct str starts[] = {
        {"#", 1},       {"?", 1},    {"https://", 8},  {"http://", 7},
        {"mailto:", 7}, {"tel:", 4}, {"webcal://", 9},
    };
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        if (str_eq_nocase(str_first(s, starts[i].n), starts[i]))
            return true;
    }
    if (s.n == 0 || s.p[0] != '/')
        return false;
    /* Browsers drop tabs and line ends from addresses, and read \ as /. */
    return s.n == 1 || !memchr("/\\\t\r\n", s.p[1], 5);
}

void template_escape(struct buf *out, enum template_escaper escaper, struct str s)
{
    switch (escaper) {
    case ESCAPE_NONE:
        buf_add_str(out, s);
        break;
    case ESCAPE_TEXT:
        escape_text(out, s);
        break;
    case ESCAPE_URL_START:
        escape_text(out, is_known_start(s) ? s : STR("#blocked"));
        break;
    case ESCAPE_URL_ROOT:
        if (s.n > 0 && s.p[0] == '/') {
            buf_add_c(out, "%2F");
            s = str_from(s, 1);
        }
        percent_add(out, s, '/');
        break;
    case ESCAPE_URL_PATH:
        percent_add(out, s, '/');
        break;
    case ESCAPE_URL_MAIL:
        percent_add(out, s, '@');
        break;
    case ESCAPE_URL_QUERY:
        percent_add(out, s, 0);
        break;
    }
}
