#ifndef SPARKD_SPARK_PROGRAMME_VERSION_H
#define SPARKD_SPARK_PROGRAMME_VERSION_H

#include "talk.h"

/*
 * The programme of a SPARK event as versions (SP-12): who speaks in which room
 * and when. The latest is what the coordinator works on, and may break rules;
 * the announced one is what everybody reads. An event without a version gets
 * its times from the order of booking (programme.h).
 */
struct programme_slot {
    struct talk_id talk;
    int room; /* talk_room.position, from 1 */
    struct instant starts_at;
    bool pinned;
};

struct programme_slots {
    struct programme_slot *items; /* by start, then room */
    int count;
};

/* What made a version. */
enum programme_why {
    PROGRAMME_BOOKED,
    PROGRAMME_ARRANGED,
    PROGRAMME_MOVED,
    PROGRAMME_PINNED,
    PROGRAMME_TAKEN_BACK,
    PROGRAMME_DRAWN,
    PROGRAMME_WITHDRAWN,
    PROGRAMME_PROMOTED,
    PROGRAMME_SWAPPED,
    PROGRAMME_WHYS
};
/* "taken back" */
const char *programme_why_name(enum programme_why why);

struct programme_version {
    int64_t id;
    int number; /* from 1, within its event */
    enum programme_why why;
    struct instant made_at, published_at; /* published_at v 0: nobody was told of it */
    struct person_id made_by;             /* v 0: it came by itself */
    const char *made_by_name;             /* NULL with it */
    int same_as; /* undo or redo made it of that one, 0: of the order of booking; -1: neither */
};

enum { PROGRAMME_VERSIONS_MAX = 200, PROGRAMME_SLOTS_MAX = PACK_TALKS_MAX };

/* ERR_NOT_FOUND: there is none yet. */
enum err programme_version_latest(struct store *store, struct event_id event, struct arena *arena,
                                  struct programme_version *ret) MUST_USE;
enum err programme_version_find(struct store *store, struct event_id event, int number,
                                struct arena *arena, struct programme_version *ret) MUST_USE;

/*
 * Numbers of the versions that undo and redo lead to from that one, 0: none. One
 * that undo or redo made stands for the one it was made of, so that undo goes on
 * step by step and redo comes back the same way, the latest steps where they
 * part. A step that came by itself is announced as a version of its own in
 * between, which is passed over.
 */
enum err programme_version_walk(struct store *store, struct event_id event, int number,
                                int *ret_undo, int *ret_redo) MUST_USE;
/* That version, by its id, stands for the one of that number, 0: for the order of booking. */
enum err programme_version_same(struct store *store, int64_t version, int number) MUST_USE;

struct programme_versions {
    struct programme_version *items; /* latest first */
    int count;
};
enum err programme_version_list(struct store *store, struct event_id event, struct arena *arena,
                                struct programme_versions *ret) MUST_USE;

/* Only talks that still have a slot by their status. */
enum err programme_version_slots(struct store *store, int64_t version, struct arena *arena,
                                 struct programme_slots *ret) MUST_USE;

struct programme_draft {
    struct event_id event;
    enum programme_why why;
    struct person_id by; /* v 0: nobody, it came by itself */
    const struct programme_slots *slots;
};
/* The next version, which is now the latest; nothing is announced by it. *ret: its id. */
enum err programme_version_add(struct store *store, struct instant now,
                               const struct programme_draft *draft, int64_t *ret) MUST_USE;
/* That version is announced from now on. Nobody is told here. ERR_CONFLICT: it has two talks in one
 * room at once. */
enum err programme_version_publish(struct store *store, struct instant now, struct event_id event,
                                   int64_t version) MUST_USE;
/* Where and when a talk is announced. */
struct programme_place {
    const char *room;
    struct instant starts_at, ends_at;
};
/* ERR_NOT_FOUND: it is not, or nothing is announced. */
enum err programme_version_place(struct store *store, struct talk_id talk, struct arena *arena,
                                 struct programme_place *ret) MUST_USE;
/* The event moved: every slot of every version with it. */
enum err programme_version_shift(struct store *store, struct event_id event,
                                 int64_t later_s) MUST_USE;

/*
 * The announced programme and the one that is worked on take the same small
 * step each: a talk loses its slot (put NULL), or gets that one. A new version
 * of each, the first announced at once. Nothing if none is announced; then
 * times follow by themselves.
 */
struct programme_step {
    struct event_id event;
    enum programme_why why;
    struct person_id by;
    struct talk_id talk;
    const struct programme_slot *put;
};
enum err programme_version_step(struct store *store, struct instant now,
                                const struct programme_step *step, struct arena *arena) MUST_USE;
/* The same for several talks at once: each gets the slot that draft->slots has of it, the others
 * stay. ERR_CONFLICT: two would be in one room at once. */
enum err programme_version_exchange(struct store *store, struct instant now,
                                    const struct programme_draft *draft,
                                    struct arena *arena) MUST_USE;

#endif
