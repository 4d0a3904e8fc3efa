/* DESIGN: one timer on the real-time clock that runs what is due through the writer. */
#include "clockwork.h"

#include <event2/event.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "check.h"
#include "log.h"

enum { RETRY_S = 60 };

struct clockwork {
    struct lane *writer;
    struct clock *clock;
    int fd;
    struct event *timer;
    bool running, again, closing;
};

/* One run, on the writer. */
struct run {
    struct job job;
    struct clockwork *clockwork;
    struct instant now, next;
};

static void arm(struct clockwork *clockwork, struct instant when)
{
    struct instant at = clock_system_time(clockwork->clock, when);
    struct itimerspec spec = {.it_value = {.tv_sec = at.v > 0 ? at.v : 1}};
    CHECK(timerfd_settime(clockwork->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec,
                          NULL) == 0);
}

static enum err run_job(struct job *job, struct store *store)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    struct arena *arena = arena_new();
    enum err err = clockwork_run_due(store, run->now, arena, &run->next);
    arena_free(arena);
    return err;
}

static void done_job(struct job *job, enum err err)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    struct clockwork *clockwork = run->clockwork;
    struct instant next = run->next;
    if (err != OK) {
        LOG(LOG_ERROR, "clockwork", LOG_TEXT("err", err_name(err)));
        next = instant_add(run->now, RETRY_S);
    }
    free(run);
    clockwork->running = false;
    if (clockwork->closing)
        return;
    if (clockwork->again)
        clockwork_wake(clockwork);
    else
        arm(clockwork, next);
}

void clockwork_wake(struct clockwork *clockwork)
{
    if (clockwork->running) {
        clockwork->again = true;
        return;
    }
    struct run *run = check_calloc(1, sizeof *run);
    run->job = (struct job){.run = run_job, .done = done_job};
    run->clockwork = clockwork;
    run->now = clock_now(clockwork->clock);
    clockwork->again = false;
    clockwork->running = lane_submit(clockwork->writer, &run->job) == OK;
    if (!clockwork->running) {
        arm(clockwork, instant_add(run->now, RETRY_S));
        free(run);
    }
}

/* Time has come, or the clock was set (ECANCELED): both mean "look again". */
static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    struct clockwork *clockwork = arg;
    uint64_t ticks;
    (void)what;
    ssize_t n = read(fd, &ticks, sizeof ticks);
    (void)n;
    clockwork_wake(clockwork);
}

struct clockwork *clockwork_new(struct event_base *base, struct lane *writer, struct clock *clock)
{
    struct clockwork *clockwork = check_calloc(1, sizeof *clockwork);
    clockwork->writer = writer;
    clockwork->clock = clock;
    clockwork->fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    CHECK(clockwork->fd >= 0);
    clockwork->timer = event_new(base, clockwork->fd, EV_READ | EV_PERSIST, on_timer, clockwork);
    CHECK(clockwork->timer && event_add(clockwork->timer, NULL) == 0);
    clockwork_wake(clockwork);
    return clockwork;
}

/* The writer lane outlives a run under way; free after lane_free. */
void clockwork_free(struct clockwork *clockwork)
{
    if (!clockwork)
        return;
    event_free(clockwork->timer);
    close(clockwork->fd);
    free(clockwork);
}

void clockwork_stop(struct clockwork *clockwork)
{
    clockwork->closing = true;
    event_del(clockwork->timer);
}
