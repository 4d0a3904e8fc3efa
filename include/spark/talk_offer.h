#ifndef SPARKD_SPARK_TALK_OFFER_H
#define SPARKD_SPARK_TALK_OFFER_H

#include "talk.h"

/*
 * Asked first (SP-11): where an event says so, a slot that falls free is not
 * given to the first talk in line that fits, but kept for it until its lead says
 * yes. A no, or none in time, and the next is asked; the talk waits again and is
 * passed over until another slot falls free. It may still take the slot while
 * nobody else has.
 *
 * How long: the hours of the setting, but never more than half of what is left
 * until the event begins, so that the next can be asked too; whole five minutes;
 * a time between 21:00 and 8:00 becomes 9:00, if the event leaves room for it.
 * Where that would be less than half an hour nobody is asked any more: the slot
 * is theirs at once, and they are told. A longer form of a talk that has its
 * slot is always given at once: they asked for it, and lose nothing.
 */
enum { TALK_OFFER_MAX_H = 14 * 24 };

struct talk_offer_setting {
    int answer_h; /* 0: nobody is asked, slots are given at once */
    bool to_end;  /* without a yes to the end of the line; else the place in it stays */
};

/* Zeros where nothing was chosen. */
enum err talk_offer_setting_find(struct store *store, struct event_id event,
                                 struct talk_offer_setting *ret) MUST_USE;
/* What is offered already stays so. The line moves up. ERR_INVALID field answer_hours. */
enum err talk_offer_setting_save(struct store *store, struct instant now, struct event_id event,
                                 const struct talk_offer_setting *setting,
                                 struct refusal *why) MUST_USE;

struct talk_offer {
    struct talk_id talk;
    struct instant offered_at, answer_by; /* never after the event begins */
    struct instant over_at;               /* v 0: it stands */
};
/* ERR_NOT_FOUND: nothing is offered, and nothing was since a slot last fell free. */
enum err talk_offer_find(struct store *store, struct talk_id talk, struct talk_offer *ret) MUST_USE;

/* The slots a person is asked about, the first to answer first; at most 20. */
struct talk_offer_item {
    struct talk_id talk;
    struct event_id event;
    const char *title, *event_title;
    int minutes;
    struct instant answer_by;
};
struct talk_offer_list {
    struct talk_offer_item *items;
    int count;
};
enum err talk_offer_list(struct store *store, struct person_id person, struct arena *arena,
                         struct talk_offer_list *ret) MUST_USE;

struct talk_answer {
    struct talk_id talk;
    struct person_id by;
    bool yes;
};
/*
 * Yes: the slot is theirs, told with the invitation to all who present. No: it
 * goes to the next in line. No change if it is confirmed already, or a no was
 * said before. ERR_CONFLICT `no-offer`, `offer-over` (the slot went to somebody
 * else).
 */
enum err talk_offer_answer(struct store *store, struct instant now,
                           const struct talk_answer *answer, struct refusal *why) MUST_USE;

/* Ends what was not answered in time, at most `limit` of them, each told by one mail, and asks the
 * next; *ret_more: there are others. */
enum err talk_offer_end_due(struct store *store, struct instant now, int limit, struct arena *arena,
                            bool *ret_more) MUST_USE;

#endif
