#ifndef SPARKD_SPARK_TALK_NEED_H
#define SPARKD_SPARK_TALK_NEED_H

#include "talk.h"

/*
 * What a presenter needs to be able to speak: said by each of them for
 * themselves, seen by them and by the event's organisers, by no other
 * presenter, and erased some time after the event (access/retention).
 */
enum { TALK_NEED_CHARS_MAX = 500 };

/* "" if nothing was said. */
enum err talk_need_find(struct store *store, struct talk_id talk, struct person_id person,
                        struct arena *arena, const char **ret) MUST_USE;
/* An empty text takes it back. ERR_CONFLICT `too-late` once the event is over, `ended` of a talk
 * that is withdrawn or declined; ERR_INVALID field access; ERR_NOT_FOUND: they do not give it. */
enum err talk_need_put(struct store *store, struct instant now, const struct talk *talk,
                       struct person_id person, const char *access, struct refusal *why) MUST_USE;

struct talk_need_line {
    struct talk_id talk;
    const char *title, *name, *access;
};
struct talk_need_list {
    struct talk_need_line *items;
    int count;
};
enum { TALK_NEEDS_MAX = 1000 };
/* Of those who give a talk there, or wait or ask to, by name. */
enum err talk_need_list(struct store *store, struct event_id event, struct arena *arena,
                        struct talk_need_list *ret) MUST_USE;

#endif
