#ifndef SPARKD_EVENT_BLOCK_H
#define SPARKD_EVENT_BLOCK_H

#include "event_shift.h"

/*
 * The blocks of a day of workshops, an INSET day or a conference (TW-02,
 * practice P5), and how its workshops are chosen. Blocks lie within their day,
 * of a day that meets several times within one of them, and do not overlap. Every use case runs
 * inside the caller's transaction; the caller asks may() first.
 */
struct block_id {
    int64_t v;
};

enum { BLOCKS_MAX = 8, BLOCK_NAME_CHARS_MAX = 60 };

struct block_fields {
    const char *name;
    struct instant starts_at, ends_at;
    bool must_choose; /* whoever has a place on the day chooses here; else they may */
};

struct block {
    struct block_id id;
    struct event_id day;
    struct block_fields fields;
    int workshops; /* not called off */
    int version;   /* for stale forms and If-Match */
};

struct block_list {
    struct block items[BLOCKS_MAX];
    int count;
};

/* The name of the field of a form, or of a refusal, that is about a block: "block_12". */
const char *block_field(struct arena *arena, struct block_id id);

/*
 * ERR_INVALID fields name, starts_at, ends_at (outside the day, or over another
 * block); ERR_CONFLICT `not-a-day` (other kinds have no blocks), `cancelled`,
 * `online` (somebody is booked online, and workshops are in rooms);
 * ERR_LIMIT `too-many`; ERR_NOT_FOUND: no such day.
 */
enum err block_create(struct store *store, struct instant now, struct event_id day,
                      const struct block_fields *fields, struct refusal *why,
                      struct block_id *ret) MUST_USE;
/*
 * Its workshops move with it, and whoever leads or chose one is told once.
 * ERR_STALE unless version is 0 or the block's; ERR_CONFLICT `room-taken`, and
 * what block_create says.
 */
enum err block_update(struct store *store, struct instant now, struct block_id id, int version,
                      const struct block_fields *fields, struct refusal *why) MUST_USE;
/* ERR_CONFLICT `in-use` while it has a workshop: those who chose one are told when it is called
 * off. */
enum err block_remove(struct store *store, struct instant now, struct block_id id,
                      struct refusal *why) MUST_USE;

/* ERR_NOT_FOUND: there is no such block. */
enum err block_find(struct store *store, struct block_id id, struct block *ret,
                    struct arena *arena) MUST_USE;
/* By time; at most BLOCKS_MAX. */
enum err block_list(struct store *store, struct event_id day, struct arena *arena,
                    struct block_list *ret) MUST_USE;

/*
 * The day was moved, or some of the dates of one that meets several times: each
 * block and its workshops move by as much as the date in which it lies. Who is
 * told of the day is not told of each workshop besides. A block whose date fell
 * out goes too. before: as it met; mark: of notice_mark before it was moved.
 * ERR_INVALID field ends_at: a block would be outside the day, or one with
 * workshops would go. No change without blocks.
 */
enum err block_follow_day(struct store *store, struct instant now, const struct event *before,
                          int64_t mark, struct refusal *why) MUST_USE;

/* ---- how workshops are chosen ---- */

struct choosing {
    struct instant opens_at;    /* v 0: from publication */
    struct instant closes_at;   /* v 0: until the day starts */
    enum event_counts counts;   /* toward what a workshop's hours count; nothing: the day's do */
    struct instant reminded_at; /* v 0: nobody was yet */
};

/* The defaults for a day of which nothing was said. */
enum err choosing_find(struct store *store, struct event_id day, struct choosing *ret) MUST_USE;

/* The last moment to choose in: as was said, at latest the day's start. */
struct instant choosing_closes(const struct choosing *choosing, const struct event *day);

struct choosing_fields {
    struct instant opens_at, closes_at;
    bool by_workshop; /* hours are credited for workshops, not for the day */
};
/* ERR_INVALID fields opens_at, closes_at, by_workshop (the day's hours count toward nothing);
 * ERR_CONFLICT as block_create. */
enum err choosing_update(struct store *store, struct instant now, struct event_id day,
                         const struct choosing_fields *fields, struct refusal *why) MUST_USE;
/* The day was put off by so much: so is its window, but that one which has opened stays open.
 * ERR_INVALID field starts_at: the clocks change then. No change where nothing was said. */
enum err choosing_move(struct store *store, struct instant now, struct event_id day,
                       struct event_shift shift, struct refusal *why) MUST_USE;
/* Those who had not chosen were reminded. */
enum err choosing_set_reminded(struct store *store, struct instant now,
                               struct event_id day) MUST_USE;

#endif
