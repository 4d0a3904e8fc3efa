/* DESIGN: decides what the outbox's next step is: claim, send, wait, hold the relay, stop. */
#include "mailer.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "check.h"
#include "log.h"
#include "mailer_part.h"
#include "token.h"

enum {
    SESSION_MAILS = 100,
    TIMEOUT_MS = 60000,
    ANSWER_TIMEOUT_MS = 300000,
    HOLD_FIRST_MS = 30000,
    HOLD_CAP_MS = 5 * 60000,
    RETRY_MS = 500, /* a full writer lane, a broken commit */
    OFFICE365_A_MINUTE = 25,
};

struct mailer {
    struct mailer_options options;
    struct step step;
    bool step_runs; /* the writer has it */
    struct child child;
    struct child_events child_events;
    struct mailer_stopped *stopped; /* not NULL: stopping */
    bool at_rest;                   /* and it was told */
    int timer_fd;
    struct event *timer;      /* the next row falls due, by the wall clock */
    struct event *pause;      /* hold, throttle and retry are over, monotonic */
    bool due;                 /* the outbox should be asked */
    uint64_t seen_generation; /* of the data, and the clock, when it was asked last */
    int64_t seen_ahead_s;
    int64_t in_flight; /* the row that the child has, 0: none */
    /* a row's end that is not yet in the database; finish_id 0: none */
    int64_t finish_id;
    enum outbox_outcome finish_outcome;
    char finish_reply[320];
    /* monotonic */
    int64_t retry_at_ms, hold_until_ms, next_mail_ms;
    int hold_ms; /* 0: the relay is well */
    char fault[320];
};

static void advance(struct mailer *mailer);

/* ---- the end of a row ---- */

static void set_finish(struct mailer *mailer, int64_t id, enum outbox_outcome outcome,
                       struct str reply)
{
    struct str clipped = str_first(reply, sizeof mailer->finish_reply - 1);
    mailer->finish_id = id;
    mailer->finish_outcome = outcome;
    memcpy(mailer->finish_reply, clipped.p, clipped.n);
    mailer->finish_reply[clipped.n] = '\0';
    mailer->in_flight = 0;
}

static int64_t jittered(int64_t ms)
{
    return ms * 4 / 5 + ms * 2 / 5 * token_below(1000) / 999;
}

/* Relays repeat addresses in what they say; logs hold none. */
static void log_fault(const char *fault)
{
    char words[320] = "";
    size_t n = 0;
    struct str rest = str_of(fault), word;
    while (str_split(&rest, ' ', &word)) {
        if (str_find(word, '@') >= 0)
            word = STR("(address)");
        if (n + word.n + 2 > sizeof words)
            break;
        memcpy(words + n, word.p, word.n);
        n += word.n;
        words[n++] = ' ';
    }
    words[n > 0 ? n - 1 : 0] = '\0';
    LOG(LOG_WARNING, "mail_relay_fault", LOG_TEXT("said", words));
}

/* The relay is left alone; the administrator is told once. */
static void hold(struct mailer *mailer, struct str reply)
{
    bool first = mailer->hold_ms == 0;
    struct str clipped = str_first(reply, sizeof mailer->fault - 1);
    mailer->hold_ms = first ? mailer->options.hold_first_ms : 2 * mailer->hold_ms;
    if (mailer->hold_ms > HOLD_CAP_MS)
        mailer->hold_ms = HOLD_CAP_MS;
    mailer->hold_until_ms = clock_monotonic_ms() + jittered(mailer->hold_ms);
    memcpy(mailer->fault, clipped.p, clipped.n);
    mailer->fault[clipped.n] = '\0';
    if (first)
        log_fault(mailer->fault);
}

static void end_hold(struct mailer *mailer)
{
    if (mailer->hold_ms == 0)
        return;
    mailer->hold_ms = 0;
    mailer->hold_until_ms = 0;
    mailer->fault[0] = '\0';
    LOG(LOG_INFO, "mail_relay_well");
}

static void log_outcome(int64_t id, enum outbox_outcome outcome)
{
    static const char *const names[] = {
        [OUTCOME_SENT] = "sent",
        [OUTCOME_DEFERRED] = "deferred",
        [OUTCOME_REFUSED] = "refused",
        [OUTCOME_RELAY] = "relay",
    };
    LOG(outcome == OUTCOME_SENT ? LOG_DEBUG : LOG_INFO, "mail", LOG_NUMBER("row", id),
        LOG_TEXT("outcome", names[outcome]));
}

static void on_result(struct child_events *events, const struct frame_result *result)
{
    struct mailer *mailer = CONTAINER_OF(events, struct mailer, child_events);
    enum outbox_outcome outcome = (enum outbox_outcome)result->outcome;
    log_outcome(result->id, outcome);
    set_finish(mailer, result->id, outcome, result->reply);
    if (result->hold)
        hold(mailer, result->reply);
    else if (outcome != OUTCOME_RELAY)
        end_hold(mailer);
    mailer->due = true;
    advance(mailer);
}

/* Without a result nobody knows whether the mail left: it goes again, with its Message-ID. */
static void on_gone(struct child_events *events)
{
    struct mailer *mailer = CONTAINER_OF(events, struct mailer, child_events);
    if (mailer->in_flight) {
        struct str why = STR("the deliverer ended without an answer");
        LOG(LOG_WARNING, "mail_deliverer_lost", LOG_NUMBER("row", mailer->in_flight));
        set_finish(mailer, mailer->in_flight, OUTCOME_DEFERRED, why);
        hold(mailer, why);
    }
    advance(mailer);
}

/* ---- sending what was claimed ---- */

static void send_to_relay(struct mailer *mailer)
{
    const struct outbox_row *row = &mailer->step.row;
    struct frame_message message = {row->id, str_of(row->email), row->bytes};
    if (!child_is_running(&mailer->child) && child_start(&mailer->child, mailer->step.from) != OK) {
        struct str why = STR("the deliverer cannot be started");
        set_finish(mailer, row->id, OUTCOME_RELAY, why);
        hold(mailer, why);
        return;
    }
    mailer->in_flight = row->id;
    if (mailer->options.per_minute > 0)
        mailer->next_mail_ms = clock_monotonic_ms() + 60000 / mailer->options.per_minute;
    child_send(&mailer->child, &message);
}

static void send_to_directory(struct mailer *mailer)
{
    const struct outbox_row *row = &mailer->step.row;
    enum err err =
        directory_write(mailer->options.directory, mailer->step.now, row->id, row->bytes);
    struct str why = err == OK ? STR("") : STR("the file cannot be written");
    set_finish(mailer, row->id, err == OK ? OUTCOME_SENT : OUTCOME_RELAY, why);
    if (err != OK)
        hold(mailer, why);
    else
        end_hold(mailer);
}

static void set_timer(struct mailer *mailer, struct instant due)
{
    struct instant at = clock_system_time(mailer->options.clock, due);
    struct itimerspec spec = {.it_value.tv_sec = at.v > 0 ? at.v : 1};
    CHECK(timerfd_settime(mailer->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec,
                          NULL) == 0);
}

static void on_step_done(struct job *job, enum err err)
{
    struct step *step = CONTAINER_OF(job, struct step, job);
    struct mailer *mailer = CONTAINER_OF(step, struct mailer, step);
    mailer->step_runs = false;
    if (err != OK) {
        LOG(LOG_ERROR, "mail_step_failed", LOG_TEXT("err", err_name(err)));
        mailer->retry_at_ms = clock_monotonic_ms() + RETRY_MS;
        mailer->due = true;
        advance(mailer);
        return;
    }
    if (step->finish_id)
        mailer->finish_id = 0;
    if (step->claimed && mailer->stopped)
        set_finish(mailer, step->row.id, OUTCOME_RELAY, STR("")); /* back to the queue */
    else if (step->claimed && mailer->options.mode == MAILER_SMTP)
        send_to_relay(mailer);
    else if (step->claimed)
        send_to_directory(mailer);
    else if (step->more_waits && step->next_due.v <= step->now.v)
        mailer->due = true;
    else if (step->more_waits)
        set_timer(mailer, step->next_due);
    advance(mailer);
}

/* ---- deciding ---- */

static void note_asked(struct mailer *mailer)
{
    mailer->due = false;
    mailer->seen_generation = lane_generation(mailer->options.writer);
    mailer->seen_ahead_s = mailer->options.clock->ahead_s;
}

static void submit_step(struct mailer *mailer, bool claim)
{
    struct step *step = &mailer->step;
    step->finish_id = mailer->finish_id;
    step->outcome = mailer->finish_outcome;
    memcpy(step->reply, mailer->finish_reply, sizeof step->reply);
    step->jitter = (int)token_below(1000);
    step->now = clock_now(mailer->options.clock);
    step->claim = claim;
    step->job.done = on_step_done;
    if (lane_submit(mailer->options.writer, &step->job) != OK) {
        mailer->retry_at_ms = clock_monotonic_ms() + RETRY_MS;
        return;
    }
    mailer->step_runs = true;
    if (claim)
        note_asked(mailer);
}

static int64_t latest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void set_pause(struct mailer *mailer, int64_t until_ms)
{
    int64_t ms = latest(until_ms - clock_monotonic_ms(), 1);
    struct timeval after = {ms / 1000, ms % 1000 * 1000};
    event_add(mailer->pause, &after);
}

/* When the next row may be claimed; 0: now. */
static int64_t claim_at_ms(const struct mailer *mailer)
{
    int64_t at = latest(mailer->retry_at_ms, latest(mailer->hold_until_ms, mailer->next_mail_ms));
    return at > clock_monotonic_ms() ? at : 0;
}

static void leave_session(struct mailer *mailer)
{
    if (mailer->child.takes_more)
        child_leave(&mailer->child);
}

static void finish_stop(struct mailer *mailer)
{
    struct mailer_stopped *stopped = mailer->stopped;
    if (child_is_running(&mailer->child)) {
        leave_session(mailer);
        return; /* on_gone comes back here */
    }
    event_del(mailer->timer);
    event_del(mailer->pause);
    mailer->at_rest = true;
    stopped->run(stopped);
}

/* Called after everything that happens; does the one thing that can be done now. */
static void advance(struct mailer *mailer)
{
    bool stopping = mailer->stopped != NULL;
    int64_t wait_until = claim_at_ms(mailer);
    bool child_can = !child_is_running(&mailer->child) || mailer->child.takes_more;
    bool may_claim = !stopping && wait_until == 0 && child_can && mailer->due &&
                     mailer->options.mode != MAILER_OFF;
    if (mailer->step_runs || mailer->in_flight || mailer->at_rest)
        return;
    if (mailer->finish_id && mailer->retry_at_ms > clock_monotonic_ms())
        set_pause(mailer, mailer->retry_at_ms);
    else if (mailer->finish_id || may_claim)
        submit_step(mailer, may_claim);
    else if (stopping)
        finish_stop(mailer);
    else if (!mailer->due || mailer->hold_ms > 0)
        leave_session(mailer);
    if (!mailer->step_runs && mailer->due && wait_until > 0 && !stopping)
        set_pause(mailer, wait_until);
}

static void ask(struct mailer *mailer)
{
    mailer->due = true;
    advance(mailer);
}

static void on_timer(evutil_socket_t fd, short what, void *arg)
{
    struct mailer *mailer = arg;
    uint64_t times;
    (void)what;
    /* ECANCELED: the wall clock was set; either way the outbox is asked again */
    if (read(fd, &times, sizeof times) < 0 && errno == EAGAIN)
        return;
    ask(mailer);
}

static void on_pause_over(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    advance(arg);
}

/* ---- life ---- */

static void fill_options(struct mailer_options *options)
{
    if (options->messages_a_session <= 0)
        options->messages_a_session = SESSION_MAILS;
    if (options->timeout_ms <= 0)
        options->timeout_ms = TIMEOUT_MS;
    if (options->answer_timeout_ms <= 0)
        options->answer_timeout_ms = ANSWER_TIMEOUT_MS;
    if (options->hold_first_ms <= 0)
        options->hold_first_ms = HOLD_FIRST_MS;
    if (options->per_minute <= 0 && str_ends(str_of(options->host), STR("office365.com")))
        options->per_minute = OFFICE365_A_MINUTE;
}

enum err mailer_new(const struct mailer_options *options, struct mailer **ret)
{
    if (options->mode == MAILER_DIRECTORY && directory_make(options->directory) != OK)
        return ERR_IO;
    int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd < 0)
        return ERR_IO;
    struct mailer *mailer = check_calloc(1, sizeof *mailer);
    mailer->options = *options;
    fill_options(&mailer->options);
    mailer->child_events = (struct child_events){on_result, on_gone};
    mailer->timer_fd = fd;
    mailer->timer = event_new(options->base, fd, EV_READ | EV_PERSIST, on_timer, mailer);
    mailer->pause = evtimer_new(options->base, on_pause_over, mailer);
    CHECK(mailer->timer && mailer->pause);
    event_add(mailer->timer, NULL);
    step_init(&mailer->step, &mailer->options);
    child_init(&mailer->child, &mailer->options, &mailer->child_events);
    signal(SIGPIPE, SIG_IGN); /* a deliverer that died is an answer of its own */
    *ret = mailer;
    ask(mailer);
    return OK;
}

void mailer_wake(struct mailer *mailer)
{
    if (mailer->seen_generation != lane_generation(mailer->options.writer) ||
        mailer->seen_ahead_s != mailer->options.clock->ahead_s)
        ask(mailer);
}

void mailer_stop(struct mailer *mailer, struct mailer_stopped *stopped)
{
    CHECK(!mailer->stopped);
    mailer->stopped = stopped;
    advance(mailer);
}

void mailer_free(struct mailer *mailer)
{
    if (!mailer)
        return;
    CHECK(!mailer->step_runs);
    child_done(&mailer->child);
    step_done(&mailer->step);
    event_free(mailer->timer);
    event_free(mailer->pause);
    close(mailer->timer_fd);
    free(mailer);
}

const char *mailer_fault(const struct mailer *mailer)
{
    return mailer->hold_ms > 0 ? mailer->fault : NULL;
}
