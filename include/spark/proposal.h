#ifndef SPARKD_SPARK_PROPOSAL_H
#define SPARKD_SPARK_PROPOSAL_H

#include "talk.h"

/*
 * Proposals: talks offered to an event that calls for them (SP-03, SP-11). They
 * take no room until the coordinator decides. talk_book proposes, talk_change
 * and talk_withdraw do to a proposal what they do to a talk. Every use case
 * runs inside the caller's transaction and queues its mail there.
 */
enum { PROPOSAL_WORD_CHARS_MAX = 500, PROPOSALS_MAX = 400 };

struct proposal_verdict {
    struct event_id event;
    struct person_id by;
    const struct talk_id *talks;
    int count;
    bool accept;      /* else declined */
    const char *word; /* a kind word, part of the mail; needed to decline */
};
struct proposal_outcome {
    int accepted, waiting, declined;
};
/*
 * An accepted talk has a slot if it fits and its presenters are free, else it
 * is on the waiting list, by when it was proposed; the presenters are told once
 * each. What was declined can be accepted after all: ERR_CONFLICT
 * `already-booked` if a presenter offers another talk by now. ERR_INVALID with fields talks, word.
 * ERR_CONFLICT `decided`: one of them is no proposal any more, and nothing is done; `cancelled`,
 * `too-late` once the event has begun. ERR_NOT_FOUND: no such event, or a talk of another.
 */
enum err proposal_decide(struct store *store, struct instant now,
                         const struct proposal_verdict *verdict, struct refusal *why,
                         struct proposal_outcome *ret) MUST_USE;

struct proposal {
    struct talk talk;          /* with its presenters */
    struct instant decided_at; /* v 0: not yet */
    bool accepted;
    bool first_timer;              /* nobody who gives it gave a talk before */
    const char *word, *decided_by; /* "" until then; the name of who decided */
};
struct proposals {
    struct proposal *items;
    int count;
};
/* What waits for a decision, the oldest first, and then what was decided, the latest first. */
enum err proposal_list(struct store *store, struct event_id event, struct arena *arena,
                       struct proposals *ret) MUST_USE;
/* Those of one person that were declined, the latest first. */
enum err proposal_list_declined(struct store *store, struct event_id event, struct person_id person,
                                struct arena *arena, struct proposals *ret) MUST_USE;

/* An event whose call has proposals that nobody decided on yet. */
struct proposals_open {
    struct event_id event;
    const char *title;
    int count;
};
enum { PROPOSALS_OPEN_MAX = 20 };
struct proposals_open_list {
    struct proposals_open items[PROPOSALS_OPEN_MAX];
    int count;
};
/* Of events still to come, the next first; the caller asks who may decide. */
enum err proposal_list_open(struct store *store, struct instant now, struct arena *arena,
                            struct proposals_open_list *ret) MUST_USE;

#endif
