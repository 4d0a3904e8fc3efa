#ifndef SPARKD_WEB_PROGRAMME_JSON_H
#define SPARKD_WEB_PROGRAMME_JSON_H

#include "programme.h"
#include "request.h"

/*
 * The programme of a SPARK event as JSON (contract, section 5): {version,
 * published, announced, rooms, keynotes, items, waiting}. Pages and API give the same.
 * published: the event is; announced: its programme is, until then times move.
 * `waiting` holds all who wait for whoever may see attendees by name, else the
 * asker's own. The caller has found the event for whoever asks.
 */
/* {talk_id, title, minutes, category, presenters} */
json_t *programme_talk_json(const struct talk *talk, int minutes);
/* [{name, seats, kit}]: the rooms of an event. */
json_t *programme_rooms_json(const struct talk_room *rooms, int count);
enum err programme_json(struct ctx *ctx, const struct event *event, json_t **ret) MUST_USE;

#endif
