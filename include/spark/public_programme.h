#ifndef SPARKD_SPARK_PUBLIC_PROGRAMME_H
#define SPARKD_SPARK_PUBLIC_PROGRAMME_H

#include "event.h"
#include "programme.h"

/*
 * A programme for people who do not sign in (SP-12): off unless a coordinator
 * opens it for that event, and closed by itself a month after the evening. It
 * shows rooms and times; a presenter's name only with that presenter's own yes,
 * a title with the lead's. Guests, visitors and parents are never named
 * (PR-21: they were let in to one event, not shown to the world); of pupils
 * nothing is held that could stand there.
 */
enum { PUBLIC_PROGRAMME_DAYS = 30 };

/* *ret v 0: it is closed. */
enum err public_programme_find(struct store *store, struct event_id event,
                               struct instant *ret) MUST_USE;
/* May strangers read it now? The event is on or was, not longer ago than that month. */
bool public_programme_check(const struct event *event, struct instant opened_at,
                            struct instant now);
/* Opened by that person, or closed. Audited. Again: no change. */
enum err public_programme_open(struct store *store, struct instant now, struct event_id event,
                               struct person_id by, bool open) MUST_USE;

/*
 * Takes out of it whatever strangers may not read; talks without a title's yes
 * are "A talk". What is not announced yet is nobody's business, nor is a slot
 * whose presenter is still being asked.
 */
enum err public_programme_strip(struct store *store, struct arena *arena,
                                struct programme *programme) MUST_USE;

/* Of the talks that have a slot, those with somebody who is named. */
enum err public_programme_named(struct store *store, struct event_id event, int *ret) MUST_USE;

/* ---- a presenter's own yes ---- */

enum err public_programme_agrees(struct store *store, struct talk_id talk, struct person_id person,
                                 bool *ret) MUST_USE;
/* Is that person never named, as a guest of the trust? */
enum err public_programme_never(struct store *store, struct person_id person, bool *ret) MUST_USE;
/* By alone: nobody agrees for another. ERR_CONFLICT `guest`: whoever is never named. Audited. */
struct public_consent {
    const struct talk *talk;
    struct person_id by; /* one of its presenters */
    bool agrees;
};
enum err public_programme_agree(struct store *store, struct instant now,
                                const struct public_consent *consent, struct refusal *why) MUST_USE;

#endif
