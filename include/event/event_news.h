#ifndef SPARKD_EVENT_EVENT_NEWS_H
#define SPARKD_EVENT_EVENT_NEWS_H

#include "event.h"

/*
 * One act that touches several bookings, told once to each person with its
 * reason: before it event_news_begin, after it event_news_tell. What event_update
 * and event_cancel queued in between is taken back and told anew: one mail a
 * person, of however many events (NO-14). In one transaction.
 */
enum event_news_kind {
    EVENT_NEWS_CALLED_OFF,
    EVENT_NEWS_POSTPONED, /* asked again: can you come then? */
};

struct event_news {
    int64_t mark;
    const char *reason; /* as everybody is told; "" for none */
};

enum { EVENT_REASON_CHARS_MAX = 500 };

/* Refuses the field "reason". */
void event_news_check(const char *reason, bool required, struct refusal *why);
enum err event_news_begin(struct store *store, const char *reason, struct event_news *ret) MUST_USE;
enum err event_news_tell(struct store *store, struct instant now, const struct event_news *news,
                         struct arena *arena) MUST_USE;

#endif
