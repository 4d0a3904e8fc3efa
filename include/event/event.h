#ifndef SPARKD_EVENT_EVENT_H
#define SPARKD_EVENT_EVENT_H

#include "booking_status.h"
#include "event_kind.h"
#include "notice.h"
#include "participation.h"
#include "refusal.h"
#include "room.h"

/*
 * Events: courses, twilights, INSET days, SPARK (TW-01, TW-15). Every use case
 * runs inside the caller's transaction; the caller asks may() first. Kind
 * spark is created, changed and cancelled through spark_event.h, which does
 * for every kind what is done here and its own part beside.
 */
struct event_id {
    int64_t v;
};

enum event_status {
    EVENT_DRAFT,
    EVENT_PUBLISHED,
    EVENT_CLOSED, /* no more booking */
    EVENT_DONE,   /* it has been, and its register is closed */
    EVENT_ARCHIVED,
    EVENT_CANCELLED,
    EVENT_STATUSES
};
/* "published", "voluntary": as in the database and the API. */
const char *event_status_name(enum event_status status);
const char *event_attendance_name(enum attendance attendance);
enum err event_status_parse(struct str s, enum event_status *ret) MUST_USE;
enum err event_attendance_parse(struct str s, enum attendance *ret) MUST_USE;
const char *event_counts_name(enum event_counts counts);
enum err event_counts_parse(struct str s, enum event_counts *ret) MUST_USE;
/* Published, and not called off: closed, done and archived ones too. */
bool event_status_is_on(enum event_status status);

struct event_about;

/* What a coordinator says of an event; NULL texts are empty, instants of v 0 not given. */
struct event_fields {
    enum event_kind kind;
    const char *type;        /* key of the policy's activities; empty: the kind's own */
    const char *title;       /* 1-80 characters */
    const char *purpose;     /* at most 1,000 */
    struct school_id school; /* the host */
    const char *room;        /* at most 80; of the register: its name */
    struct room_id in;       /* of the register; v 0: none. A change that names none and leaves
                                `room` as it was stays in it; other words give it up */
    struct instant starts_at, ends_at;
    int capacity; /* places for the audience, 0-10,000 */
    enum attendance attendance;
    int hours_min; /* credited, minutes, at most 24 h */
    enum event_counts counts;
    bool waiting_list;                /* open when all places are taken */
    struct instant booking_opens_at;  /* v 0: from publication */
    struct instant booking_closes_at; /* v 0: until it starts */
    bool approval;                    /* a booking is a request first (AP-11) */
    bool clash_warns;                 /* a clash is said, not refused */
    bool fresh_first;                 /* who waits from a school without a place comes first */
    int offer_min;                    /* a free place is offered for so long; 0: given at once */
    int withdraw_h;                   /* no withdrawing later than so many hours before */
    const struct event_about *about;  /* what it is about; NULL: as it stands (event_about.h) */
};

struct event {
    struct event_id id;
    struct event_fields fields;
    const char *uid; /* the first session's: what calendars know it by */
    int session_count;
    const struct notice_date *dates; /* its sessions if there are several, else date_count is 0 */
    int date_count;
    int64_t series;         /* of which it is an occurrence; 0: none */
    struct day series_on;   /* the day that names it in its series, wherever it was moved to */
    struct event_id parent; /* v 0: none; else the day of which it is a workshop */
    const char *school_name;
    const char *place; /* "Hall, Oak Primary School" */
    int taken, places_left, waiting;
    enum event_status status;
    struct instant cancelled_at; /* v 0: it is not */
    const char *cancel_reason;   /* "" */
    struct person_id created_by;
    int version; /* of stale forms and If-Match */
    int seq;     /* its SEQUENCE; 0: never published */
    struct instant created_at, modified_at;
    /* the viewer's own; 0: none */
    int64_t my_booking, my_talk;
    enum booking_status my_booking_status; /* of my_booking */
    bool my_talk_waits;         /* it has no slot: in line, or a proposal nobody decided on */
    const char *my_talk_status; /* as talk_status_name has it; "" if there is none */
    enum booking_part my_part;  /* of my_booking */
    bool organised;             /* they organise it, by delegation (TW-03) */
};

/* Who looks, and whose drafts they may see. */
struct event_viewer {
    struct person_id person; /* v 0: nobody in particular */
    bool all_drafts;
    const struct school_id *draft_schools; /* else drafts these schools host */
    int draft_school_count;
    bool only_opened; /* a guest or a parent: of what is published, only these (PR-21) */
    struct opened_events opened;
};

/* A draft. ERR_INVALID with the fields that are wrong (contract, section 5); ERR_CONFLICT
 * `room-taken` (other_id: the event that is in that room then). */
enum err event_create(struct store *store, struct instant now, struct person_id actor,
                      const struct event_fields *fields, struct refusal *why,
                      struct event_id *ret) MUST_USE;

/*
 * Gives the event these fields. version 0: whatever it is now; else ERR_STALE
 * with the fields that differ from what stands. Time, place or title changed:
 * sequence numbers rise and whoever has a place is told once (calendar
 * specification, section 7). A capacity below the places taken is refused; a
 * larger one promotes from the waiting list. Moved, it makes whoever has a
 * place free for what they wait for elsewhere. ERR_CONFLICT: it is cancelled,
 * or `room-taken` (other_id: the event that is in that room then).
 */
enum err event_update(struct store *store, struct instant now, struct event_id id, int version,
                      const struct event_fields *fields, struct refusal *why) MUST_USE;

struct event_session_fields;
/*
 * Gives the event these sessions, in any order (event_session_match). Whoever
 * has a place is told once of all that changed. ERR_CONFLICT: it is cancelled,
 * or it is a SPARK event or one of a series, which meet once.
 */
enum err event_set_sessions(struct store *store, struct instant now, struct event_id id,
                            int version, const struct event_session_fields *items, int count,
                            struct refusal *why) MUST_USE;

/* Open to all from now on, and those it is for are asked (audience.h); no change if it is already.
 * ERR_CONFLICT: it is cancelled; ERR_INVALID: audience_check, or it does not say what AC-34 demands
 * (event_about.h). */
enum err event_publish(struct store *store, struct instant now, struct event_id id, int version,
                       struct refusal *why) MUST_USE;

/* Called off: all bookings end, all who are booked or wait are told, and those who had a place get
 * what they wait for elsewhere. A draft that is called off
 * stays unknown to all but coordinators. No change if it is cancelled already. */
enum err event_cancel(struct store *store, struct instant now, struct event_id id, int version,
                      struct refusal *why) MUST_USE;

/* Why it was called off, in words, beside its event_cancel. */
enum err event_set_cancel_reason(struct store *store, struct event_id id,
                                 const char *reason) MUST_USE;
/* The live workshops of a day; at most 200. */
struct event_list;
enum err event_list_workshops(struct store *store, struct event_id day, struct arena *arena,
                              struct event_list *ret) MUST_USE;

/* False for a viewer who knows only of what is opened to them, and this is not. */
bool event_is_opened(const struct event_viewer *viewer, struct event_id id);
/* May this viewer know of it: it is opened to them, and no draft but one of theirs. */
bool event_is_seen(const struct event_viewer *viewer, const struct event *event);
/* ERR_NOT_FOUND also for a draft the viewer may not see, and for what is not opened to them. Who
 * organises or leads an event sees its draft. */
enum err event_find(struct store *store, const struct event_viewer *viewer, struct event_id id,
                    struct arena *arena, struct event *ret) MUST_USE;

/* ERR_STALE unless version is 0 or the event's. */
enum err event_check_version(const struct event *event, int version, struct refusal *why) MUST_USE;
/* The same, and names each of `fields` that differs from what stands now. */
enum err event_check_stale(struct store *store, const struct event *event, int version,
                           const struct event_fields *fields, struct refusal *why) MUST_USE;

/* ---- lists ---- */

struct event_cursor {
    struct instant starts_at;
    int64_t id; /* 0: from the start, or at the end; of a search: how many come before */
};

enum { EVENT_ANY_KIND = -1, EVENT_LIST_MAX = 200, EVENT_BETWEEN_MAX = 2000 };

struct event_filter {
    int kind;                /* enum event_kind or EVENT_ANY_KIND */
    struct instant from, to; /* that end after `from` and start before `to`; v 0: no bound */
    struct school_id school; /* the host; v 0: any */
    const enum event_status *status; /* NULL: all but what is in the archive */
    struct str q; /* words of the title, provider, theme, people and place; empty: any */
    const char *type, *theme, *level, *phase; /* NULL or "": any; keys but the phase */
    bool free;                                /* only where a place can be booked at `now` */
    struct instant now;                       /* of `free`, and of `q`: what is over comes last */
    struct event_cursor after;
    int limit; /* 1-200 */
};

struct event_list {
    struct event *items;
    int count;
    struct event_cursor next; /* id 0 at the end */
};

/* By start, then id; with `q` what is to come first, and what fits best. A day's workshops are
 * found by their words and else stand under their day. */
enum err event_list(struct store *store, const struct event_viewer *viewer,
                    const struct event_filter *filter, struct arena *arena,
                    struct event_list *ret) MUST_USE;

/* The phases that published events name, by name; at most 50. */
enum { EVENT_PHASES_MAX = 50 };
enum err event_list_phases(struct store *store, struct arena *arena, const char ***ret,
                           int *ret_count) MUST_USE;

/* What a feed shows: published events, and cancelled ones that were published. */
enum event_scope { EVENT_SCOPE_TRUST, EVENT_SCOPE_SCHOOL, EVENT_SCOPE_SPARK };

/* Those that overlap [from, to), by start, then id; at most 2,000. school: of EVENT_SCOPE_SCHOOL.
 */
enum err event_list_between(struct store *store, struct instant from, struct instant to,
                            enum event_scope scope, struct school_id school, struct arena *arena,
                            struct event_list *ret) MUST_USE;

#endif
