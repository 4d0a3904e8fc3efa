/* DESIGN: what a proxy says about who asks, and when it is believed. */
#include "proxy_user.h"

#include "tz.h"

bool proxy_trust_is_on(const struct proxy_trust *trust)
{
    return trust->user_header && trust->secret_header && trust->secret;
}

static bool is_token(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
              *c == '-'))
            return false;
    return name[0] != '\0';
}

const char *proxy_trust_fault(const struct proxy_trust *trust)
{
    enum { SECRET_MIN = 20 };
    if (!trust->user_header && !trust->secret_header && !trust->secret && !trust->peers)
        return NULL;
    if (!trust->user_header || !trust->secret_header || !trust->secret)
        return "signing in by a proxy's header needs proxy_user_header, proxy_secret_header and "
               "proxy_secret_file, all three";
    if (!is_token(trust->user_header) || !is_token(trust->secret_header))
        return "proxy_user_header and proxy_secret_header are names like X-Remote-User";
    if (str_eq_nocase(str_of(trust->user_header), str_of(trust->secret_header)))
        return "proxy_user_header and proxy_secret_header are two headers";
    if (str_of(trust->secret).n < SECRET_MIN)
        return "the secret in proxy_secret_file is shorter than 20 characters; make one with: "
               "openssl rand -hex 32";
    return NULL;
}

static bool is_listed(const char *peers, struct str peer)
{
    struct str rest = str_of(peers), one;
    while (str_split(&rest, ' ', &one))
        if (one.n && str_eq(one, peer))
            return true;
    return false;
}

/* The value of the one header of that name; p NULL for none and for two. */
static struct str find_one(const struct http_request *http, const char *name)
{
    struct str found = {NULL, 0};
    for (int i = 0; i < http->header_count; i++) {
        if (!str_eq_nocase(http->headers[i].name, str_of(name)))
            continue;
        if (found.p)
            return (struct str){NULL, 0};
        found = http->headers[i].value;
    }
    return found;
}

struct str proxy_user_find(const struct proxy_trust *trust, const struct http_request *http)
{
    static const struct str nobody = {NULL, 0};
    struct str peer = str_of(http->peer);
    if (!trust || !proxy_trust_is_on(trust) ||
        !(str_eq_c(peer, "unix") || (trust->peers && is_listed(trust->peers, peer))))
        return nobody;
    struct str secret = find_one(http, trust->secret_header);
    if (!secret.p || !token_equal(secret, str_of(trust->secret)))
        return nobody;
    struct str user = find_one(http, trust->user_header);
    return user.p && person_email_is_valid(str_trim(user)) ? str_trim(user) : nobody;
}

enum err proxy_user_person(struct ctx *ctx, struct str user, struct person *ret)
{
    if (!user.p)
        return ERR_NOT_FOUND;
    return person_find_by_email(ctx->store, user, tz_day(ctx->now), ctx->arena, ret);
}
