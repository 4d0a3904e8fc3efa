#ifndef SPARKD_ACCESS_BREAK_GLASS_H
#define SPARKD_ACCESS_BREAK_GLASS_H

#include "permission.h"
#include "refusal.h"

/*
 * Reading somebody's confidential record in an emergency (http specification,
 * section 11): one person asks with a reason, another one with the same right
 * approves, for at most 72 hours; either of them, or anybody with the right,
 * may end it. The owner is told by mail when it opens, sees who asked, who
 * approved and why, and every reading. Reading only: may() lets it do nothing
 * else. That the actor holds ACTION_BREAK_GLASS over that person is for the
 * caller to ask.
 */
enum { BREAK_GLASS_HOURS = 24, BREAK_GLASS_HOURS_MAX = 72 };
enum { BREAK_GLASS_REASON_CHARS_MIN = 20, BREAK_GLASS_REASON_CHARS_MAX = 1000 };

enum break_glass_state {
    BREAK_GLASS_ASKED,  /* waits for a second person */
    BREAK_GLASS_OPEN,   /* may be read */
    BREAK_GLASS_OVER,   /* its time has passed */
    BREAK_GLASS_ENDED,  /* ended by somebody, before or while it was open */
    BREAK_GLASS_LAPSED, /* nobody approved it within its hours */
};
/* "asked", "open", "over", "ended", "lapsed" */
const char *break_glass_state_name(enum break_glass_state state);

struct break_glass {
    int64_t id;
    struct person_id person, asked_by, approved_by, ended_by;
    const char *person_name, *asked_by_name, *approved_by_name, *ended_by_name; /* NULL: none */
    const char *reason;
    int hours;
    struct instant asked_at, approved_at, ends_at, ended_at; /* v 0: not */
    enum break_glass_state state;
};

/* Asks. ERR_INVALID fields reason (20 to 1,000 characters), hours (1 to 72); ERR_CONFLICT `own`
 * for one's own record, `already-asked` while one waits or is open. */
enum err break_glass_ask(struct store *store, const struct actor *actor, struct person_id person,
                         struct str reason, int64_t hours, struct instant now, struct refusal *why,
                         int64_t *ret_id) MUST_USE;
/* A second person approves; the owner's mail is queued in the same transaction. ERR_CONFLICT
 * `same-person` for who asked and for the owner, `not-waiting` for what waits no more. */
enum err break_glass_approve(struct store *store, const struct actor *actor, int64_t id,
                             struct instant now, struct refusal *why) MUST_USE;
/* Declines, withdraws or revokes. ERR_CONFLICT `already-over`. */
enum err break_glass_end(struct store *store, const struct actor *actor, int64_t id,
                         struct instant now, struct refusal *why) MUST_USE;

enum err break_glass_find(struct store *store, int64_t id, struct instant now, struct arena *arena,
                          struct break_glass *ret) MUST_USE;
/* May `reader` read that person's record at that moment? */
enum err break_glass_is_open(struct store *store, struct person_id person, struct person_id reader,
                             struct instant now, bool *ret) MUST_USE;

struct break_glass_list {
    struct break_glass *items; /* newest first */
    int count;
    int64_t next; /* cursor, 0 at the end */
};
/* All of them, or with person.v of one person's record, before that id (0: from the newest). */
enum err break_glass_list(struct store *store, struct person_id person, int64_t before, int limit,
                          struct instant now, struct arena *arena,
                          struct break_glass_list *ret) MUST_USE;

#endif
