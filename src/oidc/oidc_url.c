/* DESIGN: which addresses are asked at all. */
#include "oidc_url.h"

#include <string.h>

static struct str authority_of(struct str rest)
{
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == '/' || rest.p[i] == '?')
            return str_first(rest, i);
    return rest;
}

/* A name or an address, and a port; nothing else is legal before the path. */
static bool is_authority(struct str s)
{
    bool bracketed = s.n && s.p[0] == '[';
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == ':';
        if (!plain && !(bracketed && (c == '[' || c == ']')))
            return false;
    }
    return s.n > 0 && s.n < 256;
}

static bool is_loopback(struct str authority)
{
    static const char *const hosts[] = {"127.0.0.1", "[::1]", "localhost"};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        size_t n = strlen(hosts[i]);
        if (str_starts(authority, str_of(hosts[i])) && (authority.n == n || authority.p[n] == ':'))
            return true;
    }
    return false;
}

enum err oidc_url_parse(struct str url, struct oidc_url *ret)
{
    bool secure = str_starts(url, STR("https://"));
    if (url.n > 2000 || (!secure && !str_starts(url, STR("http://"))))
        return ERR_INVALID;
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7f || strchr("\"<>\\^`{|}#", url.p[i]))
            return ERR_INVALID;
    struct str authority = authority_of(str_from(url, secure ? 8 : 7));
    bool loopback = is_loopback(authority);
    if (!is_authority(authority) || (!secure && !loopback))
        return ERR_INVALID;
    *ret = (struct oidc_url){str_first(url, secure ? 5 : 4), authority, loopback};
    return OK;
}
