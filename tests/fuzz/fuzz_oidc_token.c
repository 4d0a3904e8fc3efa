/* DESIGN: tokens and key documents on any bytes: nothing that no key has signed is believed. The
 * bytes are a token, a NUL, a JWKS document; without a NUL the document is a good one. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "oidc_token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The public half of a key whose other half is not here (RFC 7517, appendix A.1). */
static const char KEYS[] = "{\"keys\":[{\"kid\":\"k\",\"kty\":\"EC\",\"crv\":\"P-256\","
                           "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                           "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct oidc_expect expect = {
        .issuer = "https://i.example", .client_id = "c", .nonce = "n", .now = {1793635800}};
    struct oidc_claims claims;
    const char *why = NULL, *issuer = NULL;
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    size_t n = nul ? (size_t)(nul - data) : size;
    struct str token = str_make((const char *)data, n);
    struct str keys = nul ? str_make((const char *)nul + 1, size - n - 1) : str_of(KEYS);
    enum err err = oidc_token_verify(token, keys, &expect, arena, &claims, &why);
    /* With keys of the input's own anything may be signed; with the good ones nothing is. */
    CHECK(err == OK ? nul != NULL && claims.subject != NULL : why != NULL);
    CHECK(err == OK || err == ERR_DENIED || err == ERR_NOT_FOUND);
    err = oidc_logout_verify(token, keys, &expect, arena, &claims, &why);
    CHECK(err != OK || nul != NULL);
    if (oidc_token_issuer(token, arena, &issuer) == OK)
        CHECK(str_is_utf8(str_of(issuer)) && !str_has_controls(str_of(issuer), false));
    arena_free(arena);
    return 0;
}
