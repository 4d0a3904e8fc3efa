#ifndef SPARKD_ACCESS_PERMISSION_H
#define SPARKD_ACCESS_PERMISSION_H

#include "grant.h"

/*
 * The one may() (http specification, section 11): pages, API, exports, feeds
 * and lists ask it and nothing else. Pure, default deny. Where the actor may
 * not even know of a thing the caller answers "not found".
 */
struct actor {
    struct person_id person; /* v 0: nobody is signed in */
    struct grants grants;
    bool read_only; /* an API token of scope read */
};

enum action {
    ACTION_EVENT_VIEW,          /* a published event and its programme */
    ACTION_EVENT_BOOK,          /* a place or a talk, for oneself */
    ACTION_EVENT_EDIT,          /* create, edit, publish, cancel, see drafts */
    ACTION_EVENT_ATTENDEES,     /* who is booked and who waits, by name */
    ACTION_PERSON_EMAIL,        /* colleagues' addresses */
    ACTION_DEADLINE_VIEW,       /* dates and status of somebody's cycle */
    ACTION_CONVERSATION_RECORD, /* schedule, held, confirm */
    ACTION_NUDGE_COUNT,         /* how many nudges go out, by day */
    ACTION_OUTBOX_VIEW,         /* states and counts of mail */
    ACTION_COUNT
};

/* What is acted on, as its owning area describes it. */
struct object {
    struct person_id owner;     /* v 0: nobody's */
    struct person_id pd_mentor; /* of the owner, now; v 0: none */
    struct school_id school;    /* v 0: the trust's */
};

/* Whether the actor may do it to that object: the one judgement of every page, call and feed. Pure;
 * what no row of its table grants is denied (HTTP specification, section 11). */
bool may(const struct actor *actor, enum action action, const struct object *object);

/* For the WHERE of a list: what the actor may do the action on. */
struct permission_scope {
    bool trust;                           /* everything */
    struct school_id schools[GRANTS_MAX]; /* else these schools' */
    int school_count;
    bool own;   /* and the actor's own */
    bool pairs; /* and the actor's mentees' */
};
struct permission_scope permission_scope(const struct actor *actor, enum action action);

/* Coordinators, heads, CPD leaders and administrators: shorter sessions (http specification,
 * section 7). */
bool actor_is_privileged(const struct actor *actor);
bool actor_has_role(const struct actor *actor, enum role role);

#endif
