#ifndef SPARKD_SPARK_TALK_TOPIC_H
#define SPARKD_SPARK_TALK_TOPIC_H

#include "call.h"

/*
 * Whom a talk is for and what it is about: a phase, a subject, an area of focus,
 * each one of those its event's call names (SP-03), as its theme is. Nothing of
 * it decides on a slot.
 */
enum talk_topic_kind { TALK_PHASE, TALK_SUBJECT, TALK_FOCUS, TALK_TOPICS };
/* "phase", as forms and the API have it. */
const char *talk_topic_name(enum talk_topic_kind kind);
/* "Area of focus" */
const char *talk_topic_label(enum talk_topic_kind kind);
/* What the call names of that kind, words apart by commas; "": none. */
const char *talk_topic_list(const struct call *call, enum talk_topic_kind kind);

struct talk_topic {
    const char *words[TALK_TOPICS]; /* "": none; in what is typed NULL: as it is */
};

/* A talk of which nothing was said has none. */
enum err talk_topic_find(struct store *store, struct talk_id talk, struct arena *arena,
                         struct talk_topic *ret) MUST_USE;
/* Pure: refuses fields phase, subject, focus where a word is none of the call's and not what stands
 * (NULL: a new talk). */
void talk_topic_check(const struct call *call, const struct talk_topic *stands,
                      const struct talk_topic *typed, struct refusal *why);
/* Of a talk that was checked. */
enum err talk_topic_put(struct store *store, struct talk_id talk, const struct talk_topic *typed,
                        struct arena *arena) MUST_USE;
/* "Key stage 2, Science"; "" if there is nothing to say. */
const char *talk_topic_words(const struct talk_topic *topic, struct arena *arena);

#endif
