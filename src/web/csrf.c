/* DESIGN: proofs that a request comes from our own pages. */
#include "csrf.h"

#include <string.h>

#include "token.h"

enum { KEY_BYTES = 32, MASKED_BYTES = 64 };

static enum err key_bytes(const char *key, uint8_t ret[static KEY_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    if (strlen(key) != 2 * KEY_BYTES)
        return ERR_INVALID;
    for (int i = 0; i < KEY_BYTES; i++) {
        const char *high = strchr(digits, key[2 * i]), *low = strchr(digits, key[2 * i + 1]);
        if (!high || !low)
            return ERR_INVALID;
        ret[i] = (uint8_t)((high - digits) * 16 + (low - digits));
    }
    return OK;
}

const char *csrf_mask(struct arena *arena, const char *key)
{
    uint8_t secret[KEY_BYTES], masked[MASKED_BYTES];
    char *text = arena_alloc(arena, 4 * (MASKED_BYTES + 2) / 3 + 1);
    if (key_bytes(key, secret) != OK)
        return "";
    token_random(masked, KEY_BYTES);
    for (int i = 0; i < KEY_BYTES; i++)
        masked[KEY_BYTES + i] = masked[i] ^ secret[i];
    token_base64url(masked, MASKED_BYTES, text);
    return text;
}

bool csrf_token_is(struct str token, const char *key)
{
    uint8_t secret[KEY_BYTES], masked[MASKED_BYTES];
    if (key_bytes(key, secret) != OK || !token.p ||
        token_base64url_parse(token, masked, MASKED_BYTES) != OK)
        return false;
    for (int i = 0; i < KEY_BYTES; i++)
        masked[KEY_BYTES + i] ^= masked[i];
    return token_equal(str_make((char *)masked + KEY_BYTES, KEY_BYTES),
                       str_make((char *)secret, KEY_BYTES));
}

bool csrf_origin_is_own(const struct csrf_origin *origin, const char *base_url)
{
    struct str base = str_of(base_url);
    if (origin->fetch_site.p)
        return str_eq_c(origin->fetch_site, "same-origin") || str_eq_c(origin->fetch_site, "none");
    if (origin->origin.p)
        return str_eq(origin->origin, base);
    return origin->referer.p && str_starts(origin->referer, base) &&
           (origin->referer.n == base.n || origin->referer.p[base.n] == '/');
}
