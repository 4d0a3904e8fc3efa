/* DESIGN: loop, writer lane and mailer as the server wires them, driven by the mail tests.
 *
 *   mailer_driver init DB                          a new database with a trust and a person
 *   mailer_driver queue DB FIRST COUNT KIND        notices to FIRST, FIRST + 1, …
 *   mailer_driver run DB WISH=VALUE…               sends until `until` holds, then stops cleanly
 *   mailer_driver deliver                          what the mailer starts
 *
 * Wishes: mode host port user password ca starttls session per_minute timeout_ms
 * answer_timeout_ms child_wait_ms hold_ms directory ticks, and until: STATE:N (rows of that state)
 * or `fault` (the relay is held). SIGTERM stops it cleanly too.
 */
#include <event2/event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deliver.h"
#include "mailer.h"
#include "migrate.h"
#include "notice.h"
#include "support.h"
#include "trust.h"

enum { TICK_US = 10000 };

struct driver {
    struct event_base *base;
    struct lane *writer;
    struct store *reader;
    struct mailer *mailer;
    struct mailer_stopped stopped;
    struct clock clock;
    int until_state; /* -1: `fault`, -2: never */
    int64_t until_count;
    bool stopping;
};

static struct store *open_store(const char *path, enum store_mode mode)
{
    struct store *store = NULL;
    CHECK(store_open(path, mode, &store) == OK);
    return store;
}

static struct instant now(void)
{
    struct clock clock;
    clock_init_real(&clock);
    return clock_now(&clock);
}

static int init(const char *path)
{
    struct store *store = open_store(path, STORE_WRITE);
    struct migrate_fault fault;
    struct trust trust = {.name = "Heather Moor Trust", .mailbox = "pd@heathermoor.example"};
    struct person_new person = {.name = "Ann Ash", .email = "ann@demo.example"};
    struct person_id id;
    CHECK(migrate_apply(store, now(), &fault) == OK);
    CHECK(trust_insert(store, &trust, now()) == OK);
    CHECK(person_insert(store, &person, now(), &id) == OK);
    store_close(store);
    return 0;
}

static int queue(const char *path, int first, int count, const char *kind)
{
    struct store *store = open_store(path, STORE_WRITE);
    enum notice_kind notice_kind;
    CHECK(notice_parse_name(str_of(kind), &notice_kind) == OK);
    CHECK(store_begin(store) == OK);
    for (int i = first; i < first + count; i++) {
        char email[64];
        snprintf(email, sizeof email, "u%d@demo.example", i);
        struct notice notice = {
            .kind = notice_kind,
            .to = {1},
            .to_name = "Ann Ash",
            .to_email = email,
            .object_id = i,
            .uid = "8b8f5a60-3c5e-4d7c-9f3e-0d6d2f0f9a11",
            .event_id = 1,
            .event_title = "SPARK",
            .event_kind = "spark",
            .place = "Hall, Ash School",
            .starts_at = support_at("2026-11-12T15:52"),
            .ends_at = support_at("2026-11-12T15:59"),
            .talk_title = "Seven minutes on reading",
            .minutes = 7,
            .detail = "K7Q2M9X4TP",
        };
        CHECK(notice_queue(store, now(), &notice) == OK);
    }
    CHECK(store_commit(store) == OK);
    store_close(store);
    return 0;
}

/* ---- running ---- */

static bool is_reached(struct driver *driver)
{
    int64_t counts[OUTBOX_STATES];
    if (driver->until_state == -2)
        return false;
    if (driver->until_state == -1)
        return mailer_fault(driver->mailer) != NULL;
    CHECK(outbox_count(driver->reader, counts) == OK);
    return counts[driver->until_state] >= driver->until_count;
}

static void stop(struct driver *driver)
{
    if (driver->stopping)
        return;
    driver->stopping = true;
    mailer_stop(driver->mailer, &driver->stopped);
}

static void on_stopped(struct mailer_stopped *stopped)
{
    event_base_loopbreak(CONTAINER_OF(stopped, struct driver, stopped)->base);
}

static void on_writer(evutil_socket_t fd, short what, void *arg)
{
    struct driver *driver = arg;
    (void)fd;
    (void)what;
    lane_drain(driver->writer);
    mailer_wake(driver->mailer);
    if (is_reached(driver))
        stop(driver);
}

static void on_term(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    stop(arg);
}

static void on_tick(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    puts("tick");
    fflush(stdout);
}

static void set_until(struct driver *driver, const char *value)
{
    static const char *const names[OUTBOX_STATES] = {"queued", "sending", "sent", "deferred",
                                                     "failed"};
    const char *colon = value ? strchr(value, ':') : NULL;
    driver->until_state = value && strcmp(value, "fault") == 0 ? -1 : -2;
    for (int i = 0; colon && i < OUTBOX_STATES; i++)
        if (str_eq_c(str_make(value, (size_t)(colon - value)), names[i]))
            driver->until_state = i;
    driver->until_count = colon ? atoll(colon + 1) : 0;
}

/* The value of `name=…` among the arguments, or NULL. */
static const char *wish(char **argv, const char *name)
{
    size_t n = strlen(name);
    for (; *argv; argv++)
        if (strncmp(*argv, name, n) == 0 && (*argv)[n] == '=')
            return *argv + n + 1;
    return NULL;
}

static int wish_number(char **argv, const char *name)
{
    const char *value = wish(argv, name);
    return value ? atoi(value) : 0;
}

static struct mailer_options read_options(struct driver *driver, char **argv)
{
    const char *mode = wish(argv, "mode");
    return (struct mailer_options){
        .base = driver->base,
        .writer = driver->writer,
        .clock = &driver->clock,
        .mode = mode && strcmp(mode, "directory") == 0 ? MAILER_DIRECTORY
                : mode && strcmp(mode, "off") == 0     ? MAILER_OFF
                                                       : MAILER_SMTP,
        .directory = wish(argv, "directory"),
        .exe = "/proc/self/exe",
        .host = wish(argv, "host"),
        .port = wish(argv, "port"),
        .user = wish(argv, "user"),
        .password = wish(argv, "password"),
        .ca_file = wish(argv, "ca"),
        .starttls = wish_number(argv, "starttls") != 0,
        .messages_a_session = wish_number(argv, "session"),
        .per_minute = wish_number(argv, "per_minute"),
        .timeout_ms = wish_number(argv, "timeout_ms"),
        .answer_timeout_ms = wish_number(argv, "answer_timeout_ms"),
        .child_wait_ms = wish_number(argv, "child_wait_ms"),
        .hold_first_ms = wish_number(argv, "hold_ms"),
    };
}

static struct event *watch(struct driver *driver, int fd, short what, event_callback_fn run,
                           int every_us)
{
    struct timeval every = {0, every_us};
    struct event *event = event_new(driver->base, fd, (short)(what | EV_PERSIST), run, driver);
    CHECK(event && event_add(event, every_us ? &every : NULL) == 0);
    return event;
}

static void recover(const char *path)
{
    struct store *store = open_store(path, STORE_WRITE);
    CHECK(outbox_recover(store) == OK);
    store_close(store);
}

static int run(const char *path, char **argv)
{
    struct driver driver = {.base = event_base_new(), .stopped = {on_stopped}};
    struct lane_options lane = {LANE_WRITER, path, 1, 64, 4096};
    struct template_set *templates = NULL;
    struct template_fault fault;
    recover(path);
    clock_init_real(&driver.clock);
    set_until(&driver, wish(argv, "until"));
    CHECK(lane_new(&lane, &driver.writer) == OK);
    driver.reader = open_store(path, STORE_READ);
    CHECK(template_compile_dir(SPARKD_SOURCE_DIR "/templates", &templates, &fault) == OK);
    struct mailer_options options = read_options(&driver, argv);
    options.compose = (struct compose_options){templates, "http://pd.demo.example", NULL};
    CHECK(mailer_new(&options, &driver.mailer) == OK);
    struct event *events[3] = {
        watch(&driver, lane_fd(driver.writer), EV_READ, on_writer, 0),
        watch(&driver, SIGTERM, EV_SIGNAL, on_term, 0),
    };
    if (wish_number(argv, "ticks"))
        events[2] = watch(&driver, -1, 0, on_tick, TICK_US);
    event_base_dispatch(driver.base);
    for (size_t i = 0; i < COUNT_OF(events); i++)
        if (events[i])
            event_free(events[i]);
    lane_free(driver.writer);
    mailer_free(driver.mailer);
    store_close(driver.reader);
    template_free(templates);
    event_base_free(driver.base);
    return 0;
}

int main(int argc, char **argv)
{
    support_init();
    if (argc >= 2 && strcmp(argv[1], "deliver") == 0)
        return deliver_main();
    if (argc == 3 && strcmp(argv[1], "init") == 0)
        return init(argv[2]);
    if (argc == 6 && strcmp(argv[1], "queue") == 0)
        return queue(argv[2], atoi(argv[3]), atoi(argv[4]), argv[5]);
    if (argc >= 3 && strcmp(argv[1], "run") == 0)
        return run(argv[2], argv + 3);
    fprintf(stderr, "mailer_driver init|queue|run|deliver …\n");
    return 2;
}
