#ifndef SPARKD_MAIL_SMTP_H
#define SPARKD_MAIL_SMTP_H

#include "frame.h"

/*
 * The seam of the transports: one session that takes messages from its peer
 * and reports each, in the order in which they came.
 */
struct smtp_peer {
    /* Waits for the next message; false: no more. It stays valid until the session's end. */
    bool (*next)(struct smtp_peer *peer, struct frame_message *ret);
    void (*report)(struct smtp_peer *peer, const struct frame_result *result);
    /* False once nobody would hear a report: nothing more must be sent then. */
    bool (*is_listening)(struct smtp_peer *peer);
};

/* One session with libesmtp, every guard of the mail specification, section 1. Blocks. */
void smtp_libesmtp_run(const struct frame_settings *settings, struct smtp_peer *peer);

#endif
