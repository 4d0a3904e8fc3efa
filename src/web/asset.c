/* DESIGN: finds an embedded asset by its address and picks the encoding its client takes. */
#include "asset.h"

#include <stdio.h>

#include "check.h"

const struct asset *asset_find(struct str path)
{
    for (const struct asset *asset = asset_table; asset->name; asset++)
        if (str_eq_c(path, asset->address))
            return asset;
    return NULL;
}

const char *asset_address(const char *name)
{
    const struct asset *asset = asset_table;
    while (asset->name && !str_eq_c(str_of(name), asset->name))
        asset++;
    CHECK(asset->name);
    return asset->address;
}

/* "q=0", "q=0.", "q=0.000": the coding is refused. */
static bool weight_is_zero(struct str parameters)
{
    struct str weight = str_trim(parameters);
    if (weight.n < 3 || !str_eq_nocase(str_first(weight, 2), STR("q=")) || weight.p[2] != '0')
        return false;
    for (size_t i = 3; i < weight.n; i++)
        if (weight.p[i] != '.' && weight.p[i] != '0')
            return false;
    return true;
}

/* Named itself, or else by "*", and not refused. */
static bool accepts(struct str header, struct str coding)
{
    bool any = false;
    struct str part;
    while (str_split(&header, ',', &part)) {
        struct str parameters = part, name;
        if (!str_split(&parameters, ';', &name))
            continue;
        name = str_trim(name);
        if (str_eq_nocase(name, coding))
            return !weight_is_zero(parameters);
        if (str_eq_c(name, "*"))
            any = !weight_is_zero(parameters);
    }
    return any;
}

void asset_choose(const struct asset *asset, struct str accept_encoding, struct asset_body *ret)
{
    const char *suffix = "";
    ret->bytes = asset->plain;
    ret->encoding = NULL;
    if (accept_encoding.p && accepts(accept_encoding, STR("br"))) {
        ret->bytes = asset->br;
        ret->encoding = "br";
        suffix = "-br";
    } else if (accept_encoding.p && accepts(accept_encoding, STR("gzip"))) {
        ret->bytes = asset->gz;
        ret->encoding = "gzip";
        suffix = "-gz";
    }
    snprintf(ret->etag, sizeof ret->etag, "\"%s%s\"", asset->hash, suffix);
}
