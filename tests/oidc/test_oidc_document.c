/* DESIGN: what a provider may publish, which settings are taken, and whose account a token is. */
#include "oidc_document.h"
#include "oidc_url.h"

#include "support.h"

#define TENANT "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
#define ENTRA "https://login.microsoftonline.com/" TENANT "/v2.0"

static struct arena *arena;

static void addresses_are_https_or_this_machine(void **state)
{
    static const struct {
        const char *url;
        enum err want;
    } rows[] = {
        {"https://login.school.example", OK},
        {"https://login.school.example:8443/a?b=c", OK},
        {"http://127.0.0.1:4000/keys", OK},
        {"http://[::1]:4000/keys", OK},
        {"http://localhost:4000", OK},
        {"http://login.school.example", ERR_INVALID},
        {"http://127.0.0.1.evil.example/", ERR_INVALID},
        {"http://localhost@evil.example/", ERR_INVALID},
        {"https://user:pass@login.school.example", ERR_INVALID},
        {"https://login.school.example#x", ERR_INVALID},
        {"https://login.school.example/a b", ERR_INVALID},
        {"https://login.school.example\\evil", ERR_INVALID},
        {"https://", ERR_INVALID},
        {"https:///etc", ERR_INVALID},
        {"file:///etc/passwd", ERR_INVALID},
        {"gopher://127.0.0.1", ERR_INVALID},
        {"HTTPS://login.school.example", ERR_INVALID},
        {"", ERR_INVALID},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct oidc_url url;
        if (oidc_url_parse(str_of(rows[i].url), &url) != rows[i].want)
            fail_msg("%s", rows[i].url);
    }
}

/* ---- the discovery document ---- */

#define HOST "https://login.school.example"
#define DOC(issuer, page, token, keys, more)                                                       \
    "{\"issuer\": \"" issuer "\", \"authorization_endpoint\": \"" page                             \
    "\", \"token_endpoint\": \"" token "\", \"jwks_uri\": \"" keys "\"" more "}"

static void a_document_sends_sparkd_nowhere_else(void **state)
{
    static const struct {
        const char *text;
        enum err want;
    } rows[] = {
        {DOC(HOST, HOST "/a", HOST "/t", HOST "/k", ""), OK},
        {DOC(HOST, "https://other.example/a", HOST "/t", HOST "/k", ""), OK}, /* the browser goes */
        {DOC(HOST, HOST "/a", HOST "/t", "https://keys.school.example/k", ""), OK},
        {DOC(HOST, HOST "/a", HOST "/t", HOST "/k",
             ", \"code_challenge_methods_supported\": [\"plain\", \"S256\"]"),
         OK},
        {DOC("https://evil.example", HOST "/a", HOST "/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST "/", HOST "/a", HOST "/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", "https://evil.example/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", HOST "/t", "https://169.254.169.254/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", "http://login.school.example/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", "http://127.0.0.1/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, "http://127.0.0.1/a", HOST "/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, "javascript:alert(1)", HOST "/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", HOST ":8443/t", HOST "/k", ""), ERR_INVALID},
        {DOC(HOST, HOST "/a", HOST "/t", HOST "/k",
             ", \"code_challenge_methods_supported\": [\"plain\"]"),
         ERR_INVALID},
        {DOC(HOST, HOST "/a", HOST "/t", HOST "/k", ", \"response_types_supported\": [\"token\"]"),
         ERR_INVALID},
        {"{\"issuer\": \"" HOST "\"}", ERR_INVALID},
        {"{}", ERR_INVALID},
        {"[]", ERR_INVALID},
        {"<html>", ERR_INVALID},
        {"", ERR_INVALID},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct oidc_document document;
        const char *why = NULL;
        enum err err = oidc_document_parse(str_of(rows[i].text), HOST, " keys.school.example",
                                           arena, &document, &why);
        if (err != rows[i].want)
            fail_msg("%s: %s", rows[i].text, why ? why : "taken");
        assert_true(err == OK || why);
    }
}

static void how_sparkd_shows_who_it_is(void **state)
{
    static const struct {
        const char *more;
        bool basic, says_iss;
    } rows[] = {
        {"", true, false},
        {", \"token_endpoint_auth_methods_supported\": [\"client_secret_post\"]", false, false},
        {", \"token_endpoint_auth_methods_supported\": [\"client_secret_basic\"],"
         " \"authorization_response_iss_parameter_supported\": true",
         true, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct oidc_document document;
        const char *why = NULL;
        char *text = arena_printf(arena,
                                  "{\"issuer\": \"%s\", \"authorization_endpoint\": \"%s/a\","
                                  " \"token_endpoint\": \"%s/t\", \"jwks_uri\": \"%s/k\"%s}",
                                  HOST, HOST, HOST, HOST, rows[i].more);
        assert_ok(oidc_document_parse(str_of(text), HOST, NULL, arena, &document, &why));
        assert_int_equal(document.takes_basic, rows[i].basic);
        assert_int_equal(document.says_iss, rows[i].says_iss);
    }
}

/* ---- settings ---- */

static void settings_that_would_let_everybody_in(void **state)
{
    const struct {
        struct oidc_setting setting;
        const char *word; /* of the fault; NULL: it is taken */
    } rows[] = {
        {{OIDC_ENTRA, "microsoft", .tenant = TENANT, .client_id = "c"}, NULL},
        {{OIDC_GOOGLE, "google", .domain = "school.example", .client_id = "c"}, NULL},
        {{OIDC_GENERIC, "sso", .issuer = HOST, .client_id = "c"}, NULL},
        {{OIDC_GENERIC, "sso", .issuer = "http://127.0.0.1:4000", .client_id = "c"}, NULL},
        {{OIDC_ENTRA, "microsoft", .client_id = "c"}, "tenant"},
        {{OIDC_ENTRA, "microsoft", .tenant = "common", .client_id = "c"}, "common"},
        {{OIDC_ENTRA, "microsoft", .tenant = "organizations", .client_id = "c"}, "common"},
        {{OIDC_ENTRA, "microsoft", .tenant = "school.onmicrosoft.com", .client_id = "c"}, "ID"},
        {{OIDC_ENTRA, "microsoft", .tenant = TENANT, .client_id = "c",
          .issuer = "https://login.microsoftonline.com/common/v2.0"},
         "issuer"},
        {{OIDC_GOOGLE, "google", .client_id = "c"}, "domain"},
        {{OIDC_GOOGLE, "google", .domain = "School Example", .client_id = "c"}, "domain"},
        {{OIDC_GENERIC, "sso", .client_id = "c"}, "issuer"},
        {{OIDC_GENERIC, "sso", .issuer = "http://login.school.example", .client_id = "c"}, "https"},
        {{OIDC_GENERIC, "sso", .issuer = HOST "?x=1", .client_id = "c"}, "issuer"},
        {{OIDC_GENERIC, "sso", .issuer = HOST}, "client ID"},
        {{OIDC_GENERIC, NULL, .issuer = HOST, .client_id = "c"}, "name"},
        {{OIDC_GENERIC, "return", .issuer = HOST, .client_id = "c"}, "name"},
        {{OIDC_GENERIC, "a/b", .issuer = HOST, .client_id = "c"}, "name"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *fault = oidc_setting_fault(&rows[i].setting, arena);
        if (rows[i].word ? !fault || !strstr(fault, rows[i].word) : fault != NULL)
            fail_msg("row %zu: %s", i, fault ? fault : "taken");
    }
}

/* ---- whose account ---- */

static const struct oidc_setting SETTINGS[] = {
    {OIDC_ENTRA, "microsoft", .tenant = TENANT, .client_id = "c"},
    {OIDC_GOOGLE, "google", .domain = "school.example", .client_id = "c"},
    {OIDC_GENERIC, "sso", .issuer = HOST, .client_id = "c"},
};

static const struct {
    const char *provider;
    struct oidc_claims claims;
    enum err want;
    const char *subject, *email;
    bool verified;
} ACCOUNTS[] = {
    {"microsoft",
     {.subject = "pairwise", .tenant_id = TENANT, .object_id = "o-1", .email = "a@s.example"},
     OK,
     TENANT ".o-1",
     "a@s.example",
     false},
    {"microsoft",
     {.subject = "x",
      .tenant_id = TENANT,
      .object_id = "o",
      .email = "a@s.example",
      .email_owned = true},
     OK,
     TENANT ".o",
     "a@s.example",
     true},
    /* email_verified is no claim of Entra's work accounts: it proves nothing */
    {"microsoft",
     {.subject = "x",
      .tenant_id = TENANT,
      .object_id = "o",
      .email = "a@s.example",
      .email_verified = true},
     OK,
     TENANT ".o",
     "a@s.example",
     false},
    {"microsoft",
     {.subject = "x",
      .tenant_id = TENANT,
      .object_id = "o",
      .username = "a@s.example",
      .email_owned = true},
     OK,
     TENANT ".o",
     "a@s.example",
     false},
    {"microsoft", {.subject = "x", .tenant_id = "other", .object_id = "o"}, ERR_DENIED},
    {"microsoft", {.subject = "x", .object_id = "o"}, ERR_DENIED},
    {"microsoft", {.subject = "x", .tenant_id = TENANT}, ERR_DENIED},
    {"google",
     {.subject = "1",
      .hosted_domain = "school.example",
      .email = "a@school.example",
      .email_verified = true},
     OK,
     "1",
     "a@school.example",
     true},
    {"google", {.subject = "1", .email = "a@gmail.com", .email_verified = true}, ERR_DENIED},
    {"google", {.subject = "1", .hosted_domain = "evil.example"}, ERR_DENIED},
    {"sso",
     {.subject = "u", .email = "a@s.example", .email_verified = true},
     OK,
     "u",
     "a@s.example",
     true},
    {"sso", {.subject = "u", .email = "a@s.example"}, OK, "u", "a@s.example", false},
    {"sso", {.subject = "u", .email_verified = true}, OK, "u", NULL, false},
    {"sso",
     {.subject = "u", .email = "a@s.example", .email_owned = true},
     OK,
     "u",
     "a@s.example",
     false},
};

static void whose_account_a_token_is(void **state)
{
    struct oidc *oidc = oidc_new(SETTINGS, COUNT_OF(SETTINGS));
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ACCOUNTS); i++) {
        struct oidc_account account;
        const char *why = NULL;
        enum err err = oidc_account_read(oidc_find(oidc, str_of(ACCOUNTS[i].provider)),
                                         &ACCOUNTS[i].claims, arena, &account, &why);
        assert_int_equal(err, ACCOUNTS[i].want);
        if (err != OK) {
            assert_non_null(why);
            continue;
        }
        assert_string_equal(account.subject, ACCOUNTS[i].subject);
        assert_int_equal(account.email_verified, ACCOUNTS[i].verified);
        if (ACCOUNTS[i].email)
            assert_string_equal(account.email, ACCOUNTS[i].email);
        else
            assert_null(account.email);
    }
    oidc_free(oidc);
}

static void found_by_name_and_by_exact_issuer(void **state)
{
    struct oidc *oidc = oidc_new(SETTINGS, COUNT_OF(SETTINGS));
    (void)state;
    assert_string_equal(oidc_provider_issuer(oidc_find(oidc, STR("microsoft"))), ENTRA);
    assert_ptr_equal(oidc_find_issuer(oidc, STR("https://accounts.google.com")),
                     oidc_find(oidc, STR("google")));
    assert_null(oidc_find(oidc, STR("other")));
    assert_null(oidc_find_issuer(oidc, STR(HOST "/")));
    assert_null(oidc_find(NULL, STR("microsoft")));
    assert_int_equal(oidc_count(NULL), 0);
    oidc_free(oidc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_https_or_this_machine),
        cmocka_unit_test(a_document_sends_sparkd_nowhere_else),
        cmocka_unit_test(how_sparkd_shows_who_it_is),
        cmocka_unit_test(settings_that_would_let_everybody_in),
        cmocka_unit_test(whose_account_a_token_is),
        cmocka_unit_test(found_by_name_and_by_exact_issuer),
    };
    support_init();
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
