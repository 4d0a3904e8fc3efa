#ifndef SPARKD_EVENT_FOR_ME_H
#define SPARKD_EVENT_FOR_ME_H

#include "event.h"

/*
 * Events for one person (issue 4, Finding): what they can book and have
 * nothing else at, because they are asked to it, it is meant for a job, group,
 * phase or subject of theirs, counts toward hours they owe, or is at their
 * school. Each says why. Nothing of a plan or a conversation is looked at.
 */
enum for_me_reason {
    FOR_ME_INVITED,
    FOR_ME_ROLE,        /* meant for a role category of theirs */
    FOR_ME_STAFF_GROUP, /* … a staff group */
    FOR_ME_GROUP,       /* … a department, team, phase or working party they are in */
    FOR_ME_PHASE,       /* about the phase or year their group works in */
    FOR_ME_SUBJECT,     /* about their department's subject */
    FOR_ME_STAFF,       /* for the staff of their school, or named schools among which it is */
    FOR_ME_HOURS,       /* counts toward hours they still owe */
    FOR_ME_AT_SCHOOL,   /* held at their school */
    FOR_ME_REASONS
};

/* What is known of one event and one person; NULL or 0: not so. */
struct for_me_facts {
    bool invited;
    const char *role, *staff_group, *group, *phase, *subject, *staff, *at_school; /* their names */
    int counts_min; /* of INSET hours, if it counts toward them */
    int owed_min;   /* that they still owe, as the ledger has it */
    int booked_min; /* of it, what they have booked already */
};

/* Pure: how well it fits, and why; a score of 0 is no reason at all. */
struct for_me_judgement {
    int score;
    enum for_me_reason reasons[FOR_ME_REASONS]; /* the weightiest first */
    int count;
};
struct for_me_judgement for_me_judge(const struct for_me_facts *facts);
/* "For Year 6 team, your group", "Counts 2 h of the 6 h you still owe". */
const char *for_me_words(const struct for_me_facts *facts, enum for_me_reason reason,
                         struct arena *arena);

struct for_me {
    struct event event;
    struct for_me_facts facts;
    struct for_me_judgement judgement;
};
struct for_me_list {
    struct for_me *items;
    int count;
};
enum { FOR_ME_MAX = 50 };
/* since: only what was published then or later (v 0: whenever); limit: 1 to FOR_ME_MAX. */
struct for_me_ask {
    const struct event_viewer *viewer;
    struct instant now, since;
    int limit;
};
/* The best first, then the earliest. */
enum err for_me_find(struct store *store, const struct for_me_ask *ask, struct arena *arena,
                     struct for_me_list *ret) MUST_USE;

#endif
