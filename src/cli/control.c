/* DESIGN: the owner-only socket by which commands write through a live server's lanes. */
#include "control.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"
#include "clockwork.h"
#include "command.h"
#include "import_command.h"
#include "log.h"
#include "policy_command.h"
#include "token_command.h"

enum {
    LINE_BYTES_MAX = 2 * 1024 * 1024, /* a policy pack with its escapes */
    ANSWER_BYTES_MAX = 65536,
};

/* What may be asked, and by what it is done, on the writer and in a transaction. */
static const struct {
    const char *name;
    control_run *run;
    bool wakes; /* people's deadlines follow at once */
} COMMANDS[] = {
    {"token", token_order_serve, false},
    {"now", policy_order_tell_now, false},
    {"policy", policy_order_serve, true},
    {"import", import_order_serve, true},
};

struct control {
    struct evconnlistener *listener;
    struct lane *writer;
    struct clock *clock;
    struct clockwork *clockwork;
    char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
};

/* One line on its way through the writer. */
struct ask {
    struct job job;
    struct control *control;
    struct bufferevent *to;
    json_t *request;
    struct arena *arena;
    struct instant now;
    const char *text;
    bool wakes;
};

static enum err run_ask(struct job *job, struct store *store)
{
    struct ask *ask = CONTAINER_OF(job, struct ask, job);
    const char *command = json_string_value(json_object_get(ask->request, "command"));
    for (size_t i = 0; command && i < COUNT_OF(COMMANDS); i++)
        if (strcmp(COMMANDS[i].name, command) == 0) {
            ask->wakes = COMMANDS[i].wakes;
            return COMMANDS[i].run(store, ask->request, ask->now, ask->arena, &ask->text);
        }
    ask->text = "there is no such command";
    return ERR_INVALID;
}

static void answer(struct bufferevent *to, bool ok, const char *text)
{
    json_t *line = json_pack("{s:b, s:s}", "ok", ok, "text", text ? text : "");
    char *bytes = json_dumps(line, JSON_COMPACT);
    evbuffer_add_printf(bufferevent_get_output(to), "%s\n", bytes);
    free(bytes);
    json_decref(line);
}

static void on_line(struct bufferevent *from, void *arg);
static void on_end(struct bufferevent *from, short what, void *arg);

static void done_ask(struct job *job, enum err err)
{
    struct ask *ask = CONTAINER_OF(job, struct ask, job);
    answer(ask->to, err == OK, ask->text ? ask->text : err_name(err));
    if (err == OK && ask->wakes)
        clockwork_wake(ask->control->clockwork);
    bufferevent_setcb(ask->to, on_line, NULL, on_end, ask->control);
    bufferevent_enable(ask->to, EV_READ | EV_WRITE);
    struct bufferevent *to = ask->to;
    struct control *control = ask->control;
    json_decref(ask->request);
    arena_free(ask->arena);
    free(ask);
    on_line(to, control); /* a second line may lie there already */
}

static void on_line(struct bufferevent *from, void *arg)
{
    struct control *control = arg;
    size_t n = 0;
    char *line = evbuffer_readln(bufferevent_get_input(from), &n, EVBUFFER_EOL_LF);
    if (!line) {
        if (evbuffer_get_length(bufferevent_get_input(from)) > LINE_BYTES_MAX)
            bufferevent_free(from);
        return;
    }
    struct ask *ask = check_calloc(1, sizeof *ask);
    ask->job = (struct job){.run = run_ask, .done = done_ask};
    ask->to = from;
    ask->request = json_loadb(line, n, JSON_REJECT_DUPLICATES, NULL);
    ask->arena = arena_new();
    ask->now = clock_now(control->clock);
    free(line);
    /* One at a time a connection: nothing is read, and so no end is seen, until it is answered. */
    bufferevent_disable(from, EV_READ);
    bufferevent_setcb(from, NULL, NULL, NULL, NULL);
    ask->control = control;
    if (lane_submit(control->writer, &ask->job) != OK)
        done_ask(&ask->job, ERR_BUSY);
}

static void on_end(struct bufferevent *from, short what, void *arg)
{
    (void)what;
    (void)arg;
    bufferevent_free(from);
}

static void on_accept(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
                      int length, void *arg)
{
    struct control *control = arg;
    (void)address;
    (void)length;
    struct bufferevent *connection =
        bufferevent_socket_new(evconnlistener_get_base(listener), fd, BEV_OPT_CLOSE_ON_FREE);
    CHECK(connection != NULL);
    bufferevent_setcb(connection, on_line, NULL, on_end, control);
    bufferevent_enable(connection, EV_READ | EV_WRITE);
}

static bool fill_address(struct sockaddr_un *address, const char *path)
{
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    return snprintf(address->sun_path, sizeof address->sun_path, "%s", path) <
           (int)sizeof address->sun_path;
}

struct control *control_new(struct event_base *base, struct lane *writer, struct clock *clock,
                            struct clockwork *clockwork, const char *path)
{
    struct control *control = check_calloc(1, sizeof *control);
    struct sockaddr_un address;
    control->writer = writer;
    control->clock = clock;
    control->clockwork = clockwork;
    if (fill_address(&address, path)) {
        unlink(path);
        mode_t before = umask(0177);
        control->listener = evconnlistener_new_bind(
            base, on_accept, control, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 16,
            (struct sockaddr *)&address, sizeof address);
        umask(before);
        memcpy(control->path, address.sun_path, sizeof control->path);
    }
    if (!control->listener) {
        LOG(LOG_WARNING, "control", LOG_TEXT("what", "commands beside the server cannot write"));
        free(control);
        return NULL;
    }
    return control;
}

void control_free(struct control *control)
{
    if (!control)
        return;
    evconnlistener_free(control->listener);
    unlink(control->path);
    free(control);
}

static int read_answer(FILE *stream, struct arena *arena, const char **ret_text)
{
    char *line = check_malloc(ANSWER_BYTES_MAX);
    json_t *body = fgets(line, ANSWER_BYTES_MAX, stream) ? json_loads(line, 0, NULL) : NULL;
    const char *text = json_string_value(json_object_get(body, "text"));
    int status = EXIT_DONE;
    free(line);
    if (!body)
        status = command_fail(EXIT_ENVIRONMENT, "the server did not answer; try again");
    else if (json_is_true(json_object_get(body, "ok")))
        *ret_text = arena_strdup(arena, text ? text : "");
    else
        status = command_fail(EXIT_ANSWER_NO, "%s", text ? text : "refused");
    json_decref(body);
    return status;
}

int control_ask(const char *path, const char *request, struct arena *arena, const char **ret_text)
{
    struct sockaddr_un address;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || !fill_address(&address, path) ||
        connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return command_fail(EXIT_ENVIRONMENT, "%s: the running server cannot be reached: %m", path);
    }
    FILE *stream = fdopen(fd, "r+");
    CHECK(stream != NULL);
    fprintf(stream, "%s\n", request);
    fflush(stream);
    int status = read_answer(stream, arena, ret_text);
    fclose(stream);
    return status;
}
