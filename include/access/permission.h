#ifndef SPARKD_ACCESS_PERMISSION_H
#define SPARKD_ACCESS_PERMISSION_H

#include "grant.h"
#include "relation.h"

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

/* Each has its row in permission_table.c, which says what it means. */
enum action {
    ACTION_EVENT_VIEW,
    ACTION_EVENT_BOOK,
    ACTION_EVENT_EDIT,
    ACTION_EVENT_ATTENDEES,
    ACTION_EVENT_BOOK_OTHERS,
    ACTION_TRAINING_DAY,
    ACTION_PROGRAMME_YEAR,
    ACTION_EVENT_NEEDS,
    ACTION_REGISTER_VIEW,
    ACTION_REGISTER_TAKE,
    ACTION_STAGE_RUN,
    ACTION_PERSON_LIST,
    ACTION_PERSON_EMAIL,
    ACTION_PERSON_VIEW,
    ACTION_PERSON_EDIT,
    ACTION_PEOPLE_IMPORT,
    ACTION_PEOPLE_EXPORT,
    ACTION_ROLE_VIEW,
    ACTION_ROLE_GRANT,
    ACTION_ORG_VIEW,
    ACTION_ORG_EDIT,
    ACTION_SCHOOL_CREATE,
    ACTION_PROVIDER_VIEW,
    ACTION_PROVIDER_EDIT,
    ACTION_CALENDAR_VIEW,
    ACTION_CALENDAR_EDIT,
    ACTION_POLICY_VIEW,
    ACTION_POLICY_EDIT,
    ACTION_POLICY_ADD,
    ACTION_DEADLINE_VIEW,
    ACTION_CONVERSATION_RECORD,
    ACTION_STATUS_VIEW,
    ACTION_AGGREGATE_VIEW,
    ACTION_NUDGE_COUNT,
    ACTION_OUTBOX_VIEW,
    ACTION_AUDIT_VIEW,
    ACTION_DATA_TAKE,
    ACTION_RETENTION_EDIT,
    ACTION_SIGN_IN_HELP,
    ACTION_FACTOR_RESET,
    ACTION_BREAK_GLASS,
    ACTION_LINK_CONFIRM,
    ACTION_REQUEST_MAKE,
    ACTION_REQUEST_VIEW,
    ACTION_PATTERN_VIEW,
    ACTION_REQUEST_COMMENT,
    ACTION_REQUEST_DECIDE,
    ACTION_REQUEST_ARRANGE,
    ACTION_ACTIVITY_VIEW,
    ACTION_ACTIVITY_KEEP,
    ACTION_ACTIVITY_VERIFY,
    ACTION_HOURS_VIEW,
    ACTION_HOURS_AGREE,
    ACTION_HOURS_SET,
    ACTION_COUNT
};

/* What is acted on, as its owning area describes it. */
struct object {
    struct person_id owner;               /* v 0: nobody's */
    unsigned relations;                   /* what the actor is to the owner today: RELATION_BITs */
    struct school_id school;              /* v 0: the trust's */
    const struct school_id *more_schools; /* of an owner who works in several */
    int more_school_count;
    bool in_hand;      /* put into the actor's hands: as good as their own */
    bool broken_glass; /* the actor may read the owner's record now, in an emergency */
    bool organised;    /* an event that was given into the actor's hands (TW-03) */
    bool led;          /* an event that the actor leads or assists at (TW-14) */
};

/* Whether the actor may do it to that object: the one judgement of every page, call and feed. Pure;
 * what no row of its table grants is denied (HTTP specification, section 11). */
bool may(const struct actor *actor, enum action action, const struct object *object);

/* For the WHERE of a list: what the actor may do the action on. */
struct permission_scope {
    bool trust;                           /* everything */
    struct school_id schools[GRANTS_MAX]; /* else these schools' */
    int school_count;
    bool own;           /* and the actor's own */
    unsigned relations; /* and that of people to whom the actor is one of these */
};
struct permission_scope permission_scope(const struct actor *actor, enum action action);

/* A person as an object: owner, every school they work at, what the actor is to them that day. */
enum err permission_person(struct store *store, const struct actor *actor, struct person_id person,
                           struct day on, struct arena *arena, struct object *ret) MUST_USE;

/* The same with what break-glass opens at that moment (access/break_glass): for readings of the
 * confidential class, which are then written to the audit. */
enum err permission_person_now(struct store *store, const struct actor *actor,
                               struct person_id person, struct instant now, struct arena *arena,
                               struct object *ret) MUST_USE;

/* Coordinators, heads, CPD leaders and administrators: shorter sessions (http specification,
 * section 7). */
bool actor_is_privileged(const struct actor *actor);
bool actor_has_role(const struct actor *actor, enum role role);

/* ---- the table, for may(), for documents and for the page of roles ---- */

/*
 * One letter a role, in the order of enum role, then one a relation: what of
 * an object's description the role reaches.
 *   -  nothing
 *   o  one's own, and what was put into one's hands
 *   s  what belongs to the school of the grant (a grant for the trust: all)
 *   t  everything in the trust
 *   p  (relations) what belongs to that person
 */
struct permission_row {
    const char *name;  /* "event-view" */
    const char *words; /* "see published events and their programme" */
    bool acts;         /* changes something: never with a token of scope read */
    const char *reach; /* letters, blanks between them do not count */
};
extern const struct permission_row permission_table[ACTION_COUNT];
/* What organising one event opens of it, whatever one's role. */
bool permission_opens_to_organiser(enum action action);
/* What leading it, or assisting at it, opens of it (TW-14). */
bool permission_opens_to_leader(enum action action);
/* Reading only, in an emergency that two people stand for. */
bool permission_opens_to_glass(enum action action);
char permission_role_reach(enum action action, enum role role);
char permission_relation_reach(enum action action, enum relation_kind kind);

#endif
