#ifndef SPARKD_WEB_SIGN_IN_MAIL_H
#define SPARKD_WEB_SIGN_IN_MAIL_H

#include "request.h"

/* Tells somebody by mail, in one sentence without a secret, that their sign-in was changed (ASVS
 * 6.3.7). Whoever has no mailbox is passed over. */
enum err sign_in_mail_queue(struct ctx *ctx, struct person_id person,
                            const char *sentence) MUST_USE;

#endif
