#ifndef SPARKD_SPARK_THANKS_H
#define SPARKD_SPARK_THANKS_H

#include "keynote.h"
#include "talk.h"

/*
 * The page of thanks of a SPARK evening (programme specification, "Afterwards"):
 * a word of its organiser, who spoke, and how many came. Once it is over whoever
 * runs it sends the thanks, one mail each, once: presenters are thanked for
 * their talk, all others for listening. The word may be mended afterwards; that
 * is read on the page and mailed to nobody. Who spoke is what the stage says
 * (stage_talk.h): reserves who were called too, who was not there not.
 */
enum { THANKS_WORD_CHARS_MAX = 1000, THANKS_TALKS_MAX = 500, THANKS_READERS_MAX = 10000 };

struct thanks_talk {
    struct talk talk;
    bool reserve; /* called from the waiting list */
};

struct thanks {
    const char *word, *by;     /* "": nothing was written */
    int version;               /* 0: nothing was kept */
    struct instant sent_at;    /* v 0: not yet */
    int sent_to;               /* people */
    struct thanks_talk *talks; /* as they spoke */
    int count;
    struct keynotes keynotes; /* that guests gave, who have no account and no mail */
    int speakers, schools;    /* who spoke, and of how many schools */
    int came;                 /* with those who spoke */
    bool counted;             /* its register is closed: all of them were there */
    int answered;             /* question cards, for everybody who came to read */
};
/* When they were sent; v 0: not yet. */
enum err thanks_when_sent(struct store *store, struct event_id event, struct instant *ret) MUST_USE;
/* The caller has found the event for its viewer, and knows that it is over. */
enum err thanks_find(struct store *store, struct event_id event, struct arena *arena,
                     struct thanks *ret) MUST_USE;

struct thanks_edit {
    struct event_id event;
    struct person_id by;
    int version; /* 0: whatever it is now */
    const char *word;
};
/* "" takes it off the page. ERR_INVALID field word; ERR_CONFLICT `too-early`, `cancelled`;
 * ERR_STALE; ERR_NOT_FOUND: no SPARK event. Audited. */
enum err thanks_write(struct store *store, struct instant now, const struct thanks_edit *edit,
                      struct refusal *why) MUST_USE;

struct thanks_reader {
    struct person_id person;
    const char *name, *email; /* email NULL: no mailbox */
    const char *talk_title;   /* that they gave; NULL: they listened */
};
struct thanks_readers {
    struct thanks_reader *items; /* who spoke first, then by name; each once */
    int count, speakers;
};
/* Who would be thanked: who spoke, and who had a place and is not noted as absent. */
enum err thanks_readers(struct store *store, struct event_id event, struct arena *arena,
                        struct thanks_readers *ret) MUST_USE;

/* One mail each, in the caller's transaction. version: of the word that was looked at, 0: whatever
 * it is. ERR_CONFLICT `sent-already`, `nobody`, `too-early`, `cancelled`; ERR_STALE; ERR_NOT_FOUND:
 * no SPARK event. Audited. */
enum err thanks_send(struct store *store, struct instant now, struct event_id event, int version,
                     struct person_id by, struct refusal *why, int *ret_count) MUST_USE;

#endif
