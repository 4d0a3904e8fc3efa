/* DESIGN: what happens next to the naive booking engine, by chance. */
#include "booking_model.h"
#include "token.h"

static bool needs_booking(enum move_kind kind)
{
    return kind >= MOVE_WITHDRAW && kind <= MOVE_ASK_SWAP;
}

/* Somebody with a booking, from a random place on; the move becomes a booking if nobody has one. */
static void choose_booked(const struct model *m, int from, int *event, int *person)
{
    for (int i = 0; i < MODEL_EVENTS * MODEL_PEOPLE; i++) {
        int at = (from + i) % (MODEL_EVENTS * MODEL_PEOPLE);
        if (m->events[at % MODEL_EVENTS].of[at / MODEL_EVENTS].state != NONE) {
            *event = at % MODEL_EVENTS;
            *person = at / MODEL_EVENTS;
            return;
        }
    }
    *event = -1;
}

struct move model_random_move(const struct model *m)
{
    static const unsigned char WEIGHTS[MODEL_MOVES] = {
        [MOVE_BOOK] = 60,     [MOVE_BOOK_ONLINE] = 15, [MOVE_ONLINE] = 15,
        [MOVE_ROOM] = 15,     [MOVE_LEAD] = 3,         [MOVE_GROUP_ALL] = 4,
        [MOVE_GROUP_FIT] = 6, [MOVE_WITHDRAW] = 30,    [MOVE_WITHDRAW_FOR] = 8,
        [MOVE_ACCEPT] = 12,   [MOVE_DECIDE] = 10,      [MOVE_HAND] = 8,
        [MOVE_SWAP] = 10,     [MOVE_ASK_HAND] = 8,     [MOVE_ASK_SWAP] = 8,
        [MOVE_ASK_YES] = 10,  [MOVE_ASK_NO] = 3,       [MOVE_RESIZE] = 6,
        [MOVE_TIME] = 2,      [MOVE_CALL_OFF] = 1,     [MOVE_TICK] = 6};
    int kind = 0, dice = (int)token_below(240), total = 0;
    while (kind < MODEL_MOVES - 1 && (total += WEIGHTS[kind]) <= dice)
        kind++;
    struct move move = {.kind = (enum move_kind)kind,
                        .event = (int)token_below(MODEL_EVENTS),
                        .person = (int)token_below(MODEL_PEOPLE),
                        .other_event = (int)token_below(MODEL_EVENTS),
                        .other = (int)token_below(MODEL_PEOPLE),
                        .flag = token_below(2) == 0,
                        .number = (int)token_below(420)};
    bool answers = kind == MOVE_ASK_YES || kind == MOVE_ASK_NO;
    if (answers && m->next_ask > 1)
        move.ask = m->next_ask - 1 - (int64_t)token_below(m->next_ask > 4 ? 4 : 1);
    if (needs_booking(move.kind))
        choose_booked(m, (int)token_below(MODEL_EVENTS * MODEL_PEOPLE), &move.event, &move.person);
    if (move.kind == MOVE_SWAP && move.event >= 0)
        choose_booked(m, (int)token_below(MODEL_EVENTS * MODEL_PEOPLE), &move.other_event,
                      &move.other);
    if (move.event < 0 || (answers && !move.ask))
        move = (struct move){.kind = MOVE_TICK};
    return move;
}
