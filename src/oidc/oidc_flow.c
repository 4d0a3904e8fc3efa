/* DESIGN: the code flow: where to send the browser, a code for a token, a token for the next. */
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "oidc_fetch.h"
#include "oidc_json.h"
#include "oidc_provider.h"
#include "percent.h"
#include "token.h"

enum { URL_BYTES_MAX = 4096, FORM_BYTES_MAX = 65536 };

static int64_t deadline(void)
{
    return clock_monotonic_ms() + OIDC_WAIT_MS;
}

static void add(struct buf *buf, const char *name, const char *value, struct arena *arena)
{
    if (value)
        buf_printf(buf, "%s%s=%s", buf->n ? "&" : "", name, percent_format(arena, value));
}

/* BASE64URL(SHA256(verifier)) (RFC 7636, section 4.2). */
static const char *challenge(struct arena *arena, const char *verifier)
{
    uint8_t hash[SHA256_BYTES];
    char *text = arena_alloc(arena, TOKEN_TEXT_MAX);
    token_sha256(str_of(verifier), hash);
    token_base64url(hash, sizeof hash, text);
    return text;
}

/* ---- there ---- */

static void add_kind(struct buf *query, const struct oidc_setting *setting, struct arena *arena)
{
    bool google = setting->kind == OIDC_GOOGLE;
    if (google)
        add(query, "hd", setting->domain, arena); /* a hint for its page; the token is judged */
    if (google && setting->offline)
        add(query, "access_type", "offline", arena);
    add(query, "acr_values", setting->acr, arena);
    add(query, "scope",
        setting->offline && !google ? "openid profile email offline_access"
                                    : "openid profile email",
        arena);
    /* A refresh token is given only to who has agreed (OpenID Connect Core, section 11). */
    if (setting->offline && setting->kind != OIDC_ENTRA)
        add(query, "prompt", "consent", arena);
}

enum err oidc_authorize(struct oidc_provider *provider, const struct oidc_question *question,
                        struct arena *arena, const char **ret_url, const char **ret_why)
{
    struct oidc_document document;
    struct buf query;
    enum err err = oidc_provider_document(provider, deadline(), arena, &document, ret_why);
    if (err != OK)
        return err;
    buf_init(&query, URL_BYTES_MAX);
    add(&query, "response_type", "code", arena);
    add(&query, "client_id", provider->setting.client_id, arena);
    add(&query, "redirect_uri", question->redirect_uri, arena);
    add(&query, "state", question->state, arena);
    add(&query, "nonce", question->nonce, arena);
    add(&query, "code_challenge", challenge(arena, question->verifier), arena);
    add(&query, "code_challenge_method", "S256", arena);
    add_kind(&query, &provider->setting, arena);
    *ret_url = arena_printf(arena, "%s%c%s", document.authorization,
                            strchr(document.authorization, '?') ? '&' : '?', buf_cstr(&query));
    buf_done(&query);
    return OK;
}

/* ---- back ---- */

static const char *error_of(struct str body, struct arena *arena)
{
    json_t *json;
    if (oidc_json_parse(body, &json) != OK)
        return NULL;
    const char *error = oidc_json_text(json, "error", arena);
    json_decref(json);
    return error;
}

/* Who we are: nothing but the id without a secret, a header if that is taken, else the form
 * (RFC 6749, section 2.3.1: id and secret are escaped inside the header too). */
static void identify(const struct oidc_provider *provider, const struct oidc_document *document,
                     struct buf *form, struct oidc_call *call, struct arena *arena)
{
    const struct oidc_setting *setting = &provider->setting;
    if (setting->secret && document->takes_basic) {
        call->user = percent_format(arena, setting->client_id);
        call->password = percent_format(arena, setting->secret);
        return;
    }
    add(form, "client_id", setting->client_id, arena);
    add(form, "client_secret", setting->secret, arena);
}

/* The token address's answer as an object, the caller json_decref's it. ERR_DENIED: it said no,
 * in a document of its own (RFC 6749, section 5.2); ERR_IO: anything else that is not a token. */
static enum err ask_token(struct oidc_provider *provider, const struct oidc_document *document,
                          struct buf *form, int64_t deadline_ms, struct arena *arena, json_t **ret,
                          const char **ret_why)
{
    struct oidc_call call = {.url = document->token, .deadline_ms = deadline_ms};
    struct str body;
    int status = 0;
    identify(provider, document, form, &call, arena);
    call.form = buf_cstr(form);
    enum err err = oidc_fetch(&call, arena, &status, &body, ret_why);
    if (err != OK)
        return err;
    const char *error = status == 400 || status == 401 ? error_of(body, arena) : NULL;
    if (error) {
        *ret_why = arena_printf(arena, "the provider refused: %s", error);
        return strcmp(error, "invalid_grant") == 0 ? ERR_DENIED : ERR_INVALID;
    }
    if (status != 200 || oidc_json_parse(body, ret) != OK) {
        *ret_why =
            arena_printf(arena, "the token address answered with status %d and no token", status);
        return ERR_IO;
    }
    return OK;
}

/* Judged by the keys in memory; by newer ones if it names a key that is not among them. */
typedef enum err verify_token(struct str token, struct str keys, const struct oidc_expect *expect,
                              struct arena *arena, struct oidc_claims *ret, const char **ret_why);

static enum err verify(struct oidc_provider *provider, verify_token *judge, struct str token,
                       const struct oidc_expect *expect, int64_t deadline_ms, struct arena *arena,
                       struct oidc_claims *ret, const char **ret_why)
{
    struct str keys;
    enum err err = oidc_provider_keys(provider, OIDC_KEYS_KEPT, deadline_ms, arena, &keys, ret_why);
    if (err == OK)
        err = judge(token, keys, expect, arena, ret, ret_why);
    if (err != ERR_NOT_FOUND)
        return err;
    err = oidc_provider_keys(provider, OIDC_KEYS_NEWER, deadline_ms, arena, &keys, ret_why);
    if (err == ERR_LIMIT) /* the reason stands already */
        return ERR_DENIED;
    if (err == OK)
        err = judge(token, keys, expect, arena, ret, ret_why);
    return err == ERR_NOT_FOUND ? ERR_DENIED : err;
}

static struct oidc_expect expectation(const struct oidc_provider *provider, const char *nonce,
                                      struct instant now)
{
    return (struct oidc_expect){
        .issuer = provider->issuer,
        .client_id = provider->setting.client_id,
        .nonce = nonce,
        .acr = nonce ? provider->setting.acr : NULL,
        .amr = nonce ? provider->setting.amr : NULL,
        .now = now,
    };
}

/* Whose answer it is (RFC 9207): a provider that says so must, and must be the one we asked. */
static enum err check_iss(const struct oidc_provider *provider,
                          const struct oidc_document *document, struct str iss,
                          const char **ret_why)
{
    if (iss.p ? str_eq_c(iss, provider->issuer) : !document->says_iss)
        return OK;
    *ret_why = "the answer is not from the provider that was asked (iss)";
    return ERR_DENIED;
}

static enum err redeem(struct oidc_provider *provider, const struct oidc_document *document,
                       const struct oidc_question *question, struct str code, int64_t deadline_ms,
                       struct arena *arena, json_t **ret, const char **ret_why)
{
    struct buf form;
    buf_init(&form, FORM_BYTES_MAX);
    add(&form, "grant_type", "authorization_code", arena);
    add(&form, "code", arena_str_c(arena, code), arena);
    add(&form, "redirect_uri", question->redirect_uri, arena);
    add(&form, "code_verifier", question->verifier, arena);
    enum err err = ask_token(provider, document, &form, deadline_ms, arena, ret, ret_why);
    buf_done(&form);
    return err;
}

enum err oidc_exchange(struct oidc_provider *provider, const struct oidc_question *question,
                       const struct oidc_answer *answer, struct instant now, struct arena *arena,
                       struct oidc_tokens *ret, const char **ret_why)
{
    int64_t deadline_ms = deadline();
    struct oidc_document document;
    json_t *json;
    enum err err = oidc_provider_document(provider, deadline_ms, arena, &document, ret_why);
    if (err == OK)
        err = check_iss(provider, &document, answer->iss, ret_why);
    if (err == OK)
        err =
            redeem(provider, &document, question, answer->code, deadline_ms, arena, &json, ret_why);
    if (err != OK)
        return err;
    const char *id_token = oidc_json_text(json, "id_token", arena);
    struct oidc_tokens tokens = {.refresh_token = oidc_json_text(json, "refresh_token", arena)};
    json_decref(json);
    struct oidc_expect expect = expectation(provider, question->nonce, now);
    err = verify(provider, oidc_token_verify, str_of(id_token), &expect, deadline_ms, arena,
                 &tokens.claims, ret_why);
    if (err == OK)
        *ret = tokens;
    return err;
}

/* ---- the way out ---- */

enum err oidc_refresh(struct oidc_provider *provider, const char *refresh_token,
                      struct arena *arena, const char **ret_refresh_token, const char **ret_why)
{
    int64_t deadline_ms = deadline();
    struct oidc_document document;
    struct buf form;
    json_t *json;
    enum err err = oidc_provider_document(provider, deadline_ms, arena, &document, ret_why);
    if (err != OK)
        return err;
    buf_init(&form, FORM_BYTES_MAX);
    add(&form, "grant_type", "refresh_token", arena);
    add(&form, "refresh_token", refresh_token, arena);
    err = ask_token(provider, &document, &form, deadline_ms, arena, &json, ret_why);
    buf_done(&form);
    if (err != OK)
        return err;
    const char *next = oidc_json_text(json, "refresh_token", arena);
    json_decref(json);
    *ret_refresh_token = next ? next : arena_strdup(arena, refresh_token);
    return OK;
}

enum err oidc_logout(struct oidc_provider *provider, struct str token, struct instant now,
                     struct arena *arena, struct oidc_claims *ret, const char **ret_why)
{
    struct oidc_expect expect = expectation(provider, NULL, now);
    return verify(provider, oidc_logout_verify, token, &expect, deadline(), arena, ret, ret_why);
}

/* ---- for `sparkd oidc test` ---- */

enum err oidc_discover(struct oidc_provider *provider, struct arena *arena,
                       struct oidc_document *ret, const char **ret_why)
{
    oidc_provider_forget(provider);
    return oidc_provider_document(provider, deadline(), arena, ret, ret_why);
}

enum err oidc_count_keys(struct oidc_provider *provider, struct arena *arena, int *ret_count,
                         const char **ret_why)
{
    struct str keys;
    json_t *document;
    enum err err = oidc_provider_keys(provider, OIDC_KEYS_FRESH, deadline(), arena, &keys, ret_why);
    if (err == OK)
        err = oidc_json_parse(keys, &document);
    if (err != OK)
        return err;
    *ret_count = (int)json_array_size(json_object_get(document, "keys"));
    json_decref(document);
    return OK;
}
