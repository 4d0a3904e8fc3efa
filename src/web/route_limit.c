/* DESIGN: how often the routes of signing in, searching and reporting may be used, from a table. */
#include "route_limit.h"

#include <string.h>

enum against { ADDRESS, EMAIL, PERSON };

struct rule {
    const char *route;
    enum limit_kind kind;
    enum against against;
};

static const struct rule RULES[] = {
    {"sign-in", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"sign-in-ask", LIMIT_CODE_ASKED_ADDRESS, ADDRESS},
    {"sign-in-ask", LIMIT_CODE_ASKED_EMAIL, EMAIL},
    {"oidc-start", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"oidc-return", LIMIT_SIGN_IN_PAGE, ADDRESS},
    {"oidc-back-channel", LIMIT_LOGOUT, ADDRESS},
    {"csp-report", LIMIT_CSP_REPORT, ADDRESS},
    {"events", LIMIT_SEARCH, PERSON},
    {"api-events", LIMIT_SEARCH, PERSON},
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

bool route_limit_take(struct limiter *limiter, const struct ctx *ctx, const struct request *request,
                      int64_t now_ms, int *ret_retry_s)
{
    const char *name = request->route->name;
    if (strcmp(name, "sign-in-try") == 0 &&
        !limit_allows(limiter, LIMIT_CODE_FAILED_ADDRESS, str_of(request->peer), now_ms,
                      ret_retry_s))
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
    if (request->route && status == 422 && strcmp(request->route->name, "sign-in-try") == 0)
        limit_take(limiter, LIMIT_CODE_FAILED_ADDRESS, str_of(request->peer), now_ms, &retry_s);
}
