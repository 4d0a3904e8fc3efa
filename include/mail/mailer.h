#ifndef SPARKD_MAIL_MAILER_H
#define SPARKD_MAIL_MAILER_H

#include <event2/event.h>

#include "clock.h"
#include "compose.h"
#include "lane.h"

/*
 * Sends what the outbox holds (mail specification, sections 1, 2 and 6). Lives
 * on the loop; reads and writes the outbox through the writer lane, one row
 * after the other; hands each to a deliverer, a child process that owns one
 * SMTP session. Logs outcomes, never addresses.
 */
enum mailer_mode {
    MAILER_OFF,       /* rows wait */
    MAILER_SMTP,      /* to the relay */
    MAILER_DIRECTORY, /* demo: each mail becomes a file in directory/outbox */
};

/* Borrowed until mailer_free. Zero takes what stands in brackets. */
struct mailer_options {
    struct event_base *base;
    struct lane *writer;
    const struct clock *clock;
    enum mailer_mode mode;
    struct compose_options compose;
    const char *directory; /* files are named <UTC instant>-<row>.eml: their names sort by time */
    const char *exe;       /* this program, started as `exe deliver` */
    const char *host, *port;
    const char *user, *password; /* NULL: no AUTH */
    bool starttls;               /* required, with the certificate checked for `host` */
    const char *ca_file;         /* NULL: the system's authorities */
    int messages_a_session;      /* [100] */
    int per_minute;              /* mails a minute [no limit, 25 for *.office365.com] */
    int timeout_ms;              /* of each answer of the relay [60,000] */
    int answer_timeout_ms;       /* of the answer to the final dot [300,000] */
    int child_wait_ms;           /* after which a silent deliverer is killed [from the two above] */
    int hold_first_ms;           /* how long a relay at fault is left alone, doubling [30,000] */
};

struct mailer;

/* Run outbox_recover before. ERR_IO: the directory or a timer cannot be made. */
enum err mailer_new(const struct mailer_options *options, struct mailer **ret) MUST_USE;

/* Something may have been queued, or the clock was moved: call it after each drain of the writer.
 * Costs nothing where neither happened. */
void mailer_wake(struct mailer *mailer);

/* Called on the loop once the mailer has nothing in hand. */
struct mailer_stopped {
    void (*run)(struct mailer_stopped *stopped);
};
/* Claims no more, finishes the mail in flight, ends the session; then no row is 'sending'. */
void mailer_stop(struct mailer *mailer, struct mailer_stopped *stopped);
/* After `stopped` ran; before that, or without a stop, the mail in flight goes out again at the
 * next start. The writer lane has no job of the mailer's any more: it is drained or freed. */
void mailer_free(struct mailer *mailer);

/* The relay's last word while it is at fault, for the administrator; NULL if all is well. */
const char *mailer_fault(const struct mailer *mailer);

#endif
