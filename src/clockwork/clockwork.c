/* DESIGN: one timer on the real-time clock that runs a day's work across the lanes. */
#include "clockwork.h"

#include <event2/event.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "check.h"
#include "clockwork_due.h"
#include "log.h"

enum { RETRY_S = 60, OFFERS_S = 60 };

struct clockwork {
    struct lane *writer, *errands;
    struct clock *clock;
    const char *data_dir;
    int fd;
    struct event *timer;
    struct instant next_day; /* when the next whole day's work is due */
    bool running, again, closing;
};

/* One run: a job that goes from lane to lane, a step at a time. */
enum step {
    OFFERS,
    STAGES,
    QUESTIONS,
    OPEN_CYCLE,
    LET_GO,
    SYNC,
    ASK,
    ESCALATE,
    REMIND,
    DIGEST,
    PLAN,
    QUEUE,
    COUNT,
    KEEP,
    ERASE,
    LIST_FILES,
    SWEEP,
    FINISHED
};

struct run {
    struct job job;
    struct clockwork *clockwork;
    struct arena *arena;
    struct instant now;
    enum step step;
    bool whole; /* the day's work; else offers, evenings that run and question cards */
    struct cycle_id cycle;
    bool more_offers, more_questions, more_requests, more_readings;
    int64_t sync_after;
    struct event_id ask_after;
    struct person_id leavers_after, digest_after;
    struct nudge_plan plan;
    int queued;
    struct status_counts figures;
    bool more_to_erase;
    struct unnamed_files files;
};

static void arm(struct clockwork *clockwork, struct instant when)
{
    struct instant at = clock_system_time(clockwork->clock, when);
    struct itimerspec spec = {.it_value = {.tv_sec = at.v > 0 ? at.v : 1}};
    CHECK(timerfd_settime(clockwork->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec,
                          NULL) == 0);
}

static enum err run_step(struct job *job, struct store *store)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    switch (run->step) {
    case OFFERS:
        return due_offers(store, run->now, run->arena, &run->more_offers);
    case STAGES:
        return due_stages(store, run->now, run->arena);
    case QUESTIONS:
        return due_questions(store, run->now, run->arena, &run->more_questions);
    case OPEN_CYCLE:
        return due_open_cycle(store, run->now, run->arena, &run->cycle);
    case LET_GO:
        return due_let_go(store, run->now, run->arena, &run->leavers_after);
    case SYNC:
        return due_sync(store, run->cycle, run->now, run->arena, &run->sync_after);
    case ASK:
        return due_ask(store, run->now, &run->ask_after);
    case ESCALATE:
        return due_escalate(store, run->now, run->arena, &run->more_requests);
    case REMIND:
        return due_remind(store, run->now, &run->more_readings);
    case DIGEST:
        return due_digest(store, run->now, &run->digest_after);
    case PLAN:
        return due_plan(store, run->now, run->arena, &run->plan);
    case QUEUE:
        return due_queue(store, run->now, &run->plan, &run->queued);
    case COUNT:
        return due_count_figures(store, run->now, run->arena, &run->figures);
    case KEEP:
        return status_figures_keep(store, &run->figures);
    case ERASE:
        return due_erase(store, run->now, run->arena, &run->more_to_erase);
    case LIST_FILES:
        return due_list_files(store, run->clockwork->data_dir, run->arena, &run->files);
    case SWEEP:
        return due_sweep(store, run->clockwork->data_dir, &run->files);
    case FINISHED:
        break;
    }
    return OK;
}

/* The step after one that went well. */
static enum step next_step(const struct run *run)
{
    if (run->step == OFFERS && run->more_offers)
        return OFFERS;
    if (run->step == QUESTIONS && run->more_questions)
        return QUESTIONS;
    if (run->step == QUESTIONS && !run->whole)
        return FINISHED;
    if (run->step == LET_GO && run->leavers_after.v)
        return LET_GO;
    if (run->step == SYNC && run->sync_after)
        return SYNC;
    if (run->step == ASK && run->ask_after.v)
        return ASK;
    if (run->step == ESCALATE && run->more_requests)
        return ESCALATE;
    if (run->step == REMIND && run->more_readings)
        return REMIND;
    if (run->step == DIGEST && run->digest_after.v)
        return DIGEST;
    if (run->step == PLAN || run->step == QUEUE)
        return run->queued < run->plan.count ? QUEUE : COUNT;
    if (run->step == ERASE && run->more_to_erase)
        return ERASE;
    if (run->step == SWEEP && run->files.swept < run->files.count)
        return SWEEP;
    return (enum step)(run->step + 1);
}

static void arm_next(struct clockwork *clockwork, struct instant now)
{
    struct instant offers = instant_add(now, OFFERS_S);
    arm(clockwork, offers.v < clockwork->next_day.v ? offers : clockwork->next_day);
}

static void end_run(struct run *run, enum err err)
{
    struct clockwork *clockwork = run->clockwork;
    struct instant now = run->now;
    if (err != OK)
        LOG(LOG_ERROR, "clockwork", LOG_NUMBER("step", run->step), LOG_TEXT("err", err_name(err)));
    if (run->whole)
        clockwork->next_day = err == OK ? nudge_next_run(now) : instant_add(now, RETRY_S);
    arena_free(run->arena);
    if (run->whole && !clockwork->closing) { /* a day's work is as large as the trust */
        lane_shrink(clockwork->writer);
        lane_shrink(clockwork->errands);
    }
    free(run);
    clockwork->running = false;
    if (clockwork->closing)
        return;
    if (clockwork->again)
        clockwork_wake(clockwork);
    else
        arm_next(clockwork, now);
}

static void submit(struct run *run)
{
    struct clockwork *clockwork = run->clockwork;
    bool reads = run->step == PLAN || run->step == COUNT || run->step == LIST_FILES;
    struct lane *lane = reads ? clockwork->errands : clockwork->writer;
    if (lane_submit(lane, &run->job) != OK)
        end_run(run, ERR_BUSY);
}

static void done_step(struct job *job, enum err err)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    if (err == OK)
        run->step = next_step(run);
    if (err != OK || run->step == FINISHED || run->clockwork->closing)
        end_run(run, err);
    else
        submit(run);
}

static void start(struct clockwork *clockwork, bool whole)
{
    struct run *run = check_calloc(1, sizeof *run);
    run->job = (struct job){.run = run_step, .done = done_step};
    run->clockwork = clockwork;
    run->arena = arena_new();
    run->now = clock_now(clockwork->clock);
    run->whole = whole;
    clockwork->running = true;
    submit(run);
}

void clockwork_wake(struct clockwork *clockwork)
{
    if (clockwork->running) {
        clockwork->again = true;
        return;
    }
    clockwork->again = false;
    start(clockwork, true);
}

/* Time has come, or the clock was set (ECANCELED): then the whole day is looked at again. */
static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    struct clockwork *clockwork = arg;
    uint64_t ticks;
    (void)what;
    bool was_set = read(fd, &ticks, sizeof ticks) < 0;
    if (was_set || clock_now(clockwork->clock).v >= clockwork->next_day.v)
        clockwork_wake(clockwork);
    else if (!clockwork->running)
        start(clockwork, false);
}

struct clockwork *clockwork_new(struct event_base *base, struct lane *writer, struct lane *errands,
                                struct clock *clock, const char *data_dir)
{
    struct clockwork *clockwork = check_calloc(1, sizeof *clockwork);
    clockwork->writer = writer;
    clockwork->errands = errands;
    clockwork->clock = clock;
    clockwork->data_dir = data_dir;
    clockwork->fd = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    CHECK(clockwork->fd >= 0);
    clockwork->timer = event_new(base, clockwork->fd, EV_READ | EV_PERSIST, on_timer, clockwork);
    CHECK(clockwork->timer && event_add(clockwork->timer, NULL) == 0);
    clockwork_wake(clockwork);
    return clockwork;
}

void clockwork_stop(struct clockwork *clockwork)
{
    clockwork->closing = true;
    event_del(clockwork->timer);
}

void clockwork_free(struct clockwork *clockwork)
{
    if (!clockwork)
        return;
    event_free(clockwork->timer);
    close(clockwork->fd);
    free(clockwork);
}
