#ifndef SPARKD_EVENT_EVENT_ROW_H
#define SPARKD_EVENT_EVENT_ROW_H

#include "event.h"
#include "event_room.h"

/* What every statement that finds events selects, so that one function reads it. $1 is the viewer:
 * whose bookings and talks count as "my", v 0 nobody's. */
/* Whoever organises a day organises its workshops. */
#define EVENT_ORGANISED                                                                            \
    " EXISTS (SELECT 1 FROM event_organiser g WHERE g.person_id = $1"                              \
    " AND g.event_id IN (e.id, coalesce(e.parent_id, 0)))"
#define EVENT_COLUMNS                                                                              \
    "e.id, e.kind, e.title, e.purpose, e.host_school_id, e.room, e.starts_at, e.ends_at,"          \
    " e.capacity, e.attendance, e.hours_min, e.waiting_list, e.booking_opens_at,"                  \
    " e.booking_closes_at, s.uid, e.type, h.name, e.taken,"                                        \
    " (SELECT count(*) FROM booking w WHERE w.event_id = e.id AND w.status = 'waiting'),"          \
    " e.status, e.cancelled_at, e.created_by, e.version, e.seq, e.created_at, e.modified_at,"      \
    " b.id, coalesce(b.status, 'withdrawn'), t.id, t.status, e.counts, e.approval, e.clash,"       \
    " e.fresh_first, e.offer_min, e.withdraw_h, coalesce(e.parent_id, 0),"                         \
    " (SELECT count(*) FROM event_session n WHERE n.event_id = e.id),"                             \
    " coalesce(e.series_id, 0), e.series_on, coalesce(e.room_id, 0), " EVENT_WHERE ","             \
    " coalesce(b.part, 'attendee')," EVENT_ORGANISED ", e.cancel_reason,"                          \
    " " EVENT_ROOM_WORDS
/* How many these are: what a statement reads besides begins at that column. */
enum { EVENT_COLUMN_COUNT = 46 };
/* Of an `event e`. */
#define EVENT_JOINS                                                                                \
    " JOIN event_session s ON s.event_id = e.id AND s.position = 1"                                \
    " JOIN school h ON h.id = e.host_school_id"                                                    \
    " LEFT JOIN booking b ON b.event_id = e.id AND b.person_id = $1 AND b.ended_at IS NULL"        \
    " LEFT JOIN talk t ON t.id = (SELECT min(m.talk_id) FROM talk_presenter m"                     \
    " WHERE m.event_id = e.id AND m.person_id = $1 AND m.nth IS NOT NULL AND m.answer = 'yes') "
#define EVENT_SELECT "SELECT " EVENT_COLUMNS " FROM event e" EVENT_JOINS
/* Of an `event e`: a place is free, and at that moment it can be booked. */
#define EVENT_BOOKABLE(at)                                                                         \
    "e.status = 'published' AND e.taken < e.capacity AND e.starts_at > " at                        \
    " AND coalesce(e.booking_opens_at, 0) <= " at                                                  \
    " AND coalesce(e.booking_closes_at, e.starts_at) > " at
#define EVENT_SEEN_BY_ALL "(e.status <> 'draft' AND e.seq > 0)"

struct event event_row_read(const struct rows *rows, struct arena *arena);
/* At most `limit` of them, and ends the rows; `next` is the last one where there are more. */
enum err event_row_list(struct rows *rows, int limit, struct arena *arena,
                        struct event_list *ret) MUST_USE;

#endif
