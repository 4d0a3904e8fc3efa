#ifndef SPARKD_WEB_DEMO_MAIL_H
#define SPARKD_WEB_DEMO_MAIL_H

#include "request.h"

/*
 * The demo's outbox for reading: the .eml files of {data}/outbox, written by the mailer. Our own
 * messages only (multipart, quoted-printable, base64), so this reader is small.
 */
enum { DEMO_MAILS_MAX = 200 };

/* [{id, subject, to, sent}], newest first; only those to that address, NULL: all. */
json_t *demo_mail_list(struct ctx *ctx, const char *to);
/* One mail: its headers, its plain text, and its other parts as source. ERR_NOT_FOUND. */
enum err demo_mail_view(struct ctx *ctx, struct str name, json_t **ret) MUST_USE;

#endif
