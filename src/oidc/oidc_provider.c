/* DESIGN: what is known of each provider: its document and its keys, kept between sign-ins. */
#include "oidc_provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "clock.h"
#include "oidc_document.h"
#include "oidc_fetch.h"
#include "oidc_json.h"

enum { KEPT_MS = 24 * 3600 * 1000, AGAIN_MS = 60 * 1000 };

/* A copy of what is in memory; false if there is nothing, or it is older than a day. */
static bool recall(struct oidc_provider *provider, const struct oidc_cached *cached,
                   struct arena *arena, struct str *ret)
{
    pthread_mutex_lock(&provider->lock);
    bool kept = cached->text && clock_monotonic_ms() - cached->at_ms < KEPT_MS;
    if (kept)
        *ret = arena_str(arena, str_of(cached->text));
    pthread_mutex_unlock(&provider->lock);
    return kept;
}

static void remember(struct oidc_provider *provider, struct oidc_cached *cached, struct str text)
{
    char *copy = strndup(text.p, text.n);
    CHECK(copy != NULL);
    pthread_mutex_lock(&provider->lock);
    free(cached->text);
    *cached = (struct oidc_cached){copy, clock_monotonic_ms()};
    pthread_mutex_unlock(&provider->lock);
}

/* An answer of 200; anything else, a redirect too, is no answer. */
static enum err fetch(const char *url, int64_t deadline_ms, struct arena *arena, struct str *ret,
                      const char **ret_why)
{
    struct oidc_call call = {.url = url, .deadline_ms = deadline_ms};
    const char *why = "";
    struct str body;
    int status = 0;
    enum err err = oidc_fetch(&call, arena, &status, &body, &why);
    if (err == OK && status != 200) {
        why = arena_printf(arena, "it answered with status %d", status);
        err = ERR_IO;
    }
    if (err != OK)
        *ret_why = arena_printf(arena, "%s: %s", url, why);
    else
        *ret = body;
    return err;
}

static const char *document_url(const struct oidc_provider *provider, struct arena *arena)
{
    struct str issuer = str_of(provider->issuer);
    if (str_ends(issuer, STR("/")))
        issuer.n--;
    return arena_printf(arena, "%.*s/.well-known/openid-configuration", (int)issuer.n, issuer.p);
}

enum err oidc_provider_document(struct oidc_provider *provider, int64_t deadline_ms,
                                struct arena *arena, struct oidc_document *ret,
                                const char **ret_why)
{
    struct str text;
    bool kept = recall(provider, &provider->document, arena, &text);
    enum err err =
        kept ? OK : fetch(document_url(provider, arena), deadline_ms, arena, &text, ret_why);
    if (err == OK)
        err = oidc_document_parse(text, provider->issuer, provider->hosts, arena, ret, ret_why);
    if (err == OK && !kept)
        remember(provider, &provider->document, text);
    return err;
}

void oidc_provider_forget(struct oidc_provider *provider)
{
    pthread_mutex_lock(&provider->lock);
    free(provider->document.text);
    provider->document.text = NULL;
    pthread_mutex_unlock(&provider->lock);
}

/* At most once a minute: strangers choose which key a token names. */
static bool may_ask_again(struct oidc_provider *provider)
{
    int64_t now_ms = clock_monotonic_ms();
    pthread_mutex_lock(&provider->lock);
    bool allowed = !provider->asked_again_ms || now_ms - provider->asked_again_ms >= AGAIN_MS;
    if (allowed)
        provider->asked_again_ms = now_ms;
    pthread_mutex_unlock(&provider->lock);
    return allowed;
}

static enum err check_keys(struct str text, const char **ret_why)
{
    json_t *document;
    enum err err = oidc_json_parse(text, &document);
    if (err == OK) {
        if (json_array_size(json_object_get(document, "keys")) == 0)
            err = ERR_INVALID;
        json_decref(document);
    }
    if (err != OK)
        *ret_why = "it publishes no keys";
    return err;
}

enum err oidc_provider_keys(struct oidc_provider *provider, enum oidc_keys_want want,
                            int64_t deadline_ms, struct arena *arena, struct str *ret,
                            const char **ret_why)
{
    struct oidc_document document;
    struct str text;
    if (want == OIDC_KEYS_KEPT && recall(provider, &provider->keys, arena, ret))
        return OK;
    if (want == OIDC_KEYS_NEWER && !may_ask_again(provider))
        return ERR_LIMIT;
    enum err err = oidc_provider_document(provider, deadline_ms, arena, &document, ret_why);
    if (err == OK)
        err = fetch(document.keys, deadline_ms, arena, &text, ret_why);
    if (err == OK)
        err = check_keys(text, ret_why);
    if (err == OK) {
        remember(provider, &provider->keys, text);
        *ret = text;
    }
    return err;
}
