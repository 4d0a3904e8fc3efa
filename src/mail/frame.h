#ifndef SPARKD_MAIL_FRAME_H
#define SPARKD_MAIL_FRAME_H

#include "buf.h"

/*
 * What mailer and deliverer say to each other over their socketpair: a length
 * of four bytes (host order: both ends are one program), a letter, then the
 * fields in a fixed order, each with its length before it.
 */
enum frame_kind {
    FRAME_SETTINGS = 'S', /* parent: once, first */
    FRAME_MESSAGE = 'M',  /* parent: one to send */
    FRAME_LEAVE = 'L',    /* parent: no more, end the session */
    FRAME_RESULT = 'R',   /* child: what became of the message */
};

enum { FRAME_BYTES_MAX = 4 << 20 };

enum frame_tls { FRAME_TLS_OFF, FRAME_TLS_REQUIRED };

struct frame_settings {
    struct str host, port, user, password, ca_file, from;
    int64_t tls; /* enum frame_tls */
    int64_t timeout_ms, answer_timeout_ms;
    int64_t messages_max;
};

struct frame_message {
    int64_t id;
    struct str to, bytes;
};

struct frame_result {
    int64_t id;
    int64_t outcome; /* enum outbox_outcome */
    int64_t more;    /* 1: the child waits for the next message */
    int64_t hold;    /* 1: the relay is at fault and should be left alone for a while */
    struct str reply;
};

void frame_add_settings(struct buf *out, const struct frame_settings *settings);
void frame_add_message(struct buf *out, const struct frame_message *message);
void frame_add_result(struct buf *out, const struct frame_result *result);
void frame_add_leave(struct buf *out);

/*
 * Looks at the front of what has arrived. True: *ret_kind and *ret_fields are
 * the first frame and *ret_used its size; false: more is needed. ERR_INVALID in
 * *ret_err: no such frame can come.
 */
bool frame_peek(struct str arrived, enum frame_kind *ret_kind, struct str *ret_fields,
                size_t *ret_used, enum err *ret_err);

/* Borrowed from fields; ERR_INVALID if they are not exactly that frame's. */
enum err frame_parse_settings(struct str fields, struct frame_settings *ret) MUST_USE;
enum err frame_parse_message(struct str fields, struct frame_message *ret) MUST_USE;
enum err frame_parse_result(struct str fields, struct frame_result *ret) MUST_USE;

#endif
