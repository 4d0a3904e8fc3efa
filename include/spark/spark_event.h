#ifndef SPARKD_SPARK_SPARK_EVENT_H
#define SPARKD_SPARK_SPARK_EVENT_H

#include "event.h"
#include "keynote.h"

/*
 * What a SPARK event has beyond an event (SP-01, SP-02, SP-05, SP-06): rooms,
 * blocks for talks, a changeover, how talks come in and get their order. The use cases here take
 * every kind of event: they do what event.h does, and for kind spark the rest in the same
 * transaction. Publishing needs no more than event_publish.
 */
enum {
    SPARK_CHANGEOVER_DEFAULT_S = 120,
    SPARK_CHANGEOVER_ROOMS_S =
        30, /* the default with several rooms: long talks line up with short */
    SPARK_CHANGEOVER_MAX_S = 900,
    SPARK_FIXED_DEFAULT_MINUTES = 20, /* welcome, break and close (practice T2) */
    SPARK_TALKS_A_PERSON_MAX = 5,
    SPARK_KIT_CHARS_MAX = 120,
    SPARK_UNSET = -1, /* of a number: the default, or in a change what it is now */
};

/* Talks are booked at once, or proposed and then decided on. */
enum spark_intake { SPARK_INSTANT, SPARK_CALL, SPARK_INTAKES };
/* "instant" */
const char *spark_intake_name(enum spark_intake intake);
/* ERR_INVALID: none of the names; so for the two below. */
enum err spark_intake_parse(struct str s, enum spark_intake *ret) MUST_USE;
/* The coordinator's order, with or without the arranger; shuffled and published; drawn live. */
enum spark_order { SPARK_ARRANGED, SPARK_SHUFFLED, SPARK_DRAWN, SPARK_ORDERS };
const char *spark_order_name(enum spark_order order);
enum err spark_order_parse(struct str s, enum spark_order *ret) MUST_USE;
/* Talks of one theme apart, or together. */
enum spark_themes { SPARK_SPREAD, SPARK_CLUSTER, SPARK_THEMES };
const char *spark_themes_name(enum spark_themes themes);
enum err spark_themes_parse(struct str s, enum spark_themes *ret) MUST_USE;

/* A room in which talks are given. */
struct talk_room {
    const char *name;
    int seats;
    const char *kit; /* what stands in it, words apart by commas; "": nothing */
};

struct spark_span {
    struct instant starts_at, ends_at;
};

struct spark_fields {
    int changeover_s;  /* 0-900 */
    int fixed_minutes; /* half of them first, half last, one block between */
    struct spark_span blocks[PACK_BLOCKS_MAX]; /* instead of fixed_minutes */
    int block_count;
    /* Name NULL: as it is now, the first one's else the event's. Seats SPARK_UNSET: as they are,
     * else the event's capacity. Kit NULL: as it is. */
    struct talk_room rooms[PACK_ROOMS_MAX];
    int room_count;            /* 0: as they are now, else one */
    int talks_a_person;        /* 1-5 */
    int intake, order, themes; /* the enums above */
};

/* All numbers SPARK_UNSET, no blocks, no rooms. */
struct spark_fields spark_event_defaults(void);
/* How a new event's order is made unless it says otherwise: the trust's policy pack, talks.order.
 */
enum err spark_event_usual_order(struct store *store, struct arena *arena,
                                 enum spark_order *ret) MUST_USE;

struct spark_settings {
    struct event_id event;
    struct talk_room rooms[PACK_ROOMS_MAX]; /* pack.room_count of them */
    int talks_a_person;
    enum spark_intake intake;
    enum spark_order order;
    enum spark_themes themes;
    int64_t published; /* the programme_version that was announced; 0: none yet */
    bool drawing;      /* its speakers are being drawn one at a time: only the draw places */
    struct pack pack;  /* its blocks in seconds of struct instant, less what keynotes take */
    struct pack_block spans[PACK_BLOCKS_MAX]; /* the same as they were given */
    int span_count;
    struct keynotes keynotes;
    int64_t room_s, used_s; /* offered; taken by confirmed talks */
    int version;            /* of the programme; rises with every change of it */
};

/* As event_create. spark is not read unless the kind is spark; NULL: all defaults. */
enum err spark_event_create(struct store *store, struct instant now, struct person_id actor,
                            const struct event_fields *fields, const struct spark_fields *spark,
                            struct refusal *why, struct event_id *ret) MUST_USE;

struct spark_change {
    struct event_id event;
    int version; /* of the event; 0: whatever it is */
    struct event_fields fields;
    const struct spark_fields *spark; /* NULL: as it was; blocks move with the event */
    struct person_id by; /* v 0: its register is none of theirs, and its day stays as it is */
};

/*
 * As event_update. A window that no longer holds the confirmed talks is
 * ERR_CONFLICT `does-not-fit` and says how many minutes are missing; one with
 * more room promotes waiting talks. Presenters are told once, like whoever is
 * booked, and are free for other slots and places when it moves; of another time
 * or place who waits or proposed is told too. On another day nobody has come yet:
 * marks on its register are taken back (register_take_back).
 */
enum err spark_event_update(struct store *store, struct instant now,
                            const struct spark_change *change, struct refusal *why) MUST_USE;

/* As event_cancel; its talks end too and all presenters are told. */
enum err spark_event_cancel(struct store *store, struct instant now, struct event_id id,
                            int version, struct refusal *why) MUST_USE;

struct spark_ending {
    struct event_id event;
    int version;
    const char *reason; /* in words, as everybody is told; "" or NULL: none */
};
/* The same with a reason, and with the workshops of a day. Refuses the field reason. */
enum err spark_event_call_off(struct store *store, struct instant now,
                              const struct spark_ending *ending, struct refusal *why) MUST_USE;
/* Its workshops alone: those that begin then, NULL: all. */
enum err spark_event_call_off_workshops(struct store *store, struct instant now,
                                        const struct spark_ending *ending,
                                        const struct spark_span *during,
                                        struct refusal *why) MUST_USE;

/* ERR_NOT_FOUND: no such event, or not of kind spark. */
enum err spark_event_find(struct store *store, struct event_id id, struct arena *arena,
                          struct spark_settings *ret) MUST_USE;

#endif
