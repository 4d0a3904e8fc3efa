#ifndef SPARKD_SPARK_DRAW_H
#define SPARKD_SPARK_DRAW_H

#include "draw_record.h"
#include "talk.h"

/*
 * Drawing lots for the order of a SPARK event (SP-12, practice P13; programme
 * specification, section 9). A commitment stands from the moment at which the
 * way of ordering is chosen; its secret is given out with the result only, in
 * the record. Every use case runs inside the caller's transaction.
 */
struct draw_pin {
    struct talk_id talk;
    bool first;
    struct instant leave_at; /* v 0: by no time */
    int room;                /* from 1, as in the programme; 0: any */
};

struct draw_choice {
    struct event_id event;
    enum spark_order order;
    int first_timer_weight;      /* 1 to DRAW_WEIGHT_MAX */
    const struct draw_pin *pins; /* of talks that have one; the others lose theirs */
    int pin_count;
};

/* May the order be chosen so, wherever it is set? ERR_CONFLICT `drawing` while it is being drawn,
 * `announced` for speakers drawn one at a time where all were told their times; field order. */
enum err draw_check_order(const struct spark_settings *now, enum spark_order order,
                          struct refusal *why) MUST_USE;

/* Commits to a secret if lots are to decide. ERR_INVALID with fields order, first_timer_weight,
 * pins; ERR_CONFLICT `drawing` once the list is closed, and as draw_check_order. */
enum err draw_choose(struct store *store, struct instant now, const struct draw_choice *choice,
                     struct refusal *why) MUST_USE;
/* The order of an event was set: commits to a secret if lots are to decide and nothing stands. */
enum err draw_follow(struct store *store, struct instant now, struct event_id event,
                     enum spark_order order) MUST_USE;

/* What is done to a draw. */
enum draw_act {
    DRAW_ACT_ORDER,     /* the whole order, of SPARK_SHUFFLED: closes the list and ends it */
    DRAW_ACT_NEXT,      /* the next speaker, of SPARK_DRAWN: the first one closes the list */
    DRAW_ACT_NO_SHOW,   /* the one drawn last is not there */
    DRAW_ACT_WITHDRAWN, /* somebody in the hat will not speak */
    DRAW_ACT_END,       /* no more is drawn: the record and its secret are given out */
    DRAW_ACT_AGAIN,     /* once it has ended: a new commitment, for a new draw */
    DRAW_ACTS
};
/* "order", "next", "no_show", "withdrawn", "end", "again" */
const char *draw_act_name(enum draw_act act);
enum err draw_act_parse(struct str s, enum draw_act *ret) MUST_USE;

struct draw_deed {
    struct event_id event;
    enum draw_act act;
    struct talk_id talk; /* of DRAW_ACT_WITHDRAWN */
    struct person_id by;
    int seen; /* how many steps whoever acts has seen, so that nothing is drawn twice; -1: any */
};

/*
 * ERR_CONFLICT: `not-drawn` (the order is arranged), `not-published`, `nothing-to-draw`, `no-order`
 * (not everything can be kept: says what), `over`, `not-now`, `not-in-hat`, `lost` (what is kept of
 * the draw cannot be computed any more; it can be ended). ERR_STALE: somebody was quicker. The
 * programme follows: a new version with what was drawn.
 */
enum err draw_do(struct store *store, struct instant now, const struct draw_deed *deed,
                 struct refusal *why) MUST_USE;

/* ---- looking ---- */

struct draw_entry {
    struct talk talk;
    struct draw_pin pin;
    bool first_timer; /* nobody of it has presented at an earlier event */
    enum draw_place place;
    int nth;                  /* in the order of drawing, from 1; 0: not drawn */
    struct instant starts_at; /* of the drawn and the fixed */
    const char *room;
    bool was_absent;
};

/* One round, as far as anybody may know. */
struct draw_round {
    int round; /* 0: there is none */
    const char *commitment;
    struct instant committed_at, closed_at, drawn_at, ended_at; /* v 0: not yet */
    const char *secret, *record;                                /* NULL before ended_at */
};

struct draw_night {
    struct event_id event;
    enum spark_order order;
    int first_timer_weight;
    struct draw_round round;    /* the latest */
    struct draw_entry *entries; /* on the list: as drawn, then by id */
    int count;
    int steps;
    int last;            /* index of the one drawn last, whom a no-show would be; -1: nobody */
    bool over;           /* nobody is left in the hat */
    bool lost;           /* the record that is kept cannot be computed any more: no entries */
    int64_t version;     /* of the programme that was drawn; 0: none yet */
    const char *trouble; /* before the list is closed: why not everything can be kept; else NULL */
};
/* Computes the draw again, so it may take a while. ERR_NOT_FOUND: no SPARK event. */
enum err draw_find(struct store *store, struct event_id event, struct arena *arena,
                   struct draw_night *ret) MUST_USE;

/* Every round, oldest first. */
struct draw_rounds {
    struct draw_round *items;
    int count;
};
enum err draw_rounds(struct store *store, struct event_id event, struct arena *arena,
                     struct draw_rounds *ret) MUST_USE;

/* Was a draw of it given out, whatever decides its order now? */
enum err draw_has_record(struct store *store, struct event_id event, bool *ret) MUST_USE;

/* Who was drawn last in a live draw, for a screen: quick. */
struct draw_speaker {
    struct draw_round round;
    bool anybody; /* else nobody was drawn yet, or the one who was is not there */
    struct talk talk;
    const char *room;
    int nth;
};
enum err draw_speaker(struct store *store, struct event_id event, struct arena *arena,
                      struct draw_speaker *ret) MUST_USE;

/*
 * While lots are being drawn their list stands as it was closed: rooms, blocks,
 * changeover and times cannot be changed then. ERR_CONFLICT `drawing`.
 */
enum err draw_check_still(const struct spark_settings *now, struct refusal *why) MUST_USE;

#endif
