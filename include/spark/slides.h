#ifndef SPARKD_SPARK_SLIDES_H
#define SPARKD_SPARK_SLIDES_H

#include "event_shift.h"
#include "stored_file.h"
#include "talk.h"

/*
 * What a presenter hands in to be shown with a talk: one file, a link, or both;
 * or that they show nothing. By the event's cut-off, if it has one; what comes
 * later is taken and said to be late. It is the same that the library offers
 * once every presenter agreed (talk_library.h).
 */
enum { SLIDES_LINK_CHARS_MAX = 300, SLIDES_NUDGE_DAYS = 3 };

struct slides {
    struct talk_id talk;
    struct stored_file file; /* id.v 0: none */
    const char *link;        /* "": none */
    bool without;            /* they show nothing */
    struct instant given_at; /* the last change; v 0: never */
    bool late;
};
/* Is there anything, or the word that there is nothing? */
bool slides_are_given(const struct slides *slides);

/* As it was handed in, and whether that was late; all empty if nothing came. */
enum err slides_find(struct store *store, const struct talk *talk, struct arena *arena,
                     struct slides *ret) MUST_USE;

/* Pure: PDF, PowerPoint, OpenDocument presentation or a picture; else refuses the field file. */
enum err slides_check_kind(enum file_kind kind, struct refusal *why) MUST_USE;

struct slides_edit {
    const struct talk *talk;
    struct person_id by; /* one of its presenters */
    const char *link;
    bool without;
    struct file_link_id
        file; /* one that was just added: it takes the place of the others; or v 0 */
};
/* ERR_INVALID fields link (https alone), file: neither file nor link nor `without`. ERR_CONFLICT
 * `not-in-programme`: the talk is withdrawn, declined or a draft. */
enum err slides_put(struct store *store, struct instant now, const struct slides_edit *edit,
                    struct refusal *why) MUST_USE;
/* The same for the link alone, "": none; the file and `without` follow from it. The caller has
 * checked the talk. Fields as slides_put, the link's named `field`. */
enum err slides_put_link(struct store *store, struct instant now, const struct slides_edit *edit,
                         const char *field, struct refusal *why) MUST_USE;

/* Its file was taken away: a set taken before has changed. */
enum err slides_note_removal(struct store *store, struct instant now, struct talk_id talk,
                             struct person_id by) MUST_USE;

/* ---- the cut-off ---- */

/* v 0: there is none. */
enum err slides_cutoff_find(struct store *store, struct event_id event,
                            struct instant *ret) MUST_USE;
/* v 0: none any more. ERR_INVALID field closes_at: it has passed, or is not before the event.
 * ERR_CONFLICT `cancelled`, `too-late`. Audited. */
enum err slides_cutoff_put(struct store *store, struct instant now, const struct event *event,
                           struct person_id by, struct instant closes_at,
                           struct refusal *why) MUST_USE;
/* It goes along when the event moves, by days and the clock on the wall. */
enum err slides_cutoff_shift(struct store *store, struct event_id event,
                             struct event_shift shift) MUST_USE;
/* And so for an event that is made of another. */
enum err slides_cutoff_copy(struct store *store, struct event_id from, struct event_id to,
                            struct event_shift shift) MUST_USE;

/*
 * The presenters of talks of which nothing came are reminded by one mail each
 * when the cut-off is SLIDES_NUDGE_DAYS away or nearer; again if it was then put
 * off by a day or more, as with its event. At most `limit` talks, each marked
 * with its mails; *ret_more: there are others.
 */
enum err slides_remind_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more) MUST_USE;

#endif
