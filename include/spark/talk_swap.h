#ifndef SPARKD_SPARK_TALK_SWAP_H
#define SPARKD_SPARK_TALK_SWAP_H

#include "programme_version.h"

/*
 * Presenters who exchange their slots before the evening (SP-11): two, or a
 * chain of up to six, each taking the slot of the next and the last that of the
 * first. One asks, each says yes for themselves, and the last yes performs it:
 * all or nothing. Only slots of an announced programme that was arranged are
 * exchanged, where every hard rule H2 to H10 holds afterwards; nobody else
 * moves. The lead speaks for a talk. A no ends it, and so does whatever
 * overtakes it: the event begins, one of the talks is withdrawn or moved, or
 * it would break a rule by now. All others are told then, by one mail.
 */
struct talk_swap_id {
    int64_t v;
};

enum { TALK_SWAP_MIN = 2, TALK_SWAP_MAX = 6, TALK_SWAP_LIST_MAX = 20 };

enum talk_swap_status {
    TALK_SWAP_OPEN,
    TALK_SWAP_DONE,
    TALK_SWAP_REFUSED,
    TALK_SWAP_TAKEN_BACK,
    TALK_SWAP_OVERTAKEN,
    TALK_SWAP_STATUSES
};
/* "taken back" */
const char *talk_swap_status_name(enum talk_swap_status status);

/* One talk in it. The slot it takes is that of the next part. */
struct talk_swap_part {
    struct talk talk;           /* with its presenters */
    struct programme_slot slot; /* its own, as it was when that was asked for */
    const char *room;
    struct instant yes_at; /* v 0: not yet */
};

struct talk_swap {
    struct talk_swap_id id;
    struct event_id event;
    enum talk_swap_status status;
    struct instant asked_at, ended_at;
    int ended_by;                               /* refused: the part that said no; else -1 */
    struct talk_swap_part parts[TALK_SWAP_MAX]; /* who asked comes first */
    int count;
};
/* The part whose slot that one takes. */
const struct talk_swap_part *talk_swap_next(const struct talk_swap *swap, int part);
/* The part of which that person is the lead; -1: none. */
int talk_swap_part_of(const struct talk_swap *swap, struct person_id person);
/* Why it is over, in one sentence that is true for whoever reads it; "" while it is open, or
 * done. */
const char *talk_swap_why(struct arena *arena, const struct talk_swap *swap);

struct talk_swap_request {
    struct event_id event;
    const struct talk_id *talks; /* the asker's own first */
    int count;
};
/*
 * Asks: the asker's yes stands, the other leads get a mail each. ERR_INVALID
 * field talks: too few or many, one twice, two of one lead, one without an
 * announced slot. ERR_CONFLICT `does-not-hold` (in words; nothing private of
 * others), `swap-open` (one of them is in another swap), `pinned`,
 * `not-announced`, `drawn`, `too-late`.
 */
enum err talk_swap_ask(struct store *store, struct instant now,
                       const struct talk_swap_request *request, struct refusal *why,
                       struct talk_swap_id *ret) MUST_USE;

/* What talk_swap_ask would ask for, refused as it would be; *ret is set with ERR_CONFLICT
 * `does-not-hold` too. Nothing is kept. */
enum err talk_swap_try(struct store *store, struct instant now,
                       const struct talk_swap_request *request, struct refusal *why,
                       struct talk_swap *ret) MUST_USE;

/* The talks that could come next behind those, by start, then room. */
struct talk_swap_choice {
    const struct talk *talk;
    struct programme_slot slot;
    const char *room;
    bool closes; /* with it as the last everything would hold */
};
struct talk_swap_choices {
    struct talk_swap_choice *items;
    int count;
};
/* Of as few as one talk; refusals of talk_swap_ask, but for what does not hold yet. */
enum err talk_swap_choose(struct store *store, struct instant now,
                          const struct talk_swap_request *so_far, struct refusal *why,
                          struct talk_swap_choices *ret) MUST_USE;

/* ERR_NOT_FOUND. The caller lets only the leads see it. */
enum err talk_swap_find(struct store *store, struct talk_swap_id id, struct arena *arena,
                        struct talk_swap *ret) MUST_USE;

struct talk_swap_list {
    struct talk_swap *items;
    int count;
};
/* The open ones of which that person leads a talk, the first to be asked first. */
enum err talk_swap_list(struct store *store, struct person_id person, struct arena *arena,
                        struct talk_swap_list *ret) MUST_USE;

struct talk_swap_answer {
    struct talk_swap_id swap;
    struct person_id by; /* a lead of it */
    bool yes;
};
/*
 * The last yes performs it: one step of the programme, and every presenter gets
 * one mail with the new slot of the talk. A no of who asked takes it back. OK
 * also when a yes comes too late to hold: it is overtaken then. No change if
 * the same was said before. ERR_CONFLICT `swap-over`; ERR_NOT_FOUND: it is not
 * theirs.
 */
enum err talk_swap_answer(struct store *store, struct instant now,
                          const struct talk_swap_answer *answer, struct refusal *why) MUST_USE;

/* Ends what was overtaken, at most `limit`; *ret_more: there are others. */
enum err talk_swap_end_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more) MUST_USE;

#endif
