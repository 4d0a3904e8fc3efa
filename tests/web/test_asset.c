/* DESIGN: assets are found by their hashed address and sent in the encoding the client takes. */
#include "asset.h"

#include <stdio.h>

#include "support.h"
#include "token.h"

static void test_addresses_are_hashes_of_the_bytes(void **state)
{
    (void)state;
    int count = 0;
    for (const struct asset *asset = asset_table; asset->name; asset++, count++) {
        char sha256[SHA256_HEX_MAX];
        token_sha256_hex(asset->plain, sha256);
        assert_memory_equal(sha256, asset->hash, 10);
        assert_int_equal(strlen(asset->hash), 10);
        assert_non_null(strstr(asset->address, asset->hash));
        assert_ptr_equal(asset_find(str_of(asset->address)), asset);
        assert_string_equal(asset_address(asset->name), asset->address);
    }
    assert_true(count >= 4);
}

static void test_unknown_addresses(void **state)
{
    (void)state;
    char longer[128];
    const char *address = asset_address("app.css");
    snprintf(longer, sizeof longer, "%s.gz", address);
    assert_null(asset_find(STR("/a/app.css")));
    assert_null(asset_find(STR("")));
    assert_null(asset_find(str_of(longer)));
    assert_null(asset_find(str_first(str_of(address), strlen(address) - 1)));
}

static void test_types(void **state)
{
    (void)state;
    assert_string_equal(asset_find(str_of(asset_address("app.css")))->type,
                        "text/css; charset=utf-8");
    assert_string_equal(asset_find(str_of(asset_address("app.js")))->type,
                        "text/javascript; charset=utf-8");
    assert_string_equal(asset_find(str_of(asset_address("favicon.svg")))->type, "image/svg+xml");
}

/* RFC 9110 12.5.3 */
static void test_encoding(void **state)
{
    (void)state;
    static const struct {
        const char *header, *encoding;
    } cases[] = {
        {NULL, NULL},
        {"", NULL},
        {"identity", NULL},
        {"gzip", "gzip"},
        {"GZIP", "gzip"},
        {"gzip, deflate, br, zstd", "br"},
        {"gzip;q=1.0, br;q=0", "gzip"},
        {"gzip ; q=0.000 , br ; q=0.", NULL},
        {"br;q=0.001", "br"},
        {"*", "br"},
        {"*;q=0", NULL},
        {"br;q=0, *", "gzip"},
        {"*;q=0, gzip", "gzip"},
        {"brotli, xgzip", NULL},
        {",,;,", NULL},
    };
    const struct asset *asset = asset_find(str_of(asset_address("app.css")));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct asset_body body;
        asset_choose(asset, cases[i].header ? str_of(cases[i].header) : (struct str){NULL, 0},
                     &body);
        if (cases[i].encoding)
            assert_string_equal(body.encoding, cases[i].encoding);
        else
            assert_null(body.encoding);
    }
}

static void test_variants_differ(void **state)
{
    (void)state;
    const struct asset *asset = asset_find(str_of(asset_address("app.js")));
    struct asset_body plain, gz, br;
    asset_choose(asset, (struct str){NULL, 0}, &plain);
    asset_choose(asset, STR("gzip"), &gz);
    asset_choose(asset, STR("br"), &br);
    assert_memory_equal(gz.bytes.p, "\x1f\x8b", 2);
    assert_true(br.bytes.n < gz.bytes.n && gz.bytes.n < plain.bytes.n);
    assert_string_not_equal(plain.etag, gz.etag);
    assert_string_not_equal(gz.etag, br.etag);
    assert_true(plain.etag[0] == '"' && plain.etag[strlen(plain.etag) - 1] == '"');
    assert_true(br.etag[strlen(br.etag) - 1] == '"');
}

/* Web specification, section 6: a first view of at most 60 KiB, 30 of it left for the page. */
static void test_budget(void **state)
{
    (void)state;
    size_t bytes = 0;
    for (const struct asset *asset = asset_table; asset->name; asset++)
        bytes += asset->gz.n;
    assert_in_range(bytes, 1, 30 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses_are_hashes_of_the_bytes),
        cmocka_unit_test(test_unknown_addresses),
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_encoding),
        cmocka_unit_test(test_variants_differ),
        cmocka_unit_test(test_budget),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
