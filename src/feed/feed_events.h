#ifndef SPARKD_FEED_FEED_EVENTS_H
#define SPARKD_FEED_FEED_EVENTS_H

#include "booking.h"
#include "conversation.h"
#include "deadline.h"
#include "ics.h"
#include "talk.h"
#include "trust.h"

/*
 * What the product knows as what a calendar shows (calendar specification, sections 5 to 7): one
 * function a noun. False: it is not shown (a cancellation long over, a deadline that is done).
 */
struct feed_words {
    struct arena *arena;
    struct trust trust;
    const char *base_url;
    struct day today;
};

bool feed_event_of_event(const struct feed_words *words, const struct event *event,
                         struct ics_event *ret);
bool feed_event_of_booking(const struct feed_words *words, const struct booking *booking,
                           struct ics_event *ret);
bool feed_event_of_talk(const struct feed_words *words, const struct talk_entry *talk,
                        struct ics_event *ret);
/* Beside an announced slot the whole event, for which its presenter keeps the time free; false:
 * there is no slot yet, or no more, and the talk's own entry says all. */
bool feed_event_of_evening(const struct feed_words *words, const struct talk_entry *talk,
                           struct ics_event *ret);
bool feed_event_of_deadline(const struct feed_words *words, const struct deadline *deadline,
                            struct ics_event *ret);
bool feed_event_of_conversation(const struct feed_words *words,
                                const struct conversation *conversation, struct ics_event *ret);

#endif
