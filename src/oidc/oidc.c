/* DESIGN: the providers of this server: made from settings, found by name or issuer. */
#include "oidc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "oidc_provider.h"

/* Where Google's token address and keys lie beside its issuer. */
static const char GOOGLE_HOSTS[] = "oauth2.googleapis.com www.googleapis.com";

static void open_provider(struct oidc_provider *provider, const struct oidc_setting *setting,
                          struct arena *arena)
{
    const char *hosts = setting->hosts ? setting->hosts : "";
    provider->setting = *setting;
    snprintf(provider->issuer, sizeof provider->issuer, "%s", oidc_setting_issuer(setting, arena));
    snprintf(provider->hosts, sizeof provider->hosts, "%s %s",
             setting->kind == OIDC_GOOGLE ? GOOGLE_HOSTS : "", hosts);
    pthread_mutex_init(&provider->lock, NULL);
}

struct oidc *oidc_new(const struct oidc_setting *settings, int count)
{
    struct oidc *oidc = check_calloc(1, sizeof *oidc);
    struct arena *arena = arena_new();
    CHECK(count <= OIDC_PROVIDERS_MAX);
    oidc->count = count;
    for (int i = 0; i < count; i++)
        open_provider(&oidc->providers[i], &settings[i], arena);
    arena_free(arena);
    return oidc;
}

void oidc_free(struct oidc *oidc)
{
    for (int i = 0; i < oidc_count(oidc); i++) {
        struct oidc_provider *provider = &oidc->providers[i];
        pthread_mutex_destroy(&provider->lock);
        free(provider->document.text);
        free(provider->keys.text);
    }
    free(oidc);
}

int oidc_count(const struct oidc *oidc)
{
    return oidc ? oidc->count : 0;
}

struct oidc_provider *oidc_at(struct oidc *oidc, int i)
{
    return &oidc->providers[i];
}

struct oidc_provider *oidc_find(struct oidc *oidc, struct str name)
{
    for (int i = 0; i < oidc_count(oidc); i++)
        if (str_eq_c(name, oidc->providers[i].setting.name))
            return &oidc->providers[i];
    return NULL;
}

struct oidc_provider *oidc_find_issuer(struct oidc *oidc, struct str issuer)
{
    for (int i = 0; i < oidc_count(oidc); i++)
        if (str_eq_c(issuer, oidc->providers[i].issuer))
            return &oidc->providers[i];
    return NULL;
}

const struct oidc_setting *oidc_provider_setting(const struct oidc_provider *provider)
{
    return &provider->setting;
}

const char *oidc_provider_issuer(const struct oidc_provider *provider)
{
    return provider->issuer;
}
