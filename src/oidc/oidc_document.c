/* DESIGN: what a provider publishes of itself, and how much of it is believed. */
#include "oidc_document.h"

#include <string.h>

#include "oidc_json.h"
#include "oidc_url.h"

static enum err refuse_document(const char **ret_why, const char *why)
{
    *ret_why = why;
    return ERR_INVALID;
}

static bool is_listed(struct str authority, const char *hosts)
{
    struct str rest = str_of(hosts), host;
    while (hosts && str_split(&rest, ' ', &host))
        if (host.n && str_eq_nocase(host, authority))
            return true;
    return false;
}

/* An address that sparkd itself asks: a document cannot send it to a host of the inside. */
static bool may_ask(const char *url, const struct oidc_url *issuer, const char *hosts)
{
    struct oidc_url parsed;
    if (!url || oidc_url_parse(str_of(url), &parsed) != OK)
        return false;
    if (str_eq_nocase(parsed.authority, issuer->authority))
        return str_eq(parsed.scheme, issuer->scheme);
    return str_eq_c(parsed.scheme, "https") && is_listed(parsed.authority, hosts);
}

/* Absent is allowed: some that can do it do not say so. */
static bool lists_or_silent(const json_t *document, const char *name, const char *wanted)
{
    return !json_object_get(document, name) || oidc_json_lists(document, name, wanted);
}

static enum err read_document(const json_t *json, const char *issuer, const char *hosts,
                              struct arena *arena, struct oidc_document *ret, const char **ret_why)
{
    static const char methods[] = "token_endpoint_auth_methods_supported";
    const char *own = oidc_json_text(json, "issuer", arena);
    struct oidc_url home, page;
    struct oidc_document document = {
        .authorization = oidc_json_text(json, "authorization_endpoint", arena),
        .token = oidc_json_text(json, "token_endpoint", arena),
        .keys = oidc_json_text(json, "jwks_uri", arena),
        .says_iss = oidc_json_is_true(json, "authorization_response_iss_parameter_supported"),
        .takes_basic = lists_or_silent(json, methods, "client_secret_basic"),
    };
    if (!own || strcmp(own, issuer) != 0 || oidc_url_parse(str_of(issuer), &home) != OK)
        return refuse_document(ret_why, "its document is that of another issuer; the setting must "
                                        "be exactly what the document calls issuer");
    if (!document.authorization || oidc_url_parse(str_of(document.authorization), &page) != OK ||
        (page.loopback && !home.loopback))
        return refuse_document(ret_why, "its document names no page to sign in on");
    if (!may_ask(document.token, &home, hosts) || !may_ask(document.keys, &home, hosts))
        return refuse_document(ret_why,
                               "its document names no token address or no keys, or on another "
                               "host than the issuer's; a host that is right goes into hosts");
    if (!lists_or_silent(json, "code_challenge_methods_supported", "S256") ||
        !lists_or_silent(json, "response_types_supported", "code"))
        return refuse_document(ret_why, "it does not offer the code flow with PKCE S256");
    *ret = document;
    return OK;
}

enum err oidc_document_parse(struct str text, const char *issuer, const char *hosts,
                             struct arena *arena, struct oidc_document *ret, const char **ret_why)
{
    json_t *json;
    if (oidc_json_parse(text, &json) != OK)
        return refuse_document(ret_why, "its document is not JSON");
    enum err err = read_document(json, issuer, hosts, arena, ret, ret_why);
    json_decref(json);
    return err;
}
