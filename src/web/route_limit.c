/* DESIGN: how often the routes of signing in, searching and reporting may be used, from a table. */
#include "route_limit.h"

#include <string.h>

enum against { ADDRESS, EMAIL, PERSON };

struct rule {
    const char *route;
    enum limit_kind kind;
    enum against against;
};

/* What is typed in vain here counts against the address (http specification, section 10). */
static const char *const TRIES[] = {"sign-in-try", "sign-in-card-try", "sign-in-factor-try",
                                    "sign-in-set-up-confirm", "sign-in-again-try"};

static const struct rule RULES[] = {
    {"sign-in-card", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"sign-in", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"sign-in-ask", LIMIT_CODE_ASKED_ADDRESS, ADDRESS},
    {"sign-in-ask", LIMIT_CODE_ASKED_EMAIL, EMAIL},
    {"oidc-start", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"oidc-return", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"oidc-back-channel", LIMIT_LOGOUT, ADDRESS},
    {"csp-report", LIMIT_CSP_REPORT, ADDRESS},
    {"events", LIMIT_SEARCH, PERSON},
    {"api-events", LIMIT_SEARCH, PERSON},
    {"people", LIMIT_SEARCH, PERSON},
    {"api-people", LIMIT_SEARCH, PERSON},
};

static struct str who(const struct ctx *ctx, const struct request *request, enum against against)
{
    switch (against) {
    case ADDRESS:
        return str_of(request->peer);
    case EMAIL: {
        /* Upper and lower case are one address. */
        struct str email = str_of(form_text(&request->form, "email", ctx->arena));
        char *lower = arena_str_c(ctx->arena, email);
        for (char *c = lower; *c; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c = (char)(*c + 32);
        return str_of(lower);
    }
    case PERSON:
        return str_of(arena_printf(ctx->arena, "%lld", (long long)ctx->actor.person.v));
    }
    return STR("");
}

static bool is_try(const char *name)
{
    for (size_t i = 0; i < sizeof TRIES / sizeof TRIES[0]; i++)
        if (strcmp(name, TRIES[i]) == 0)
            return true;
    return false;
}

bool route_limit_take(struct limiter *limiter, const struct ctx *ctx, const struct request *request,
                      int64_t now_ms, int *ret_retry_s)
{
    const char *name = request->route->name;
    if (is_try(name) && !limit_allows(limiter, LIMIT_CODE_FAILED_ADDRESS, str_of(request->peer),
                                      now_ms, ret_retry_s))
        return false;
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++)
        if (strcmp(name, RULES[i].route) == 0 &&
            !limit_take(limiter, RULES[i].kind, who(ctx, request, RULES[i].against), now_ms,
                        ret_retry_s))
            return false;
    return true;
}

void route_limit_answered(struct limiter *limiter, const struct request *request, int status,
                          int64_t now_ms)
{
    int retry_s;
    if (request->route && status == 422 && is_try(request->route->name))
        limit_take(limiter, LIMIT_CODE_FAILED_ADDRESS, str_of(request->peer), now_ms, &retry_s);
}
