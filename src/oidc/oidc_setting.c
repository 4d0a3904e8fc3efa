/* DESIGN: the providers as they are configured: what each kind needs. */
#include <string.h>

#include "oidc_provider.h"
#include "oidc_url.h"

static const char ENTRA_HOST[] = "https://login.microsoftonline.com/";
static const char GOOGLE_ISSUER[] = "https://accounts.google.com";

/* 8-4-4-4-12 hex digits: never common, organizations or consumers, which are everybody's. */
static bool is_directory_id(const char *text)
{
    struct str s = str_of(text);
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = s.p[i];
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return s.n == 36;
}

static bool is_name(const char *text)
{
    struct str s = str_of(text);
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              (s.p[i] == '-' && i > 0)))
            return false;
    return s.n > 0 && s.n <= 30 && strcmp(text, "return") != 0 && strcmp(text, "back-channel") != 0;
}

static bool is_domain(const char *text)
{
    struct str s = str_of(text);
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
              s.p[i] == '-' || s.p[i] == '.'))
            return false;
    return s.n > 3 && s.n < 254 && str_find(s, '.') > 0;
}

const char *oidc_setting_issuer(const struct oidc_setting *setting, struct arena *arena)
{
    if (setting->issuer)
        return setting->issuer;
    if (setting->kind == OIDC_GOOGLE)
        return GOOGLE_ISSUER;
    if (setting->kind == OIDC_ENTRA && setting->tenant)
        return arena_printf(arena, "%s%s/v2.0", ENTRA_HOST, setting->tenant);
    return NULL;
}

/* An issuer of the tenant's own holds its id as a part of the path. */
static bool is_of_tenant(const char *issuer, const char *tenant)
{
    const char *at = strstr(issuer, tenant);
    size_t n = strlen(tenant);
    return at && at > issuer && at[-1] == '/' && (at[n] == '/' || at[n] == '\0');
}

static const char *fault_of_kind(const struct oidc_setting *s, const char *issuer)
{
    if (s->kind == OIDC_ENTRA && (!s->tenant || !is_directory_id(s->tenant)))
        return "needs the directory (tenant) ID of your own organisation, 36 characters in small "
               "letters; \"common\" and \"organizations\" would let everybody in";
    if (s->kind == OIDC_ENTRA && !is_of_tenant(issuer, s->tenant))
        return "needs an issuer that names the tenant's ID";
    if (s->kind == OIDC_GOOGLE && (!s->domain || !is_domain(s->domain)))
        return "needs the domain of your Google Workspace, in small letters, like school.example: "
               "without it every Google account could try";
    if (s->kind == OIDC_GENERIC && !s->issuer)
        return "needs the provider's issuer, like https://login.school.example";
    return NULL;
}

const char *oidc_setting_fault(const struct oidc_setting *s, struct arena *arena)
{
    struct oidc_url url;
    const char *issuer = oidc_setting_issuer(s, arena);
    if (!s->name || !is_name(s->name))
        return "needs a name of small letters, digits and hyphens, at most 30 characters, that is "
               "not \"return\" or \"back-channel\"";
    const char *fault = fault_of_kind(s, issuer ? issuer : "");
    if (fault)
        return fault;
    if (!s->client_id)
        return "needs the client ID under which sparkd is registered at the provider";
    if (strlen(issuer) > 250 || strchr(issuer, '?') || oidc_url_parse(str_of(issuer), &url) != OK)
        return "needs an issuer that begins with https://";
    return NULL;
}
