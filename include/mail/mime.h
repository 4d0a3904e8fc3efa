#ifndef SPARKD_MAIL_MIME_H
#define SPARKD_MAIL_MIME_H

#include "buf.h"
#include "instant.h"

/*
 * One mail as bytes (mail specification, section 3; invitations: calendar
 * specification, section 9). The same values give the same bytes. Lines end
 * in CRLF, everything is ASCII, no line is longer than 998 octets.
 */
struct mime_address {
    const char *name;  /* UTF-8, or NULL */
    const char *email; /* conservative ASCII; NULL: no such header */
};

struct mime_mail {
    struct mime_address from, to, reply_to;
    const char *subject;
    const char *message_id; /* <local@domain> */
    const char *thread_id;  /* of the thread's first mail, NULL: this is the first */
    struct instant date;
    struct str text, html; /* UTF-8, lines end in LF */
    const char *method;    /* "REQUEST" or "CANCEL": there is an invitation; else NULL */
    struct str calendar;   /* the iCalendar object, CRLF; without a method a file to save */
    const char *list_id;   /* "nudges.heathermoor.example", NULL: not a list's mail */
    const char *list_name;
    const char *unsubscribe_mailto; /* an address, for list mail */
    const char *unsubscribe_url;    /* acts on POST alone (RFC 8058); NULL: mailto only */
};

/*
 * Appends the mail to out. ERR_INVALID: a name, subject, address or text that
 * cannot be sent (controls, bare CR or LF, invalid UTF-8, malformed address).
 * ERR_LIMIT: out is full.
 */
enum err mime_compose(const struct mime_mail *mail, struct buf *out) MUST_USE;

/* RFC 5322 date-time in the trust's zone: Thu, 12 Nov 2026 09:00:00 +0000. */
#define MIME_DATE_MAX 40
void mime_format_date(struct instant t, char ret[static MIME_DATE_MAX]);

#endif
