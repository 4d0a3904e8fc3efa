#ifndef SPARKD_SPARK_STAGE_RULES_H
#define SPARKD_SPARK_STAGE_RULES_H

#include "stage.h"

/*
 * What follows from a room's programme, what was done on its stage, and the
 * time (practice P13). Pure: no store, no clock.
 *
 * A talk begins when the one before is over and the changeover has passed,
 * after a break of its full length, never before its presenter is there and,
 * in its original place, not before the announced time. In a single room those
 * behind somebody who is skipped or absent move up within their block; with
 * several rooms they do not, since people walk between them by the clock.
 */
struct stage_slot {
    struct talk_id talk;
    int minutes;
    struct instant starts_at; /* of a reserve: v 0 */
    struct instant arrive_at; /* v 0: no matter */
};

struct stage_act {
    enum stage_kind kind;
    struct talk_id talk, other;
    struct instant at;
    struct keynote_id keynote;
};

struct stage_plan {
    const struct stage_slot *slots; /* of this room, by start */
    int count;
    const struct stage_slot *reserves; /* everybody who may have been called */
    int reserve_count;
    const struct pack *pack;  /* blocks and changeover */
    bool keeps_times;         /* several rooms */
    bool goes_on;             /* more speakers are drawn: it is not over with these */
    struct instant closes_at; /* over by itself after it, whoever forgot to stop; v 0: never */
    const struct keynotes *keynotes; /* of the event; NULL: none */
    int nth;                         /* which of its rooms this is, from 1 */
};

/* now is taken to be no earlier than the last act. */
void stage_rules_fold(const struct stage_plan *plan, const struct stage_act *acts, int count,
                      struct instant now, struct arena *arena, struct stage_room *ret);

/* NULL if that may be done as things stand, else one sentence why not. */
const char *stage_rules_check(const struct stage_room *room, const struct stage_act *act);

/* The second tap of a double one: "Start" becomes "Stop" in the same spot, and the page that the
 * second hits may be drawn anew. To undo what was just done is another spot, and may be meant; once
 * a talk or a break is over, what comes next is meant but at the same moment. */
bool stage_rules_is_tap(enum stage_kind kind, const struct stage_act *last, struct instant now);

/* ---- keynotes ---- */

/* Which are to come in this room, and whether one is next: of those that nobody heard none that
 * lies before what was given. */
void stage_keynote_look(const struct stage_plan *plan, struct stage_room *room);
/* Each room's keynotes become those of all rooms that lie ahead of it: who speaks to everybody
 * holds every room. */
void stage_keynote_share(struct stage *stage);
/* As stage_rules_check. */
const char *stage_keynote_check(const struct stage_room *room, const struct stage_act *act);

#endif
