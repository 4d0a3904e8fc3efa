#ifndef SPARKD_SPARK_QUESTION_H
#define SPARKD_SPARK_QUESTION_H

#include "talk.h"

/*
 * Question cards (programme specification, "Afterwards"): whoever comes to a
 * SPARK event writes a question to a talk, from the start of the event until two
 * weeks after it; whoever runs the evening lets it through or holds it; the
 * speaker answers on a page, then or later. Whoever lets cards through always
 * sees who wrote one, so that nobody is hidden who writes what they should not;
 * the speaker sees it only if the card is named; others never do.
 */
struct question_id {
    int64_t v;
};

enum question_status {
    QUESTION_WAITING, /* for the moderators */
    QUESTION_PASSED,  /* to the speakers, who have not answered */
    QUESTION_HELD,
    QUESTION_ANSWERED,
    QUESTION_STATUSES
};
/* "waiting", "passed", "held", "answered": as in the database and the API. */
const char *question_status_name(enum question_status status);
enum err question_status_parse(struct str s, enum question_status *ret) MUST_USE;

enum {
    QUESTION_CHARS_MAX = 280,
    QUESTION_ANSWER_CHARS_MAX = 1000,
    QUESTIONS_A_PERSON_MAX = 10, /* at one event */
    QUESTION_DAYS_AFTER = 14,    /* how long after the event one may ask */
    QUESTIONS_MAX = 500,         /* that are listed */
};

struct question {
    struct question_id id;
    struct talk_id talk;
    struct event_id event;
    const char *talk_title;
    struct person_id person; /* who wrote it: for moderators, and for itself */
    const char *asker;       /* their name */
    bool named;              /* the speakers see it too */
    const char *words, *answer;
    bool shared; /* the answer is for everybody who came */
    enum question_status status;
    struct instant asked_at, answered_at;
};

struct question_ask {
    struct event_id event;
    struct talk_id talk;
    struct person_id by;
    const char *words;
    bool named;
};
/* ERR_INVALID fields talk_id, words; ERR_CONFLICT `no-place`, `too-early`, `too-late`, `enough`.
 * ERR_NOT_FOUND: no SPARK event. */
enum err question_ask(struct store *store, struct instant now, const struct question_ask *ask,
                      struct refusal *why, struct question_id *ret) MUST_USE;

/* One card; ERR_NOT_FOUND: there is none. */
enum err question_find(struct store *store, struct question_id id, struct arena *arena,
                       struct question *ret) MUST_USE;

struct question_moderation {
    struct question_id id;
    struct person_id by;
    enum question_status to; /* QUESTION_PASSED, QUESTION_HELD, or QUESTION_WAITING: undone */
};
/* The caller asks may(): ACTION_STAGE_RUN. Done already: no change. ERR_CONFLICT `answered`. */
enum err question_moderate(struct store *store, struct instant now,
                           const struct question_moderation *moderation,
                           struct refusal *why) MUST_USE;

struct question_reply {
    struct question_id id;
    struct person_id by; /* a speaker of its talk: the caller sees to it */
    const char *answer;
    bool shared;
};
/* May be changed. Whoever asked is told of the first answer. ERR_INVALID field answer;
 * ERR_CONFLICT `not-passed`. */
enum err question_answer(struct store *store, struct instant now,
                         const struct question_reply *reply, struct refusal *why) MUST_USE;

/* Which of an event's cards, by the time they were asked. */
enum question_which {
    QUESTION_LIST_SHARED, /* answered, for everybody who came */
    QUESTION_LIST_ALL,    /* for its moderators */
    QUESTION_LIST_MINE,   /* that person wrote */
    QUESTION_LIST_TO_ME,  /* passed to talks of that person, answered or not */
};
struct questions {
    struct question *items;
    int count;
};
enum err question_list(struct store *store, struct event_id event, enum question_which which,
                       struct person_id person, struct arena *arena,
                       struct questions *ret) MUST_USE;
/* How many wait for the moderators. */
enum err question_count_waiting(struct store *store, struct event_id event, int *ret) MUST_USE;

/* May one ask at that moment? */
bool question_is_open(const struct event *event, struct instant now);

/* ---- what waits for somebody: question_open.c ---- */

enum {
    QUESTION_OPEN_DAYS = 30, /* how long after the start of its event a card is asked for */
    QUESTION_OPEN_MAX = 20,  /* events */
};
struct question_open {
    struct event_id event;
    const char *title;
    int count;
};
struct question_open_list {
    struct question_open items[QUESTION_OPEN_MAX];
    int count;
};
/* Events with cards that nobody let through or held yet; the caller asks who may. */
enum err question_open_to_pass(struct store *store, struct instant now, struct arena *arena,
                               struct question_open_list *ret) MUST_USE;
/* Events at which that person speaks and has cards to answer. */
enum err question_open_to_answer(struct store *store, struct instant now, struct person_id person,
                                 struct arena *arena, struct question_open_list *ret) MUST_USE;
/* How many cards of that talk wait for an answer. */
enum err question_open_of_talk(struct store *store, struct talk_id talk, int *ret) MUST_USE;

/* ---- what speakers are told: question_tell.c ---- */

enum {
    QUESTION_TELL_AFTER_S = 15 * 60, /* a card let through can be taken back for so long unseen */
    QUESTION_TELL_EVERY_S = 86400,   /* one mail a day at most, however many cards */
};
/* Tells the speakers of some talks, at most `limit`, of cards that were let through: once the event
 * is over, never the same card twice. *more: there are others. */
enum err question_tell_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *more) MUST_USE;

#endif
