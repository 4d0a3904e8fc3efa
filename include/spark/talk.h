#ifndef SPARKD_SPARK_TALK_H
#define SPARKD_SPARK_TALK_H

#include "booking.h"
#include "spark_event.h"

/*
 * Talks: SPARK presentations (SP-03, SP-04, SP-06, SP-09, SP-11). After every
 * use case the confirmed talks fit into the event's blocks, and nobody waits
 * whose talk or longer form would fit and whose presenters are free; the line
 * is by queued_at, then id. A confirmed talk is never bumped. Every use case
 * runs inside the caller's transaction and queues its mail there.
 */
struct talk_id {
    int64_t v;
};

enum talk_status {
    TALK_CONFIRMED,
    TALK_WAITING, /* for its first slot */
    TALK_WITHDRAWN,
    TALK_DRAFT,     /* its writer's alone */
    TALK_REQUESTED, /* proposed to a call, not decided on */
    TALK_OFFERED,   /* a slot is kept until its presenter says yes */
    TALK_DECLINED,
    TALK_STATUSES
};
/* "confirmed" */
const char *talk_status_name(enum talk_status status);
/* Has a place in the programme: confirmed, or offered. */
bool talk_status_has_slot(enum talk_status status);
enum err talk_status_parse(struct str s, enum talk_status *ret) MUST_USE;

enum {
    TALK_TITLE_CHARS_MAX = 80,
    TALK_ABSTRACT_CHARS_MAX = 1000,
    TALK_THEME_CHARS_MAX = 40,
    TALK_CO_PRESENTERS_MAX = 3,
    TALK_PRESENTERS_MAX = 1 + TALK_CO_PRESENTERS_MAX,
    TALK_LENGTHS_MAX = 8,
    TALK_LIST_MAX = 200,
    TALK_BETWEEN_MAX = 2000,
    TALK_DRAFTS_MAX = 20,
    TALK_UNCHANGED = -1,
};

/* The lengths that may be booked, as the policy pack has them (SP-04). */
struct talk_lengths {
    int minutes[TALK_LENGTHS_MAX];
    int count;
};

/* "good practice", "personal insight", "practical innovation" (SP-03). */
extern const char *const talk_categories[3];

struct talk_presenter {
    struct person_id person;
    const char *name, *email, *school_name; /* their first school, "" if none */
    const char *uid;                        /* of their own calendar entry */
    bool lead;                              /* the one who booked */
    bool asked;                             /* has not said yes to it yet (joint.h) */
};

struct talk {
    struct talk_id id;
    struct event_id event;
    struct person_id person; /* the lead */
    const char *title, *abstract, *category;
    int minutes, wanted_minutes;        /* wanted: the longer form it waits for, 0 if none */
    struct instant arrive_at, leave_at; /* may speak from, has to be done by; v 0: no matter */
    const char *kit;                    /* what its room must have, words apart by commas */
    const char *theme;                  /* "": none */
    enum talk_status status;
    struct instant booked_at, queued_at, withdrawn_at, modified_at; /* withdrawn_at v 0: live */
    int version, seq;
    struct talk_presenter *presenters; /* the lead first */
    int presenter_count;
    bool first_timer; /* while places are kept: nobody who gives it gave one before (call.h) */
    int position;     /* in line from 1, also for a longer form; 0: it waits for nothing */
    const char *why;  /* one sentence if it waits, else NULL */
};

/* That person among those who are named for it, asked or not; NULL: not one of them. */
struct talk_presenter *talk_presenter_of(const struct talk *talk, struct person_id person);
/* Do they give it: are they named, and not still asked to? */
bool talk_gives(const struct talk *talk, struct person_id person);

/* What a talk's slot has to meet; the engine and gaps of an announced programme keep to it. */
struct talk_needs {
    struct instant from, to; /* may speak from, has to be done by; v 0: no matter */
    const char *kit;         /* words apart by commas, of what stands in a room there */
    const char *theme;       /* one of them; "": none */
};

/* What stands in the rooms of an event, in words: "screen, piano (Theatre); screen (Library)"; ""
 * where nobody has said. */
const char *talk_kit_there(struct arena *arena, const struct spark_settings *settings);

struct talk_request {
    struct event_id event;
    struct person_id person; /* who presents */
    struct person_id by;     /* who asks */
    bool sees_drafts;        /* else a draft is not found */
    const char *title, *abstract, *category;
    int minutes;
    const struct person_id *co_presenters;
    int co_presenter_count;
    const struct talk_lengths *lengths;
    const struct talk_needs *needs; /* NULL: none */
    bool draft;                     /* kept for its writer alone, and offered to nobody */
};

struct talk_placed {
    struct talk_id id;
    enum talk_status status;
    int position;
    const char *why;
};

/*
 * A slot if the talk fits, else the waiting list; where the event calls for
 * talks, a proposal that waits for a decision and takes no room (proposal.h).
 * ERR_INVALID with fields
 * title, abstract, category, minutes, co_presenters, person_id, available_from, available_to, kit,
 * theme. ERR_CONFLICT:
 * `already-booked` (other_id: the talk), `clash` (other_id: the event),
 * `does-not-fit` (the waiting list is closed), `too-late`, `not-open`,
 * `cancelled`, `not-published`. ERR_NOT_FOUND: no such SPARK event. A presenter with a slot
 * gives up a place in the audience.
 */
enum err talk_book(struct store *store, struct instant now, const struct talk_request *request,
                   struct refusal *why, struct talk_placed *ret) MUST_USE;

/* What was kept as a draft is offered, as talk_book would. ERR_CONFLICT `submitted`: it was
 * already. ERR_INVALID with field co_presenters: somebody named has left the trust since. */
enum err talk_submit(struct store *store, struct instant now, struct talk_id id,
                     struct person_id by, struct refusal *why, struct talk_placed *ret) MUST_USE;

struct talk_edit {
    struct talk_id talk;
    struct person_id by;
    int version;                             /* 0: whatever it is now */
    const char *title, *abstract, *category; /* NULL: unchanged */
    int minutes; /* 0: unchanged; the length it has now gives up the wait for a longer form */
    const struct person_id *co_presenters;
    int co_presenter_count;         /* TALK_UNCHANGED */
    const struct talk_needs *needs; /* NULL: unchanged, else all of them */
    bool wait_for_longer;           /* take the place in line if the longer form does not fit */
    bool left_trust; /* who goes has left the trust: off it at any time, whatever is offered */
    const struct talk_lengths *lengths;
};

/*
 * ERR_CONFLICT `announced`: its slot stands in an announced programme, and times or kit would
 * change under it.
 * A longer form that does not fit keeps the slot: ERR_CONFLICT `does-not-fit`,
 * or with wait_for_longer a place in line. A shorter one frees room at once.
 * Length and presenters change while booking is open, words until the event
 * starts. While a slot is offered only the words change, and a joint presenter
 * (edit.by) may step down: ERR_CONFLICT `offered`. ERR_STALE with what is different now; other
 * errors as talk_book.
 */
enum err talk_change(struct store *store, struct instant now, const struct talk_edit *edit,
                     struct refusal *why, struct talk_placed *ret) MUST_USE;

/*
 * Ends it, to the last minute: also when booking is closed, and while the event is on until the
 * talk itself begins. The line moves up in the same transaction; on the day whoever runs the event
 * is told by one mail who cannot come and who speaks instead (talk_reserve). A draft is gone
 * without a trace. No change if it was withdrawn or declined; ERR_CONFLICT `too-late` once it has
 * begun.
 */
enum err talk_withdraw(struct store *store, struct instant now, struct talk_id id,
                       struct person_id by, struct refusal *why) MUST_USE;

/* Has somebody else said yes to giving it, so that it goes on without that person? */
bool talk_goes_on(const struct talk *talk, struct person_id without);
/*
 * That person is off a talk that goes on with those who stay, to the last minute as talk_withdraw;
 * who is only asked has said no. After the lead, the first who has said yes leads it. They, who
 * goes and, on the day, whoever runs the event are told. ERR_CONFLICT `alone`: nobody else has said
 * yes; `withdrawn`, `too-late`. ERR_NOT_FOUND: they do not give it.
 */
enum err talk_leave(struct store *store, struct instant now, struct talk_id id,
                    struct person_id person, struct refusal *why) MUST_USE;

/* Could it be withdrawn now? ERR_CONFLICT `too-late`, in words. */
enum err talk_check_withdraw(struct store *store, struct instant now, const struct talk *talk,
                             struct refusal *why) MUST_USE;

/*
 * Slots and longer forms for all in line, at every SPARK event to come, who fit
 * and are free (SP-11). The use cases of this layer do it; call it after
 * anything else that may have made somebody free, once all busy rows are right.
 */
enum err talk_promote(struct store *store, struct instant now, struct arena *arena) MUST_USE;

/* Somebody's drafts for an event, the latest first, at most TALK_DRAFTS_MAX. */
struct talk_drafts {
    struct talk *items;
    int count;
};
enum err talk_drafts(struct store *store, struct event_id event, struct person_id person,
                     struct arena *arena, struct talk_drafts *ret) MUST_USE;

/* Any status. The caller asks may(), with each presenter as an owner. */
enum err talk_find(struct store *store, struct talk_id id, struct arena *arena,
                   struct talk *ret) MUST_USE;

/* ---- a person's talks ---- */

struct talk_entry {
    struct talk_id id;
    struct event_id event;
    const char *uid;  /* the presenter's own */
    bool lead, asked; /* asked: the presenter has not said yes yet */
    enum talk_status status;
    const char *title;
    int minutes, wanted_minutes;
    int seq;
    struct instant booked_at, modified_at, withdrawn_at;
    const char *event_title, *event_purpose, *place;
    enum event_status event_status;
    struct school_id host;
    /* Of its announced slot; until there is one of the event; while the evening runs, as its stage
     * has it. */
    struct instant starts_at, ends_at;
    struct instant expected_at;  /* the evening runs, and it is expected at another time than was
                                    announced; v 0: not so */
    struct instant announced_at; /* v 0: no slot was announced */
    struct instant event_starts_at, event_ends_at;
    const char *event_place;
    bool spoke;  /* a slot, or a reserve who was given; not noted as missing */
    bool called; /* it waits, and the chair has called it: it is given now, or soon */
    bool absent; /* noted as not there when its turn came */
};

struct talk_list {
    struct talk_entry *items;
    int count;
};

/* Live talks of events that are not over (soonest first), or confirmed ones that are (latest
 * first). At most `limit`, 1-200. */
enum err talk_list(struct store *store, struct person_id person, enum booking_when when,
                   struct instant now, int limit, struct arena *arena,
                   struct talk_list *ret) MUST_USE;
/* For feeds: talks of every status, of events that overlap [from, to), by start; at most 2,000. */
enum err talk_list_between(struct store *store, struct person_id person, struct instant from,
                           struct instant to, struct arena *arena, struct talk_list *ret) MUST_USE;

#endif
