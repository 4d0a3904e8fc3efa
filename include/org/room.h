#ifndef SPARKD_ORG_ROOM_H
#define SPARKD_ORG_ROOM_H

#include "refusal.h"
#include "school.h"

/*
 * Where events are held: the rooms of the trust's schools and venues outside
 * them, with their seats and what they have (TW-05, TW-06).
 */
struct room_id {
    int64_t v;
};

/* The checklist of TW-06, in the order in which it is asked and shown. */
enum room_feature {
    ROOM_STEP_FREE,
    ROOM_ACCESSIBLE_TOILET,
    ROOM_HEARING_LOOP,
    ROOM_ADJUSTABLE_LIGHT,
    ROOM_QUIET_SPACE,
    ROOM_SCREEN,
    ROOM_SOUND,
    ROOM_WIFI,
    ROOM_SOCKETS,
    ROOM_MOVABLE_TABLES,
    ROOM_REFRESHMENTS,
    ROOM_PARKING,
    ROOM_ACCESSIBLE_PARKING,
    ROOM_CYCLE_STANDS,
    ROOM_PUBLIC_TRANSPORT,
    ROOM_FEATURES
};
#define ROOM_HAS(feature) (1u << (unsigned)(feature))

struct room_feature_words {
    const char *key;     /* "step_free": as in the database and the API */
    const char *text;    /* "Step-free access" */
    const char *missing; /* "step-free access": said where it is lacking; NULL: is not */
};
extern const struct room_feature_words room_features[ROOM_FEATURES];
enum err room_feature_parse(struct str s, enum room_feature *ret) MUST_USE;

struct room_fields {
    struct school_id school; /* v 0: outside the trust's schools */
    const char *name, *address;
    int seats;
    unsigned has; /* ROOM_HAS of each */
    bool checked; /* somebody went through the checklist; false leaves it as it is */
    const char *equipment, *notes;
};

struct room {
    struct room_id id;
    struct room_fields fields;
    const char *school_name; /* "" outside */
    const char *place;       /* "Hall, Oak Primary School" */
    struct day checked_on;   /* DAY_NONE: nobody went through the checklist yet */
    struct day ended_on;     /* DAY_NONE: in use */
    int version;
};

enum {
    ROOM_NAME_CHARS_MAX = 60, /* an event's room holds it */
    ROOM_ADDRESS_CHARS_MAX = 200,
    ROOM_TEXT_CHARS_MAX = 1000,
    ROOM_SEATS_MAX = 10000,
};

/* ERR_INVALID with fields name, school, address (a venue outside has one), seats, equipment, notes;
 * ERR_CONFLICT `name-taken`. */
enum err room_create(struct store *store, struct day today, const struct room_fields *fields,
                     struct refusal *why, struct room_id *ret) MUST_USE;
/* The school stays what it is. ERR_STALE unless version is 0 or the room's; ERR_CONFLICT `ended`.
 */
enum err room_change(struct store *store, struct day today, struct room_id id, int version,
                     const struct room_fields *fields, struct refusal *why) MUST_USE;
/* No longer used; its history stays. */
enum err room_end(struct store *store, struct room_id id, int version, struct day on,
                  struct refusal *why) MUST_USE;
enum err room_find(struct store *store, struct room_id id, struct arena *arena,
                   struct room *ret) MUST_USE;

struct room_filter {
    struct school_id school; /* v 0: all */
    bool outside;            /* only venues outside the trust's schools */
    int seats;               /* at least */
    unsigned has;            /* all of these */
    bool ended;              /* those no longer used, instead */
    int after, limit;        /* how many to pass over, at most how many */
};
struct room_list {
    struct room *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* By school and name, venues outside last. */
enum err room_list(struct store *store, const struct room_filter *filter, struct arena *arena,
                   struct room_list *ret) MUST_USE;

#endif
