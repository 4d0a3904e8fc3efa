#ifndef SPARKD_POST_NOTICE_H
#define SPARKD_POST_NOTICE_H

#include "outbox.h"

/*
 * What somebody is told by mail about a booking or a talk (NO-14). The area
 * that changed something queues it in the same transaction; mail/compose finds
 * the words and, where the calendar specification (section 9) says so, adds
 * the invitation. post knows no noun above it: values only.
 */
enum notice_kind {
    NOTICE_CODE,              /* sign-in code; detail = the code */
    NOTICE_BOOKING_CONFIRMED, /* REQUEST */
    NOTICE_BOOKING_WAITING,   /* plain; position */
    NOTICE_BOOKING_PROMOTED,  /* REQUEST */
    NOTICE_BOOKING_CANCELLED, /* CANCEL if it was confirmed (had_place), else plain */
    NOTICE_TALK_CONFIRMED,    /* REQUEST */
    NOTICE_TALK_WAITING,      /* plain; position, detail = why */
    NOTICE_TALK_PROMOTED,     /* REQUEST */
    NOTICE_TALK_CHANGED,      /* REQUEST: other length or title */
    NOTICE_TALK_WITHDRAWN,    /* CANCEL if it had a slot, else plain */
    NOTICE_JOINT_PRESENTER,   /* REQUEST: `by` named you as a joint presenter */
    NOTICE_EVENT_CHANGED,     /* REQUEST: time, place or title of an event you are booked on */
    NOTICE_EVENT_CANCELLED,   /* CANCEL */
    NOTICE_SIGN_IN_CHANGED,   /* plain; detail = what was changed about signing in */
    NOTICE_BREAK_GLASS, /* plain; `by` may read your record until ends_at, detail = who agreed */
    NOTICE_KINDS
};
/* "talk-confirmed": the outbox's kind and the template's name. */
const char *notice_name(enum notice_kind kind);
/* ERR_NOT_FOUND: no notice of that name. */
enum err notice_parse_name(struct str name, enum notice_kind *ret) MUST_USE;

struct notice {
    enum notice_kind kind;
    struct person_id to;
    const char *to_name, *to_email;
    int64_t object_id; /* booking or talk */
    const char *uid;   /* of the calendar entry; mails of one uid are one thread */
    int seq;           /* its SEQUENCE */
    bool had_place;    /* for cancellations */
    int64_t event_id;
    const char *event_title, *event_kind; /* kind: "spark", "twilight" … */
    const char *place;                    /* room, school */
    struct instant starts_at, ends_at;    /* of the calendar entry */
    const char *talk_title;               /* talks: else NULL */
    int minutes;                          /* talks: length given */
    int wanted_minutes;                   /* talks: the longer form waited for, 0 if none */
    int position;                         /* on the waiting list, 0 if not */
    const char *by;                       /* who did it, if somebody else; else NULL */
    const char *detail;                   /* one sentence more, or NULL */
};

/* idem = kind:person:object:seq, a code's and a sign-in's are random; due at once, a code before
 * all that waits; expires after 5 days, a code after 10 minutes. Mails about one object to one
 * person are one thread. A person without an address (to_email NULL) is passed over. */
enum err notice_queue(struct store *store, struct instant now,
                      const struct notice *notice) MUST_USE;

/* The notice that a claimed row carries, its words in the arena; ERR_NOT_FOUND: no notice. */
enum err notice_read(const struct outbox_row *row, struct arena *arena,
                     struct notice *ret) MUST_USE;

#endif
