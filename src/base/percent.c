/* DESIGN: texts as a part of an address. */
#include "percent.h"

#include <string.h>

/* RFC 3986, section 2.3. */
static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void percent_add(struct buf *out, struct str s, char kept)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_unreserved(s.p[i]) || (kept && s.p[i] == kept))
            continue;
        buf_add(out, s.p + from, i - from);
        buf_add(out, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
        from = i + 1;
    }
    buf_add(out, s.p + from, s.n - from);
}

const char *percent_format(struct arena *arena, const char *text)
{
    struct buf out;
    buf_init(&out, 3 * strlen(text) + 1);
    percent_add(&out, str_of(text), 0);
    const char *encoded = arena_strdup(arena, buf_cstr(&out));
    buf_done(&out);
    return encoded;
}
