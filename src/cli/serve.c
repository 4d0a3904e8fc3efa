/* DESIGN: `sparkd serve`: open, wire, run, close in reverse. */
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "clockwork.h"
#include "command.h"
#include "control.h"
#include "ics_child.h"
#include "lane.h"
#include "log.h"
#include "mailer.h"
#include "oidc_setup.h"
#include "outbox.h"
#include "proxy.h"
#include "sealed.h"
#include "server.h"
#include "template.h"

enum {
    BATCH_MAX = 64,
    QUEUE_MAX = 4096,
    COMPUTE_QUEUE_MAX = 64,
    ERRANDS = 2,
    TICK_S = 15,
    DEMO_BEAT_MS = 50,
    STOP_MS = 10000
};

struct serve {
    /* options */
    const char *config_path, *data, *listen, *clock_text, *templates_dir;
    bool demo;
    /* what runs */
    struct config config;
    struct arena *arena;
    struct clock clock;
    int64_t clock_seen_s; /* the demo's clock as mail and clockwork know it */
    struct event_base *base;
    struct lane *writer, *errands, *compute;
    struct template_set *templates;
    struct server *server;
    struct mailer *mailer;
    struct clockwork *clockwork;
    struct server_waker waker;
    struct control *control;
    struct event *events[10];
    int event_count;
    struct sealed_key sealed_key;
    struct proxy_trust proxy;
    struct oidc *oidc;
    int port; /* that of `listen`; 0: a Unix socket */
    bool stopping, mail_stopped, clock_moved;
    struct mailer_stopped mailer_stopped;
    int64_t stop_at_ms;
};

static int read_options(struct serve *s, int argc, char **argv)
{
    const struct option_spec specs[] = {
        {"config", OPTION_TEXT, &s->config_path},
        {"data", OPTION_TEXT, &s->data},
        {"listen", OPTION_TEXT, &s->listen},
        {"demo", OPTION_FLAG, &s->demo},
        {"clock", OPTION_TEXT, &s->clock_text},
        {"templates", OPTION_TEXT, &s->templates_dir},
        {0},
    };
    struct instant start;
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    config_init(&s->config);
    if (status == EXIT_DONE && s->config_path &&
        config_read(s->config_path, s->arena, &s->config, stderr) != OK)
        return EXIT_ENVIRONMENT;
    s->data = s->data ? s->data : s->config.data;
    s->listen = s->listen ? s->listen : s->config.listen;
    clock_init_real(&s->clock);
    if (status == EXIT_DONE && s->clock_text) {
        if (!s->demo)
            return command_fail(EXIT_USAGE,
                                "--clock goes with --demo: a real server keeps real time");
        if (instant_parse(str_of(s->clock_text), &start) != OK)
            return command_fail(EXIT_USAGE, "--clock takes a time like 2027-01-22T08:00:00Z");
        clock_init_at(&s->clock, start);
    }
    return status;
}

/* Demo mode signs anybody in as anybody: loopback only. */
static int check_demo(const struct serve *s)
{
    struct str listen = str_of(s->listen);
    if (!s->demo || str_starts(listen, STR("127.")) || str_starts(listen, STR("[::1]:")) ||
        str_starts(listen, STR("localhost:")) || str_starts(listen, STR("unix:")))
        return EXIT_DONE;
    return command_fail(EXIT_USAGE,
                        "--demo signs anybody in as anybody, so it listens on 127.0.0.1 "
                        "only, not on %s",
                        s->listen);
}

/* Mail that was in flight when the last server ended goes out again: at least once. */
static enum err run_recover(struct store *store)
{
    enum err err = store_begin(store);
    if (err == OK)
        err = outbox_recover(store);
    if (err == OK)
        err = store_commit(store);
    store_rollback(store);
    return err;
}

static int open_data(struct serve *s)
{
    struct store *store;
    int status = data_lock(s->arena, s->data, false);
    if (status == EXIT_DONE && access(data_path(s->arena, s->data, "sparkd.db"), R_OK) != 0)
        return command_fail(
            EXIT_ENVIRONMENT,
            "%s: there is no database; make one with `sparkd init` or `sparkd demo`", s->data);
    if (status == EXIT_DONE)
        status = data_open(s->arena, s->data, STORE_WRITE, clock_now(&s->clock), &store);
    if (status != EXIT_DONE)
        return status;
    enum err err = run_recover(store);
    store_close(store);
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s: the database cannot be written", s->data);
    return file_store_tidy(s->data) == OK
               ? EXIT_DONE
               : command_fail(EXIT_ENVIRONMENT, "%s/files: cannot be tidied", s->data);
}

/* Made at the first start: secrets at rest are sealed under it, and it is not in the database. */
static int open_key(struct serve *s)
{
    enum err err = sealed_key_load(s->data, &s->sealed_key);
    const char *path = data_path(s->arena, s->data, "secret.key");
    if (err == ERR_DENIED)
        return command_fail(EXIT_ENVIRONMENT,
                            "%s: others may read it; type: chmod 600 %s, and ask who has read it",
                            path, path);
    if (err == ERR_INVALID)
        return command_fail(EXIT_ENVIRONMENT,
                            "%s: is no key of 64 hex digits; put the right one back", path);
    return err == OK ? EXIT_DONE
                     : command_fail(EXIT_ENVIRONMENT, "%s: cannot be read or made", path);
}

static int open_lanes(struct serve *s)
{
    const char *path = data_path(s->arena, s->data, "sparkd.db");
    struct lane_options writer = {LANE_WRITER, path, 1, BATCH_MAX, QUEUE_MAX};
    struct lane_options errands = {LANE_READERS, path, ERRANDS, 1, QUEUE_MAX, false};
    struct lane_options compute = {LANE_READERS, path, 1, 1, COMPUTE_QUEUE_MAX, true};
    if (lane_new(&writer, &s->writer) != OK || lane_new(&errands, &s->errands) != OK ||
        lane_new(&compute, &s->compute) != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be opened", path);
    return EXIT_DONE;
}

static int open_templates(struct serve *s)
{
    struct template_fault fault;
    enum err err = s->templates_dir ? template_compile_dir(s->templates_dir, &s->templates, &fault)
                                    : template_compile_embedded(&s->templates, &fault);
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s:%d: %s", fault.name, fault.line, fault.what);
    return EXIT_DONE;
}

static int open_base(struct serve *s)
{
    struct event_config *config = event_config_new();
    CHECK(config != NULL);
    event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
    event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST);
    s->base = event_base_new_with_config(config);
    event_config_free(config);
    return s->base ? EXIT_DONE : command_fail(EXIT_ENVIRONMENT, "the event loop cannot be made");
}

static int open_proxy(struct serve *s)
{
    s->proxy = (struct proxy_trust){.user_header = s->config.proxy_user_header,
                                    .secret_header = s->config.proxy_secret_header,
                                    .peers = s->config.proxy_peers};
    int status = read_secret(s->config.proxy_secret_file, s->arena, &s->proxy.secret);
    const char *fault = status == EXIT_DONE ? proxy_trust_fault(&s->proxy) : NULL;
    return fault ? command_fail(EXIT_ENVIRONMENT, "%s", fault) : status;
}

static int open_oidc(struct serve *s)
{
    return oidc_setup(&s->config, s->arena, &s->oidc);
}

static void on_wake(struct server_waker *waker)
{
    clockwork_wake(CONTAINER_OF(waker, struct serve, waker)->clockwork);
}

static int open_server(struct serve *s)
{
    s->waker.wake = on_wake;
    struct server_options options = {
        .base = s->base,
        .db_path = data_path(s->arena, s->data, "sparkd.db"),
        .data_dir = s->data,
        .writer = s->writer,
        .errands = s->errands,
        .compute = s->compute,
        .clock = &s->clock,
        .templates = s->templates,
        .templates_dir = s->templates_dir,
        .sealed_key = &s->sealed_key,
        .base_url = s->config.base_url,
        .oidc = s->oidc,
        .waker = &s->waker,
        .proxy = proxy_trust_is_on(&s->proxy) ? &s->proxy : NULL,
        .demo = s->demo,
        .file_limits = {(int64_t)s->config.file_limit_mb << 20,
                        (int64_t)s->config.file_person_mb << 20},
        .limits_off = !s->config.rate_limits,
        .behind_proxy = s->config.behind_proxy,
    };
    if (server_new(&options, &s->server) != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be read", options.db_path);
    if (server_listen(s->server, s->listen, &s->port) != OK)
        return command_fail(EXIT_ENVIRONMENT,
                            "cannot listen on %s: another program may use it; choose "
                            "another with --listen",
                            s->listen);
    return EXIT_DONE;
}

static int open_mailer(struct serve *s)
{
    struct mailer_options options = {
        .base = s->base,
        .writer = s->writer,
        .clock = &s->clock,
        .mode = s->demo                       ? MAILER_DIRECTORY
                : s->config.mail == MAIL_SMTP ? MAILER_SMTP
                                              : MAILER_OFF,
        .compose = {.templates = s->templates, .base_url = server_base_url(s->server)},
        .directory = s->data,
        .exe = "/proc/self/exe",
        .host = s->config.smtp_host,
        .port = arena_printf(s->arena, "%d", s->config.smtp_port),
        .user = s->config.smtp_user,
        .starttls = s->config.smtp_starttls == STARTTLS_REQUIRED,
    };
    int status = read_secret(s->config.smtp_password_file, s->arena, &options.password);
    if (status == EXIT_DONE && mailer_new(&options, &s->mailer) != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s: the outbox cannot be made there", s->data);
    return status;
}

/* ---- events of the loop ---- */

static void on_writer(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    lane_drain(s->writer);
    server_on_commit(s->server);
    mailer_wake(s->mailer);
}

static void on_errands(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    lane_drain(s->errands);
}

static void on_compute(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    lane_drain(s->compute);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    server_on_tick(s->server);
}

/* Demo only: where the clock stands, so that the next start goes on from there (./run reads it). */
static void keep_clock(const struct serve *s)
{
    char now[INSTANT_TEXT_MAX];
    if (!s->clock_moved)
        return;
    instant_format(clock_now(&s->clock), now);
    FILE *file = fopen(data_path(s->arena, s->data, "demo-clock"), "we");
    if (!file)
        return;
    fprintf(file, "start %s\n", now);
    fclose(file);
}

/* Demo only: its page may have moved the clock. */
static void on_demo_beat(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    if (s->clock.ahead_s == s->clock_seen_s)
        return;
    s->clock_seen_s = s->clock.ahead_s;
    s->clock_moved = true;
    keep_clock(s);
    clockwork_wake(s->clockwork);
    mailer_wake(s->mailer);
}

static void on_stop_beat(evutil_socket_t fd, short what, void *arg)
{
    struct serve *s = arg;
    (void)fd;
    (void)what;
    bool idle = server_busy_count(s->server) == 0 && s->mail_stopped;
    if (idle || clock_monotonic_ms() > s->stop_at_ms)
        event_base_loopbreak(s->base);
}

static void add_event(struct serve *s, evutil_socket_t fd, short what, event_callback_fn run,
                      int64_t every_ms)
{
    struct timeval every = {every_ms / 1000, every_ms % 1000 * 1000};
    struct event *event = event_new(s->base, fd, what | EV_PERSIST, run, s);
    CHECK(event && s->event_count < (int)COUNT_OF(s->events));
    CHECK(event_add(event, every_ms ? &every : NULL) == 0);
    s->events[s->event_count++] = event;
}

static void on_mailer_stopped(struct mailer_stopped *stopped)
{
    CONTAINER_OF(stopped, struct serve, mailer_stopped)->mail_stopped = true;
}

/* SIGINT, SIGTERM: no more requests, finish what runs, at most 10 s. */
static void on_signal(evutil_socket_t signal_number, short what, void *arg)
{
    struct serve *s = arg;
    (void)what;
    if (s->stopping) {
        event_base_loopbreak(s->base);
        return;
    }
    LOG(LOG_INFO, "stopping", LOG_NUMBER("signal", signal_number));
    s->stopping = true;
    s->stop_at_ms = clock_monotonic_ms() + STOP_MS;
    server_stop(s->server);
    s->mailer_stopped.run = on_mailer_stopped;
    mailer_stop(s->mailer, &s->mailer_stopped);
    clockwork_stop(s->clockwork);
    add_event(s, -1, 0, on_stop_beat, 10);
}

/* Without it all goes on but the reading of calendar files, so it is said and no more. */
static void check_reader(const struct serve *s)
{
    const char *program = ics_child_program(s->arena);
    if (access(program, X_OK) != 0)
        LOG(LOG_WARNING, "calendar_reader_missing", LOG_TEXT("program", program),
            LOG_TEXT("what", "calendar files cannot be read; install sparkd-ics beside sparkd"));
}

static void add_events(struct serve *s)
{
    add_event(s, lane_fd(s->writer), EV_READ, on_writer, 0);
    add_event(s, lane_fd(s->errands), EV_READ, on_errands, 0);
    add_event(s, lane_fd(s->compute), EV_READ, on_compute, 0);
    add_event(s, SIGINT, EV_SIGNAL, on_signal, 0);
    add_event(s, SIGTERM, EV_SIGNAL, on_signal, 0);
    add_event(s, -1, 0, on_tick, TICK_S * 1000);
    if (s->demo)
        add_event(s, -1, 0, on_demo_beat, DEMO_BEAT_MS);
    s->clock_seen_s = s->clock.ahead_s;
}

static int open_all(struct serve *s)
{
    int (*const steps[])(struct serve *) = {open_data,      open_key,    open_lanes,
                                            open_templates, open_oidc,   open_proxy,
                                            open_base,      open_server, open_mailer};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        int status = steps[i](s);
        if (status != EXIT_DONE)
            return status;
    }
    s->clockwork = clockwork_new(s->base, s->writer, s->errands, &s->clock, s->data);
    s->control = control_new(s->base, s->writer, &s->clock, s->clockwork,
                             data_path(s->arena, s->data, "sparkd.sock"));
    add_events(s);
    return EXIT_DONE;
}

static void close_all(struct serve *s)
{
    for (int i = 0; i < s->event_count; i++)
        event_free(s->events[i]);
    control_free(s->control);
    lane_free(s->compute);
    lane_free(s->errands);
    lane_free(s->writer);
    clockwork_free(s->clockwork);
    mailer_free(s->mailer);
    server_free(s->server);
    oidc_free(s->oidc);
    template_free(s->templates);
    if (s->base)
        event_base_free(s->base);
}

/* Where it really listens: behind a proxy base_url is another address. */
static void print_listening(const struct serve *s)
{
    const char *colon = strrchr(s->listen, ':');
    if (s->port && colon)
        printf("listening http://%.*s:%d\n", (int)(colon - s->listen), s->listen, s->port);
    else
        printf("listening %s\n", s->listen);
    fflush(stdout);
}

int command_serve(int argc, char **argv)
{
    struct serve s = {.arena = arena_new()};
    int status = read_options(&s, argc, argv);
    if (status == EXIT_DONE)
        status = check_demo(&s);
    if (status == EXIT_DONE && s.config.log_debug)
        log_set_level(LOG_DEBUG);
    if (status == EXIT_DONE)
        status = open_all(&s);
    if (status == EXIT_DONE) {
        check_reader(&s);
        print_listening(&s);
        event_base_dispatch(s.base);
        keep_clock(&s);
        LOG(LOG_INFO, "stopped");
    }
    close_all(&s);
    arena_free(s.arena);
    return status;
}
