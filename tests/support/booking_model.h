#ifndef SPARKD_TEST_BOOKING_MODEL_H
#define SPARKD_TEST_BOOKING_MODEL_H

#include "event.h"

/*
 * What the booking engine promises, as plainly as it can be said: four events
 * of two blocks (those of one block at about one time), twelve people of two
 * schools, and everything looked for anew from the start. No database.
 */
enum { MODEL_EVENTS = 4, MODEL_PEOPLE = 12, MODEL_ASKS = 400, MODEL_GROUP = 3 };

enum slot_state { NONE, PLACE, REQUEST, OFFER, LINE, LEADS };

struct slot {
    enum slot_state state;
    int64_t id, booked_at, until;
    bool approved, online;
};

struct model_event {
    struct event_id id;
    struct event_fields fields;
    bool off, both; /* both: it can be attended in the room or online */
    struct slot of[MODEL_PEOPLE];
};

/* person gives the place of booking; other is asked, wanted: the event of theirs, -1 none. */
struct model_ask {
    int64_t booking;
    int other, wanted;
    bool open;
};

struct model {
    int64_t now, next_booking, next_ask;
    struct model_event events[MODEL_EVENTS];
    struct model_ask asks[MODEL_ASKS + 1]; /* by id */
    int promoted, offered, swapped;        /* mails of each kind */
};

enum move_kind {
    MOVE_BOOK,
    MOVE_BOOK_ONLINE,
    MOVE_LEAD,
    MOVE_GROUP_ALL,
    MOVE_GROUP_FIT,
    MOVE_WITHDRAW,
    MOVE_WITHDRAW_FOR,
    MOVE_ACCEPT,
    MOVE_DECIDE,
    MOVE_ONLINE,
    MOVE_ROOM,
    MOVE_HAND,
    MOVE_SWAP,
    MOVE_ASK_HAND,
    MOVE_ASK_SWAP,
    MOVE_ASK_YES,
    MOVE_ASK_NO,
    MOVE_RESIZE,
    MOVE_TIME,
    MOVE_CALL_OFF,
    MOVE_TICK,
    MODEL_MOVES
};

struct move {
    enum move_kind kind;
    int event, person, other_event, other;
    bool flag;
    int number;  /* a capacity, minutes */
    int64_t ask; /* of those made */
};

struct move model_random_move(const struct model *m);
/* Does it; NULL, or the slug of the refusal, after which the model is as good as lost. */
const char *model_run(struct model *m, const struct move *move);

int model_taken(const struct model *m, int event);
const char *model_status(enum slot_state state);
int model_group_person(const struct move *move, int nth);
/* What MOVE_RESIZE and MOVE_TIME make of an event. */
void model_change_fields(const struct move *move, struct event_fields *fields);

#endif
