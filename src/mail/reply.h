#ifndef SPARKD_MAIL_REPLY_H
#define SPARKD_MAIL_REPLY_H

#include "outbox.h"

/* What a relay's answer means for the message (mail specification, section 2's table). */
enum smtp_stage {
    STAGE_CONNECT, /* DNS, connection, greeting, EHLO, STARTTLS */
    STAGE_AUTH,
    STAGE_MAIL,
    STAGE_RCPT,
    STAGE_DATA,
    STAGE_FINAL, /* after the body */
    STAGES
};
/* "rcpt", for logs. */
const char *reply_stage_name(enum smtp_stage stage);

struct smtp_reply {
    int code;         /* 0: no answer */
    const char *text; /* without the code, with the enhanced code if there is one; may be NULL */
};

/* body_taken: the whole body was pulled, without which no answer counts as sent. */
enum outbox_outcome reply_judge(enum smtp_stage stage, const struct smtp_reply *reply,
                                bool body_taken);

/* "550 5.1.1 no such user" in one line of at most 300 bytes of UTF-8; "no answer (rcpt)". */
const char *reply_format(struct arena *arena, enum smtp_stage stage,
                         const struct smtp_reply *reply);

#endif
