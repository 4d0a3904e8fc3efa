#ifndef SPARKD_SPARK_KEYNOTE_H
#define SPARKD_SPARK_KEYNOTE_H

#include "event.h"
#include "pack_rules.h"

/*
 * A guest speaks to everybody at a SPARK event: a keynote, of any length, by a
 * name of no account. As a talk holds its room, a keynote holds all rooms for
 * its minutes and one changeover. That time is taken out of the event's blocks
 * wherever it lies, so that no talk is put there (programme specification, H2).
 */
enum {
    KEYNOTES_MAX = 4,
    KEYNOTE_MINUTES_MIN = 5,
    KEYNOTE_MINUTES_MAX = 90,
    KEYNOTE_GUEST_CHARS_MAX = 120,
    KEYNOTE_TITLE_CHARS_MAX = 120,
    KEYNOTE_ABSTRACT_CHARS_MAX = 600,
};

struct keynote_id {
    int64_t v;
};

struct keynote {
    struct keynote_id id;
    const char *guest, *title, *abstract;
    int minutes;
    int room; /* of the event's, from 1 */
    struct instant starts_at;
    int version;
};
struct instant keynote_ends_at(const struct keynote *keynote);

struct keynotes {
    struct keynote items[KEYNOTES_MAX]; /* by start */
    int count;
};

/* Where it is. ERR_NOT_FOUND: there is none of that id. */
enum err keynote_event(struct store *store, struct keynote_id id, struct event_id *ret) MUST_USE;
/* NULL: it is none of these. */
const struct keynote *keynote_of(const struct keynotes *keynotes, struct keynote_id id);

struct keynote_edit {
    struct event_id event;
    struct keynote keynote; /* id.v 0: a new one; version 0: whatever it is now */
    struct person_id by;
};
/*
 * Adds one, or changes it. Talks that waited for time that is free by it get their slots.
 * ERR_INVALID fields guest, title, abstract, minutes, room, starts_at. ERR_STALE. ERR_CONFLICT:
 * `cancelled`, `too-late` once the event has begun, `drawn` while speakers are drawn,
 * `does-not-fit` if the talks that have a slot would not fit beside it, `broken-rules` if what is
 * announced stands in its way, `full` beyond KEYNOTES_MAX. Audited.
 */
enum err keynote_save(struct store *store, struct instant now, const struct keynote_edit *edit,
                      struct refusal *why, struct keynote_id *ret) MUST_USE;
/* Its time is the talks' again. ERR_CONFLICT as keynote_save, and `begun` once it was on a stage.
 */
enum err keynote_remove(struct store *store, struct instant now, const struct keynote_edit *edit,
                        struct refusal *why) MUST_USE;

#endif
