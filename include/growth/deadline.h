#ifndef SPARKD_GROWTH_DEADLINE_H
#define SPARKD_GROWTH_DEADLINE_H

#include "cycle.h"
#include "person.h"

/*
 * A person's own dates for the stages and conversations of a cycle, resolved
 * on their school's calendar (CY-01, practice P4), and what they have done.
 */
struct deadline_id {
    int64_t v;
};

enum deadline_kind { DEADLINE_STAGE, DEADLINE_CONVERSATION };
enum deadline_status {
    DEADLINE_COMING, /* not open yet */
    DEADLINE_OPEN,
    DEADLINE_LATE,
    DEADLINE_DONE,
    DEADLINE_EXEMPT, /* nothing is asked of them this year (PR-05) */
};
/* "coming", "open", "late", "done", "exempt" */
const char *deadline_status_name(enum deadline_status status);

enum { DEADLINE_UNDO_DAYS = 7 };

struct deadline {
    struct deadline_id id;
    const char *uid; /* of its calendar entry */
    struct person_id person;
    enum deadline_kind kind;
    const char *key;             /* "reflections", "second" … */
    const char *label;           /* the pack's words */
    const char *rule;            /* as org/deadline_rule parses it */
    struct day opens_on, due_on; /* DAY_NONE: the calendar has no such day */
    struct day done_on;          /* DAY_NONE: not done */
    struct person_id done_by;
    struct instant done_at;
    enum deadline_status status;
    bool current;  /* today lies in its window (CY-14); false for the exempt */
    bool may_undo; /* done, and not longer ago than 7 days */
    int seq;
    struct instant created_at, modified_at;
    int64_t conversation_id;           /* 0 for stages, as are the next three */
    struct instant starts_at, ends_at; /* v 0: no time agreed */
    const char *room;
};

struct deadline_list {
    struct deadline *items; /* in the order of the cycle */
    int count;
    bool exempt;                /* today */
    struct person_id pd_mentor; /* today's, v 0 if none */
    const char *pd_mentor_name; /* NULL if none */
};

/* Those of the academic year `now` lies in; none if its cycle is not open. */
enum err deadline_list(struct store *store, struct person_id person, struct instant now,
                       struct arena *arena, struct deadline_list *ret) MUST_USE;
/* For its owner and their PD mentor of today; ERR_NOT_FOUND for everybody else. */
enum err deadline_find(struct store *store, struct person_id actor, struct deadline_id id,
                       struct instant now, struct arena *arena, struct deadline *ret) MUST_USE;

/*
 * Brings the dates of one person, or with v 0 of everybody with a job in a
 * school, in line with rules and calendars; raises seq and modified_at of what
 * differs and of nothing else. What is done keeps its dates; what fell due while
 * somebody was away, or before they began, has a later date. Conversations not
 * held yet follow a change of mentor; the one of before may get a place for it.
 */
enum err deadline_sync(struct store *store, struct person_id person, struct cycle_id cycle,
                       struct instant now) MUST_USE;
/* The same for at most `limit` people after `after` (0 first); *ret_after is 0 at the end. */
enum err deadline_sync_some(struct store *store, struct cycle_id cycle, int64_t after, int limit,
                            struct instant now, int64_t *ret_after) MUST_USE;

/*
 * The same for the people whose first job of today is at that school, after a
 * change of its calendar (NO-02); *ret_moved: deadlines that got other dates.
 */
enum err deadline_sync_school(struct store *store, struct school_id school, struct cycle_id cycle,
                              struct instant now, int *ret_moved) MUST_USE;
/* How many that would be if `calendar` were the school's; changes nothing. */
enum err deadline_count_moves(struct store *store, struct school_id school,
                              struct calendar calendar, struct cycle_id cycle, struct instant now,
                              int *ret) MUST_USE;
/* How many people's deadline of each part would move if the cycle were made with that pack, in the
 * pack's order; changes nothing. */
enum err deadline_count_pack_moves(struct store *store, struct cycle_id cycle,
                                   const struct policy_pack *pack, struct instant now,
                                   int ret_moves[static PACK_ITEMS_MAX]) MUST_USE;

/* Deadlines nobody has done anything about, with their conversations: before a person who was made
 * by mistake is taken away again. */
enum err deadline_forget(struct store *store, struct person_id person) MUST_USE;

/*
 * Not in the cycle on that day: while somebody is away; in induction or exempt,
 * and then until the next September (PR-05), unless that ended in September itself.
 */
enum err deadline_is_exempt(struct store *store, struct person_id person, struct day on,
                            bool *ret) MUST_USE;

/*
 * Its owner marks a stage as done, today. ERR_NOT_FOUND for anybody else,
 * ERR_CONFLICT `already-done`, or `conversation` (those are held, by conversation_hold).
 */
enum err deadline_complete(struct store *store, struct person_id actor, struct deadline_id id,
                           struct instant now, struct refusal *why) MUST_USE;
/* Takes that back, within 7 days: else ERR_CONFLICT `too-late`, `not-done` or `conversation`. */
enum err deadline_undo(struct store *store, struct person_id actor, struct deadline_id id,
                       struct instant now, struct refusal *why) MUST_USE;

#endif
