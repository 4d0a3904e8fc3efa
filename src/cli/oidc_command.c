/* DESIGN: `sparkd oidc test`: each step of signing in at a provider, in words for a technician. */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "oidc_setup.h"
#include "token.h"

enum { LINE_BYTES_MAX = 8192 };

struct trial {
    struct arena *arena;
    struct oidc_provider *provider;
    const struct oidc_setting *setting;
    char state[TOKEN_TEXT_MAX], nonce[TOKEN_TEXT_MAX], verifier[TOKEN_TEXT_MAX];
    struct oidc_question question;
};

static int fail_step(const char *why, const char *help)
{
    printf("   not good: %s\n   %s\n", why, help);
    return EXIT_ANSWER_NO;
}

static int try_discovery(struct trial *t)
{
    struct oidc_document document;
    const char *why = "";
    printf("1. The provider's document, from %s\n", oidc_provider_issuer(t->provider));
    if (oidc_discover(t->provider, t->arena, &document, &why) != OK)
        return fail_step(why, "Check oidc_…_tenant or oidc_…_issuer, and that this machine may go "
                              "out to the internet by https.");
    printf("   good. It signs people in at %s\n   and gives tokens at %s\n", document.authorization,
           document.token);
    if (t->setting->secret)
        printf("   The secret goes there %s.\n",
               document.takes_basic ? "in a header" : "in the form");
    else
        puts("   No secret is set: sparkd is a public client. Most providers want a secret.");
    return EXIT_DONE;
}

static int try_keys(struct trial *t)
{
    const char *why = "";
    int count = 0;
    puts("2. The keys it signs with");
    if (oidc_count_keys(t->provider, t->arena, &count, &why) != OK)
        return fail_step(why, "Without its keys no token can be judged. Try again later.");
    printf("   good: %d\n", count);
    return EXIT_DONE;
}

static int try_address(struct trial *t)
{
    const char *url = "", *why = "";
    if (oidc_authorize(t->provider, &t->question, t->arena, &url, &why) != OK)
        return fail_step(why, "This should not happen after step 1: try again.");
    printf("3. Signing in\n"
           "   The provider must have this redirect address, letter for letter:\n"
           "     %s\n"
           "   Open this in a browser and sign in:\n"
           "     %s\n"
           "   The browser ends on a page of sparkd that says the sign-in is over, or finds no\n"
           "   server: both are right here. If the provider itself shows an error, it is one of\n"
           "   these: the redirect address is not registered there, the client ID is another, or\n"
           "   an administrator has not given consent to openid, profile and email.\n"
           "   Paste the address the browser ended on, or press Enter to stop here:\n",
           t->question.redirect_uri, url);
    fflush(stdout);
    return EXIT_DONE;
}

static int read_pasted(struct trial *t, struct str pasted, struct oidc_answer *ret)
{
    const char *why = "";
    enum err err = oidc_answer_parse(pasted, t->state, t->arena, ret, &why);
    if (err == OK)
        return EXIT_DONE;
    return fail_step(why, err == ERR_DENIED
                              ? "If it speaks of consent or approval, an administrator of the "
                                "provider must consent."
                              : "Open the address above afresh, and copy the whole address of the "
                                "page it ends on: it has code= in it.");
}

static void print_account(const struct oidc_account *account)
{
    printf("   issuer         %s\n   subject        %s\n   email          %s\n"
           "   email proved   %s\n",
           account->issuer, account->subject, account->email ? account->email : "(none)",
           account->email_verified ? "yes: whoever has that address on the list is linked at once"
                                   : "no: an administrator confirms the first sign-in");
}

static int try_exchange(struct trial *t, const struct oidc_answer *answer, struct instant now)
{
    struct oidc_tokens tokens;
    struct oidc_account account;
    const char *why = "";
    puts("4. The code for a token");
    if (oidc_exchange(t->provider, &t->question, answer, now, t->arena, &tokens, &why) != OK)
        return fail_step(why, "invalid_client: the secret is wrong or has expired. invalid_grant: "
                              "the code is too old; begin again. Times: set this machine's clock.");
    puts("   good: it is signed by the provider, for sparkd, and for this sign-in.");
    puts("5. Whose account it is");
    if (oidc_account_read(t->provider, &tokens.claims, t->arena, &account, &why) != OK)
        return fail_step(why, "Sign in with an account of the trust, or correct oidc_…_tenant or "
                              "oidc_…_domain.");
    print_account(&account);
    if (t->setting->offline)
        puts(tokens.refresh_token ? "   A refresh token came: leavers are noticed within the hour."
                                  : "   No refresh token came, though oidc_…_offline = yes: allow "
                                    "offline_access at the provider.");
    puts("Everything is good.");
    return EXIT_DONE;
}

static int run_trial(struct trial *t, const struct config *config)
{
    char line[LINE_BYTES_MAX];
    struct oidc_answer answer;
    struct clock clock;
    clock_init_real(&clock);
    token_new(t->state);
    token_new(t->nonce);
    token_new(t->verifier);
    t->question =
        (struct oidc_question){arena_printf(t->arena, "%s/sign-in/oidc/return", config->base_url),
                               t->state, t->nonce, t->verifier};
    int status = try_discovery(t);
    if (status == EXIT_DONE)
        status = try_keys(t);
    if (status == EXIT_DONE)
        status = try_address(t);
    if (status != EXIT_DONE || !fgets(line, sizeof line, stdin) || !str_trim(str_of(line)).n)
        return status;
    status = read_pasted(t, str_trim(str_of(line)), &answer);
    return status == EXIT_DONE ? try_exchange(t, &answer, clock_now(&clock)) : status;
}

static int choose(struct oidc *oidc, const char *name, struct trial *t)
{
    if (!oidc_count(oidc))
        return command_fail(EXIT_ENVIRONMENT, "no provider is set: see oidc_1_name in "
                                              "conf/sparkd.conf.example");
    if (!name && oidc_count(oidc) > 1)
        return command_fail(EXIT_USAGE, "there are several providers: say which with --provider");
    t->provider = name ? oidc_find(oidc, str_of(name)) : oidc_at(oidc, 0);
    if (!t->provider)
        return command_fail(EXIT_USAGE, "there is no provider \"%s\"", name);
    t->setting = oidc_provider_setting(t->provider);
    return EXIT_DONE;
}

static int test_oidc(const char *path, const char *name, struct arena *arena)
{
    struct trial trial = {.arena = arena};
    struct config config;
    struct oidc *oidc = NULL;
    config_init(&config);
    if (config_read(path, arena, &config, stderr) != OK)
        return EXIT_ENVIRONMENT;
    if (!config.base_url)
        return command_fail(EXIT_ENVIRONMENT,
                            "%s: base_url is needed: the provider sends people "
                            "back to it",
                            path);
    int status = oidc_setup(&config, arena, &oidc);
    if (status == EXIT_DONE)
        status = choose(oidc, name, &trial);
    if (status == EXIT_DONE)
        status = run_trial(&trial, &config);
    oidc_free(oidc);
    return status;
}

int command_oidc(int argc, char **argv)
{
    const char *path = NULL, *name = NULL, *word = NULL;
    const struct option_spec specs[] = {
        {"config", OPTION_TEXT, &path, true}, {"provider", OPTION_TEXT, &name}, {0}};
    int words = 0, status = command_options(argc, argv, specs, &word, 1, &words);
    if (status == EXIT_DONE && (words != 1 || strcmp(word, "test") != 0))
        return command_fail(EXIT_USAGE, "it is `sparkd oidc test --config FILE`");
    if (status != EXIT_DONE)
        return status;
    struct arena *arena = arena_new();
    status = test_oidc(path, name, arena);
    arena_free(arena);
    return status;
}
