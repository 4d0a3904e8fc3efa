#ifndef SPARKD_SPARK_STAGE_TALK_H
#define SPARKD_SPARK_STAGE_TALK_H

#include "event.h"
#include "talk.h"

/*
 * What an evening comes to for each of its talks: who spoke and who was not
 * there (SP-10), and when, while it runs, its people's own calendars show it. It
 * follows from the stage and is kept in the transaction of each act, so an undo
 * takes it back too. Estimates go by whole minutes; a talk whose time moves
 * rises in seq and modified_at as any change of it does (RFC 5545 3.8.7.4), and
 * nobody is written to. Once the evening is over calendars say again what was
 * announced.
 */
enum err stage_talk_keep(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena) MUST_USE;
/* The same for every evening that runs, or ran and is still in calendars; writes nothing where
 * nothing moved. For a clock that calls it each minute. */
enum err stage_talk_keep_due(struct store *store, struct instant now, struct arena *arena) MUST_USE;

/* Is a talk that waits called by the chair? Then it has its turn, and is nobody else's reserve. */
enum err stage_talk_called(struct store *store, struct talk_id talk, bool *ret) MUST_USE;

/* Did they speak, or were they to and are not noted as missing? A reserve who was given did. */
enum err stage_talk_spoke(struct store *store, struct talk_id talk, bool *ret) MUST_USE;

/* All of an evening who did, by id. */
struct talk_spoken {
    struct talk_id *items;
    int count;
};
enum err stage_talk_list_spoken(struct store *store, struct event_id event, struct arena *arena,
                                struct talk_spoken *ret) MUST_USE;
bool talk_spoken_has(const struct talk_spoken *spoken, struct talk_id talk);

/* Talks that were withdrawn since, with who was to give them: those that had a slot, or all while
 * nothing is announced. The latest first, at most STAGE_GONE_MAX. */
enum { STAGE_GONE_MAX = 20 };
struct stage_gone {
    const char *name, *title;
    int room; /* from 1; 0: it had no slot that is known */
    struct instant starts_at;
};
struct stage_gone_list {
    struct stage_gone *items;
    int count;
};
enum err stage_talk_list_gone(struct store *store, struct event_id event, struct instant since,
                              struct arena *arena, struct stage_gone_list *ret) MUST_USE;

#endif
