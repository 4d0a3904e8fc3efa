#ifndef SPARKD_ACCESS_AUDIT_H
#define SPARKD_ACCESS_AUDIT_H

#include "person.h"

/*
 * What was done by whom, when, to whom and why: append-only, each row chained
 * to the one before by SHA-256 (http specification, section 13): sign-ins,
 * grants, tokens, feeds, events, readings of confidential things. Neither
 * detail nor reason ever holds anything confidential, and no names: those are
 * found by id, so that they can be erased.
 */
struct audit_entry {
    struct person_id actor;   /* v 0: nobody signed in, or sparkd itself */
    const char *action;       /* has its words in access/audit_words */
    int64_t object_id;        /* what it was done to, 0: nothing */
    struct person_id subject; /* the person concerned; v 0: as the action's words say */
    const char *reason;       /* why, in the words of who did it; NULL: none */
    const char *detail;       /* NULL: none */
};
/* Appends a row, in the caller's transaction, and moves the chain's head. */
enum err audit_record(struct store *store, struct instant now,
                      const struct audit_entry *entry) MUST_USE;
/* The same for what has no reason and concerns whom its words say. */
enum err audit_add(struct store *store, struct instant now, struct person_id actor,
                   const char *action, int64_t object_id, const char *detail) MUST_USE;

struct audit_chain {
    int64_t rows;      /* how many stand in it */
    int64_t broken_id; /* the first row that does not fit; rows + 1: some are missing at the end */
};
/* Reads the chain from its first row to its head, a row in memory at a time. OK: it holds.
 * ERR_INVALID: ret->broken_id. Call it within one reading transaction. */
enum err audit_check(struct store *store, struct audit_chain *ret) MUST_USE;

/* ---- reading it ---- */

struct audit_row {
    int64_t id;
    struct instant at;
    struct person_id actor, subject;
    const char *actor_name, *subject_name; /* NULL: none */
    const char *action, *reason, *detail;
    int64_t object_id;
};
struct audit_list {
    struct audit_row *items; /* newest first */
    int count;
    bool more; /* the last item's (at, id) is the next cursor */
};
struct audit_query {
    struct person_id person;      /* did it, or is concerned; v 0: anybody */
    const char *action;           /* "": any */
    struct instant from, until;   /* at >= from and at < until; until v 0: to the end */
    int64_t before_at, before_id; /* behind this row; 0, 0: from the newest */
    int limit;
};
/* The rows a page of the record shows; what is asked must be what the actor may see. */
enum err audit_list(struct store *store, const struct audit_query *query, struct arena *arena,
                    struct audit_list *ret) MUST_USE;

/* ---- in words ---- */

struct audit_words {
    const char *action;
    /* "{who} gave {whom} a role": who and whom are "You", "you" or a name. */
    const char *sentence;
    bool object_is_person; /* object_id is the person concerned */
};
/* Ended by a row whose action is NULL. */
extern const struct audit_words audit_words[];
/* NULL: there is no such action. */
const struct audit_words *audit_words_find(const char *action);
/* "You gave Ann Bell a role", to somebody who reads it. */
const char *audit_sentence(struct arena *arena, const struct audit_row *row,
                           struct person_id reader);

#endif
