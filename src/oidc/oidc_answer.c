/* DESIGN: the address on which a browser came back, as somebody pasted it. */
#include <string.h>

#include "oidc.h"

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* %XX and + undone; what is no escape stays as it is. */
static struct str decode(struct str text, struct arena *arena)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n ? digit(text.p[i + 1]) : -1;
        int low = i + 2 < text.n ? digit(text.p[i + 2]) : -1;
        if (text.p[i] == '%' && high >= 0 && low >= 0) {
            out[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[n++] = text.p[i] == '+' ? ' ' : text.p[i];
        }
    }
    return str_make(out, n);
}

/* p NULL: it is not there. */
static struct str find(struct str address, const char *name, struct arena *arena)
{
    long at = str_find(address, '?');
    struct str rest = at < 0 ? str_make(NULL, 0) : str_from(address, (size_t)at + 1), part;
    while (rest.p && str_split(&rest, '&', &part)) {
        long equals = str_find(part, '=');
        if (equals >= 0 && str_eq_c(str_first(part, (size_t)equals), name))
            return decode(str_from(part, (size_t)equals + 1), arena);
    }
    return str_make(NULL, 0);
}

enum err oidc_answer_parse(struct str address, const char *state, struct arena *arena,
                           struct oidc_answer *ret, const char **ret_why)
{
    struct str error = find(address, "error", arena);
    struct str words = find(address, "error_description", arena);
    struct str given = find(address, "state", arena);
    struct oidc_answer answer = {find(address, "iss", arena), find(address, "code", arena)};
    if (error.p) {
        *ret_why = arena_printf(arena, "the provider refused: %.*s %.*s", (int)error.n, error.p,
                                (int)words.n, words.p ? words.p : "");
        return ERR_DENIED;
    }
    if (!answer.code.p || !given.p) {
        *ret_why = "that is not the address of the page the browser ended on";
        return ERR_INVALID;
    }
    if (!str_eq_c(given, state)) {
        *ret_why = "it belongs to another try (state)";
        return ERR_INVALID;
    }
    *ret = answer;
    return OK;
}
