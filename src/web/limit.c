/* DESIGN: bounded counters of who did what how often. */
#include "limit.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "token.h"

/* Buckets of eight; a full bucket gives its oldest window away, so memory never grows. */
enum { BUCKETS = 8192, WAYS = 8, MINUTE_MS = 60000, HOUR_MS = 3600000 };

struct rule {
    int most, window_ms;
};

static const struct rule RULES[LIMIT_KINDS] = {
    [LIMIT_CODE_ASKED_EMAIL] = {5, HOUR_MS},
    [LIMIT_CODE_ASKED_ADDRESS] = {1500, HOUR_MS},
    [LIMIT_CODE_FAILED_ADDRESS] = {100, 15 * MINUTE_MS},
    [LIMIT_SIGN_IN_PAGE] = {900, MINUTE_MS},
    [LIMIT_WRITE] = {120, MINUTE_MS},
    [LIMIT_WRITE_PRIVILEGED] = {6000, MINUTE_MS},
    [LIMIT_SEARCH] = {240, MINUTE_MS},
    [LIMIT_FEED] = {60, HOUR_MS},
    [LIMIT_UNKNOWN] = {60, MINUTE_MS},
    [LIMIT_CSP_REPORT] = {60, MINUTE_MS},
    [LIMIT_LOGOUT] = {900, MINUTE_MS},
    [LIMIT_HERE_PERSON] = {30, 15 * MINUTE_MS},
    [LIMIT_HERE_ADDRESS] = {1000, 15 * MINUTE_MS},
};

struct counter {
    uint64_t key; /* 0: free */
    int64_t since_ms;
    int count;
};

struct limiter {
    bool off;
    uint8_t secret[16];
    struct counter counters[BUCKETS][WAYS];
};

struct limiter *limiter_new(bool off)
{
    struct limiter *limiter = check_calloc(1, sizeof *limiter);
    limiter->off = off;
    token_random(limiter->secret, sizeof limiter->secret);
    return limiter;
}

void limiter_free(struct limiter *limiter)
{
    free(limiter);
}

static uint64_t key_of(const struct limiter *limiter, enum limit_kind kind, struct str who)
{
    uint8_t text[512], hash[SHA256_BYTES];
    size_t n = who.n < sizeof text - 17 ? who.n : sizeof text - 17;
    uint64_t key;
    memcpy(text, limiter->secret, 16);
    text[16] = (uint8_t)kind;
    if (n)
        memcpy(text + 17, who.p, n);
    token_sha256(str_make((char *)text, n + 17), hash);
    memcpy(&key, hash, sizeof key);
    return key | 1;
}

/* The counter of that key, a free one, or the oldest of its bucket. */
static struct counter *find_counter(struct limiter *limiter, uint64_t key)
{
    struct counter *bucket = limiter->counters[(key >> 16) % BUCKETS], *oldest = bucket;
    for (int i = 0; i < WAYS; i++) {
        if (bucket[i].key == key)
            return &bucket[i];
        if (bucket[i].since_ms < oldest->since_ms)
            oldest = &bucket[i];
    }
    return oldest;
}

static bool judge(struct limiter *limiter, enum limit_kind kind, struct str who, int64_t now_ms,
                  int add, int *ret_retry_s)
{
    const struct rule *rule = &RULES[kind];
    if (limiter->off)
        return true;
    uint64_t key = key_of(limiter, kind, who);
    struct counter *counter = find_counter(limiter, key);
    if (counter->key != key || now_ms - counter->since_ms >= rule->window_ms) {
        if (!add)
            return true;
        *counter = (struct counter){key, now_ms, 0};
    }
    if (counter->count >= rule->most) {
        *ret_retry_s = (int)((counter->since_ms + rule->window_ms - now_ms + 999) / 1000);
        return false;
    }
    counter->count += add;
    return true;
}

bool limit_take(struct limiter *limiter, enum limit_kind kind, struct str who, int64_t now_ms,
                int *ret_retry_s)
{
    return judge(limiter, kind, who, now_ms, 1, ret_retry_s);
}

bool limit_allows(struct limiter *limiter, enum limit_kind kind, struct str who, int64_t now_ms,
                  int *ret_retry_s)
{
    return judge(limiter, kind, who, now_ms, 0, ret_retry_s);
}
