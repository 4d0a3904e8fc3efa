/* DESIGN: a request's way from head to reply, across the lanes. */
#include "dispatch.h"

#include <stdio.h>
#include <string.h>

#include "api_token.h"
#include "arrange_way.h"
#include "body.h"
#include "check.h"
#include "chrome.h"
#include "cookie.h"
#include "csrf.h"
#include "date_way.h"
#include "feed_cache.h"
#include "idempotency.h"
#include "log.h"
#include "peer.h"
#include "proxy_user.h"
#include "route_limit.h"
#include "sse.h"
#include "touches.h"

/* One request from head to reply, in the exchange's arena. */
struct task {
    struct http_mark mark;
    struct job job;
    struct server *server;
    struct http_exchange *exchange;
    struct ctx ctx;
    struct request request;
    struct response response;
    int64_t started_ms;
    bool by_token;       /* a good token says who acts, no cookie */
    enum err ran;        /* what the handler itself returned */
    response_step *step; /* who goes on; NULL: the route's own handler */
    char id[20];
};

static struct task *task_of(struct http_exchange *exchange)
{
    return CONTAINER_OF(http_exchange_mark(exchange), struct task, mark);
}

static struct task *task_new(struct server *server, struct http_exchange *exchange)
{
    const struct http_request *http = http_exchange_request(exchange);
    struct task *task = ARENA_NEW(http->arena, struct task);
    task->server = server;
    task->exchange = exchange;
    task->started_ms = clock_monotonic_ms();
    snprintf(task->id, sizeof task->id, "%llx", (unsigned long long)++server->request_count);
    task->ctx = (struct ctx){.store = server->store,
                             .arena = http->arena,
                             .now = clock_now(server->options.clock),
                             .site = &server->site};
    refusal_init(&task->ctx.why, http->arena);
    task->request = (struct request){
        .method = http->method,
        .path = http->path,
        .query_text = http->query,
        .if_match = http_request_header(http, "if-match"),
        .if_none_match = http_request_header(http, "if-none-match"),
        .if_modified_since = http_request_header(http, "if-modified-since"),
        .accept_encoding = http_request_header(http, "accept-encoding"),
        .user_agent = http_request_header(http, "user-agent"),
        .idempotency_key = http_request_header(http, "idempotency-key"),
        .cookie = http_request_header(http, "cookie"),
        .peer = peer_find(http, server->options.behind_proxy),
        .proxy_user = proxy_user_find(server->options.proxy, http),
    };
    http_exchange_set_mark(exchange, &task->mark);
    return task;
}

/* ---- the reply ---- */

static const struct template_set *templates(struct server *server)
{
    struct template_fault fault;
    struct template_set *fresh;
    if (!server->options.templates_dir)
        return server->options.templates;
    if (template_compile_dir(server->options.templates_dir, &fresh, &fault) == OK) {
        template_free(server->live_templates);
        server->live_templates = fresh;
    } else {
        LOG(LOG_ERROR, "template", LOG_TEXT("file", fault.name), LOG_NUMBER("line", fault.line),
            LOG_TEXT("what", fault.what));
    }
    return server->live_templates ? server->live_templates : server->options.templates;
}

static struct reply reply_of(struct task *task)
{
    return (struct reply){
        .arena = task->ctx.arena,
        .site = &task->server->site,
        .templates = task->response.template || !route_is_api(task->request.path)
                         ? templates(task->server)
                         : task->server->options.templates,
        .request_id = task->id,
        .api = route_is_api(task->request.path),
    };
}

static void log_request(const struct task *task, int status)
{
    const struct route *route = task->request.route;
    LOG(status == 500 || status == 503 ? LOG_WARNING : LOG_DEBUG, "request",
        LOG_TEXT("req", task->id), LOG_TEXT("route", route ? route->name : "none"),
        LOG_NUMBER("status", status), LOG_NUMBER("ms", clock_monotonic_ms() - task->started_ms),
        LOG_NUMBER("actor", task->ctx.actor.person.v));
}

/* Renders and answers; the task is over. */
static void send_response(struct task *task)
{
    struct reply reply = reply_of(task);
    struct http_reply out;
    if (task->response.template) {
        task->ctx.store = task->server->store;
        chrome_fill(&task->ctx, task->request.path, task->response.view);
    }
    if (reply_render(&reply, &task->response, &out) != OK) {
        LOG(LOG_ERROR, "render", LOG_TEXT("req", task->id),
            LOG_TEXT("template", task->response.template ? task->response.template : ""));
        response_done(&task->response);
        out = (struct http_reply){.status = 500,
                                  .headers = str_of(REPLY_HEADERS),
                                  .body = STR("Something went wrong.\n")};
    }
    log_request(task, out.status);
    route_limit_answered(task->server->limiter, &task->ctx, &task->request, out.status,
                         task->started_ms);
    struct response response = task->response;
    json_decref(task->request.json);
    upload_close(task->request.upload);
    /* A READ's view of the data ends before the next request on this connection may begin. */
    store_rollback(task->server->store);
    http_reply(task->exchange, &out);
    /* The exchange's arena, and the task in it, may be gone now. */
    response_done(&response);
}

static void finish(struct task *task, enum err err)
{
    struct reply reply = reply_of(task);
    if (err != OK)
        reply_refuse(&reply, err, &task->ctx.why, &task->response);
    send_response(task);
}

static void finish_status(struct task *task, int status, const char *slug, const char *sentence)
{
    struct reply reply = reply_of(task);
    reply_refuse_status(&reply, status, slug, sentence, &task->response);
    send_response(task);
}

/* ---- before the handler: each step answers and returns false, or lets through ---- */

static bool check_host(struct task *task, struct str host, const char *peer)
{
    struct server *server = task->server;
    if (str_eq_c(task->request.path, "/healthz") || str_eq_c(str_of(peer), "unix"))
        return true;
    for (int i = 0; i < server->host_count; i++)
        if (str_eq_nocase(host, str_of(server->hosts[i])))
            return true;
    finish_status(task, 400, "unknown-host", "This server does not answer for that name.");
    return false;
}

static bool check_limit(struct task *task, enum limit_kind kind, struct str who)
{
    int retry_s = 0;
    if (limit_take(task->server->limiter, kind, who, task->started_ms, &retry_s))
        return true;
    task->response.retry_after_s = retry_s;
    finish(task, ERR_LIMIT);
    return false;
}

static bool check_route(struct task *task, const struct http_request *http)
{
    struct route_match match = route_find(route_lists, http->method, http->path);
    bool hidden = match.route && match.route->who == WHO_DEMO && !task->server->site.demo;
    if (!match.route && match.other_method) {
        response_header(&task->ctx, &task->response, "Allow: %s", match.allow);
        const char *headers = task->response.headers;
        struct reply reply = reply_of(task);
        reply_refuse_status(&reply, 405, "wrong-method", "This address does not take that method.",
                            &task->response);
        task->response.headers = headers;
        send_response(task);
        return false;
    }
    if (!match.route || hidden) {
        if (check_limit(task, LIMIT_UNKNOWN, str_of(task->request.peer)))
            finish(task, ERR_NOT_FOUND);
        return false;
    }
    task->request.route = match.route;
    task->request.id = match.id;
    task->request.name = match.name;
    return true;
}

/* What a proxy opened is good only while it says the same person. */
static bool is_still_said(struct task *task)
{
    struct person person;
    return task->ctx.session.way != SESSION_BY_PROXY ||
           (proxy_user_person(&task->ctx, task->request.proxy_user, &person) == OK &&
            person.id.v == task->ctx.session.person.v);
}

static void find_session(struct task *task)
{
    struct ctx *ctx = &task->ctx;
    struct str token = cookie_find(task->request.cookie, COOKIE_SESSION);
    bool owing = task->request.route->who == WHO_STEP;
    if (!token.p || (owing ? session_find_owing : session_find)(
                        ctx->store, token, ctx->now, ctx->arena, &ctx->session, &ctx->actor) != OK)
        return;
    if (!is_still_said(task)) {
        ctx->session = (struct session){.id = 0};
        ctx->actor = (struct actor){.person = {0}};
        return;
    }
    if (ctx->now.v - ctx->session.seen_at.v >= 30)
        touches_add(task->server->touches, TOUCH_SESSION, ctx->session.id, ctx->now,
                    str_make(NULL, 0));
}

/* The Authorization header's token; false if one was sent and is no good. */
static bool find_bearer(struct task *task, struct str header)
{
    struct ctx *ctx = &task->ctx;
    int64_t id = 0;
    if (!header.p)
        return true;
    if (!str_eq_nocase(str_first(header, 7), STR("bearer ")) ||
        api_token_find(ctx->store, str_trim(str_from(header, 7)), ctx->now, &id, &ctx->actor) != OK)
        return false;
    task->by_token = true;
    touches_add(task->server->touches, TOUCH_TOKEN, id, ctx->now, str_make(NULL, 0));
    return true;
}

static bool refuse_stranger(struct task *task)
{
    const struct request *request = &task->request;
    bool by_token =
        http_request_header(http_exchange_request(task->exchange), "authorization").p != NULL;
    if (!by_token && !route_is_api(request->path)) {
        bool get = request->method == HTTP_GET || request->method == HTTP_HEAD;
        if (task->server->site.demo) /* one chooses who to be, instead of signing in */
            CHECK(response_redirect(&task->ctx, &task->response, "/demo") == OK);
        else
            CHECK(response_redirect(&task->ctx, &task->response, "/sign-in%s%.*s",
                                    get ? "?to=" : "", get ? (int)request->path.n : 0,
                                    request->path.p) == OK);
        send_response(task);
        return false;
    }
    finish_status(task, 401, "sign-in",
                  "Send a good API token: Authorization: Bearer TOKEN. Your IT support makes one "
                  "with `sparkd token`.");
    return false;
}

static bool check_who(struct task *task, const struct http_request *http)
{
    enum route_who who = task->request.route->who;
    struct str bearer = http_request_header(http, "authorization");
    if (who == WHO_PUBLIC)
        return true;
    if (bearer.p && cookie_find(task->request.cookie, COOKIE_SESSION).p) {
        finish_status(task, 400, "two-identities", "Send a token or a cookie, not both.");
        return false;
    }
    if ((who == WHO_BEARER || who == WHO_EITHER) && !find_bearer(task, bearer))
        return refuse_stranger(task);
    if (who != WHO_BEARER && !task->ctx.actor.person.v)
        find_session(task);
    if (task->ctx.actor.person.v || who == WHO_ANYONE || who == WHO_DEMO)
        return true;
    return refuse_stranger(task);
}

static bool check_person_limit(struct task *task)
{
    const struct actor *actor = &task->ctx.actor;
    char who[24];
    enum route_lane lane = task->request.route->lane;
    bool asks = task->request.method == HTTP_GET || task->request.method == HTTP_HEAD;
    if (!actor->person.v || (lane != LANE_WRITE && lane != LANE_READ_AUDITED && asks))
        return true;
    snprintf(who, sizeof who, "%lld", (long long)actor->person.v);
    bool program = !task->ctx.session.id;
    return check_limit(task,
                       program || actor_is_privileged(actor) ? LIMIT_WRITE_PRIVILEGED : LIMIT_WRITE,
                       str_of(who));
}

int64_t dispatch_on_head(struct http_owner *owner, struct http_exchange *exchange)
{
    struct server *server = CONTAINER_OF(owner, struct server, owner);
    const struct http_request *http = http_exchange_request(exchange);
    struct task *task = task_new(server, exchange);
    if (!check_host(task, http->host, http->peer) || !check_route(task, http))
        return HTTP_ANSWERED;
    if (http->content_length > task->request.route->limit_bytes) {
        finish_status(task, 413, "too-large", "That is more than this address takes.");
        return HTTP_ANSWERED;
    }
    if (!check_who(task, http) || !check_person_limit(task))
        return HTTP_ANSWERED;
    return task->request.route->limit_bytes;
}

/* ---- the handler on its lane ---- */

static bool check_route_limit(struct task *task)
{
    int retry_s = 0;
    if (route_limit_take(task->server->limiter, &task->ctx, &task->request, task->started_ms,
                         &retry_s))
        return true;
    task->response.retry_after_s = retry_s;
    finish(task, ERR_LIMIT);
    return false;
}

static bool check_csrf(struct task *task, const struct http_request *http)
{
    enum route_csrf kind = task->request.route->csrf;
    struct csrf_origin origin = {http_request_header(http, "sec-fetch-site"),
                                 http_request_header(http, "origin"),
                                 http_request_header(http, "referer")};
    if (kind == CSRF_NONE || task->by_token)
        return true;
    bool own = csrf_origin_is_own(&origin, task->server->base_url);
    bool token = kind == CSRF_ORIGIN ||
                 (task->ctx.session.id && csrf_token_is(form_find(&task->request.form, "csrf"),
                                                        task->ctx.session.csrf_key));
    if (own && token)
        return true;
    finish_status(task, 403, "not-from-here",
                  "This did not come from one of our own pages, or the page was too old. Nothing "
                  "was changed. Go back, reload the page and try again.");
    return false;
}

static enum err run_handler(struct task *task, struct store *store)
{
    task->ctx.store = store;
    const struct request *request = &task->request;
    if (task->step)
        return task->ran = task->step(&task->ctx, request, &task->response);
    bool keyed = request->idempotency_key.p && request->method == HTTP_POST &&
                 request->route->lane == LANE_WRITE && route_is_api(request->path) &&
                 task->ctx.actor.person.v;
    task->ran = keyed ? idempotency_run(&task->ctx, request, &task->response)
                      : request->route->run(&task->ctx, request, &task->response);
    return task->ran;
}

static enum err run_job(struct job *job, struct store *store)
{
    return run_handler(CONTAINER_OF(job, struct task, job), store);
}

static bool go_on(struct task *task);

static void compute(struct task *task)
{
    const struct response *response = &task->response;
    struct compute_desk *desk = task->server->desk;
    if (response->arranges)
        arrange_way_begin(desk, response->arranges);
    if (response->arrange_stops)
        compute_desk_cancel(desk, COMPUTE_ORDER, response->arrange_stops);
    if (response->dates)
        date_way_begin(desk, response->dates);
    if (response->date_stops)
        compute_desk_cancel(desk, COMPUTE_DATES, response->date_stops);
}

static void done_job(struct job *job, enum err err)
{
    struct task *task = CONTAINER_OF(job, struct task, job);
    if (err == OK && go_on(task))
        return;
    /* Not committed though the handler was content: nothing it answered is true. */
    if (err != OK && task->ran == OK)
        response_done(&task->response);
    struct server_waker *waker = task->server->options.waker;
    if (err == OK && task->response.wakes && waker)
        waker->wake(waker);
    if (err == OK)
        compute(task);
    finish(task, err);
}

/* An audit row is nothing that a feed or a page made ready shows. */
static void submit(struct task *task, struct lane *lane)
{
    bool quiet = task->request.route->lane == LANE_READ_AUDITED;
    task->job = (struct job){.run = run_job, .done = done_job, .quiet = quiet};
    if (lane_submit(lane, &task->job) != OK)
        finish(task, ERR_BUSY);
}

/* The next of several steps, if the one before asked for it. Once the server stops the lanes end
 * too, so nothing more is begun. */
static bool go_on(struct task *task)
{
    struct response *response = &task->response;
    struct server *server = task->server;
    response_step *write = response->then_write, *errand = response->then_errand;
    if (!write && !errand)
        return false;
    response->then_write = response->then_errand = NULL;
    task->step = write ? write : errand;
    if (server->stopping)
        finish(task, ERR_BUSY);
    else
        submit(task, write ? server->options.writer : server->options.errands);
    return true;
}

static void run_on_loop(struct task *task)
{
    struct store *store = task->server->store;
    enum err err = store_begin_read(store);
    if (err == OK)
        err = run_handler(task, store);
    if (err == OK && (task->response.then_write || task->response.then_errand))
        store_rollback(store); /* the view ends before another step is begun */
    if (err == OK && go_on(task))
        return;
    finish(task, err);
}

static void run(struct task *task)
{
    struct server *server = task->server;
    switch (task->request.route->lane) {
    case LANE_READ:
        run_on_loop(task);
        break;
    case LANE_WRITE:
    case LANE_READ_AUDITED:
        submit(task, server->options.writer);
        break;
    case LANE_ERRAND:
        submit(task, server->options.errands);
        break;
    case LANE_STREAM:
        if (!sse_open(server->sse, &task->ctx, task->exchange, &task->request))
            finish(task, ERR_NOT_FOUND);
        break;
    case LANE_FEED:
        if (feed_cache_answer(server->feeds, &task->ctx, &task->request, task->exchange,
                              &task->response.retry_after_s) != OK)
            finish(task, task->ctx.why.slug ? ERR_LIMIT : ERR_BUSY);
        break;
    }
}

void dispatch_on_request(struct http_owner *owner, struct http_exchange *exchange)
{
    (void)owner;
    struct task *task = task_of(exchange);
    const struct http_request *http = http_exchange_request(exchange);
    struct body_fault fault;
    if (body_read_query(task->ctx.arena, &task->request, &fault) != OK ||
        body_read(http, task->ctx.arena, &task->request, &fault) != OK)
        finish_status(task, fault.status, fault.slug, fault.sentence);
    else if (check_csrf(task, http) && check_route_limit(task))
        run(task);
}

void dispatch_on_refused(struct http_owner *owner, struct http_exchange *exchange, int status,
                         const char *reason)
{
    struct server *server = CONTAINER_OF(owner, struct server, owner);
    struct task *task =
        http_exchange_mark(exchange) ? task_of(exchange) : task_new(server, exchange);
    struct str target = http_exchange_request(exchange)->target;
    if (!task->request.path.n && route_is_api(target)) /* whose path could not be read */
        task->request.path = target;
    LOG(LOG_DEBUG, "refused", LOG_TEXT("req", task->id), LOG_NUMBER("status", status),
        LOG_TEXT("reason", reason));
    finish_status(task, status, reason,
                  status == 413 ? "That is more than this address takes."
                                : "The request is not one this server can read.");
}

void dispatch_on_stream_closed(struct http_owner *owner, struct http_exchange *exchange)
{
    struct server *server = CONTAINER_OF(owner, struct server, owner);
    sse_closed(server->sse, exchange);
}
