/* DESIGN: signing in at a provider: there (asked, kept, sent) and back (taken, exchanged, in). */
#include <string.h>

#include "audit.h"
#include "cookie.h"
#include "identity.h"
#include "log.h"
#include "oidc_journey.h"
#include "page.h"
#include "provider_session.h"
#include "sign_in.h"
#include "view.h"

#define COOKIE_OIDC "__Host-sparkd-oidc" /* the browser that began, before it is signed in */

const char *oidc_journey_redirect_uri(struct ctx *ctx)
{
    return arena_printf(ctx->arena, "%s/sign-in/oidc/return", ctx->site->base_url);
}

enum err oidc_journey_fail(struct response *response, int status, const char *heading,
                           const char *words)
{
    json_t *view = view_new(heading);
    json_object_set_new(view, "text", json_string(words));
    response->status = status;
    return response_page(response, "oidc_failed.html", view);
}

static void log_failure(const struct oidc_journey *journey, const char *step, enum err err,
                        const char *why)
{
    LOG(LOG_WARNING, "oidc", LOG_TEXT("provider", oidc_provider_setting(journey->provider)->name),
        LOG_TEXT("step", step), LOG_TEXT("err", err_name(err)), LOG_TEXT("why", why));
}

static const char *label_of(const struct oidc_journey *journey)
{
    const struct oidc_setting *setting = oidc_provider_setting(journey->provider);
    return setting->label ? setting->label : setting->name;
}

static enum err answer_unreachable(struct ctx *ctx, const struct oidc_journey *journey,
                                   struct response *response)
{
    return oidc_journey_fail(
        response, 503, arena_printf(ctx->arena, "%s does not answer", label_of(journey)),
        "Try again in a minute. If it goes on, tell your IT support, or sign in with a code that "
        "we email to you.");
}

/* ---- there ---- */

/* The last step: on the writer. */
static enum err keep_and_send(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    const struct oidc_journey *journey = ctx->journey;
    (void)request;
    enum err err = sign_in_pending_insert(ctx->store, str_of(journey->state),
                                          str_of(journey->browser), &journey->pending, ctx->now);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_OIDC, journey->browser, SIGN_IN_PENDING_S);
    return response_redirect(ctx, response, "%s", journey->location);
}

/* The token this browser holds already, so that a second tab does not spoil the first. */
static void set_browser(const struct request *request, struct oidc_journey *journey)
{
    struct str held = cookie_find(request->cookie, COOKIE_OIDC);
    uint8_t bytes[32];
    if (held.p && token_base64url_parse(held, bytes, sizeof bytes) == OK)
        memcpy(journey->browser, held.p, held.n);
    else
        token_new(journey->browser);
}

static struct oidc_question question_of(struct ctx *ctx, const struct oidc_journey *journey)
{
    return (struct oidc_question){
        .redirect_uri = oidc_journey_redirect_uri(ctx),
        .state = journey->state,
        .nonce = journey->pending.nonce,
        .verifier = journey->pending.verifier,
    };
}

static struct oidc_journey *begin(struct ctx *ctx, const struct request *request,
                                  struct oidc_provider *provider)
{
    struct oidc_journey *journey = ARENA_NEW(ctx->arena, struct oidc_journey);
    char *nonce = arena_alloc(ctx->arena, TOKEN_TEXT_MAX);
    char *verifier = arena_alloc(ctx->arena, TOKEN_TEXT_MAX);
    journey->provider = provider;
    token_new(journey->state);
    token_new(nonce);
    token_new(verifier);
    set_browser(request, journey);
    journey->pending = (struct sign_in_pending){
        .provider = oidc_provider_setting(provider)->name,
        .nonce = nonce,
        .verifier = verifier,
        .next_path = cookie_way_back(ctx, form_find(&request->query, "to")),
    };
    return journey;
}

/* On the errands threads: the provider's document may have to be fetched. */
enum err page_oidc_start(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct oidc_provider *provider = oidc_find(ctx->site->oidc, request->name);
    const char *why = "";
    if (!provider)
        return ERR_NOT_FOUND;
    if (ctx->session.id)
        return response_redirect(ctx, response, "%s",
                                 cookie_way_back(ctx, form_find(&request->query, "to")));
    ctx->journey = begin(ctx, request, provider);
    struct oidc_question question = question_of(ctx, ctx->journey);
    enum err err = oidc_authorize(provider, &question, ctx->arena, &ctx->journey->location, &why);
    if (err != OK) {
        log_failure(ctx->journey, "discovery", err, why);
        return answer_unreachable(ctx, ctx->journey, response);
    }
    response->then_write = keep_and_send;
    return OK;
}

/* ---- back ---- */

static enum err refuse_account(struct ctx *ctx, struct response *response)
{
    const struct oidc_journey *journey = ctx->journey;
    return oidc_journey_fail(
        response, 403, "This account cannot be used here",
        arena_printf(ctx->arena,
                     "%s signed you in, but not with an account of this trust. Sign out there, "
                     "and sign in with your work account.",
                     label_of(journey)));
}

static enum err answer_unknown(struct ctx *ctx, enum identity_outcome outcome,
                               struct response *response)
{
    const struct oidc_journey *journey = ctx->journey;
    const char *email = journey->account.email ? journey->account.email : "";
    bool waits = outcome == IDENTITY_WAITS;
    json_t *view =
        view_new(waits ? "We need to check that this is you" : "You are not on our list yet");
    json_object_set_new(view, "email", json_string(str_is_utf8(str_of(email)) ? email : ""));
    json_object_set_new(view, "label", json_string(label_of(journey)));
    json_object_set_new(view, waits ? "waits" : "unknown", json_true());
    response->status = 403;
    return response_page(response, "oidc_unknown.html", view);
}

static enum err enter(struct ctx *ctx, const struct request *request, int64_t identity,
                      struct person_id person, struct response *response)
{
    const struct oidc_journey *journey = ctx->journey;
    char token[TOKEN_TEXT_MAX];
    struct sign_in sign_in = {person, SESSION_BY_OIDC, request->user_agent};
    enum session_owes owes;
    enum err err = sign_in_enter(ctx->store, ctx->site->sealed_key, &sign_in, ctx->now, ctx->arena,
                                 token, &owes);
    struct provider_session_new session = {
        .token = str_of(token),
        .identity = identity,
        .subject = journey->tokens.claims.subject,
        .provider_sid = journey->tokens.claims.session_id,
        .refresh_token = journey->tokens.refresh_token,
    };
    if (err == OK)
        err = provider_session_insert(ctx->store, ctx->site->sealed_key, &session, ctx->now);
    if (err != OK)
        return err;
    cookie_set(ctx, response, COOKIE_SESSION, token, COOKIE_SESSION_LONG);
    cookie_set(ctx, response, COOKIE_OIDC, "", 0);
    return response_redirect(ctx, response, "%s", journey->pending.next_path);
}

/* The third step: on the writer. */
static enum err find_person(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    const struct oidc_account *theirs = &ctx->journey->account;
    struct identity_account account = {theirs->issuer, theirs->subject, theirs->email,
                                       theirs->email_verified, theirs->name};
    enum identity_outcome outcome;
    struct person_id person;
    int64_t identity;
    enum err err =
        identity_sign_in(ctx->store, &account, ctx->now, ctx->arena, &outcome, &identity, &person);
    if (err == OK && outcome == IDENTITY_LINKED)
        return enter(ctx, request, identity, person, response);
    if (err == OK)
        err = audit_add(ctx->store, ctx->now, (struct person_id){0}, "sign-in-provider", 0,
                        ctx->journey->pending.provider);
    return err == OK ? answer_unknown(ctx, outcome, response) : err;
}

/* A failure is audited on the writer, with what its page says already made. */
static enum err keep_refusal(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    (void)request;
    (void)response;
    return audit_add(ctx->store, ctx->now, (struct person_id){0}, "sign-in-provider", 0,
                     ctx->journey->pending.provider);
}

/* The second step: on the errands threads. */
static enum err exchange(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct oidc_journey *journey = ctx->journey;
    struct oidc_question question = question_of(ctx, journey);
    const char *why = "";
    (void)request;
    enum err err = oidc_exchange(journey->provider, &question, &journey->answer, ctx->now,
                                 ctx->arena, &journey->tokens, &why);
    if (err == OK) {
        err = oidc_account_read(journey->provider, &journey->tokens.claims, ctx->arena,
                                &journey->account, &why);
        if (err == OK) {
            response->then_write = find_person;
            return OK;
        }
        log_failure(journey, "account", err, why);
        response->then_write = keep_refusal;
        return refuse_account(ctx, response);
    }
    log_failure(journey, "exchange", err, why);
    response->then_write = keep_refusal;
    if (err == ERR_IO)
        return answer_unreachable(ctx, journey, response);
    return oidc_journey_fail(response, 403, "We could not sign you in",
                             "What came back could not be trusted, so you are not signed in. Try "
                             "again. If it goes on, tell your IT support the time it happened.");
}

static enum err answer_error(struct ctx *ctx, struct str error, struct response *response)
{
    bool chosen = str_eq_c(error, "access_denied");
    response->then_write = keep_refusal;
    return oidc_journey_fail(
        response, 403, "You are not signed in",
        chosen ? arena_printf(ctx->arena,
                              "%s did not let you in, or you stopped there. If it asked for an "
                              "administrator's approval, tell your IT support.",
                              label_of(ctx->journey))
               : arena_printf(ctx->arena,
                              "%s could not sign you in. Try again. If it goes on, tell your IT "
                              "support the time it happened.",
                              label_of(ctx->journey)));
}

static enum err answer_over(struct response *response)
{
    return oidc_journey_fail(response, 400, "This sign-in is over",
                             "It was begun more than ten minutes ago, in another browser, or it "
                             "was used already. Begin again.");
}

/* The first step that changes anything, on the writer: whatever comes back, it comes once. */
static enum err take_answer(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct oidc_journey *journey = ctx->journey = ARENA_NEW(ctx->arena, struct oidc_journey);
    struct str state = form_find(&request->query, "state");
    struct str browser = cookie_find(request->cookie, COOKIE_OIDC);
    struct str error = form_find(&request->query, "error");
    enum err err =
        sign_in_pending_take(ctx->store, state, browser, ctx->now, ctx->arena, &journey->pending);
    if (err == OK) {
        journey->provider = oidc_find(ctx->site->oidc, str_of(journey->pending.provider));
        err = journey->provider ? OK : ERR_NOT_FOUND; /* no longer configured */
    }
    if (err == ERR_NOT_FOUND)
        return answer_over(response);
    if (err != OK)
        return err;
    journey->answer =
        (struct oidc_answer){form_find(&request->query, "iss"), form_find(&request->query, "code")};
    if (error.p || !journey->answer.code.p)
        return answer_error(ctx, error.p ? error : STR(""), response);
    response->then_errand = exchange;
    return OK;
}

/* A GET, because the protocol is so: bound to the browser by its cookie, and to one use by state.
 */
enum err page_oidc_return(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    if (!form_find(&request->query, "state").p || !cookie_find(request->cookie, COOKIE_OIDC).p)
        return answer_over(response);
    response->then_write = take_answer;
    return OK;
}

/* ---- the provider says that a session is over ---- */

static enum err answer_provider(struct ctx *ctx, int status, const char *error,
                                struct response *response)
{
    (void)ctx;
    return response_json(response, status,
                         error ? json_pack("{s:s}", "error", error) : json_object());
}

static enum err end_sessions(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    const struct oidc_journey *journey = ctx->journey;
    struct provider_logout logout = {
        .issuer = oidc_provider_issuer(journey->provider),
        .subject = journey->logout.subject,
        .provider_sid = journey->logout.session_id,
        .issued_at = journey->logout.issued_at,
    };
    int count = 0;
    (void)request;
    enum err err = provider_session_log_out(ctx->store, &logout, ctx->now, &count);
    return err == OK ? answer_provider(ctx, 200, NULL, response) : err;
}

/* OpenID Connect Back-Channel Logout 1.0, section 2.5: no session, no cookie; its token is its
 * proof. On the errands threads: keys may have to be fetched. */
enum err page_oidc_back_channel(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct str token = form_find(&request->form, "logout_token");
    const char *issuer = "", *why = "it is from nobody we know";
    struct oidc_journey *journey = ctx->journey = ARENA_NEW(ctx->arena, struct oidc_journey);
    if (!token.p || oidc_token_issuer(token, ctx->arena, &issuer) != OK ||
        !(journey->provider = oidc_find_issuer(ctx->site->oidc, str_of(issuer))))
        return answer_provider(ctx, 400, "invalid_request", response);
    enum err err =
        oidc_logout(journey->provider, token, ctx->now, ctx->arena, &journey->logout, &why);
    if (err != OK) {
        log_failure(journey, "back-channel", err, why);
        return err == ERR_IO ? ERR_IO : answer_provider(ctx, 400, "invalid_request", response);
    }
    response->then_write = end_sessions;
    return OK;
}
