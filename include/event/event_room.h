#ifndef SPARKD_EVENT_EVENT_ROOM_H
#define SPARKD_EVENT_EVENT_ROOM_H

#include "event_session.h"

/*
 * One room holds one event at a time (TW-05): of those that are not called
 * off, drafts too, at each session that has no room of its own. A day and its
 * workshops may share theirs.
 */

/* For statements in which e is the event: the room it is said to be in. The talks of a SPARK
 * evening with several rooms of a name are in "Library and Room 4", or in "5 rooms". */
#define EVENT_ROOM_WORDS                                                                           \
    "CASE e.kind WHEN 'spark' THEN (SELECT CASE WHEN count(*) < 2 OR min(o.name) = '' THEN e.room" \
    " WHEN count(*) > 3 THEN count(*) || ' rooms'"                                                 \
    " ELSE max(CASE o.position WHEN 1 THEN o.name END) || CASE count(*) WHEN 3 THEN ', ' ||"       \
    " max(CASE o.position WHEN 2 THEN o.name END) ELSE '' END || ' and ' || (SELECT l.name"        \
    " FROM talk_room l WHERE l.event_id = e.id ORDER BY l.position DESC LIMIT 1) END"              \
    " FROM talk_room o WHERE o.event_id = e.id) ELSE e.room END"

/* For statements in which e is the event and h its host: where the room is, after its name. */
#define EVENT_WHERE                                                                                \
    "coalesce((SELECT coalesce(q.name, r.address) FROM room r"                                     \
    " LEFT JOIN school q ON q.id = r.school_id WHERE r.id = e.room_id), h.name)"

/* Makes `room` and `in` of the fields agree (struct event_fields) and asks event_room_check;
 * before NULL: a new event. ERR_INVALID field `room`: no such room, or no longer used by then. */
enum err event_room_settle(struct store *store, const struct event *before,
                           struct event_fields *fields, struct refusal *why) MUST_USE;

/* OK if the room (v 0: none) is free at each of these times but for the event itself, its day and
 * its workshops. ERR_CONFLICT `room-taken`, other_id: the event that is there. */
enum err event_room_check(struct store *store, struct room_id room, const struct event *event,
                          const struct event_session_fields *times, int count,
                          struct refusal *why) MUST_USE;

/* What is held there that ends after `from`, by start, drafts too. */
struct room_use {
    struct event_id event;
    enum event_kind kind;
    enum event_status status;
    struct school_id host;
    const char *title;
    struct instant starts_at, ends_at; /* of the session */
};
struct room_use_list {
    struct room_use *items;
    int count;
};
enum { ROOM_USE_MAX = 200 };
enum err event_room_list(struct store *store, struct room_id room, struct instant from, int limit,
                         struct arena *arena, struct room_use_list *ret) MUST_USE;

/* room_end; ERR_CONFLICT `in-use` (other_id: the event) while one is to be held there after that
 * day. */
enum err event_room_end(struct store *store, struct room_id room, int version, struct day on,
                        struct refusal *why) MUST_USE;

#endif
