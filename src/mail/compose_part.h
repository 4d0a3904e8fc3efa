#ifndef SPARKD_MAIL_COMPOSE_PART_H
#define SPARKD_MAIL_COMPOSE_PART_H

#include <jansson.h>

#include "letter.h"
#include "notice.h"
#include "trust.h"

/* What the kinds of mail have in common while one is composed. */
struct composing {
    const struct compose_options *options;
    struct store *store;
    const struct outbox_row *row;
    struct instant now;
    struct arena *arena;
    struct trust trust;
    struct person person; /* id.v 0: the mail is to an address only */
    const char *why;      /* set with ERR_NOT_FOUND and ERR_INVALID */
};

/* One mail before it is bytes. */
struct draft {
    json_t *view;     /* for letter_write; the caller ends it */
    const char *kind; /* name of the words' template */
    const char *to_name;
    const char *method; /* NULL: no invitation */
    struct str calendar;
    bool is_list_mail;     /* nudges, digests: may be unsubscribed from */
    const char *stop_path; /* of list mail: a POST there alone ends it (RFC 8058); NULL: none */
};

/* ---- compose_notice.c, compose_nudges.c ---- */

/* ERR_NOT_FOUND: this row is no notice (why is NULL then). */
enum err compose_notice(struct composing *composing, struct draft *ret) MUST_USE;
/* ERR_NOT_FOUND with why: nothing of it is still to be done. */
enum err compose_nudges(struct composing *composing, struct draft *ret) MUST_USE;

/* ---- for both ---- */

void view_put(json_t *view, const char *key, const char *text);
/* "Thursday 12 November": for subjects, where the year is plain. */
const char *view_short_date(struct arena *arena, struct day day);
/* An entry of the list `key`: {label, value}. */
void view_add_fact(json_t *view, const char *label, const char *value);
/* The button ("action") or the quieter link below it ("second"): label and a page of ours. */
void view_set_link(const struct composing *composing, json_t *view, const char *which,
                   const char *label, const char *path);

#endif
