#ifndef SPARKD_WEB_JSON_VIEW_H
#define SPARKD_WEB_JSON_VIEW_H

#include "conversation.h"
#include "feed.h"
#include "nudge.h"
#include "request.h"
#include "talk.h"

/*
 * Nouns as the API shows them (contract, section 5; conf/data/openapi.json):
 * snake case, instants with the trust's offset, dates YYYY-MM-DD. Whoever asks
 * was found to be allowed to see them. All return new values.
 */

/* Instants of v 0 and DAY_NONE are null, as are ids of 0. */
json_t *json_view_instant(struct instant at);
json_t *json_view_day(struct day day);
json_t *json_view_id(int64_t id);

/* Reads what SPARK adds; the event was found for ctx->actor, so the places in it are theirs. */
enum err json_view_event(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;
json_t *json_view_booking(const struct booking *booking);
/* inside: with when its presenters are there, what kit it takes and whether they said yes, which is
 * for them and whoever arranges the programme, nobody else. */
json_t *json_view_talk(const struct talk *talk, bool inside);
/* What the presenters of a past talk agreed to show to the whole trust. */
json_t *json_view_talk_shared(const struct talk *talk);
json_t *json_view_deadline(const struct deadline *deadline);
json_t *json_view_conversation(const struct conversation *conversation);
json_t *json_view_nudge(const struct nudge_message *message);
/* Without its address, which is shown once. */
json_t *json_view_feed(const struct feed *feed);

#endif
