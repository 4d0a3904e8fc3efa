#ifndef SPARKD_EVENT_REGISTER_H
#define SPARKD_EVENT_REGISTER_H

#include "booking.h"
#include "event_session.h"

/*
 * The register: who was there at each session of an event (TW-14, AC-27).
 * Whoever has a confirmed booking stands on it, leaders and assistants too, and
 * whoever gives a talk in the programme (SP-10).
 * Everything that is said of somebody is kept; what stands is what was taken
 * last, whenever it arrived (register_entry). Closed, the registers of all
 * sessions become attendance and hours. Use cases run in the caller's
 * transaction; the caller asks may() first.
 */
enum register_mark_kind {
    REGISTER_NONE, /* nothing said, or taken back */
    REGISTER_HERE,
    REGISTER_ABSENT,
    REGISTER_EXCUSED, /* not there, and it is in order */
    REGISTER_MARKS
};
/* "none", "here", "absent", "excused": as in the database and the API. */
const char *register_mark_name(enum register_mark_kind mark);
enum err register_mark_parse(struct str name, enum register_mark_kind *ret) MUST_USE;

/* How it was taken. */
enum register_how {
    REGISTER_DOOR,  /* by a person who took the register */
    REGISTER_PAPER, /* from a signed sheet */
    REGISTER_FILE,  /* from the attendance file of an online meeting */
    REGISTER_CODE,  /* by a code on a screen in the room */
    REGISTER_SELF,  /* they said so themselves */
    REGISTER_HOWS
};
const char *register_how_name(enum register_how how);
enum err register_how_parse(struct str name, enum register_how *ret) MUST_USE;

enum {
    REGISTER_OPEN_MIN = 60, /* how long before a session its register may be opened */
    REGISTER_KEY_BYTES_MAX = 64,
    REGISTER_REASON_CHARS_MAX = 300,
    REGISTER_BATCH_MAX = 100,
    REGISTER_ROLL_MAX = 10000,
    REGISTER_HISTORY_MAX = 200,
};

/* ---- marks ---- */

struct register_mark {
    struct event_id event;
    int64_t session; /* event_session.id, of that event */
    struct person_id person;
    enum register_mark_kind mark;
    int late_min, early_min, away_min; /* of REGISTER_HERE: came late, left early, out in between */
    enum register_how how;
    struct person_id by;
    struct instant at;  /* when it was taken; v 0, or later than now: now */
    const char *key;    /* the client's own of this mark: printable ASCII; NULL or "": a new one */
    const char *reason; /* NULL or "": none; needed once the register is closed */
};

/* What stands of somebody at a session. */
struct register_standing {
    enum register_mark_kind mark;
    int late_min, early_min, away_min;
    enum register_how how;
    struct instant at;   /* v 0: nothing was ever said */
    int64_t entry;       /* 0: nothing */
    const char *by_name; /* who took it; "" */
};
struct register_marked {
    struct register_standing standing; /* after it */
    bool stands;                       /* this mark does: nothing later had been taken */
    bool repeated;                     /* it had arrived before: nothing was changed */
    int64_t entry;                     /* where it is kept */
};
/*
 * Says it of somebody who stands on the register, and opens it if it is not.
 * The same key with the same content is one mark, answered again. Of two, the
 * one with the later `at` stands, of two alike the one that arrived later. Once
 * the register is closed it is a correction: it needs a reason, and attendance
 * and hours follow at once. ERR_CONFLICT `too-early`, `cancelled`,
 * `not-published`, `archived`, `register-closed` (a mark without a reason that
 * was taken before it was closed or after), `key-used` (by another mark);
 * ERR_INVALID fields person, late_min, early_min, away_min, key, reason;
 * ERR_NOT_FOUND: no such session of that event.
 */
enum err register_mark(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret) MUST_USE;
/*
 * The same for somebody who came without a booking, or with one that waits or
 * was not answered: they have one now, as an attendee, with a place if one is
 * free, else beyond the capacity, for they stand in the room. Nobody is mailed.
 * No change of the booking if they are on the register. ERR_INVALID field
 * person: not with the trust.
 */
enum err register_walk_in(struct store *store, struct instant now, const struct register_mark *mark,
                          struct refusal *why, struct register_marked *ret) MUST_USE;
/* Takes back what stands: mark, late_min, early_min and away_min of `mark` do not count. Somebody
 * who was added at the door and is marked nowhere else is off the register again. */
enum err register_undo(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret) MUST_USE;
/* Either: register_undo for REGISTER_NONE, else register_mark. */
enum err register_take(struct store *store, struct instant now, const struct register_mark *mark,
                       struct refusal *why, struct register_marked *ret) MUST_USE;
/*
 * The session (0: each of the event's) was put off when its register had been
 * opened already: what stands of anybody is taken back, for on the new day
 * nobody has come yet. Whoever came without a booking keeps the place they have.
 */
enum err register_take_back(struct store *store, struct instant now, struct event_id event,
                            int64_t session, struct person_id by) MUST_USE;

/* ---- the register ---- */

/* A session's. */
struct register_state {
    int64_t session;
    int position;
    struct instant starts_at, ends_at;
    struct instant opens_at;             /* from when on it may be taken */
    struct instant opened_at, closed_at; /* v 0: not yet */
    const char *closed_by;               /* a name, "" */
    int version;                         /* 0: not opened */
};
struct register_states {
    struct register_state items[EVENT_SESSIONS_MAX];
    int count;
};
/* Of every session, by start. */
enum err register_list(struct store *store, struct event_id event, struct arena *arena,
                       struct register_states *ret) MUST_USE;
/* The one to show at that moment: the session of that number (position), NULL if there is none; 0:
 * the last one that may be taken and is open, else the last that may be taken, else the first. */
const struct register_state *register_pick(const struct register_states *states, int position,
                                           struct instant now);

struct register_row {
    struct person_id person;
    struct booking_id booking;
    const char *name, *sort; /* sort: surname first */
    const char *school;      /* the person's first, "" */
    enum booking_part part;
    bool walk_in, beyond, online; /* online: they take part from elsewhere */
    bool presents; /* gives a talk and had booked no place; walk_in and beyond are false then */
    struct register_standing standing;
    bool corrected; /* something was said of them after it was closed */
};
struct register_roll {
    struct register_row *items;
    int count;
};
/* Whoever stands on the register of that session, by surname; at most REGISTER_ROLL_MAX. */
enum err register_roll(struct store *store, struct event_id event, int64_t session,
                       struct arena *arena, struct register_roll *ret) MUST_USE;

struct register_counts {
    int all, here, late, absent, excused, none; /* late: of here, came late or left early */
    int walk_ins, beyond, online;               /* of all */
};
struct register_counts register_count(const struct register_roll *roll);

struct register_entry {
    int64_t id;
    enum register_mark_kind mark;
    int late_min, early_min, away_min;
    enum register_how how;
    const char *reason, *by_name; /* "" */
    struct instant taken_at, marked_at;
    bool corrects, stands;
};
struct register_history {
    struct register_entry *items;
    int count;
};
/* All that was said of somebody at a session, the latest to arrive first. */
enum err register_history(struct store *store, int64_t session, struct person_id person,
                          struct arena *arena, struct register_history *ret) MUST_USE;

/* ---- the end of it ---- */

struct register_closing {
    struct event_id event;
    int64_t session;
    int version; /* 0: whatever it is now */
    struct person_id by;
    const char *reason; /* of opening it again */
};
/*
 * Closes it: whoever is not marked counts as absent. Once the registers of all
 * sessions are closed, bookings become attended (there at one session at least)
 * or absent, with the minutes that register_credit gives, and the event is
 * done. No change if it is closed. ERR_CONFLICT `too-early` before the session
 * is over, and as register_mark; ERR_STALE.
 */
enum err register_close(struct store *store, struct instant now,
                        const struct register_closing *closing, struct refusal *why) MUST_USE;
/* Takes it up again: bookings are confirmed as before, without hours, and an event that was done
 * is published. ERR_INVALID field reason: why is needed. No change if it is open. */
enum err register_reopen(struct store *store, struct instant now,
                         const struct register_closing *closing, struct refusal *why) MUST_USE;

/* Attendance and hours anew, where something they hang on was changed: the event's hours or times,
 * whose the marks are. No change while a register is open. */
enum err register_follow(struct store *store, struct instant now, struct event_id event,
                         struct arena *arena) MUST_USE;

/* May it be taken at that moment? */
bool register_may_take(const struct register_state *state, struct instant now);
bool register_may_close(const struct register_state *state, struct instant now);

#endif
