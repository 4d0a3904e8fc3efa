#ifndef SPARKD_WEB_VIEW_EVENT_H
#define SPARKD_WEB_VIEW_EVENT_H

#include "event_ask.h"
#include "view.h"
#include "viewer.h"

/*
 * What pages say of an event: shared by its own page, the list, the bookings
 * and the SPARK page. The event was found for whoever looks (event_find_seen).
 */

/* "/spark/7" for SPARK, "/readings/9" for what is read, "/events/12" for every other kind. */
const char *event_href(const struct ctx *ctx, enum event_kind kind, struct event_id id);
/* weekday, day and month of the tile beside an event, into view. */
void event_date_view(const struct ctx *ctx, json_t *view, struct instant at);

/* "Thursday 12 November 2026, 4pm to 5pm", or how many sessions and from when to when. */
const char *event_span_words(const struct ctx *ctx, int sessions, struct instant from,
                             struct instant to);
const char *event_when_words(const struct ctx *ctx, const struct event *event);
/* "12 Nov": within a tag, where the year is plain. */
const char *event_day_words(const struct ctx *ctx, struct instant at);
/* `event` of parts/event_facts and the pages: id, kind, title, when, where, for_whom, hours,
 * purpose. */
json_t *event_facts_view(struct ctx *ctx, const struct event *event);
/* `places` of parts/places: may the viewer book, and why not. */
enum err event_places_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
/* One of `events` of parts/event_cards (event_card_view.c). */
enum err event_card_view(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
/* When what such a card shows begins: the next session of what is under way. */
struct instant event_card_at(const json_t *card);
/* Cards in that order. */
void event_cards_by_time(json_t *cards);
/* "Booked", "Waiting" … */
json_t *booking_tag(enum booking_status status);

/* The event's page again, as things stand now, with what was refused above it (page_event.c). */
enum err event_page_refused(struct ctx *ctx, struct response *response, int64_t id,
                            enum err why) MUST_USE;

/* The flash that `?done=booked` stands for; an unknown word says nothing. */
void event_flash(json_t *view, const struct request *request);

#endif
