/* DESIGN: what a signed token must say before anybody is believed to be somebody. */
#include "oidc_token.h"

#include <string.h>

#include "oidc_jws.h"
#include "token.h"

enum { LOGOUT_AGE_S = 600, SUBJECT_BYTES_MAX = 255 };

static const char LOGOUT_EVENT[] = "http://schemas.openid.net/event/backchannel-logout";

static enum err deny(const char **ret_why, const char *why)
{
    *ret_why = why;
    return ERR_DENIED;
}

static bool is_text(const json_t *claims, const char *name, const char *wanted)
{
    const json_t *value = json_object_get(claims, name);
    return json_is_string(value) &&
           token_equal(str_make(json_string_value(value), json_string_length(value)),
                       str_of(wanted));
}

/* For us and nobody else: a list of one is as good as a text. */
static bool is_for_us(const json_t *claims, const char *client_id)
{
    const json_t *list = json_object_get(claims, "aud");
    const json_t *only = json_array_size(list) == 1 ? json_array_get(list, 0) : NULL;
    if (json_is_array(list))
        return json_is_string(only) && strcmp(json_string_value(only), client_id) == 0;
    return is_text(claims, "aud", client_id);
}

/* Seconds since 1970, whole or with a fraction (RFC 7519, section 2); -1 if it is no date. */
static int64_t seconds(const json_t *claims, const char *name)
{
    const json_t *value = json_object_get(claims, name);
    double number = json_is_number(value) ? json_number_value(value) : -1;
    return number >= 0 && number < 253402300800.0 ? (int64_t)number : -1;
}

static enum err check_times(const json_t *claims, struct instant now, const char **ret_why)
{
    int64_t expires = seconds(claims, "exp"), issued = seconds(claims, "iat");
    if (expires < 0 || expires + OIDC_SKEW_S <= now.v)
        return deny(ret_why, "it has expired, or does not say when it does (exp)");
    if (issued < 0 || issued > now.v + OIDC_SKEW_S)
        return deny(ret_why, "it is from the future, or does not say when it was made (iat)");
    if (json_object_get(claims, "nbf") &&
        (seconds(claims, "nbf") < 0 || seconds(claims, "nbf") > now.v + OIDC_SKEW_S))
        return deny(ret_why, "it is not good yet (nbf)");
    return OK;
}

static enum err check_parties(const json_t *claims, const struct oidc_expect *expect,
                              const char **ret_why)
{
    if (!is_text(claims, "iss", expect->issuer))
        return deny(ret_why, "it is from another issuer (iss)");
    if (!is_for_us(claims, expect->client_id))
        return deny(ret_why, "it is for another program, or for several (aud)");
    if (json_object_get(claims, "azp") && !is_text(claims, "azp", expect->client_id))
        return deny(ret_why, "it was given to another program (azp)");
    return check_times(claims, expect->now, ret_why);
}

static enum err check_sign_in(const json_t *claims, const struct oidc_expect *expect,
                              const char **ret_why)
{
    size_t n = json_string_length(json_object_get(claims, "sub"));
    if (n < 1 || n > SUBJECT_BYTES_MAX)
        return deny(ret_why, "it does not say who it is about (sub)");
    if (!expect->nonce || !is_text(claims, "nonce", expect->nonce))
        return deny(ret_why, "it does not belong to this sign-in (nonce)");
    if (expect->acr && !is_text(claims, "acr", expect->acr))
        return deny(ret_why, "the way of signing in is not the one the trust asks for (acr)");
    if (expect->amr && !oidc_json_lists(claims, "amr", expect->amr))
        return deny(ret_why, "the way of signing in is not the one the trust asks for (amr)");
    return OK;
}

static enum err check_logout(const json_t *claims, const struct oidc_expect *expect,
                             const char **ret_why)
{
    const json_t *events = json_object_get(claims, "events");
    if (!json_is_object(json_object_get(events, LOGOUT_EVENT)))
        return deny(ret_why, "it is no logout token (events)");
    if (json_object_get(claims, "nonce"))
        return deny(ret_why, "it is a token for signing in (nonce)");
    if (!json_is_string(json_object_get(claims, "sub")) &&
        !json_is_string(json_object_get(claims, "sid")))
        return deny(ret_why, "it does not say whose session is over (sub, sid)");
    if (!json_is_string(json_object_get(claims, "jti")))
        return deny(ret_why, "it has no number of its own (jti)");
    if (seconds(claims, "iat") + LOGOUT_AGE_S < expect->now.v)
        return deny(ret_why, "it is older than ten minutes (iat)");
    return OK;
}

static struct oidc_claims read_claims(const json_t *claims, struct arena *arena)
{
    return (struct oidc_claims){
        .subject = oidc_json_text(claims, "sub", arena),
        .session_id = oidc_json_text(claims, "sid", arena),
        .email = oidc_json_text(claims, "email", arena),
        .username = oidc_json_text(claims, "preferred_username", arena),
        .name = oidc_json_text(claims, "name", arena),
        .tenant_id = oidc_json_text(claims, "tid", arena),
        .object_id = oidc_json_text(claims, "oid", arena),
        .hosted_domain = oidc_json_text(claims, "hd", arena),
        .email_verified = oidc_json_is_true(claims, "email_verified"),
        .email_owned = oidc_json_is_true(claims, "xms_edov"),
        .issued_at = {seconds(claims, "iat")},
    };
}

typedef enum err check_kind(const json_t *claims, const struct oidc_expect *expect,
                            const char **ret_why);

static enum err verify(struct str token, struct str keys, const struct oidc_expect *expect,
                       check_kind *check, struct arena *arena, struct oidc_claims *ret,
                       const char **ret_why)
{
    json_t *claims;
    enum err err = oidc_jws_open(token, keys, arena, &claims, ret_why);
    if (err != OK)
        return err;
    err = check_parties(claims, expect, ret_why);
    if (err == OK)
        err = check(claims, expect, ret_why);
    struct oidc_claims read = read_claims(claims, arena);
    json_decref(claims);
    if (err == OK && check == check_sign_in && !read.subject)
        err = deny(ret_why, "who it is about holds a control character (sub)");
    if (err == OK)
        *ret = read;
    return err;
}

enum err oidc_token_verify(struct str token, struct str keys, const struct oidc_expect *expect,
                           struct arena *arena, struct oidc_claims *ret, const char **ret_why)
{
    return verify(token, keys, expect, check_sign_in, arena, ret, ret_why);
}

enum err oidc_logout_verify(struct str token, struct str keys, const struct oidc_expect *expect,
                            struct arena *arena, struct oidc_claims *ret, const char **ret_why)
{
    return verify(token, keys, expect, check_logout, arena, ret, ret_why);
}

enum err oidc_token_issuer(struct str token, struct arena *arena, const char **ret)
{
    json_t *claims;
    if (oidc_jws_part(token, 1, arena, &claims) != OK)
        return ERR_INVALID;
    const char *issuer = oidc_json_text(claims, "iss", arena);
    json_decref(claims);
    if (!issuer)
        return ERR_INVALID;
    *ret = issuer;
    return OK;
}
