/* DESIGN: a provider's document on any bytes: sparkd is sent to the issuer's host, to a host that
 * is configured, or nowhere. */
#include <stdint.h>

#include "check.h"
#include "oidc_document.h"
#include "oidc_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_host(const char *url)
{
    struct oidc_url parsed;
    CHECK(oidc_url_parse(str_of(url), &parsed) == OK);
    CHECK(str_eq_c(parsed.scheme, "https"));
    CHECK(str_eq_nocase(parsed.authority, STR("i.example")) ||
          str_eq_nocase(parsed.authority, STR("keys.example:8443")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct oidc_document document;
    const char *why = NULL;
    enum err err = oidc_document_parse(str_make((const char *)data, size), "https://i.example",
                                       "keys.example:8443", arena, &document, &why);
    if (err == OK) {
        check_host(document.token);
        check_host(document.keys);
        CHECK(document.authorization[0] == 'h');
    } else {
        CHECK(err == ERR_INVALID && why);
    }
    arena_free(arena);
    return 0;
}
