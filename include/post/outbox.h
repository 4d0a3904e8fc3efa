#ifndef SPARKD_POST_OUTBOX_H
#define SPARKD_POST_OUTBOX_H

#include "person.h"
#include "store.h"

/*
 * Mail to be sent (mail specification, section 2): a row is queued in the
 * transaction of what it tells of; the mailer claims it, delivers, reports.
 */
struct outbox_item {
    const char *idem; /* the same one again is not queued twice */
    const char *kind;
    struct person_id to;
    const char *email;
    int64_t object_id;
    int seq;
    const char *body;      /* JSON: the values of its words */
    const char *thread_id; /* Message-ID of the thread's first mail; NULL: this may be the first */
    struct instant due_at, expires_at;
};

/* Queues; *ret_id is the row's id, also when idem was there already (then *ret_new is false). */
enum err outbox_queue(struct store *store, struct instant now, const struct outbox_item *item,
                      int64_t *ret_id, bool *ret_new) MUST_USE;

/* The Message-ID that belongs to an idem: <hash@domain of the trust's mailbox>. */
const char *outbox_message_id(struct arena *arena, const char *idem, const char *mailbox);

enum outbox_state {
    OUTBOX_QUEUED,
    OUTBOX_SENDING,
    OUTBOX_SENT,
    OUTBOX_DEFERRED,
    OUTBOX_FAILED,
    OUTBOX_STATES
};

/* One claimed row. */
struct outbox_row {
    int64_t id;
    const char *kind, *email, *message_id, *thread_id, *body;
    struct person_id to;
    int64_t object_id;
    int seq, attempts;
    struct instant queued_at, expires_at;
    struct str bytes; /* p NULL: not composed yet */
};

/* At start, before the first claim: every 'sending' row goes back to 'queued' (at least once). */
enum err outbox_recover(struct store *store) MUST_USE;
/* The next row that is due, now 'sending'; ERR_NOT_FOUND if there is none. Rows past expires_at
 * become 'failed' ("expired") and are passed over. */
enum err outbox_claim(struct store *store, struct instant now, struct arena *arena,
                      struct outbox_row *ret) MUST_USE;
/* Keeps the composed bytes for every retry. */
enum err outbox_keep_bytes(struct store *store, int64_t id, struct str bytes) MUST_USE;

enum outbox_outcome {
    OUTCOME_SENT,     /* final 2xx and the whole body taken */
    OUTCOME_DEFERRED, /* 4xx for this message, or no answer after the dot */
    OUTCOME_REFUSED,  /* RCPT or final 5xx */
    OUTCOME_RELAY,    /* the relay's fault: back to 'queued', attempts unchanged */
    OUTCOME_DROPPED,  /* no longer needed: 'failed' with the reason */
};
/* Back-off, give-up at expires_at and erasing of codes' bytes as in the mail specification,
 * section 2. jitter: 0..999, the caller's random number for the ±20%. ERR_NOT_FOUND: the row is not
 * 'sending'. */
enum err outbox_finish(struct store *store, int64_t id, enum outbox_outcome outcome,
                       const char *reply, struct instant now, int jitter) MUST_USE;
/* When the next row falls due; ERR_NOT_FOUND if nothing waits. */
enum err outbox_next_due(struct store *store, struct instant *ret) MUST_USE;
/* A week after they were queued, the bytes of mails that are over are not kept. */
enum err outbox_sweep(struct store *store, struct instant now) MUST_USE;
/* Rows in each state. */
enum err outbox_count(struct store *store, int64_t ret[static OUTBOX_STATES]) MUST_USE;

#endif
