#ifndef SPARKD_SPARK_TALK_STORE_H
#define SPARKD_SPARK_TALK_STORE_H

#include "talk.h"

/* The SQL of talks and their presenters. */

/* Without presenters, position and why. */
enum err talk_store_find(struct store *store, struct talk_id id, struct arena *arena,
                         struct talk *ret) MUST_USE;

struct talk_rows {
    struct talk *items;
    int count;
};
/* With presenters: confirmed ones in the order of booking, then waiting ones in line. */
enum err talk_store_live(struct store *store, struct event_id event, struct arena *arena,
                         struct talk_rows *ret) MUST_USE;
/* Of these only talks with a slot, by id. */
void talk_store_keep_slots(struct talk_rows *rows);
/* A SPARK event with a line, published. */
struct talk_line {
    struct event_id event;
    struct instant starts_at;
};
/* The first behind `after`, by start, then id; ERR_NOT_FOUND at the end. */
enum err talk_store_next_line(struct store *store, const struct talk_line *after,
                              struct talk_line *ret) MUST_USE;
enum err talk_store_line_length(struct store *store, struct event_id event, int *ret) MUST_USE;
/* Talks with a slot, confirmed or offered, by length. */
enum err talk_store_count(struct store *store, struct event_id event,
                          struct pack_talks *ret) MUST_USE;

enum err talk_store_presenters(struct store *store, struct arena *arena,
                               struct talk *talk) MUST_USE;
/* A live talk of that person at the event, other than `except`, and how many they have. */
struct talk_live_of {
    int64_t talk;
    int count;
    bool nth_is_used[SPARK_TALKS_A_PERSON_MAX + 1];
};
enum err talk_store_live_of(struct store *store, struct event_id event, struct person_id person,
                            struct talk_live_of *ret) MUST_USE;

/* Who presents a confirmed talk there and has no place besides, each once, by name. */
struct talk_person {
    struct person_id person;
    const char *name;
};
struct talk_people {
    struct talk_person *items;
    int count;
};
enum { TALK_PEOPLE_MAX = 200 };
enum err talk_store_unbooked(struct store *store, struct event_id event, struct arena *arena,
                             struct talk_people *ret) MUST_USE;

/* Without presenters. */
enum err talk_store_drafts(struct store *store, struct event_id event, struct person_id person,
                           struct arena *arena, struct talk_rows *ret) MUST_USE;

/* Fills talk->id. */
enum err talk_store_insert(struct store *store, struct instant now, struct talk *talk) MUST_USE;
enum err talk_store_insert_presenter(struct store *store, const struct talk *talk,
                                     const struct talk_presenter *presenter, int nth) MUST_USE;
/* A joint presenter who was asked has said yes. */
enum err talk_store_set_answered(struct store *store, struct talk_id talk,
                                 struct person_id person) MUST_USE;
/* Of those who give it, that one leads it. */
enum err talk_store_set_lead(struct store *store, struct talk_id talk,
                             struct person_id lead) MUST_USE;
enum err talk_store_delete_presenter(struct store *store, const struct talk *talk,
                                     struct person_id person) MUST_USE;
/* nth of all its presenters becomes NULL: none of them counts as giving a talk by it. */
enum err talk_store_free_presenters(struct store *store, struct talk_id talk) MUST_USE;
/* The row and its presenters: of a draft only. */
enum err talk_store_delete(struct store *store, struct talk_id talk) MUST_USE;
/* Saves words, minutes, wanted_minutes, status, queued_at and what the slot has to meet; raises
 * version and seq, here too. */
enum err talk_store_update(struct store *store, struct instant now, struct talk *talk) MUST_USE;
/* Status withdrawn, presenters free; raises version and seq, here too. */
enum err talk_store_withdraw(struct store *store, struct instant now, struct talk *talk) MUST_USE;
/* seq of all live talks of an event rises. */
enum err talk_store_raise_all(struct store *store, struct instant now,
                              struct event_id event) MUST_USE;

/* The event is on another day: when people arrive and leave goes with it. */
enum err talk_store_shift_needs(struct store *store, struct event_id event,
                                int64_t later_s) MUST_USE;

#endif
