#ifndef SPARKD_SPARK_SPARK_INVITE_H
#define SPARKD_SPARK_SPARK_INVITE_H

#include "event.h"

/*
 * Whose final development conversation of the year is held is invited, by one
 * mail, to give a talk at the next SPARK event that takes talks (SP-07): an
 * opportunity, never a duty, and nothing waits for an answer. Not who has a
 * talk to come, nor who said no to mail about new events. The mail names the
 * event; what was said in the conversation is looked at by nobody.
 */
enum {
    SPARK_INVITE_AFTER_S = 86400, /* so long after it was recorded: a slip is undone by then */
    SPARK_INVITE_DAYS = 120,      /* nobody is asked about a year that is long over */
    SPARK_INVITE_AHEAD_DAYS = 3,  /* so long before the event at least: a talk is to be prepared */
};

/* At most `limit` people, each marked with their mail; *ret_more: there are others. */
enum err spark_invite_due(struct store *store, struct instant now, int limit, struct arena *arena,
                          bool *ret_more) MUST_USE;

#endif
