#ifndef SPARKD_TEST_OIDC_SIGN_H
#define SPARKD_TEST_OIDC_SIGN_H

#include <cjose/cjose.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "support.h"
#include "token.h"

/* Keys of a provider that only tests know, and tokens made with them. */
struct signer {
    struct arena *arena;
    cjose_jwk_t *rsa, *short_rsa, *other_rsa, *ec, *ec384, *oct;
    struct str keys; /* the JWKS document: "rsa", "ec", "short", "ec384", "enc", "ps" */
};

static inline json_t *public_key(cjose_jwk_t *key, const char *kid, const char *extra)
{
    cjose_err fault;
    char *text = cjose_jwk_to_json(key, false, &fault);
    json_t *json = json_loads(text, 0, NULL), *more = json_loads(extra, 0, NULL);
    CHECK(json && more);
    json_object_set_new(json, "kid", json_string(kid));
    json_object_update(json, more);
    json_decref(more);
    free(text);
    return json;
}

static inline void signer_init(struct signer *s)
{
    static const uint8_t exponent[] = {1, 0, 1};
    cjose_err fault;
    s->arena = arena_new();
    s->rsa = cjose_jwk_create_RSA_random(2048, exponent, sizeof exponent, &fault);
    s->other_rsa = cjose_jwk_create_RSA_random(2048, exponent, sizeof exponent, &fault);
    s->short_rsa = cjose_jwk_create_RSA_random(1024, exponent, sizeof exponent, &fault);
    s->ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &fault);
    s->ec384 = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_384, &fault);
    json_t *list = json_pack(
        "{s:[o, o, o, o, o, o]}", "keys", public_key(s->rsa, "rsa", "{\"use\": \"sig\"}"),
        public_key(s->ec, "ec", "{\"alg\": \"ES256\"}"), public_key(s->short_rsa, "short", "{}"),
        public_key(s->ec384, "ec384", "{}"), public_key(s->rsa, "enc", "{\"use\": \"enc\"}"),
        public_key(s->rsa, "ps", "{\"alg\": \"PS256\"}"));
    char *text = json_dumps(list, JSON_COMPACT);
    s->keys = arena_str(s->arena, str_of(text));
    /* Key confusion: the secret of an HMAC is a text that everybody can fetch. */
    s->oct = cjose_jwk_create_oct_spec((const uint8_t *)s->keys.p, s->keys.n, &fault);
    free(text);
    json_decref(list);
    CHECK(s->rsa && s->other_rsa && s->short_rsa && s->ec && s->ec384 && s->oct);
}

static inline void signer_done(struct signer *s)
{
    cjose_jwk_t *keys[] = {s->rsa, s->other_rsa, s->short_rsa, s->ec, s->ec384, s->oct};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        cjose_jwk_release(keys[i]);
    arena_free(s->arena);
}

/* Header and payload as JSON texts, signed. */
static inline char *signer_sign(struct signer *s, cjose_jwk_t *key, const char *header,
                                const char *payload)
{
    cjose_err fault;
    const char *text;
    json_t *head = json_loads(header, 0, NULL);
    CHECK(head != NULL);
    cjose_jws_t *jws = cjose_jws_sign(key, (cjose_header_t *)head, (const uint8_t *)payload,
                                      strlen(payload), &fault);
    CHECK(jws && cjose_jws_export(jws, &text, &fault));
    char *token = arena_strdup(s->arena, text);
    cjose_jws_release(jws);
    json_decref(head);
    return token;
}

/* header.payload.signature with whatever bytes; signature may be "". */
static inline char *signer_raw(struct signer *s, const char *header, const char *payload,
                               const char *signature)
{
    char *parts[2];
    const char *texts[] = {header, payload};
    for (int i = 0; i < 2; i++) {
        parts[i] = arena_alloc(s->arena, 4 * (strlen(texts[i]) + 2) / 3 + 1);
        token_base64url((const uint8_t *)texts[i], strlen(texts[i]), parts[i]);
    }
    return arena_printf(s->arena, "%s.%s.%s", parts[0], parts[1], signature);
}

/* `base` with the members of `patch`; null takes one away. */
static inline char *signer_claims(struct signer *s, const char *base, const char *patch)
{
    json_t *claims = json_loads(base, 0, NULL), *change = json_loads(patch, 0, NULL), *value;
    const char *key;
    CHECK(claims && change);
    json_object_foreach(change, key, value)
    {
        if (json_is_null(value))
            json_object_del(claims, key);
        else
            json_object_set(claims, key, value);
    }
    char *text = json_dumps(claims, JSON_COMPACT), *kept = arena_strdup(s->arena, text);
    free(text);
    json_decref(claims);
    json_decref(change);
    return kept;
}

#endif
