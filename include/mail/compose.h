#ifndef SPARKD_MAIL_COMPOSE_H
#define SPARKD_MAIL_COMPOSE_H

#include "outbox.h"
#include "template.h"

/*
 * Outbox row to bytes (mail specification, sections 2 to 4). The words stand
 * in templates/mail: <kind>.txt gives the subject and the sentences, letter.txt
 * and letter.html the frame around them.
 */
struct compose_options {
    const struct template_set *templates;
    const char *base_url; /* "https://pd.heathermoor.example", no slash at the end */
    const char *reply_to; /* the coordinator's address, or NULL */
};

struct composed {
    struct str bytes; /* in the arena */
    const char *why;  /* when there are none: for the coordinator */
};

/*
 * In the transaction that claims the row. OK; ERR_NOT_FOUND: what it tells of
 * is no longer so, do not send; ERR_INVALID: it can never be sent (a malformed
 * address, values that do not belong to its kind); for both ret->why says it.
 * Else the database's error.
 */
enum err compose_mail(const struct compose_options *options, struct store *store,
                      const struct outbox_row *row, struct instant now, struct arena *arena,
                      struct composed *ret) MUST_USE;

#endif
