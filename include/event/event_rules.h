#ifndef SPARKD_EVENT_EVENT_RULES_H
#define SPARKD_EVENT_EVENT_RULES_H

#include "event.h"
#include "text_rule.h"

/* Pure judgement on events: values in, values and refusals out. */
enum {
    EVENT_TITLE_CHARS_MAX = 80,
    EVENT_PURPOSE_CHARS_MAX = 1000,
    EVENT_ROOM_CHARS_MAX = 80,
    EVENT_CAPACITY_MAX = 10000,
    EVENT_LENGTH_MAX_S = 24 * 3600,
    EVENT_OFFER_MAX_MIN = 14 * 24 * 60,
    EVENT_WITHDRAW_MAX_H = 720,
};

/* Refuses every bad field under its name of contract section 5. */
void event_rules_check(const struct event_fields *fields, struct refusal *why);

/* Where in its booking window an event is. */
enum event_window {
    EVENT_WINDOW_BEFORE, /* booking opens later */
    EVENT_WINDOW_OPEN,
    EVENT_WINDOW_CLOSED, /* booking has closed, it has not started */
    EVENT_WINDOW_STARTED,
};
enum event_window event_rules_window(const struct event *event, struct instant now);
/* ERR_CONFLICT with a sentence unless it is published and its booking is open: `not-published`,
 * `cancelled`, `not-open`, `too-late`. */
enum err event_rules_bookable(const struct event *event, struct instant now,
                              struct refusal *why) MUST_USE;

/* What of a change people see: in calendars at all, and what a mail is sent for. */
bool event_rules_is_rendered(const struct event_fields *before, const struct event_fields *after);
bool event_rules_is_announced(const struct event_fields *before, const struct event_fields *after);

/* "Thursday 12 November 2026, 16:00", in the trust's zone. */
const char *event_rules_moment(struct arena *arena, struct instant t);
/* "Thursday 12 November 2026, 16:00 to 17:30", in the trust's zone. */
const char *event_rules_when(struct arena *arena, struct instant starts_at, struct instant ends_at);
/* "Hall, Oak Primary School", or the school alone. */
const char *event_rules_place(struct arena *arena, const char *room, const char *school);

#endif
