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

/* Codes of a register and of a big screen: against the person, for a whole school may have one
 * address. */
static const char *const HERE[] = {"here-type", "here-code", "here-say", "api-here",
                                   "screen-code-do"};

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

static bool is_in(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* What counts when it is typed in vain, and against whom; false: nothing does. */
static bool find_try(const struct ctx *ctx, const struct request *request, struct rule *ret)
{
    const char *name = request->route->name;
    if (is_in(name, TRIES, sizeof TRIES / sizeof TRIES[0]))
        *ret = (struct rule){name, LIMIT_CODE_FAILED_ADDRESS, ADDRESS};
    else if (is_in(name, HERE, sizeof HERE / sizeof HERE[0]))
        *ret = ctx->actor.person.v ? (struct rule){name, LIMIT_HERE_PERSON, PERSON}
                                   : (struct rule){name, LIMIT_HERE_ADDRESS, ADDRESS};
    else
        return false;
    return true;
}

bool route_limit_take(struct limiter *limiter, const struct ctx *ctx, const struct request *request,
                      int64_t now_ms, int *ret_retry_s)
{
    const char *name = request->route->name;
    struct rule try;
    if (find_try(ctx, request, &try) &&
        !limit_allows(limiter, try.kind, who(ctx, request, try.against), now_ms, ret_retry_s))
        return false;
    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++)
        if (strcmp(name, RULES[i].route) == 0 &&
            !limit_take(limiter, RULES[i].kind, who(ctx, request, RULES[i].against), now_ms,
                        ret_retry_s))
            return false;
    return true;
}

void route_limit_answered(struct limiter *limiter, const struct ctx *ctx,
                          const struct request *request, int status, int64_t now_ms)
{
    struct rule try;
    int retry_s;
    if (request->route && status == 422 && find_try(ctx, request, &try))
        limit_take(limiter, try.kind, who(ctx, request, try.against), now_ms, &retry_s);
}
