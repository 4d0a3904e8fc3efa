#ifndef SPARKD_EVENT_APPROVAL_STEP_H
#define SPARKD_EVENT_APPROVAL_STEP_H

#include "approval_store.h"
#include "notice.h"

/* How a request goes from step to step, and who is told. */

/* Who does something to a request, when, and where words of refusal live. */
struct approval_turn {
    struct store *store;
    struct instant now;
    struct person_id by; /* v 0: sparkd, by night */
    struct arena *arena;
};

/* From that step (-1: from the beginning) to the next that somebody holds, and tells whoever has it
 * now; after the last it is approved. The approval is as it was before that step ended. */
enum err approval_step_advance(const struct approval_turn *turn, const struct approval *approval,
                               int from) MUST_USE;
/* The days of the step it stands at begin anew. */
enum err approval_step_renew(const struct approval_turn *turn,
                             const struct approval *approval) MUST_USE;
/* It ends so; the person is told. */
enum err approval_step_finish(const struct approval_turn *turn, struct approval_id id,
                              enum approval_status status) MUST_USE;

/* Tells whoever has it now, but for who did it. detail NULL: nothing more. */
enum err approval_step_tell_holders(const struct approval_turn *turn, struct approval_id id,
                                    const char *detail) MUST_USE;
/* Tells the person whose request it is. by: the name of who did it, or NULL. */
enum err approval_step_tell_person(const struct approval_turn *turn, struct approval_id id,
                                   enum notice_kind kind, const char *by,
                                   const char *detail) MUST_USE;
/* Writes it down in the audit; detail holds nothing confidential. */
enum err approval_step_record(const struct approval_turn *turn, const struct approval *approval,
                              const char *action, const char *detail) MUST_USE;

#endif
