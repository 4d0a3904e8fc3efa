/* DESIGN: the web server's life: open, listen, tick, stop, close. */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrange_way.h"
#include "check.h"
#include "date_way.h"
#include "device.h"
#include "dispatch.h"
#include "feed_cache.h"
#include "idempotency.h"
#include "log.h"
#include "outbox.h"
#include "provider_watch.h"
#include "register_file.h"
#include "sign_in_code.h"
#include "sign_in_pending.h"
#include "sse.h"
#include "staff_import.h"
#include "token.h"
#include "touches.h"
#include "trust.h"

static const struct http_events EVENTS = {
    .on_head = dispatch_on_head,
    .on_request = dispatch_on_request,
    .on_refused = dispatch_on_refused,
    .on_stream_closed = dispatch_on_stream_closed,
};

static void add_host(struct server *server, const char *host)
{
    CHECK(server->host_count < SERVER_HOSTS_MAX);
    snprintf(server->hosts[server->host_count++], sizeof server->hosts[0], "%s", host);
}

/* host[:port] of scheme://host[:port] */
static void add_base_host(struct server *server)
{
    const char *host = strstr(server->base_url, "://");
    add_host(server, host ? host + 3 : server->base_url);
}

static void read_trust(struct server *server)
{
    struct arena *arena = arena_new();
    struct trust trust;
    const char *name = "sparkd";
    if (trust_find(server->store, arena, &trust) == OK)
        name = trust.name;
    snprintf(server->trust_name, sizeof server->trust_name, "%s", name);
    arena_free(arena);
}

enum err server_new(const struct server_options *options, struct server **ret)
{
    struct http_options http = http_options_default();
    struct server *server = check_calloc(1, sizeof *server);
    server->options = *options;
    server->owner.events = &EVENTS;
    if (store_open(options->db_path, STORE_READ, &server->store) != OK) {
        free(server);
        return ERR_IO;
    }
    if (options->behind_proxy)
        http.connections_peer_max = 0;
    read_trust(server);
    if (options->base_url) {
        snprintf(server->base_url, sizeof server->base_url, "%s", options->base_url);
        add_base_host(server);
    }
    server->site = (struct site){
        .base_url = server->base_url,
        .trust_name = server->trust_name,
        .data_dir = options->data_dir,
        .file_limits = options->file_limits,
        .demo = options->demo,
        .sealed_key = options->sealed_key,
        .oidc = options->oidc,
        .clock = options->demo ? options->clock : NULL,
    };
    token_random(&server->request_count, 4); /* numbers of one run are not those of the last */
    server->limiter = limiter_new(options->limits_off);
    server->touches = touches_new();
    server->sse = sse_new(server->store, options->clock);
    server->feeds = feed_cache_new(&(struct feed_cache_options){
        .store = server->store,
        .writer = options->writer,
        .limiter = server->limiter,
        .touches = server->touches,
        .site = &server->site,
    });
    server->watch = provider_watch_new(&(struct provider_watch_options){
        .oidc = options->oidc,
        .key = options->sealed_key,
        .writer = options->writer,
        .errands = options->errands,
    });
    server->desk = compute_desk_new(
        &(struct compute_desk_options){options->compute, options->writer, options->clock});
    server->site.desk = server->desk;
    server->http = http_new(options->base, &server->owner, &http);
    *ret = server;
    return OK;
}

void server_free(struct server *server)
{
    if (!server)
        return;
    http_free(server->http);
    provider_watch_free(server->watch);
    compute_desk_free(server->desk);
    feed_cache_free(server->feeds);
    sse_free(server->sse);
    touches_free(server->touches);
    limiter_free(server->limiter);
    template_free(server->live_templates);
    store_close(server->store);
    free(server);
}

enum err server_listen(struct server *server, const char *address, int *ret_port)
{
    char host[64];
    enum err err = http_listen(server->http, address, ret_port);
    if (err != OK)
        return err;
    if (!server->base_url[0]) {
        snprintf(server->base_url, sizeof server->base_url, "http://127.0.0.1:%d", *ret_port);
        add_base_host(server);
    }
    /* What fell due while nobody served is asked at once. */
    provider_watch_run(server->watch, clock_now(server->options.clock));
    compute_desk_recover(server->desk, &arrange_way);
    compute_desk_recover(server->desk, &date_way);
    if (server->options.demo) {
        snprintf(host, sizeof host, "127.0.0.1:%d", *ret_port);
        add_host(server, host);
        snprintf(host, sizeof host, "localhost:%d", *ret_port);
        add_host(server, host);
    }
    return OK;
}

void server_on_commit(struct server *server)
{
    sse_poll(server->sse);
}

/* What is over for good is deleted, as one job. */
struct sweep {
    struct job job;
    struct instant now;
};

static enum err run_sweep(struct job *job, struct store *store)
{
    struct sweep *sweep = CONTAINER_OF(job, struct sweep, job);
    enum err err = session_sweep(store, sweep->now);
    if (err == OK)
        err = device_sweep(store, sweep->now);
    if (err == OK)
        err = sign_in_code_sweep(store, sweep->now);
    if (err == OK)
        err = sign_in_pending_sweep(store, sweep->now);
    if (err == OK)
        err = idempotency_sweep(store, sweep->now);
    if (err == OK)
        err = outbox_sweep(store, sweep->now);
    if (err == OK)
        err = staff_import_sweep(store, sweep->now);
    if (err == OK)
        err = register_file_sweep(store, sweep->now);
    return err;
}

static void done_sweep(struct job *job, enum err err)
{
    if (err != OK)
        LOG(LOG_WARNING, "sweep", LOG_TEXT("err", err_name(err)));
    free(CONTAINER_OF(job, struct sweep, job));
}

static void sweep_old(struct server *server)
{
    struct sweep *sweep = check_calloc(1, sizeof *sweep);
    sweep->job = (struct job){.run = run_sweep, .done = done_sweep, .quiet = true};
    sweep->now = clock_now(server->options.clock);
    if (lane_submit(server->options.writer, &sweep->job) != OK)
        free(sweep);
}

void server_on_tick(struct server *server)
{
    enum { TICKS_A_FLUSH = 2, TICKS_A_SWEEP = 20 };
    server->ticks++;
    provider_watch_run(server->watch, clock_now(server->options.clock));
    sse_keep_alive(server->sse);
    if (server->ticks % TICKS_A_FLUSH == 0)
        touches_flush(server->touches, server->options.writer);
    if (server->ticks % TICKS_A_SWEEP == 0)
        sweep_old(server);
}

void server_stop(struct server *server)
{
    server->stopping = true;
    provider_watch_stop(server->watch);
    compute_desk_stop(server->desk);
    touches_flush(server->touches, server->options.writer);
    http_stop(server->http);
}

int server_busy_count(const struct server *server)
{
    return http_busy_count(server->http);
}

const char *server_base_url(const struct server *server)
{
    return server->base_url;
}

void server_print_routes(void)
{
    static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    static const char *const lanes[] = {"read", "write", "audited", "errand", "stream", "feed"};
    static const char *const whos[] = {"public", "anyone", "person", "step",
                                       "bearer", "either", "demo"};
    for (const struct route *r = route_next(NULL); r; r = route_next(r))
        printf("%-6s %-44s %-7s %-7s %-8s %6d\n", methods[r->method], r->pattern, lanes[r->lane],
               whos[r->who],
               r->csrf == CSRF_SESSION  ? "csrf"
               : r->csrf == CSRF_ORIGIN ? "origin"
                                        : "-",
               r->limit_bytes);
}
