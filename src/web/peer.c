/* DESIGN: whom limits count against. */
#include "peer.h"

#include <arpa/inet.h>
#include <string.h>

enum { IPV6_CLIENT_BYTES = 8 };

/* The address as text, an IPv6 one cut to its /64; NULL if it is none. */
static const char *client_of(struct str text, struct arena *arena)
{
    unsigned char bytes[16];
    char name[INET6_ADDRSTRLEN];
    const char *address = arena_str_c(arena, str_trim(text));
    if (inet_pton(AF_INET, address, bytes) == 1)
        return address;
    if (inet_pton(AF_INET6, address, bytes) != 1)
        return NULL;
    memset(bytes + IPV6_CLIENT_BYTES, 0, sizeof bytes - IPV6_CLIENT_BYTES);
    return inet_ntop(AF_INET6, bytes, name, sizeof name) ? arena_strdup(arena, name) : NULL;
}

/* The last element of the last such line: what the proxy itself saw. */
static struct str last_forwarded(const struct http_request *http)
{
    struct str last = {NULL, 0}, rest = {NULL, 0};
    for (int i = 0; i < http->header_count; i++)
        if (str_eq_nocase(http->headers[i].name, STR("x-forwarded-for")))
            rest = http->headers[i].value;
    while (str_split(&rest, ',', &last))
        ;
    return last;
}

const char *peer_find(const struct http_request *http, bool behind_proxy)
{
    struct str forwarded = last_forwarded(http);
    const char *client = behind_proxy && forwarded.p ? client_of(forwarded, http->arena) : NULL;
    if (!client)
        client = client_of(str_of(http->peer), http->arena);
    return client ? client : http->peer;
}
