/* DESIGN: from a token's claims to an account: the rules of each kind of provider. */
#include <string.h>

#include "oidc_provider.h"

static enum err deny(const char **ret_why, const char *why)
{
    *ret_why = why;
    return ERR_DENIED;
}

/* Entra: sub changes with the app registration, oid does not; the tenant is part of the key. It
 * sends no email_verified for work accounts, xms_edov where the tenant asked for it. */
static enum err read_entra(const struct oidc_setting *setting, const struct oidc_claims *claims,
                           struct arena *arena, struct oidc_account *account, const char **ret_why)
{
    if (!claims->tenant_id || strcmp(claims->tenant_id, setting->tenant) != 0)
        return deny(ret_why, "the account is of another Entra tenant (tid)");
    if (!claims->object_id || !claims->object_id[0])
        return deny(ret_why, "the token does not name the account (oid)");
    account->subject = arena_printf(arena, "%s.%s", claims->tenant_id, claims->object_id);
    account->email_verified = claims->email && claims->email_owned;
    if (!claims->email)
        account->email = claims->username;
    return OK;
}

static enum err read_google(const struct oidc_setting *setting, const struct oidc_claims *claims,
                            const char **ret_why)
{
    if (!claims->hosted_domain ||
        !str_eq_nocase(str_of(claims->hosted_domain), str_of(setting->domain)))
        return deny(ret_why, "the account is not of this Google Workspace domain (hd)");
    return OK;
}

enum err oidc_account_read(const struct oidc_provider *provider, const struct oidc_claims *claims,
                           struct arena *arena, struct oidc_account *ret, const char **ret_why)
{
    const struct oidc_setting *setting = &provider->setting;
    struct oidc_account account = {
        .issuer = provider->issuer,
        .subject = claims->subject,
        .email = claims->email,
        .email_verified = claims->email && claims->email_verified,
        .name = claims->name,
    };
    enum err err = OK;
    if (setting->kind == OIDC_ENTRA)
        err = read_entra(setting, claims, arena, &account, ret_why);
    else if (setting->kind == OIDC_GOOGLE)
        err = read_google(setting, claims, ret_why);
    if (err == OK)
        *ret = account;
    return err;
}
