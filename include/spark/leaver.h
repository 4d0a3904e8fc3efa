#ifndef SPARKD_SPARK_LEAVER_H
#define SPARKD_SPARK_LEAVER_H

#include "person.h"
#include "refusal.h"

/*
 * Leaving the trust (practice P7). Recording a last day changes that day and
 * nothing else, so it can be taken back until it is over. Then all they hold
 * is given up: jobs, parts, roles and relations end with that day, places and
 * talks to come go through their own use cases to whoever waits, sessions,
 * tokens and calendar addresses end, what is not done is due no more. The
 * record of what was stays.
 */

/*
 * The last day; one that is over already gives everything up at once. Another day may be recorded
 * until then. ERR_INVALID field last_day; ERR_CONFLICT `gone`, `last-administrator`.
 */
enum err leaver_record(struct store *store, struct instant now, struct person_id person,
                       struct day last_day, struct refusal *why) MUST_USE;
/* Not leaving after all. ERR_CONFLICT `gone`: it is too late, they join anew; `not-leaving`. */
enum err leaver_stay(struct store *store, struct person_id person, struct refusal *why) MUST_USE;
/* Back after having gone: the record is theirs again; jobs and roles are given anew. No change for
 * whoever is here. */
enum err leaver_return(struct store *store, struct person_id person, struct arena *arena) MUST_USE;
/*
 * Gives up what those still hold whose last day is over: at most `limit` people
 * after *after; v 0 at first and again at the end. Whose leaving is refused
 * keeps all they have and nobody else: the audit names them (person-not-let-go,
 * with what it was refused for), and the next day's work tries it again.
 */
enum err leaver_let_go_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           struct person_id *after) MUST_USE;

#endif
