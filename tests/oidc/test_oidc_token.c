/* DESIGN: every way in which a token can lie (http specification, section 8.1; RFC 8725), each
 * made with a real key. Covers ASVS 10.5.1 to 10.5.4. */
#include "oidc_token.h"

#include "sign.h"

#define ISSUER "https://login.school.example"
#define NOW 1793635800 /* 2026-11-02T16:10:00Z */

static const char BASE[] =
    "{\"iss\": \"" ISSUER "\", \"aud\": \"sparkd\", \"sub\": \"u1\", \"nonce\": \"n-1\","
    " \"iat\": 1793635790, \"exp\": 1793639400, \"email\": \"ana@school.example\","
    " \"email_verified\": true, \"name\": \"Ana Bell\", \"sid\": \"s-1\"}";

static const char LOGOUT[] =
    "{\"iss\": \"" ISSUER "\", \"aud\": \"sparkd\", \"sub\": \"u1\", \"jti\": \"j-1\","
    " \"iat\": 1793635790, \"exp\": 1793635910, \"events\":"
    " {\"http://schemas.openid.net/event/backchannel-logout\": {}}}";

static struct signer signer;

static struct oidc_expect expectation(void)
{
    return (struct oidc_expect){
        .issuer = ISSUER, .client_id = "sparkd", .nonce = "n-1", .now = {NOW}};
}

static enum err judge(const char *token, const struct oidc_expect *expect)
{
    struct oidc_claims claims = {.subject = "untouched"};
    const char *why = NULL;
    enum err err =
        oidc_token_verify(str_of(token), signer.keys, expect, signer.arena, &claims, &why);
    if (err == OK)
        return OK;
    assert_non_null(why);
    assert_string_equal(claims.subject, "untouched");
    return err;
}

/* ---- the good ones ---- */

static void a_good_token_says_who(void **state)
{
    struct oidc_expect expect = expectation();
    struct oidc_claims claims;
    const char *why = NULL;
    (void)state;
    char *token = signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", BASE);
    assert_ok(oidc_token_verify(str_of(token), signer.keys, &expect, signer.arena, &claims, &why));
    assert_string_equal(claims.subject, "u1");
    assert_string_equal(claims.email, "ana@school.example");
    assert_string_equal(claims.name, "Ana Bell");
    assert_string_equal(claims.session_id, "s-1");
    assert_true(claims.email_verified);
    assert_false(claims.email_owned);
    assert_null(claims.tenant_id);
    assert_int_equal(claims.issued_at.v, 1793635790);
}

static void each_algorithm_with_its_own_key(void **state)
{
    const struct {
        const char *header;
        cjose_jwk_t *key;
    } rows[] = {
        {"{\"alg\": \"RS256\", \"kid\": \"rsa\"}", signer.rsa},
        {"{\"alg\": \"PS256\", \"kid\": \"rsa\"}", signer.rsa},
        {"{\"alg\": \"PS256\", \"kid\": \"ps\"}", signer.rsa},
        {"{\"alg\": \"ES256\", \"kid\": \"ec\"}", signer.ec},
        {"{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": \"JWT\"}", signer.rsa},
    };
    struct oidc_expect expect = expectation();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_ok(judge(signer_sign(&signer, rows[i].key, rows[i].header, BASE), &expect));
}

static void what_claims_may_say(void **state)
{
    static const char *const patches[] = {
        "{\"aud\": [\"sparkd\"]}",
        "{\"azp\": \"sparkd\"}",
        "{\"exp\": 1793635741}", /* within the minute that clocks may differ by */
        "{\"iat\": 1793635860}",
        "{\"nbf\": 1793635860}",
        "{\"exp\": 1793639400.5}",
        "{\"email\": null, \"name\": null, \"sid\": null}",
        "{\"groups\": [[[[[[[[[[[[[]]]]]]]]]]]]]}",
        "{\"email_verified\": \"true\"}",
    };
    struct oidc_expect expect = expectation();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(patches); i++) {
        char *claims = signer_claims(&signer, BASE, patches[i]);
        assert_ok(judge(
            signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", claims),
            &expect));
    }
}

/* ---- wrong claims, rightly signed ---- */

static void no_claim_may_lie(void **state)
{
    static const char *const patches[] = {
        "{\"iss\": \"https://evil.example\"}",
        "{\"iss\": \"" ISSUER "/\"}",
        "{\"iss\": null}",
        "{\"iss\": [\"" ISSUER "\"]}",
        "{\"aud\": \"another\"}",
        "{\"aud\": null}",
        "{\"aud\": []}",
        "{\"aud\": [\"sparkd\", \"another\"]}",
        "{\"aud\": [\"another\", \"sparkd\"]}",
        "{\"aud\": [\"sparkd\", \"sparkd\"]}",
        "{\"aud\": {\"sparkd\": 1}}",
        "{\"azp\": \"another\"}",
        "{\"azp\": 7}",
        "{\"nonce\": \"n-2\"}",
        "{\"nonce\": null}",
        "{\"nonce\": \"\"}",
        "{\"sub\": null}",
        "{\"sub\": \"\"}",
        "{\"sub\": 17}",
        "{\"sub\": \"a\\u0007b\"}",
        "{\"exp\": null}",
        "{\"exp\": \"1793639400\"}",
        "{\"exp\": 1793635740}",
        "{\"exp\": -1}",
        "{\"exp\": 1e300}",
        "{\"iat\": null}",
        "{\"iat\": 1793635861}",
        "{\"iat\": 1e300}",
        "{\"nbf\": 1793635861}",
        "{\"nbf\": \"soon\"}",
        "{\"deep\": [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]}",
    };
    struct oidc_expect expect = expectation();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(patches); i++) {
        char *claims = signer_claims(&signer, BASE, patches[i]);
        char *token =
            signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", claims);
        if (judge(token, &expect) != ERR_DENIED)
            fail_msg("believed: %s", patches[i]);
    }
}

static void a_subject_of_256_bytes_is_refused(void **state)
{
    char subject[257] = "", patch[300];
    struct oidc_expect expect = expectation();
    (void)state;
    memset(subject, 'x', 256);
    for (int length = 256; length >= 255; length--) {
        subject[length] = '\0';
        snprintf(patch, sizeof patch, "{\"sub\": \"%s\"}", subject);
        char *token = signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}",
                                  signer_claims(&signer, BASE, patch));
        assert_int_equal(judge(token, &expect), length == 256 ? ERR_DENIED : OK);
    }
}

static void what_the_trust_asks_of_a_sign_in(void **state)
{
    static const struct {
        const char *acr, *amr, *patch;
        enum err want;
    } rows[] = {
        {"strong", NULL, "{\"acr\": \"strong\"}", OK},
        {"strong", NULL, "{\"acr\": \"weak\"}", ERR_DENIED},
        {"strong", NULL, "{}", ERR_DENIED},
        {NULL, "mfa", "{\"amr\": [\"pwd\", \"mfa\"]}", OK},
        {NULL, "mfa", "{\"amr\": [\"pwd\"]}", ERR_DENIED},
        {NULL, "mfa", "{\"amr\": \"mfa\"}", ERR_DENIED},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct oidc_expect expect = expectation();
        expect.acr = rows[i].acr;
        expect.amr = rows[i].amr;
        char *token = signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}",
                                  signer_claims(&signer, BASE, rows[i].patch));
        assert_int_equal(judge(token, &expect), rows[i].want);
    }
}

static void without_a_nonce_of_ours_nothing_is_believed(void **state)
{
    struct oidc_expect expect = expectation();
    (void)state;
    expect.nonce = NULL;
    char *token = signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}",
                              signer_claims(&signer, BASE, "{\"nonce\": null}"));
    assert_int_equal(judge(token, &expect), ERR_DENIED);
}

/* ---- wrong signatures ---- */

struct lie {
    const char *what, *token;
    enum err want;
};

static void refuse_all(const struct lie *rows, size_t count)
{
    struct oidc_expect expect = expectation();
    for (size_t i = 0; i < count; i++)
        if (judge(rows[i].token, &expect) != rows[i].want)
            fail_msg("%s: %s", rows[i].what, err_name(judge(rows[i].token, &expect)));
}

static void no_algorithm_or_key_may_lie(void **state)
{
    const struct {
        const char *what, *header;
        cjose_jwk_t *key;
        enum err want;
    } rows[] = {
        {"HS256 by the public keys", "{\"alg\": \"HS256\", \"kid\": \"rsa\"}", signer.oct,
         ERR_DENIED},
        {"RS512", "{\"alg\": \"RS512\", \"kid\": \"rsa\"}", signer.rsa, ERR_DENIED},
        {"ES384", "{\"alg\": \"ES384\", \"kid\": \"ec384\"}", signer.ec384, ERR_DENIED},
        {"another's key", "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", signer.other_rsa, ERR_DENIED},
        {"unknown kid", "{\"alg\": \"RS256\", \"kid\": \"new\"}", signer.rsa, ERR_NOT_FOUND},
        {"no kid", "{\"alg\": \"RS256\"}", signer.rsa, ERR_DENIED},
        {"empty kid", "{\"alg\": \"RS256\", \"kid\": \"\"}", signer.rsa, ERR_DENIED},
        {"kid no text", "{\"alg\": \"RS256\", \"kid\": 7}", signer.rsa, ERR_DENIED},
        {"RSA token, EC key", "{\"alg\": \"RS256\", \"kid\": \"ec384\"}", signer.rsa, ERR_DENIED},
        {"EC token, RSA key", "{\"alg\": \"ES256\", \"kid\": \"rsa\"}", signer.ec, ERR_DENIED},
        {"a key for another algorithm", "{\"alg\": \"RS256\", \"kid\": \"ps\"}", signer.rsa,
         ERR_NOT_FOUND},
        {"a key for encrypting", "{\"alg\": \"RS256\", \"kid\": \"enc\"}", signer.rsa,
         ERR_NOT_FOUND},
        {"1,024 bits", "{\"alg\": \"RS256\", \"kid\": \"short\"}", signer.short_rsa, ERR_DENIED},
        {"crit", "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"crit\": [\"exp\"]}", signer.rsa,
         ERR_DENIED},
        {"b64", "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"b64\": false}", signer.rsa, ERR_DENIED},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct lie lie = {rows[i].what, signer_sign(&signer, rows[i].key, rows[i].header, BASE),
                          rows[i].want};
        refuse_all(&lie, 1);
    }
}

#define RSA_HEADER "{\"alg\":\"RS256\",\"kid\":\"rsa\"}"

static void no_form_may_lie(void **state)
{
    char *good = signer_sign(&signer, signer.rsa, RSA_HEADER, BASE);
    char *ps = signer_sign(&signer, signer.rsa, "{\"alg\":\"PS256\",\"kid\":\"rsa\"}", BASE);
    const char *signature = strrchr(good, '.') + 1;
    char *cut = arena_strdup(signer.arena, good), *flipped = arena_strdup(signer.arena, good);
    (void)state;
    cut[strlen(cut) - 8] = '\0';
    flipped[strlen(flipped) - 9] ^= 1;
    const struct lie rows[] = {
        {"none", signer_raw(&signer, "{\"alg\":\"none\"}", BASE, ""), ERR_DENIED},
        {"none with a key", signer_raw(&signer, "{\"alg\":\"none\",\"kid\":\"rsa\"}", BASE, ""),
         ERR_DENIED},
        {"None", signer_raw(&signer, "{\"alg\":\"None\",\"kid\":\"rsa\"}", BASE, "AA"), ERR_DENIED},
        {"no signature", signer_raw(&signer, RSA_HEADER, BASE, ""), ERR_DENIED},
        {"PS256 said to be RS256",
         arena_printf(signer.arena, "%.*s%s", (int)(strchr(good, '.') - good), good,
                      strchr(ps, '.')),
         ERR_DENIED},
        {"tampered",
         signer_raw(&signer, RSA_HEADER, signer_claims(&signer, BASE, "{\"sub\": \"u2\"}"),
                    signature),
         ERR_DENIED},
        {"alg twice",
         signer_raw(&signer, "{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"rsa\"}", BASE,
                    signature),
         ERR_DENIED},
        {"cut", cut, ERR_DENIED},
        {"a bit", flipped, ERR_DENIED},
        {"two parts", "e30.e30", ERR_DENIED},
        {"four parts", arena_printf(signer.arena, "%s.AA", good), ERR_DENIED},
        {"five parts", "a.b.c.d.e", ERR_DENIED},
        {"padding", arena_printf(signer.arena, "%s==", good), ERR_DENIED},
        {"a blank", arena_printf(signer.arena, " %s", good), ERR_DENIED},
        {"empty", "", ERR_DENIED},
        {"dots", "..", ERR_DENIED},
        {"not an object", signer_sign(&signer, signer.rsa, RSA_HEADER, "[1]"), ERR_DENIED},
        {"not JSON", signer_sign(&signer, signer.rsa, RSA_HEADER, "hi"), ERR_DENIED},
    };
    refuse_all(rows, COUNT_OF(rows));
}

static void huge_tokens_are_not_read(void **state)
{
    struct oidc_expect expect = expectation();
    struct oidc_claims claims;
    const char *why = NULL;
    size_t n = 8 << 20;
    char *huge = malloc(n);
    (void)state;
    memset(huge, 'A', n);
    huge[10] = huge[20] = '.';
    assert_int_equal(
        oidc_token_verify(str_make(huge, n), signer.keys, &expect, signer.arena, &claims, &why),
        ERR_DENIED);
    free(huge);
}

static void keys_may_be_nonsense(void **state)
{
    static const char *const documents[] = {
        "",
        "[]",
        "{}",
        "{\"keys\": 1}",
        "{\"keys\": []}",
        "{\"keys\": [1, null, {}]}",
        "{\"keys\": [{\"kid\": \"rsa\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"RSA\", \"n\": \"AQ\", \"e\": \"AQ\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"RSA\", \"n\": \"u=uuuuuuuu\", \"e\": "
        "\"AQAB\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"RSA\", \"n\": \"uuuuu\", \"e\": \"AQAB\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"RSA\", \"n\": 1, \"e\": \"AQAB\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"oct\", \"k\": \"AAAA\"}]}",
        "{\"keys\": [{\"kid\": \"rsa\", \"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AQ\","
        " \"y\": \"AQ\"}]}",
    };
    struct oidc_expect expect = expectation();
    char *token = signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", BASE);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(documents); i++) {
        struct oidc_claims claims;
        const char *why = NULL;
        assert_int_not_equal(oidc_token_verify(str_of(token), str_of(documents[i]), &expect,
                                               signer.arena, &claims, &why),
                             OK);
        assert_non_null(why);
    }
}

/* ---- logout tokens ---- */

static void a_session_is_over(void **state)
{
    static const struct {
        const char *patch;
        enum err want;
    } rows[] = {
        {"{}", OK},
        {"{\"sub\": null, \"sid\": \"s-1\"}", OK},
        {"{\"sub\": null}", ERR_DENIED},
        {"{\"nonce\": \"n-1\"}", ERR_DENIED},
        {"{\"events\": null}", ERR_DENIED},
        {"{\"events\": {}}", ERR_DENIED},
        {"{\"events\": {\"http://schemas.openid.net/event/backchannel-logout\": 1}}", ERR_DENIED},
        {"{\"jti\": null}", ERR_DENIED},
        {"{\"iat\": 1793635199, \"exp\": 1793639400}", ERR_DENIED},
        {"{\"iat\": 1793635861}", ERR_DENIED},
        {"{\"exp\": null}", ERR_DENIED},
        {"{\"aud\": \"another\"}", ERR_DENIED},
        {"{\"iss\": \"https://evil.example\"}", ERR_DENIED},
    };
    struct oidc_expect expect = expectation();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct oidc_claims claims;
        const char *why = NULL;
        char *token = signer_sign(&signer, signer.rsa,
                                  "{\"alg\": \"RS256\", \"kid\": \"rsa\", \"typ\": \"logout+jwt\"}",
                                  signer_claims(&signer, LOGOUT, rows[i].patch));
        enum err err =
            oidc_logout_verify(str_of(token), signer.keys, &expect, signer.arena, &claims, &why);
        if (err != rows[i].want)
            fail_msg("%s: %s", rows[i].patch, err_name(err));
    }
}

static void neither_kind_passes_for_the_other(void **state)
{
    struct oidc_expect expect = expectation();
    struct oidc_claims claims;
    const char *why = NULL;
    (void)state;
    char *sign_in =
        signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", BASE);
    char *logout =
        signer_sign(&signer, signer.rsa, "{\"alg\": \"RS256\", \"kid\": \"rsa\"}", LOGOUT);
    assert_int_equal(
        oidc_logout_verify(str_of(sign_in), signer.keys, &expect, signer.arena, &claims, &why),
        ERR_DENIED);
    assert_int_equal(judge(logout, &expect), ERR_DENIED);
}

static void whose_it_says_it_is(void **state)
{
    const char *issuer = NULL;
    (void)state;
    assert_ok(
        oidc_token_issuer(str_of(signer_raw(&signer, "{}", BASE, "AA")), signer.arena, &issuer));
    assert_string_equal(issuer, ISSUER);
    assert_int_equal(
        oidc_token_issuer(str_of(signer_raw(&signer, "{}", "{}", "AA")), signer.arena, &issuer),
        ERR_INVALID);
    assert_int_equal(oidc_token_issuer(STR("x"), signer.arena, &issuer), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_token_says_who),
        cmocka_unit_test(each_algorithm_with_its_own_key),
        cmocka_unit_test(what_claims_may_say),
        cmocka_unit_test(no_claim_may_lie),
        cmocka_unit_test(a_subject_of_256_bytes_is_refused),
        cmocka_unit_test(what_the_trust_asks_of_a_sign_in),
        cmocka_unit_test(without_a_nonce_of_ours_nothing_is_believed),
        cmocka_unit_test(no_algorithm_or_key_may_lie),
        cmocka_unit_test(no_form_may_lie),
        cmocka_unit_test(huge_tokens_are_not_read),
        cmocka_unit_test(keys_may_be_nonsense),
        cmocka_unit_test(a_session_is_over),
        cmocka_unit_test(neither_kind_passes_for_the_other),
        cmocka_unit_test(whose_it_says_it_is),
    };
    support_init();
    signer_init(&signer);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    signer_done(&signer);
    return failed;
}
