/* DESIGN: a token's form and signature; the only file that knows libcjose. */
#include "oidc_jws.h"

#include <cjose/cjose.h>
#include <sodium.h>
#include <string.h>

#include "oidc_token.h"

enum { KEYS_MAX = 64, RSA_BITS_MIN = 2048, EC_BITS = 256 };

struct algorithm {
    const char *name;
    cjose_jwk_kty_t type;
};

/* Never "none", never one that verifies with the client's secret (RFC 8725, section 3.1). */
static const struct algorithm ALGORITHMS[] = {
    {"RS256", CJOSE_JWK_KTY_RSA},
    {"PS256", CJOSE_JWK_KTY_RSA},
    {"ES256", CJOSE_JWK_KTY_EC},
};

static enum err deny(const char **ret_why, const char *why)
{
    *ret_why = why;
    return ERR_DENIED;
}

/* libcjose asserts on anything else: a '=', or a length that no bytes have (RFC 4648, section 5).
 */
static bool is_base64url(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
              (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-' || s.p[i] == '_'))
            return false;
    return s.n > 0 && s.n % 4 != 1;
}

/* Exactly three parts. */
static bool split(struct str token, struct str ret[static 3])
{
    struct str rest = token, part;
    int count = 0;
    if (token.n > OIDC_TOKEN_BYTES_MAX)
        return false;
    while (str_split(&rest, '.', &part)) {
        if (count == 3 || !is_base64url(part))
            return false;
        ret[count++] = part;
    }
    return count == 3;
}

enum err oidc_jws_part(struct str token, int part, struct arena *arena, json_t **ret)
{
    struct str parts[3];
    size_t n = 0;
    if (!split(token, parts))
        return ERR_INVALID;
    char *text = arena_alloc(arena, parts[part].n);
    if (sodium_base642bin((unsigned char *)text, parts[part].n, parts[part].p, parts[part].n, NULL,
                          &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return ERR_INVALID;
    return oidc_json_parse(str_make(text, n), ret);
}

static const struct algorithm *find_algorithm(const char *name)
{
    for (size_t i = 0; name && i < sizeof ALGORITHMS / sizeof ALGORITHMS[0]; i++)
        if (strcmp(name, ALGORITHMS[i].name) == 0)
            return &ALGORITHMS[i];
    return NULL;
}

static bool says(const json_t *key, const char *member, const char *wanted)
{
    const json_t *value = json_object_get(key, member);
    return json_is_string(value) && strcmp(json_string_value(value), wanted) == 0;
}

/* Are the numbers of a key base64url (RFC 7518, section 6)? */
static bool is_readable(const json_t *key)
{
    static const char *const numbers[] = {"n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        const json_t *value = json_object_get(key, numbers[i]);
        if (value && !(json_is_string(value) &&
                       is_base64url(str_make(json_string_value(value), json_string_length(value)))))
            return false;
    }
    return true;
}

/* May a key of the document be used for it? Silent on use and alg is allowed (RFC 7517). */
static bool is_for(const json_t *key, const char *kid, const char *algorithm)
{
    return says(key, "kid", kid) && (!json_object_get(key, "use") || says(key, "use", "sig")) &&
           (!json_object_get(key, "alg") || says(key, "alg", algorithm));
}

static json_t *find_key(const json_t *document, const char *kid, const char *algorithm)
{
    json_t *list = json_object_get(document, "keys");
    for (size_t i = 0; i < json_array_size(list) && i < KEYS_MAX; i++)
        if (is_for(json_array_get(list, i), kid, algorithm))
            return json_array_get(list, i);
    return NULL;
}

static bool is_strong(const cjose_jwk_t *key, cjose_jwk_kty_t type)
{
    cjose_err fault;
    if (cjose_jwk_get_kty(key, &fault) != type)
        return false;
    size_t bits = cjose_jwk_get_keysize(key, &fault);
    return type == CJOSE_JWK_KTY_RSA ? bits >= RSA_BITS_MIN : bits == EC_BITS;
}

/* What was signed, if the signature is right. */
static enum err open_with(struct str token, const cjose_jwk_t *key, json_t **ret,
                          const char **ret_why)
{
    cjose_err fault;
    uint8_t *plain = NULL;
    size_t n = 0;
    enum err err = ERR_DENIED;
    cjose_jws_t *jws = cjose_jws_import(token.p, token.n, &fault);
    if (!jws)
        return deny(ret_why, "the token cannot be read");
    if (!cjose_jws_verify(jws, key, &fault))
        deny(ret_why, "the signature is wrong");
    else if (!cjose_jws_get_plaintext(jws, &plain, &n, &fault) ||
             oidc_json_parse(str_make((const char *)plain, n), ret) != OK)
        deny(ret_why, "what is signed is not a JSON object");
    else
        err = OK;
    cjose_jws_release(jws);
    return err;
}

static enum err open_by(struct str token, const json_t *header, const json_t *document,
                        struct arena *arena, json_t **ret, const char **ret_why)
{
    cjose_err fault;
    const char *name = oidc_json_text(header, "alg", arena);
    const char *kid = oidc_json_text(header, "kid", arena);
    const struct algorithm *algorithm = find_algorithm(name);
    if (!algorithm)
        return deny(ret_why, "its algorithm is not RS256, PS256 or ES256");
    if (!kid || !kid[0])
        return deny(ret_why, "it does not name its key");
    if (json_object_get(header, "crit") || json_object_get(header, "b64"))
        return deny(ret_why, "it asks for an extension that is not known here");
    json_t *found = find_key(document, kid, algorithm->name);
    if (!found) {
        *ret_why = "it names a key that the provider does not publish";
        return ERR_NOT_FOUND;
    }
    char *text = is_readable(found) ? json_dumps(found, JSON_COMPACT) : NULL;
    cjose_jwk_t *key = text ? cjose_jwk_import(text, strlen(text), &fault) : NULL;
    free(text);
    if (!key)
        return deny(ret_why, "the provider's key cannot be read");
    enum err err = is_strong(key, algorithm->type)
                       ? open_with(token, key, ret, ret_why)
                       : deny(ret_why, "the key is of another type or too short");
    cjose_jwk_release(key);
    return err;
}

enum err oidc_jws_open(struct str token, struct str keys, struct arena *arena, json_t **ret,
                       const char **ret_why)
{
    json_t *header, *document;
    if (oidc_jws_part(token, 0, arena, &header) != OK)
        return deny(ret_why, "it is not a token of three parts, or longer than 32 KB");
    enum err err = oidc_json_parse(keys, &document);
    if (err == OK) {
        err = open_by(token, header, document, arena, ret, ret_why);
        json_decref(document);
    } else {
        err = deny(ret_why, "the provider's keys cannot be read");
    }
    json_decref(header);
    return err;
}
