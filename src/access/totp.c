/* DESIGN: the 6 digits of an authenticator app, judged without a clock. */
#include "totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "buf.h"
#include "check.h"
#include "token.h"

enum { HMAC_BYTES = 20, ADDRESS_BYTES_MAX = 2048 };

static uint32_t truncate(const uint8_t hmac[static HMAC_BYTES])
{
    const uint8_t *p = hmac + (hmac[HMAC_BYTES - 1] & 0x0f);
    return (uint32_t)(p[0] & 0x7f) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

void totp_code(struct str secret, int64_t step, int digits, char *ret)
{
    static const uint32_t powers[] = {[6] = 1000000, [7] = 10000000, [8] = 100000000};
    uint8_t counter[8], hmac[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    CHECK(digits >= 6 && digits <= 8);
    for (int i = 0; i < 8; i++)
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    CHECK(HMAC(EVP_sha1(), secret.p, (int)secret.n, counter, sizeof counter, hmac, &n) &&
          n == HMAC_BYTES);
    uint32_t number = truncate(hmac) % powers[digits];
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        ret[i] = (char)('0' + number % 10);
    ret[digits] = '\0';
}

/* Only digits remain of what apps show as "123 456"; false for anything else. */
static bool fold(struct str typed, char ret[static TOTP_DIGITS + 1])
{
    int n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == ' ')
            continue;
        if (typed.p[i] < '0' || typed.p[i] > '9' || n == TOTP_DIGITS)
            return false;
        ret[n++] = typed.p[i];
    }
    ret[n] = '\0';
    return n == TOTP_DIGITS;
}

int64_t totp_match(struct str secret, struct str typed, struct instant now, int64_t last_step)
{
    char want[TOTP_DIGITS + 1], got[TOTP_DIGITS + 1];
    int64_t step = now.v / TOTP_STEP_S, match = 0;
    if (!fold(typed, got))
        return 0;
    for (int64_t s = step - 1; s <= step + 1; s++) {
        totp_code(secret, s, TOTP_DIGITS, want);
        if (token_equal(str_of(want), str_of(got)) && s > last_step)
            match = s;
    }
    return match;
}

const char *totp_secret_text(struct str secret, struct arena *arena)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *text = arena_alloc(arena, (secret.n * 8 + 4) / 5 + 1), *out = text;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < secret.n; i++) {
        bits = bits << 8 | (uint8_t)secret.p[i];
        for (held += 8; held >= 5; held -= 5)
            *out++ = alphabet[bits >> (held - 5) & 31];
    }
    if (held)
        *out++ = alphabet[bits << (5 - held) & 31];
    return text;
}

/* RFC 3986, section 2.1: what is not unreserved goes as %XX. */
static void add_encoded(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || *c == '-' || *c == '.' || *c == '_' || *c == '~';
        if (plain)
            buf_add(out, c, 1);
        else
            buf_printf(out, "%%%02X", (unsigned char)*c);
    }
}

const char *totp_address(struct str secret, const char *trust, const char *account,
                         struct arena *arena)
{
    struct buf out;
    buf_init(&out, ADDRESS_BYTES_MAX);
    buf_add_c(&out, "otpauth://totp/");
    add_encoded(&out, trust);
    buf_add_c(&out, ":");
    add_encoded(&out, account);
    buf_printf(&out, "?secret=%s&issuer=", totp_secret_text(secret, arena));
    add_encoded(&out, trust);
    const char *address = arena_str_c(arena, buf_str(&out));
    buf_done(&out);
    return address;
}
