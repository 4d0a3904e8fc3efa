/* DESIGN: sparkd.conf: every key, every kind of fault with its line, secrets masked. */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "support.h"

static char *faults_of(const char *text, struct config *config, enum err *ret_err)
{
    char *faults = NULL;
    size_t n = 0;
    struct arena *arena = arena_new();
    FILE *out = open_memstream(&faults, &n);
    config_init(config);
    *ret_err = config_parse("sparkd.conf", str_of(text), arena, config, out);
    fclose(out);
    /* Texts of the configuration die with the arena: only numbers are looked at after this. */
    arena_free(arena);
    return faults;
}

static void a_good_file_is_taken(void **state)
{
    struct config config;
    enum err err;
    (void)state;
    char *faults = faults_of("# comment\n\n smtp_port = 587 \nbehind_proxy=yes\nmail = smtp\r\n"
                             "smtp_starttls = required\nbase_url = https://cpd.school.example\n",
                             &config, &err);
    assert_ok(err);
    assert_string_equal(faults, "");
    assert_int_equal(config.smtp_port, 587);
    assert_true(config.behind_proxy);
    assert_int_equal(config.mail, MAIL_SMTP);
    assert_int_equal(config.smtp_starttls, STARTTLS_REQUIRED);
    free(faults);
}

static void each_provider_has_keys_of_its_own(void **state)
{
    struct config config;
    enum err err;
    (void)state;
    char *faults = faults_of("oidc_2_kind = entra\noidc_1_offline = yes\noidc_4_name = x\n"
                             "oidc_1_kind = google\n",
                             &config, &err);
    assert_ok(err);
    assert_string_equal(faults, "");
    assert_int_equal(config.oidc[0].kind, CONFIG_OIDC_GOOGLE);
    assert_true(config.oidc[0].offline);
    assert_null(config.oidc[0].name);
    assert_int_equal(config.oidc[1].kind, CONFIG_OIDC_ENTRA);
    assert_false(config.oidc[1].offline);
    assert_non_null(config.oidc[3].name);
    assert_int_equal(config.smtp_port, 25);
    free(faults);
}

static void every_fault_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"bogus = 1", "sparkd.conf:1: there is no key \"bogus\"; see conf/sparkd.conf.example\n"},
        {"\n\nsmtp_port = 0", "sparkd.conf:3: smtp_port must be a port, 1 to 65535\n"},
        {"smtp_port = 25x", "sparkd.conf:1: smtp_port must be a port, 1 to 65535\n"},
        {"file_limit_mb = 21", "sparkd.conf:1: file_limit_mb must be a number, 1 to 20\n"},
        {"file_person_mb = 0", "sparkd.conf:1: file_person_mb must be a number, 1 to 10000\n"},
        {"rate_limits = maybe", "sparkd.conf:1: rate_limits must be yes or no\n"},
        {"mail = pigeon", "sparkd.conf:1: mail must be one of: off smtp\n"},
        {"listen", "sparkd.conf:1: a line is `key = value`\n"},
        {"listen =", "sparkd.conf:1: listen must not be empty\n"},
        {"base_url = cpd.example",
         "sparkd.conf:1: base_url must be http:// or https:// and a host, without a path, "
         "like https://cpd.school.example\n"},
        {"base_url = https://cpd.example/",
         "sparkd.conf:1: base_url must be http:// or https:// and a host, without "
         "a path, like https://cpd.school.example\n"},
        {"data = a\ndata = b", "sparkd.conf:2: data stands here twice\n"},
        {"oidc_1_kind = ldap", "sparkd.conf:1: oidc_1_kind must be one of: generic entra google\n"},
        {"oidc_0_name = a",
         "sparkd.conf:1: there is no key \"oidc_0_name\"; see conf/sparkd.conf.example\n"},
        {"oidc_5_name = a",
         "sparkd.conf:1: there is no key \"oidc_5_name\"; see conf/sparkd.conf.example\n"},
        {"oidc_#_name = a",
         "sparkd.conf:1: there is no key \"oidc_#_name\"; see conf/sparkd.conf.example\n"},
        {"oidc_12_name = a",
         "sparkd.conf:1: there is no key \"oidc_12_name\"; see conf/sparkd.conf.example\n"},
        {"oidc_2_name = a\noidc_1_name = a\noidc_2_name = b",
         "sparkd.conf:3: oidc_2_name stands here twice\n"},
        {"a = 1\nb = 2", "sparkd.conf:1: there is no key \"a\"; see conf/sparkd.conf.example\n"
                         "sparkd.conf:2: there is no key \"b\"; see conf/sparkd.conf.example\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct config config;
        enum err err;
        char *faults = faults_of(rows[i].text, &config, &err);
        assert_int_equal(err, ERR_INVALID);
        assert_string_equal(faults, rows[i].want);
        free(faults);
    }
}

static void printing_masks_secrets(void **state)
{
    char *text = NULL;
    size_t n = 0;
    struct config config;
    FILE *out = open_memstream(&text, &n);
    (void)state;
    config_init(&config);
    config.smtp_password_file = "/etc/sparkd/very-secret";
    config.oidc[0].name = "microsoft";
    config.oidc[0].secret_file = "/etc/sparkd/very-secret-too";
    config.oidc[2].name = "google";
    config_print(&config, out);
    fclose(out);
    assert_null(strstr(text, "very-secret"));
    assert_non_null(strstr(text, "smtp_password_file = ********\n"));
    assert_non_null(strstr(text, "base_url = (not set)\n"));
    assert_non_null(strstr(text, "smtp_starttls = off\n"));
    assert_non_null(strstr(text, "oidc_1_name = microsoft\n"));
    assert_non_null(strstr(text, "oidc_1_secret_file = ********\n"));
    assert_non_null(strstr(text, "oidc_3_kind = generic\n"));
    assert_null(strstr(text, "oidc_2_"));
    free(text);
}

/* The example file names every key, and each of its lines is taken once it is no comment. */
static void the_example_holds_every_key(void **state)
{
    char path[512], line[512];
    struct arena *arena = arena_new();
    int keys = 0;
    (void)state;
    snprintf(path, sizeof path, "%s/conf/sparkd.conf.example", SPARKD_SOURCE_DIR);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        struct config config;
        if (line[0] != '#' || line[1] == ' ' || !strchr(line, '='))
            continue;
        config_init(&config);
        assert_ok(config_parse("example", str_of(line + 1), arena, &config, stderr));
        keys++;
    }
    fclose(file);
    assert_int_equal(keys, 30);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_taken),
        cmocka_unit_test(each_provider_has_keys_of_its_own),
        cmocka_unit_test(every_fault_is_told_with_its_line),
        cmocka_unit_test(printing_masks_secrets),
        cmocka_unit_test(the_example_holds_every_key),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
