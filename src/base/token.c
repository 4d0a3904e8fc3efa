/* DESIGN: random values from libsodium, their hashes, and a seeded source for demo data. */
#include "token.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* Set once by token_seed before any thread starts; only `sparkd demo` does. */
static struct {
    bool on;
    uint64_t state;
} seeded;

void token_init(void)
{
    CHECK(sodium_init() >= 0);
}

void token_seed(uint64_t seed)
{
    seeded.on = true;
    seeded.state = seed;
}

/* splitmix64: same seed, same demo data, on any machine. */
static uint64_t seeded_next(void)
{
    uint64_t z = (seeded.state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

void token_random(void *ret, size_t n)
{
    if (!seeded.on) {
        randombytes_buf(ret, n);
        return;
    }
    unsigned char *p = ret;
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(seeded_next() >> 56);
}

uint32_t token_below(uint32_t limit)
{
    if (!seeded.on)
        return randombytes_uniform(limit);
    return (uint32_t)((unsigned __int128)seeded_next() * limit >> 64);
}

void token_new(char ret[static TOKEN_TEXT_MAX])
{
    uint8_t bytes[32];
    token_random(bytes, sizeof bytes);
    token_base64url(bytes, sizeof bytes, ret);
}

/* 16 bytes as a UUID of that version. */
static void format_uuid(uint8_t b[16], int version, char *ret)
{
    char hex[33];
    b[6] = (uint8_t)((b[6] & 0x0f) | version << 4);
    b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
    token_hex(b, 16, hex);
    static const int groups[] = {8, 4, 4, 4, 12};
    char *out = ret;
    const char *in = hex;
    for (size_t g = 0; g < COUNT_OF(groups); g++) {
        if (g)
            *out++ = '-';
        memcpy(out, in, (size_t)groups[g]);
        out += groups[g];
        in += groups[g];
    }
    *out = '\0';
}

void token_uuid(char ret[static UUID_TEXT_MAX])
{
    uint8_t b[16];
    token_random(b, sizeof b);
    format_uuid(b, 4, ret);
}

void token_uuid_of(const char *a, const char *b, char ret[static UUID_TEXT_MAX])
{
    crypto_hash_sha256_state state;
    uint8_t hash[SHA256_BYTES];
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)a, strlen(a) + 1);
    crypto_hash_sha256_update(&state, (const unsigned char *)b, strlen(b) + 1);
    crypto_hash_sha256_final(&state, hash);
    format_uuid(hash, 8, ret);
}

static const char CROCKFORD[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void token_code(char *ret, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ret[i] = CROCKFORD[token_below(32)];
    ret[n] = '\0';
}

void token_code_of(const char *hex, char *ret, size_t n)
{
    char first[16] = "";
    size_t digits = (5 * n + 3) / 4;
    CHECK(n <= 8 && strlen(hex) >= digits);
    memcpy(first, hex, digits);
    uint64_t bits = strtoull(first, NULL, 16) >> (4 * digits - 5 * n);
    ret[n] = '\0';
    for (size_t i = n; i > 0; i--, bits >>= 5)
        ret[i - 1] = CROCKFORD[bits & 31];
}

/* One typed character in Crockford's alphabet; 0 for what is skipped, -1 for what does not belong.
 */
static int fold(char c)
{
    if (c == ' ' || c == '-' || c == '\t')
        return 0;
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 32);
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    return c && strchr(CROCKFORD, c) ? c : -1;
}

enum err token_code_fold(struct str typed, char *ret, size_t n)
{
    char folded[64];
    size_t count = 0;
    CHECK(n < sizeof folded);
    for (size_t i = 0; i < typed.n; i++) {
        int c = fold(typed.p[i]);
        if (c < 0 || (c > 0 && count == n))
            return ERR_INVALID;
        if (c > 0)
            folded[count++] = (char)c;
    }
    if (count != n)
        return ERR_INVALID;
    memcpy(ret, folded, n);
    ret[n] = '\0';
    return OK;
}

void token_sha256(struct str s, uint8_t ret[static SHA256_BYTES])
{
    crypto_hash_sha256(ret, (const unsigned char *)s.p, s.n);
}

void token_sha256_hex(struct str s, char ret[static SHA256_HEX_MAX])
{
    uint8_t hash[SHA256_BYTES];
    token_sha256(s, hash);
    token_hex(hash, sizeof hash, ret);
}

void token_hex(const uint8_t *bytes, size_t n, char *ret)
{
    sodium_bin2hex(ret, 2 * n + 1, bytes, n);
}

bool token_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}

void token_base64url(const uint8_t *bytes, size_t n, char *ret)
{
    sodium_bin2base64(ret, sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                      bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

enum err token_base64url_parse(struct str s, uint8_t *ret, size_t n)
{
    size_t got = 0;
    uint8_t bytes[256];
    CHECK(n <= sizeof bytes);
    if (sodium_base642bin(bytes, n, s.p, s.n, NULL, &got, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        got != n)
        return ERR_INVALID;
    memcpy(ret, bytes, n);
    return OK;
}
