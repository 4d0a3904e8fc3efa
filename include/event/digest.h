#ifndef SPARKD_EVENT_DIGEST_H
#define SPARKD_EVENT_DIGEST_H

#include "for_me.h"

/*
 * The weekly mail of new events (issue 4, Finding): on the first day of a week
 * of term at their school somebody is told of the events that were published
 * since the last one, that they can book and that are for them (for_me.h).
 * Nothing of a plan or a conversation is in it, and there is none if there is
 * nothing, nor in the first week that somebody is known. One click in the mail ends it, without
 * signing in (RFC 8058).
 */
enum { DIGEST_EVENTS_MAX = 8 };

/* The next `limit` people whose week has begun, by id: each is told at most once, in this
 * transaction. *after v 0 at first and again at the end. */
enum err digest_send_due(struct store *store, struct instant now, int limit, struct arena *arena,
                         struct person_id *after) MUST_USE;

enum err digest_is_wanted(struct store *store, struct person_id person, bool *ret) MUST_USE;
/* What somebody chooses for themselves; no change if it is so. */
enum err digest_choose(struct store *store, struct instant now, struct person_id person,
                       bool wanted) MUST_USE;

/* The token of their way out, for a mail of another kind that ends with this one. */
enum err digest_token(struct store *store, struct person_id person, struct arena *arena,
                      const char **ret) MUST_USE;
/* Whose mail holds that token; ERR_NOT_FOUND: nobody's. */
enum err digest_find_token(struct store *store, struct str token, struct person_id *ret) MUST_USE;

#endif
