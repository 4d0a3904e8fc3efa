#ifndef SPARKD_MAIL_MAILER_PART_H
#define SPARKD_MAIL_MAILER_PART_H

#include <sys/types.h>

#include "frame.h"
#include "mailer.h"

/* ---- mailer_step.c: one job on the writer ---- */

/* Finishes one row and claims the next, in one transaction. */
struct step {
    struct job job;
    const struct mailer_options *options;
    /* in */
    int64_t finish_id; /* 0: nothing to finish */
    enum outbox_outcome outcome;
    char reply[320];
    int jitter;
    bool claim;
    struct instant now;
    /* out, in the arena */
    struct arena *arena;
    bool claimed;
    struct outbox_row row; /* with bytes */
    const char *from;      /* MAIL FROM */
    bool more_waits;       /* next_due is set */
    struct instant next_due;
};

/* Sets job.run; job.done is the caller's. */
void step_init(struct step *step, const struct mailer_options *options);
void step_done(struct step *step);

/* ---- mailer_child.c: the deliverer's process ---- */

struct child_events {
    void (*result)(struct child_events *events, const struct frame_result *result);
    /* The process is gone and reaped; the child is free to be started again. */
    void (*gone)(struct child_events *events);
};

struct child {
    const struct mailer_options *options;
    struct child_events *events;
    struct bufferevent *stream; /* NULL: none runs */
    struct event *wait_timer;
    pid_t pid;
    bool takes_more;    /* it waits for a message */
    int64_t message_id; /* it was handed last */
};

void child_init(struct child *child, const struct mailer_options *options,
                struct child_events *events);
/* Kills what still runs. */
void child_done(struct child *child);
bool child_is_running(const struct child *child);
/* ERR_IO: it cannot be started. */
enum err child_start(struct child *child, const char *from) MUST_USE;
/* `result` or `gone` follows within the bounded wait. */
void child_send(struct child *child, const struct frame_message *message);
/* Ends its session; `gone` follows within the bounded wait. */
void child_leave(struct child *child);

/* ---- mailer_directory.c ---- */

enum err directory_make(const char *directory) MUST_USE;
/* Writes one mail, whole or not at all. */
enum err directory_write(const char *directory, struct instant now, int64_t id,
                         struct str bytes) MUST_USE;

#endif
