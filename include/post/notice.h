#ifndef SPARKD_POST_NOTICE_H
#define SPARKD_POST_NOTICE_H

#include "outbox.h"
#include "token.h"

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
    NOTICE_JOINT_PRESENTER,   /* plain: `by` asks you to give a talk together */
    NOTICE_EVENT_CHANGED,     /* REQUEST: time, place or title of an event you are booked on */
    NOTICE_EVENT_CANCELLED,   /* CANCEL */
    NOTICE_SIGN_IN_CHANGED,   /* plain; detail = what was changed about signing in */
    NOTICE_BREAK_GLASS,    /* plain; `by` may read your record until ends_at, detail = who agreed */
    NOTICE_SERIES_BOOKED,  /* a file; dates: each time a series meets, in one mail */
    NOTICE_SERIES_CHANGED, /* a file; dates: those that have changed */
    NOTICE_SERIES_CANCELLED,  /* a file; dates: those without a place from now on */
    NOTICE_APPROVAL_WAITS,    /* plain; a request of `by` waits for a decision */
    NOTICE_APPROVAL_ASKED,    /* plain; `by` has a question about your request */
    NOTICE_APPROVAL_ANSWER,   /* plain; detail = "approved" or "declined", never why */
    NOTICE_APPROVAL_COVER,    /* plain; who covers your classes stands on the request */
    NOTICE_APPROVAL_ARRANGE,  /* plain; a request of `by` was approved and needs cover */
    NOTICE_EVENT_REQUIRED,    /* REQUEST: an event they have to come to */
    NOTICE_EVENT_INVITED,     /* plain: an event they are invited to */
    NOTICE_BOOKING_OFFERED,   /* plain; until */
    NOTICE_BOOKING_REQUESTED, /* plain: it awaits approval */
    NOTICE_BOOKING_DECLINED,  /* plain: it was not approved */
    NOTICE_BOOKING_SWAPPED,   /* REQUEST: the entry moved to another event, by whom */
    NOTICE_BOOKING_ASKED,     /* plain; `by` asks about a place, detail = what they want for it */
    NOTICE_BOOKING_ANSWERED,  /* plain; `by` said no */
    NOTICE_EVENT_POSTPONED,   /* REQUEST: moved, detail = why; the person is asked again */
    NOTICE_CLOSURE,         /* a file; dates: events called off or moved by one act, detail = why */
    NOTICE_MESSAGE,         /* plain; detail = what `by` writes to those who come to an event */
    NOTICE_CHOICE_REMINDER, /* plain; workshops are to be chosen until `until` */
    NOTICE_CHOICE_PLACED,   /* plain; dates: the workshops somebody was given */
    NOTICE_READING_ASKED,   /* plain: to be read by the end of the day before ends_at */
    NOTICE_READING_DUE,     /* plain: the same again, before its day */
    NOTICE_TALK_SLOT, /* REQUEST: the programme is out, starts_at and ends_at are the talk's */
    NOTICE_DIGEST,    /* plain; dates: new events for somebody; detail = the token of its end */
    NOTICE_TALK_REQUESTED,    /* plain: proposed to a call */
    NOTICE_TALK_DECLINED,     /* plain; detail: a kind word */
    NOTICE_TALK_ACCEPTED,     /* REQUEST; detail: a kind word of `by` */
    NOTICE_QUESTIONS,         /* plain; detail: how many question cards wait for a speaker */
    NOTICE_QUESTION_ANSWERED, /* plain; `by` answered your question, detail = the talk */
    NOTICE_SLIDES_DUE,        /* plain; slides of a talk are to be handed in until `until` */
    NOTICE_TALK_OFFERED,      /* plain; until: a slot is kept so long */
    NOTICE_TALK_OFFER_OVER,   /* plain; position: there was no yes in time */
    NOTICE_TALK_CALLED_OFF, /* plain; to whoever runs the day: `by` cannot come, detail = and now */
    NOTICE_JOINT_NO,        /* plain; `by` does not give your talk with you */
    NOTICE_THANKS, /* plain; after an evening, talk_title: who gave one; detail = a word of `by` */
    NOTICE_SWAP_ASKED, /* plain; `by` asks for the slot of a talk; times and place: the new one */
    NOTICE_SWAP_DONE,  /* REQUEST; detail: who has the slot it had */
    NOTICE_SWAP_OVER,  /* plain; slots stay as they are, detail = why */
    NOTICE_SHARE, /* plain; a talk at that event would be welcome; detail: the token that ends such
                     mail */
    NOTICE_EVENT_MOVED,    /* plain; who waits for a place or a slot, or proposed: another time or
                              place, detail = why */
    NOTICE_TALK_CALLED,    /* plain; times and place: as the stage expects it, detail = "you speak
                              next" */
    NOTICE_TALK_CALL_OVER, /* plain; the chair took that back */
    NOTICE_TALK_LEFT,      /* CANCEL if it had a slot, else plain; it goes on, detail = with whom */
    NOTICE_JOINT_LEFT,     /* plain; `by` gives your talk with you no more, detail = who leads it */
    NOTICE_KINDS
};
/* "talk-confirmed": the outbox's kind and the template's name. */
const char *notice_name(enum notice_kind kind);
/* ERR_NOT_FOUND: no notice of that name. */
enum err notice_parse_name(struct str name, enum notice_kind *ret) MUST_USE;

/* One of several times of which one mail tells. */
struct notice_date {
    struct instant starts_at, ends_at;
    const char *place; /* room, school */
    const char *uid;   /* of its calendar entry; with a notice's own uid they make it together, and
                          "" is the notice's */
    int seq;           /* its SEQUENCE, of a series; else the notice's counts */
    bool waits;        /* on its waiting list: in no calendar */
    bool ended;        /* out of the calendar */
    const char *title; /* where it is another event than the notice's; else NULL */
    const char *why;   /* one sentence on it, or NULL */
};
enum { NOTICE_DATES_MAX = 130 };
/* uid as calendars know that time. */
void notice_date_uid(const char *notice_uid, const struct notice_date *date,
                     char ret[static UUID_TEXT_MAX]);

struct notice {
    enum notice_kind kind;
    struct person_id to;
    const char *to_name, *to_email;
    int64_t object_id; /* booking, talk or request */
    const char *uid;   /* of the calendar entry; mails of one uid are one thread */
    int seq;           /* its SEQUENCE */
    bool had_place;    /* for cancellations */
    bool tentative;    /* offered, requested or waited for: no mail put it into a calendar */
    bool required;     /* they have, or had, to come: only the organiser can excuse them */
    bool accepted;     /* a proposal that was, though it waits */
    bool leads;        /* they do not attend: they lead it or help to */
    int64_t event_id;
    const char *event_title, *event_kind; /* kind: "spark", "twilight" … */
    const char *place;                    /* room, school */
    const char *online_link;              /* to take part, for who has a place; else NULL */
    struct instant starts_at, ends_at;    /* of the calendar entry */
    struct instant expected_at;           /* of a talk that is not announced; v 0: no matter */
    struct instant until;                 /* of an offer; v 0: none */
    const char *talk_title;               /* talks: else NULL */
    int minutes;                          /* talks: length given */
    int wanted_minutes;                   /* talks: the longer form waited for, 0 if none */
    int position;                         /* on the waiting list, 0 if not */
    const char *by;                       /* who did it, if somebody else; else NULL */
    const char *detail;                   /* one sentence more, or NULL */
    const struct notice_date *dates;      /* several times, by start; else none */
    int date_count;
};

/* idem = kind:person:object:seq, a code's and a sign-in's are random; due at once, a code before
 * all that waits; expires after 5 days, a code after 10 minutes. Mails about one object to one
 * person are one thread. A person without an address (to_email NULL) is passed over. */
enum err notice_queue(struct store *store, struct instant now,
                      const struct notice *notice) MUST_USE;

/*
 * Before an act that touches many bookings: what is queued after the mark can
 * be read again, taken back and told as one. Inside one transaction, so that
 * nobody has seen it.
 */
enum err notice_mark(struct store *store, int64_t *ret) MUST_USE;
struct notice_queued {
    int64_t id; /* of the outbox */
    struct notice notice;
};
/* By person, then in the order of queueing. */
enum err notice_list_since(struct store *store, int64_t mark, struct arena *arena,
                           struct notice_queued **ret, int *ret_count) MUST_USE;
enum err notice_take_back(struct store *store, int64_t id) MUST_USE;
/* Of several of one kind about one object only the last stays. */
enum err notice_keep_last(struct store *store, int64_t mark, struct arena *arena) MUST_USE;

/* The notice that a claimed row carries, its words in the arena; ERR_NOT_FOUND: no notice. */
enum err notice_read(const struct outbox_row *row, struct arena *arena,
                     struct notice *ret) MUST_USE;

#endif
