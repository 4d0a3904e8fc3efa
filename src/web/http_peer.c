/* DESIGN: connections counted by the address they come from. */
#include "http_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "token.h"

enum { BUCKETS = 1024 };

struct http_peer {
    struct http_peer *next;
    uint64_t key;
    int count;
};

struct http_peers {
    uint64_t seed;
    struct http_peer *buckets[BUCKETS];
};

struct http_peers *http_peers_new(void)
{
    struct http_peers *peers = check_calloc(1, sizeof *peers);
    token_random(&peers->seed, sizeof peers->seed);
    return peers;
}

void http_peers_free(struct http_peers *peers)
{
    for (int i = 0; peers && i < BUCKETS; i++)
        while (peers->buckets[i]) {
            struct http_peer *peer = peers->buckets[i];
            peers->buckets[i] = peer->next;
            free(peer);
        }
    free(peers);
}

static const uint8_t *ipv6_bytes(const struct sockaddr *address)
{
    return ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
}

static const struct in_addr *ipv4(const struct sockaddr *address)
{
    return &((const struct sockaddr_in *)(const void *)address)->sin_addr;
}

static bool is_mapped(const uint8_t *bytes)
{
    static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};
    return memcmp(bytes, prefix, sizeof prefix) == 0;
}

/* IPv4 as its 32 bits, which no /64 in use looks like; false for other families. */
static bool find_key(const struct sockaddr *address, uint64_t *ret)
{
    uint32_t v4 = 0;
    if (address->sa_family == AF_INET) {
        *ret = ipv4(address)->s_addr;
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    const uint8_t *bytes = ipv6_bytes(address);
    if (is_mapped(bytes)) {
        memcpy(&v4, bytes + 12, sizeof v4);
        *ret = v4;
    } else {
        memcpy(ret, bytes, sizeof *ret);
    }
    return true;
}

static struct http_peer **bucket_of(struct http_peers *peers, uint64_t key)
{
    uint64_t mixed = (key ^ peers->seed) * UINT64_C(0x9e3779b97f4a7c15);
    return &peers->buckets[mixed >> 54];
}

struct http_peer *http_peers_add(struct http_peers *peers, const struct sockaddr *address, int max,
                                 bool *ret_refused)
{
    uint64_t key;
    *ret_refused = false;
    if (!find_key(address, &key))
        return NULL;
    struct http_peer **bucket = bucket_of(peers, key), *peer = *bucket;
    while (peer && peer->key != key)
        peer = peer->next;
    if (!peer) {
        peer = check_malloc(sizeof *peer);
        *peer = (struct http_peer){*bucket, key, 0};
        *bucket = peer;
    }
    if (peer->count >= max) {
        *ret_refused = true;
        return NULL;
    }
    peer->count++;
    return peer;
}

void http_peers_remove(struct http_peers *peers, struct http_peer *peer)
{
    if (!peer || --peer->count > 0)
        return;
    struct http_peer **at = bucket_of(peers, peer->key);
    while (*at != peer)
        at = &(*at)->next;
    *at = peer->next;
    free(peer);
}

void http_peer_format(const struct sockaddr *address, char ret[static HTTP_PEER_TEXT_MAX])
{
    snprintf(ret, HTTP_PEER_TEXT_MAX, "unix");
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, ipv4(address), ret, HTTP_PEER_TEXT_MAX);
    else if (address->sa_family == AF_INET6 && is_mapped(ipv6_bytes(address)))
        inet_ntop(AF_INET, ipv6_bytes(address) + 12, ret, HTTP_PEER_TEXT_MAX);
    else if (address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, ipv6_bytes(address), ret, HTTP_PEER_TEXT_MAX);
}
