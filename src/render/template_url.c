/* DESIGN: how far the address in a URL attribute is known, and so what a value in it may be. */
#include <string.h>

#include "check.h"
#include "template_set.h"

/* Schemes after which a value may follow literal text. */
static const struct str schemes[] = {{"https", 5}, {"http", 4},   {"mailto", 6},
                                     {"tel", 3},   {"webcal", 6}, {"webcals", 7}};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scheme_char(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || (c && strchr("+-._~", c));
}

/* The place after the ':' that ends name. A tag in between makes it unknown. */
static enum url_place url_after_scheme(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        if (str_eq_nocase(name, schemes[i]))
            return str_eq_c(schemes[i], "mailto") ? URL_MAIL : URL_PATH;
    }
    return URL_BAD;
}

static enum url_place url_after_start(char c)
{
    if (is_space(c))
        return URL_START;
    if (c == '/')
        return URL_ROOT;
    return is_scheme_char(c) ? URL_SCHEME : URL_BAD;
}

/* One literal character at p of an address. */
static enum url_place url_next(enum url_place place, const char *scheme_at, const char *p)
{
    if (place == URL_BAD || place == URL_QUERY)
        return place;
    /* Browsers take these out of an address wherever they stand. */
    if (*p == '\t' || *p == '\n' || *p == '\r')
        return place;
    if (*p == '?' || *p == '#')
        return URL_QUERY;
    switch (place) {
    case URL_START:
        return url_after_start(*p);
    case URL_SCHEME:
        if (*p == ':')
            return url_after_scheme(str_trim(str_make(scheme_at, (size_t)(p - scheme_at))));
        if (*p == '/')
            return URL_PATH;
        return is_scheme_char(*p) ? URL_SCHEME : URL_BAD;
    case URL_VALUE:
        return *p == '/' ? URL_ROOT : URL_PATH;
    case URL_MAYBE:
        return *p == '/' ? URL_ROOT : URL_BAD;
    case URL_MAIL:
        return URL_MAIL;
    default:
        return URL_PATH;
    }
}

void template_url_text(struct template_context *context, const char *p, const char *end)
{
    for (; p < end && context->url != URL_QUERY; p++)
        context->url = url_next(context->url, context->scheme_at, p);
}

/* The escaper of a value there, and the place after it. */
const char *template_url_value(struct template_context *context, enum template_escaper *ret_escaper)
{
    static const enum template_escaper escapers[] = {
        [URL_START] = ESCAPE_URL_START, [URL_PATH] = ESCAPE_URL_PATH,
        [URL_MAIL] = ESCAPE_URL_MAIL,   [URL_QUERY] = ESCAPE_URL_QUERY,
        [URL_VALUE] = ESCAPE_URL_ROOT,  [URL_ROOT] = ESCAPE_URL_ROOT,
        [URL_SCHEME] = ESCAPE_URL_PATH, [URL_MAYBE] = ESCAPE_URL_START,
        [URL_BAD] = ESCAPE_URL_START,
    };
    if (context->url == URL_BAD)
        return "a value in an address of an unknown kind: begin it with / or https://, or give the "
               "whole address as one value";
    *ret_escaper = escapers[context->url];
    if (context->url == URL_START || context->url == URL_MAYBE)
        context->url = URL_VALUE;
    return NULL;
}

/* What is known of the address when a section may have run or not. */
enum url_place template_url_join(enum url_place before, enum url_place after)
{
    if (before == after)
        return before;
    if (before == URL_START || after == URL_START)
        return before == URL_BAD || after == URL_BAD ? URL_BAD : URL_MAYBE;
    return before > after ? before : after;
}
