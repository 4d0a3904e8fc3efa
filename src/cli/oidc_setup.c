/* DESIGN: from sparkd.conf to providers: what each needs, and its secret. */
#include "oidc_setup.h"

#include <string.h>

_Static_assert((int)CONFIG_OIDC_MAX == (int)OIDC_PROVIDERS_MAX, "as many as can be configured");
_Static_assert((int)CONFIG_OIDC_ENTRA == (int)OIDC_ENTRA, "the kinds are the same");
_Static_assert((int)CONFIG_OIDC_GOOGLE == (int)OIDC_GOOGLE, "the kinds are the same");

static int read_setting(const struct config_oidc *c, int number, struct arena *arena,
                        struct oidc_setting *ret)
{
    *ret = (struct oidc_setting){
        .kind = (enum oidc_kind)c->kind,
        .name = c->name,
        .label = c->label,
        .issuer = c->issuer,
        .tenant = c->tenant,
        .domain = c->domain,
        .client_id = c->client_id,
        .hosts = c->hosts,
        .acr = c->acr,
        .amr = c->amr,
        .offline = c->offline,
    };
    const char *fault = oidc_setting_fault(ret, arena);
    if (fault)
        return command_fail(EXIT_ENVIRONMENT, "oidc_%d_…: the provider \"%s\" %s", number, c->name,
                            fault);
    return read_secret(c->secret_file, arena, &ret->secret);
}

/* Two of one name or one issuer could not be told apart. */
static int check_alone(const struct oidc_setting *settings, int count, struct arena *arena)
{
    const struct oidc_setting *last = &settings[count - 1];
    for (int i = 0; i < count - 1; i++) {
        if (strcmp(settings[i].name, last->name) == 0)
            return command_fail(EXIT_ENVIRONMENT, "oidc_…_name: two providers are called \"%s\"",
                                last->name);
        if (strcmp(oidc_setting_issuer(&settings[i], arena), oidc_setting_issuer(last, arena)) == 0)
            return command_fail(EXIT_ENVIRONMENT,
                                "oidc_…_issuer: the providers \"%s\" and \"%s\" are the same",
                                settings[i].name, last->name);
    }
    return EXIT_DONE;
}

int oidc_setup(const struct config *config, struct arena *arena, struct oidc **ret)
{
    struct oidc_setting *settings = ARENA_ARRAY(arena, struct oidc_setting, CONFIG_OIDC_MAX);
    int count = 0, status = EXIT_DONE;
    for (int i = 0; i < CONFIG_OIDC_MAX && status == EXIT_DONE; i++) {
        if (!config->oidc[i].name)
            continue;
        status = read_setting(&config->oidc[i], i + 1, arena, &settings[count++]);
        if (status == EXIT_DONE)
            status = check_alone(settings, count, arena);
    }
    if (status == EXIT_DONE && count && oidc_fetch_init() != OK)
        status = command_fail(EXIT_ENVIRONMENT,
                              "oidc_…: libcurl cannot be opened; install the package libcurl4");
    if (status == EXIT_DONE)
        *ret = count ? oidc_new(settings, count) : NULL;
    return status;
}
